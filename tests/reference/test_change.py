# SPDX-License-Identifier: MPL-2.0
"""The change of the reference scorer against examples worked out by hand, a test for each rule of the page.

The points of an item are no 0, some 1, much 3 unless a test says otherwise.
"""

import json
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

sys.path.insert(0, str(Path(__file__).resolve().parent))

from by_hand import NOON, History, asked, instrument, number, points, scale, text
from generator import make_change
from reference_scorer.causes import NoCause
from scorer import MeetError, MomentsTurned, NotAChild, assess, change, to_json

JAN, FEB, MAR, APR = "2020-01-10", "2020-02-10", "2020-03-10", "2020-04-10"


def changed(made, history, a, b, child=None):
    """Days alone mean: with everything that is in the history."""
    a, b = ((one, "everything") if isinstance(one, str) else one for one in (a, b))
    return change(made, history.document(), a, b, child)


def only(document, item="q", person=None):
    return next(one for one in document["rows"] if (one["item"], one["person"]) == (item, person))


def caused(document, item="q", person=None):
    row = only(document, item, person)
    return row["cause"], row["records"]


def share(document, item="q", person=None, of="s"):
    found = next(one for one in only(document, item, person)["shares"] if one["scale"] == of)
    return found["low"], found["high"]


def moved(document, of="s"):
    found = next(one for one in document["scales"] if one["id"] == of)["moved"]
    return found["low"], found["high"]


def one_question(**more):
    return instrument([asked("q", **more)], [scale(points("q"))])


def two_questions(**more):
    return instrument([asked("q"), asked("r")], [scale(points("q"), points("r"), **more)])


def said_twice(q, r):
    """`q` and `r` said in January and again in March."""
    history = History()
    for day, which in ((JAN, 0), (MAR, 1)):
        history.said("q", q[which], day, identifier=f"q{which}")
        history.said("r", r[which], day, identifier=f"r{which}")
    return history


# ---- rows and shares -------------------------------------------------------------------------------------------------


def test_the_passing_of_days_alone_is_no_change():
    history = History()
    history.said("q", "much", JAN)
    document = changed(one_question(), history, FEB, MAR)
    assert document["rows"] == []
    assert moved(document) == (0, 0)


def test_a_row_has_its_state_before_and_after():
    history = History()
    history.said("q", "much", MAR, identifier="o")
    row = only(changed(one_question(), history, FEB, APR))
    assert row["before"] == {
        "status": "unknown",
        "applies": True,
        "answer": None,
        "value": None,
        "observed_on": None,
        "record": None,
        "contested": False,
        "widened": False,
        "points": [{"scale": "s", "low": 0, "high": 3, "applies": True}],
    }
    assert row["after"] == row["before"] | {
        "status": "current",
        "answer": "much",
        "observed_on": MAR,
        "record": "o",
        "points": [{"scale": "s", "low": 3, "high": 3, "applies": True}],
    }


def test_each_row_moves_both_ends_of_a_sum():
    history = History()
    history.said("q", "some", MAR)  # from [0, 3] to 1
    history.said("r", "much", JAN)
    history.said("r", "no", MAR)  # from 3 to 0
    document = changed(two_questions(), history, FEB, APR)
    assert share(document, "q") == (1, -2)
    assert share(document, "r") == (-3, -3)
    assert moved(document) == (-2, -5)


def test_with_max_the_order_of_the_instrument_divides_the_sum():
    history = said_twice(("much", "no"), ("no", "some"))
    document = changed(two_questions(combine="max"), history, FEB, APR)
    assert share(document, "q") == (-3, -3)  # max(3, 0) to max(0, 0)
    assert share(document, "r") == (1, 1)  # max(0, 0) to max(0, 1)
    assert moved(document) == (-2, -2)


def test_a_share_is_of_the_published_value():
    history = said_twice(("no", "some"), ("no", "much"))
    made = two_questions(table=[[0, 10], [1, 15], [3, 40]])
    document = changed(made, history, FEB, APR)
    assert share(document, "q") == (5, 5)  # points 0 to 1
    assert share(document, "r") == (25, 25)  # points 1 to 4
    assert moved(document) == (30, 30)


def test_a_share_of_a_prorated_mean():
    history = History()
    history.said("q", "much", JAN)  # alone it is the mean
    history.said("r", "no", MAR)
    document = changed(two_questions(combine="mean", min_answered=1), history, FEB, APR)
    assert share(document, "r") == (Fraction("-1.5"), Fraction("-1.5"))


def test_shares_reach_scales_that_name_scales():
    history = said_twice(("no", "some"), ("no", "no"))
    made = instrument(
        [asked("q"), asked("r")],
        [scale({"scale": "s"}, points("r"), identifier="total"), scale(points("q", (0, 2, 4)))],
    )
    document = changed(made, history, FEB, APR)
    assert [one["scale"] for one in only(document)["shares"]] == ["total", "s"]
    assert share(document, of="total") == share(document, of="s") == (2, 2)


