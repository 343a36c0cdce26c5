# SPDX-License-Identifier: MPL-2.0
"""Questionnaires become drafts that load and score as they say; what is not carried is listed with its place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fhir_forms import EXAMPLES, Document, choice, coding, drafted, form, yes_no

import actueel as ac
from actueel.convert.fhir import DraftOfQuestionnaire, draft_from_questionnaire


def items_of(converted: DraftOfQuestionnaire) -> dict[str, Document]:
    return {each["id"]: each for each in converted.draft.document["items"]}


def lost(converted: DraftOfQuestionnaire) -> list[tuple[str, str]]:
    return [(each.place, each.what) for each in converted.lost]


def when(question: str, operator: str, **answer: Any) -> Document:
    return {"question": question, "operator": operator, **answer}


def coded(code: str) -> Document:
    return {"answerCoding": {"system": "urn:s", "code": code}}


def test_our_example() -> None:
    converted = draft_from_questionnaire((EXAMPLES / "questionnaire.json").read_bytes(), "questionnaire.json")
    draft = converted.draft
    assert draft.instrument.draft
    assert draft.instrument.items == ("evenings_quarrel", "evenings_loud", "hours", "tired")
    (scale,) = draft.document["scales"]
    assert scale["terms"] == [
        {"item": "evenings_quarrel", "points": {"never": 0, "some": 1.5, "most": 3}},
        {"item": "evenings_loud", "points": {"voices": 0, "shouting": 2}},
    ]
    items = items_of(converted)
    assert items["evenings_loud"]["applies_when"] == {"item": "evenings_quarrel", "in": ["some", "most"]}
    assert items["tired"]["applies_when"] == {"item": "hours", "below": 6.5001}
    assert items["hours"]["answer"] == {"number": {"min": 0, "max": 24}}
    assert [each["code"] for each in items["tired"]["answer"]["options"]] == ["true", "false"]
    assert items["evenings_quarrel"]["x"] == {"fhir": {"linkId": "evenings/quarrel"}}
    assert lost(converted) == [
        ("/item/0/text", "the text of a display"),
        ("/item/1/text", "the text of a group"),
        ("/item/1/item/0/required", "the field required"),
        ("/item/1/item/2", "a question of type text"),
        ("/item/4", "a calculated value"),
        ("/status", "its status"),
        ("/item/3/enableWhen/1", "a condition"),
        ("/item", "texts in nl"),
    ]
    assert all(each.why for each in converted.lost)


def test_nothing_is_lost_of_a_form_that_says_no_more_than_an_instrument() -> None:
    converted = drafted(form(yes_no("a"), yes_no("b", enableWhen=[when("a", "=", **coded("yes"))])))
    assert converted.lost == ()


@pytest.mark.parametrize(
    ("conditions", "behaviour", "expected"),
    [
        ([when("a", "=", **coded("yes"))], None, {"item": "a", "is": "yes"}),
        ([when("a", "!=", **coded("yes"))], None, {"item": "a", "in": ["no"]}),
        ([when("a", "exists", answerBoolean=True)], None, {"item": "a", "status": ["current", "stale"]}),
        ([when("a", "exists", answerBoolean=False)], None, {"item": "a", "status": ["unknown", "not_applicable"]}),
        ([when("n", ">", answerInteger=3)], None, {"item": "n", "at_least": 4}),
        ([when("n", ">=", answerInteger=3)], None, {"item": "n", "at_least": 3}),
        ([when("n", "<", answerInteger=3)], None, {"item": "n", "below": 3}),
        ([when("n", "<=", answerInteger=3)], None, {"item": "n", "below": 4}),
        ([when("n", "=", answerInteger=3)], None, {"item": "n", "is": 3}),
        ([when("n", "!=", answerInteger=3)], None,
         {"any": [{"item": "n", "below": 3}, {"item": "n", "at_least": 4}]}),
        ([when("d", ">", answerDecimal=0.5)], None, {"item": "d", "at_least": 0.5001}),
        ([when("b", "=", answerBoolean=False)], None, {"item": "b", "is": "false"}),
        ([when("a", "=", **coded("yes")), when("n", "<", answerInteger=3)], "all",
         {"all": [{"item": "a", "is": "yes"}, {"item": "n", "below": 3}]}),
        ([when("a", "=", **coded("yes")), when("n", "<", answerInteger=3)], "any",
         {"any": [{"item": "a", "is": "yes"}, {"item": "n", "below": 3}]}),
    ],
)  # fmt: skip
def test_enable_when(conditions: list[Document], behaviour: str | None, expected: Document) -> None:
    more = {"enableBehavior": behaviour} if behaviour else {}
    numbers = [{"linkId": link, "type": kind, "text": "?"} for link, kind in (("n", "integer"), ("d", "decimal"))]
    boolean = {"linkId": "b", "type": "boolean", "text": "?"}
    converted = drafted(form(yes_no("a"), *numbers, boolean, yes_no("last", enableWhen=conditions, **more)))
    assert items_of(converted)["last"]["applies_when"] == expected
    assert converted.lost == ()


def test_groups_hand_their_condition_to_what_is_inside() -> None:
    inner = {"linkId": "g2", "type": "group", "item": [yes_no("c", enableWhen=[when("b", "=", **coded("no"))])]}
    group = {
        "linkId": "g",
        "type": "group",
        "enableWhen": [when("a", "=", **coded("yes"))],
        "item": [yes_no("b"), inner],
    }
    items = items_of(drafted(form(yes_no("a"), group)))
    assert items["b"]["applies_when"] == {"item": "a", "is": "yes"}
    assert items["c"]["applies_when"] == {"all": [{"item": "a", "is": "yes"}, {"item": "b", "is": "no"}]}


def test_a_question_is_not_asked_too_seldom_when_a_condition_is_lost() -> None:
    lost_one = when("words", "exists", answerBoolean=True)
    kept_one = when("a", "=", **coded("yes"))
    words = {"linkId": "words", "type": "string", "text": "?"}
    for behaviour, expected in (("all", {"item": "a", "is": "yes"}), ("any", None)):
        asked = yes_no("b", enableWhen=[lost_one, kept_one], enableBehavior=behaviour)
        converted = drafted(form(yes_no("a"), words, asked))
        assert items_of(converted)["b"].get("applies_when") == expected
        assert ("/item/2/enableWhen/0", "a condition") in lost(converted)
    assert ("/item/2/enableWhen", "the other conditions") in lost(converted)


@pytest.mark.parametrize(
    "condition",
    [when("later", "=", **coded("yes")), when("nowhere", "=", **coded("yes")), when("a", "=", **coded("perhaps")),
     when("a", ">", **coded("no")), when("n", "=", answerString="3"), when("n", "~", answerInteger=3),
     when("n", ">", answerDecimal=0.12345)],
)  # fmt: skip
def test_conditions_that_cannot_be_carried_are_listed(condition: Document) -> None:
    number = {"linkId": "n", "type": "integer", "text": "?"}
    converted = drafted(form(yes_no("a"), number, yes_no("b", enableWhen=[condition]), yes_no("later")))
    assert "applies_when" not in items_of(converted)["b"]
    assert lost(converted) == [("/item/2/enableWhen/0", "a condition")]


def test_answers_without_a_score_and_forms_without_scores_are_assumed_to_give_nothing_and_say_so() -> None:
    converted = drafted(form(choice("a", coding("no", 0), coding("odd")), choice("b", coding("x"))))
    assert converted.draft.document["scales"][0]["terms"] == [{"item": "a", "points": {"no": 0, "odd": 0}}]
    assert any("odd" in each for each in converted.draft.assumed)
    converted = drafted(form(choice("b", coding("x"), coding("y")), {"linkId": "n", "type": "integer", "text": "?"}))
    assert any("no answer has a score" in each for each in converted.draft.assumed)
    assert [each["item"] for each in converted.draft.document["scales"][0]["terms"]] == ["b", "n"]


def test_translations_of_every_text_become_a_second_language() -> None:
    def said(content: str) -> Document:
        parts = [{"url": "lang", "valueCode": "nl-NL"}, {"url": "content", "valueString": content}]
        return {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": parts}]}

    option = coding("no", 0)
    option["valueCoding"]["_display"] = said("nee")
    converted = drafted(form(choice("a", option, _text=said("Vraag?")), _title=said("Formulier")))
    assert converted.draft.instrument.languages == ("en", "nl")
    assert converted.draft.instrument.title("nl") == "Formulier"
    (item,) = converted.draft.document["items"]
    assert item["ask"] == {"en": "a?", "nl": "Vraag?"}
    assert item["answer"]["options"][0]["label"] == {"en": "the no", "nl": "nee"}
    assert converted.lost == ()


def test_per_person() -> None:
    draft = drafted(form(yes_no("a")), per="caregiver").draft
    assert draft.document["items"][0]["per"] == "caregiver"
    assert draft.document["scales"][0]["terms"][0]["combine"] == "max"


def test_more_digits_than_an_instrument_holds_are_listed() -> None:
    converted = drafted(form(choice("a", coding("no", 0), coding("yes", 0.123456))))
    assert converted.draft.document["scales"][0]["terms"][0]["points"]["yes"] == 0.1235
    assert lost(converted) == [("/item/0/answerOption/1", "digits of a score")]


def test_a_value_set_that_is_not_there() -> None:
    away = {"linkId": "v", "type": "choice", "text": "?", "answerValueSet": "http://example.org/vs"}
    converted = drafted(form(yes_no("a"), away))
    assert list(items_of(converted)) == ["a"]
    assert lost(converted) == [("/item/1/answerValueSet", "a question with answers from elsewhere")]


def test_ids_stay_apart_and_well_formed() -> None:
    converted = drafted(form(yes_no("/a b"), yes_no("a/b"), yes_no("Ünïcode!"), yes_no("unknown")))
    assert list(items_of(converted)) == ["a_b", "a_b_2", "unicode", "answer_unknown"]


@pytest.mark.parametrize(
    ("document", "code", "place"),
    [
        ({"resourceType": "Patient"}, "format_unknown", "/resourceType"),
        ([], "format_unknown", "/resourceType"),
        (form(), "list_empty", "/item"),
        (form({"linkId": "g", "type": "group"}), "list_empty", "/item"),
        (form(yes_no("a"), yes_no("a")), "name_duplicate", "/item/1/linkId"),
        ({**form(), "item": "a"}, "type_wrong", "/item"),
        ({**form(), "item": [1]}, "type_wrong", "/item"),
    ],
)
def test_what_is_wrong_has_a_place(document: Any, code: str, place: str) -> None:
    with pytest.raises(ac.Error) as caught:
        drafted(document)
    assert (caught.value.problems[0].code, caught.value.problems[0].place) == (code, place)


@pytest.mark.parametrize("text", [b"", b"{", b"\xff", b"[" * 100_000, b'{"resourceType": NaN}'])
def test_what_is_no_json(text: bytes) -> None:
    with pytest.raises(ac.Error):
        draft_from_questionnaire(text)


def test_a_form_nested_too_deep_is_refused() -> None:
    item = yes_no("a")
    for n in range(100):
        item = {"linkId": f"g{n}", "type": "group", "item": [item]}
    with pytest.raises(ac.Error) as caught:
        drafted(form(item))
    assert caught.value.problems[0].code == "json_too_deep"


def test_the_draft_scores_as_the_form_says() -> None:
    draft = drafted(form(yes_no("a"), choice("b", coding("x", 0.5), coding("y", 2)))).draft
    records = [
        {"id": f"o{n}", "type": "observation", "recorded_at": "2020-01-01T12:00:00Z", "observed_on": "2020-01-01",
         "item": item, "answer": answer, "sitting": "s"}
        for n, (item, answer) in enumerate((("a", "yes"), ("b", "x")))
    ]  # fmt: skip
    history = ac.History.parse(json.dumps({"format": "actueel.history/1", "family": "F", "records": records}))
    assert str(draft.instrument.assess(history, as_of="2020-01-02").scales["total"]) == "1.5"
