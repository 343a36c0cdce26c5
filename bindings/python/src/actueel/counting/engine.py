# SPDX-License-Identifier: MPL-2.0
"""A chunk of families as rows: a family gives all its rows, or is rejected whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..definition import Definition
from ..errors import Error
from ..rescoring.engine import _by_family, _check_ties, _twice
from ..rescoring.rejected import Rejected
from .follow import Counted, Follow, Tally

if TYPE_CHECKING:
    import pyarrow as pa

    from ..rescoring.chunks import Chunk

__all__ = ["Made", "count"]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a chunk."""

    table: pa.Table
    rejected: tuple[Rejected, ...]
    read: int
    tally: Tally


def count(follow: Follow, chunk: Chunk) -> Made:
    """Follow the families of a chunk; two histories of one family reject both."""
    definition = Definition.of(follow.instrument)
    counted: list[Counted] = []
    rejected: list[Rejected] = []
    read, tally = 0, Tally()
    for family, entries in _by_family(chunk.entries()):
        read += len(entries)
        if len(entries) > 1 and family is not None:
            rejected.extend([_twice(family, len(entries))] * len(entries))
            continue
        for entry in entries:
            try:
                history = entry.history()
                if entry.rows is not None:
                    _check_ties(definition, follow.instrument.id, entry.rows)
                try:
                    made = follow.rows(history)
                except Error as error:
                    in_records = all(one.place.startswith("/records") for one in error.problems)
                    raise (entry.rows.in_rows(error) if entry.rows and in_records else error) from None
            except Error as error:
                if any(one.document == "the question" for one in error.problems):
                    raise
                rejected.append(Rejected.of(family, error))
                continue
            counted += made
            tally += Tally(
                sum(each.events_counted for _, each in made),
                sum(each.events_outside for _, each in made),
                max((each.events_of_nobody for _, each in made), default=0),  # the same ones for each child
            )
    return Made(follow.table(counted), tuple(rejected), read, tally)
