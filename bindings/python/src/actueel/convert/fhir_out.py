# SPDX-License-Identifier: MPL-2.0
"""An instrument as a FHIR R4 Questionnaire: its questions, answers and scores, and when each is asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .fhir_words import MAX_VALUE, MIN_VALUE, SCORES, TRANSLATION, Document
from .lost import Losses, Lost

if TYPE_CHECKING:
    from actueel.instrument import Instrument

__all__ = ["QuestionnaireOfInstrument", "questionnaire_from_instrument"]


@dataclass(frozen=True, slots=True)
class QuestionnaireOfInstrument:
    """A Questionnaire made from an instrument, with everything that it does not hold."""

    document: Document
    lost: tuple[Lost, ...]

    def to_json(self) -> str:
        """Return the Questionnaire as a document."""
        return json.dumps(self.document, ensure_ascii=False, indent=2) + "\n"


def questionnaire_from_instrument(instrument: Instrument, lang: str | None = None) -> QuestionnaireOfInstrument:
    """Make a FHIR R4 Questionnaire from an instrument.

    Parameters
    ----------
    instrument : Instrument
        Any instrument that asks something.
    lang : str, optional
        The language of its texts; the others become translations. The instrument's first by default.

    """
    document = instrument.to_dict()
    languages = document["languages"]
    main = str(lang if lang in languages else languages[0])
    making = _Making(document, main, [each for each in languages if each != main])
    return QuestionnaireOfInstrument(making.questionnaire(), tuple(making.losses.lost))


NOT_CARRIED = {
    "levels": "a Questionnaire states no levels",
    "level_from": "a Questionnaire states no levels",
    "rules": "a Questionnaire has no rules",
    "tree": "a Questionnaire has no rules",
    "overrides": "a Questionnaire has no overrides",
    "cases": "a Questionnaire has no worked cases",
    "one_sitting": "a response is one sitting anyway; over several, a Questionnaire says nothing",
    "counts_living": "a Questionnaire knows no household",
    "hear_child_every": "a Questionnaire knows no household",
    "subject": "a Questionnaire knows no household",
    "purpose": "a Questionnaire has no such word",
    "x": "it is the caller's own",
}
ITEM_NOT_CARRIED = {
    "kind": "static, dynamic and protective are one to a Questionnaire",
    "ages": "a Questionnaire knows no ages: ask it of those alone",
    "shelf_life": "a Questionnaire does not say how long an answer holds",
    "lapses_on": "a Questionnaire does not say what makes an answer lapse",
    "when_stale": "a Questionnaire does not say how long an answer holds",
    "when_unknown": "a total of a Questionnaire takes what is unknown for nothing",
    "when_contested": "a Questionnaire knows one voice",
    "pick": "a Questionnaire knows one answer at a time",
    "sources": "a Questionnaire knows one voice",
    "changeable": "a Questionnaire has no such word",
    "best": "a Questionnaire has no such word",
    "audit_only": "a Questionnaire has no such word: leave the question out where it is not for you",
    "justification": "a Questionnaire has no such word",
    "formerly": "a Questionnaire knows no former names",
    "retired": "a Questionnaire knows no former names",
    "label": "a Questionnaire has the question alone",
    "source": "a Questionnaire has no evidence card",
    "x": "it is the caller's own",
}


class _Making:
    def __init__(self, document: Document, main: str, others: list[str]) -> None:
        self.document = document
        self.main = main
        self.others = others
        self.losses = Losses()
        self.items = {each["id"]: each for each in document["items"]}
        self.used: dict[str, list[tuple[int, int, Document]]] = {}
        for s, scale in enumerate(document["scales"]):
            for t, term in enumerate(scale["terms"]):
                if "item" in term:
                    self.used.setdefault(term["item"], []).append((s, t, term))

    def questionnaire(self) -> Document:
        document, evidence = self.document, self.document.get("evidence", {})
        for name, why in NOT_CARRIED.items():
            if name in document:
                self.losses.lose(f"/{name}", f"the field {name}", why)
        out: Document = {
            "resourceType": "Questionnaire",
            "id": document["id"].replace("_", "-"),
            "language": self.main,
            "version": document["version"],
            "name": "".join(part.capitalize() for part in document["id"].replace("_", "-").split("-")),
            "status": "draft" if document.get("status") == "draft" else "active",
            **self.texts("title", document["title"]),
        }
        for part, name in (("statement", "description"), ("meant_for", "purpose")):
            if part in evidence:
                out[name] = evidence[part][self.main]
        for part in evidence:
            if part not in {"statement", "meant_for"}:
                self.losses.lose(f"/evidence/{part}", f"the field {part}", "a Questionnaire has no evidence card")
        licence = document.get("licence")
        if licence:
            out["copyright"] = licence[self.main] if isinstance(licence, dict) else licence
        self.scales()
        out["item"] = [self.item(n, each) for n, each in enumerate(document["items"]) if "answer" in each]
        for n, each in enumerate(document["items"]):
            if "derive" in each:
                self.losses.lose(f"/items/{n}", "a derived item", "nobody is asked: it follows from persons and events")
        return out

    def texts(self, name: str, texts: dict[str, str]) -> Document:
        """Return a text and its translations, as FHIR writes them."""
        translations = [
            {
                "url": TRANSLATION,
                "extension": [{"url": "lang", "valueCode": each}, {"url": "content", "valueString": texts[each]}],
            }
            for each in self.others
            if each in texts
        ]
        return {name: texts[self.main], **({f"_{name}": {"extension": translations}} if translations else {})}

    def scales(self) -> None:
        """Note what the scores of options cannot say of the scales."""
        for s, scale in enumerate(self.document["scales"]):
            place = f"/scales/{s}"
            if scale["combine"] != "sum":
                self.losses.lose(f"{place}/combine", f"a {scale['combine']}", "whoever adds the scores up gets a sum")
            for name in ("cuts", "table", "min_answered", "standard_error", "minimum", "maximum", "higher_is", "label"):
                if name in scale:
                    self.losses.lose(f"{place}/{name}", f"the field {name}", "a Questionnaire scores answers alone")
            for t, term in enumerate(scale["terms"]):
                if "scale" in term:
                    self.losses.lose(f"{place}/terms/{t}", "a scale in a scale", "a Questionnaire scores answers alone")
                for name in ("combine", "most", "if_none"):
                    if name in term:
                        why = "a Questionnaire knows one person at a time"
                        self.losses.lose(f"{place}/terms/{t}/{name}", f"the field {name}", why)

    def item(self, n: int, item: Document) -> Document:
        place = f"/items/{n}"
        for name, why in ITEM_NOT_CARRIED.items():
            if name in item and not (name == "kind" and item[name] == "dynamic"):
                self.losses.lose(f"{place}/{name}", f"the field {name}", why)
        if item.get("per", "family") != "family":
            why = f"a Questionnaire knows no household: fill in one response for each {item['per']}"
            self.losses.lose(f"{place}/per", "about whom it is asked", why)
        answer = item["answer"]
        out: Document = {"linkId": item["id"], **self.texts("text", item["ask"])}
        if answer.get("not_applicable"):
            why = "nobody can answer so: leave the question open"
            self.losses.lose(f"{place}/answer/not_applicable", "the answer not applicable", why)
        if "options" in answer:
            points = self.points(place, item)
            out |= {"type": "choice", "answerOption": [self.option(each, points) for each in answer["options"]]}
            for o, each in enumerate(answer["options"]):
                if "formerly" in each:
                    why = "a Questionnaire knows no former names"
                    self.losses.lose(f"{place}/answer/options/{o}/formerly", "the field formerly", why)
        else:
            number = answer["number"]
            kind = "integer" if number.get("integer") else "decimal"
            out["type"] = kind
            out["extension"] = [
                {"url": url, f"value{kind.capitalize()}": number[end]}
                for url, end in ((MIN_VALUE, "min"), (MAX_VALUE, "max"))
            ]
            for s, t, _ in self.used.get(item["id"], ()):
                why = "a Questionnaire scores the answers of a list alone"
                self.losses.lose(f"/scales/{s}/terms/{t}", "the points of a number", why)
        if "applies_when" in item:
            self.when(place, item, out)
        return out

    def points(self, place: str, item: Document) -> dict[str, Any]:
        """Return the points of an item's options on the first scale that counts it; note those on the others."""
        given = self.used.get(item["id"], [])
        for s, t, term in given[1:]:
            if term["points"] != given[0][2]["points"]:
                self.losses.lose(f"/scales/{s}/terms/{t}/points", "points on another scale", "an option has one score")
        if not given:
            self.losses.lose(place, "a question without points", "rules look at it, and a Questionnaire has none")
        points: dict[str, Any] = given[0][2]["points"] if given else {}
        return points

    def option(self, option: Document, points: dict[str, Any]) -> Document:
        out: Document = {}
        if option["code"] in points:
            out["extension"] = [{"url": SCORES[0], "valueDecimal": points[option["code"]]}]
        out["valueCoding"] = {"code": option["code"], **self.texts("display", option["label"])}
        return out

    def when(self, place: str, item: Document, out: Document) -> None:
        """Write `applies_when` as enableWhen where it is a plain list of comparisons."""
        condition = item["applies_when"]
        behaviour, parts = next(
            ((name, condition[name]) for name in ("all", "any") if name in condition), ("all", [condition])
        )
        written = [self.compared(each) for each in parts]
        if any(each is None for each in written):
            why = "enableWhen has no such condition: the question is asked always"
            self.losses.lose(f"{place}/applies_when", "when it is asked", why)
            return
        rows = [row for each in written if each is not None for row in each]
        if len(rows) > len(parts) and len(parts) > 1:
            self.losses.lose(f"{place}/applies_when", "when it is asked", "enableWhen is all or any, not both")
            return
        out["enableWhen"] = rows
        if len(rows) > 1:
            out["enableBehavior"] = "any" if len(rows) > len(parts) else behaviour

    def compared(self, condition: Document) -> list[Document] | None:
        """Return the rows of enableWhen that together, or any of them, say one condition; None where none can."""
        item = self.items.get(condition.get("item", ""), {})
        if "answer" not in item or condition.get("who") == "all":
            return None
        asked = {"question": item["id"]}
        if "status" in condition:
            there = {"current", "stale"} == set(condition["status"])
            if not there and {"unknown", "not_applicable"} != set(condition["status"]):
                return None
            return [{**asked, "operator": "exists", "answerBoolean": there}]
        if "options" in item["answer"]:
            return [
                {**asked, "operator": "=", "answerCoding": {"code": each}}
                for each in condition.get("in", [condition.get("is")])
            ]
        kind = "answerInteger" if item["answer"]["number"].get("integer") else "answerDecimal"
        for name, operator in (("at_least", ">="), ("below", "<"), ("is", "=")):
            if name in condition:
                return [{**asked, "operator": operator, kind: condition[name]}]
        return [{**asked, "operator": "=", kind: each} for each in condition["in"]]
