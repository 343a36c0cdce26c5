# SPDX-License-Identifier: MPL-2.0
"""What an author should know about an instrument or a history that is allowed as it stands.

Nothing here scores: what the document says is read from it, and what an answer would do is asked of the core.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from actueel.levels import number_text

from .caution import Caution
from .families import Answer, Family, household, stand
from .parts import answers_to_try, asked, every_condition, items_named, option_codes

if TYPE_CHECKING:
    from actueel.history import History
    from actueel.instrument import Instrument

__all__ = ["history_warnings", "instrument_warnings"]

Document = dict[str, Any]
Found = Iterator[tuple[str, str, str, str]]
"""Code, place, text and remedy."""


def instrument_warnings(instrument: Instrument, name: str = "instrument") -> list[Caution]:
    """Return what deserves a second look in an instrument, kind by kind, each kind in document order.

    Parameters
    ----------
    instrument : Instrument
        A checked instrument.
    name : str
        The document's name in the cautions.

    Examples
    --------
    >>> from actueel.author import instrument_warnings
    >>> sorted({each.code for each in instrument_warnings(ac.instrument("news2"))})
    ['decides_alone', 'options_alike']

    """
    document = instrument.to_dict()
    found = [caution for kind in KINDS for caution in kind(instrument, document)]
    return [Caution(code, name, place, text, remedy) for code, place, text, remedy in found]


def _options_alike(_instrument: Instrument, document: Document) -> Found:
    """Options of one item that get the same points everywhere and on which no condition differs."""
    used = items_named(document)
    covered = {item for _, each in every_condition(document) for item in each.get("covers", ())}
    terms: dict[str, list[Document]] = {}
    for scale in document.get("scales", ()):
        for term in scale["terms"]:
            if "points" in term:
                terms.setdefault(term["item"], []).append(term["points"])
    asked_for: dict[str, list[list[object]]] = {}
    for _, condition in every_condition(document):
        if "item" in condition and ("is" in condition or "in" in condition):
            asked_for.setdefault(condition["item"], []).append(condition.get("in", [condition.get("is")]))
    for i, item in enumerate(document["items"]):
        name = item["id"]
        if name not in used:
            continue
        alike: dict[tuple[object, ...], list[int]] = {}
        for n, code in enumerate(option_codes(item)):
            mark: list[object] = [points[code] for points in terms.get(name, ())]
            mark += [code in codes for codes in asked_for.get(name, ())]
            if name in covered:
                mark.append(code == item.get("best"))
            alike.setdefault(tuple(mark), []).append(n)
        for same in alike.values():
            if len(same) > 1:
                codes = option_codes(item)
                yield (
                    "options_alike",
                    f"/items/{i}/answer/options/{same[1]}",
                    f"no scale or rule tells {_and([codes[n] for n in same])} of {item['id']} apart",
                    "give them different points, ask fewer options, or say on the evidence card why they stay apart",
                )


def _item_unused(_instrument: Instrument, document: Document) -> Found:
    used = items_named(document)
    for i, item in enumerate(document["items"]):
        if item["id"] not in used and not item.get("audit_only"):
            yield (
                "item_unused",
                f"/items/{i}",
                f"no scale, rule or other item uses {item['id']}",
                "use it, or leave it out: families should not be asked for nothing",
            )


def _shelf_life_beyond_review(_instrument: Instrument, document: Document) -> Found:
    reviews = [each["review_every"] for each in document.get("levels", ()) if "review_every" in each]
    if not reviews:
        return
    shortest = min(reviews, key=lambda each: _days_from(each, STARTS[0]))
    for i, item in enumerate(document["items"]):
        life = item.get("shelf_life")
        if life is not None and all(_days_from(life, start) > _days_from(shortest, start) for start in STARTS):
            yield (
                "shelf_life_beyond_review",
                f"/items/{i}/shelf_life",
                f"an answer to {item['id']} holds for {life}, longer than the shortest review interval, {shortest}",
                "shorten it, or be sure that a review may rest on an answer from before the last one",
            )


STARTS = [dt.date(year, month, 1) for year in range(2000, 2004) for month in range(1, 13)]
"""First days of months: from these no day is lacking, and a duration is longer when it is so from all of them."""


def _days_from(duration: str, start: dt.date) -> int:
    """Return how many days a duration lasts from the first day of a month."""
    counts = {unit: int(n) for n, unit in re.findall(r"(\d+)([YMWD])", duration)}
    months = start.month - 1 + 12 * counts.get("Y", 0) + counts.get("M", 0)
    year = start.year + months // 12
    end = dt.date(min(year, 9999), months % 12 + 1, 1)
    return (end - start).days + 7 * counts.get("W", 0) + counts.get("D", 0)


def _poverty_near(instrument: Instrument, document: Document) -> Found:
    for i, item in enumerate(document["items"]):
        if item.get("audit_only") or not _speaks_of_poverty(item):
            continue
        moves = _moves_alone(instrument, document, item)
        yield (
            "poverty_near",
            f"/items/{i}",
            f"{item['id']} is near to poverty" + (f"; alone it moves {moves}" if moves else ""),
            "be sure that a family does not score for being poor; keep the justification that every report shows",
        )


POVERTY = re.compile(
    r"\b(income|debts?|housing|rent|money|poverty|on welfare|on benefits|food ?banks?|unemploy\w*|homeless\w*|evict\w*"
    r"|inkomen|schulden|huisvesting|huur|huurachterstand|huurschuld|geld|geldzorgen|geldgebrek|geldproblemen|armoede"
    r"|uitkering|bijstand|voedselbank|werkloos\w*|dakloos\w*)\b",
    re.IGNORECASE,
)
"""Words near to being poor; wider than those for which the core asks a justification."""


def _speaks_of_poverty(item: Document) -> bool:
    texts = [item["id"].replace("_", " "), *item.get("ask", {}).values(), *item.get("label", {}).values()]
    return "justification" in item or any(POVERTY.search(text) for text in texts)


def _moves_alone(instrument: Instrument, document: Document, item: Document) -> str:
    """Return by how much an item alone can move each leading scale: the width that is left when only it is unknown."""
    family = Family("F", household(document))
    for each in asked(document):
        if each["id"] != item["id"]:
            first = each.get("best", answers_to_try(document, each)[0])
            family.answers.update({(each["id"], person): first for person in _about(each, family)})
    leading = document.get("level_from") or [each["id"] for each in document.get("scales", ())]
    scales = stand(instrument, document, family).scales
    widths = [(name, scales[name][1] - scales[name][0]) for name in leading]
    return _and([f"{name} by {number_text(width)}" for name, width in widths if width > 0])


def _about(item: Document, family: Family) -> list[str | None]:
    """Return about whom an item is asked in a made-up family."""
    return [each.id for each in family.of_role(item["per"])] if item.get("per", "family") != "family" else [None]


def _language_missing(_instrument: Instrument, document: Document) -> Found:
    for language, named in (("nl", "Dutch"), ("en", "English")):
        if language not in document["languages"]:
            yield (
                "language_missing",
                "/languages",
                f"there are no texts in {named}",
                f"add {language} to languages and its texts: families and colleagues read one of the two",
            )


def _decides_alone(instrument: Instrument, document: Document) -> Found:
    """An answer that, with everything else unknown, leaves one level or takes away the lowest that was possible."""
    empty = Family("F", household(document))
    before = stand(instrument, document, empty).level
    if before is None or before[0] == before[1] or len(document["items"]) < 2:
        return
    for item in asked(document):
        told: dict[str, list[str]] = {}
        for person in _about(item, empty):
            given: list[tuple[Answer, str]] = []
            for answer in answers_to_try(document, item):
                family = Family("F", empty.persons, {(item["id"], person): answer})
                given.append((answer, _decided(instrument, before, stand(instrument, document, family).level)))
            for level, runs in groupby(given, key=lambda pair: pair[1]):
                span = [each for each, _ in runs]
                if level:
                    told.setdefault(level, []).extend(_span(span))
        if told:
            words = "; ".join(f"{_or(answers)} gives {level}" for level, answers in told.items())
            yield (
                "decides_alone",
                f"/items/{document['items'].index(item)}",
                f"{item['id']} decides a level alone: with nothing else known, {words}",
                "be sure that one word may decide, and let it be asked twice: when_contested range, or another voice",
            )


def _decided(instrument: Instrument, before: tuple[int, int], after: tuple[int, int] | None) -> str:
    """Return the level that one answer alone leaves, or the one that it lifts to, or nothing."""
    if after is None or (after[0] != after[1] and after[0] <= before[0]):
        return ""
    level = instrument.levels[after[0]]
    return level if after[0] == after[1] else f"at least {level}"


def _span(answers: list[Answer]) -> list[str]:
    """Return neighbouring answers as words: each option, or numbers from the first to the last."""
    if isinstance(answers[0], str) or len(answers) == 1:
        return [_word(each) for each in answers]
    return [f"{_word(answers[0])} to {_word(answers[-1])}"]


def _word(answer: Answer) -> str:
    return answer if isinstance(answer, str) else number_text(float(answer))


def _weights_underived(_instrument: Instrument, document: Document) -> Found:
    card = document.get("evidence", {})
    figures = {each["source"] for each in card.get("figures", ())}
    words = " ".join(text for part in ("statement", "note") for text in card.get(part, {}).values())
    if re.search(r"\b(points?|weights?|punt(en)?|gewicht(en)?)\b", words, re.IGNORECASE):
        return  # the card itself says where they come from
    sources = {each["id"]: each.get("source") for each in document["items"]}
    derived = {each["id"] for each in document["items"] if each["kind"] == "derived"}
    for s, scale in enumerate(document.get("scales", ())):
        scored = [term["item"] for term in scale["terms"] if "item" in term]
        bare = [item for item in scored if sources[item] not in figures and not (item in derived and figures)]
        if bare:
            yield (
                "weights_underived",
                f"/scales/{s}/terms",
                f"nothing says where the points of {_and(bare)} come from",
                "give the source of each a figure on the evidence card, or say there how the points were chosen",
            )


def _child_not_counted(_instrument: Instrument, document: Document) -> Found:
    """In a safety instrument a child's word must count somewhere; only counted voices can widen a range."""
    if document.get("purpose") != "safety":
        return
    used = items_named(document)
    if not any("child" in each.get("sources", ()) for each in asked(document) if each["id"] in used):
        yield (
            "child_not_counted",
            "/items",
            "this is about safety, and the child's own word neither counts nor widens what is possible",
            "add child to the sources of what a child can tell, with when_contested range where voices may differ",
        )


