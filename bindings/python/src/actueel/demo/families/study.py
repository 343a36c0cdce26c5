# SPDX-License-Identifier: MPL-2.0
"""Sample families: made, rescored at the month ends of two years, counted, and one chosen."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pyarrow as pa

import actueel as ac
from actueel import simulate

if TYPE_CHECKING:
    from actueel.caseload import Caseload

__all__ = [
    "AFTER",
    "BEFORE",
    "INSTRUMENTS",
    "LAST",
    "MONTH_ENDS",
    "QUOTED",
    "Chosen",
    "caseload",
    "choose",
    "make",
    "rescore",
    "shares",
]

INSTRUMENTS = ("violence-class", "risk-check")

MONTH_ENDS = "month-ends:2019-01:2020-12"

LAST = "2020-12-31"
"""The day on which the families are shown as one caseload."""

BEFORE, AFTER = date(2020, 2, 29), date(2020, 5, 31)
"""The last month end before 16 March 2020, and the one at which schools were about to open again."""

QUOTED = {
    "before": {"n": 159, "none": 32.1, "moderate": 17.6, "frequent_or_severe": 50.3},
    "after": {"n": 87, "none": 28.7, "moderate": 18.2, "frequent_or_severe": 53.3},
}
"""Percentages as the Verwey-Jonker Instituut printed them in 2020, from questionnaires filled in
by parents and children. The second row adds up to 100.2; it is quoted, not repaired."""

Interval = tuple[str, str]


@dataclass(frozen=True)
class Chosen:
    """A family whose rating moved between two month ends, where something no longer counts."""

    family: str
    since: date
    as_of: date
    was: Interval
    now: Interval
    stale: int


def make(count: int, seed: int, step: Callable[[], None]) -> tuple[list[ac.History], Counter[str]]:
    """Make families and read each as a history, which checks it; count records by type."""
    risk = ac.instrument("risk-check").to_dict()
    histories, types = [], Counter[str]()
    for document in simulate.families(count, seed=seed, instrument=risk):
        types.update(record["type"] for record in document["records"])
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        histories.append(ac.History.parse(text, document["family"]))
        step()
    return histories, types


def rescore(instrument: str, histories: Iterable[ac.History]) -> pa.Table:
    """Assess every family at every month end in care, with what was known by then."""
    table: pa.Table = ac.instrument(instrument).rescore(histories, as_of=MONTH_ENDS, known_at="as_of")
    return table


def caseload(histories: list[ac.History]) -> Caseload:
    """Ask what of all families asks for attention on the last day, with what was known by then."""
    from actueel.caseload import Question, caseload_of, found_in_order
    from actueel.rescoring.documents import of_histories

    question = Question(ac.instrument("risk-check"), LAST, "as_of", 14)
    return caseload_of(question, [found for _, found in found_in_order(question, of_histories(histories))])


def shares(scores: pa.Table) -> dict[date, dict[Interval, float]]:
    """Return by month end which share of the families in care had which range of levels."""
    counted: dict[date, Counter[Interval]] = defaultdict(Counter)
    for day, low, high in _columns(scores, "as_of", "final_low", "final_high"):
        counted[day][low, high] += 1
    return {
        day: {kind: count / counts.total() for kind, count in counts.items()} for day, counts in sorted(counted.items())
    }


def in_care(scores: pa.Table, day: date) -> int:
    """Count the families in care on a day."""
    return sum(each == day for (each,) in _columns(scores, "as_of"))


def choose(risk: pa.Table, violence: pa.Table) -> Chosen:
    """Choose the family to write a report about: the one with most to see, by rule and not by hand.

    Its risk rating must have moved to another settled level between two month ends, and something
    must no longer count. Most to see are: violence on record, a contested answer, an unknown one,
    three answers or more that no longer count; of equals, the earliest identifier and day.

    Raises
    ------
    LookupError
        No family is so; there were too few.

    """
    on_record = {(family, day): low for family, day, low in _columns(violence, "family", "as_of", "final_low")}
    rows = list(_columns(risk, "family", "as_of", "final_low", "final_high", "n_stale", "n_contested", "n_unknown"))
    best: tuple[Any, ...] | None = None
    for before, after in pairwise(rows):
        family, day, low, high, stale, contested, unknown = after
        was, now = (before[2], before[3]), (low, high)
        if before[0] != family or was == now or low != high or was[0] != was[1] or not stale:
            continue
        to_see = (on_record[family, day] != "none") + (contested > 0) + (unknown > 0) + (stale > 2)
        chosen = Chosen(family, before[1], day, was, now, stale)
        if best is None or (-to_see, family, day) < best[0]:
            best = ((-to_see, family, day), chosen)
    if best is None:
        raise LookupError("no rating moved while something no longer counted; ask for more (--families)")
    found: Chosen = best[1]
    return found


def _columns(table: pa.Table, *names: str) -> Iterable[Sequence[Any]]:
    return zip(*(table[name].to_pylist() for name in names), strict=True)
