# SPDX-License-Identifier: MPL-2.0
"""The reference scorer against examples worked out by hand from the semantics page, a test for each rule."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from by_hand import (
    History,
    asked,
    assessed,
    computed,
    decimal,
    final,
    instrument,
    number,
    options,
    points,
    row,
    rows,
    scale,
    text,
    value,
)
from reference_scorer.calendar_days import add, completed_years, day_text, parse_day
from reference_scorer.canonical import canonical, instrument_digest, sha256
from reference_scorer.instants import instant_text, parse_instant
from scorer import MeetError, NotAChild, read_json, to_json


def after(day, duration):
    return day_text(add(parse_day(day), duration))


# ---- 2. two clocks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2021-01-31", "P1M", "2021-02-28"),
        ("2020-01-31", "P1M", "2020-02-29"),
        ("2020-02-29", "P1Y", "2021-02-28"),
        ("2020-02-29", "P4Y", "2024-02-29"),
        ("2020-01-31", "P1M1D", "2020-03-01"),
        ("2019-11-30", "P1Y3M", "2021-02-28"),
        ("2020-12-31", "P2W", "2021-01-14"),
        ("9999-12-31", "P1D", None),
        ("9999-06-01", "P1Y", None),
        ("0001-01-01", "P9998Y", "9999-01-01"),
    ],
)
def test_years_and_months_are_added_first_and_a_missing_day_becomes_the_last(start, duration, end):
    assert after(start, duration) == end


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        ("2016-02-29", "2017-02-27", 0),
        ("2016-02-29", "2017-02-28", 1),
        ("2016-02-29", "2020-02-28", 3),
        ("2016-02-29", "2020-02-29", 4),
        ("2020-05-02", "2019-01-01", 0),
        ("2000-01-01", "2020-01-01", 20),
    ],
)
def test_age_is_completed_years_and_zero_before_birth(born, day, years):
    assert completed_years(parse_day(born), parse_day(day)) == years


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2020-04-16T11:00:00+02:00", "2020-04-16T09:00:00Z"),
        ("2020-01-01T00:30:00+01:00", "2019-12-31T23:30:00Z"),
        ("2020-04-16T09:00:00.250000Z", "2020-04-16T09:00:00.25Z"),
        ("2020-04-16T09:00:00.000001Z",) * 2,
        ("2020-04-16T09:00:00.0Z", "2020-04-16T09:00:00Z"),
    ],
)
def test_instants_are_kept_in_utc(written, kept):
    assert instant_text(parse_instant(written)) == kept


def one_question(**more):
    return instrument([asked("q", **more)], [scale(points("q"))])


def test_a_correction_replaces_the_content_and_keeps_the_place():
    history = History()
    first = history.said("q", "much", "2020-01-10", identifier="a")
    history.said("q", "no", "2020-01-10", at="2020-01-11T12:00:00Z", identifier="b")
    history.correct(first, "2020-02-01", observed_on="2020-01-10", item="q", answer="some")
    made = one_question()
    assert row(assessed(made, history, "2020-03-01"), "q")["record"] == "b"  # recorded later, whatever corrects a
    history.records.pop(1)
    assert row(assessed(made, history, "2020-03-01"), "q")["answer"] == "some"
    assert row(assessed(made, history, "2020-03-01"), "q")["record"] == "a"
    assert row(assessed(made, history, "2020-03-01", "2020-01-31T00:00:00Z"), "q")["answer"] == "much"


def test_a_retraction_takes_away_from_when_it_is_known():
    history = History()
    history.retract(history.said("q", "much", "2020-01-10"), "2020-02-01")
    made = one_question()
    assert value(assessed(made, history, "2020-03-01")) == (0, 3)
    assert value(assessed(made, history, "2020-03-01", "2020-02-01T11:59:59.999999Z")) == (3, 3)
    assert value(assessed(made, history, "2020-01-31", "as_of")) == (3, 3)


def test_known_as_of_is_by_the_end_of_the_day_in_utc():
    history = History()
    history.said("q", "much", "2020-01-10", at="2020-01-11T00:30:00+01:00")
    history.said("q", "no", "2020-01-10", at="2020-01-11T00:00:00Z")
    assert row(assessed(one_question(), history, "2020-01-10", "as_of"), "q")["answer"] == "much"
    assert row(assessed(one_question(), history, "2020-01-10"), "q")["answer"] == "no"


def test_the_latest_ending_by_place_counts_and_never_extends_until():
    history = History()
    history.person("p")
    member = history.member("p", "caregiver", "2020-01-01", until="2020-06-01")
    made = instrument([asked("q", per="caregiver")])

    def there(day):
        return [one["person"] for one in assessed(made, history, day)["household"]["members"]]

    history.end(member, "2020-07-01")
    assert there("2020-05-31") == ["p"]
    assert there("2020-06-01") == []
    history.end(member, "2020-03-01", day="2020-07-02")
    assert there("2020-02-29") == ["p"]
    assert there("2020-03-01") == []
    history.end(member, "2020-05-01", day="2020-07-03")
    assert there("2020-04-30") == ["p"]
    assert there("2020-05-01") == []


def test_an_ending_can_be_corrected_and_retracted():
    history = History()
    history.person("p")
    member = history.member("p", "caregiver", "2020-01-01")
    ending = history.end(member, "2020-03-01")
    corrected = history.correct(ending, "2020-03-02", ends=member, on="2020-02-01")
    made = instrument([asked("q")])
    assert assessed(made, history, "2020-02-01")["household"]["members"] == []
    history.retract(corrected, "2020-03-03")
    assert len(assessed(made, history, "2020-02-01")["household"]["members"]) == 1


# ---- 3. which answer is current --------------------------------------------------------------------------------------


def test_the_latest_observed_on_then_the_latest_place_is_current():
    history = History()
    history.said("q", "no", "2020-01-10", at="2020-05-01T12:00:00Z", identifier="z")
    history.said("q", "some", "2020-01-11", identifier="b")
    history.said("q", "much", "2020-01-11", identifier="a")
    assert row(assessed(one_question(), history, "2020-03-01"), "q")["record"] == "b"
    assert row(assessed(one_question(), history, "2020-01-10"), "q")["record"] == "z"


def test_a_source_that_does_not_count_is_shown_among_the_voices():
    history = History()
    history.said("q", "no", "2020-01-10", source="worker")
    history.said("q", "much", "2020-01-11", source="parent", by="p1")
    found = row(assessed(one_question(), history, "2020-03-01"), "q")
    assert found["answer"] == "no"
    assert found["contested"]
    assert [(one["answer"], one["counted"]) for one in found["voices"]] == [("much", False)]
    assert row(assessed(one_question(sources=["parent"]), history, "2020-03-01"), "q")["answer"] == "much"


def test_not_seen_and_copies_never_become_current():
    history = History()
    first = history.said("q", "no", "2020-01-10")
    seen = history.said("q", "not_seen", "2020-01-11")
    copy = history.said("q", "no", "2020-01-12", repeats=first)
    found = row(assessed(one_question(), history, "2020-03-01"), "q")
    assert found["record"] == first
    assert found["age_days"] == 51
    assert found["not_current"] == [{"record": seen, "why": "not_seen"}, {"record": copy, "why": "repeats"}]


def test_an_explicit_unknown_supersedes_and_never_expires():
    history = History()
    history.said("q", "much", "2020-01-10")
    history.said("q", "refused", "2020-01-11")
    found = row(assessed(one_question(kind="dynamic", shelf_life="P1M"), history, "2021-03-01"), "q")
    assert (found["status"], found["answer"], found["expires_on"]) == ("unknown", "refused", None)


def test_stale_from_the_day_of_expiry():
    made = one_question(kind="dynamic", shelf_life="P1M")
    history = History()
    history.said("q", "some", "2020-01-31")
    current, stale = assessed(made, history, "2020-02-28"), assessed(made, history, "2020-02-29")
    assert row(current, "q")["status"] == "current"
    assert value(current) == (1, 1)
    assert row(stale, "q")["status"] == "stale"
    assert value(stale) == (0, 3)
    assert row(stale, "q")["expires_by"] == {"why": "shelf_life", "record": None}
    assert stale["no_longer_counts"] == [
        {
            "item": "q",
            "person": None,
            "record": "o1",
            "answer": "some",
            "observed_on": "2020-01-31",
            "expires_on": "2020-02-29",
            "expires_by": {"why": "shelf_life", "record": None},
            "kept": False,
            "points": [{"scale": "s", "points": 1}],
        }
    ]


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        ({}, (0, 3)),
        ({"when_stale": "keep"}, (1, 1)),
        ({"when_stale": "worst"}, (3, 3)),
        ({"when_stale": "best"}, (0, 0)),
        ({"when_unknown": "worst"}, (3, 3)),
        ({"when_unknown": "zero"}, (0, 0)),
    ],
)
def test_what_a_stale_answer_contributes(policies, expected):
    history = History()
    history.said("q", "some", "2020-01-31")
    made = one_question(kind="dynamic", shelf_life="P1M", **policies)
    assert value(assessed(made, history, "2020-06-01")) == expected


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("range", (-1, 3)),
        ("zero", (0, 0)),
        ("worst", (3, 3)),
        ("best", (-1, -1)),
    ],
)
def test_what_an_unknown_answer_contributes(policy, expected):
    made = instrument([asked("q", when_unknown=policy)], [scale(points("q", (0, -1, 3)))])
    assert value(assessed(made, History(), "2020-06-01")) == expected


def test_unknown_where_not_applicable_is_allowed_is_the_hull_of_both_cases():
    answer = {**options(no=0, some=1, much=3), "not_applicable": True}
    made = instrument(
        [asked("q", answer), asked("r")],
        [
            scale(points("q", (1, 2, 3)), points("r", (5, 6, 7))),
            scale(points("q", (1, 2, 3)), identifier="alone"),
        ],
    )
    history = History()
    history.said("r", "no", "2020-01-01")
    document = assessed(made, history, "2020-06-01")
    assert value(document) == (5, 8)
    assert value(document, "alone") == (0, 3)
    term = document["scales"][0]["terms"][0]
    assert (term["low"], term["high"], term["applies"], term["known"]) == (1, 3, None, False)


def test_an_answer_lapses_when_somebody_else_joins_or_leaves():
    made = instrument([asked("q", per="child", lapses_on={"joins": ["caregiver"], "leaves": ["caregiver"]})])
    history = History()
    for person in ("k", "p", "n"):
        history.person(person)
    history.member("k", "child", "2015-01-01")
    history.member("p", "caregiver", "2015-01-01")
    history.said("q", "no", "2020-01-01", person="k")
    first = history.member("n", "caregiver", "2020-02-01", until="2020-03-01")
    history.member("n", "caregiver", "2020-03-01")  # follows on the same day: nobody joined or left
    found = row(assessed(made, history, "2020-02-01"), "q", "k")
    assert (found["status"], found["expires_by"]) == ("stale", {"why": "joins", "record": first})
    assert row(assessed(made, history, "2020-01-31"), "q", "k")["expires_on"] is None
    history.said("q", "no", "2020-02-02", person="k")
    assert row(assessed(made, history, "2020-05-01"), "q", "k")["status"] == "current"
    history.records[-2] = {**history.records[-2], "lives": "part"}  # another way of living: one left, one joined
    assert row(assessed(made, history, "2020-05-01"), "q", "k")["expires_by"]["why"] == "joins"


def test_the_person_asked_about_does_not_make_its_own_answer_lapse():
    made = instrument([asked("q", per="caregiver", lapses_on={"joins": ["caregiver"]})])
    history = History()
    history.person("p")
    history.member("p", "caregiver", "2020-02-01")
    history.said("q", "no", "2020-01-15", person="p", at="2020-02-01T12:00:00Z")
    assert row(assessed(made, history, "2020-03-01"), "q", "p")["status"] == "current"


def test_an_event_lapses_a_childs_answer_when_it_names_the_child_or_nobody():
    made = instrument([asked("q", per="child", lapses_on={"events": ["report"]})])
    history = History()
    for person in ("k1", "k2"):
        history.person(person)
        history.member(person, "child", "2015-01-01")
        history.said("q", "no", "2020-01-01", person=person)
    event = history.happened("report", "2020-01-02", persons=[{"person": "k1", "part": "harmed"}])
    document = assessed(made, history, "2020-01-02")
    assert row(document, "q", "k1")["expires_by"] == {"why": "event", "record": event}
    assert row(document, "q", "k2")["status"] == "current"
    history.happened("report", "2020-01-03")
    assert row(assessed(made, history, "2020-01-03"), "q", "k2")["status"] == "stale"
    assert row(assessed(made, history, "2020-01-03"), "q", "k1")["expires_on"] == "2020-01-02"


def test_an_event_on_the_day_of_the_answer_does_not_lapse_it():
    made = one_question(lapses_on={"events": ["report"]})
    history = History()
    history.said("q", "no", "2020-01-02")
    history.happened("report", "2020-01-02")
    assert row(assessed(made, history, "2020-03-01"), "q")["status"] == "current"


def test_a_not_applicable_answer_expires_like_any_other():
    made = instrument([asked("q", {**options(no=0), "not_applicable": True}, "dynamic", shelf_life="P1W")])
    history = History()
    history.said("q", "not_applicable", "2020-01-01")
    assert row(assessed(made, history, "2020-01-07"), "q")["status"] == "not_applicable"
    document = assessed(made, history, "2020-01-08")
    assert row(document, "q")["status"] == "stale"
    assert document["no_longer_counts"][0]["points"] is None
    assert document["due"]["answers_due"] == "2020-01-08"


def test_asked_only_when():
    made = instrument([asked("first"), asked("q", applies_when={"item": "first", "is": "much"})], [scale(points("q"))])
    history = History()
    history.said("q", "some", "2020-01-01")
    document = assessed(made, history, "2020-01-02")
    assert (row(document, "q")["applies"], row(document, "q")["status"]) == (None, "current")
    assert value(document) == (0, 1)
    history.said("first", "much", "2020-01-01")
    assert value(assessed(made, history, "2020-01-02")) == (1, 1)
    history.said("first", "no", "2020-01-02")
    document = assessed(made, history, "2020-01-02")
    assert (row(document, "q")["applies"], row(document, "q")["status"]) == (False, "not_applicable")
    assert row(document, "q")["answer"] == "some"
    assert document["counts"]["not_applicable"] == 1


def test_an_item_asked_of_the_same_role_means_the_same_person():
    made = instrument(
        [
            asked("first", per="caregiver"),
            asked("q", per="caregiver", applies_when={"item": "first", "is": "much"}),
        ]
    )
    history = History()
    for person, answer in (("p1", "much"), ("p2", "no")):
        history.person(person)
        history.member(person, "caregiver", "2015-01-01")
        history.said("first", answer, "2020-01-01", person=person)
    document = assessed(made, history, "2020-01-02")
    assert [row(document, "q", person)["applies"] for person in ("p1", "p2")] == [True, False]


def test_ages_limit_an_item_and_a_missing_birth_date_leaves_the_hull():
    made = instrument(
        [asked("q", per="child", ages={"at_least": 4, "below": 12})], [scale(points("q", (1, 2, 3), combine="max"))]
    )
    history = History()
    for person, born in (("k1", "2016-02-29"), ("k2", "2008-02-29"), ("k3", None)):
        history.person(person, born)
        history.member(person, "child", "2016-02-29")
    assert [one["person"] for one in rows(assessed(made, history, "2020-02-28"), "q")] == ["k2", "k3"]
    document = assessed(made, history, "2020-02-29")
    assert [(one["person"], one["applies"]) for one in rows(document, "q")] == [("k1", True), ("k3", None)]


def pool(rule, window="P1M"):
    return instrument(
        [asked("q", number(0, 10), "dynamic", shelf_life="P3M", pick={"rule": rule, "window": window})],
        [scale({"item": "q", "linear": {"times": 1}})],
    )


@pytest.mark.parametrize(("rule", "points_"), [("worst", 8), ("best", 2), ("mean", decimal("4.3333"))])
def test_pick_rules_look_at_a_pool(rule, points_):
    history = History()
    history.said("q", 9, "2020-01-01")
    history.said("q", 8, "2020-01-02")
    history.said("q", "unknown", "2020-01-03")
    history.said("q", 2, "2020-01-04")
    history.said("q", 3, "2020-01-05")
    document = assessed(pool(rule), history, "2020-02-01")
    assert value(document) == (points_, points_)
    assert row(document, "q")["answer"] == 3


def test_a_mean_is_rounded_to_four_digits_halves_to_even():
    history = History()
    history.said("q", decimal("0.0001"), "2020-01-01")
    history.said("q", 0, "2020-01-02")
    assert value(assessed(pool("mean"), history, "2020-01-10")) == (0, 0)
    history.said("q", decimal("0.0002"), "2020-01-03")
    history.said("q", decimal("0.0003"), "2020-01-03")
    assert value(assessed(pool("mean"), history, "2020-01-10"))[0] == decimal("0.0002")  # 1.5 ten-thousandths


def test_the_current_answer_stays_in_the_pool_when_the_window_has_passed():
    history = History()
    history.said("q", 8, "2020-01-01")
    history.said("q", 2, "2020-01-05")
    assert value(assessed(pool("worst"), history, "2020-02-04")) == (2, 2)
    assert value(assessed(pool("worst"), history, "2020-03-20")) == (2, 2)


def test_one_sitting():
    made = instrument([asked("q"), asked("r")], one_sitting=True)
    history = History()
    history.said("q", "no", "2020-01-01", sitting="x", source="worker")
    history.said("r", "no", "2020-02-01", sitting="y", source="worker")
    document = assessed(made, history, "2020-01-31")
    assert [row(document, item)["status"] for item in "qr"] == ["current", "unknown"]
    document = assessed(made, history, "2020-03-01")
    assert [row(document, item)["status"] for item in "qr"] == ["unknown", "current"]
    assert [one["counted"] for one in row(document, "q")["voices"]] == [False]


def test_one_sitting_without_a_name_is_the_same_day_and_voice():
    made = instrument([asked("q"), asked("r"), asked("t")], one_sitting=True)
    history = History()
    history.said("q", "no", "2020-01-01", source="worker", by="w1")
    history.said("r", "no", "2020-01-01", source="professional", by="w1")
    history.said("t", "no", "2020-01-01", source="worker")
    document = assessed(made, history, "2020-03-01")
    assert [row(document, item)["status"] for item in "qrt"] == ["current", "unknown", "current"]


def test_two_words_are_of_one_voice_unless_both_name_another_by():
    history = History()
    history.said("q", "no", "2020-01-01", source="worker", by="w1")
    history.said("q", "much", "2020-01-02", source="worker", by="w2")
    document = assessed(one_question(), history, "2020-01-03")
    assert row(document, "q")["contested"]
    assert document["counts"]["contested"] == 1
    history.records[1].pop("by")
    document = assessed(one_question(), history, "2020-01-03")
    assert not row(document, "q")["contested"]
    assert row(document, "q")["voices"] == []


def test_unknown_is_shown_among_the_voices_but_contests_nothing():
    history = History()
    history.said("q", "no", "2020-01-02", source="worker")
    history.said("q", "unknown", "2020-01-01", source="parent")
    found = row(assessed(one_question(), history, "2020-01-03"), "q")
    assert len(found["voices"]) == 1
    assert not found["contested"]


def test_a_contested_range_needs_two_counted_voices():
    made = instrument(
        [asked("q", when_contested="range")],
        [scale(points("q"))],
        ["low", "high"],
        rules=[{"id": "r", "why": text("w"), "if": {"item": "q", "in": ["no", "some"]}, "then": {"set": "high"}}],
    )
    history = History()
    history.said("q", "no", "2020-01-01", source="worker")
    history.said("q", "much", "2020-01-01", source="parent")
    document = assessed(made, history, "2020-01-03")
    assert row(document, "q")["contested"]
    assert value(document) == (0, 0)
    assert document["rules"][0]["truth"] is True
    history.said("q", "some", "2020-01-02", source="record")
    document = assessed(made, history, "2020-01-03")
    assert value(document) == (0, 1)
    assert document["rules"][0]["truth"] is None
    assert document["scales"][0]["terms"][0]["known"]


def test_a_contested_range_with_not_applicable_is_the_hull_of_both_cases():
    made = instrument(
        [asked("q", {**options(no=0, some=1, much=2), "not_applicable": True}, when_contested="range")],
        [scale(points("q", (1, 2, 3)))],
    )
    history = History()
    history.said("q", "much", "2020-01-01", source="worker")
    history.said("q", "not_applicable", "2020-01-02", source="record")
    document = assessed(made, history, "2020-01-03")
    assert (row(document, "q")["status"], row(document, "q")["contested"]) == ("not_applicable", True)
    assert row(document, "q")["points"] == [{"scale": "s", "low": 3, "high": 3, "applies": None}]
    assert value(document) == (0, 3)


# ---- 3. persons ------------------------------------------------------------------------------------------------------


def caregivers(combine, *answers, **more):
    made = instrument([asked("q", per="caregiver", **more)], [scale(points("q", (1, 2, 4), **combine))])
    history = History()
    for position, answer in enumerate(answers, 1):
        history.person(f"p{position}")
        history.member(f"p{position}", "caregiver", "2015-01-01")
        if answer is not None:
            history.said("q", answer, "2020-01-01", person=f"p{position}")
    return made, history


@pytest.mark.parametrize(
    ("combine", "expected"),
    [
        ({"combine": "max"}, (2, 4)),
        ({"combine": "min"}, (1, 2)),
        ({"combine": "sum", "most": 10}, (3, 6)),
        ({"combine": "sum", "most": 5}, (3, 5)),
    ],
)
def test_members_points_combine_end_by_end(combine, expected):
    assert value(assessed(*caregivers(combine, "some", None), "2020-01-02")) == expected


@pytest.mark.parametrize(
    ("combine", "expected"),
    [
        ({"combine": "max"}, (0, 4)),
        ({"combine": "min"}, (0, 4)),
        ({"combine": "sum", "most": 10}, (0, 10)),
    ],
)
def test_an_unknown_role_is_never_empty(combine, expected):
    document = assessed(*caregivers(combine), "2020-01-02")
    assert document["household"]["caregiver"] == "unknown"
    assert value(document) == expected
    assert [one["person"] for one in rows(document, "q")] == [None]
    assert document["counts"]["unknown"] == 1
    assert document["ask_next"] == []


def test_a_stated_policy_holds_for_the_unnamed_member_too():
    made, history = caregivers({"combine": "max"}, when_unknown="worst")
    assert value(assessed(made, history, "2020-01-02")) == (4, 4)


def test_a_household_record_says_that_nobody_holds_the_role():
    made, history = caregivers({"combine": "max"})
    history.add("household", "2019-01-01", start="2019-01-01", empty=["caregiver"])
    document = assessed(made, history, "2020-01-02")
    assert document["household"]["caregiver"] == "empty"
    assert rows(document, "q") == []
    assert value(document) == (0, 0)


def test_a_member_elsewhere_is_known_but_not_counted():
    made, history = caregivers({"combine": "max"}, "some")
    history.records[1]["lives"] = "elsewhere"
    document = assessed(made, history, "2020-01-02")
    assert document["household"]["caregiver"] == "known"
    assert rows(document, "q") == []
    assert document["household"]["members"][0]["counted"] is False
    made["counts_living"] = ["elsewhere"]
    assert len(rows(assessed(made, history, "2020-01-02"), "q")) == 1


def test_of_overlapping_memberships_the_latest_start_wins():
    made, history = caregivers({"combine": "max"}, "some")
    second = history.member("p1", "caregiver", "2019-01-01", lives="elsewhere", until="2020-02-01")
    document = assessed(made, history, "2020-01-02")
    assert [one["record"] for one in document["household"]["members"]] == [second]
    assert rows(document, "q") == []
    assert {"note": "overlap", "item": None, "person": "p1", "records": ["m2", "m4"]} in document["notes"]
    assert len(rows(assessed(made, history, "2020-02-01"), "q")) == 1


def test_what_is_ignored_is_counted_and_shown():
    made = instrument([asked("fear", formerly=["angst"]), asked("use", per="caregiver")])
    history = History()
    history.person("p")
    history.said("feer", "no", "2020-01-01")
    history.said("other:fear", "no", "2020-01-01")
    history.said("use", "no", "2020-01-01")
    history.said("use", "no", "2020-01-01", person="p")
    history.said("made-up:fear", "no", "2020-01-01", person="p")
    history.said("feer", "no", "2020-03-01")
    document = assessed(made, history, "2020-01-02")
    assert [(one["item"], one["why"], one["count"], one["nearest"]) for one in document["ignored"]] == [
        ("feer", "not_in_instrument", 1, "fear"),
        ("made-up:fear", "person_not_expected", 1, None),
        ("other:fear", "not_in_instrument", 1, "fear"),
        ("use", "not_a_member", 1, None),
        ("use", "person_missing", 1, None),
    ]


def test_an_assessment_of_one_child_counts_its_own_answers_alone():
    made = instrument(
        [asked("q", per="child"), {"id": "n", "kind": "derived", "derive": {"count_persons": {"role": "child"}}}],
        [scale(points("q", combine="max"))],
    )
    history = History()
    for person, answer, lives in (("k1", "some", "here"), ("k2", "much", "elsewhere")):
        history.person(person)
        history.member(person, "child", "2015-01-01", lives=lives)
        history.said("q", answer, "2020-01-01", person=person)
    assert value(assessed(made, history, "2020-01-02")) == (1, 1)
    document = assessed(made, history, "2020-01-02", child="k2")
    assert value(document) == (3, 3)
    assert row(document, "n")["answer"] == 1
    with pytest.raises(NotAChild):
        assessed(made, history, "2014-12-31", child="k2")


# ---- 3. derived items ------------------------------------------------------------------------------------------------


def derived(rule, term, **more):
    return instrument([{"id": "d", "kind": "derived", "derive": rule, **more}], [scale({"item": "d", **term})])


AGE_BINS = {"bins": [{"at_least": 0, "points": 2}, {"at_least": 4, "points": 1}]}


def test_age_of_the_youngest():
    made = derived({"age": {"of": "youngest", "role": "child"}}, AGE_BINS)
    history = History()
    document = assessed(made, history, "2020-01-01")
    assert row(document, "d")["value"] == {"low": 0, "high": 9998}
    assert value(document) == (0, 2)  # the role may turn out to be empty
    for person, born in (("k1", "2010-01-01"), ("k2", "2016-01-02")):
        history.person(person, born)
        history.member(person, "child", born, at="2016-02-01T00:00:00Z")
    assert value(assessed(made, history, "2020-01-01")) == (2, 2)
    assert value(assessed(made, history, "2020-01-02")) == (1, 1)
    history.retract("k1", "2020-01-02")
    assert row(assessed(made, history, "2020-01-02"), "d")["status"] == "unknown"


def test_age_where_nobody_is_counted_is_not_applicable():
    made = derived({"age": {"of": "oldest", "role": "child"}}, AGE_BINS)
    history = History()
    history.add("household", "2019-01-01", start="2019-01-01", empty=["child"])
    document = assessed(made, history, "2020-01-01")
    assert row(document, "d")["status"] == "not_applicable"
    assert row(document, "d")["value"] is None
    assert document["scales"][0]["terms"][0]["applies"] is False
    assert value(document) == (0, 0)


def test_count_persons_within_ages_is_a_range_with_a_birth_date_missing():
    made = derived({"count_persons": {"role": "child", "ages": {"below": 4}}}, {"linear": {"times": 1, "max": 5}})
    history = History()
    assert value(assessed(made, history, "2020-01-01")) == (0, 5)
    for person, born in (("k1", "2019-01-01"), ("k2", None), ("k3", "2000-01-01")):
        history.person(person, born)
        history.member(person, "child", "2000-01-01")
    assert row(assessed(made, history, "2020-01-01"), "d")["value"] == {"low": 1, "high": 2}


def test_count_events_counts_an_incident_once_within_the_window():
    made = derived(
        {"count_events": {"types": ["a", "b"], "window": "P1M", "severities": ["severe"]}},
        {"linear": {"times": decimal("0.25")}},
    )
    history = History()
    history.happened("a", "2020-01-31", severity="severe", incident="n")
    history.happened("b", "2020-01-31", severity="severe", incident="n")
    history.happened("a", "2020-02-10", severity="severe")
    history.happened("a", "2020-02-10", severity="moderate")
    history.happened("c", "2020-02-10", severity="severe")
    assert value(assessed(made, history, "2020-02-28")) == (decimal("0.5"),) * 2
    assert value(assessed(made, history, "2020-02-29")) == (decimal("0.25"),) * 2


def test_events_of_a_person_in_a_part():
    made = instrument(
        [
            {
                "id": "d",
                "kind": "derived",
                "per": "caregiver",
                "derive": {"count_events": {"types": ["a"], "window": "P1Y", "part": "harming"}},
            }
        ]
    )
    history = History()
    for person in ("p1", "p2"):
        history.person(person)
        history.member(person, "caregiver", "2015-01-01")
    history.happened(
        "a", "2020-01-01", persons=[{"person": "p1", "part": "harming"}, {"person": "p2", "part": "harmed"}]
    )
    document = assessed(made, history, "2020-01-01")
    assert [row(document, "d", person)["answer"] for person in ("p1", "p2")] == [1, 0]


def test_days_since_event_and_none():
    made = derived(
        {"days_since_event": {"types": ["a"]}},
        {"bins": [{"at_least": 0, "points": 3}, {"at_least": 30, "points": 1}], "if_none": 0},
    )
    made["levels"] = [{"id": "low", "label": text("l")}, {"id": "high", "label": text("h")}]
    made["rules"] = [
        {"id": name, "why": text("w"), "if": {"item": "d", **test}, "then": {"at_least": "high"}}
        for name, test in (("long", {"at_least": 10000}), ("short", {"below": 10000}), ("is", {"is": 5}))
    ]
    history = History()
    document = assessed(made, history, "2020-01-31")
    assert (row(document, "d")["answer"], row(document, "d")["value"], value(document)) == ("none", None, (0, 0))
    assert [one["truth"] for one in document["rules"]] == [True, False, False]
    history.happened("a", "2020-01-01")
    assert value(assessed(made, history, "2020-01-30")) == (3, 3)
    assert value(assessed(made, history, "2020-01-31")) == (1, 1)


# ---- 4. points and scales --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "expected"), [(0, 0), (decimal("2.9999"), 1), (3, 2), (10, 2)])
def test_bins_include_their_lower_bound(answer, expected):
    bins = [{"at_least": 0, "points": 0}, {"at_least": decimal("0.5"), "points": 1}, {"at_least": 3, "points": 2}]
    made = instrument([asked("q", number(0, 10))], [scale({"item": "q", "bins": bins})])
    history = History()
    history.said("q", answer, "2020-01-01")
    assert value(assessed(made, history, "2020-01-01")) == (expected, expected)


def test_a_bin_that_holds_no_whole_number_gives_no_answers_points():
    bins = [{"at_least": 0, "points": 1}, {"at_least": decimal("0.5"), "points": 9}, {"at_least": 1, "points": 2}]
    made = instrument([asked("q", number(0, 1, integer=True))], [scale({"item": "q", "bins": bins})])
    assert value(assessed(made, History(), "2020-01-01")) == (1, 2)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (decimal("0.5"), 0),
        (decimal("1.5"), decimal("0.0002")),
        (9999, decimal("0.9999")),
        (20000, 1),
    ],
)
def test_a_line_is_rounded_halves_to_even_and_then_bounded(answer, expected):
    made = instrument(
        [asked("q", number(0, 100000))],
        [scale({"item": "q", "linear": {"times": decimal("0.0001"), "min": 0, "max": 1}})],
    )
    history = History()
    history.said("q", answer, "2020-01-01")
    assert value(assessed(made, history, "2020-01-01")) == (expected, expected)


def three(combine, answers, **more):
    items = [asked(name) for name in "abc"]
    made = instrument(items, [scale(*(points(name) for name in "abc"), combine=combine, **more)])
    history = History()
    for name, answer in zip("abc", answers, strict=False):
        if answer:
            history.said(name, answer, "2020-01-01")
    return assessed(made, history, "2020-01-01")


@pytest.mark.parametrize(
    ("combine", "expected"),
    [
        ("sum", (4, 7)),
        ("max", (3, 3)),
        ("min", (0, 1)),
        ("mean", (decimal("1.3333"), decimal("2.3333"))),
    ],
)
def test_a_scale_is_an_interval_over_its_terms(combine, expected):
    assert value(three(combine, ("some", "much", None))) == expected


def test_enough_known_terms_are_taken_alone():
    assert value(three("mean", ("some", "much", None), min_answered=2)) == (2, 2)
    assert value(three("mean", ("some", None, None), min_answered=2)) == (decimal("0.3333"), decimal("2.3333"))


def test_fewer_applying_terms_than_min_answered_give_all_that_any_answers_give():
    items = [asked("a"), asked("b", {**options(no=0, some=1, much=2), "not_applicable": True})]
    made = instrument(items, [scale(points("a"), points("b", (0, 1, 9)), combine="max", min_answered=2)])
    history = History()
    history.said("a", "some", "2020-01-01")
    history.said("b", "not_applicable", "2020-01-01")
    assert value(assessed(made, history, "2020-01-01")) == (0, 9)


def test_max_min_and_mean_range_over_every_choice_of_what_applies():
    answer = {**options(no=0, some=1, much=2), "not_applicable": True}
    for combine, expected in (("max", (0, 4)), ("min", (0, 4)), ("mean", (0, 4))):
        made = instrument(
            [asked("a", answer), asked("b", answer)],
            [
                scale(points("a", (1, 1, 2)), points("b", (3, 3, 4)), combine=combine),
                scale({"scale": "s"}, combine="max", identifier="t"),
            ],
        )
        document = assessed(made, History(), "2020-01-01")
        assert value(document) == expected  # with nothing applying the scale is 0
        term = document["scales"][1]["terms"][0]
        assert (term["low"], term["high"], term["applies"]) == (1, 4, None)


def test_a_table_publishes_the_hull_of_the_rows_it_touches():
    table = [[1, 10], [2, decimal("7.5")], [3, 30]]
    assert value(three("sum", ("no", "no", "no"), table=table)) == (10, 10)
    assert value(three("sum", ("some", "some", "no"), table=table)) == (decimal("7.5"),) * 2
    document = three("sum", ("some", "no", None), table=table)
    assert value(document) == (decimal("7.5"), 30)
    assert document["scales"][0]["points"] == {"low": 1, "high": 4}


def test_a_scale_of_scales_sees_published_values_and_one_that_does_not_apply_is_left_out():
    made = instrument(
        [asked("a"), asked("b", per="caregiver")],
        [
            scale({"scale": "x"}, {"scale": "y"}, combine="mean"),
            scale(points("a"), identifier="x", table=[[0, 0], [1, 5]]),
            scale(points("b", combine="max"), identifier="y"),
        ],
    )
    history = History()
    history.said("a", "some", "2020-01-01")
    history.add("household", "2019-01-01", start="2019-01-01", empty=["caregiver"])
    document = assessed(made, history, "2020-01-01")
    assert value(document) == (5, 5)
    assert value(document, "y") == (0, 0)
    assert document["scales"][0]["terms"][1]["applies"] is False


# ---- 5. from scales to a level ---------------------------------------------------------------------------------------

LEVELS = ("low", "moderate", "high")


def test_a_bound_belongs_to_the_higher_level():
    made = instrument([asked("a")], [scale(points("a"), cuts={"moderate": 1, "high": 3})], LEVELS, level_from=["s"])
    history = History()
    assert computed(assessed(made, history, "2020-01-01")) == ("low", "high")
    history.said("a", "some", "2020-01-01")
    assert computed(assessed(made, history, "2020-01-01")) == ("moderate", "moderate")


def test_the_start_is_the_highest_among_the_scales_end_by_end():
    made = instrument(
        [asked("a"), asked("b")],
        [
            scale(points("a"), cuts={"high": 3}),
            scale(points("b"), identifier="t", cuts={"moderate": 1}),
        ],
        LEVELS,
        level_from=["s", "t"],
    )
    history = History()
    history.said("b", "some", "2020-01-01")
    document = assessed(made, history, "2020-01-01")
    assert computed(document) == ("moderate", "high")
    assert document["level"]["determined"] is False


def ruled(condition, then, items=None, **more):
    return instrument(
        items or [asked("a")],
        [scale(points("a"), cuts={"high": 3})],
        LEVELS,
        level_from=["s"],
        rules=[{"id": "r", "why": text("w"), "if": condition, "then": then}],
        **more,
    )


@pytest.mark.parametrize(
    ("then", "true", "unknown"),
    [
        ({"at_least": "moderate"}, ("moderate", "high"), ("low", "high")),
        ({"at_most": "moderate"}, ("low", "moderate"), ("low", "high")),
        ({"set": "moderate"}, ("moderate", "moderate"), ("low", "high")),
    ],
)
def test_rules_are_true_false_or_unknown(then, true, unknown):
    assert (
        computed(assessed(ruled({"not": {"item": "a", "status": ["current"]}}, then), History(), "2020-01-01")) == true
    )
    assert computed(assessed(ruled({"item": "a", "is": "some"}, then), History(), "2020-01-01")) == unknown
    assert computed(assessed(ruled({"item": "a", "status": ["current"]}, then), History(), "2020-01-01")) == (
        "low",
        "high",
    )


def test_a_tree_gives_the_hull_of_its_branches_and_their_rates():
    made = instrument(
        [asked("a"), asked("b")],
        [],
        LEVELS,
        tree={
            "if": {"item": "a", "is": "much"},
            "then": {"level": "high", "rate": decimal("0.4"), "n": 30},
            "else": {
                "if": {"item": "b", "is": "much"},
                "then": {"level": "moderate"},
                "else": {"level": "low", "rate": decimal("0.05")},
            },
        },
    )
    history = History()
    document = assessed(made, history, "2020-01-01")
    assert computed(document) == ("low", "high")
    assert document["level"]["rate"] == {"low": decimal("0.05"), "high": decimal("0.4")}
    history.said("a", "no", "2020-01-01")
    history.said("b", "much", "2020-01-01")
    document = assessed(made, history, "2020-01-01")
    assert computed(document) == ("moderate", "moderate")
    assert document["level"]["rate"] is None


def truth_of(condition, history, items, day="2020-01-02", scales=(), child=None):
    made = instrument(
        items,
        scales,
        LEVELS,
        rules=[
            {"id": "r", "why": text("w"), "if": condition, "then": {"set": "high"}},
        ],
    )
    return assessed(made, history, day, child=child)["rules"][0]["truth"]


@pytest.mark.parametrize(
    ("answers", "any_", "all_"),
    [
        (("much", "much"), True, True),
        (("much", "no"), True, False),
        (("much", None), True, None),
        (("no", None), None, False),
        (("no", "no"), False, False),
        ((None, None), None, None),
        (("not_applicable", "much"), True, True),
        (("not_applicable", "not_applicable"), False, False),
        ((), None, None),
    ],
)
def test_who_any_and_all(answers, any_, all_):
    item = asked("q", {**options(no=0, some=1, much=2), "not_applicable": True}, per="caregiver")
    _, history = caregivers({"combine": "max"}, *answers)
    assert truth_of({"item": "q", "is": "much"}, history, [item]) is any_
    assert truth_of({"item": "q", "is": "much", "who": "all"}, history, [item]) is all_


def test_over_no_rows_any_and_all_are_false_and_only_not_applicable_holds():
    _, history = caregivers({"combine": "max"})
    history.add("household", "2019-01-01", start="2019-01-01", empty=["caregiver"])
    items = [asked("q", per="caregiver")]
    assert truth_of({"item": "q", "is": "no"}, history, items) is False
    assert truth_of({"item": "q", "is": "no", "who": "all"}, history, items) is False
    assert truth_of({"item": "q", "status": ["unknown"]}, history, items) is False
    assert truth_of({"item": "q", "status": ["not_applicable"], "who": "all"}, history, items) is True


def test_a_condition_sees_a_kept_answer_and_no_other_stale_one():
    for policy, expected in (("keep", True), ("worst", None), ("unknown", None)):
        history = History()
        history.said("q", "much", "2020-01-01")
        item = asked("q", kind="dynamic", shelf_life="P1D", when_stale=policy)
        assert truth_of({"item": "q", "is": "much"}, history, [item]) is expected


def test_kleene():
    history = History()
    history.said("t", "much", "2020-01-01")
    history.said("f", "no", "2020-01-01")
    items = [asked(name) for name in "tfu"]
    true, false, unknown = ({"item": name, "is": "much"} for name in "tfu")
    for condition, expected in (
        ({"all": [true, unknown]}, None),
        ({"all": [false, unknown]}, False),
        ({"all": [true, true]}, True),
        ({"any": [true, unknown]}, True),
        ({"any": [false, unknown]}, None),
        ({"any": [false, false]}, False),
        ({"not": unknown}, None),
        ({"not": false}, True),
        ({"at_least": 1, "of": [true, unknown, false]}, True),
        ({"at_least": 2, "of": [true, unknown, false]}, None),
        ({"at_least": 3, "of": [true, unknown, false]}, False),
    ):
        assert truth_of(condition, history, items) is expected


def test_a_scale_compares_unless_its_interval_straddles():
    items = [asked("a")]
    scales = [scale(points("a"))]
    for test, expected in (
        ({"at_least": 0}, True),
        ({"at_least": 3}, None),
        ({"at_least": 4}, False),
        ({"below": 0}, False),
        ({"below": 3}, None),
        ({"below": 4}, True),
    ):
        assert truth_of({"scale": "s", **test}, History(), items, scales=scales) is expected


def test_at_least_n_events_within_a_duration():
    history = History()
    history.happened("a", "2020-01-01", basis="fact", incident="n")
    history.happened("a", "2020-01-01", incident="n")
    condition = {"events": ["a"], "within": "P1W", "at_least": 2}
    assert truth_of(condition, history, [asked("q")], "2020-01-07") is False
    history.happened("a", "2020-01-03")
    assert truth_of(condition, history, [asked("q")], "2020-01-07") is True
    assert truth_of(condition, history, [asked("q")], "2020-01-08") is False
    assert truth_of({"events": ["a"], "within": "P1W", "bases": ["fact"]}, history, [asked("q")], "2020-01-07") is True


def test_a_condition_on_a_derived_range():
    items = [{"id": "d", "kind": "derived", "derive": {"age": {"of": "youngest", "role": "child"}}}]
    for test, expected in (
        ({"below": 18}, None),
        ({"at_least": 0}, None),  # true of any age, but the role may turn out to be empty
        ({"is": 3}, None),
        ({"at_least": 9999}, False),
    ):
        assert truth_of({"item": "d", **test}, History(), items) is expected


def test_a_plan_lapses_by_itself_and_covers():
    items = [asked("t", best="no"), asked("c", per="child", best="no")]
    history = History()
    for person in ("k1", "k2"):
        history.person(person)
        history.member(person, "child", "2015-01-01")
    plan = history.add("plan", "2020-01-01", start="2020-01-01", until="2020-02-01", persons=["k1"], covers=["c"])
    active = {"plan": "active"}
    assert truth_of(active, history, items, "2020-01-31") is True
    assert truth_of(active, history, items, "2020-02-01") is False
    assert truth_of(active, history, items, child="k1") is True
    assert truth_of(active, history, items, child="k2") is False
    covered = {"plan": "active", "covers": ["c"]}
    assert truth_of(covered, history, items) is None  # k2 may or may not be at its best
    history.said("c", "no", "2020-01-01", person="k2")
    assert truth_of(covered, history, items) is True
    history.said("c", "much", "2020-01-01", person="k2", at="2020-01-01T13:00:00Z")
    assert truth_of(covered, history, items) is False
    assert truth_of(covered, history, items, child="k1") is True
    assert truth_of({"plan": "active", "covers": ["t"]}, history, items) is None
    history.end(plan, "2020-01-02")
    assert truth_of(active, history, items) is False


# ---- 5. overrides ----------------------------------------------------------------------------------------------------


def overridden(level, low, high, answer="some", **more):
    made = instrument(
        [asked("a")],
        [scale(points("a"), cuts={"moderate": 1, "high": 3})],
        LEVELS,
        level_from=["s"],
        overrides={"roles": ["supervisor"], "up": 1, "down": 1, "longest": "P1M"},
    )
    history = History()
    history.said("a", answer, "2020-01-01")
    content = {
        "instrument": "made-up",
        "level": level,
        "computed": {"low": low, "high": high},
        "by": "supervisor",
        "reason": "a reason",
        "start": "2020-01-01",
        "until": "2020-02-01",
        **more,
    }
    history.add("override", "2020-01-01", **content)
    document = assessed(made, history, "2020-01-31")
    return document, document["level"]["overrides"][0]


def test_an_override_at_or_above_the_high_end_is_a_floor():
    document, entry = overridden("high", "moderate", "moderate")
    assert (entry["kind"], entry["state"], entry["to_review"]) == ("floor", "counts", False)
    assert computed(document) == ("moderate", "moderate")
    assert final(document) == ("high", "high")


def test_an_override_below_is_a_cap_and_suspended_when_more_is_computed():
    document, entry = overridden("low", "moderate", "moderate")
    assert (entry["kind"], entry["state"]) == ("cap", "counts")
    assert final(document) == ("low", "low")
    document, entry = overridden("low", "moderate", "moderate", answer="much")
    assert (entry["state"], entry["to_review"]) == ("suspended", True)
    assert final(document) == ("high", "high")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"by": "worker"}, ["role"]),
        ({"until": "2020-02-02"}, ["longest"]),
        ({"level": "gone"}, ["level"]),
        ({"computed": {"low": "low", "high": "low"}}, ["range"]),
        (
            {"computed": {"low": "low", "high": "low"}, "by": "worker", "until": "2020-02-02"},
            ["role", "longest", "range"],
        ),
    ],
)
def test_why_an_override_is_not_allowed(more, why):
    document, entry = overridden(**{"level": "high", "low": "moderate", "high": "moderate"} | more)
    assert (entry["state"], entry["why"], entry["kind"]) == ("not_allowed", why, "floor")
    assert final(document) == ("moderate", "moderate")


def test_the_latest_override_counts_and_another_digest_is_to_be_reviewed():
    made = instrument(
        [asked("a")],
        [scale(points("a"), cuts={"moderate": 1, "high": 3})],
        LEVELS,
        level_from=["s"],
        overrides={"roles": ["supervisor"], "up": 2, "down": 0, "longest": "P1Y"},
    )
    history = History()
    history.said("a", "no", "2020-01-01")
    for start, level in (("2020-01-02", "moderate"), ("2020-01-01", "high")):
        history.add(
            "override",
            "2020-01-03",
            instrument="made-up",
            level=level,
            computed={"low": "low", "high": "low"},
            by="supervisor",
            reason="r",
            start=start,
            until="2020-03-01",
            instrument_sha256="0" * 64,
        )
    document = assessed(made, history, "2020-01-31")
    assert [(one["record"], one["state"], one["to_review"]) for one in document["level"]["overrides"]] == [
        ("o3", "replaced", True),
        ("o2", "counts", True),
    ]
    assert final(document) == ("moderate", "moderate")


# ---- 6. what an assessment says --------------------------------------------------------------------------------------


def due_of(history, day, **more):
    made = instrument(
        [asked("a", kind="dynamic", shelf_life="P1M", **more)],
        [scale(points("a"), cuts={"high": 3})],
        LEVELS,
        level_from=["s"],
    )
    return assessed(made, history, day)["due"]


def sign(history, as_of, **more):
    return history.add(
        "sign_off",
        as_of,
        instrument="made-up",
        version="1",
        instrument_sha256="0" * 64,
        records_sha256="0" * 64,
        as_of=as_of,
        known_at=as_of + "T10:00:00Z",
        by="worker",
        **more,
    )


def test_due():
    history = History()
    assert due_of(history, "2020-01-20") == dict.fromkeys(("answers_due", "review_due", "due", "overdue_since"))
    history.said("a", "no", "2020-01-10")
    assert due_of(history, "2020-01-09")["due"] is None
    assert due_of(history, "2020-01-20") == {
        "answers_due": "2020-02-10",
        "review_due": "2020-01-20",
        "due": "2020-01-20",
        "overdue_since": "2020-01-20",
    }
    sign(history, "2020-01-15")
    assert due_of(history, "2020-01-20") == {
        "answers_due": "2020-02-10",
        "review_due": "2020-02-15",
        "due": "2020-02-10",
        "overdue_since": None,
    }
    sign(history, "2020-01-19", person="k")
    assert due_of(history, "2020-03-01")["overdue_since"] == "2020-02-10"
    history.add("involvement", "2020-01-01", start="2020-01-01", until="2020-02-01", kind="voluntary")
    assert due_of(history, "2020-01-31")["due"] == "2020-02-10"
    assert due_of(history, "2020-02-01")["due"] is None


def test_disputed_while_it_is_open():
    history = History()
    first = history.said("q", "no", "2020-01-01")
    dispute = history.add("dispute", "2020-01-02", about=first, source="parent", by="p", note="not so")
    made = one_question()
    assert row(assessed(made, history, "2020-01-03"), "q")["disputed"]
    history.add("dispute_answer", "2020-01-05", about=dispute, outcome="not_upheld", by="worker", reason="r")
    assert row(assessed(made, history, "2020-01-03", "2020-01-04T00:00:00Z"), "q")["disputed"]
    assert not row(assessed(made, history, "2020-01-03"), "q")["disputed"]
    history.add("dispute", "2020-01-06", about={"item": "q"}, source="parent", by="p", note="never asked")
    assert not row(assessed(made, history, "2020-01-07"), "q")["disputed"]
    history.retract(first, "2020-01-07")
    assert row(assessed(made, history, "2020-01-07"), "q")["disputed"]


def test_a_dispute_ends_on_its_ending_day():
    history = History()
    dispute = history.add(
        "dispute", "2020-01-02", about=history.said("q", "no", "2020-01-01"), source="parent", note="not so"
    )
    history.end(dispute, "2020-02-01", day="2020-01-20")
    assert row(assessed(one_question(), history, "2020-01-31"), "q")["disputed"]
    assert not row(assessed(one_question(), history, "2020-02-01"), "q")["disputed"]


def test_what_to_ask_next_in_order_of_what_it_settles():
    made = instrument(
        [asked("a"), asked("b"), asked("c")],
        [
            scale(points("a", (0, 0, 1)), points("b", (0, 4, 4)), points("c", (0, 0, 1)), cuts={"high": 2}),
        ],
        ["low", "high"],
        level_from=["s"],
    )
    document = assessed(made, History(), "2020-01-01")
    assert document["ask_next"] == [
        {"item": "b", "person": None, "settles": "some", "levels_left": 2, "width_removed": 4},
        {"item": "a", "person": None, "settles": "never", "levels_left": 2, "width_removed": 1},
        {"item": "c", "person": None, "settles": "never", "levels_left": 2, "width_removed": 1},
    ]


def test_an_answer_tried_joins_the_pool():
    made = instrument(
        [asked("q", kind="dynamic", shelf_life="P1D", pick={"rule": "worst", "window": "P1Y"})],
        [scale(points("q"), cuts={"high": 3})],
        ["low", "high"],
        level_from=["s"],
    )
    history = History()
    history.said("q", "much", "2020-01-01")
    assert assessed(made, history, "2020-01-05")["ask_next"] == [
        {"item": "q", "person": None, "settles": "always", "levels_left": 1, "width_removed": 3},
    ]


def test_both_sides_of_where_a_line_meets_a_cut_are_tried():
    made = instrument(
        [asked("q", number(0, 1000))],
        [
            scale({"item": "q", "linear": {"times": decimal("0.001")}}, cuts={"moderate": decimal("0.5"), "high": 2}),
        ],
        LEVELS,
        level_from=["s"],
        rules=[
            {
                "id": "r",
                "why": text("w"),
                "then": {"set": "high"},
                "if": {
                    "all": [
                        {"scale": "s", "at_least": decimal("0.5")},
                        {"item": "q", "below": 501},
                        {"item": "o", "is": "no"},
                    ]
                },
            },
        ],
    )
    made["items"].append(asked("o"))
    entries = {one["item"]: one for one in assessed(made, History(), "2020-01-01")["ask_next"]}
    assert entries["q"]["levels_left"] == 2  # at 500, where the cut is met


def test_floor_and_ways():
    made = instrument(
        [asked("a", changeable=True, best="no"), asked("b", changeable=True, best="no"), asked("c")],
        [
            scale(points("a"), points("b"), points("c"), cuts={"moderate": 1, "high": 4}),
        ],
        LEVELS,
        level_from=["s"],
    )
    history = History()
    for item, answer in (("a", "much"), ("b", "some"), ("c", "some")):
        history.said(item, answer, "2020-01-01")
    document = assessed(made, history, "2020-01-01")
    assert computed(document) == ("high", "high")
    assert document["floor"] == {"low": "moderate", "high": "moderate"}
    assert document["ways"] == [
        {"item": "a", "level": {"low": "moderate", "high": "moderate"}},
        {"item": "b", "level": {"low": "high", "high": "high"}},
    ]


def notes_of(made, history, day="2020-06-01", child=None):
    return [
        (one["note"], one["item"], one["person"], one["records"])
        for one in assessed(made, history, day, child=child)["notes"]
    ]


def test_evidence_notes_about_words():
    history = History()
    first = history.said("q", "no", "2020-01-01", source="worker", basis="judgement", identifier="a")
    made = one_question()
    assert notes_of(made, history) == [("judgement_only", "q", None, ["a"])]
    history.said("q", "no", "2019-12-31", source="record", basis="fact", identifier="fact")
    assert notes_of(made, history) == []
    history.said("q", "much", "2020-01-01", source="worker", basis="fact", identifier="b")
    assert notes_of(made, history) == [
        ("static_changed", "q", None, ["fact", "a", "b"]),
        ("tie_by_id", "q", None, ["a", "b"]),
    ]
    history.said("q", "no", "2020-01-03", repeats=first, identifier="copy")
    assert ("copied", "q", None, ["copy"]) in notes_of(made, history)


def test_evidence_notes_about_policies_and_voices():
    made = instrument(
        [asked("q", kind="dynamic", shelf_life="P1M", when_stale="keep"), asked("r", when_unknown="zero"), asked("t")],
        [scale(points("q"), points("r"))],
        hear_child_every="P1Y",
    )
    history = History()
    history.person("k")
    history.member("k", "child", "2015-01-01")
    first = history.said("q", "no", "2020-01-01", source="worker")
    second = history.said("t", "no", "2020-01-01", source="worker", by="w")
    assert notes_of(made, history) == [
        ("single_voice", None, None, [first, second]),
        ("child_not_heard", None, "k", []),
        ("kept_though_stale", "q", None, [first]),
        ("policy_used", "r", None, []),
    ]
    history.said("t", "no", "2020-01-01", source="child", by="k")
    assert "child_not_heard" not in [note for note, *_ in notes_of(made, history)]


def test_evidence_notes_about_the_household():
    made = instrument([asked("q", per="caregiver")], [])
    history = History()
    history.add("involvement", "2020-01-01", start="2020-01-01", until="2020-02-01", kind="voluntary")
    assert notes_of(made, history) == [("role_unknown", "q", None, []), ("outside_involvement", None, None, [])]
    assert notes_of(made, history, "2020-01-31") == [("role_unknown", "q", None, [])]


# ---- 6. provenance ---------------------------------------------------------------------------------------------------


def test_canonical_json_as_rfc_8785_says():
    document = read_json(
        '{"b":[1e21,1E-7,0.000001,-0,1.50,333333333.33333329,100],"\\u20ac":"\\u0007\\n\\"é","a":null}'
    )
    assert canonical(document) == (
        '{"a":null,"b":[1e+21,1e-7,0.000001,0,1.5,333333333.3333333,100],"€":"\\u0007\\n\\"é"}'
    )


def test_a_default_written_out_is_digested_as_left_out():
    plain = one_question()
    written = json.loads(json.dumps(plain))
    written |= {"subject": "family", "one_sitting": False, "counts_living": ["here", "part", "visits"]}
    written["items"][0] |= {"per": "family", "when_unknown": "range", "changeable": False}
    written["scales"][0]["higher_is"] = "worse"
    assert instrument_digest(plain) == instrument_digest(written)
    written["items"][0]["when_unknown"] = "zero"
    assert instrument_digest(plain) != instrument_digest(written)


def test_the_digest_over_all_chains_in_force():
    history = History()
    first = history.said(
        "q",
        "much",
        "2020-01-10",
        identifier="a",
        at="2020-01-10T14:00:00.50+02:00",
        note="n",
        source="not_stated",
        by="w1",
    )
    made = one_question()
    before = assessed(made, history, "2020-01-10")["records_sha256"]
    chain = (
        '{"content":{"answer":"much","by":"w1","item":"q","observed_on":"2020-01-10"},"id":"a",'
        '"recorded_at":"2020-01-10T12:00:00.5Z","type":"observation"}'
    )
    assert before == sha256(sha256(chain))
    history.correct(first, "2020-02-01", observed_on="2020-01-10", item="q", answer="no")
    assert assessed(made, history, "2020-01-10")["records_sha256"] != before
    assert assessed(made, history, "2020-01-10", "2020-01-31T00:00:00Z")["records_sha256"] == before
    history.retract("c2", "2020-03-01")
    assert assessed(made, history, "2020-01-10")["records_sha256"] == sha256("")


# ---- 8 and 10. former names, and what is an error when the two meet --------------------------------------------------


def test_former_codes_and_ids_and_retired_codes():
    answer = {
        "options": [{"code": "no", "label": text("n")}, {"code": "some", "label": text("s"), "formerly": ["weekends"]}]
    }
    made = instrument([asked("q", answer, formerly=["old"], retired=["gone"])], [scale(points("q"))])
    history = History()
    history.said("old", "weekends", "2020-01-01")
    assert row(assessed(made, history, "2020-01-01"), "q")["answer"] == "some"
    history.said("q", "gone", "2020-01-02")
    found = row(assessed(made, history, "2020-01-02"), "q")
    assert (found["answer"], found["status"]) == ("unknown", "unknown")


def test_an_answer_that_the_item_never_had_is_an_error_wherever_it_stands():
    made = instrument(
        [
            asked("q"),
            asked("n", number(0, 5, integer=True)),
            {"id": "d", "kind": "derived", "derive": {"count_persons": {"role": "child"}}},
        ]
    )
    history = History()
    first = history.said("q", "no", "2020-01-01")
    history.correct(first, "2020-01-02", observed_on="2020-01-01", item="q", answer="never")
    history.said("n", decimal("2.5"), "2020-01-01")
    history.said("n", 6, "2020-01-01")
    history.said("n", "not_applicable", "2020-01-01")
    history.said("d", 1, "2020-01-01")
    with pytest.raises(MeetError) as error:
        assessed(made, history, "2019-01-01", "2019-01-01T00:00:00Z")
    assert error.value.pointers == [
        "/records/1/record/answer",
        "/records/2/answer",
        "/records/3/answer",
        "/records/4/answer",
        "/records/5/item",
    ]


def test_the_bytes_of_a_document():
    assert to_json({"a": decimal("2.50"), "b": [decimal("-0.25"), 3, None, True], "é": "\n"}) == (
        '{"a":2.5,"b":[-0.25,3,null,true],"é":"\\n"}'
    )
