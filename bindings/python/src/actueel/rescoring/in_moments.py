# SPDX-License-Identifier: MPL-2.0
"""Tables scored by the core at each family's own moments: as `in_columns`, whose words hold here too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import _core
from ..tables.source import FAULT, TABLE
from .in_columns import Found, Left, core_columns, in_schema

if TYPE_CHECKING:
    import pyarrow as pa

    from ..instrument import Instrument
    from .chosen import Chosen
    from .chunks import TableChunk
    from .moments import Moments

__all__ = ["InMoments", "in_moments"]


@dataclass(frozen=True, slots=True)
class InMoments:
    """A rescorer of the core that holds the moments of every family, with the columns that it makes."""

    core: _core.MomentRescorer
    schema: pa.Schema
    levels: pa.Array

    def score(self, chunk: TableChunk) -> Found:
        """Return what the core makes of a chunk."""
        import pyarrow as pa

        made, families, answered, left, by, rows_by, asked, outside = self.core.score(
            chunk.batch(), origins=chunk.told_origins(), table=TABLE, fault=FAULT
        )
        table = in_schema(pa.record_batch(made), self.schema, self.levels)
        return Found(table, families, answered, [Left(*each) for each in left], by, rows_by, asked, outside)


def in_moments(instrument: Instrument, moments: Moments, chosen: Chosen, schema: pa.Schema) -> InMoments | None:
    """Return what scores tables at a table of moments in the core, or None where only the documents' route can.

    That is so for digests, which are of documents, and where no family has its own moments.
    """
    import pyarrow as pa

    table = moments.batch()
    if table is None or chosen.digests:
        return None
    core = _core.MomentRescorer(
        instrument._core,
        moments=table,
        known_at=moments.known_at,
        columns=core_columns(instrument, chosen, schema),
    )
    return InMoments(core, schema, pa.array(instrument.levels, pa.string()))