def test_a_row_brings_along_whether_it_applies():
    made = instrument(
        [asked("q"), asked("r", applies_when={"item": "q", "is": "some"})], [scale(points("q"), points("r"))]
    )
    history = History()
    history.said("q", "no", JAN)
    history.said("q", "some", MAR, identifier="now")
    document = changed(made, history, FEB, APR)
    assert share(document, "q") == (1, 1)  # and not the three that r may bring
    assert share(document, "r") == (0, 3)
    assert caused(document, "r") == ("applies", ["now"])
    assert moved(document) == (1, 4)


def test_a_member_that_comes_is_added_and_one_that_goes_is_taken_away():
    made = instrument([asked("q", per="child")], [scale(points("q", combine="sum", most=10))])
    history = History()
    history.member("a", "child", "2015-01-01", until="2020-03-01", identifier="ma")
    history.member("b", "child", "2015-01-01", identifier="mb")
    history.member("c", "child", "2020-03-05", identifier="mc")
    for person, answer in (("a", "much"), ("b", "some")):
        history.said("q", answer, JAN, person=person)
    document = changed(made, history, FEB, APR)
    assert [row["person"] for row in document["rows"]] == ["a", "c"]
    assert only(document, person="a")["after"] is None
    assert only(document, person="c")["before"] is None
    assert share(document, person="a") == (-3, -3)
    assert share(document, person="c") == (0, 3)
    assert caused(document, person="a") == ("household", ["ma"])
    assert caused(document, person="c") == ("household", ["mc"])


def test_rows_stand_in_the_order_of_the_instrument_then_by_person_nobody_first():
    made = instrument([asked("z", per="child"), asked("a")], [scale(points("z", combine="max"), points("a"))])
    history = History()
    history.said("a", "no", MAR)
    history.member("b", "child", MAR, identifier="m1")
    history.member("a", "child", MAR, identifier="m2")
    document = changed(made, history, FEB, APR)
    assert [(row["item"], row["person"]) for row in document["rows"]] == [
        ("z", None),
        ("z", "a"),
        ("z", "b"),
        ("a", None),
    ]
    assert caused(document, "z") == ("household", ["m1", "m2"])


def test_generated_shares_add_up_on_every_scale():
    seen = 0
    for seed in range(1, 200):
        try:
            document = change(**make_change(seed))
        except (MeetError, NotAChild, MomentsTurned):
            continue
        for position, one in enumerate(document["scales"]):
            for end in ("low", "high"):
                shares = [row["shares"][position][end] for row in document["rows"]]
                assert sum(shares) == one["moved"][end] == one["after"][end] - one["before"][end], (seed, one["id"])
                seen += any(shares)
    assert seen > 50


def test_generated_rows_have_a_cause_and_records_in_force_at_either_moment():
    for seed in range(200, 500):
        case = make_change(seed)
        try:
            document = change(**case)
        except (MeetError, NotAChild, MomentsTurned):
            continue
        except NoCause as error:
            pytest.fail(f"seed {seed}: {error} has no cause")
        first = {one["id"] for one in case["history"]["records"] if one["type"] not in ("correction", "retraction")}
        for row in document["rows"]:
            assert row["records"], seed
            assert set(row["records"]) <= first, seed


def test_generated_documents_fit_the_schema():
    path = Path(__file__).resolve().parents[2] / "schemas" / "v1" / "change.schema.json"
    schema = Draft7Validator(json.loads(path.read_text(encoding="utf-8")))
    for seed in range(500, 560):
        try:
            document = change(**make_change(seed))
        except (MeetError, NotAChild, MomentsTurned):
            continue
        faults = [fault.message for fault in schema.iter_errors(json.loads(to_json(document)))]
        assert faults == [], seed


# ---- causes ----------------------------------------------------------------------------------------------------------


def test_a_retraction_is_the_cause_where_the_record_was_used():
    history = History()
    history.said("q", "some", "2020-01-05", identifier="older")
    history.said("q", "much", JAN, identifier="o")
    history.retract("o", MAR)
    assert caused(changed(one_question(), history, (FEB, "as_of"), (APR, "as_of"))) == ("retracted", ["o"])
    history.said("q", "no", APR, identifier="newest")  # that the answer is another one is true too, and comes later
    assert caused(changed(one_question(), history, (FEB, "as_of"), (APR, "as_of"))) == ("retracted", ["o"])


def test_a_correction_is_the_cause_where_what_is_read_differs():
    history = History()
    history.said("q", "much", JAN, identifier="o")
    history.correct("o", MAR, observed_on=JAN, item="q", answer="some")
    document = changed(one_question(), history, (FEB, "as_of"), (FEB, "everything"))
    assert caused(document) == ("corrected", ["o"])
    assert share(document) == (-2, -2)


def test_a_correction_of_the_basis_or_a_note_is_none():
    history = History()
    history.said("q", "much", JAN, identifier="o")
    history.correct("o", "2020-01-20", observed_on=JAN, item="q", answer="much", basis="fact", note="seen")
    made = one_question(kind="dynamic", shelf_life="P2M")
    document = changed(made, history, (JAN, "as_of"), (MAR, "as_of"))
    assert caused(document) == ("expired", ["o"])


