# SPDX-License-Identifier: MPL-2.0
"""What changed since the day that was asked, and why: a rating changed, that is all that is known."""

from __future__ import annotations

from .words import View, Words

__all__ = ["changed"]

FIRST = 3
"""How many of the differences stand on the first screen."""


def changed(words: Words) -> View | None:
    """Return the change in words; None where it was not asked. A child that was no member then has none."""
    if words.document["since"] is None:
        return None
    since = words.day(words.document["since"])
    change = words.part["change"]
    if change is None:
        told = words.say("change_not_possible", since=since)
        return {
            "since": since,
            "headline": told,
            "differs": False,
            "compared": "",
            "rows": [],
            "first": [],
            "more": "",
            "told": [],
        }
    say = words.say
    signed = change["sign_off"] is not None
    compared = say(
        "change_since_signed" if signed else "change_since_day",
        before=words.day(change["since"]),
        after=words.day(words.document["as_of"]),
    )
    rows = [_row(words, each) for each in change["rows"]]
    return {
        "since": since,
        "headline": _level(words, change),
        "differs": change["level"] is not None and change["level"]["before"] != change["level"]["after"],
        "compared": compared,
        "first": rows[:FIRST],
        "more": say.count("change_more", len(rows) - FIRST) if len(rows) > FIRST else "",
        "rows": rows,
        "told": [*_causes(words, change), *_scales(words, change)],
    }


def _level(words: Words, change: View) -> str:
    say, level = words.say, change["level"]
    if level is None:
        same = not change["rows"] and not change["not_shared"]
        return say("change_nothing") if same else say.count("change_answers", len(change["rows"]))
    if level["before"] == level["after"]:
        return say("change_level_same", level=words.levels(level["after"]))
    return say("change_level", before=words.levels(level["before"]), after=words.levels(level["after"]))


def _row(words: Words, row: View) -> View:
    before, after = (words.status(row["item"], row[name]) for name in ("before", "after"))
    return {
        "question": words.question(row["item"]),
        "whom": words.whom(row["item"], row["person"]),
        "before": before,
        "after": words.say("change_same_answer") if before == after else after,
        "why": words.say("change_because", cause=words.say(f"change_cause_{row['cause']}")),
    }


def _causes(words: Words, change: View) -> list[str]:
    """Plans, overrides and rules that speak of the level, and that something is not shared."""
    say, told = words.say, []
    for each in change["causes"]:
        if each["of"] in ("plan", "override"):
            told.append(say(f"change_{each['of']}", record=each["id"]))
        elif each["of"] == "rule":
            holds = {True: "true", False: "false", None: "unknown"}[each["after"]]
            told.append(f"{say(f'rule_{holds}')}: {words.known.rule_why(each['id'], say.lang)}")
    if change["not_shared"]:
        told.append(say("change_not_shared"))
    return told


def _scales(words: Words, change: View) -> list[str]:
    """Scores that moved; better or worse only where that lies beyond measurement error."""
    say, told = words.say, []
    for each in change["scales"]:
        label, before, after = words.scale(each["id"]), each["before"], each["after"]
        if before == after:
            continue
        moved = say(
            "change_scale",
            label=label,
            before=words.range(before["low"], before["high"]),
            after=words.range(after["low"], after["high"]),
        )
        verdict = each["verdict"]
        told.append(f"{moved} {say(f'change_verdict_{verdict}')}" if verdict else moved)
    return told
