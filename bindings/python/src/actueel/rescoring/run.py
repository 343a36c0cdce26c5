# SPDX-License-Identifier: MPL-2.0
"""Chunks scored by several threads, and given back in the order in which they came."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from ..columns.rows import Origin
from ..errors import Error, Problem
from ..tables import LIMIT, Source, in_order
from .chunks import Chunk, TableChunk, whole_families
from .engine import WAYS, Scored, Task, score

if TYPE_CHECKING:
    from pathlib import Path

    from ..instrument import Instrument

__all__ = ["ROWS", "Totals", "asked_in_order", "chunks_of", "never_answered", "one_clock", "scored_in_order"]

T = TypeVar("T")

ROWS = 20_000
"""The least number of rows of a chunk. Where chunks end is part of what a folder of parts promises."""

AHEAD = 2
"""Chunks a thread that may wait to be scored or written: memory is bounded by this, whatever the size of the input."""


@dataclass(slots=True)
class Totals:
    """What a run has read and given so far."""

    read: int = 0
    rejected: int = 0
    rows: int = 0
    answered: int = 0
    asked: int = 0
    outside: int = 0
    retired: int = 0
    chunks: int = 0
    codes: dict[str, int] = field(default_factory=dict)
    rows_by: dict[str, int] = field(default_factory=dict)

    @property
    def scored(self) -> int:
        """Families that were scored."""
        return self.read - self.rejected

    @property
    def unanswered(self) -> bool:
        """Whether families were scored, and none has an answer that is current or has lapsed."""
        return self.scored > 0 and not self.answered

    def add(self, made: Scored) -> None:
        """Add a chunk, and check that nobody is missing."""
        families = made.read - len(made.rejected)
        if families < 0:
            raise AssertionError("more families rejected than read")
        self.read += made.read
        self.rejected += len(made.rejected)
        self.rows += made.table.num_rows
        self.answered += made.answered
        self.asked += made.asked
        self.outside += made.outside
        self.retired += made.retired
        self.chunks += 1
        for each in made.rejected:
            self.codes[each.code] = self.codes.get(each.code, 0) + 1
        for way, n in made.rows_by.items():
            self.rows_by[way] = self.rows_by.get(way, 0) + n

    def told_rows_by(self) -> dict[str, int]:
        """Return how many rows came about in each of `WAYS` that gave any, in that order, and check the sum."""
        if sum(self.rows_by.values()) != self.rows:
            raise AssertionError("rows by engine do not add up to rows")
        return {way: self.rows_by[way] for way in WAYS if way in self.rows_by}


def never_answered(instrument: Instrument) -> str:
    """Return the words of the warning that no record answers an instrument."""
    return f"no family has an answer to an item of {instrument.id} on these days; is it the right instrument?"


def one_clock(sources: list[Source]) -> bool:
    """Whether any table does not say when its records were written down."""
    return any("recorded_at" not in source.names for source in sources)


def chunks_of(
    sources: list[Source],
    *,
    limit: int = LIMIT,
    folder: Path | None = None,
    told: Callable[[int], None] | None = None,
) -> Iterator[TableChunk]:
    """Yield the families of tables, some whole ones at a time, in the order of their ids."""
    problems: list[Problem] = []
    for source in sources:
        try:
            source.checked()
        except Error as error:
            problems += error.problems
    if problems:
        raise Error(problems)
    origins: tuple[Origin, ...] = tuple(source.origin for source in sources)
    read = 0
    for table in whole_families(in_order(sources, limit=limit, folder=folder, told=told), ROWS):
        yield TableChunk(table, origins, read)
        read += table.num_rows


def scored_in_order(task: Task, chunks: Iterable[Chunk], threads: int = 1) -> Iterator[tuple[Chunk, Scored]]:
    """Score chunks and yield each with its result, in order whatever the number of threads."""
    return asked_in_order(partial(score, task), chunks, threads)


def asked_in_order(ask: Callable[[Chunk], T], chunks: Iterable[Chunk], threads: int = 1) -> Iterator[tuple[Chunk, T]]:
    """Ask something of each chunk and yield it with the answer, in order whatever the number of threads.

    At most `AHEAD` chunks a thread wait at a time.
    """
    if threads <= 1:
        for chunk in chunks:
            yield chunk, ask(chunk)
        return
    coming = iter(chunks)
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[tuple[Chunk, Future[T]]] = deque()
        try:
            for chunk in islice(coming, threads * AHEAD):
                waiting.append((chunk, pool.submit(ask, chunk)))
            while waiting:
                chunk, future = waiting.popleft()
                made = future.result()
                for following in islice(coming, 1):
                    waiting.append((following, pool.submit(ask, following)))
                yield chunk, made
        finally:
            for _, future in waiting:
                future.cancel()
