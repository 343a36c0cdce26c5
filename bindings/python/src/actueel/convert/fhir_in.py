# SPDX-License-Identifier: MPL-2.0
"""A FHIR R4 Questionnaire as a draft instrument, and a QuestionnaireResponse as a history."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from actueel.author.draft import Draft, finished
from actueel.author.names import slug
from actueel.errors import Error, Problem
from actueel.history import History

from .fhir_questions import Question, Questions, answer_key, read_questions, texts
from .fhir_words import UNKNOWN_WHY, Document, extension, objects, plain, read, text, value_of
from .lost import Losses, Lost

__all__ = ["DraftOfQuestionnaire", "HistoryOfResponse", "draft_from_questionnaire", "history_from_response"]


@dataclass(frozen=True, slots=True)
class DraftOfQuestionnaire:
    """A draft instrument made from a questionnaire, with everything that it does not hold."""

    draft: Draft
    lost: tuple[Lost, ...]


@dataclass(frozen=True, slots=True)
class HistoryOfResponse:
    """A history made from one response or from a bundle of them, with everything that it does not hold."""

    document: Document
    history: History
    lost: tuple[Lost, ...]
    assumed: tuple[str, ...]

    def to_json(self) -> str:
        """Return the history as a document."""
        return json.dumps(self.document, ensure_ascii=False, indent=2) + "\n"


def draft_from_questionnaire(
    data: bytes, name: str = "questionnaire", *, per: str = "family", shelf_life: str = "P3M", lang: str = "en"
) -> DraftOfQuestionnaire:
    """Make a draft instrument from a FHIR R4 Questionnaire.

    Carried: choices (answerOption, or a contained value set) with ordinalValue or itemWeight scores, yes or no, whole
    and other numbers, groups (flattened), enableWhen on earlier questions, translations where every text has one.

    Parameters
    ----------
    data : bytes
        The Questionnaire as JSON.
    name : str
        Its name in errors.
    per : str
        About whom its questions are asked: ``"family"``, ``"child"`` or ``"caregiver"``.
    shelf_life : str
        How long its answers hold; a Questionnaire does not say.
    lang : str
        The language of its texts where it states none.

    Raises
    ------
    Error
        No JSON, no Questionnaire, or none of its questions can be carried; and whatever the core says of the draft.

    """
    questionnaire = read(data, name, ("Questionnaire",))
    losses = Losses()
    language = _language(questionnaire, lang, losses)
    questions = read_questions(questionnaire, language, losses)
    if not questions.carried:
        remedy = "give it choices, numbers or yes-no questions"
        raise Error(
            [Problem("list_empty", name, "/item", "no question with answers to choose", "at least one", remedy)]
        )
    _lose_head(questionnaire, losses)
    document = _head(questionnaire, language, losses)
    document["items"] = [
        _item(question, n, questions, per, shelf_life, losses) for n, question in enumerate(questions.carried)
    ]
    document["scales"] = [{"id": "total", "combine": "sum", "terms": _terms(questions, per, losses)}]
    document = _in_languages(document, _languages(questions, language, losses), language)
    losses.assume(f"answers hold for {shelf_life}: a Questionnaire does not say how long")
    losses.assume("it is filled in at once: one_sitting")
    return DraftOfQuestionnaire(finished(document, f"the draft from {name}", losses.assumed), tuple(losses.lost))


def _language(questionnaire: Document, lang: str, losses: Losses) -> str:
    stated = text(questionnaire, "language")[:2].lower()
    if not stated:
        losses.assume(f"its texts are in {lang}: the questionnaire states no language")
    return stated or lang


HEAD = {
    "resourceType", "id", "meta", "language", "contained", "url", "version", "name", "title", "status", "date",
    "publisher", "purpose", "copyright", "code", "item", "_title",
}  # fmt: skip


def _lose_head(questionnaire: Document, losses: Losses) -> None:
    losses.lose_rest("", questionnaire, HEAD, "an instrument has no such field")
    if "meta" in questionnaire:
        losses.lose("/meta", "the field meta", "an instrument has no such field")
    if questionnaire.get("status") not in {None, "draft"}:
        losses.lose("/status", "its status", "what is converted is a draft until you say otherwise")


def _head(questionnaire: Document, language: str, losses: Losses) -> Document:
    """Return the draft without its items: who made it, and that it is not validated here."""
    title = text(questionnaire, "title") or text(questionnaire, "name") or "Questionnaire"
    name = slug(text(questionnaire, "id") or text(questionnaire, "name") or title, keep="_.-") or "questionnaire"
    cite = ", ".join(
        each
        for each in (title, *(text(questionnaire, part) for part in ("publisher", "version", "date", "url")))
        if each
    )
    statement = {
        "nl": "Concept, gemaakt uit een FHIR-vragenlijst. Hier niet gevalideerd.",
        "en": "A draft, made from a FHIR Questionnaire. Not validated here.",
    }
    evidence: Document = {
        "validated": False,
        "statement": {language: statement.get(language, statement["en"])},
        "sources": [{"id": "questionnaire", "cite": cite}],
    }
    if text(questionnaire, "purpose"):
        evidence["meant_for"] = {language: text(questionnaire, "purpose")}
    document: Document = {
        "format": "actueel.instrument/1",
        "id": name,
        "version": "0.1.0",
        "status": "draft",
        "languages": [language],
        "title": texts(questionnaire, "title", language, title),
        "one_sitting": True,
        "evidence": evidence,
    }
    if text(questionnaire, "copyright"):
        document["licence"] = text(questionnaire, "copyright")
    kept = {part: questionnaire[part] for part in ("url", "version", "code") if part in questionnaire}
    if kept:
        document["x"] = {"fhir": kept}
    losses.assume("the scale total adds up the scores; no levels: a Questionnaire states none")
    return document


def _item(question: Question, n: int, questions: Questions, per: str, shelf_life: str, losses: Losses) -> Document:
    item: Document = {"id": question.id, "kind": "dynamic"}
    if per != "family":
        item["per"] = per
    item["ask"] = question.text
    if question.bounds is not None:
        whole = question.type == "integer"
        item["answer"] = {
            "number": {"min": question.bounds[0], "max": question.bounds[1], **({"integer": True} if whole else {})}
        }
    else:
        item["answer"] = {"options": [_option(each.code, each.label, each.key) for each in question.options]}
    item["shelf_life"] = shelf_life
    condition = _applies_when(question, n, questions, losses)
    if condition is not None:
        item["applies_when"] = condition
    item["source"] = "questionnaire"
    item["x"] = {"fhir": {"linkId": question.link, **({"code": question.codes} if question.codes else {})}}
    return item


def _option(code: str, label: dict[str, str], key: tuple[str, str]) -> Document:
    option: Document = {"code": code, "label": label}
    if key[0] or key[1] != code:
        option["x"] = {"fhir": {"system": key[0], "code": key[1]} if key[0] else {"code": key[1]}}
    return option


def _terms(questions: Questions, per: str, losses: Losses) -> list[Document]:
    """Return a term for each scored question; where none is scored, for every one, with no points yet."""
    combine = {} if per == "family" else {"combine": "max"}
    terms: list[Document] = []
    for question in questions.carried:
        if question.scored:
            bare = [each.code for each in question.options if each.points is None]
            if bare:
                losses.assume(f"{question.id}: an answer without a score gives 0 ({', '.join(bare)})")
            points = {each.code: each.points or 0 for each in question.options}
            terms.append({"item": question.id, **combine, "points": points})
    if terms:
        return terms
    losses.assume("no answer has a score: every answer gives 0 until you say what it gives")
    for question in questions.carried:
        zero: Document = {"points": {each.code: 0 for each in question.options}}
        terms.append({"item": question.id, **combine, **(zero if question.options else {"linear": {"times": 0}})})
    return terms


def _applies_when(question: Question, n: int, questions: Questions, losses: Losses) -> Document | None:
    """Return when a question is asked: its own conditions and those of the groups around it."""
    wholes = []
    for place, item in question.enabled:
        parts, missing = [], False
        for m, each in enumerate(objects(item, "enableWhen")):
            condition, why = _condition(each, n, questions)
            if condition is None:
                missing = True
                losses.lose(f"{place}/enableWhen/{m}", "a condition", f"{why}; {question.id} is asked without it")
            else:
                parts.append(condition)
        either = item.get("enableBehavior") == "any"
        if parts and not (either and missing):  # to drop one of several ways in would ask too few
            wholes.append(parts[0] if len(parts) == 1 else {"any" if either else "all": parts})
        elif parts:
            losses.lose(
                f"{place}/enableWhen", "the other conditions", f"one of them is lost; {question.id} is asked always"
            )
    flat = [part for whole in wholes for part in whole.get("all", [whole])]
    return None if not flat else flat[0] if len(flat) == 1 else {"all": flat}


def _condition(when: Document, n: int, questions: Questions) -> tuple[Document | None, str]:
    """Return one enableWhen as a condition, or None and why it cannot be carried."""
    link, operator = text(when, "question"), text(when, "operator")
    kind, value = value_of(when, "answer")
    other = questions.of_link(link)
    if other is None:
        known = link in questions.links
        return (
            None,
            "it looks at a question that is not carried" if known else "it looks at a question that is not there",
        )
    if questions.carried.index(other) >= n:
        return None, "it looks at a question that stands later"
    if operator == "exists":
        there = value is True or value == "true"
        return {"item": other.id, "status": ["current", "stale"] if there else ["unknown", "not_applicable"]}, ""
    if other.options:
        code = other.code_of(answer_key(kind, value))
        if code is None:
            return None, "it looks for an answer that is not there"
        if operator == "=":
            return {"item": other.id, "is": code}, ""
        if operator == "!=":
            rest = [each.code for each in other.options if each.code != code]
            return (
                ({"item": other.id, "in": rest}, "") if rest else (None, "it asks for an answer that cannot be given")
            )
        return None, "its answers have no order to compare"
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None, "it compares a number with something else"
    return _compared(other, operator, value)


def _compared(other: Question, operator: str, value: int | Decimal) -> tuple[Document | None, str]:
    """Return a comparison of numbers; the next number after a bound is one more, or one ten-thousandth more."""
    bound, rounded = plain(value)
    if rounded:
        return None, "it compares with a number of more than four decimals"
    after = plain(Decimal(str(bound)) + (1 if other.type == "integer" else Decimal("0.0001")))[0]
    conditions: dict[str, Document] = {
        "=": {"item": other.id, "is": bound},
        "!=": {"any": [{"item": other.id, "below": bound}, {"item": other.id, "at_least": after}]},
        ">": {"item": other.id, "at_least": after},
        ">=": {"item": other.id, "at_least": bound},
        "<": {"item": other.id, "below": bound},
        "<=": {"item": other.id, "below": after},
    }
    return (conditions[operator], "") if operator in conditions else (None, "its operator is unknown")


def _languages(questions: Questions, language: str, losses: Losses) -> list[str]:
    """Return the languages in which every text stands; the questionnaire's own first."""
    texts = [each.text for each in questions.carried]
    texts += [option.label for each in questions.carried for option in each.options]
    seen = dict.fromkeys(lang for each in texts for lang in each)
    whole = [lang for lang in seen if lang == language or all(lang in each for each in texts)]
    for lang in seen:
        if lang not in whole:
            losses.lose(
                "/item", f"texts in {lang}", "not every text is translated, and an instrument says all in each language"
            )
    return sorted(whole, key=lambda lang: lang != language)


