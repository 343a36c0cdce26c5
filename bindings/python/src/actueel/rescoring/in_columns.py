# SPDX-License-Identifier: MPL-2.0
"""Tables scored as they are, by the core: no record becomes an object of Python.

What the core leaves, because it is rare or wrong, is told with the rows where it stands; the documents' route scores or
rejects it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import _core
from ..definition import Definition
from ..score_table import COUNTS, DUE, ENDS, decimals_of, item_names, rule_names, scale_names
from ..tables.source import FAULT, TABLE

if TYPE_CHECKING:
    import pyarrow as pa

    from ..instrument import Instrument
    from .chosen import Chosen
    from .chunks import TableChunk
    from .moments import Moments

__all__ = ["InColumns", "Left", "in_columns"]


@dataclass(frozen=True, slots=True)
class Left:
    """A family that the core left: its rows, how many rows of scores stand before its own, and why."""

    first: int
    past: int
    before: int
    why: int


@dataclass(frozen=True, slots=True)
class InColumns:
    """A rescorer of the core with the columns that it makes."""

    core: _core.Rescorer
    schema: pa.Schema
    levels: pa.Array

    def score(self, chunk: TableChunk) -> tuple[pa.Table, int, int, list[Left], list[int], list[int]]:
        """Return the rows of `schema`, how many families have theirs, how many were answered, and what is left.

        Then how many families, and rows, each engine gave theirs, in the order of `_core.SCORED_BY`.
        """
        import pyarrow as pa

        made, families, answered, left, by, rows_by = self.core.score(
            chunk.batch(), origins=chunk.told_origins(), table=TABLE, fault=FAULT
        )
        table = self._typed(pa.record_batch(made))
        return table, families, answered, [Left(*each) for each in left], by, rows_by

    def _typed(self, made: pa.RecordBatch) -> pa.Table:
        """Return what the core made in the kinds of the schema: levels as a dictionary, units as decimals."""
        import pyarrow as pa

        columns = []
        for field in self.schema:
            place = made.schema.get_field_index(field.name)
            if place < 0:
                columns.append(pa.nulls(made.num_rows, field.type))
                continue
            column = made.column(place)
            if pa.types.is_dictionary(field.type):
                column = pa.DictionaryArray.from_arrays(column, self.levels, ordered=True)
            elif pa.types.is_decimal(field.type):
                column = decimals_of(column)
            columns.append(column)
        return pa.table(columns, schema=self.schema)


def in_columns(
    instrument: Instrument, moments: Moments, chosen: Chosen, schema: pa.Schema, *, plain_only: bool = False
) -> InColumns | None:
    """Return what scores tables of these moments in the core, or None where only the documents' route can.

    That is so for tables of each family's own moments, and for digests, which are of documents.
    """
    import pyarrow as pa

    if moments.count is not None or chosen.digests or not moments.days:
        return None
    kinds = _kinds(instrument, chosen)
    wanted = [(name, *kinds[name]) for name in schema.names if name in kinds]
    core = _core.Rescorer(
        instrument._core,
        days=sorted(set(moments.days)),
        known_at=moments.known_at,
        columns=wanted,
        plain_only=plain_only,
    )
    return InColumns(core, schema, pa.array(instrument.levels, pa.string()))


def _kinds(instrument: Instrument, chosen: Chosen) -> dict[str, tuple[str, int, bool]]:
    """Return what the core calls each column: its kind, which of that kind, and whether it is the high end."""
    of = "_units" if chosen.decimals else ""
    made: dict[str, tuple[str, int, bool]] = {}
    ends = tuple(zip(ENDS, (False, True), strict=True))
    for place, (scale, name) in enumerate(scale_names(instrument).items()):
        for end, high in ends:
            made[f"{name}_{end}"] = (f"scale{of}", place, high)
            if Definition.of(instrument).cuts(scale):
                made[f"{name}_level_{end}"] = ("scale_level", place, high)
    if instrument.levels:
        made |= {f"{which}_{end}": (which, 0, high) for which in ("computed", "final") for end, high in ends}
        made |= {"determined": ("determined", 0, False)}
        made |= {name: ("rule", place, False) for place, name in enumerate(rule_names(instrument))}
    made |= {f"n_{each}": ("count", place, False) for place, each in enumerate(COUNTS)}
    made |= {each: ("due", place, False) for place, each in enumerate(DUE)}
    for name, place in item_names(instrument).items():
        made |= {f"{name}_{end}": (f"term{of}", place, high) for end, high in ends}
    return made
