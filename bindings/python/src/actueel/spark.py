# SPDX-License-Identifier: MPL-2.0
"""Rescoring on Spark: the rows of one machine, from the cluster on which the records already are.

Families are brought together by a shuffle, and each partition is read as a stream of Arrow batches. What is scored is
scored by the same call as everywhere else; nothing here decides an answer.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
from .rescoring.moments import COLUMNS, Moments
from .rescoring.rejected import RejectedError
from .rescoring.run import ROWS, never_answered
from .tables.source import FAULT, PLACE, TABLE, Source

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

__all__ = ["REJECTED", "Counted", "apart", "rescore"]

REJECTED = ("rejected_code", "rejected_place", "rejected_reason")
"""The columns that say why a family was rejected, where they are asked for."""

RECORDS = "the family's records"
"""What errors call the table: its rows are counted within a family, for a frame of Spark has no order of its own."""

MOMENT = "moment_"
"""How the columns of moments begin where they travel with records; no column of records begins so."""

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
    counted: Counted | None = None,
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
        Instead of `as_of`, each family's own moments. A frame of Spark, which may be of any size, or any that speaks
        Arrow. They are brought to their families: an executor has those that it scores, and no others.
    rejects : bool
        Without it a family that cannot be read or scored fails the job. With it such a family has a row in which
        nothing stands but ``family`` and why, in the columns `REJECTED`, which are null in every other row; `apart`
        divides the two.
    partitions : int, optional
        Into how many parts the families are divided; by default Spark's ``spark.sql.shuffle.partitions``.
    counted : Counted, optional
        Hears, while the job runs, whether any family has an answer: ask it to `Counted.warn` afterwards.

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
        `rejects` is given, for cells of a frame of Spark that are no moment, and where an executor has another version
        of this library than the driver.

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
    asked, beside = _asked(df, as_of, known_at, moments)
    checked_names(df.columns, RECORDS)  # two columns of one name would be ambiguous to Spark before they are to us
    source = Source(RECORDS, df.limit(0).toArrow().schema, lambda _: iter(())).checked()
    task = Task(
        instrument, asked, chosen(instrument, columns, decimals=decimals), one_clock="recorded_at" not in source.names
    )
    told = None if counted is None else counted.told
    part = _Part(task, source.origin, rejects, _core.version(), told)
    family = functions.col("family").cast("string").cast("binary")  # by its bytes, whatever a column collates by
    held = [name for name in (*_FIRST, *source.names) if name in source.names and name != "family"]
    if beside is not None:
        df = df.unionByName(beside, allowMissingColumns=True)
        held = [*beside.columns[1:], *held]  # a family's records stand before its moments
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


class Counted:
    """What a job has come across: whether records answer the instrument at all.

    A part that is made again is counted again: the figures tell whether there is any, not how many.

    Examples
    --------
    >>> import warnings
    >>> seen = spark.createDataFrame([("F-1", "prior_ham", "2020-01-05", "none")],
    ...                              "family string, item string, observed_on string, answer string")
    >>> counted = Counted(spark)
    >>> _ = rescore(seen, risk, "2020-03-01", counted=counted).collect()
    >>> with warnings.catch_warnings(record=True, action="always") as told:
    ...     counted.warn(risk)
    >>> [str(each.message) for each in told]
    ['no family has an answer to an item of risk-check on these days; is it the right instrument?']

    """

    def __init__(self, spark: Any) -> None:
        self.told = (spark.sparkContext.accumulator(0), spark.sparkContext.accumulator(0))

    def warn(self, instrument: Instrument) -> None:
        """Warn, once the job is done, as `Instrument.rescore` does: where no family with rows has an answer.

        Warns
        -----
        UserWarning
            It may be another instrument.

        """
        rows, answered = (each.value for each in self.told)
        if rows and not answered:
            warnings.warn(never_answered(instrument), UserWarning, stacklevel=2)


def _asked(df: Any, as_of: Days | None, known_at: KnownAt, moments: Any) -> tuple[Moments, Any]:
    """Return how is asked, and each family's own moments as a frame of Spark, where there are such.

    What is on the driver is checked here, with its rows; of a frame of Spark the columns, and its cells where they are.
    """
    if as_of is not None:
        return Moments.of_days(as_of, known_at), None
    functions, types = _pyspark()
    if not hasattr(moments, "mapInArrow"):
        whole = Moments.of_table(moments, known_at)
        assert whole.kept is not None
        rows = df.sparkSession.createDataFrame(_plainly(whole.kept)) if whole.kept.num_rows else None
        asked = whole.part(whole.kept.slice(0, 0))
    else:
        asked = Moments.of_table(moments.limit(0).toArrow(), known_at)
        assert asked.kept is not None
        rows = moments.mapInArrow(_Checked(known_at), _spark_schema(_plainly(asked.kept).schema, types))
    if rows is None:
        return asked, None
    kind = df.schema["family"].dataType if "family" in df.columns else types.StringType()
    family = functions.col("family").cast(kind).alias("family")
    return asked, rows.select(family, *(functions.col(name).alias(f"{MOMENT}{name}") for name in COLUMNS[1:]))


def _plainly(kept: pa.Table) -> pa.Table:
    """Return moments in kinds that Spark has."""
    import pyarrow as pa

    return kept.cast(
        pa.schema(
            [(each.name, pa.string() if pa.types.is_large_string(each.type) else each.type) for each in kept.schema]
        )
    )


@dataclass(frozen=True, slots=True)
class _Checked:
    """Moments of a frame of Spark as they are kept; in which row of it each stood, nobody can say."""

    known_at: KnownAt

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Check every cell; an error names the family."""
        import pyarrow as pa

        for batch in batches:
            try:
                kept = Moments.of_table(pa.table(batch), self.known_at).kept
            except Error as error:
                raise Error(_of_family(each, batch) for each in error.problems) from None
            assert kept is not None
            nowhere = pa.nulls(kept.num_rows, pa.int64())
            yield from _plainly(kept.set_column(kept.schema.get_field_index("row"), "row", nowhere)).to_batches()


