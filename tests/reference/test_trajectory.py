# SPDX-License-Identifier: MPL-2.0
"""The trajectory of the reference scorer: every day by itself, equal neighbours merged. By hand."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from by_hand import History, asked, instrument, points, scale
from reference_scorer.trajectory_causes import causes_in_order, causes_of_their_day
from scorer import trajectory


def run(made, history, start, until, **more):
    return trajectory(made, history.document(), start, until, **more)["segments"]


def days(segments):
    return [(one["start"], one["until"]) for one in segments]


def expiring():
    made = instrument(
        [asked("q", kind="dynamic", shelf_life="P1M")], [scale(points("q"), cuts={"high": 3})], ["low", "high"]
    )
    made["level_from"] = ["s"]
    history = History()
    history.said("q", "some", "2020-01-10", identifier="o")
    return made, history


def test_a_segment_is_a_maximal_run_of_equal_days():
    made, history = expiring()
    segments = run(made, history, "2020-01-08", "2020-02-12")
    assert days(segments) == [
        ("2020-01-08", "2020-01-10"),
        ("2020-01-10", "2020-02-10"),
        ("2020-02-10", "2020-02-12"),
    ]
    assert segments[1] == {
        "start": "2020-01-10",
        "until": "2020-02-10",
        "computed": {"low": "low", "high": "low"},
        "final": {"low": "low", "high": "low"},
        "scales": [{"id": "s", "low": 1, "high": 1}],
        "rows": [{"item": "q", "person": None, "status": "current", "contested": False}],
        "causes": None,
    }
    assert [one["rows"][0]["status"] for one in segments] == ["unknown", "current", "stale"]


def test_less_detail_merges_more():
    made, history = expiring()
    history.said("q", "no", "2020-01-20")
    of = {
        detail: run(made, history, "2020-01-08", "2020-01-25", detail=detail) for detail in ("all", "scales", "levels")
    }
    assert [len(one) for one in of.values()] == [3, 3, 2]
    assert of["scales"][0]["rows"] == of["levels"][0]["rows"] == of["levels"][0]["scales"] == []
    history.said("q", "no", "2020-01-22", source="parent")  # from here on nothing but one more voice
    history.said("q", "some", "2020-01-23", source="parent")
    assert len(run(made, history, "2020-01-08", "2020-01-25", detail="scales")) == 3
    contested = run(made, history, "2020-01-08", "2020-01-25")[-1]
    assert (contested["start"], contested["rows"][0]["contested"]) == ("2020-01-23", True)


def test_each_day_as_it_was_known_by_its_end():
    made, history = expiring()
    history.records[0]["recorded_at"] = "2020-01-15T12:00:00Z"
    assert days(run(made, history, "2020-01-09", "2020-01-20", known_at="as_of"))[0][1] == "2020-01-15"
    assert days(run(made, history, "2020-01-09", "2020-01-20"))[0][1] == "2020-01-10"


def test_days_on_which_the_child_is_no_member_are_in_no_segment():
    made = instrument([asked("q", per="child")], [scale(points("q", combine="max"))])
    history = History()
    history.member("a", "child", "2020-01-05", until="2020-01-07")
    history.member("a", "child", "2020-01-10")
    segments = run(made, history, "2020-01-01", "2020-01-12", child="a")
    assert days(segments) == [("2020-01-05", "2020-01-07"), ("2020-01-10", "2020-01-12")]  # equal, and not neighbours
    assert run(made, history, "2020-01-07", "2020-01-10", child="a") == []


# ---- what is looked at in the causes ---------------------------------------------------------------------------------


def documented(causes):
    made, history = expiring()
    case = {"instrument": made, "history": history.document(), "known_at": "everything", "child": None}
    document = trajectory(made, history.document(), "2020-01-08", "2020-02-12")
    for segment, own in zip(document["segments"], causes, strict=True):
        segment["causes"] = [{"cause": cause, "record": record} for cause, record in own]
    return case, document


def test_causes_that_are_right():
    assert causes_of_their_day(*documented([[], [("new_answer", "o")], [("expired", "o")]])) is None


@pytest.mark.parametrize(
    "causes",
    [
        [[("new_answer", "o")], [("new_answer", "o")], [("expired", "o")]],  # before the first day is nothing
        [[], [], [("expired", "o")]],
        [[], [("new_answer", "o")], [("expired", "o"), ("new_answer", "o")]],
        [[], [("new_answer", "o")], [("expired", "o"), ("expired", "o")]],
    ],
)
def test_causes_that_are_too_many_or_too_few_or_out_of_order(causes):
    assert causes_in_order(*documented(causes)) is not None


def test_a_cause_of_another_day():
    case, document = documented([[], [("new_answer", "o")], [("new_answer", "o")]])
    assert causes_in_order(case, document) is None
    assert causes_of_their_day(case, document) == ("/segments/2/causes", "new_answer o is not of 2020-02-10")