def _in_languages(document: Any, languages: list[str], language: str) -> Any:
    """Return a document whose texts stand in exactly these languages; a head is the same in each."""
    if isinstance(document, list):
        return [_in_languages(each, languages, language) for each in document]
    if not isinstance(document, dict):
        return document
    if language in document and all(isinstance(each, str) for each in document.values()):
        return {lang: document.get(lang, document[language]) for lang in languages}
    out = {name: each if name == "x" else _in_languages(each, languages, language) for name, each in document.items()}
    return {**out, "languages": languages} if "languages" in document else out


ABSENT = {"asked-declined": "refused", "unknown": "unknown", "asked-unknown": "unknown"}
"""Why there is no answer, in FHIR's words, and the answer that says so here."""


def history_from_response(
    data: bytes,
    questionnaire: bytes,
    *,
    family: str,
    name: str = "response",
    per: str = "family",
    person: str | None = None,
    source: str | None = None,
) -> HistoryOfResponse:
    """Make a history from a QuestionnaireResponse, or from a Bundle of them.

    Parameters
    ----------
    data, questionnaire : bytes
        The response, and the Questionnaire that it answers, as JSON.
    family : str
        Whose history it becomes.
    name : str
        The response's name in errors.
    per, person : str
        As the draft was made; whom the answers are about, unless they are about the family.
    source : str, optional
        Whose word the answers are; told from ``source`` and ``author`` where it is left out.

    Raises
    ------
    Error
        No such resources, no ``authored`` instant, or a response to another questionnaire.

    """
    if (per == "family") != (person is None):
        remedy = "name --person with --per child or caregiver, and neither for the family"
        raise Error([Problem("field_missing", "the question", "/person", "one without the other", "both", remedy)])
    asked = read(questionnaire, "questionnaire", ("Questionnaire",))
    given = read(data, name, ("QuestionnaireResponse", "Bundle"))
    questions = read_questions(asked, _language(asked, "en", Losses()), Losses())
    responses = [("", given)]
    losses = Losses()
    if given["resourceType"] == "Bundle":
        responses = []
        for n, entry in enumerate(objects(given, "entry")):
            resource = entry.get("resource")
            if isinstance(resource, dict) and resource.get("resourceType") == "QuestionnaireResponse":
                responses.append((f"/entry/{n}/resource", resource))
            else:
                losses.lose(f"/entry/{n}", "another resource", "only responses are read")
    making = _Answers(questions, losses, name, per, person)
    for n, (place, response) in enumerate(responses):
        making.response(response, asked, place, n + 1, source)
    if not making.observations:
        remedy = "look at what was lost, or at the response"
        raise Error([Problem("list_empty", name, "/item", "no answer that can be carried", "at least one", remedy)])
    document: Document = {"format": "actueel.history/1", "family": family, "records": making.records()}
    history = History.parse(json.dumps(document), f"the history from {name}")
    return HistoryOfResponse(document, history, tuple(losses.lost), tuple(losses.assumed))


