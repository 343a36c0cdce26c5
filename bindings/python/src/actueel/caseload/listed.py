# SPDX-License-Identifier: MPL-2.0
"""All that asks for attention as a table: a row for each family, or each child, in the order of the page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from .model import Caseload
from .rows import Matter, Row

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["listed"]


def listed(caseload: Caseload) -> pa.Table:
    """Return what asks for attention, all of it; nothing in it was written by people about people.

    Columns are `family`, `child`, `team`, `region`, `level_low`, `level_high`, `was_level`, `was_until`, `kinds`
    (divided by semicolons), `first_day`, `answers_due`, `answers_expired`, `answers_expiring`, `review_due`,
    `review_overdue`, `plan_until`, `plan_warn_on`, `overrides_to_review`, `disputes_open`, `dispute_since`,
    `terms_late`, `terms_ending`, `next_term` and `next_term_day`.
    """
    import pyarrow as pa

    levels = list(caseload.instrument.levels)
    text, day, whole = pa.string(), pa.date32(), pa.int32()
    kinds = {
        **dict.fromkeys(("family", "child", "team", "region", "level_low", "level_high", "was_level"), text),
        "was_until": day,
        "kinds": text,
        "first_day": day,
        "answers_due": day,
        "answers_expired": whole,
        "answers_expiring": whole,
        "review_due": day,
        "review_overdue": pa.bool_(),
        "plan_until": day,
        "plan_warn_on": day,
        "overrides_to_review": whole,
        "disputes_open": whole,
        "dispute_since": day,
        "terms_late": whole,
        "terms_ending": whole,
        "next_term": text,
        "next_term_day": day,
    }
    made = [_cells(row, levels) for row in caseload.needing]
    return pa.table({name: pa.array([each[name] for each in made], kind) for name, kind in kinds.items()})


def _cells(row: Row, levels: list[str]) -> dict[str, object]:
    def of(*kinds: str) -> list[Matter]:
        return [each for each in row.matters if each.kind in kinds]

    def first(some: list[Matter]) -> dt.date | None:
        return min((each.day for each in some), default=None)

    plans, disputes, terms = of("plan_lapsed", "plan_lapsing"), of("dispute_open"), of("term_late", "term_ending")
    next_term = min(terms, key=lambda each: each.day, default=None)
    return {
        "family": row.family,
        "child": row.child,
        "team": (row.team.name or None) if row.team else None,
        "region": (row.team.region or None) if row.team else None,
        "level_low": None if row.final is None else levels[row.final[0]],
        "level_high": None if row.final is None else levels[row.final[1]],
        "was_level": None if row.was is None else levels[row.was[0]],
        "was_until": None if row.was is None else row.was[1],
        "kinds": ";".join(dict.fromkeys(each.kind for each in row.matters)),
        "first_day": row.first_day,
        "answers_due": row.answers_due,
        "answers_expired": sum(each.n for each in of("answers_expired")),
        "answers_expiring": sum(each.n for each in of("answers_expiring")),
        "review_due": row.review_due,
        "review_overdue": bool(of("review_overdue")),
        "plan_until": first(plans),
        "plan_warn_on": min((each.warn_on for each in plans if each.warn_on is not None), default=None),
        "overrides_to_review": len(of("override_to_review")),
        "disputes_open": len(disputes),
        "dispute_since": first(disputes),
        "terms_late": sum(each.n for each in of("term_late")),
        "terms_ending": sum(each.n for each in of("term_ending")),
        "next_term": None if next_term is None else next_term.term,
        "next_term_day": None if next_term is None else next_term.day,
    }
