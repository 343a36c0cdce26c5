# SPDX-License-Identifier: MPL-2.0
"""The finding in words, whichever way it goes."""

from __future__ import annotations

from typing import Any

from actueel.demo.rossi.reference import REFERENCE

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
        ("current minus frozen", shown(each["difference"], sign=True), "the finding"),
        ("static items alone", shown(each["static"]), "cross-fitted without employment"),
        ("current minus static alone", shown(each["difference_static"], sign=True), "the stricter comparison"),
        ("published, frozen", shown(each["published_frozen"]), "optimistic: fitted on the people whom it scores"),
        ("published, current", shown(each["published"]), "optimistic in the same way"),
        ("published, current minus frozen", shown(each["difference_published"], sign=True), "of these two"),
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
    strict = finding["estimates"]["difference_static"]
    holds = "does not hold" if strict["low"] > 0 or strict["high"] < 0 else "holds"
    return [
        f"{finding['people']} people, {finding['arrests']} arrests, {finding['weeks_scored']:,} weeks scored by the "
        f"library, {finding['pairs']:,} pairs: each arrested person against everybody still at risk that week, "
        "ties counting half.",
        f"Nobody is scored by a model that has seen them: {finding['folds']} instruments, each fitted on the people "
        f"outside its fold.{_elsewhere(finding['divisions'])}",
        f"Intervals are from {finding['drawn']:,} bootstrap samples of people; they leave out that other people would "
        "also have given other points.",
        "The frozen score knows that employment will matter and cannot use it. Against an instrument made for static "
        f"items alone, which is fairer, the difference is {shown(strict, sign=True)}: the interval {holds} zero.",
        "The published model has a coefficient of race. The instrument leaves it out: such an item may be recorded "
        "to check fairness, and never has points.",
        f"The coefficient of work in the same week ({finding['fits']['same_week']['employed']:.2f}) is not a "
        "prediction: who is arrested in a week cannot work for the rest of it.",
        "The people lived in Maryland in the 1970s. The finding is about keeping an answer current, not about "
        "anybody's risk today.",
    ]


def _elsewhere(divisions: dict[str, Any]) -> str:
    if not divisions["tried"]:
        return ""
    if divisions["tried"] == 1:
        return f" Another division into folds gives a difference of {divisions['least']:+.3f}."
    return (
        f" {divisions['tried']} other divisions into folds give differences from {divisions['least']:+.3f} "
        f"to {divisions['most']:+.3f}."
    )