AUTHORED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2}))?", re.ASCII)
RESPONSE = {
    "resourceType", "id", "meta", "questionnaire", "status", "authored", "author", "source", "item", "subject",
}  # fmt: skip
USUAL = ("worker", "professional", "record", "not_stated")


class _Answers:
    """The observations of one history in the making."""

    def __init__(self, questions: Questions, losses: Losses, name: str, per: str, person: str | None) -> None:
        self.questions = questions
        self.losses = losses
        self.name = name
        self.per = per
        self.person = person
        self.observations: list[Document] = []

    def response(self, response: Document, asked: Document, place: str, n: int, source: str | None) -> None:
        """Read one response; one that was entered in error says nothing."""
        losses = self.losses
        losses.lose_rest(place, response, RESPONSE, "a history has no such field")
        if response.get("status") == "entered-in-error":
            losses.lose(f"{place}/status", "a whole response", "it was entered in error")
            return
        if response.get("status") not in {"completed", "amended"}:
            losses.assume("a response that is not completed counts as far as it goes")
        stated, known = text(response, "questionnaire").partition("|")[0], text(asked, "url")
        if stated and known and stated != known:
            found, expected = "a response to another questionnaire", "a response to the one that was given"
            remedy = "give the questionnaire that it names"
            raise Error([Problem("reference_unknown", self.name, f"{place}/questionnaire", found, expected, remedy)])
        day, instant = self.authored(response, place)
        voice = source or self.voice(response)
        if voice not in USUAL:
            losses.assume(f"a draft counts {', '.join(USUAL)}: add {voice} to the sources of its items")
        head = {"observed_on": day, "recorded_at": instant, "source": voice, "sitting": self.sitting(response, n)}
        if "subject" in response:
            losses.lose(
                f"{place}/subject", "whom the response is about", "the family and the person are those you name"
            )
        self.items(response, place, head)

    def sitting(self, response: Document, n: int) -> str:
        stated = text(response, "id")
        return stated if re.fullmatch(r"[A-Za-z0-9._-]{1,64}", stated) else f"response-{n}"

    def authored(self, response: Document, place: str) -> tuple[str, str]:
        said = AUTHORED.fullmatch(text(response, "authored"))
        if said is None:
            found = "no instant" if "authored" in response else "no field authored"
            remedy = "state when it was written, as 2020-03-01T09:30:00+01:00"
            expected = "an instant with a time zone, or a day"
            raise Error([Problem("instant_malformed", self.name, f"{place}/authored", found, expected, remedy)])
        day, time, fraction, zone = said.groups()
        if time is None:
            self.losses.assume("a response of which only the day is known was recorded at the start of that day, UTC")
            return day, f"{day}T00:00:00Z"
        return day, f"{day}T{time}{(fraction or '')[:7]}{zone}"

    def voice(self, response: Document) -> str:
        for part in ("source", "author"):
            who = response.get(part)
            if isinstance(who, dict):
                kind = text(who, "reference").partition("/")[0] or text(who, "type")
                if kind in {"Practitioner", "PractitionerRole"}:
                    return "professional"
                self.losses.assume(f"whose word it is, is not stated: {part} names no professional (give --source)")
                return "not_stated"
        self.losses.assume("whose word it is, is not stated (give --source)")
        return "not_stated"

    def items(self, parent: Document, place: str, head: Document) -> None:
        for n, item in enumerate(objects(parent, "item")):
            at = f"{place}/item/{n}"
            self.losses.lose_rest(
                at, item, {"linkId", "text", "definition", "answer", "item", "extension", "id"}, "it is no answer"
            )
            self.item(item, at, head)
            for m, answer in enumerate(objects(item, "answer")):
                self.items(answer, f"{at}/answer/{m}", head)
            self.items(item, at, head)

    def item(self, item: Document, at: str, head: Document) -> None:
        answers = objects(item, "answer")
        absent = extension(item, UNKNOWN_WHY) or next(
            (found for found in (extension(each, UNKNOWN_WHY) for each in answers) if found is not None), None
        )
        if not answers and absent is None:
            return
        question = self.questions.of_link(text(item, "linkId"))
        if question is None:
            self.losses.lose(f"{at}/answer", "an answer", "its question is not carried")
        elif absent is not None:
            if absent in ABSENT:
                self.observe(question, ABSENT[absent], head)
            else:
                self.losses.lose(
                    f"{at}/answer", "why there is no answer", "a history has no such word: it stays unknown"
                )
        elif len(answers) > 1:
            why = "an item has one answer at a time: none is carried, so it is unknown"
            self.losses.lose(f"{at}/answer", f"{len(answers)} answers", why)
        else:
            self.answer(question, answers[0], f"{at}/answer/0", head)

    def answer(self, question: Question, answer: Document, at: str, head: Document) -> None:
        kind, value = value_of(answer)
        if question.options:
            code = question.code_of(answer_key(kind, value))
            if code is None:
                self.losses.lose(at, "an answer", "it is none of the answers of its question: it stays unknown")
            else:
                self.observe(question, code, head)
        elif isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            self.losses.lose(at, "an answer", "its question is answered with a number: it stays unknown")
        else:
            number, rounded = plain(value)
            if rounded:
                self.losses.lose(at, "digits of a number", "a number has four decimals at most")
            self.observe(question, number, head)

    def observe(self, question: Question, answer: str | int | float, head: Document) -> None:
        about = {} if self.person is None else {"person": self.person}
        self.observations.append({"item": question.id, "answer": answer, **about, **head})

    def records(self) -> list[Document]:
        """Return the records: whom the answers are about, then the answers."""
        records: list[Document] = []
        if self.person is not None:
            first = min(self.observations, key=lambda each: (str(each["observed_on"]), str(each["recorded_at"])))
            earliest = min((str(each["recorded_at"]) for each in self.observations), key=_utc)
            day = str(first["observed_on"])
            member = {"person": self.person, "role": self.per, "start": day}
            records.append({"id": "m1", "type": "membership", "recorded_at": earliest, **member})
            self.losses.assume(f"{self.person} is a {self.per} of the household from the first answer on")
        for n, each in enumerate(self.observations, start=1):
            records.append({"id": f"o{n}", "type": "observation", **each})
        return records


def _utc(instant: str) -> str:
    """Return an instant in UTC, so that instants of several time zones can be ordered."""
    import datetime as dt

    return dt.datetime.fromisoformat(instant).astimezone(dt.UTC).isoformat()
