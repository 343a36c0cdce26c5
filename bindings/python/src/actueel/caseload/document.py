# SPDX-License-Identifier: MPL-2.0
"""The caseload as a document for programs (`actueel.caseload/1`): what the page says, and all of the list."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from .. import _core
from ..definition import Definition
from .model import Caseload, QuarterOfTerm
from .rows import Matter, Row

__all__ = ["FORMAT", "document"]

FORMAT = "actueel.caseload/1"


def document(caseload: Caseload) -> str:
    """Return the document, on one line."""
    levels = list(caseload.instrument.levels)
    instrument = caseload.instrument
    told = {
        "format": FORMAT,
        "as_of": caseload.as_of.isoformat(),
        "known_at": caseload.known_at,
        "ahead": caseload.ahead,
        "instrument": {
            "id": instrument.id,
            "version": instrument.version,
            "sha256": instrument.sha256,
            "draft": instrument.draft,
            "validated": Definition.of(instrument).validated,
        },
        "library": _core.version(),
        "clocks": 1 if caseload.one_clock else 2,
        "families": {
            "read": caseload.read,
            "rejected": caseload.rejected,
            "rejected_by_code": dict(sorted(caseload.rejected_by_code.items())),
            "outside_involvement": caseload.outside,
            "without_team": None if caseload.teams is None else caseload.without_team,
            "not_in_records": None if caseload.teams is None else caseload.strangers,
        },
        "totals": {"rows": len(caseload.rows), "attention": len(caseload.needing), "matters": caseload.totals},
        "levels": [{**_level(ends, levels), "n": n} for ends, n in caseload.levels.items()],
        "terms": None if caseload.terms is None else _terms(caseload),
        "attention": [_row(row, levels) for row in caseload.needing],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _level(ends: tuple[int, int], levels: list[str]) -> dict[str, Any]:
    return {"low": levels[ends[0]], "high": levels[ends[1]]}


def _terms(caseload: Caseload) -> dict[str, Any]:
    assert caseload.terms is not None
    return {
        "id": caseload.terms.id,
        "time_zone": caseload.terms.time_zone,
        "terms": [
            {
                "id": term.id,
                "kind": term.kind,
                "aim": term.aim,
                "quarters": [_quarter(each) for each in caseload.quarters if each.term == term.id],
            }
            for term in caseload.terms.terms
        ],
    }


def _quarter(each: QuarterOfTerm) -> dict[str, Any]:
    return {
        "quarter": each.quarter,
        "begun": each.begun,
        "kept": each.kept,
        "late": each.late,
        "running": each.running,
        "late_open": each.late_open,
        "suspended": each.suspended,
    }


def _row(row: Row, levels: list[str]) -> dict[str, Any]:
    current, stale, unknown, not_applicable, contested = row.counts
    return {
        "family": row.family,
        "child": row.child,
        "team": (row.team.name or None) if row.team else None,
        "region": (row.team.region or None) if row.team else None,
        "level": None if row.final is None else _level(row.final, levels),
        "computed": None if row.computed is None else _level(row.computed, levels),
        "was": None if row.was is None else {"level": levels[row.was[0]], "until": row.was[1].isoformat()},
        "counts": {
            "current": current,
            "stale": stale,
            "unknown": unknown,
            "not_applicable": not_applicable,
            "contested": contested,
        },
        "answers_due": _day(row.answers_due),
        "review_due": _day(row.review_due),
        "due": _day(row.due),
        "matters": [_matter(each) for each in row.matters],
    }


def _matter(each: Matter) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "day": each.day.isoformat(),
        "n": each.n,
        "warn_on": _day(each.warn_on),
        "state": each.state or None,
        "term": each.term or None,
        "record": each.record or None,
    }


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
