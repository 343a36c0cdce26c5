# SPDX-License-Identifier: MPL-2.0
"""A chunk of families as rows: a family gives all its rows, or is rejected whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import Error
from ..rescoring.each_family import read_families
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
    counted: list[Counted] = []
    rejected: list[Rejected] = []
    read, tally = 0, Tally()
    for found in read_families(chunk, follow.instrument):
        read += 1
        if isinstance(found, Rejected):
            rejected.append(found)
            continue
        entry, history = found
        try:
            made = follow.rows(history)
        except Error as error:
            if any(one.document == "the question" for one in error.problems):
                raise
            in_records = all(one.place.startswith("/records") for one in error.problems)
            told = entry.rows.in_rows(error) if entry.rows and in_records else error
            rejected.append(Rejected.of(entry.family, told))
            continue
        counted += made
        tally += Tally(
            sum(each.events_counted for _, each in made),
            sum(each.events_outside for _, each in made),
            max((each.events_of_nobody for _, each in made), default=0),  # the same ones for each child
        )
    return Made(follow.table(counted), tuple(rejected), read, tally)
