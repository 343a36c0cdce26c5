# SPDX-License-Identifier: MPL-2.0
"""What is known, what no longer counts and what is not known: each answer with whose word it is, and of when."""

from __future__ import annotations

import datetime as dt

from .words import View, Words

__all__ = ["ask", "blocks", "lapses", "no_longer_counts", "not_applicable", "own_words", "unknown"]

BLOCKS = {
    "facts": "fact",
    "said": "statement",
    "concluded": "judgement",
    "not_stated": "not_stated",
    "derived": "derived",
}
"""The blocks of the document, by the words that the catalogue has for them."""

MOST_QUESTIONS = 5
"""How many questions stand under what to ask first."""

SOON = 14
"""From how many days left an answer lapses soon."""


def blocks(words: Words) -> list[View]:
    """Findings by what kind of word they are: facts, what was said and what was concluded stand apart."""
    return [
        {
            "title": words.say(f"basis_{basis}"),
            "intro": words.say(f"basis_{basis}_intro"),
            "basis": basis,
            "findings": [_finding(words, each) for each in words.part["findings"][block]],
        }
        for block, basis in BLOCKS.items()
        if words.part["findings"][block]
    ]


def _finding(words: Words, row: View) -> View:
    say, item = words.say, row["item"]
    asked = row["kind"] != "derived"
    if asked or row["answer"] is not None:
        answer = words.answer(item, row["answer"])
    else:
        value = row["value"]
        answer = say("count_unknown") if value is None else words.range(value["low"], value["high"])
    chips = {"protective": [say("protective")], "static": [say("fixed")]}.get(row["kind"], [])
    if row["applies"] is None:
        chips = [*chips, say("maybe_not_applicable")]
    if row["late"]:
        chips = [*chips, say("written_late", day=words.day(row["recorded_on"]))]
    seen = []
    if row["record"] is not None:
        seen = [
            words.day(row["observed_on"]),
            words.ago(row["observed_on"]),
            words.names.voice(row["source"], row["by"]),
        ]
    return {
        "n": row["n"],
        "question": words.question(item),
        "whom": words.whom(item, row["person"]),
        "answer": answer,
        "chips": chips,
        "seen": seen,
        "fresh": _freshness(words, row) if asked else None,
        "points": words.points(row["points"]),
        "note": row["note"] or "",
        "document": row["document"] or "",
        "voices": _voices(words, row),
        "differ": _difference(words, row),
        "disputes": _disputes(words, row["disputes"]),
        "views": _views(words, item),
        "attempts": [say(f"attempt_{each['why']}") for each in row["attempts"]],
        "record": row["record"] or "",
    }


def _freshness(words: Words, row: View) -> View:
    """How much of the answer's life is used, in hundredths, and until when it counts."""
    say = words.say
    if row["expires_on"] is None or row["observed_on"] is None:
        return {"told": say("does_not_lapse"), "left": "", "used": None, "soon": False}
    until, since = dt.date.fromisoformat(row["expires_on"]), dt.date.fromisoformat(row["observed_on"])
    left, whole = (until - words.as_of).days, (until - since).days
    used = min(100, max(0, round(100 * (whole - left) / whole)))
    told = say("current_until", day=say.day(until))
    return {"told": told, "left": say.count("days_left", left), "used": used, "soon": left <= SOON}


def _voices(words: Words, row: View) -> list[View]:
    return [
        {
            "voice": words.names.voice(each["source"], each["by"]),
            "basis": words.say.code("word", each["basis"]),
            "day": words.day(each["observed_on"]),
            "answer": words.answer(row["item"], each["answer"]),
            "counted": each["counted"],
            "note": each["note"] or "",
        }
        for each in row["voices"]
    ]


def _difference(words: Words, row: View) -> str:
    if not row["contested"]:
        return ""
    others = [each for each in row["voices"] if each["answer"] not in (row["answer"], "unknown", "refused")]
    voices = [words.names.voice(each["source"], each["by"]) for each in (row, *others)]
    return words.say("differ", voices=words.say.both(list(dict.fromkeys(voices))))


