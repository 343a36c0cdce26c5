# SPDX-License-Identifier: MPL-2.0
"""The questions of a FHIR R4 Questionnaire that an instrument can ask, in order, with what each answer is called."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from actueel.author.names import Names, slug
from actueel.errors import Error, Problem

from .fhir_words import (
    CALCULATED,
    MAX_VALUE,
    MIN_VALUE,
    SCORES,
    TRANSLATION,
    Document,
    extension,
    objects,
    plain,
    text,
    value_of,
)
from .lost import Losses

__all__ = ["Question", "Questions", "answer_key", "read_questions", "texts"]

Key = tuple[str, str]
"""System and code of a coding; an empty system and the value's text for anything else."""

MOST = 1_000_000
"""Between minus this and this lies a number of which a questionnaire states no bounds."""


@dataclass(slots=True)
class Option:
    """One answer: what FHIR calls it, its code here, its texts by language, its score."""

    key: Key
    code: str
    label: dict[str, str]
    points: int | float | None


@dataclass(slots=True)
class Question:
    """One question: where it stands, its id here, what can be answered, and when it is asked."""

    place: str
    link: str
    id: str
    type: str
    text: dict[str, str]
    codes: list[Document]
    options: list[Option] = field(default_factory=list)
    bounds: tuple[int | float, int | float] | None = None
    enabled: list[tuple[str, Document]] = field(default_factory=list)

    @property
    def scored(self) -> bool:
        """Whether any answer states a score."""
        return any(each.points is not None for each in self.options)

    def code_of(self, key: Key) -> str | None:
        """Return the code here of an answer: by system and code, or by the code alone where either names no system."""
        for each in self.options:
            if each.key == key:
                return each.code
        alone = [each.code for each in self.options if each.key[1] == key[1] and not (each.key[0] and key[0])]
        return alone[0] if len(alone) == 1 else None


@dataclass(slots=True)
class Questions:
    """The questions that can be carried, by their links; `links` has every link, also of what cannot be."""

    carried: list[Question] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)

    def of_link(self, link: str) -> Question | None:
        """Return the question of a link, if it is carried."""
        return next((each for each in self.carried if each.link == link), None)


def answer_key(kind: str, value: Any) -> Key:
    """Return what tells one answer from another."""
    if kind == "Coding" and isinstance(value, dict):
        return text(value, "system"), text(value, "code") or text(value, "display")
    if isinstance(value, bool):
        return "", "true" if value else "false"
    return "", str(value)


FREE = {
    "string": "free text gives no points and is not kept: it could be about a child",
    "text": "free text gives no points and is not kept: it could be about a child",
    "url": "an address gives no points",
    "date": "a day is no answer here; a history records days as events",
    "dateTime": "an instant is no answer here; a history records days as events",
    "time": "a time is no answer here",
    "attachment": "a file is no answer here",
    "reference": "a reference is no answer here",
    "quantity": "a number with a unit is no answer here; ask it as a decimal",
}
KNOWN = {
    "linkId", "text", "_text", "type", "code", "answerOption", "answerValueSet", "item", "enableWhen", "enableBehavior",
    "extension", "repeats", "readOnly", "id",
}  # fmt: skip


def read_questions(questionnaire: Document, language: str, losses: Losses) -> Questions:
    """Read every item of a questionnaire, those inside groups too; note what cannot be carried."""
    reading = _Reading(questionnaire, language, losses)
    reading.read(questionnaire, "", [])
    return reading.found


