# SPDX-License-Identifier: MPL-2.0
"""How a new version moves families: the same made-up families, asked under both, by the core."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actueel.levels import number_text

from .changes import Pairs
from .families import Answer, Family, Person, Standing, assess, household, stand
from .parts import answers_to_try, asked, every_condition, option_codes

if TYPE_CHECKING:
    from actueel.assessment import Assessment
    from actueel.instrument import Instrument

__all__ = ["Moved", "Moves", "moves"]

Document = dict[str, Any]
EXAMPLES = 3
"""How many families are shown of those whose level rises, and of those whose level falls."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One made-up family that stands elsewhere under the new version, and through which items."""

    family: str
    way: str
    before: str
    after: str
    through: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moves:
    """How many made-up families stand higher, lower, the same, or neither, and how they went from level to level.

    Attributes
    ----------
    by : str
        What was compared: ``"level"``, or the id of the scale where the versions do not share levels.
    families, rises, falls, same, unclear : int
        Counts; *unclear* where one range overlaps the other, or neither is above.
    table : dict
        Counts by (before, after), in words.
    examples : tuple of Moved
        Up to three that rise and three that fall.

    """

    by: str
    families: int
    rises: int
    falls: int
    same: int
    unclear: int
    table: dict[tuple[str, str], int]
    examples: tuple[Moved, ...]


def moves(old: Instrument, new: Instrument, *, families: int = 1000, seed: int = 1) -> Moves | None:
    """Ask both versions about the same made-up families, and count whose level, or value, rises or falls.

    Each family is drawn once: its members and their ages, an answer to every question of either version, events of the
    types that either counts. Families differ in how much is going on: each answer is the calmest with a chance of the
    family's own, or any that either version knows. An answer that one version does not know is unknown to it. Such
    families show what can happen; they say nothing of how often it will among real ones.

    Parameters
    ----------
    old, new : Instrument
        The two versions.
    families : int
        How many families are made up.
    seed : int
        Of everything that is drawn: the same seed gives the same families.

    Returns
    -------
    Moves or None
        None where the versions share neither levels nor a scale, or are asked about another subject.

    """
    if old.subject != new.subject:
        return None
    pairs = Pairs(old.to_dict(), new.to_dict())
    by = _compared(pairs)
    if by is None:
        return None
    counts: Counter[str] = Counter()
    table: Counter[tuple[str, str]] = Counter()
    shown: dict[str, list[Moved]] = {"rises": [], "falls": []}
    order = list(new.levels)
    for before, after in _families(pairs, [_calmest(old, pairs.old), _calmest(new, pairs.new)], families, seed):
        was, now = stand(old, pairs.old, before), stand(new, pairs.new, after)
        ends = _ends(was, by, list(old.levels), order), _ends(now, by, order, order)
        words = _words(ends[0], by, order), _words(ends[1], by, order)
        way = _way(*ends)
        counts[way] += 1
        table[words] += 1
        if way in shown and len(shown[way]) < EXAMPLES:
            through = _through(pairs, before, after, assess(old, pairs.old, before), assess(new, pairs.new, after))
            shown[way].append(Moved(before.id, way, *words, through))
    passages = dict(sorted(table.items(), key=lambda each: -each[1])) if by == "level" else {}
    return Moves(
        by,
        families,
        counts["rises"],
        counts["falls"],
        counts["same"],
        counts["unclear"],
        passages,
        (*shown["rises"], *shown["falls"]),
    )


def _compared(pairs: Pairs) -> str | None:
    """Return what both versions have: the same levels in the same order, or a scale of one id."""
    old, new = ([each["id"] for each in document.get("levels", ())] for document in (pairs.old, pairs.new))
    if old and set(old) <= set(new) and [each for each in new if each in old] == old:
        return "level"
    leading = pairs.new.get("level_from") or [each["id"] for each in pairs.new.get("scales", ())][::-1]
    known = {each["id"] for each in pairs.old.get("scales", ())}
    return next((each for each in leading if each in known), None)