def test_what_was_so_before_and_recorded_later_became_known():
    history = History()
    history.said("q", "much", JAN, at=MAR + NOON, identifier="o")
    assert caused(changed(one_question(), history, (FEB, "as_of"), (APR, "as_of"))) == ("became_known", ["o"])
    # known all along by the same knowledge, there is no difference
    assert changed(one_question(), history, FEB, APR)["rows"] == []


def test_what_is_of_the_first_day_became_known_and_of_the_day_after_is_new():
    history = History()
    history.said("q", "much", FEB, at="2020-02-11T00:00:00Z", identifier="o")
    document = changed(one_question(), history, (FEB, "as_of"), ("2020-02-11", "as_of"))
    assert caused(document) == ("became_known", ["o"])
    document = changed(one_question(), history, ("2020-02-09", "as_of"), ("2020-02-11", "as_of"))
    assert caused(document) == ("new_answer", ["o"])


def test_somebody_joins_and_the_answer_lapses():
    made = one_question(lapses_on={"joins": ["caregiver"]})
    history = History()
    history.said("q", "no", JAN, identifier="o")
    history.member("k", "caregiver", MAR, identifier="m")
    document = changed(made, history, FEB, APR)
    assert only(document)["after"]["status"] == "stale"
    assert caused(document) == ("household", ["m"])
    known = changed(made, history, (FEB, "everything"), (APR, "everything"))
    assert known["rows"] == document["rows"]


def test_somebody_leaves_and_the_ending_says_so_too():
    made = one_question(lapses_on={"leaves": ["caregiver"]})
    history = History()
    history.member("k", "caregiver", "2015-01-01", identifier="m")
    history.said("q", "no", JAN, identifier="o")
    history.end("m", MAR, day=APR)
    ending = history.records[-1]["id"]
    assert caused(changed(made, history, FEB, APR)) == ("household", ["m", ending])
    # asked of one day, before and after the ending was recorded: it spoke of that day
    document = changed(made, history, ("2020-03-20", "as_of"), ("2020-03-20", "everything"))
    assert caused(document) == ("became_known", [ending])


def test_an_event_makes_an_answer_lapse():
    made = one_question(lapses_on={"events": ["relapse"]})
    history = History()
    history.said("q", "no", JAN, identifier="o")
    history.happened("relapse", MAR, identifier="e")
    assert caused(changed(made, history, FEB, APR)) == ("event", ["e"])
    history.retract("e", "2020-04-20")
    document = changed(made, history, (APR, "as_of"), (APR, "everything"))
    assert caused(document) == ("retracted", ["e"])


def test_an_answer_expires():
    history = History()
    history.said("q", "much", JAN, identifier="o")
    document = changed(one_question(kind="dynamic", shelf_life="P2M"), history, ("2020-03-09", "as_of"), (MAR, "as_of"))
    assert caused(document) == ("expired", ["o"])
    assert share(document) == (-3, 0)


def test_an_answer_leaves_the_pool():
    made = one_question(pick={"rule": "worst", "window": "P1M"})
    history = History()
    history.said("q", "much", "2020-02-01", identifier="old")
    history.said("q", "no", "2020-02-20", identifier="new")
    document = changed(made, history, "2020-02-29", "2020-03-01")
    assert caused(document) == ("expired", ["old"])
    assert share(document) == (-3, -3)


def test_an_event_comes_and_leaves_its_window():
    made = instrument(
        [{"id": "d", "kind": "derived", "derive": {"count_events": {"types": ["violence"], "window": "P1M"}}}],
        [scale({"item": "d", "linear": {"times": 2, "max": 10}})],
    )
    history = History()
    history.happened("violence", "2020-02-01", identifier="e")
    document = changed(made, history, "2020-01-31", "2020-02-01")
    assert caused(document, "d") == ("event", ["e"])
    assert share(document, "d") == (2, 2)
    assert only(document, "d")["after"]["value"] == {"low": 1, "high": 1}
    assert caused(changed(made, history, "2020-02-29", "2020-03-01"), "d") == ("expired", ["e"])


def test_days_since_an_event():
    made = instrument(
        [{"id": "d", "kind": "derived", "derive": {"days_since_event": {"types": ["violence"]}}}],
        [scale({"item": "d", "bins": [{"at_least": 0, "points": 4}, {"at_least": 30, "points": 1}], "if_none": 0})],
    )
    history = History()
    history.happened("violence", "2020-02-01", identifier="e")
    document = changed(made, history, "2020-01-31", "2020-02-01")
    assert caused(document, "d") == ("event", ["e"])
    assert (only(document, "d")["before"]["answer"], only(document, "d")["after"]["answer"]) == ("none", 0)
    document = changed(made, history, "2020-03-01", "2020-03-02")  # 29 days, 30 days
    assert caused(document, "d") == ("derived", ["e"])
    assert share(document, "d") == (-3, -3)


def youngest(**more):
    return instrument(
        [{"id": "d", "kind": "derived", "derive": {"age": {"of": "youngest", "role": "child"}}, **more}],
        [scale({"item": "d", "bins": [{"at_least": 0, "points": 1}, {"at_least": 4, "points": 0}]})],
    )


