# SPDX-License-Identifier: MPL-2.0
"""Instruments become Questionnaires, and back again: questions, answers, scores and conditions survive the way."""

from __future__ import annotations

import pytest
from fhir_forms import ORDINAL, Document, drafted, form, yes_no

import actueel as ac
from actueel.convert.fhir import questionnaire_from_instrument

WITH_QUESTIONS = [each for each in ac.instruments() if each != "violence-class"]


def scores(questionnaire: Document) -> dict[str, dict[str, float]]:
    return {
        item["linkId"]: {
            option["valueCoding"]["code"]: option["extension"][0]["valueDecimal"]
            for option in item["answerOption"]
            if "extension" in option
        }
        for item in questionnaire["item"]
        if item["type"] == "choice"
    }


@pytest.mark.parametrize("name", WITH_QUESTIONS)
def test_there_and_back(name: str) -> None:
    instrument = ac.instrument(name)
    document = instrument.to_dict()
    made = questionnaire_from_instrument(instrument, "nl")
    assert made.document["language"] == "nl"
    back = drafted(made.document).draft
    asked = {each["id"]: each for each in document["items"] if "answer" in each}
    returned = {each["id"]: each for each in back.document["items"]}
    assert list(asked) == list(returned)
    for item, before in asked.items():
        after = returned[item]
        assert after["ask"] == before["ask"]
        assert [(each["code"], each["label"]) for each in after["answer"].get("options", ())] == [
            (each["code"], each["label"]) for each in before["answer"].get("options", ())
        ]
        assert after["answer"].get("number") == before["answer"].get("number")
    terms = {
        term["item"]: term["points"]
        for scale in document["scales"][::-1]
        for term in scale["terms"]
        if "points" in term
    }
    assert {item: points for item, points in scores(made.document).items() if points} == terms


@pytest.mark.parametrize("name", ac.instruments())
def test_every_field_that_is_not_carried_is_listed(name: str) -> None:
    instrument = ac.instrument(name)
    document = instrument.to_dict()
    if name == "violence-class":
        return
    listed = {each.place for each in questionnaire_from_instrument(instrument).lost}
    carried = {"format", "id", "version", "languages", "title", "licence", "status", "items", "scales", "evidence"}
    for field in document:
        assert field in carried or f"/{field}" in listed, field
    for n, item in enumerate(document["items"]):
        if "derive" in item:
            assert f"/items/{n}" in listed
            continue
        for field in item:
            fine = field in {"id", "ask", "answer"} or (field == "kind" and item[field] == "dynamic")
            fine = fine or (field == "applies_when" and "enableWhen" in _item(instrument, item["id"]))
            assert fine or f"/items/{n}/{field}" in listed, (item["id"], field)


def _item(instrument: ac.Instrument, link: str) -> Document:
    made = questionnaire_from_instrument(instrument).document
    return next(each for each in made["item"] if each["linkId"] == link)


def test_conditions_and_numbers_come_back() -> None:
    number = {"linkId": "n", "type": "integer", "text": "?", "extension": [
        {"url": f"http://hl7.org/fhir/StructureDefinition/{end}Value", "valueInteger": value}
        for end, value in (("min", 0), ("max", 9))
    ]}  # fmt: skip
    conditions = [
        [{"question": "a", "operator": "=", "answerCoding": {"code": "yes"}}],
        [{"question": "a", "operator": "exists", "answerBoolean": True}],
        [
            {"question": "n", "operator": ">=", "answerInteger": 3},
            {"question": "n", "operator": "<", "answerInteger": 6},
        ],
    ]
    asked = [
        yes_no(f"q{n}", enableWhen=each, **({"enableBehavior": "all"} if len(each) > 1 else {}))
        for n, each in enumerate(conditions)
    ]
    draft = drafted(form(yes_no("a"), number, *asked)).draft
    made = questionnaire_from_instrument(draft.instrument)
    items = {each["linkId"]: each for each in made.document["item"]}
    for n, each in enumerate(conditions):
        assert items[f"q{n}"]["enableWhen"] == each
    assert items["q2"]["enableBehavior"] == "all"
    assert (
        drafted(made.document).draft.document["items"][2]["applies_when"] == draft.document["items"][2]["applies_when"]
    )
    assert items["n"]["extension"] == number["extension"]


def test_a_condition_that_is_true_for_any_of_some_answers() -> None:
    draft = drafted(form(yes_no("a"), yes_no("b"))).draft.document
    draft["items"][1]["applies_when"] = {"item": "a", "in": ["no", "yes"]}
    import json

    made = questionnaire_from_instrument(ac.Instrument.parse(json.dumps(draft)))
    assert made.document["item"][1]["enableBehavior"] == "any"
    assert len(made.document["item"][1]["enableWhen"]) == 2


def test_a_draft_stays_a_draft_and_scores_have_their_extension() -> None:
    draft = drafted(form(yes_no("a"))).draft
    made = questionnaire_from_instrument(draft.instrument)
    assert made.document["status"] == "draft"
    assert made.document["item"][0]["answerOption"][1]["extension"] == [{"url": ORDINAL, "valueDecimal": 1}]