def _of_family(problem: Problem, batch: pa.RecordBatch) -> Problem:
    """Return a problem of a row of a batch with the family whose moment it is."""
    match = re.fullmatch(r"row (\d+), (column .*)", problem.place)
    if match is None:
        return problem
    family = str(batch.column("family")[int(match[1]) - 1].as_py())
    whose = f" of {family}" if re.fullmatch(r"[A-Za-z0-9._-]{1,64}", family, re.ASCII) else ""
    return replace(problem, document=f"{problem.document}{whose}", place=match[2])


@dataclass(frozen=True, slots=True)
class _Part:
    """What an executor does with a partition: families in the order of their ids, as a stream of batches."""

    task: Task
    origin: Origin
    rejects: bool
    version: str
    told: tuple[Any, Any] | None = None

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
            last = _in_order(table, last)
            task, records = self._apart(_counted(table))
            if not records.num_rows:
                continue  # moments of families that are not there
            made = score(task, TableChunk(records, (self.origin,)))
            if self.told is not None:
                for count, more in zip(self.told, (made.table.num_rows, made.answered), strict=True):
                    count.add(more)
            yield from self._rows(made, schema).to_batches()

    def _apart(self, table: pa.Table) -> tuple[Task, pa.Table]:
        """Return what is asked of these families, and their records, where moments stand among them."""
        import pyarrow as pa
        import pyarrow.compute as pc

        beside = [name for name in table.schema.names if name.startswith(MOMENT)]
        if not beside:
            return self.task, table
        of_record = pc.is_null(table[f"{MOMENT}as_of"])
        moments = _counted(table.filter(pc.invert(of_record)).drop_columns([PLACE]))
        where = pc.coalesce(moments[f"{MOMENT}row"], moments[PLACE])
        columns = [where if name == "row" else moments[f"{MOMENT}{name}"] for name in COLUMNS[1:]]
        assert self.task.moments.kept is not None
        kinds = self.task.moments.kept.schema
        kept = pa.table([moments["family"], *columns], names=list(COLUMNS)).cast(kinds)
        return replace(self.task, moments=self.task.moments.part(kept)), table.filter(of_record).drop_columns(beside)

    def _typed(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
        """Yield rows as the engine reads them."""
        import pyarrow as pa
        import pyarrow.compute as pc

        for batch in batches:
            names = batch.schema.names
            made = typed(batch.select([name for name in names if not name.startswith(MOMENT)]), RECORDS)
            family = made.schema.get_field_index("family")
            made = made.set_column(family, "family", pc.fill_null(made["family"], ""))
            for name in names:
                if name.startswith(MOMENT):
                    made = made.append_column(name, batch.column(name))
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

    if not table.num_rows:
        return table.append_column(PLACE, pa.array([], pa.int64()))
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
        "int64": types.LongType(),
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