def _sum_below_zero(_instrument: Instrument, document: Document) -> Found:
    """A sum over persons is bounded from above by `most`; with points below zero nothing bounds it from below."""
    for s, scale in enumerate(document.get("scales", ())):
        for t, term in enumerate(scale["terms"]):
            if term.get("combine") == "sum" and _least_points(term) < 0:
                yield (
                    "sum_below_zero",
                    f"/scales/{s}/terms/{t}",
                    f"{term['item']} is summed over persons with points below zero: while nobody says who holds the "
                    "role, only one such person is counted on",
                    "turn the points round, so that none lies below zero, or combine by min",
                )


def _least_points(term: Document) -> float:
    line = term.get("linear", {})
    if line:
        # Without a least of its own a falling or low line can go below zero wherever its item's numbers do.
        return float(line.get("min", -1 if line["times"] < 0 or line.get("plus", 0) < 0 else 0))
    given = [*term.get("points", {}).values(), *(each["points"] for each in term.get("bins", ()))]
    return float(min([*given, term.get("if_none", 0)]))


KINDS: tuple[Callable[[Instrument, Document], Found], ...] = (
    _options_alike,
    _item_unused,
    _shelf_life_beyond_review,
    _poverty_near,
    _language_missing,
    _decides_alone,
    _weights_underived,
    _child_not_counted,
    _sum_below_zero,
)