def test_a_birthday_of_whom_the_number_is():
    history = History()
    history.person("a", born="2016-03-01")
    history.person("b", born="2010-03-01")
    for person in "ab":
        history.member(person, "child", "2016-03-01", identifier=f"m{person}")
    document = changed(youngest(), history, "2020-02-29", "2020-03-01")
    assert caused(document, "d") == ("derived", ["a"])  # b has a birthday too, and is not the youngest
    assert share(document, "d") == (-1, -1)


def test_a_child_that_is_born_is_derived_and_of_the_household():
    history = History()
    history.person("a", born="2010-03-01")
    history.member("a", "child", "2010-03-01", identifier="ma")
    history.person("b", born=MAR, day=MAR)
    history.member("b", "child", MAR, identifier="mb")
    document = changed(youngest(), history, FEB, APR)
    assert caused(document, "d") == ("household", ["mb"])
    assert share(document, "d") == (1, 1)


def test_a_role_that_is_said_to_be_empty():
    history = History()
    history.add("household", MAR, identifier="h", start=MAR, empty=["child"])
    document = changed(youngest(), history, FEB, APR)
    assert only(document, "d")["after"]["status"] == "not_applicable"
    assert caused(document, "d") == ("household", ["h"])


def test_a_role_that_is_known_by_members_who_do_not_count():
    history = History()
    history.member("a", "child", MAR, identifier="m", lives="elsewhere")
    assert caused(changed(youngest(), history, FEB, APR), "d") == ("household", ["m"])


def test_an_age_begins_to_apply_and_ceases_to():
    made = instrument([asked("q", per="child", ages={"at_least": 4})], [scale(points("q", combine="max"))])
    history = History()
    history.person("a", born="2016-03-01")
    history.member("a", "child", "2016-03-01", identifier="m")
    document = changed(made, history, "2020-02-29", "2020-03-01")
    assert only(document, person="a")["before"] is None
    assert caused(document, person="a") == ("applies", ["a"])
    history.correct("a", APR, born_on="2015-03-01")
    document = changed(made, history, ("2020-02-29", "as_of"), ("2020-02-29", "everything"))
    assert caused(document, person="a") == ("corrected", ["a"])


def test_ages_that_become_known_apply():
    made = instrument([asked("q", per="child", ages={"at_least": 4})], [scale(points("q", combine="max"))])
    history = History()
    history.member("a", "child", "2010-03-01", identifier="m")
    history.add("person", MAR, identifier="a", born_on="2010-03-01")
    document = changed(made, history, (FEB, "as_of"), (APR, "as_of"))
    assert only(document, person="a")["before"]["applies"] is None
    assert caused(document, person="a") == ("became_known", ["a"])


def test_a_condition_names_the_records_behind_it_and_not_their_cause():
    made = instrument(
        [asked("q"), asked("r", applies_when={"item": "q", "is": "some"})], [scale(points("q"), points("r"))]
    )
    history = History()
    history.said("q", "some", JAN, identifier="o")
    history.correct("o", MAR, observed_on=JAN, item="q", answer="no")
    document = changed(made, history, (FEB, "as_of"), (FEB, "everything"))
    assert caused(document, "q") == ("corrected", ["o"])
    assert caused(document, "r") == ("applies", ["o"])


def test_only_what_makes_an_answer_contested_is_looked_at_where_nothing_else_differs():
    made = one_question(kind="dynamic", shelf_life="P2M")
    history = History()
    history.said("q", "no", JAN, identifier="ours", source="worker")
    history.said("q", "much", FEB, identifier="theirs", source="parent")
    history.retract("theirs", "2020-02-20")
    document = changed(made, history, ("2020-02-15", "as_of"), ("2020-02-25", "as_of"))
    assert (only(document)["before"]["contested"], only(document)["after"]["contested"]) == (True, False)
    assert caused(document) == ("retracted", ["theirs"])
    document = changed(made, history, ("2020-02-15", "as_of"), (APR, "as_of"))  # ours expired as well
    assert caused(document) == ("expired", ["ours"])


def test_words_that_widen_the_points_are_used():
    made = one_question(when_contested="range", kind="dynamic", shelf_life="P2M")
    history = History()
    history.said("q", "much", JAN, identifier="theirs", source="professional")
    history.said("q", "no", FEB, identifier="ours", source="worker")
    document = changed(made, history, "2020-03-09", MAR)  # theirs expires
    assert (only(document)["before"]["widened"], only(document)["after"]["widened"]) == (True, False)
    assert caused(document) == ("expired", ["theirs"])
    assert share(document) == (0, -3)


def test_the_first_cause_that_applies_with_all_records_that_give_it():
    made = one_question(when_contested="range")
    history = History()
    history.said("q", "much", JAN, identifier="theirs", source="professional")
    history.said("q", "no", FEB, identifier="ours", source="worker")
    history.said("q", "some", MAR, identifier="new", source="record")
    document = changed(made, history, JAN, APR)
    assert only(document)["after"]["points"] == [{"scale": "s", "low": 0, "high": 3, "applies": True}]
    assert caused(document) == ("new_answer", ["ours", "new"])


