# SPDX-License-Identifier: MPL-2.0
"""The talking picture as one page, made to be printed and lie on a table. It computes nothing: it chooses and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..definition import Definition
from ..errors import Error, Problem
from ..history import History
from ..instrument import Instrument
from ..messages import Messages
from ..moment import Day, KnownAt
from ..rendering import asset, environment, pinned
from ..report.names import Names
from ..report.words import Words, day_in_words
from ..shipped import instrument
from .table import for_all, who_sits_there

__all__ = ["talk_page"]

MOST = 4
"""How many points stand on the page in one list: a talk has an end. Dangers of now stand there all."""

SIZES = {"roomy": 6, "fair": 11, "": 14, "dense": 1000}
"""How much may stand on a page that is printed in type of a size; it is to be one sheet."""

View = dict[str, Any]


def talk_page(
    instruments: Iterable[Instrument],
    history: History,
    *,
    as_of: Day,
    known_at: KnownAt = "everything",
    readers: Sequence[str] = (),
    lang: str = "nl",
    names: Mapping[str, str] | None = None,
) -> str:
    """Make the page for a talk with the family: one HTML file that fetches nothing and holds no points.

    Where each person puts the family on the safety scale, what goes well, what worries, what was agreed, and when we
    look again. What goes well is a question whose answer is the best one by the instrument; any other answer worries,
    and so does one on which people differ. Questions about what was, and those
    without a best answer, are left to the report.

    Parameters
    ----------
    instruments : iterable of Instrument
        Whose questions are talked about; the safety scale is asked always.
    history : History
        The records of the family.
    as_of : str or datetime.date
        The day of the talk.
    known_at : str or datetime.datetime
        As for a report.
    readers : list of str
        Who sits at the table: ``"parent:ID"``, ``"child:ID"``, ``"worker"``. By default every caregiver of the day.
        What a record withholds from any of them is left out for all.
    lang : str
        ``"nl"`` or ``"en"``.
    names : dict, optional
        Names by id, for this page alone.

    Returns
    -------
    str
        The page.

    Raises
    ------
    Error
        For an unknown language or reader, where nobody says who reads and no caregiver is known, and as
        `report_document` does.

    Examples
    --------
    >>> from actueel.talk import talk_page
    >>> told = talk_page([risk], family, as_of="2020-04-16", lang="en", names={"p3": "Anna"})
    >>> "Anna" in told, "What goes well" in told, "average" in told
    (True, True, False)

    """
    say = Messages(lang)
    scale = instrument("safety-scale")
    asked = [scale, *(each for each in instruments if each.id != scale.id)]
    for each in asked:
        if lang not in each.languages:
            remedy = f"choose a language that {each.id} has"
            raise Error([Problem("value_unknown", "the page", "/lang", lang, " or ".join(each.languages), remedy)])
    table = list(readers) or who_sits_there(asked, history, as_of=as_of, known_at=known_at)
    document = for_all(asked, history, table, as_of=as_of, known_at=known_at)
    known = Names(document, say, names)
    definitions = {each.sha256: Definition.of(each) for each in asked}
    parts = [
        Words(document, part, definitions[part["instrument"]["sha256"]], known, say)
        for part in document["parts"]
        if part["assessed"]
    ]
    well, worries = _points(document, parts)
    style = asset("talk.css")
    view = {
        "say": say,
        "lang": lang,
        "style": style,
        "policy": f"default-src 'none'; style-src {pinned(style)}; base-uri 'none'; form-action 'none'",
        "title": say("talk_title"),
        "day": day_in_words(document["as_of"], say),
        "family": say("family", family=document["family"]),
        "readers": say("written_for", reader=say.both([_reader(each, known, say) for each in table])),
        "not_shared": document["not_shared"],
        "levels": [_level(each) for each in parts if each.known.purpose == "safety"],
        "scale": _scale(next(each for each in parts if each.known.document["id"] == scale.id)),
        "well": well,
        "worries": worries,
        "own": _own(document, known, say),
        "plans": _plans(document, say),
        "again": _again(document, parts, say),
    }
    view["size"] = _size(view)
    return environment().get_template("talk.html").render(view)


def _size(view: View) -> str:
    """How big its type may be on paper, so that it stays one page: by how much stands there, one below the other."""
    lists = max(len(view["well"]["points"]), len(view["worries"]["points"]))
    rows = len(view["levels"]) + len(view["scale"]["raters"]) + len(view["own"]) + len(view["plans"])
    lines = 2 * lists + rows
    return next(name for name, most in SIZES.items() if lines <= most)


def _reader(reader: str, names: Names, say: Messages) -> str:
    kind, _, person = reader.partition(":")
    return names.name(person) if person else say(f"reader_{kind}")


def _level(words: Words) -> View:
    child = words.part["child"]
    level = words.part["level"]["final"]
    about = words.names.name(child)
    return {
        "told": words.say("talk_level", whom=about[:1].upper() + about[1:], level=words.levels(level)),
        "open": level["low"] != level["high"],
    }


def _scale(words: Words) -> View:
    """Every person's number, who has none, and how far the numbers lie apart; never one number for all."""
    say = words.say
    raters: list[View] = []
    for finding in (each for block in words.part["findings"].values() for each in block):
        number = finding["answer"]
        if isinstance(number, int | float) and finding["item"].startswith("by_"):
            who = _rater(words, finding["item"], finding["person"])
            raters.append(
                {
                    "who": who,
                    "number": say.number(number),
                    "x": 30 + 54 * number,
                    "told": say("talk_gives", who=who, n=say.number(number)),
                    "day": words.day(finding["observed_on"]),
                    "value": number,
                }
            )
    raters.sort(key=lambda each: (each["value"], each["who"]))
    missing = [
        _rater(words, each["item"], each["person"])
        for each in [*words.part["not_known"], *words.part["no_longer_counts"]]
        if each["item"].startswith("by_")
    ]
    apart = raters[-1]["value"] - raters[0]["value"] if len(raters) > 1 else 0
    return {
        "raters": raters,
        "missing": say("talk_no_number", who=say.both(list(dict.fromkeys(missing)))) if missing else "",
        "apart": say("talk_apart", n=say.number(apart)) if apart else "",
    }