class _Reading:
    def __init__(self, questionnaire: Document, language: str, losses: Losses) -> None:
        self.sets = {}
        for n, each in enumerate(objects(questionnaire, "contained")):
            if each.get("resourceType") != "ValueSet":
                losses.lose(f"/contained/{n}", "a contained resource", "only value sets are read")
                continue
            for name in (f"#{text(each, 'id')}", text(each, "url")):
                self.sets[name] = (f"/contained/{n}", each)
        self.language = language
        self.losses = losses
        self.names = Names()
        self.found = Questions()

    def read(self, parent: Document, place: str, enabled: list[tuple[str, Document]]) -> None:
        for n, item in enumerate(objects(parent, "item")):
            self.item(item, f"{place}/item/{n}", enabled)

    def item(self, item: Document, place: str, enabled: list[tuple[str, Document]]) -> None:
        link, kind = text(item, "linkId"), text(item, "type")
        if objects(item, "enableWhen"):
            enabled = [*enabled, (place, item)]
        if link in self.found.links or not link:
            found = "a linkId that stood before" if link else "no linkId"
            remedy = "give each item a linkId of its own"
            raise Error([Problem("name_duplicate", "questionnaire", f"{place}/linkId", found, "each once", remedy)])
        self.found.links[link] = place
        self.losses.lose_rest(place, item, KNOWN, "an instrument has no such field")
        self.extensions(item, place)
        if kind in {"group", "display"}:
            if text(item, "text"):
                self.losses.lose(f"{place}/text", f"the text of a {kind}", "an instrument has questions alone")
        elif extension(item, *CALCULATED) is not None:
            why = "the engine computes no expressions: the scale total adds the scores up, so compare the two"
            self.losses.lose(place, "a calculated value", why)
        else:
            self.question(item, place, link, kind, enabled)
        self.read(item, place, enabled)

    def question(self, item: Document, place: str, link: str, kind: str, enabled: list[tuple[str, Document]]) -> None:
        codes = objects(item, "code")
        words = self.texts(item, "text", link)
        question = Question(place, link, "", kind, words, codes, enabled=enabled)
        if "answerOption" in item or "answerValueSet" in item:
            self.options(item, place, question)
            if not question.options:
                return
        elif kind == "boolean":
            yes_no = {"nl": ("ja", "nee"), "en": ("yes", "no")}.get(self.language, ("true", "false"))
            for code, label in zip(("true", "false"), yes_no, strict=True):
                question.options.append(Option(("", code), code, {self.language: label}, None))
        elif kind in {"integer", "decimal"}:
            question.bounds = self.bounds(item, link)
        else:
            self.losses.lose(
                place, f"a question of type {kind or 'unknown'}", FREE.get(kind, "it has no answers to choose")
            )
            return
        if kind == "open-choice":
            why = "only the answers of the list are carried: free text could be about a child"
            self.losses.lose(f"{place}/type", "an answer in free text", why)
        if str(item.get("repeats")).lower() == "true":
            self.losses.lose(f"{place}/repeats", "several answers at once", "an item has one answer at a time")
        if item.get("readOnly"):
            self.losses.lose(f"{place}/readOnly", "the field readOnly", "every item of an instrument can be answered")
        question.id = self.names.give(link.strip("/ "), "item")
        self.found.carried.append(question)

    def options(self, item: Document, place: str, question: Question) -> None:
        if "answerValueSet" in item:
            name = text(item, "answerValueSet")
            if name not in self.sets:
                why = "its value set is not in the document: put it in contained"
                self.losses.lose(f"{place}/answerValueSet", "a question with answers from elsewhere", why)
                return
            given = self.value_set(name)
        else:
            given = []
            for n, each in enumerate(objects(item, "answerOption")):
                at = f"{place}/answerOption/{n}"
                kind, value = value_of(each)
                self.losses.lose_rest(at, each, {f"value{kind}", "extension", "id"}, "an option here has a code alone")
                given.append((at, kind, value, [each, value if isinstance(value, dict) else {}]))
        codes = Names()
        for at, kind, value, scored in given:
            key = answer_key(kind, value)
            if not key[1]:
                self.losses.lose(at, "an answer without a code", "an option needs a code")
                continue
            label = self.texts(value, "display", key[1]) if kind == "Coding" else {self.language: key[1]}
            for each in scored:
                self.extensions(each, at, SCORES)
            points = next((found for found in (extension(each, *SCORES) for each in scored) if found is not None), None)
            code = codes.give(key[1], slug(label[self.language]) or "option")
            question.options.append(Option(key, code, label, self.points(points, at)))

    def points(self, points: Any, at: str) -> int | float | None:
        if isinstance(points, bool) or not isinstance(points, (int, Decimal)):
            return None
        value, rounded = plain(points)
        if rounded:
            self.losses.lose(at, "digits of a score", f"points have four decimals at most: {value} here")
        return value

    def value_set(self, name: str) -> list[tuple[str, str, Document, list[Document]]]:
        """Return the concepts of a contained value set, expanded or listed."""
        place, found = self.sets[name]
        expansion = found.get("expansion")
        if isinstance(expansion, dict):
            listed = [
                (f"{place}/expansion/contains/{n}", each) for n, each in enumerate(objects(expansion, "contains"))
            ]
            return [(at, "Coding", each, [each]) for at, each in listed]
        out: list[tuple[str, str, Document, list[Document]]] = []
        compose = found.get("compose")
        for i, include in enumerate(objects(compose, "include") if isinstance(compose, dict) else []):
            for n, each in enumerate(objects(include, "concept")):
                coding = {"system": include.get("system", ""), **each}
                out.append((f"{place}/compose/include/{i}/concept/{n}", "Coding", coding, [each]))
        return out

    def bounds(self, item: Document, link: str) -> tuple[int | float, int | float]:
        ends: list[int | float] = []
        for url, otherwise in ((MIN_VALUE, -MOST), (MAX_VALUE, MOST)):
            found = extension(item, url)
            if isinstance(found, (int, Decimal)) and not isinstance(found, bool):
                ends.append(plain(found)[0])
            else:
                self.losses.assume(f"{link} lies between {-MOST} and {MOST} where it states no minValue or maxValue")
                ends.append(otherwise)
        return ends[0], ends[1]

    def texts(self, document: Document, name: str, otherwise: str) -> dict[str, str]:
        return texts(document, name, self.language, otherwise)

    def extensions(self, document: Document, place: str, known: tuple[str, ...] = (MIN_VALUE, MAX_VALUE)) -> None:
        """Note each extension that nobody reads, by the last part of its address."""
        for each in objects(document, "extension"):
            url = text(each, "url")
            if url not in (*known, *CALCULATED):
                what = f"the extension {url.rsplit('/', 1)[-1].rsplit('#', 1)[-1][:64]}"
                condition = "so it is asked always: say when in applies_when" if "enableWhenExpression" in url else ""
                why = f"expressions are not computed, {condition}" if condition else "an instrument has no such thing"
                self.losses.lose(f"{place}/extension", what, why)


def texts(document: Document, name: str, language: str, otherwise: str) -> dict[str, str]:
    """Return a text in the questionnaire's language, and in each into which it is translated."""
    out = {language: text(document, name) or otherwise}
    shadow = document.get(f"_{name}")
    for each in objects(shadow, "extension") if isinstance(shadow, dict) else []:
        if each.get("url") == TRANSLATION:
            parts = {text(part, "url"): value_of(part)[1] for part in objects(each, "extension")}
            if isinstance(parts.get("content"), str) and isinstance(parts.get("lang"), str):
                out.setdefault(parts["lang"][:2].lower(), parts["content"])
    return out
