# SPDX-License-Identifier: MPL-2.0
"""What came out for the sample families, in words."""

from __future__ import annotations

from typing import Any

__all__ = ["ROWS", "caseload", "chosen", "note", "share_rows"]

ROWS = ("none", "moderate", "frequent_or_severe")

note = (
    "The quoted figures are from questionnaires filled in by parents and children; ours are from "
    "recorded events of made-up families, tuned to come near. Recorded events are not "
    "questionnaires: never compare a caseload with them without saying so. The quoted row after "
    "16 March adds up to 100.2 % and is quoted as it was printed."
)
"""What must stand beside the table of shares."""


def share_rows(found: dict[str, Any]) -> list[tuple[str, ...]]:
    """List moment, whose figures, how many families, and the share of each class in percent."""
    rows = []
    for moment, title in (("before", "before 16 March 2020"), ("after", "after 16 March 2020")):
        ours, quoted = found["shares"][moment], found["quoted"][moment]
        rows.append(
            (
                title,
                f"sample families, {ours['day']}",
                f"{ours['n']}",
                *(f"{100 * ours[level]:.1f}" for level in ROWS),
            )
        )
        rows.append(
            (
                title,
                "quoted, questionnaires",
                f"{quoted['n']}",
                *(f"{quoted[level]:.1f}" for level in ROWS),
            )
        )
    return rows


def chosen(found: dict[str, Any]) -> str:
    """Say why this family has a report."""
    it = found["chosen"]
    stale = "1 answer no longer counts" if it["stale"] == 1 else f"{it['stale']} answers no longer count"
    return (
        f"Family {it['family']}: the risk rating was {it['was'][0]} on {it['since']} and is "
        f"{it['now'][0]} on {it['as_of']}; {stale}."
    )


def caseload(found: dict[str, Any]) -> str:
    """Say how many families a team leader would see on the last day."""
    it = found["caseload"]
    return f"On {it['day']} {it['families']:,} families are in care; {it['asking']:,} of them ask for attention."
