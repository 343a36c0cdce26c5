# SPDX-License-Identifier: MPL-2.0
"""The first screen: the level now and how certain, since when, what changed, what is unknown, what happens next."""

from __future__ import annotations

from ..pictures import counts_picture
from .words import View, Words

__all__ = ["first_screen"]

STATUSES = ("current", "stale", "unknown", "not_applicable")


def first_screen(words: Words) -> View:
    """Return what stands on the first screen of one instrument."""
    return {
        "level": _level(words),
        "values": _values(words),
        "counts": _counts(words),
        "since": _since(words),
        "next": _next(words),
        "open": _open(words),
    }


def _asked(words: Words) -> list[View]:
    return [each for name, block in words.part["findings"].items() if name != "derived" for each in block]


def _nothing_known(words: Words) -> bool:
    """Whether questions are asked and none of them has an answer that counts."""
    return any(words.known.asked) and not _asked(words) and not words.part["not_applicable"]


def _level(words: Words) -> View | None:
    """The level now and how certain it is; None for an instrument without levels."""
    say, known, level = words.say, words.known, words.part["level"]
    if level is None:
        return None
    low, high = known.level_index(level["final"]["low"]), known.level_index(level["final"]["high"])
    determined = low == high
    counts = words.part["counts"]
    decided = any(each["state"] == "counts" for each in words.part["overrides"])
    if not determined:
        why = say("between_why")
    elif not level["determined"]:  # somebody chose one level of those that were possible
        why = say("decided_why") if decided else ""
    elif counts["stale"] or counts["unknown"]:
        why = say("determined_why") if not words.restricted else ""
    else:
        why = say("determined_all") if any(known.asked) else ""
    nothing = _nothing_known(words)
    if nothing:
        why = say("nothing_shared_why" if words.restricted else "nothing_known_why")
    told = [why] if why else []
    if level["was"] is not None:
        told.append(say("was_until", level=words.level(level["was"]["level"]), day=words.day(level["was"]["until"])))
    if decided and level["computed"] != level["final"]:
        told.append(say("computed_was", level=words.levels(level["computed"])))
    return {
        "lead": say("rating_now") if determined else say("rating_between"),
        "label": words.levels(level["final"]),
        "determined": determined,
        "told": told,
        "nothing": say("nothing_shared" if words.restricted else "nothing_known") if nothing else "",
        "steps": [
            {
                "label": known.level_label(each, say.lang),
                "state": "not" if not low <= place <= high else "is" if determined else "possible",
            }
            for place, each in enumerate(known.levels)
        ],
    }


def _values(words: Words) -> list[View]:
    """The scales to show on the first screen: those that give the level, else all."""
    return [
        {
            "label": words.scale(each["id"]),
            "value": words.range(each["low"], each["high"]) if each["shared"] else words.say("not_shared_here"),
            "settled": each["shared"] and each["low"] == each["high"],
        }
        for each in words.part["scales"]
        if each["id"] in words.known.leading_scales
    ]


def _counts(words: Words) -> View:
    counts, say = words.part["counts"], words.say
    shares = tuple((kind, counts[kind]) for kind in STATUSES)
    unknown = "count_unknown_or_not_shared" if words.restricted else "count_unknown"
    labels = {kind: say(unknown if kind == "unknown" else f"count_{kind}") for kind in STATUSES}
    told = ", ".join(f"{n} {labels[kind]}" for kind, n in shares if n)
    return {
        "parts": [{"kind": kind, "n": n, "label": labels[kind]} for kind, n in shares if n],
        "told": say("counts_told", told=told) if told else "",
        "picture": counts_picture(shares),
        "contested": counts["contested"],
    }


def _since(words: Words) -> list[str]:
    """Since when the level is so and why, and of when the answers are that count."""
    say, level = words.say, words.part["level"]
    told = []
    if level is not None:
        told.append(say("level_since", day=words.day(level["since"])))
        causes = words.causes(level["causes"])
        if causes:
            told.append(say("level_since_why", causes=causes))
    if any(words.known.asked):
        days = [each["observed_on"] for each in _asked(words)]
        told.append(say("newest_answer", day=words.day(max(days))) if days else say("no_current_answer"))
    return told


def _next(words: Words) -> View:
    """When somebody looks again, and what becomes of the level if nobody does."""
    say, due = words.say, words.part["due"]
    today = words.document["as_of"]
    lines = []
    if due["answers_due"] is not None:
        late = due["answers_due"] <= today
        lines.append(say("answers_overdue" if late else "answers_due", day=words.day(due["answers_due"])))
    if due["review_due"] is not None:
        never = words.part["signed"] is None and due["review_due"] == today
        lines.append(say("review_now") if never else say("review_due", day=words.day(due["review_due"])))
    level = words.part["level"]
    if level is not None and level["until"] is not None:
        then = next(each for each in words.part["timeline"] if each["start"] == level["until"])
        lines.append(say("level_until", day=words.day(level["until"]), level=words.levels(then["final"])))
    lapses = words.part["lapses"]
    if lapses:
        lines.append(say.count("lapses_soon", len(lapses)))
    headline, late = say("due_none"), False
    if due["due"] is not None:
        late = due["due"] <= today
        name = "due_on" if not late else "due_today" if due["due"] == today else "overdue"
        headline = say(name, day=words.day(due["due"])) if name != "due_today" else say(name)
    return {"headline": headline, "late": late, "lines": lines}


def _open(words: Words) -> str:
    """How many questions are open, about whom."""
    say = words.say
    per: dict[str, int] = {}
    for each in words.part["not_known"]:
        if each["kind"] != "derived":
            whom = words.whom(each["item"], each["person"])
            per[whom] = per.get(whom, 0) + 1
    if not per:
        return ""
    told = [say("questions_about", whom=whom, n=say.count("questions", n)) for whom, n in per.items()]
    return say("open_or_not_shared" if words.restricted else "open_questions", told=say.both(told))