def _ends(standing: Standing, by: str, levels: list[str], order: list[str]) -> tuple[float, float]:
    """Return the two ends of what is compared; levels by their place in the new version."""
    if by != "level":
        return standing.scales[by]
    low, high = standing.level or (0, 0)
    return order.index(levels[low]), order.index(levels[high])


def _words(ends: tuple[float, float], by: str, order: list[str]) -> str:
    """Return ends as an assessment prints them."""
    low, high = (order[int(each)] if by == "level" else number_text(each) for each in ends)
    return low if low == high else f"{low} to {high}"


def _way(before: tuple[float, float], after: tuple[float, float]) -> str:
    if before == after:
        return "same"
    if after[0] >= before[0] and after[1] >= before[1]:
        return "rises"
    return "falls" if after[0] <= before[0] and after[1] <= before[1] else "unclear"


def _through(pairs: Pairs, old: Family, new: Family, was: Assessment, now: Assessment) -> tuple[str, ...]:
    """Return in words each term whose value is not the same, then each rule that is true in only one."""
    names = {pairs.new_item(each["id"]) or each["id"]: each["id"] for each in pairs.old["items"]}
    before, after = (dict(_terms(each)) for each in (was, now))
    before = {(scale, pairs.new_item(what) or what): value for (scale, what), value in before.items()}
    told = []
    for scale, what in dict.fromkeys((*after, *before)):
        pair = before.get((scale, what), "nothing"), after.get((scale, what), "nothing")
        if pair[0] != pair[1] and set(pair) != {"0", "nothing"}:
            answers = [_answered(new, what) or _answered(old, names.get(what, what))]
            said = f" ({', '.join(each for each in answers if each)})" if any(answers) else ""
            told.append(f"{what}{said} gives {pair[1]} on {scale}, was {pair[0]}")
    held = {each.id for each in was.rules if each.truth}, {each.id for each in now.rules if each.truth}
    told += [f"rule {each} holds now" for each in sorted(held[1] - held[0])]
    told += [f"rule {each} no longer holds" for each in sorted(held[0] - held[1])]
    return tuple(told) or ("the cuts",)


def _terms(a: Assessment) -> Iterator[tuple[tuple[str, str], str]]:
    for scale in a.scales.values():
        for term in scale.terms:
            if term.item is not None:
                yield (scale.id, term.item), "nothing" if term.value is None else str(term.value)


def _answered(family: Family, item: str) -> str:
    return " and ".join(str(answer) for (each, _), answer in family.answers.items() if each == item)


def _calmest(instrument: Instrument, document: Document) -> dict[str, Answer]:
    """Return for each question the answer that alone leaves the leading scales lowest, as the core says."""
    empty = Family("F", household(document))
    leading = document.get("level_from") or [each["id"] for each in document.get("scales", ())]
    calm: dict[str, Answer] = {}
    for item in asked(document):
        about = None if item.get("per", "family") == "family" else empty.of_role(item["per"])[0].id
        heights = {}
        for answer in answers_to_try(document, item):
            scales = stand(instrument, document, Family("F", empty.persons, {(item["id"], about): answer})).scales
            heights[answer] = sum(sum(scales[each]) for each in leading)
        calm[item["id"]] = min(heights, key=lambda each: heights[each])
    return calm


def _families(pairs: Pairs, calm: list[dict[str, Answer]], count: int, seed: int) -> Iterator[tuple[Family, Family]]:
    """Yield each made-up family twice: as the old version would have recorded it, and as the new one would."""
    draw = random.Random(seed)
    types = sorted({each for document in (pairs.old, pairs.new) for each in _event_types(document)})
    severities = sorted({each for document in (pairs.old, pairs.new) for each in _event_words(document, "severities")})
    covers = [[each["id"] for each in asked(document) if "best" in each] for document in (pairs.old, pairs.new)]
    plans = any(
        "plan" in condition for document in (pairs.old, pairs.new) for _, condition in every_condition(document)
    )
    for n in range(count):
        persons = tuple(_persons(draw))
        events = tuple(_events(draw, persons, types, severities))
        planned = plans and draw.random() < 0.3
        families = [Family(f"made-up-{n + 1}", persons, {}, events, tuple(each) if planned else ()) for each in covers]
        trouble = draw.random()
        for before, after in pairs.items:
            _answer(draw, pairs, before, after, families, calm, trouble)
        yield families[0], families[1]


