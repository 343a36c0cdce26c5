# SPDX-License-Identifier: MPL-2.0
"""Counting processes in process: a frame or histories in, the same kind of frame out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..columns.frames import same_kind
from ..history import History
from ..rescoring.documents import of_histories
from ..rescoring.rejected import Rejected, RejectedError
from ..rescoring.run import chunks_of
from ..tables import source_of_frame
from .engine import count
from .follow import Follow, Tally

if TYPE_CHECKING:
    from ..rescoring.chunks import Chunk

__all__ = ["counting_frame"]


def counting_frame(follow: Follow, records: Any, rejects: list[Rejected] | None) -> Any:
    """Do what `Instrument.counting_process` promises."""
    import pyarrow as pa

    chunks: Iterable[Chunk]
    if isinstance(records, History):
        records = [records]
    if isinstance(records, list | tuple) and all(isinstance(each, History) for each in records):
        chunks = of_histories(list(records))
    else:
        chunks = chunks_of([source_of_frame(records).checked()], limit=1 << 62)
    tables: list[pa.Table] = []
    rejected: list[Rejected] = []
    tally = Tally()
    for chunk in chunks:
        made = count(follow, chunk)
        tables.append(made.table)
        rejected.extend(made.rejected)
        tally += made.tally
    if rejects is not None:
        rejects.extend(rejected)
    elif rejected:
        raise RejectedError(tuple(rejected))
    whole = pa.concat_tables([follow.schema.empty_table(), *tables]).combine_chunks()
    told = {
        "actueel.events_counted": str(tally.counted),
        "actueel.events_outside": str(tally.outside),
        "actueel.events_of_nobody": str(tally.of_nobody),
    }
    return same_kind(whole.replace_schema_metadata({**(follow.schema.metadata or {}), **told}), records)
