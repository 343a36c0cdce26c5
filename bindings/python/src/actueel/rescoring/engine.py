# SPDX-License-Identifier: MPL-2.0
"""The one place where a chunk of families meets the core. What answers here may be exchanged; the rows stay the same.

Each row equals `assess` of that family alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .. import _core
from ..errors import Error
from ..history import History
from ..score_table import score_schema, score_table
from .chosen import Chosen
from .chunks import Chunk, Entry, TableChunk
from .each_family import read_families
from .in_columns import InColumns, Left, in_columns
from .in_moments import InMoments, in_moments
from .moments import Moment, Moments
from .rejected import Rejected
from .retired import Retired

if TYPE_CHECKING:
    import pyarrow as pa

    from ..instrument import Instrument

__all__ = ["ENGINES", "WAYS", "Scored", "Task", "score"]

ENGINES = ("any", "plain", "documents")
"""What tables may be scored by: whatever is fastest, the plain engine of the core, or document by document."""

WAYS = {
    **dict(
        zip(
            (
                "plan",
                "plain_plan",
                "plain_asked",
                "plain_voices",
                "plain_moments",
                "document_rows",
                "document_answer",
                "document_moment",
            ),
            _core.SCORED_BY,
            strict=True,
        )
    ),
    "document_asked": "document reader: histories, or digests",
    "engine_chosen": "the engine that was chosen",
}
"""How a row may come about, with words for people: in lanes, or why not. All ways give the same rows."""

OF_THE_MOMENT = ("child_missing", "child_not_member")
"""Codes of what is wrong with a moment, not with the records."""


@dataclass(frozen=True)
class Task:
    """What is asked of every family.

    Attributes
    ----------
    engine : str
        One of `ENGINES`. The rows are the same; it is there to compare.
    family_codes : bool
        Whether families come out as a dictionary: a number in each row, and each id once.

    """

    instrument: Instrument
    moments: Moments
    chosen: Chosen
    one_clock: bool = False
    engine: str = "any"
    family_codes: bool = False

    @cached_property
    def columns(self) -> InColumns | InMoments | None:
        """What scores tables as they are, or None where only documents can be scored."""
        if self.engine == "documents":
            return None
        if self.moments.count is not None:
            return in_moments(self.instrument, self.moments, self.chosen, self.schema)
        return in_columns(self.instrument, self.moments, self.chosen, self.schema, plain_only=self.engine == "plain")

    @cached_property
    def retired(self) -> Retired:
        """The codes that the instrument has retired."""
        return Retired.of(self.instrument)

    @cached_property
    def schema(self) -> pa.Schema:
        """The schema of what comes out, with what made it as metadata."""
        made_by = {
            "actueel.instrument": self.instrument.id,
            "actueel.instrument_version": self.instrument.version,
            "actueel.instrument_sha256": self.instrument.sha256,
            "actueel.library_version": _core.version(),
            "actueel.known_at": self.moments.known_at,
            "actueel.clocks": "one" if self.one_clock else "two",
        }
        known_at = self.moments.has_known
        return score_schema(self.instrument, self.chosen, made_by, known_at=known_at, family_codes=self.family_codes)


@dataclass(frozen=True, slots=True)
class Scored:
    """A chunk's rows, by family, child, day and what was known; who was rejected; and how much was read.

    Attributes
    ----------
    table : pyarrow.Table
        Of `Task.schema`.
    rejected : tuple of Rejected
        In the order of the families.
    read : int
        Families read: scored and rejected together.
    answered : int
        Families with a current or a lapsed answer in any row: none at all is a sign that the records answer another
        instrument.
    asked : int
        Moments that were asked about, of a table of moments.
    outside : int
        Those of them that lie outside the family's involvement: they have no row.
    rows_by : dict
        How many rows came about in each of `WAYS`; none is left out.
    retired : int
        Answers, of families that were scored, in codes that the instrument has retired: they count as unknown.

    """

    table: pa.Table
    rejected: tuple[Rejected, ...]
    read: int
    answered: int
    asked: int = 0
    outside: int = 0
    rows_by: dict[str, int] = field(default_factory=dict)
    retired: int = 0


def score(task: Task, chunk: Chunk) -> Scored:
    """Score the families of a chunk.

    A family is scored whole or rejected whole. Tables are scored as they are, in the core; families that it leaves, and
    documents, one by one.
    """
    if not isinstance(chunk, TableChunk) or task.columns is None:
        chosen = task.engine == "documents" and isinstance(chunk, TableChunk)
        return _score_documents(task, chunk, "engine_chosen" if chosen else "document_asked")
    found = task.columns.score(chunk)
    left = found.left
    rows_by = {way: rows for way, rows in zip(WAYS, found.rows_by, strict=False) if rows}
    if task.engine == "plain":
        for way in ("plain_plan", "plain_moments"):
            if way in rows_by:
                rows_by["engine_chosen"] = rows_by.pop(way)
    retired = task.retired.in_table(chunk.table)
    retired -= sum(task.retired.in_table(chunk.table.slice(each.first, each.past - each.first)) for each in left)
    made = Scored(
        found.table, (), found.families, found.answered, found.asked, found.outside, rows_by=rows_by, retired=retired
    )
    return _with_left(task, chunk, made, left) if left else made


def _with_left(task: Task, chunk: TableChunk, made: Scored, left: list[Left]) -> Scored:
    """Score the families that the core left document by document, and put their rows where they belong."""
    import pyarrow as pa

    pieces = []
    rejected: list[Rejected] = []
    read, answered, retired, taken = made.read, made.answered, made.retired, 0
    asked, outside = made.asked, made.outside
    rows_by = dict(made.rows_by)
    ways = tuple(WAYS)
    for each in left:
        pieces.append(made.table.slice(taken, each.before - taken))
        taken = each.before
        one = _score_documents(task, chunk.part(each.first, each.past), ways[each.why])
        pieces.append(one.table)
        rejected += one.rejected
        read += one.read
        answered += one.answered
        asked += one.asked
        outside += one.outside
        retired += one.retired
        for way, n in one.rows_by.items():
            rows_by[way] = rows_by.get(way, 0) + n
    pieces.append(made.table.slice(taken))
    return Scored(pa.concat_tables(pieces), tuple(rejected), read, answered, asked, outside, rows_by, retired)


def _score_documents(task: Task, chunk: Chunk, way: str) -> Scored:
    """Score families one by one, each as the history document that it is or makes; `way` says why so."""
    names: list[str] = []
    rows: list[_core.ScoreRow] = []
    known: list[Any] = []
    rejected: list[Rejected] = []
    read = answered = asked = outside = retired = 0
    for found in read_families(chunk, task.instrument):
        read += 1
        if isinstance(found, Rejected):
            rejected.append(found)
            continue
        entry, history = found
        try:
            moments = task.moments.of(history.family)
            scored = _rows(task, history, entry, moments)
        except Error as error:
            rejected.append(Rejected.of(entry.family, error))
            continue
        retired += task.retired.in_history(history)
        asked += len(moments) if task.moments.count is not None else 0
        outside += sum(not made for _, made in scored) if task.moments.count is not None else 0
        answered += any(sum(row.counts[:2]) for _, each in scored for row in each)
        for moment, made in sorted(
            ((moment, row) for moment, each in scored for row in each), key=lambda one: _order(*one)
        ):
            names.append(history.family)
            rows.append(made)
            known.append(moment.instant)
    table = score_table(task.instrument, task.schema, names, rows, known)
    return Scored(table, tuple(rejected), read, answered, asked, outside, {way: len(rows)} if rows else {}, retired)


def _order(moment: Moment, row: _core.ScoreRow) -> tuple[bytes, int, str]:
    """Return what orders the rows of a family."""
    at = moment.instant
    return (row.child or "").encode(), row.as_of, "" if at is None else at.isoformat()


def _rows(
    task: Task, history: History, entry: Entry, moments: list[Moment]
) -> list[tuple[Moment, list[_core.ScoreRow]]]:
    """Ask the core. One call for all moments, or one for each where the table has the family's own.

    A family without moments is read all the same.
    """
    wanted = {"terms": task.chosen.terms, "digests": task.chosen.digests}

    def ask(some: list[Moment]) -> list[_core.ScoreRow]:
        asked = [(each.as_of, each.known_at, each.child) for each in some]
        return _core.score_rows(task.instrument._core, history._core, moments=asked, **wanted)

    if task.moments.count is None or not moments:
        try:
            made = ask(moments)
            return [(task.moments.first, made)] if moments else []
        except Error as error:
            raise (entry.rows.in_rows(error) if entry.rows is not None else error) from None
    found = []
    for each in moments:
        try:
            found.append((each, ask([each])))
        except Error as error:
            if all(one.code in OF_THE_MOMENT for one in error.problems):
                place = f"row {each.row}, column person"
                raise Error(replace(one, document=task.moments.name, place=place) for one in error.problems) from None
            raise (entry.rows.in_rows(error) if entry.rows is not None else error) from None
    return found
