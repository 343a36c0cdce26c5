# SPDX-License-Identifier: MPL-2.0
"""`Instrument.assess` and the values that an assessment shows."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import json
import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest
from made_up import EXAMPLES, history_document, history_of, observation

import actueel as ac


@pytest.fixture(scope="module")
def a(risk: ac.Instrument, family: ac.History) -> ac.Assessment:
    return risk.assess(family, as_of="2020-04-16")


def test_a_level_is_a_range_until_it_is_determined(a: ac.Assessment) -> None:
    assert str(a.computed) == "moderate to high"
    assert (a.final.low, a.final.high) == ("moderate", "high")
    assert a.determined is False
    assert a.final.determined is False


def test_a_determined_level_prints_as_one(example: ac.Instrument) -> None:
    a = example.assess(
        history_of(
            {
                "id": "h1",
                "type": "household",
                "recorded_at": "2020-01-01T00:00:00Z",
                "start": "2020-01-01",
                "empty": ["caregiver", "child"],
            },
            observation("o1", "prior_reports", 4),
        ),
        as_of="2020-01-20",
    )
    assert str(a.final) == "low"
    assert a.determined is True
    assert a.scales["risk"].determined


def test_scales_are_ranges_of_floats(a: ac.Assessment) -> None:
    total = a.scales["total"]
    assert (total.low, total.high) == (18.0, 37.0)
    assert isinstance(total.low, float)
    assert str(total) == "18 to 37"
    assert list(a.scales) == ["static", "conflict", "dynamic", "total"]


def test_items_have_a_row_for_each_person(a: ac.Assessment) -> None:
    anger = a.items["anger"]
    assert [(row.person, row.status, row.answer) for row in anger] == [
        ("p3", "current", "sometimes"),
        ("p4", "unknown", None),
    ]
    assert anger[0].observed_on == dt.date(2020, 2, 18)
    assert anger[0].expires_on == dt.date(2020, 5, 18)
    assert anger[0].basis == "judgement"
    assert anger[0].points[0].value.low == 2


def test_other_words_stand_beside_the_answer(a: ac.Assessment) -> None:
    row = a.items["family_conflict"][0]
    assert row.contested
    assert [(each.source, each.answer, each.counted) for each in row.voices] == [("child", "often", False)]


def test_what_no_longer_counts_is_told_oldest_first(a: ac.Assessment) -> None:
    assert [(each.item, str(each.expires_on)) for each in a.no_longer_counts] == [
        ("stress", "2020-03-10"),
        ("substance", "2020-03-19"),
    ]
    assert a.no_longer_counts[0].expires_by.why == "shelf_life"
    assert a.no_longer_counts[0].points["dynamic"] == 2


def test_counts_due_household_and_ignored(a: ac.Assessment) -> None:
    assert dataclasses.astuple(a.counts) == (15, 2, 12, 0, 1)
    assert a.due.overdue_since == dt.date(2020, 3, 10)
    assert [each.person for each in a.household.members] == ["p1", "p2", "p3", "p4"]
    assert a.household.caregiver == "known"
    assert [(each.item, each.why, each.nearest) for each in a.ignored] == [
        ("isolations", "not_in_instrument", "isolation")
    ]


def test_rules_say_whether_they_hold(a: ac.Assessment) -> None:
    assert [(each.id, each.truth) for each in a.rules] == [("P1", False), ("P2", False)]


def test_the_document_is_the_core_s_own(a: ac.Assessment) -> None:
    text = a.to_json()
    assert text.startswith('{"format":"actueel.assessment/1","family":"F-0001"')
    assert json.loads(text) == a.to_dict()
    a.to_dict()["family"] = "changed"
    assert a.family == "F-0001"


def test_a_day_is_a_text_or_a_date(risk: ac.Instrument, family: ac.History, a: ac.Assessment) -> None:
    assert risk.assess(family, as_of=dt.date(2020, 4, 16)) == a


def test_the_past_can_be_asked_again(risk: ac.Instrument, family: ac.History) -> None:
    late = risk.assess(family, as_of="2020-02-19", known_at="everything")
    then = risk.assess(family, as_of="2020-02-19", known_at="as_of")
    moment = dt.datetime(2020, 2, 19, 23, 59, 59, tzinfo=dt.UTC)
    asked = risk.assess(family, as_of="2020-02-19", known_at=moment)
    assert late.items["anger"][0].answer == "sometimes"
    assert then.items["anger"][0].answer == "often"
    assert asked.items["anger"] == then.items["anger"]
    assert asked.known_at == "2020-02-19T23:59:59Z"


def test_one_child_can_be_asked_about(risk: ac.Instrument, family: ac.History) -> None:
    a = risk.assess(family, as_of="2020-04-16", child="p1")
    assert a.child == "p1"
    assert [row.person for row in a.items["relation"]] == ["p1"]


def test_a_child_that_is_no_member_is_an_error(risk: ac.Instrument, family: ac.History) -> None:
    with pytest.raises(ac.Error) as caught:
        risk.assess(family, as_of="2020-04-16", child="p9")
    assert caught.value.problems[0].code == "child_not_member"


def test_a_child_s_instrument_needs_a_child(family: ac.History) -> None:
    with pytest.raises(ac.Error) as caught:
        ac.instrument("safety-check").assess(family, as_of="2020-04-16")
    assert caught.value.problems[0].code == "child_missing"


def test_an_instrument_without_levels_has_none(family: ac.History) -> None:
    a = ac.instrument("cfra-nl-derived").assess(family, as_of="2020-04-16")
    assert a.computed is None
    assert a.final is None
    assert a.determined is None
    assert a.scales


def test_nothing_known_is_a_whole_range(risk: ac.Instrument) -> None:
    a = risk.assess(history_of(), as_of="2020-04-16")
    assert str(a.final) == "low to high"
    assert a.counts.current == 0
    assert a.household.child == "unknown"


def test_values_cannot_be_changed(a: ac.Assessment, risk: ac.Instrument, family: ac.History) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        a.counts.current = 1
    with pytest.raises(TypeError):
        a.scales["risk"] = None
    for thing, name in ((risk, "id"), (family, "family"), (a, "family")):
        with pytest.raises(AttributeError):
            setattr(thing, name, "x")


def test_instruments_and_histories_pickle_as_their_texts(risk: ac.Instrument, family: ac.History) -> None:
    for thing in (risk, family):
        again = pickle.loads(pickle.dumps(thing))
        assert again == thing
        assert hash(again) == hash(thing)
        assert again.to_dict() == thing.to_dict()
        assert copy.deepcopy(thing) == thing


def test_assessments_pickle_too(a: ac.Assessment) -> None:
    again = pickle.loads(pickle.dumps(a))
    assert again == a
    assert again.counts == a.counts


def test_equality_is_of_content(risk: ac.Instrument, family: ac.History, a: ac.Assessment) -> None:
    assert risk == ac.instrument("risk-check")
    assert risk != ac.instrument("violence-class")
    assert risk != "risk-check"
    assert family == ac.History.load(EXAMPLES / "family.json")
    assert a != risk.assess(family, as_of="2020-04-17")
    assert len({a, risk.assess(family, as_of="2020-04-16")}) == 1


def test_one_instrument_serves_many_threads(risk: ac.Instrument, family: ac.History) -> None:
    days = [f"2020-{month:02}-15" for month in range(1, 13)]
    alone = [risk.assess(family, as_of=day).to_json() for day in days]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda day: risk.assess(family, as_of=day).to_json(), days * 5))
    assert together == alone * 5


def test_it_prints_as_a_table(a: ac.Assessment, golden) -> None:
    golden("assessment.txt", f"{a}\n")


def test_it_shows_as_a_table_in_a_notebook(a: ac.Assessment, golden) -> None:
    golden("assessment.html", a._repr_html_() + "\n")


def test_representations_are_one_line(a: ac.Assessment, risk: ac.Instrument, family: ac.History) -> None:
    assert repr(a) == "<Assessment risk-check of F-0001 as of 2020-04-16: moderate to high>"
    assert repr(risk) == "<Instrument risk-check 1.0.0>"
    assert repr(family) == "<History of F-0001>"


def test_a_notebook_shows_texts_escaped(example: ac.Instrument) -> None:
    document = example.to_dict()
    document["title"] = {"nl": "<script>alert(1)</script>", "en": "<img src=x onerror=alert(1)>"}
    hostile = ac.Instrument.parse(json.dumps(document))
    html = hostile.assess(history_of(), as_of="2020-04-16")._repr_html_()
    assert "<img" not in html
    assert "&lt;img" in html


def test_instruments_are_found_by_id_or_path(risk: ac.Instrument, tmp_path) -> None:
    assert "risk-check" in ac.instruments()
    assert list(ac.instruments()) == sorted(ac.instruments())
    copy_of = tmp_path / "mine.json"
    copy_of.write_text(json.dumps(risk.to_dict()))
    assert ac.instrument(copy_of) == ac.instrument(str(copy_of)) == risk


def test_every_shipped_instrument_loads() -> None:
    for name in ac.instruments():
        assert ac.instrument(name).id == name


def test_an_unknown_instrument_names_the_nearest() -> None:
    with pytest.raises(ac.Error) as caught:
        ac.instrument("risk-chek")
    problem = caught.value.problems[0]
    assert (problem.code, problem.place, problem.nearest) == ("value_unknown", "/instrument", "risk-check")
    assert "did you mean risk-check?" in str(caught.value)


def test_an_instrument_tells_what_it_is(risk: ac.Instrument) -> None:
    assert risk.levels == ("low", "moderate", "high")
    assert risk.languages == ("nl", "en")
    assert risk.subject == "family"
    assert risk.draft is False
    assert risk.title("en").startswith("Risk assessment")
    assert risk.title("fr") == risk.title("nl")
    assert "anger" in risk.items
    assert len(risk.sha256) == 64


def test_a_history_tells_its_children_and_involvement(family: ac.History) -> None:
    assert family.children(as_of="2020-04-16") == ("p1", "p2")
    assert family.children(as_of="2014-01-01") == ("p1",)
    assert not family.involved(as_of="2019-10-31")
    assert family.involved(as_of="2019-11-01")
    assert not family.involved(as_of="2020-01-01", known_at=dt.datetime(2019, 1, 1, tzinfo=dt.UTC))


def test_everything_wrong_is_told_at_once_with_its_place() -> None:
    document = history_document(
        observation("o1", "anger", "often", on="2020-02-30"),
        observation("o1", "anger", "often"),
    )
    with pytest.raises(ac.Error) as caught:
        ac.History.parse(json.dumps(document), "family.json")
    problems = caught.value.problems
    assert [each.place for each in problems][:1] == ["/records/0/recorded_at"] or problems[0].place.startswith(
        "/records/0"
    )
    assert {"day_impossible", "id_duplicate"} & {each.code for each in problems}
    assert str(caught.value).count("\n") == len(problems) - 1
    assert all(each.document == "family.json" for each in problems)
