# SPDX-License-Identifier: MPL-2.0
"""Tables scored as they are, by the core: no record becomes an object of Python.

What the core leaves, because it is rare or wrong, is told with the rows where it stands; the documents' route scores or
rejects it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .. import _core
from ..score_table import decimals_of, score_columns
from ..tables.source import FAULT, TABLE

if TYPE_CHECKING:
    import pyarrow as pa

    from ..instrument import Instrument
    from .chosen import Chosen
    from .chunks import TableChunk
    from .moments import Moments

__all__ = ["Found", "InColumns", "Left", "core_columns", "in_columns", "in_schema"]


@dataclass(frozen=True, slots=True)
class Left:
    """A family that the core left: its rows, how many rows of scores stand before its own, and why."""

    first: int
    past: int
    before: int
    why: int


class Found(NamedTuple):
    """What the core made of a chunk.

    Attributes
    ----------
    table : pyarrow.Table
        The rows, in the schema that was asked for.
    families : int
        How many families have theirs.
    answered : int
        How many of them have a current or a lapsed answer in any row.
    left : list of Left
        The others.
    families_by, rows_by : list of int
        How many families, and rows, each engine gave theirs, in the order of `_core.SCORED_BY`.
    asked, outside : int
        Of a table of moments: those of these families, and those of them without a row.

    """

    table: pa.Table
    families: int
    answered: int
    left: list[Left]
    families_by: list[int]
    rows_by: list[int]
    asked: int = 0
    outside: int = 0


@dataclass(frozen=True, slots=True)
class InColumns:
    """A rescorer of the core with the columns that it makes."""

    core: _core.Rescorer
    schema: pa.Schema
    levels: pa.Array

    def score(self, chunk: TableChunk) -> Found:
        """Return what the core makes of a chunk."""
        import pyarrow as pa

        batch = chunk.batch()
        coded = _coded(batch, self.schema)
        made, families, answered, left, by, rows_by = self.core.score(
            batch, origins=chunk.told_origins(), table=TABLE, fault=FAULT, family_codes=coded
        )
        names = batch.column("family").dictionary if coded else None
        table = in_schema(pa.record_batch(made), self.schema, self.levels, names)
        return Found(table, families, answered, [Left(*each) for each in left], by, rows_by)


def _coded(batch: pa.RecordBatch, schema: pa.Schema) -> bool:
    """Return whether families are to come out by the codes that they came in with."""
    import pyarrow.types as is_type

    return all(is_type.is_dictionary(each.field("family").type) for each in (batch.schema, schema))


def in_schema(made: pa.RecordBatch, schema: pa.Schema, levels: pa.Array, families: pa.Array | None = None) -> pa.Table:
    """Return what the core made in the kinds of a schema: levels by id, units as decimals, counts as instants.

    Where the core gives places of families, `families` are those.
    """
    import pyarrow as pa

    columns = []
    for field in schema:
        place = made.schema.get_field_index(field.name)
        if place < 0:
            columns.append(pa.nulls(made.num_rows, field.type))
            continue
        column = made.column(place)
        if pa.types.is_string(column.type):
            column = column.cast(field.type)
        elif pa.types.is_dictionary(field.type):
            texts = families if field.name == "family" else levels
            column = pa.DictionaryArray.from_arrays(column, texts, ordered=field.type.ordered, safe=False)
        elif pa.types.is_decimal(field.type):
            column = decimals_of(column)
        elif pa.types.is_timestamp(field.type):
            column = column.cast(field.type)
        columns.append(column)
    return pa.table(columns, schema=schema)


def in_columns(
    instrument: Instrument, moments: Moments, chosen: Chosen, schema: pa.Schema, *, plain_only: bool = False
) -> InColumns | None:
    """Return what scores tables of these days in the core, or None where only the documents' route can.

    That is so for digests, which are of documents. Each family's own moments are scored by `in_moments`.
    """
    import pyarrow as pa

    if moments.count is not None or chosen.digests or not moments.days:
        return None
    core = _core.Rescorer(
        instrument._core,
        days=sorted(set(moments.days)),
        known_at=moments.known_at,
        columns=core_columns(instrument, chosen, schema),
        plain_only=plain_only,
    )
    return InColumns(core, schema, pa.array(instrument.levels, pa.string()))


def core_columns(instrument: Instrument, chosen: Chosen, schema: pa.Schema) -> list[tuple[str, str, int, bool]]:
    """Return the columns of a schema that the core makes, each with what the core calls it."""
    of = "_units" if chosen.decimals else ""
    made: dict[str, tuple[str, int, bool]] = {}
    for each in score_columns(instrument):
        if each.core is not None:
            kind, place, high = each.core
            made[each.name] = (f"{kind}{of}" if each.holds == "points" else kind, place, high)
    return [(name, *made[name]) for name in schema.names if name in made]
