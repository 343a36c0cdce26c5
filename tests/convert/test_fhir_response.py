# SPDX-License-Identifier: MPL-2.0
"""Responses become observations under the questionnaire's draft; no answer is guessed, and no free text is kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fhir_forms import EXAMPLES, Document, drafted, form, yes_no

import actueel as ac
from actueel.convert.fhir import HistoryOfResponse, draft_from_questionnaire, history_from_response

NUMBER = {"linkId": "n", "type": "decimal", "text": "?"}
FORM = form(yes_no("a"), yes_no("b", repeats=True), NUMBER, url="urn:form")


def answered(*items: Document, **more: Any) -> Document:
    head = {"resourceType": "QuestionnaireResponse", "status": "completed", "authored": "2020-03-01T10:00:00+01:00"}
    return {**head, **more, "item": list(items)}


def said(link: str, *answers: Document) -> Document:
    return {"linkId": link, "answer": list(answers)}


def yes(code: str = "yes") -> Document:
    return {"valueCoding": {"system": "urn:s", "code": code}}


def converted(response: Document, asked: Document = FORM, **more: Any) -> HistoryOfResponse:
    given = {"family": "F-1", **more}
    return history_from_response(json.dumps(response).encode(), json.dumps(asked).encode(), **given)


def answers(history: HistoryOfResponse) -> dict[str, Any]:
    return {each["item"]: each["answer"] for each in history.document["records"] if each["type"] == "observation"}


def test_our_example_scores_under_its_draft() -> None:
    questionnaire = (EXAMPLES / "questionnaire.json").read_bytes()
    made = history_from_response((EXAMPLES / "response.json").read_bytes(), questionnaire, family="F-1")
    assert answers(made) == {
        "evenings_quarrel": "some", "evenings_loud": "shouting", "hours": 5.5, "tired": "refused",
    }  # fmt: skip
    record = made.document["records"][0]
    assert record["observed_on"] == "2020-04-10"
    assert record["recorded_at"] == "2020-04-10T19:45:00+02:00"
    assert (record["source"], record["sitting"]) == ("professional", "evening-1")
    assert "words that stay" not in made.to_json()
    assert [each.what for each in made.lost] == ["whom the response is about", "an answer", "an answer"]
    draft = draft_from_questionnaire(questionnaire).draft
    a = draft.instrument.assess(made.history, as_of="2020-04-12")
    assert str(a.scales["total"]) == "3.5"


def test_every_kind_of_answer() -> None:
    made = converted(answered(said("a", yes()), said("b", yes("no")), said("n", {"valueDecimal": 0.5})))
    assert answers(made) == {"a": "yes", "b": "no", "n": 0.5}
    assert made.lost == ()


@pytest.mark.parametrize(
    ("item", "what"),
    [
        (said("a", yes("perhaps")), "an answer"),
        (said("a", {"valueString": "secret words"}), "an answer"),
        (said("b", yes(), yes("no")), "2 answers"),
        (said("n", {"valueString": "3"}), "an answer"),
        (said("elsewhere", yes()), "an answer"),
    ],
)
def test_an_answer_that_does_not_fit_is_listed_and_stays_unknown(item: Document, what: str) -> None:
    made = converted(
        answered(item, said("n", {"valueInteger": 1})) if item["linkId"] != "n" else answered(said("a", yes()), item)
    )
    assert [each.what for each in made.lost] == [what]
    assert item["linkId"] not in answers(made)
    assert "secret" not in made.to_json() + str(made.lost)


@pytest.mark.parametrize(("why", "answer"), [("asked-declined", "refused"), ("unknown", "unknown")])
def test_why_there_is_no_answer(why: str, answer: str) -> None:
    absent = {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": why}
    assert answers(converted(answered({"linkId": "a", "extension": [absent]}))) == {"a": answer}
    assert answers(converted(answered(said("a", {"extension": [absent]})))) == {"a": answer}


def test_questions_inside_groups_and_inside_answers() -> None:
    group = {"linkId": "g", "type": "group", "item": [yes_no("a", item=[yes_no("inside")])]}
    asked = {"linkId": "a", "answer": [{**yes(), "item": [said("inside", yes("no"))]}]}
    made = converted(answered({"linkId": "g", "item": [asked]}), form(group))
    assert answers(made) == {"a": "yes", "inside": "no"}


def test_about_a_person() -> None:
    made = converted(answered(said("a", yes())), per="caregiver", person="p1", source="parent")
    member, observation = made.document["records"]
    assert member == {
        "id": "m1", "type": "membership", "recorded_at": "2020-03-01T10:00:00+01:00", "person": "p1",
        "role": "caregiver", "start": "2020-03-01",
    }  # fmt: skip
    assert (observation["person"], observation["source"]) == ("p1", "parent")
    assert any("add parent to the sources" in each for each in made.assumed)
    draft = drafted(FORM, per="caregiver").draft
    assert draft.instrument.assess(made.history, as_of="2020-03-01")


def test_a_bundle_of_responses_of_several_days() -> None:
    days = [answered(said("a", yes()), authored=f"2020-0{n}-01", id=f"r{n}") for n in (1, 2)]
    wrong = answered(said("a", yes("no")), status="entered-in-error")
    entries = [{"resource": each} for each in (*days, wrong, {"resourceType": "Patient"})]
    made = converted({"resourceType": "Bundle", "entry": entries})
    assert [each["observed_on"] for each in made.document["records"]] == ["2020-01-01", "2020-02-01"]
    assert [each["sitting"] for each in made.document["records"]] == ["r1", "r2"]
    assert [(each.place, each.what) for each in made.lost] == [
        ("/entry/3", "another resource"), ("/entry/2/resource/status", "a whole response"),
    ]  # fmt: skip
    assert any("start of that day" in each for each in made.assumed)


@pytest.mark.parametrize(
    ("response", "more", "code", "place"),
    [
        (answered(said("a", yes()), authored="2020-03"), {}, "instant_malformed", "/authored"),
        (answered(said("a", yes()), authored="2020-03-01T10:00:00"), {}, "instant_malformed", "/authored"),
        (answered(said("a", yes()), questionnaire="urn:other|1"), {}, "reference_unknown", "/questionnaire"),
        (answered(), {}, "list_empty", "/item"),
        (answered(said("a", yes())), {"family": "F 1"}, "id_malformed", "/family"),
        (answered(said("a", yes())), {"per": "child"}, "field_missing", "/person"),
        (answered(said("a", yes())), {"person": "p1"}, "field_missing", "/person"),
        (answered(said("a", yes()), authored="2020-02-30"), {}, "day_impossible", None),
        (answered(said("a", yes())), {"source": "neighbour"}, "value_unknown", None),
        (form(yes_no("a")), {}, "format_unknown", "/resourceType"),
    ],
)
def test_what_is_wrong_has_a_place(response: Document, more: Document, code: str, place: str | None) -> None:
    with pytest.raises(ac.Error) as caught:
        converted(response, **more)
    problem = caught.value.problems[0]
    assert problem.code == code
    if place is not None:
        assert problem.place == place
