# SPDX-License-Identifier: MPL-2.0
"""A caseload on a day: every family's row, its terms, and what was read to make them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ..terms import Cases, Span, WorkingDays, measured
from ..terms.measure import local_days
from .facts import Facts, Found, Question
from .rows import KINDS, Row, rows_of
from .teams import Team, Teams

if TYPE_CHECKING:
    from ..instrument import Instrument
    from ..terms import Terms

__all__ = ["Caseload", "QuarterOfTerm", "caseload_of", "quarter"]


@dataclass(frozen=True, slots=True)
class QuarterOfTerm:
    """Terms that began in a quarter: how many were kept, are late, are running; and of those, some more.

    Attributes
    ----------
    kept, late, running : int
        Together all that began in it.
    late_open : int
        Late, and nothing has ended it yet.
    suspended : int
        Running, and its clock stands still.

    """

    term: str
    quarter: str
    kept: int = 0
    late: int = 0
    running: int = 0
    late_open: int = 0
    suspended: int = 0

    @property
    def begun(self) -> int:
        """All that began."""
        return self.kept + self.late + self.running


@dataclass(frozen=True)
class Caseload:
    """What a team leader sees.

    Attributes
    ----------
    instrument : Instrument
        By which levels and due days are.
    as_of, known_at, ahead : date, str, int
        The day, what was known, and how many days are looked ahead.
    rows : tuple of Row
        Every family (or child) inside involvement: the highest possible level first, then the oldest matter.
    read, rejected, outside : int
        Families that were read; of them those that were rejected, and those outside involvement on the day.
    rejected_by_code : dict of str to int
        Why.
    teams : Teams or None
        The side table.
    strangers : int
        Families of the side table that are not in the records.
    terms, cases : Terms and Cases, or None
        What was measured, and each time that a term began.
    work : WorkingDays
        By which the last working day is told.
    one_clock : bool
        Whether the records do not say when they were written down.

    """

    instrument: Instrument
    as_of: dt.date
    known_at: str
    ahead: int
    rows: tuple[Row, ...]
    read: int
    rejected: int
    outside: int
    rejected_by_code: dict[str, int]
    teams: Teams | None
    strangers: int
    terms: Terms | None
    cases: Cases | None
    work: WorkingDays
    one_clock: bool = False

    @cached_property
    def needing(self) -> tuple[Row, ...]:
        """The rows that ask for attention, in their order."""
        return tuple(row for row in self.rows if row.matters)

    @cached_property
    def totals(self) -> dict[str, int]:
        """How many rows have each kind of matter."""
        counts = Counter(kind for row in self.rows for kind in row.kinds)
        return {kind: counts[kind] for kind in KINDS}

    @property
    def without_team(self) -> int:
        """Families with rows that the side table does not have, or gives no team."""
        return len({row.family for row in self.rows if row.team is None or not row.team.name})

    @cached_property
    def levels(self) -> dict[tuple[int, int], int]:
        """How many rows have each final level, ranges apart, lowest first."""
        counts = Counter(row.final for row in self.rows if row.final is not None)
        return {level: counts[level] for level in sorted(counts)}

    @cached_property
    def quarters(self) -> tuple[QuarterOfTerm, ...]:
        """Each term in each quarter, from the first in which any began to that of the day; by term, then quarter."""
        if self.terms is None or self.cases is None:
            return ()
        return tuple(quarters_of(self.terms, self.cases, range(len(self.cases)), self.as_of))

    @property
    def teams_in_order(self) -> list[Team]:
        """The teams of the rows, by region and name."""
        return sorted({row.team for row in self.rows if row.team is not None and row.team.name})


def quarter(day: dt.date) -> str:
    """Return the quarter of a day: ``2020-Q1``."""
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def quarters_between(first: dt.date, last: dt.date) -> list[str]:
    """Return the quarters from one day to another, both included."""
    ends = [each.year * 4 + (each.month - 1) // 3 for each in (first, last)]
    return [f"{at // 4:04}-Q{at % 4 + 1}" for at in range(ends[0], ends[1] + 1)]


def quarters_of(terms: Terms, cases: Cases, chosen: Iterable[int], as_of: dt.date) -> list[QuarterOfTerm]:
    """Count some of the cases by term and quarter; quarters in which nothing began are there too."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for at in chosen:
        key = cases.term[at], quarter(cases.began[at])
        counts[(*key, cases.outcome[at])] += 1
        counts[(*key, "late_open")] += cases.outcome[at] == "late" and cases.ended[at] is None
        counts[(*key, "suspended")] += cases.outcome[at] == "running" and cases.last_day[at] is None
    every = quarters_between(min(cases.began), as_of) if len(cases) else []
    fields = ("kept", "late", "running", "late_open", "suspended")
    return [
        QuarterOfTerm(term.id, each, **{field: counts[term.id, each, field] for field in fields})
        for term in terms.terms
        for each in every
    ]


def caseload_of(question: Question, found: Sequence[Found], teams: Teams | None = None, **more: bool) -> Caseload:
    """Put together what was found in all chunks.

    Parameters
    ----------
    question : Question
        What was asked.
    found : sequence of Found
        In the order of the families.
    teams : Teams, optional
        The side table.
    **more : bool
        ``one_clock``.

    """
    facts = [each for chunk in found for each in chunk.families]
    terms = question.terms
    as_of = dt.date.fromisoformat(question.as_of)
    work = WorkingDays() if terms is None else terms.working_days()
    cases = None if terms is None else measured(terms, _spans(facts, terms), as_of, work)
    known = {each.family for each in facts} | {each.family or "" for chunk in found for each in chunk.rejected}
    return Caseload(
        instrument=question.instrument,
        as_of=as_of,
        known_at=question.known_at,
        ahead=question.ahead,
        rows=tuple(rows_of(facts, teams.of if teams else {}, cases, as_of=as_of, ahead=question.ahead, work=work)),
        read=sum(chunk.read for chunk in found),
        rejected=sum(len(chunk.rejected) for chunk in found),
        outside=sum(not each.said.involved for each in facts),
        rejected_by_code=dict(Counter(each.code for chunk in found for each in chunk.rejected)),
        teams=teams,
        strangers=0 if teams is None else len(teams.of.keys() - known),
        terms=terms,
        cases=cases,
        work=work,
        one_clock=more.get("one_clock", False),
    )


def _spans(facts: Sequence[Facts], terms: Terms) -> dict[str, list[Span]]:
    """Return the spans of each family, with days in the zone of the terms."""
    whose = [each.family for each in facts for _ in each.said.spans]
    said = [span for each in facts for span in each.said.spans]
    began = local_days(np.array([span[2] for span in said], np.int64), terms.time_zone).tolist()
    ends = local_days(np.array([span[3] or 0 for span in said], np.int64), terms.time_zone).tolist()
    found: dict[str, list[Span]] = {}
    for family, span, start, end in zip(whose, said, began, ends, strict=True):
        made = Span(span[0], span[1], start, None if span[3] is None else end)
        found.setdefault(family, []).append(made)
    return found