def history_warnings(history: History, name: str = "history") -> list[Caution]:
    """Return what deserves a second look in a history: what will stay unknown, and what nobody said.

    Examples
    --------
    >>> from actueel.author import history_warnings
    >>> bare = ac.History.parse('{"format": "actueel.history/1", "family": "F-1", "records": []}')
    >>> [each.code for each in history_warnings(bare)]
    ['role_never_stated', 'role_never_stated']

    """
    records = history.to_dict()["records"]
    found = [caution for kind in HISTORY_KINDS for caution in kind(records)]
    return [Caution(code, name, place, text, remedy) for code, place, text, remedy in found]


def _content(record: Document) -> Document:
    """Return what a record says: a correction says it in `record`."""
    return record.get("record", {}) if record["type"] == "correction" else record


def _role_never_stated(records: list[Document]) -> Found:
    stated = {_content(each).get("role") for each in records}
    stated.update(role for each in records for role in _content(each).get("empty", ()))
    for role in ("child", "caregiver"):
        if role not in stated:
            yield (
                "role_never_stated",
                "/records",
                f"no record says who is a {role}, so the role is unknown and every question about one stays open",
                "add the memberships, or a household record that says that the role is empty",
            )


def _birth_day_missing(records: list[Document]) -> Found:
    born = {each["id"] for each in records if each["type"] == "person" and "born_on" in each}
    born.update(each["corrects"] for each in records if each["type"] == "correction" and "born_on" in _content(each))
    seen: set[str] = set()
    for n, each in enumerate(records):
        person = str(each.get("person"))
        if each["type"] == "membership" and each["role"] == "child" and person not in born and person not in seen:
            seen.add(person)
            yield (
                "birth_day_missing",
                f"/records/{n}",
                f"child {person} has no birth date, so what depends on its age stays a range",
                "add born_on to its person record",
            )


