# SPDX-License-Identifier: MPL-2.0
"""Rescoring on Spark: the rows of one machine, from the cluster on which the records already are.

Families are brought together by a shuffle, and each partition is read as a stream of Arrow batches. What is scored is
scored by the same call as everywhere else; nothing here decides an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _core
from .columns.cells import checked_names, typed
from .columns.rows import Origin
from .errors import Error, Problem
from .instrument import Instrument
from .moment import Days, KnownAt
from .rescoring.chosen import chosen
from .rescoring.chunks import TableChunk, whole_families
from .rescoring.engine import Scored, Task, score
from .rescoring.moments import Moments
from .rescoring.rejected import RejectedError
from .rescoring.run import ROWS
from .tables.source import FAULT, PLACE, TABLE, Source

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

__all__ = ["REJECTED", "apart", "rescore"]

REJECTED = ("rejected_code", "rejected_place", "rejected_reason")
"""The columns that say why a family was rejected, where they are asked for."""

RECORDS = "the family's records"
"""What errors call the table: its rows are counted within a family, for a frame of Spark has no order of its own."""

_FIRST = ("recorded_at", "observed_on", "id")
"""What a family's rows are ordered by before all other columns, so that a row has its number in every run."""


def rescore(
    df: DataFrame,
    instrument: Instrument,
    as_of: Days | None = None,
    *,
    known_at: KnownAt = "everything",
    moments: Any = None,
    columns: str | Sequence[str] | None = None,
    decimals: bool = False,
    rejects: bool = False,
    partitions: int | None = None,
) -> DataFrame:
    """Assess many families at many moments on Spark: the rows that `Instrument.rescore` gives for the same records.

    Parameters
    ----------
    df : pyspark.sql.DataFrame
        A row a record, in any order; the columns of a records table.
    instrument : Instrument
        It travels to the executors as its JSON text.
    as_of, known_at, columns, decimals
        As for `Instrument.rescore`.
    moments : frame, optional
        Instead of `as_of`, each family's own moments. A frame of Spark, or any that speaks Arrow; it is read on the
        driver and sent to every executor whole.
    rejects : bool
        Without it a family that cannot be read or scored fails the job. With it such a family has a row in which
        nothing stands but ``family`` and why, in the columns `REJECTED`, which are null in every other row; `apart`
        divides the two.
    partitions : int, optional
        Into how many parts the families are divided; by default Spark's ``spark.sql.shuffle.partitions``.

    Returns
    -------
    pyspark.sql.DataFrame
        The columns of `Instrument.rescore`, levels as text, nothing computed yet. A family's rows are in one
        partition, in order; partitions are in none. What made the rows stands in the metadata of the column
        ``family``.

    Raises
    ------
    Error
        At once, for a frame that is no records table and for a question that cannot be asked. ``file_unreadable``
        where Spark is not installed. While the job runs, in Spark's words around ours: for rejected families unless
        `rejects` is given, and where an executor has another version of this library than the driver.

    Examples
    --------
    >>> seen = spark.createDataFrame(
    ...     [("F-1", "prior_harm", "2020-01-05", "none"), ("F-2", "prior_harm", "2020-02-01", "once")],
    ...     "family string, item string, observed_on string, answer string",
    ... )
    >>> scores = rescore(seen, risk, "2020-03-01", columns="static_low")
    >>> [tuple(row) for row in scores.orderBy("family").collect()]
    [('F-1', None, datetime.date(2020, 3, 1), 0.0), ('F-2', None, datetime.date(2020, 3, 1), 3.0)]

    """
    functions, types = _pyspark()
    if (as_of is None) == (moments is None):
        found = "neither" if as_of is None else "both"
        expected, remedy = "as_of, or a table of moments", "give one of them"
        raise Error([Problem("fields_exclude", "the question", "/as_of", found, expected, remedy)])
    if moments is not None and hasattr(moments, "toArrow"):
        moments = moments.toArrow()
    asked = Moments.of_days(as_of, known_at) if as_of is not None else Moments.of_table(moments, known_at)
    checked_names(df.columns, RECORDS)  # two columns of one name would be ambiguous to Spark before they are to us
    source = Source(RECORDS, df.limit(0).toArrow().schema, lambda _: iter(())).checked()
    task = Task(
        instrument, asked, chosen(instrument, columns, decimals=decimals), one_clock="recorded_at" not in source.names
    )
    part = _Part(task, source.origin, rejects, _core.version())
    family = functions.col("family").cast("string").cast("binary")  # by its bytes, whatever a column collates by
    held = [name for name in (*_FIRST, *source.names) if name in source.names and name != "family"]
    together = df.repartition(family) if partitions is None else df.repartition(partitions, family)
    ordered = together.sortWithinPartitions(family, *(functions.col(f"`{name}`") for name in dict.fromkeys(held)))
    return ordered.mapInArrow(part, _spark_schema(part.schema, types))