def test_a_later_sitting_leaves_an_answer_out():
    made = instrument([asked("q"), asked("r")], [scale(points("q"), points("r"))], one_sitting=True)
    history = History()
    history.said("q", "much", JAN, identifier="o", source="worker")
    history.said("r", "no", MAR, identifier="later", source="worker")
    document = changed(made, history, FEB, APR)
    assert only(document, "q")["after"]["status"] == "unknown"
    assert caused(document, "q") == ("new_answer", ["later"])


def test_an_ending_of_what_ran_at_neither_moment_is_no_cause():
    made = instrument([asked("q", per="caregiver")], [scale(points("q", combine="max"))])
    history = History()
    history.member("k", "caregiver", "2020-01-01", identifier="m", until="2020-03-01")
    history.member("z", "caregiver", "2020-01-02", at=APR + NOON, identifier="short")
    history.end("short", "2020-01-03", day=APR)
    document = changed(made, history, (FEB, "as_of"), ("2020-04-20", "as_of"))
    assert caused(document) == ("household", ["m"])
    assert caused(document, person="k") == ("household", ["m"])


def test_a_statement_that_a_membership_contradicts_is_not_used():
    made = instrument([asked("q", per="child")], [scale(points("q", combine="max"))])
    history = History()
    history.add("household", MAR, identifier="h", start=MAR, empty=["child"])
    history.member("a", "child", MAR, identifier="m")
    assert caused(changed(made, history, FEB, APR)) == ("household", ["m"])


def test_a_member_both_times_by_another_membership_has_gone_by_age():
    made = instrument([asked("q", per="child", ages={"below": 5})], [scale(points("q", combine="max"))])
    history = History()
    history.person("a", born="2015-03-01")
    history.member("a", "child", "2015-03-01", identifier="m1", until="2020-02-20")
    history.member("a", "child", "2020-02-20", identifier="m2", lives="part")
    assert caused(changed(made, history, FEB, APR), person="a") == ("applies", ["a"])


def test_a_condition_that_turned_is_no_cause_where_the_item_applies_as_before():
    made = instrument(
        [asked("q"), asked("r", per="child", ages={"at_least": 4}, applies_when={"item": "q", "is": "some"})],
        [scale(points("q"), points("r", combine="max"))],
    )
    history = History()
    history.person("a", born="2010-03-01")
    history.member("a", "child", "2010-03-01")
    history.said("q", "no", JAN)
    history.correct("a", MAR)  # born nobody knows when
    history.said("r", "no", MAR, person="a", identifier="o")
    document = changed(made, history, (FEB, "as_of"), (APR, "as_of"))
    assert only(document, "r", "a")["before"]["applies"] is only(document, "r", "a")["after"]["applies"] is False
    assert caused(document, "r", "a") == ("new_answer", ["o"])


def test_a_refused_word_beside_a_range_is_not_used():
    made = one_question(when_contested="range")
    history = History()
    history.said("q", "much", "2020-01-05", identifier="theirs", source="professional")
    history.said("q", "refused", FEB, identifier="no_word", source="record")
    history.said("q", "no", MAR, identifier="ours", source="worker")
    document = changed(made, history, JAN, APR)
    assert only(document)["after"]["widened"] is True
    assert caused(document) == ("new_answer", ["ours"])


def test_an_unanswered_row_does_not_use_the_sitting():
    made = instrument([asked("q", per="child"), asked("r")], [scale(points("q", combine="max"))], one_sitting=True)
    history = History()
    history.said("r", "no", MAR, identifier="o", source="worker")
    history.member("a", "child", MAR, identifier="m")
    document = changed(made, history, FEB, APR)
    assert caused(document, "q") == caused(document, "q", "a") == ("household", ["m"])


def test_an_item_that_does_not_apply_uses_no_pool():
    made = instrument(
        [asked("q"), asked("r", applies_when={"item": "q", "is": "some"}, pick={"rule": "worst", "window": "P1Y"})],
        [scale(points("q"), points("r"))],
    )
    history = History()
    history.said("q", "no", JAN)
    history.said("r", "much", "2020-02-20", identifier="before")
    history.said("r", "no", MAR, identifier="now")
    assert caused(changed(made, history, FEB, APR), "r") == ("new_answer", ["now"])


def test_a_word_that_no_longer_stands_and_is_in_the_pool_expired():
    made = one_question(
        when_contested="range", kind="dynamic", shelf_life="P2M", pick={"rule": "worst", "window": "P1Y"}
    )
    history = History()
    history.said("q", "some", JAN, identifier="theirs", source="professional")
    history.said("q", "much", FEB, identifier="ours", source="worker")
    document = changed(made, history, "2020-03-09", MAR)
    assert share(document) == (2, 0)  # from 1 to 3 between them, to the worst of both
    assert caused(document) == ("expired", ["theirs"])


def test_a_word_that_had_lapsed_and_stands_again():
    made = one_question(lapses_on={"events": ["move"]})
    history = History()
    history.said("q", "much", JAN, identifier="theirs", source="professional")
    history.happened("move", "2020-01-20", identifier="e")
    history.said("q", "no", FEB, identifier="ours", source="worker")
    history.retract("e", APR)
    document = changed(made, history, (MAR, "as_of"), (MAR, "everything"))
    assert (only(document)["before"]["contested"], only(document)["after"]["contested"]) == (False, True)
    assert caused(document) == ("retracted", ["e"])


