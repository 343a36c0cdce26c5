# SPDX-License-Identifier: MPL-2.0
"""The finding in words, whichever way it goes."""

from __future__ import annotations

from typing import Any

from actueel.demo.rossi.study import REFERENCE

__all__ = ["comparison_rows", "fit_rows", "headline", "quarter_rows", "remarks", "shown"]


def shown(estimate: dict[str, float], *, sign: bool = False) -> str:
    """Write a figure with its interval."""
    value = f"{estimate['value']:+.3f}" if sign else f"{estimate['value']:.3f}"
    return f"{value} ({estimate['low']:.3f} to {estimate['high']:.3f})"


def headline(finding: dict[str, Any]) -> str:
    """Say in one sentence what came out."""
    difference = finding["estimates"]["difference"]
    figures = (
        f"{finding['estimates']['current']['value']:.3f} against "
        f"{finding['estimates']['frozen']['value']:.3f}, difference {shown(difference, sign=True)}"
    )
    if difference["low"] > 0:
        return f"A score kept current ranks the coming week better than one frozen: {figures}."
    if difference["high"] < 0:
        return f"A score kept current ranks the coming week worse than one frozen: {figures}."
    return (
        "These data do not show that a score kept current ranks the coming week better or worse "
        f"than one frozen: {figures}."
    )


def comparison_rows(finding: dict[str, Any]) -> list[tuple[str, str, str]]:
    """List each figure: what it is of, the figure, and how to read it."""
    each = finding["estimates"]
    return [
        ("frozen at release", shown(each["frozen"]), "cross-fitted; what was known that day"),
        ("kept current", shown(each["current"]), "cross-fitted; what was known that Monday"),
        ("difference", shown(each["difference"], sign=True), "current minus frozen"),
        ("static items alone", shown(each["static"]), "cross-fitted without employment"),
        (
            "difference",
            shown(each["difference_static"], sign=True),
            "current minus static items alone: the stricter comparison",
        ),
        (
            "published, current",
            shown(each["published"]),
            "optimistic: fitted on the people whom it scores",
        ),
        ("published, frozen", shown(each["published_frozen"]), "optimistic in the same way"),
        ("difference", shown(each["difference_published"], sign=True), "of these two"),
        (
            "work in the same week",
            shown(each["same_week"]),
            "naive: partly the arrest itself, for nobody works in prison",
        ),
    ]


def quarter_rows(finding: dict[str, Any]) -> list[tuple[str, str, str, str, str]]:
    """List the same per quarter of the follow-up: weeks, arrests, frozen, current, difference."""
    return [
        (
            f"{quarter['first_week']} to {quarter['last_week']}",
            str(quarter["arrests"]),
            shown(quarter["frozen"]),
            shown(quarter["current"]),
            shown(quarter["difference"], sign=True),
        )
        for quarter in finding["quarters"]
    ]


def fit_rows(finding: dict[str, Any]) -> list[tuple[str, str, str]]:
    """List the coefficients found beside the published ones: what, found, published."""
    names = {
        "employed": "coefficient of employment",
        "standard_error": "its standard error",
        "prio": "coefficient of earlier convictions",
        "log_likelihood": "log likelihood",
        "rows": "person-weeks",
        "events": "arrests",
    }
    rows = []
    for employment, title in (("last_week", "last week"), ("same_week", "same week")):
        for key, name in names.items():
            found, published = finding["fits"][employment][key], REFERENCE[employment][key]
            form = ",.0f" if key in ("rows", "events") else ".6f"
            rows.append((f"employment of the {title}: {name}", f"{found:{form}}", f"{published:{form}}"))
    return rows


def remarks(finding: dict[str, Any]) -> list[str]:
    """Say what a careful reader wants to know before believing the figures."""
    tried = finding["divisions"]
    said = [
        f"{finding['people']} people, {finding['arrests']} arrests, "
        f"{finding['weeks_scored']:,} weeks scored by the library, {finding['pairs']:,} pairs: "
        "each arrested person against everybody still at risk that week, ties counting half.",
        f"Nobody is scored by a model that has seen them: {finding['folds']} instruments, each "
        "fitted on the people outside its fold. Intervals are from "
        f"{finding['drawn']:,} bootstrap samples of people; they leave out that other data would "
        "also have given other points.",
        "The coefficient of work in the same week "
        f"({finding['fits']['same_week']['employed']:.2f}) is not a prediction: who is arrested "
        "in a week cannot work for the rest of it.",
        "The people lived in Maryland in the 1970s. The finding is about keeping an answer "
        "current, not about anybody's risk today.",
    ]
    if tried["tried"] == 1:
        said.insert(
            2,
            f"Dividing people into folds in another way gives a difference of {tried['least']:+.3f}.",
        )
    elif tried["tried"]:
        said.insert(
            2,
            f"Dividing people into folds in {tried['tried']} other ways gives differences from "
            f"{tried['least']:+.3f} to {tried['most']:+.3f}.",
        )
    return said
