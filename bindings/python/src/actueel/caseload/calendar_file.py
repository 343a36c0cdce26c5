# SPDX-License-Identifier: MPL-2.0
"""What lies ahead as a calendar file (RFC 5545), by the package `icalendar`: pseudonyms and days, no free text."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Any

from .. import _core
from ..extras import needed
from ..messages import Messages
from .model import Caseload
from .rows import Row

__all__ = ["calendar_file", "needs_icalendar"]


def calendar_file(caseload: Caseload, lang: str = "nl") -> bytes:
    """Return the days to come: plans that lapse (on the last working day before), terms, reviews and answers.

    What has passed is not in it: it stands on the page. The same caseload gives the same bytes.

    Raises
    ------
    Error
        ``file_unreadable`` where the package `icalendar` is not installed.

    """
    icalendar = needs_icalendar()
    say = Messages(lang)
    made = icalendar.Calendar()
    made.add("prodid", f"-//actueel//caseload {_core.version()}//{lang.upper()}")
    made.add("version", "2.0")
    stamp = dt.datetime.combine(caseload.as_of, dt.time(), dt.UTC)
    for row in caseload.rows:
        for day, key, told in _days(row, caseload, say):
            event = icalendar.Event()
            text = f"{row.family}/{row.child or ''}/{key}/{day.isoformat()}"
            event.add("uid", f"{hashlib.sha256(text.encode()).hexdigest()[:32]}@actueel")
            event.add("dtstamp", stamp)
            event.add("dtstart", day)
            event.add("dtend", day + dt.timedelta(1))
            event.add("transp", "TRANSPARENT")
            event.add("summary", f"{_whose(row)}: {told}")
            made.add_component(event)
    return bytes(made.to_ical())


def needs_icalendar() -> Any:
    """Return the package, which is optional, or say how to get it."""
    return needed("icalendar", "caseload", "calendar")


def _whose(row: Row) -> str:
    return row.family if row.child is None else f"{row.family} {row.child}"


def _days(row: Row, caseload: Caseload, say: Messages) -> Iterator[tuple[dt.date, str, str]]:
    """Yield each day from today on, what makes it one of its own, and what is told of it."""
    labels = {} if caseload.terms is None else {term.id: term.text(say.lang) for term in caseload.terms.terms}
    for each in row.matters:
        if each.kind == "plan_lapsing" and each.warn_on is not None:
            day = max(each.warn_on, caseload.as_of)
            yield day, f"plan/{each.record}", say("caseload_ics_plan", day=say.day(each.day))
        elif each.kind == "term_ending":
            yield each.day, f"term/{each.term}/{each.record}", say("caseload_ics_term", term=labels[each.term])
        elif each.kind == "override_to_review" and each.day > caseload.as_of:
            yield each.day, f"override/{each.record}", say("caseload_ics_override")
    if row.review_due is not None and row.review_due > caseload.as_of:
        yield row.review_due, "review", say("caseload_ics_review")
    expiring = next((each for each in row.matters if each.kind == "answers_expiring"), None)
    if expiring is not None:
        yield expiring.day, "answers", say("caseload_ics_answers")