# ---- levels ----------------------------------------------------------------------------------------------------------


def with_levels(rules=(), items=None, **more):
    made = instrument(
        items or [asked("q", best="no", changeable=True)],
        [scale(points("q"), cuts={"high": 3})] if items is None else [],
        levels=["low", "high"],
        rules=[{"id": f"r{position}", "why": text("why"), **rule} for position, rule in enumerate(rules, 1)],
        **more,
    )
    if items is None and "tree" not in more:
        made["level_from"] = ["s"]
    return made


def levels(document, which="computed"):
    found = document["level"][which]
    return tuple((found[side]["low"], found[side]["high"]) for side in ("before", "after"))


def test_levels_before_and_after_and_of_a_scale_with_cuts():
    history = History()
    history.said("q", "much", JAN)
    history.said("q", "no", MAR)
    document = changed(with_levels(), history, FEB, APR)
    assert levels(document) == levels(document, "final") == (("high", "high"), ("low", "low"))
    assert document["scales"][0]["level"] == {
        "before": {"low": "high", "high": "high"},
        "after": {"low": "low", "high": "low"},
    }
    assert document["level"]["causes"] == []


def test_without_levels_there_are_none():
    document = changed(one_question(), History(), FEB, APR)
    assert document["level"] == {"computed": None, "final": None, "causes": []}
    assert document["scales"][0]["level"] is None


def test_a_plan_that_ends_speaks_of_the_level_where_the_instrument_looks_at_plans():
    history = History()
    history.said("q", "no", JAN)
    history.add("plan", JAN, identifier="l", start=JAN, until=MAR)
    rule = {"if": {"not": {"plan": "active"}}, "then": {"at_least": "high"}}
    document = changed(with_levels([rule]), history, FEB, MAR)
    assert document["level"]["causes"] == [
        {"cause": "plan", "of": "plan", "id": "l", "before": True, "after": False, "records": ["l"]},
        {"cause": "rule", "of": "rule", "id": "r1", "before": False, "after": True, "records": ["l"]},
    ]
    assert levels(document) == (("low", "low"), ("high", "high"))
    assert changed(with_levels(), history, FEB, MAR)["level"]["causes"] == []


def test_a_plan_that_was_ended_names_the_ending():
    history = History()
    history.add("plan", JAN, identifier="l", start=JAN, until=APR)
    history.end("l", MAR)
    ending = history.records[-1]["id"]
    rule = {"if": {"plan": "active"}, "then": {"at_most": "low"}}
    plan = changed(with_levels([rule]), history, FEB, MAR)["level"]["causes"][0]
    assert (plan["cause"], plan["records"]) == ("plan", ["l", ending])
    history.retract("l", APR)
    plan = changed(with_levels([rule]), history, (FEB, "as_of"), (FEB, "everything"))["level"]["causes"][0]
    assert (plan["cause"], plan["before"], plan["after"], plan["records"]) == ("retracted", True, False, ["l"])


def test_an_ending_that_became_known_is_the_cause_of_a_plan_that_no_longer_runs():
    history = History()
    history.add("plan", JAN, identifier="l", start=JAN, until=APR)
    history.end("l", FEB, day="2020-02-20")
    ending = history.records[-1]["id"]
    rule = {"if": {"plan": "active"}, "then": {"at_most": "low"}}
    causes = changed(with_levels([rule]), history, ("2020-02-15", "as_of"), (MAR, "as_of"))["level"]["causes"]
    assert [(one["cause"], one["records"]) for one in causes] == [("became_known", [ending]), ("rule", ["l"])]


def test_an_ending_that_is_not_there_yet_is_not_at_work():
    history = History()
    history.add("plan", JAN, identifier="l", start=JAN, until=MAR)
    history.end("l", APR, day=FEB)
    rule = {"if": {"plan": "active"}, "then": {"at_most": "low"}}
    plan = changed(with_levels([rule]), history, FEB, MAR)["level"]["causes"][0]
    assert (plan["cause"], plan["records"]) == ("plan", ["l"])


def test_an_override_by_its_states():
    history = History()
    history.said("q", "no", JAN)
    history.add(
        "override",
        FEB,
        identifier="v",
        instrument="made-up",
        level="high",
        computed={"low": "low", "high": "low"},
        by="supervisor",
        reason="a reason",
        start=FEB,
        until=MAR,
    )
    made = with_levels(overrides={"roles": ["supervisor"], "up": 1, "longest": "P3M"})
    document = changed(made, history, JAN, FEB)
    assert document["level"]["causes"] == [
        {"cause": "override", "of": "override", "id": "v", "before": None, "after": "counts", "records": ["v"]}
    ]
    assert levels(document) == (("low", "low"), ("low", "low"))
    assert levels(document, "final") == (("low", "low"), ("high", "high"))
    entry = changed(made, history, (FEB, "2020-02-10T00:00:00Z"), (FEB, "as_of"))["level"]["causes"][0]
    assert entry["cause"] == "became_known"


