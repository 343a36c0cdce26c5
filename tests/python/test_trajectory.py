# SPDX-License-Identifier: MPL-2.0
"""`Instrument.trajectory` and the values that a trajectory shows."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import json
import pickle
import subprocess
import sys
import textwrap
import warnings

import pyarrow as pa
import pytest
from made_up import ROOT, history_document, history_of, observation

import actueel as ac
from actueel.trajectory import Cause, Segment, Trajectory

YEAR = ("2019-11-01", "2020-12-01")
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def t(risk: ac.Instrument, family: ac.History) -> Trajectory:
    return risk.trajectory(family, *YEAR)


def membership(id: str, person: str, role: str, start: str, **more: str) -> dict:
    return {
        "id": id,
        "type": "membership",
        "recorded_at": f"{start}T12:00:00Z",
        "person": person,
        "role": role,
        "start": start,
        **more,
    }


def joins_twice() -> ac.History:
    return history_of(
        {"id": "p1", "type": "person", "recorded_at": "2020-01-05T09:00:00Z", "born_on": "2012-03-10"},
        membership("m1", "p1", "child", "2020-01-05", until="2020-02-01"),
        membership("m2", "p1", "child", "2020-03-01"),
    )


def days_of(t: Trajectory) -> list[dt.date]:
    return [t.start + n * ONE_DAY for n in range((t.until - t.start).days)]


def holding(t: Trajectory, day: dt.date) -> Segment | None:
    found = [each for each in t.segments if day in each]
    assert len(found) <= 1
    return found[0] if found else None


def says_the_same(segment: Segment, a: ac.Assessment) -> bool:
    rows = [(item.id, row.person, row.status, row.contested) for item in a.items.values() for row in item]
    return (
        (segment.computed, segment.final) == (a.computed, a.final)
        and {name: (each.low, each.high) for name, each in segment.scales.items()}
        == {name: (each.low, each.high) for name, each in a.scales.items()}
        and [dataclasses.astuple(row) for row in segment.rows] == rows
    )


# Equality with assess


@pytest.mark.parametrize("known_at", ["everything", "as_of", "2020-03-06T12:00:00Z"])
def test_every_day_equals_assess_of_that_day(risk: ac.Instrument, family: ac.History, known_at: str) -> None:
    t = risk.trajectory(family, *YEAR, known_at=known_at)
    assert (t.segments[0].start, t.segments[-1].until) == (t.start, t.until)
    for day in days_of(t):
        a = risk.assess(family, as_of=day, known_at=known_at)
        assert says_the_same(holding(t, day), a), day
    for before, after in zip(t.segments, t.segments[1:], strict=False):
        assert before.until == after.start
        assert (before.computed, before.final, before.scales, before.rows) != (
            after.computed,
            after.final,
            after.scales,
            after.rows,
        )


def test_a_child_that_leaves_and_comes_back_leaves_a_gap() -> None:
    safety, family = ac.instrument("safety-check"), joins_twice()
    t = safety.trajectory(family, "2020-01-01", "2020-04-01", child="p1")
    assert (t.child, t.segments[0].start, t.segments[-1].until) == ("p1", dt.date(2020, 1, 5), t.until)
    for day in days_of(t):
        if (segment := holding(t, day)) is not None:
            assert says_the_same(segment, safety.assess(family, as_of=day, child="p1"))
            continue
        with pytest.raises(ac.Error) as caught:
            safety.assess(family, as_of=day, child="p1")
        assert caught.value.problems[0].code == "child_not_member"
    back = holding(t, dt.date(2020, 3, 1))
    assert back.start == dt.date(2020, 3, 1)
    assert back.causes == ()
    assert "not a member" in str(t)


def test_as_of_shows_each_day_as_it_was_known(risk: ac.Instrument) -> None:
    late = observation("o1", "prior_harm", "once", on="2020-01-10") | {"recorded_at": "2020-02-03T10:00:00Z"}
    family = history_of(late)
    now = risk.trajectory(family, "2020-01-01", "2020-03-01")
    then = risk.trajectory(family, "2020-01-01", "2020-03-01", known_at="as_of")
    assert [(str(each.start), each.causes) for each in now.segments] == [
        ("2020-01-01", ()),
        ("2020-01-10", (Cause("new_answer", "o1"),)),
    ]
    assert [(str(each.start), each.causes) for each in then.segments] == [
        ("2020-01-01", ()),
        ("2020-02-03", (Cause("became_known", "o1"),)),
    ]
    assert "new answer: prior_harm [written down 24 days later]" in str(now)
    assert "became known: prior_harm [written down 24 days later]" in str(then)


def test_the_outlook_is_the_trajectory_of_days_to_come(risk: ac.Instrument, family: ac.History) -> None:
    outlook = risk.trajectory(family, "2020-04-16", "2021-04-16", detail="levels")
    assert [(str(each.start), str(each.final)) for each in outlook.segments] == [
        ("2020-04-16", "moderate to high"),
        ("2020-09-20", "low to high"),
    ]


def test_last_determined_is_the_latest_segment_with_one_level(example: ac.Instrument, risk: ac.Instrument, t) -> None:
    empty = {
        "id": "h1",
        "type": "household",
        "recorded_at": "2020-01-01T00:00:00Z",
        "start": "2020-01-01",
        "empty": ["caregiver", "child"],
    }
    decided = example.trajectory(history_of(empty, observation("o1", "prior_reports", 4)), "2020-01-01", "2020-02-01")
    assert decided.last_determined == decided.segments[-1]
    assert str(decided.last_determined.computed) == "low"
    assert t.last_determined is None


def test_less_detail_merges_more(risk: ac.Instrument, family: ac.History, t: Trajectory) -> None:
    scales = risk.trajectory(family, *YEAR, detail="scales")
    levels = risk.trajectory(family, *YEAR, detail="levels")
    assert len(t.segments) > len(scales.segments) > len(levels.segments)
    assert (t.detail, scales.detail, levels.detail) == ("all", "scales", "levels")
    assert all(not each.rows and each.scales for each in scales.segments)
    assert all(not each.rows and not each.scales for each in levels.segments)


# Errors


@pytest.mark.parametrize("until", ["2020-01-01", "2019-12-31"])
def test_an_empty_range_is_an_error(risk: ac.Instrument, family: ac.History, until: str) -> None:
    with pytest.raises(ac.Error) as caught:
        risk.trajectory(family, "2020-01-01", until)
    problem = caught.value.problems[0]
    assert problem.code == "range_empty"
    assert problem.found == f"2020-01-01 to {until}"
    assert "not included" in problem.remedy


@pytest.mark.parametrize(
    ("asked", "code", "place"),
    [
        (dict(start="2020-02-30"), "day_impossible", "/start"),
        (dict(until="soon"), "day_malformed", "/until"),
        (dict(known_at="yesterday"), "known_at_malformed", "/known_at"),
        (dict(detail="level"), "value_unknown", "/detail"),
        (dict(child="p9"), "child_not_member", ""),
    ],
)
def test_a_wrong_question_is_told_where_it_is_wrong(
    risk: ac.Instrument, family: ac.History, asked: dict, code: str, place: str
) -> None:
    with pytest.raises(ac.Error) as caught:
        risk.trajectory(family, **{"start": "2020-01-01", "until": "2020-02-01", **asked})
    assert [(each.code, each.place) for each in caught.value.problems] == [(code, place)]
    assert caught.value.problems[0].remedy


def test_a_child_s_instrument_needs_a_child(family: ac.History) -> None:
    with pytest.raises(ac.Error) as caught:
        ac.instrument("safety-check").trajectory(family, "2020-01-01", "2020-02-01")
    assert caught.value.problems[0].code == "child_missing"


# The values


def test_days_are_texts_or_dates(risk: ac.Instrument, family: ac.History, t: Trajectory) -> None:
    again = risk.trajectory(family, dt.date(2019, 11, 1), dt.date(2020, 12, 1))
    assert again == t
    assert hash(again) == hash(t)
    assert t != risk.trajectory(family, "2019-11-01", "2020-12-02")


def test_the_document_is_the_core_s_own(t: Trajectory) -> None:
    text = t.to_json()
    assert text.startswith('{"format":"actueel.trajectory/1","family":"F-0001","child":null')
    assert json.loads(text) == t.to_dict()
    t.to_dict()["family"] = "changed"
    assert t.family == "F-0001"


def test_a_day_is_the_whole_assessment(risk: ac.Instrument, family: ac.History, t: Trajectory) -> None:
    assert t.at("2020-04-16") == risk.assess(family, as_of="2020-04-16")
    assert t.at(dt.date(2025, 1, 1)) == risk.assess(family, as_of="2025-01-01")
    then = risk.trajectory(family, *YEAR, known_at="as_of")
    assert then.at("2020-02-19") == risk.assess(family, as_of="2020-02-19", known_at="as_of")
    one = risk.trajectory(family, *YEAR, child="p1")
    assert one.at("2020-04-16") == risk.assess(family, as_of="2020-04-16", child="p1")


def test_values_cannot_be_changed(t: Trajectory) -> None:
    segment = t.segments[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        segment.start = t.until
    with pytest.raises(TypeError):
        segment.scales["total"] = None
    with pytest.raises(AttributeError):
        t.family = "x"


def test_trajectories_pickle(t: Trajectory) -> None:
    for again in (pickle.loads(pickle.dumps(t)), copy.deepcopy(t)):
        assert again == t
        assert again.at("2020-04-16") == t.at("2020-04-16")
        assert again.detail == t.detail


def test_a_frame_has_a_row_a_segment(t: Trajectory) -> None:
    frame = t.to_frame()
    assert isinstance(frame, pa.Table)
    assert frame.num_rows == len(t.segments)
    assert frame.schema.field("start").type == pa.date32()
    for row, each in zip(frame.to_pylist(), t.segments, strict=True):
        assert (row["family"], row["child"], row["start"], row["until"]) == ("F-0001", None, each.start, each.until)
        assert (row["total_low"], row["total_high"]) == (each.scales["total"].low, each.scales["total"].high)
        assert (row["final_low"], row["final_high"]) == (each.final.low, each.final.high)
        assert [Cause(**cause) for cause in row["causes"]] == list(each.causes)
    assert frame.schema.metadata[b"actueel.instrument"] == b"risk-check"
    assert list(frame.to_pandas()["final_high"].cat.categories) == ["low", "moderate", "high"]


def test_a_frame_has_the_columns_that_were_asked_for(risk: ac.Instrument, family: ac.History) -> None:
    levels = risk.trajectory(family, *YEAR, detail="levels").to_frame()
    assert "total_low" not in levels.column_names
    unlevelled = ac.instrument("cfra-nl-derived").trajectory(family, *YEAR).to_frame()
    assert unlevelled["final_low"].null_count == unlevelled.num_rows


def test_a_frame_of_nothing_has_its_columns() -> None:
    t = ac.instrument("safety-check").trajectory(joins_twice(), "2020-02-10", "2020-02-20", child="p1")
    assert t.segments == ()
    frame = t.to_frame()
    assert frame.num_rows == 0
    assert frame.schema.field("causes").type == pa.list_(pa.struct({"cause": pa.string(), "record": pa.string()}))


def test_it_prints_as_a_table(risk: ac.Instrument, family: ac.History, golden) -> None:
    golden("trajectory.txt", f"{risk.trajectory(family, *YEAR, detail='scales')}\n")


def test_it_shows_as_a_table_in_a_notebook(risk: ac.Instrument, family: ac.History, golden) -> None:
    golden("trajectory.html", risk.trajectory(family, *YEAR, detail="levels")._repr_html_() + "\n")


def test_its_representation_is_one_line(t: Trajectory) -> None:
    told = f"<Trajectory risk-check of F-0001 from 2019-11-01 to 2020-12-01: {len(t.segments)} segments>"
    assert repr(t) == told


def test_a_notebook_shows_texts_escaped(example: ac.Instrument) -> None:
    document = example.to_dict()
    document["title"] = {"nl": "<script>alert(1)</script>", "en": "<img src=x onerror=alert(1)>"}
    html = ac.Instrument.parse(json.dumps(document)).trajectory(history_of(), *YEAR)._repr_html_()
    assert "<img" not in html
    assert "&lt;img" in html


def test_notes_reach_no_output(risk: ac.Instrument) -> None:
    noted = observation("o1", "family_conflict", "often", note="Zilvervos Canarie")
    t = risk.trajectory(ac.History.parse(json.dumps(history_document(noted))), "2020-01-01", "2021-01-01")
    assert len(t.segments) > 1
    for text in (t.to_json(), str(t), t._repr_html_(), repr(t)):
        assert "Zilvervos" not in text


def test_every_cause_is_said_in_words(example: ac.Instrument) -> None:
    at = {"recorded_at": "2020-01-05T09:00:00Z"}
    fear = {"type": "event", "event": "partner_violence", "severity": "moderate", "source": "record", "basis": "fact"}
    family = history_of(
        {"id": "p1", "type": "person", **at, "born_on": "2016-03-10"},
        {"id": "p2", "type": "person", **at},
        membership("m1", "p1", "child", "2020-01-05"),
        membership("m2", "p2", "caregiver", "2020-01-06", until="2020-06-01"),
        observation("o1", "prior_reports", 1, on="2020-01-20"),
        observation("o2", "substance_use", "some", on="2020-02-05", person="p2"),
        {"id": "e1", "recorded_at": "2020-04-12T09:10:00Z", "happened_on": "2020-03-02", **fear},
        {"id": "r1", "type": "retraction", "recorded_at": "2020-07-01T09:00:00Z", "retracts": "o1", "reason": "wrong"},
    )
    now = str(example.trajectory(family, "2020-01-01", "2021-06-01"))
    then = str(example.trajectory(family, "2020-01-01", "2021-06-01", known_at="as_of"))
    for told in (
        "new answer: substance_use (p2)",
        "event: partner_violence [written down 41 days later]",
        "birthday: p1",
        "household: p2 (caregiver) ended",
        "expired: partner_violence",
    ):
        assert told in now
    assert "became known: partner_violence [written down 41 days later]" in then
    assert "retracted: prior_reports" in then


# The picture


@pytest.fixture
def pyplot():
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt

    yield plt
    plt.close("all")


def test_a_band_is_solid_where_certain_and_hatched_where_not(pyplot, example: ac.Instrument) -> None:
    empty = {
        "id": "h1",
        "type": "household",
        "recorded_at": "2020-01-10T00:00:00Z",
        "start": "2020-01-10",
        "empty": ["caregiver", "child"],
    }
    family = history_of(empty, observation("o1", "prior_reports", 4))
    t = example.trajectory(family, "2020-01-01", "2020-02-01", detail="levels")
    ax = t.plot()
    bands = ax.collections[: len(t.segments)]
    assert [each.final.determined for each in t.segments] == [False, True]
    assert [bool(each.get_hatch()) for each in bands] == [True, False]
    heights = [band.get_paths()[0].get_extents().height for band in bands]
    assert heights == [3.0, 1.0]


def test_what_an_override_replaced_is_outlined(pyplot, example: ac.Instrument) -> None:
    override = {
        "id": "v1",
        "type": "override",
        "recorded_at": "2020-01-15T10:00:00Z",
        "start": "2020-01-15",
        "until": "2020-02-01",
        "instrument": "example-risk",
        "level": "moderate",
        "by": "supervisor",
        "computed": {"low": "low", "high": "low"},
        "reason": "what the school told",
    }
    family = history_of(observation("o1", "prior_reports", 4), override)
    t = example.trajectory(family, "2020-01-01", "2020-03-01", detail="levels")
    assert [each.computed == each.final for each in t.segments] == [True, False, True]
    legend = [each.get_text() for each in t.plot().get_legend().get_texts()]
    assert legend == ["certain", "possible: information is missing", "computed, before an override"]


@pytest.mark.parametrize("name", ["risk-check", "cfra-nl-derived", "safety-check"])
@pytest.mark.parametrize("known_at", ["everything", "as_of"])
def test_every_kind_of_instrument_can_be_drawn(pyplot, family: ac.History, name: str, known_at: str, tmp_path) -> None:
    asked = ac.instrument(name)
    child = "p1" if asked.subject == "child" else None
    t = asked.trajectory(family, *YEAR, child=child, known_at=known_at)
    path = tmp_path / "t.png"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        t.plot().figure.savefig(path)
    assert path.stat().st_size > 5000


def test_what_comes_after_a_day_is_pointed_at_in_the_reader_s_language(pyplot, t: Trajectory) -> None:
    told = [each.get_text() for each in t.plot(today=t.start, lang="nl").texts]
    assert told == ["vandaag", "als er niets meer bij komt →"]
    near_the_end = [each.get_text() for each in t.plot(today=t.until - dt.timedelta(1)).texts]
    assert near_the_end == ["today | if nothing more is recorded →"]
    assert not t.plot(today=t.until).texts, "outside the range"
    assert "vandaag" not in [each.get_text() for each in t.plot().texts]


def test_it_draws_where_it_is_told(pyplot, t: Trajectory) -> None:
    _, axes = pyplot.subplots(1, 2)
    assert t.plot(ax=axes[1]) is axes[1]
    assert not axes[0].collections


def test_nothing_to_draw_is_an_empty_picture(pyplot) -> None:
    t = ac.instrument("safety-check").trajectory(joins_twice(), "2020-02-10", "2020-02-20", child="p1")
    assert not t.plot().collections


def test_without_matplotlib_it_says_what_to_install() -> None:
    code = """
    import sys

    class Hide:
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] in {"matplotlib", "pandas"}:
                raise ModuleNotFoundError(name, name=name)

    sys.meta_path.insert(0, Hide())
    import actueel as ac

    t = ac.instrument("risk-check").trajectory(ac.History.load("examples/family.json"), "2020-01-01", "2020-02-01")
    t.to_frame(), str(t)
    try:
        t.plot()
    except ModuleNotFoundError as error:
        print(error)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "Trajectory.plot needs matplotlib: run pip install 'actueel[plot]'\n"