def _disputes(words: Words, records: list[str]) -> list[View]:
    """The open disputes about a row, in the words of who raised them."""
    said = {each["record"]: each for each in words.document["disputes"]}
    return [
        {
            "told": words.say(
                "disputed_by",
                voice=words.names.voice(said[record]["source"], said[record]["by"]),
                day=words.day(said[record]["raised_on"]),
            ),
            "note": said[record]["note"] or "",
        }
        for record in records
        if record in said
    ]


def _views(words: Words, item: str) -> list[View]:
    """Views on the item: how somebody of the family sees it."""
    own = {item, f"{words.part['instrument']['id']}:{item}"}
    return [
        {
            "voice": words.names.voice(each["source"], each["by"]),
            "day": words.day(each["observed_on"]),
            "note": each["note"],
        }
        for each in words.document["views"]
        if each["item"] in own and each["note"]
    ]


def no_longer_counts(words: Words) -> list[View]:
    """Answers that have lapsed, oldest first."""
    return [_lapsed(words, each) for each in words.part["no_longer_counts"]]


def _lapsed(words: Words, row: View) -> View:
    say, item = words.say, row["item"]
    because = row["expires_by"]["why"]
    duration = say.duration(words.known.items[item].get("shelf_life", ""))
    gave = [{"scale": each["scale"], "low": each["points"], "high": each["points"]} for each in row["gave"]]
    given = ", ".join(
        say("points_on", points=say.count("points", each["low"]), scale=words.scale(each["scale"]))
        for each in gave
        if each["low"]
    )
    return {
        "question": words.question(item),
        "whom": words.whom(item, row["person"]),
        "was": say("was", answer=words.answer(item, row["answer"])),
        "seen": [
            words.day(row["observed_on"]),
            words.names.voice(row["source"], row["by"]),
            say.code("word", row["basis"]),
        ],
        "note": row["note"] or "",
        "since": say("stale_since", day=words.day(row["expires_on"])),
        "why": say(f"because_{because}", duration=duration) if because == "shelf_life" else say(f"because_{because}"),
        "kept": row["kept"],
        "given": say("used_to_give", points=given) if given else "",
        "voices": _voices(words, row),
        "disputes": _disputes(words, row["disputes"]),
        "attempts": [say(f"attempt_{each['why']}") for each in row["attempts"]],
        "record": row["record"],
    }


def unknown(words: Words) -> list[View]:
    """What is not known, or not shared, by whom it is about."""
    say = words.say
    groups: dict[str, list[View]] = {}
    for row in words.part["not_known"]:
        asked = row["answer"] in ("unknown", "refused")
        told = say(f"unknown_{row['answer']}", day=words.day(row["observed_on"])) if asked else ""
        groups.setdefault(words.whom(row["item"], row["person"]), []).append(
            {
                "question": words.question(row["item"]),
                "told": told,
                "voices": _voices(words, row),
                "disputes": _disputes(words, row["disputes"]),
                "attempts": [say(f"attempt_{each['why']}") for each in row["attempts"]],
            }
        )
    return [
        {"whom": whom, "n": say.count("questions", len(questions)), "questions": questions}
        for whom, questions in groups.items()
    ]


def ask(words: Words) -> list[View]:
    """What to ask first; how far an answer settles the level is not said where something is not shared."""
    return [
        {
            "question": words.question(each["item"]),
            "whom": words.whom(each["item"], each["person"]),
            "settles": words.say(f"settles_{each['settles']}") if each["settles"] in ("always", "some") else "",
        }
        for each in words.part["ask_next"][:MOST_QUESTIONS]
    ]


def lapses(words: Words) -> list[View]:
    """What will lapse in the days ahead, soonest first."""
    return [
        {
            "day": words.day(each["on"]),
            "question": words.question(each["item"]),
            "whom": words.whom(each["item"], each["person"]),
        }
        for each in words.part["lapses"]
    ]


def not_applicable(words: Words) -> list[View]:
    """Questions that do not apply."""
    return [
        {"question": words.question(each["item"]), "whom": words.whom(each["item"], each["person"])}
        for each in words.part["not_applicable"]
    ]


def own_words(words: Words) -> list[View]:
    """What the reader has said itself, newest first."""
    return [
        {
            "question": words.question(each["item"]),
            "answer": words.answer(each["item"], each["answer"]),
            "day": words.day(each["observed_on"]),
            "note": each["note"] or "",
        }
        for each in words.part["own_words"]
        if each["answer"] != "not_seen"
    ]
