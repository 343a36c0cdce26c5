# SPDX-License-Identifier: MPL-2.0
"""A family, or a child, and everything about it that asks for somebody's attention."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..terms import Cases, WorkingDays
from ..terms.measure import LATE
from .teams import Team

if TYPE_CHECKING:
    from .. import _core
    from .facts import Facts

__all__ = ["KINDS", "Matter", "Row", "order_of", "rows_of"]

KINDS = (
    "term_late",
    "plan_lapsed",
    "plan_lapsing",
    "term_ending",
    "override_to_review",
    "dispute_open",
    "review_overdue",
    "answers_expired",
    "answers_expiring",
)
"""What asks for attention, in the order in which a row tells it."""

_EPOCH = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that asks for attention.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    day : date
        Of a term its last day; of a plan the first day on which it does not hold; of an override its last day but
        one; of a dispute the day it was written down; of a review when it was due; of answers when the first expires.
    n : int
        Answers; times that the same term is late, or about to end; else 1.
    warn_on : date or None
        Of a plan: the last working day before it lapses.
    state : str
        Of an override why it is to be reviewed: ``range``, ``suspended``, ``not_allowed`` or ``ending``.
    record, term : str
        Of which record it speaks, and of which term.

    """

    kind: str
    day: dt.date
    n: int = 1
    warn_on: dt.date | None = None
    state: str = ""
    record: str = ""
    term: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A family, or a child of it, on the day.

    Attributes
    ----------
    family, child, team : str, str or None, Team or None
        Whose it is.
    computed, final : pair of int, or None
        Levels by their place in the instrument, lowest first.
    was : pair of int and date, or None
        Where `computed` is a range: the level that it was, and the first day on which it no longer was.
    counts : tuple of int
        Answers that are current, stale, unknown, not applicable, contested.
    answers_due, review_due, due : date or None
        As in the assessment.
    matters : tuple of Matter
        By kind, then day.

    """

    family: str
    child: str | None
    team: Team | None
    computed: tuple[int, int] | None
    final: tuple[int, int] | None
    was: tuple[int, dt.date] | None
    counts: tuple[int, ...]
    answers_due: dt.date | None
    review_due: dt.date | None
    due: dt.date | None
    matters: tuple[Matter, ...]

    @property
    def first_day(self) -> dt.date | None:
        """The earliest day of its matters."""
        return min((each.day for each in self.matters), default=None)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its matters."""
        return frozenset(each.kind for each in self.matters)


def order_of(row: Row) -> tuple[tuple[int, int], dt.date, bytes, bytes]:
    """Return what orders rows: the highest possible level first, then the oldest matter, then the ids by bytes."""
    low, high = row.final or (0, 0)
    return (-high, -low), row.first_day or dt.date.max, row.family.encode(), (row.child or "").encode()


def rows_of(
    facts: Sequence[Facts],
    teams: Mapping[str, Team],
    cases: Cases | None,
    *,
    as_of: dt.date,
    ahead: int,
    work: WorkingDays,
) -> list[Row]:
    """Return a row for each family, or each child, inside involvement, in the order of `order_of`."""
    of_terms = _of_terms(cases, as_of + dt.timedelta(ahead))
    rows = []
    for each in facts:
        for said in each.said.rows:
            matters = [*_matters(said, as_of, ahead, work), *of_terms.get(each.family, ())]
            matters.sort(key=lambda one: (KINDS.index(one.kind), one.day, one.term, one.record))
            answers_due, review_due, due = (_optional(day) for day in said.due)
            rows.append(
                Row(
                    family=each.family,
                    child=said.child,
                    team=teams.get(each.family),
                    computed=said.computed,
                    final=said.final,
                    was=None if said.was is None else (said.was[0], _day(said.was[1])),
                    counts=tuple(said.counts),
                    answers_due=answers_due,
                    review_due=review_due,
                    due=due,
                    matters=tuple(matters),
                )
            )
    return sorted(rows, key=order_of)


def _matters(said: _core.AttentionRow, as_of: dt.date, ahead: int, work: WorkingDays) -> list[Matter]:
    last = as_of + dt.timedelta(ahead)
    found = []
    for record, until, lapsed in said.plans:
        day = _day(until)
        if lapsed:
            found.append(Matter("plan_lapsed", day, record=record))
        elif day <= last or work.last_before(day) <= as_of:
            found.append(Matter("plan_lapsing", day, warn_on=work.last_before(day), record=record))
    for record, until, state, to_review in said.overrides:
        day = _day(until)
        why = state if state in ("suspended", "not_allowed") else "range" if to_review else "ending"
        if why != "ending" or (day <= last and state == "counts"):
            found.append(Matter("override_to_review", day, state=why, record=record))
    for record, raised_at in said.disputes:
        raised = dt.date.fromordinal(_EPOCH + raised_at // 86_400_000_000)
        found.append(Matter("dispute_open", raised, record=record))
    review = _optional(said.due[1])
    if review is not None and review <= as_of:
        found.append(Matter("review_overdue", review))
    if said.first_expired is not None:
        found.append(Matter("answers_expired", _day(said.first_expired), n=said.expired))
    if said.first_expiring is not None:
        found.append(Matter("answers_expiring", _day(said.first_expiring), n=said.expiring))
    return found


def _of_terms(cases: Cases | None, last: dt.date) -> dict[str, list[Matter]]:
    """Return the terms that are open and late, or whose last day is near, by family; of each term the first."""
    first: dict[tuple[str, str, str], Matter] = {}
    for at in range(0 if cases is None else len(cases)):
        assert cases is not None
        day = cases.last_day[at]
        if cases.ended[at] is not None or day is None or day > last:
            continue
        kind = "term_late" if cases.outcome[at] == LATE else "term_ending"
        made = Matter(kind, day, term=cases.term[at], record=cases.record[at])
        key = cases.family[at], kind, made.term
        before = first.setdefault(key, made)
        if before is not made:
            first[key] = replace(min(before, made, key=lambda each: (each.day, each.record)), n=before.n + 1)
    found: dict[str, list[Matter]] = defaultdict(list)
    for (family, _, _), matter in first.items():
        found[family].append(matter)
    return found


def _day(arrow: int) -> dt.date:
    return dt.date.fromordinal(_EPOCH + arrow)


def _optional(arrow: int | None) -> dt.date | None:
    return None if arrow is None else _day(arrow)