def apart(scored: DataFrame) -> tuple[DataFrame, DataFrame]:
    """Divide what `rescore` with ``rejects=True`` gave: the scores, and who was rejected.

    Both read `scored`: write or persist it first, or the families are scored twice.

    Returns
    -------
    tuple of pyspark.sql.DataFrame
        The scores as without `rejects`; and ``family``, ``code``, ``place``, ``reason``.

    Examples
    --------
    >>> seen = spark.createDataFrame(
    ...     [("F-1", "prior_harm", "2020-01-05", "none"), ("F-2", "prior_harm", "2020-02-01", "onec")],
    ...     "family string, item string, observed_on string, answer string",
    ... )
    >>> scores, rejected = apart(rescore(seen, risk, "2020-03-01", rejects=True).persist())
    >>> [row.family for row in scores.collect()], [(row.family, row.code, row.place) for row in rejected.collect()]
    (['F-1'], [('F-2', 'answer_not_in_item', 'row 1, column answer')])

    """
    functions, _ = _pyspark()
    why = functions.col(REJECTED[0])
    rejected = [functions.col(name).alias(name.removeprefix("rejected_")) for name in REJECTED]
    return scored.filter(why.isNull()).drop(*REJECTED), scored.filter(why.isNotNull()).select("family", *rejected)


@dataclass(frozen=True, slots=True)
class _Part:
    """What an executor does with a partition: families in the order of their ids, as a stream of batches."""

    task: Task
    origin: Origin
    rejects: bool
    version: str

    @property
    def schema(self) -> pa.Schema:
        """What comes out: the scores, their levels as text, and who was rejected where that is asked for."""
        import pyarrow as pa

        fields = [
            pa.field(each.name, pa.string()) if pa.types.is_dictionary(each.type) else each for each in self.task.schema
        ]
        return pa.schema(
            fields + [pa.field(name, pa.string()) for name in REJECTED if self.rejects], self.task.schema.metadata
        )

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Score a partition; a family that straddles two batches is carried over."""
        if _core.version() != self.version:
            raise Error([_other_version(self.version)])
        schema = self.schema
        last = ""
        for table in whole_families(self._typed(batches), ROWS):
            chunk = TableChunk(_counted(table), (self.origin,))
            last = _in_order(chunk.table, last)
            yield from self._rows(score(self.task, chunk), schema).to_batches()

    def _typed(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
        """Yield rows as the engine reads them."""
        import pyarrow as pa
        import pyarrow.compute as pc

        for batch in batches:
            made = typed(batch, RECORDS)
            family = made.schema.get_field_index("family")
            made = made.set_column(family, "family", pc.fill_null(made["family"], ""))
            yield made.append_column(TABLE, pa.repeat(pa.scalar(0, pa.int32()), batch.num_rows)).append_column(
                FAULT, pa.nulls(batch.num_rows, pa.string())
            )

    def _rows(self, made: Scored, schema: pa.Schema) -> pa.Table:
        """Return scores and rejections as rows of what comes out."""
        import pyarrow as pa

        if made.rejected and not self.rejects:
            raise RejectedError(made.rejected, "give rejects=True to score the others and see why in columns")
        columns = [made.table[name].cast(schema.field(name).type) for name in made.table.schema.names]
        columns += [pa.nulls(made.table.num_rows, pa.string()) for name in REJECTED if self.rejects]
        scores = pa.table(columns, schema=schema)
        if not made.rejected:
            return scores
        whys = [
            {"family": each.family, **dict(zip(REJECTED, (each.code, each.place, each.reason), strict=True))}
            for each in made.rejected
        ]
        return pa.concat_tables([scores, pa.Table.from_pylist(whys, schema=schema)])


def _counted(table: pa.Table) -> pa.Table:
    """Return whole families with the number of each row within its family, from 1."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    family = table["family"].combine_chunks()
    begins = np.append(True, pc.not_equal(family[1:], family[:-1]).to_numpy(zero_copy_only=False))
    places = np.arange(table.num_rows)
    numbers = places - np.maximum.accumulate(np.where(begins, places, 0)) + 1
    return table.append_column(PLACE, pa.array(numbers, pa.int64()))


def _in_order(table: pa.Table, last: str) -> str:
    """Return the last family of whole ones, after seeing that they stand in order: none may come back later."""
    import pyarrow as pa
    import pyarrow.compute as pc

    family = table["family"].combine_chunks()
    first = family[0].as_py()
    ordered = pc.all(pc.greater_equal(family[1:], family[:-1])).as_py() is not False
    if not ordered or (last and first.encode() <= last.encode()):
        raise AssertionError("the families of a partition do not stand in the order of their ids")
    assert pa.types.is_string(family.type)
    return str(family[-1].as_py())


def _spark_schema(schema: pa.Schema, types: Any) -> Any:
    """Return the schema as Spark has it; what made the rows stands with the family."""
    kinds = {
        "string": types.StringType(),
        "date32[day]": types.DateType(),
        "timestamp[us, tz=UTC]": types.TimestampType(),
        "double": types.DoubleType(),
        "decimal128(18, 4)": types.DecimalType(18, 4),
        "int32": types.IntegerType(),
        "bool": types.BooleanType(),
    }
    made_by = {key.decode(): value.decode() for key, value in (schema.metadata or {}).items()}
    return types.StructType(
        [
            types.StructField(each.name, kinds[str(each.type)], True, made_by if each.name == "family" else None)
            for each in schema
        ]
    )


def _other_version(driver: str) -> Problem:
    return Problem(
        "value_unknown",
        "executor",
        "",
        f"actueel {_core.version()}",
        f"actueel {driver}, as on the driver",
        "give the executors the driver's Python environment",
    )


def _pyspark() -> tuple[Any, Any]:
    """Return what is used of Spark, or say how to get it."""
    try:
        from pyspark.sql import functions, types
    except ModuleNotFoundError:
        found, expected, remedy = "no package pyspark", "the extra spark", "pip install 'actueel[spark]'"
        raise Error([Problem("file_unreadable", "spark", "", found, expected, remedy)]) from None
    return functions, types
