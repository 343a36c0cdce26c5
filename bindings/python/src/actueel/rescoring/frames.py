# SPDX-License-Identifier: MPL-2.0
"""Rescoring in process: a frame or histories in, the same kind of frame out."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ..columns.frames import same_kind
from ..errors import Error, Problem
from ..history import History
from ..moment import Days, KnownAt
from ..tables import Source, source_of_frame
from .chosen import chosen
from .chunks import Chunk, chunks_in_memory
from .documents import of_histories
from .engine import Task
from .moments import Moments
from .rejected import Rejected, RejectedError
from .run import Totals, chunks_of, never_answered, one_clock, scored_in_order

if TYPE_CHECKING:
    from ..instrument import Instrument

__all__ = ["rescore_frame"]

ROWS = 1 << 18
"""The least number of rows of a chunk of a frame that is in memory as a whole: it is divided, not read."""

UNLIMITED = 1 << 62
"""A frame is in memory already: it is sorted there."""


def rescore_frame(
    instrument: Instrument,
    records: Any,
    *,
    as_of: Days | None,
    known_at: KnownAt,
    rejects: list[Rejected] | None,
    moments: Any = None,
    columns: str | Sequence[str] | None = None,
    decimals: bool = False,
    threads: int = 1,
    rows_by: dict[str, int] | None = None,
    family_codes: bool = False,
) -> Any:
    """Do what `Instrument.rescore` promises."""
    import pyarrow as pa

    if (as_of is None) == (moments is None):
        found = "neither" if as_of is None else "both"
        expected, remedy = "as_of, or a table of moments", "give one of them"
        raise Error([Problem("fields_exclude", "the question", "/as_of", found, expected, remedy)])
    asked = Moments.of_days(as_of, known_at) if as_of is not None else Moments.of_table(moments, known_at)
    picked = chosen(instrument, columns, decimals=decimals)
    chunks: Iterable[Chunk]
    sources: list[Source] = []
    if isinstance(records, History):
        records = [records]
    if _histories(records):
        chunks = of_histories(list(records))
    else:
        sources = [source_of_frame(records).checked()]
        divided = chunks_in_memory(sources[0], ROWS)
        chunks = chunks_of(sources, limit=UNLIMITED) if divided is None else divided
    task = Task(instrument, asked, picked, one_clock(sources), family_codes=family_codes)
    tables: list[pa.Table] = []
    rejected: list[Rejected] = []
    totals = Totals()
    for _, made in scored_in_order(task, chunks, threads):
        totals.add(made)
        tables.append(made.table)
        rejected.extend(made.rejected)
    if rows_by is not None:
        rows_by.update(totals.told_rows_by())
    if totals.unanswered and totals.rows:
        warnings.warn(never_answered(instrument), UserWarning, stacklevel=3)
    if rejects is not None:
        rejects.extend(rejected)
    elif rejected:
        raise RejectedError(tuple(rejected))
    whole = pa.concat_tables(tables or [task.schema.empty_table()])
    return same_kind(whole.replace_schema_metadata(task.schema.metadata), records)


def _histories(records: Any) -> bool:
    if isinstance(records, list | tuple):
        return all(isinstance(each, History) for each in records)
    return False