def test_a_rule_on_an_item_and_one_on_a_scale():
    history = History()
    history.said("q", "no", JAN)
    history.said("q", "much", MAR, identifier="now")
    rules = [
        {"if": {"item": "q", "is": "much"}, "then": {"at_least": "high"}},
        {"if": {"all": [{"scale": "s", "at_least": 2}, {"item": "q", "is": "no"}]}, "then": {"at_least": "high"}},
        {"if": {"scale": "s", "at_least": 2}, "then": {"at_least": "high"}},
    ]
    causes = changed(with_levels(rules), history, FEB, APR)["level"]["causes"]
    assert causes == [
        {"cause": "rule", "of": "rule", "id": "r1", "before": False, "after": True, "records": ["now"]},
        {"cause": "rule", "of": "rule", "id": "r3", "before": False, "after": True, "records": ["now"]},
    ]


def test_what_did_not_change_the_truth_is_not_behind_it():
    made = instrument(
        [asked("q"), asked("r")],
        [scale(points("q"), cuts={"high": 3}), scale(points("r"), identifier="other")],
        levels=["low", "high"],
        level_from=["s"],
        rules=[
            {"id": "on_s", "why": text("why"), "if": {"scale": "s", "at_least": 2}, "then": {"at_least": "high"}},
            {
                "id": "on_either",
                "why": text("why"),
                "if": {"any": [{"item": "q", "is": "much"}, {"item": "r", "is": "much"}]},
                "then": {"at_least": "high"},
            },
        ],
    )
    document = changed(made, said_twice(("no", "much"), ("no", "some")), FEB, APR)
    assert [row["item"] for row in document["rows"]] == ["q", "r"]
    assert [one["records"] for one in document["level"]["causes"]] == [["q1"], ["q1"]]


def test_a_rule_on_events_names_those_that_count_at_one_moment_alone():
    history = History()
    for identifier, day in (("e1", JAN), ("e2", "2020-02-01"), ("e3", "2020-02-20")):
        history.happened("violence", day, identifier=identifier)
    rule = {"if": {"events": ["violence"], "within": "P1M", "at_least": 2}, "then": {"at_least": "high"}}
    cause = changed(with_levels([rule]), history, "2020-02-09", "2020-03-05")["level"]["causes"][0]
    assert (cause["before"], cause["after"], cause["records"]) == (True, False, ["e1", "e2", "e3"])


def test_nodes_of_a_tree_that_are_reached():
    items = [asked("q"), asked("r")]
    tree = {
        "if": {"item": "q", "is": "much"},
        "then": {"level": "high"},
        "else": {"if": {"item": "r", "is": "much"}, "then": {"level": "high"}, "else": {"level": "low"}},
    }
    history = History()
    history.said("q", "much", JAN, identifier="q1")
    history.said("r", "no", JAN, identifier="r1")
    history.said("r", "much", MAR, identifier="r2")
    made = with_levels(items=items, tree=tree)
    assert changed(made, history, FEB, MAR)["level"]["causes"] == []  # at neither moment is the second node reached
    history.said("q", "no", MAR, identifier="q2")
    assert changed(made, history, FEB, MAR)["level"]["causes"] == [
        {"cause": "rule", "of": "tree", "id": "/tree", "before": True, "after": False, "records": ["q2"]},
        {"cause": "rule", "of": "tree", "id": "/tree/else", "before": False, "after": True, "records": ["r2"]},
    ]


# ---- reliable change -------------------------------------------------------------------------------------------------


def rated(before, after, error, **more):
    made = instrument(
        [asked("q", number(0, 10))],
        [scale({"item": "q", "linear": {"times": 1}}, standard_error=error, **more)],
    )
    history = History()
    if before is not None:
        history.said("q", before, JAN)
    history.said("q", after, MAR)
    return changed(made, history, FEB, APR)["scales"][0]["reliable"]


def test_the_index_is_the_difference_by_the_error_of_a_difference():
    found = rated(2, 5, 1)
    assert found == {
        "standard_error": 1,
        "higher_is": "worse",
        "difference": {"low": 3, "high": 3},
        "index": {"low": Fraction("2.1213"), "high": Fraction("2.1213")},  # 3 / 1.41421356
        "verdict": "worsened",
    }
    assert rated(5, 2, 1)["index"]["low"] == Fraction("-2.1213")
    assert rated(2, 3, Fraction("0.6"))["index"]["low"] == Fraction("1.1785")  # 1 / 0.84852814 = 1.17851
    assert rated(0, 9, 1)["index"]["low"] == Fraction("6.364")  # 6.36396
    assert rated(2, 2, 1)["index"] == {"low": 0, "high": 0}


@pytest.mark.parametrize(
    ("before", "after", "more", "verdict"),
    [
        (5, 2, {}, "improved"),
        (2, 5, {"higher_is": "better"}, "improved"),
        (5, 2, {"higher_is": "better"}, "worsened"),
        (5, 5, {}, "not_beyond_error"),
        # 1.96 x sqrt 2 = 2.77186
        (0, Fraction("2.7718"), {}, "not_beyond_error"),
        (0, Fraction("2.7719"), {}, "worsened"),
        (Fraction("2.7719"), 0, {}, "improved"),
    ],
)
def test_a_verdict_needs_more_than_1_96(before, after, more, verdict):
    assert rated(before, after, 1, **more)["verdict"] == verdict