def _rater(words: Words, item: str, person: str | None) -> str:
    told = words.whom(item, person) if person is not None else words.names.voice(_OF.get(item), None)
    return told[:1].upper() + told[1:]


_OF = {"by_child": "child", "by_caregiver": "parent", "by_network": "network", "by_worker": "worker"}


def _points(document: View, parts: list[Words]) -> tuple[View, View]:
    """What goes well and what worries, the newest first; a danger of now stands first and is never left out."""
    found: dict[bool, list[View]] = {True: [], False: []}
    for words in parts:
        for block in ("facts", "said", "concluded", "not_stated"):
            for finding in words.part["findings"][block]:
                item = words.known.items[finding["item"]]
                best = item.get("best")
                if best is None or item["kind"] == "static" or finding["answer"] is None:
                    continue
                goes_well = finding["answer"] == best and not finding["contested"]
                found[goes_well].append(
                    {
                        "question": words.question(finding["item"]),
                        "answer": words.answer(finding["item"], finding["answer"]),
                        "whom": "" if finding["person"] is None else words.whom(finding["item"], finding["person"]),
                        "said": _voice(words.names, document, finding),
                        "day": words.day(finding["observed_on"]),
                        "differ": finding["contested"],
                        "on": finding["observed_on"],
                        "now": words.known.purpose == "safety",
                    }
                )
    say = parts[0].say
    for points in found.values():
        points.sort(key=lambda each: (each["now"], each["on"]), reverse=True)
    shown = max(MOST, sum(each["now"] for each in found[False]))
    worries = {"points": found[False][:shown], "more": _more(say, len(found[False]) - shown)}
    return {"points": found[True][:MOST], "more": _more(say, len(found[True]) - MOST)}, worries


def _more(say: Messages, left: int) -> str:
    return say.count("talk_more", left) if left > 0 else ""


def _voice(names: Names, document: View, said: View) -> str:
    """Whose word it is: who is of the family by name, all others by what they are."""
    family = {each["person"] for each in document["household"]["members"]}
    return names.voice(said["source"], said["by"] if said["by"] in family else None)


def _own(document: View, names: Names, say: Messages) -> list[View]:
    """What people want and how they see it, in their own words."""
    goals = [(each["start"], "talk_wants", each) for each in document["goals"] if each["runs"]]
    views = [(each["observed_on"], "talk_sees", each) for each in document["views"]]
    found = [(on, kind, each) for on, kind, each in [*goals, *views] if each["note"]]
    found.sort(key=lambda each: each[0], reverse=True)
    own = []
    for on, kind, each in found[:MOST]:
        who = _voice(names, document, each)
        own.append(
            {
                "told": say(kind, who=who[:1].upper() + who[1:]),
                "words": each["note"],
                "day": day_in_words(on, say),
            }
        )
    return own


def _plans(document: View, say: Messages) -> list[View]:
    plans = [each for each in document["plans"] if each["state"] in ("running", "to_come")]
    return [
        {
            "words": each["note"] or say("talk_plan_without_words"),
            "until": say("talk_until", day=day_in_words(each["until"], say)),
        }
        for each in plans
    ]


def _again(document: View, parts: list[Words], say: Messages) -> str:
    """When we look again: the first day to come on which a review is due, an answer lapses or a plan does."""
    days = [each.part["due"][which] for each in parts if each.part["due"] for which in ("answers_due", "review_due")]
    days += [each["until"] for each in document["plans"] if each["state"] == "running"]
    to_come = [each for each in days if each is not None and each > document["as_of"]]
    return say("talk_again_on", day=day_in_words(min(to_come), say)) if to_come else say("talk_no_day")
