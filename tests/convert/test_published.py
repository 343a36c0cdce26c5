# SPDX-License-Identifier: MPL-2.0
"""Real published questionnaires, where they are beside the checkout; their totals are as their makers say."""

from __future__ import annotations

import json

import pytest
from fhir_forms import PUBLISHED

from actueel.author.families import AS_OF, Family, household
from actueel.convert.fhir import DraftOfQuestionnaire, draft_from_questionnaire, history_from_response

pytestmark = pytest.mark.skipif(
    not PUBLISHED.is_dir(), reason="the published questionnaires are not beside the checkout"
)


def converted(name: str) -> DraftOfQuestionnaire:
    return draft_from_questionnaire((PUBLISHED / name).read_bytes(), name)


def total(made: DraftOfQuestionnaire, **answers: str) -> tuple[float, float]:
    said = {(item, None): answer for item, answer in answers.items()}
    family = Family("F-1", household(made.draft.document), said)  # type: ignore[arg-type]
    scale = made.draft.instrument.assess(family.history(made.draft.document), as_of=AS_OF).scales["total"]
    return scale.low, scale.high


@pytest.mark.parametrize("name", ["phq9.json", "argonaut-phq9-ish.json"])
def test_phq9_goes_from_0_to_27(name: str) -> None:
    made = converted(name)
    terms = made.draft.document["scales"][0]["terms"]
    assert len(terms) == 9
    assert all(term["points"] == {"LA6568-5": 0, "LA6569-3": 1, "LA6570-1": 2, "LA6571-9": 3} for term in terms)
    assert len(made.draft.document["items"]) == 10  # the question how difficult it was gives no points
    assert total(made) == (0, 27)
    assert total(made, **{term["item"]: "LA6571-9" for term in terms}) == (27, 27)
    assert total(made, **{term["item"]: "LA6569-3" for term in terms}) == (9, 9)


def test_the_total_of_phq9_is_listed_as_lost() -> None:
    (calculated,) = [each for each in converted("phq9.json").lost if each.what == "a calculated value"]
    assert calculated.place == "/item/9"


def test_apgar_goes_from_0_to_10_by_item_weights() -> None:
    made = converted("apgar-with-itemWeight-variable.json")
    assert len(made.draft.document["items"]) == 5
    assert total(made) == (0, 10)
    worth = {term["item"]: term["points"] for term in made.draft.document["scales"][0]["terms"]}
    assert worth["32406-1"] == {"LA6722-8": 0, "LA6723-6": 1, "LA6724-4": 2}


def test_conditions_of_every_kind() -> None:
    made = converted("enableWhen-test.R4.json")
    places = {each.place for each in made.lost}
    document = json.loads((PUBLISHED / "enableWhen-test.R4.json").read_bytes())
    kept = {each["x"]["fhir"]["linkId"] for each in made.draft.document["items"]}
    for g, group in enumerate(document["item"]):
        for n, item in enumerate(group["item"]):
            assert item["linkId"] in kept or f"/item/{g}/item/{n}" in places, item["linkId"]
    assert {"Q1", "Q2", "Q3", "Q8", "Q9", "Q9a", "Q9b"} <= kept
    assert "/item/13/item/2/extension" in places  # enableWhenExpression


def test_a_nested_condition_does_not_loop_and_is_inherited() -> None:
    items = {each["id"]: each for each in converted("q-with-nested-enableWhen.json").draft.document["items"]}
    assert list(items) == ["p1", "c1", "cc1"]
    assert items["cc1"]["applies_when"] == items["c1"]["applies_when"] == {"item": "p1", "is": "YES"}


def test_a_condition_on_a_calculated_value_is_listed() -> None:
    made = converted("enableWhenOnCalculatedValueFromFHIRPath.json")
    assert [each.place for each in made.lost if each.what == "a condition"] == [
        "/item/7/enableWhen/0", "/item/8/enableWhen/0",
    ]  # fmt: skip
    items = {each["id"]: each for each in made.draft.document["items"]}
    assert len(items["posResultInterpretation"]["applies_when"]["all"]) == 5
    assert total(made) == (0, 5)


def test_a_response_to_phq9() -> None:
    questionnaire = (PUBLISHED / "phq9.json").read_bytes()
    made = converted("phq9.json")
    links = [each["x"]["fhir"]["linkId"] for each in made.draft.document["items"]][:9]
    answer = {"valueCoding": {"system": "http://loinc.org", "code": "LA6570-1"}}
    response = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "authored": "2020-01-01T09:00:00Z",
        "item": [{"linkId": link, "answer": [answer]} for link in links],
    }
    history = history_from_response(json.dumps(response).encode(), questionnaire, family="F-1")
    assert history.lost == ()
    scale = made.draft.instrument.assess(history.history, as_of="2020-01-02").scales["total"]
    assert (scale.low, scale.high) == (18, 18)