def test_every_possible_difference_must_lie_beyond():
    found = rated(None, 10, 1)  # unknown before: 0 to 10
    assert found["difference"] == {"low": 0, "high": 10}
    assert found["verdict"] == "not_beyond_error"


def test_without_a_standard_error_there_is_no_index():
    assert changed(one_question(), History(), FEB, APR)["scales"][0]["reliable"] is None


# ---- moments ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ((MAR, "everything"), (FEB, "everything")),
        ((FEB, "everything"), (MAR, "as_of")),
        ((FEB, "everything"), (MAR, MAR + NOON)),
        ((FEB, "as_of"), (MAR, FEB + NOON)),
        ((FEB, MAR + NOON), (MAR, "2020-03-10T11:59:59.999999Z")),
    ],
)
def test_moments_that_are_turned_are_refused(a, b):
    with pytest.raises(MomentsTurned):
        changed(one_question(), History(), a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ((FEB, "as_of"), (FEB, "as_of")),
        ((FEB, FEB + NOON), (FEB, "as_of")),
        ((FEB, "as_of"), (MAR, "2020-02-10T23:59:59.999999Z")),
        ((FEB, "2020-02-10T13:00:00+01:00"), (MAR, FEB + NOON)),
    ],
)
def test_moments_that_are_not_turned(a, b):
    assert changed(one_question(), History(), a, b)["rows"] == []


def test_the_child_must_be_one_on_both_days():
    made = instrument([asked("q", per="child")], [scale(points("q", combine="max"))])
    history = History()
    history.member("a", "child", MAR)
    with pytest.raises(NotAChild):
        changed(made, history, FEB, APR, "a")
    assert changed(made, history, MAR, APR, "a")["child"] == "a"


def signed(history, identifier, as_of, at, **more):
    content = {"instrument": "made-up", "version": "1", "as_of": as_of, "by": "worker", **more}
    history.add("sign_off", as_of, at=at, identifier=identifier, **content)


def since(made, history, day, b=APR, child=None):
    return change(made, history.document(), day, (b, "everything"), child)["before"]


def test_since_a_signed_day_the_moment_is_that_of_the_last_sign_off():
    history = History()
    history.member("a", "child", "2015-01-01")
    signed(history, "s2", FEB, "2020-02-12T12:00:00Z", known_at="2020-02-11T10:00:00+01:00")
    signed(history, "s1", FEB, "2020-02-12T11:00:00Z", known_at="2020-02-12T10:00:00Z")
    signed(history, "s3", MAR, MAR + NOON, known_at=MAR + NOON)
    signed(history, "s4", FEB, "2020-03-12T12:00:00Z", person="a", known_at="2020-03-12T10:00:00Z")
    signed(history, "s5", FEB, "2020-03-12T12:00:00Z", instrument="another", known_at="2020-03-12T10:00:00Z")
    made = one_question()
    found = since(made, history, FEB)
    assert (found["as_of"], found["known_at"], found["sign_off"]) == (FEB, "2020-02-11T09:00:00Z", "s2")
    assert found["same_instrument"] is None
    assert since(made, history, FEB, child="a")["sign_off"] == "s4"
    # what b knows: without the last two of that day
    early = change(made, history.document(), FEB, (APR, "2020-02-12T11:30:00Z"))["before"]
    assert early["sign_off"] == "s1"


def test_a_sign_off_without_known_at_knew_what_was_recorded_by_then():
    history = History()
    signed(history, "s", FEB, "2020-02-12T12:00:00Z", instrument_sha256="0" * 64)
    found = since(one_question(), history, FEB)
    assert (found["known_at"], found["same_instrument"]) == ("2020-02-12T12:00:00Z", False)
    digest = assess(one_question(), history.document(), FEB)["instrument"]["sha256"]
    signed(history, "t", FEB, "2020-02-13T12:00:00Z", instrument_sha256=digest)
    assert since(one_question(), history, FEB)["same_instrument"] is True


def test_since_another_day_it_is_what_was_known_at_its_end():
    found = since(one_question(), History(), FEB)
    assert (found["as_of"], found["known_at"], found["sign_off"]) == (FEB, "as_of", None)


def test_the_digests_are_those_of_the_two_assessments():
    history = History()
    history.said("q", "much", JAN)
    history.said("q", "no", MAR)
    document = changed(one_question(), history, (FEB, "as_of"), (APR, "as_of"))
    for side, day in (("before", FEB), ("after", APR)):
        expected = assess(one_question(), history.document(), day, "as_of")["records_sha256"]
        assert document[side]["records_sha256"] == expected
    assert document["before"]["records_sha256"] != document["after"]["records_sha256"]


def test_generated_moments_come_in_every_kind():
    kinds = {"since": 0, "same day": 0, "same knowledge": 0, "turned": 0}
    for seed in range(1, 300):
        case = make_change(seed)
        if isinstance(case["a"], str):
            kinds["since"] += 1
            continue
        kinds["same day"] += case["a"][0] == case["b"][0]
        kinds["same knowledge"] += case["a"][1] == case["b"][1]
        kinds["turned"] += case["a"][0] > case["b"][0]
    assert all(kinds.values()), kinds