def _not_stated(field: str, remedy: str) -> Callable[[list[Document]], Found]:
    def found(records: list[Document]) -> Found:
        bare = [
            n
            for n, each in enumerate(records)
            if each["type"] == "observation" and each.get(field, "not_stated") == "not_stated"
        ]
        if bare:
            many = f"{len(bare)} observations do" if len(bare) > 1 else "1 observation does"
            yield f"{field}_not_stated", f"/records/{bare[0]}", f"{many} not state a {field}", remedy

    return found


def _tied_by_id(records: list[Document]) -> Found:
    """Different answers of one day, written down at the same instant: only their ids say which came later."""
    seen: dict[tuple[object, ...], Document] = {}
    for n, each in enumerate(records):
        if each["type"] != "observation":
            continue
        key = (each["item"], each.get("person"), each["observed_on"], each["recorded_at"])
        other = seen.setdefault(key, each)
        if other["answer"] != each["answer"]:
            yield (
                "tied_by_id",
                f"/records/{n}",
                f"{other['id']} and {each['id']} differ about {each['item']}, and only their ids tell which is later",
                "write down at which instant each was recorded",
            )


HISTORY_KINDS: tuple[Callable[[list[Document]], Found], ...] = (
    _role_never_stated,
    _birth_day_missing,
    _not_stated("source", "say whose word each is; a reader cannot weigh a word without a voice"),
    _not_stated("basis", "say of each whether it is a fact, a statement or a judgement"),
    _tied_by_id,
)


def _and(words: list[str]) -> str:
    return _listed(words, "and")


def _or(words: list[str]) -> str:
    return _listed(words, "or")


def _listed(words: list[str], joint: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}" if words else ""