def _persons(draw: random.Random) -> Iterator[Person]:
    for n in range(draw.choice((1, 2, 2))):
        yield Person(f"c{n + 1}", "caregiver", draw.randrange(18, 60))
    for n in range(draw.choice((1, 1, 2, 3))):
        yield Person(f"k{n + 1}", "child", draw.randrange(18))


def _events(
    draw: random.Random, persons: tuple[Person, ...], types: list[str], severities: list[str]
) -> Iterator[dict[str, Any]]:
    """Yield events of about half of the types, in the two years before the day that is asked about."""
    for kind in types:
        for _ in range(draw.choice((0, 0, 1, 2))):
            year, month = draw.choice((2018, 2019)), draw.randrange(1, 13)
            event = {"event": kind, "happened_on": f"{year}-{month:02}-{draw.randrange(1, 29):02}"}
            if severities and draw.random() < 0.5:
                event["severity"] = draw.choice(severities)
            yield {
                **event,
                "persons": [{"person": draw.choice(persons).id, "part": draw.choice(("harmed", "harming"))}],
            }


def _event_types(document: Document) -> Iterator[str]:
    yield from _event_words(document, "types")
    yield from _event_words(document, "events")


def _event_words(document: Document, name: str) -> Iterator[str]:
    for item in document["items"]:
        for derive in item.get("derive", {}).values():
            yield from derive.get(name, ())
    for _, condition in every_condition(document):
        yield from condition.get(name, ())


def _answer(
    draw: random.Random,
    pairs: Pairs,
    before: int | None,
    after: int | None,
    families: list[Family],
    calm: list[dict[str, Answer]],
    trouble: float,
) -> None:
    """Draw an answer to one question for each person asked, and give it to each version that knows it."""
    items = [{} if before is None else pairs.old["items"][before], {} if after is None else pairs.new["items"][after]]
    items = [{} if "derive" in each else each for each in items]
    choices = _choices(*items)
    calmest = [known.get(item.get("id", "")) for known, item in zip(calm, items, strict=True)]
    quiet = [
        pair for pair in choices if any(c is not None and c == each for c, each in zip(calmest, pair, strict=True))
    ]
    numbers = [each for each in items if "number" in each.get("answer", {})]
    for role in dict.fromkeys(each.get("per", "family") for each in items if each):
        for person in [None] if role == "family" else [each.id for each in families[0].of_role(role)]:
            among = quiet if quiet and draw.random() > trouble else choices
            given = draw.choice(among) if among else (None, None)
            number = _number(draw, numbers, calmest, trouble)
            for family, item, answer in zip(families, items, given, strict=True):
                if item and item.get("per", "family") == role:
                    said = number if "number" in item["answer"] else answer
                    if said is not None and _takes(item, said):
                        family.answers[(item["id"], person)] = said


def _choices(old: Document, new: Document) -> list[tuple[Answer | None, Answer | None]]:
    """Return each option that either version knows, under the code of each; None for a version that does not."""
    renamed = Pairs.codes(old, new) if old and new else {}
    added = [code for code in option_codes(new) if code not in renamed.values()]
    return [(code, renamed.get(code)) for code in option_codes(old)] + [(None, code) for code in added]


def _number(draw: random.Random, items: list[Document], calmest: list[Answer | None], trouble: float) -> float | None:
    """Draw a number between the ends of what either version takes; whole where either asks for whole ones."""
    ranges = [each["answer"]["number"] for each in items]
    if not ranges:
        return None
    quiet = [each for each in calmest if isinstance(each, (int, float))]
    if quiet and draw.random() > trouble:
        return quiet[0]
    low, high = min(each["min"] for each in ranges), max(each["max"] for each in ranges)
    if any(each.get("integer") for each in ranges):
        return draw.randint(int(low), int(high))
    return round(draw.uniform(low, high), 1)


def _takes(item: Document, answer: Answer) -> bool:
    number = item["answer"].get("number")
    return number is None or (isinstance(answer, (int, float)) and bool(number["min"] <= answer <= number["max"]))
