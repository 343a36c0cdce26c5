# SPDX-License-Identifier: MPL-2.0
"""Trajectories as rows of a counting process: the scores of a row are its segment's, and nothing looks ahead."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pandas as pd
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_up import EXAMPLES, history_document, observation

import actueel as ac
from actueel.rescoring import Rejected, RejectedError


def event(id: str, on: str, type: str = "harm", **more: object) -> dict:
    return {"id": id, "type": "event", "recorded_at": f"{on}T20:00:00Z", "happened_on": on, "event": type, **more}


def involved(start: str = "2020-01-01", until: str | None = "2020-03-01") -> dict:
    ends = {} if until is None else {"until": until}
    return {"id": "i1", "type": "involvement", "recorded_at": f"{start}T08:00:00Z", "start": start, **ends}


def history(*records: dict, family: str = "F-1") -> ac.History:
    return ac.History.parse(json.dumps(history_document(*records, family=family)))


@pytest.fixture
def harmed() -> ac.History:
    return history(
        involved(),
        observation("o1", "prior_reports", 0, on="2020-01-01"),
        observation("o2", "prior_reports", 3, on="2020-02-10"),
        event("e1", "2020-02-10"),
    )


def test_an_event_is_explained_by_what_was_current_the_day_before(example: ac.Instrument, harmed: ac.History) -> None:
    rows = example.counting_process(harmed, events="harm").to_pylist()
    assert (rows[-1]["start"], rows[-1]["stop"], rows[-1]["event"]) == (0, 40, True)
    before = example.assess(harmed, as_of="2020-02-09")
    assert (rows[-1]["risk_low"], rows[-1]["risk_high"]) == (before.scales["risk"].low, before.scales["risk"].high)
    assert rows[-1]["entered_on"] == dt.date(2020, 1, 1)
    ahead = example.counting_process(harmed, events="harm", counts_from="same_day").to_pylist()
    assert [(each["start"], each["stop"], each["event"]) for each in ahead] == [(0, 39, False), (39, 40, True)]
    assert ahead[1]["risk_low"] > rows[-1]["risk_low"], "what was found on the day itself"


def test_every_row_is_a_segment_of_the_trajectory_as_it_was_known(risk: ac.Instrument, family: ac.History) -> None:
    rows = risk.counting_process(family, events="nothing_of_the_kind", until="2020-06-01").to_pylist()
    told = risk.trajectory(family, "2019-11-01", "2020-06-01", known_at="as_of", detail="scales").segments
    assert len(rows) == len(told) > 5
    for row, segment in zip(rows, told, strict=True):
        assert dt.date(2019, 11, 1) + dt.timedelta(days=row["start"]) == segment.start
        assert dt.date(2019, 11, 1) + dt.timedelta(days=row["stop"]) == segment.until
        for scale, value in segment.scales.items():
            assert (row[f"{scale}_low"], row[f"{scale}_high"]) == (value.low, value.high)
        assert segment.final is not None
        assert (row["final_low"], row["final_high"]) == (segment.final.low, segment.final.high)


def test_a_frame_comes_back_as_the_kind_that_was_given(example: ac.Instrument) -> None:
    columns = {
        "family": ["F-2", "F-1", "F-1"],
        "type": ["observation", "event", "observation"],
        "item": ["prior_reports", None, "prior_reports"],
        "observed_on": ["2020-01-01", None, "2020-01-01"],
        "answer_number": [1.0, None, 2.0],
        "happened_on": [None, "2020-01-11", None],
        "event": [None, "harm", None],
    }
    for make in (pa.table, pd.DataFrame, polars.DataFrame):
        rows = example.counting_process(make(columns), events=["harm"], until="2020-02-01")
        assert type(rows).__module__.partition(".")[0] == type(make(columns)).__module__.partition(".")[0]
        listed = rows.to_dict("records") if make is pd.DataFrame else pa.table(rows).to_pylist()
        assert [(each["family"], each["start"], each["stop"], bool(each["event"])) for each in listed] == [
            ("F-1", 0, 10, True),
            ("F-2", 0, 31, False),
        ]


def test_a_family_without_an_end_is_rejected_and_the_others_go_on(example: ac.Instrument, harmed: ac.History) -> None:
    endless = history(involved(until=None), family="F-9")
    with pytest.raises(RejectedError, match="follow_up_endless"):
        example.counting_process([harmed, endless], events="harm")
    rejects: list[Rejected] = []
    rows = example.counting_process([endless, harmed], events="harm", rejects=rejects)
    assert set(rows["family"].to_pylist()) == {"F-1"}
    assert [(each.family, each.code, each.place) for each in rejects] == [("F-9", "follow_up_endless", "/until")]
    assert example.counting_process([endless], events="harm", until="2020-02-01").num_rows == 1


def test_every_child_is_followed_by_the_events_that_name_it() -> None:
    check = json.loads((EXAMPLES / "instruments" / "example-risk.json").read_text())
    check["subject"] = "child"
    instrument = ac.Instrument.parse(json.dumps(check))
    people = [
        record
        for who in ("c1", "c2")
        for record in (
            {"id": who, "type": "person", "recorded_at": "2020-01-01T08:00:00Z", "born_on": "2015-01-01"},
            {
                "id": f"m-{who}",
                "type": "membership",
                "recorded_at": "2020-01-01T08:00:00Z",
                "person": who,
                "role": "child",
                "start": "2015-01-01",
            },
        )
    ]
    told = history(
        involved(),
        *people,
        event("e1", "2020-01-21", persons=[{"person": "c2", "part": "harmed"}]),
        event("e2", "2020-01-25"),
    )
    rows = instrument.counting_process(told, events="harm")
    ended = [(each["child"], each["stop"], each["event"]) for each in rows.to_pylist()]
    assert ended == [("c1", 60, False), ("c2", 20, True)]
    assert rows.schema.metadata[b"actueel.events_of_nobody"] == b"1", "once, though two children are followed"
    assert instrument.counting_process(told, events="harm", child="c2").num_rows == 1


@pytest.mark.parametrize(
    ("asked", "code", "place"),
    [
        ({"events": []}, "list_empty", "/events"),
        ({"events": "harm", "counts_from": "sameday"}, "value_unknown", "/counts_from"),
        ({"events": "harm", "detail": "all"}, "value_unknown", "/detail"),
        ({"events": "harm", "every": 0}, "value_unknown", "/every"),
        ({"events": "harm", "start": "2020-02-30"}, "day_impossible", "/start"),
        ({"events": "harm", "start": "2020-02-01", "until": "2020-02-01"}, "range_empty", ""),
        ({"events": "harm", "known_at": "yesterday"}, "known_at_malformed", None),
    ],
)
def test_a_wrong_question_is_refused_whatever_the_rejects(
    example: ac.Instrument, harmed: ac.History, asked: dict, code: str, place: str | None
) -> None:
    rejects: list[Rejected] = []
    with pytest.raises(ac.Error) as caught:
        example.counting_process(harmed, rejects=rejects, **asked)
    assert rejects == []
    assert caught.value.problems[0].code == code
    assert place is None or caught.value.problems[0].place == place


def test_the_table_says_what_was_asked(example: ac.Instrument, harmed: ac.History) -> None:
    told = example.counting_process(harmed, events="harm", severities="severe", repeated=True).schema.metadata
    assert json.loads(told[b"actueel.events"]) == {"types": ["harm"], "severities": ["severe"]}
    assert (told[b"actueel.counts_from"], told[b"actueel.known_at"]) == (b"day_after", b"as_of")
    assert (told[b"actueel.repeated"], told[b"actueel.events_counted"]) == (b"true", b"0")


def lines_of(path: Path, *families: ac.History) -> Path:
    path.write_text("".join(json.dumps(each.to_dict()) + "\n" for each in families))
    return path


INSTRUMENT = ["-i", "examples/instruments/example-risk.json"]


def test_the_command_writes_what_python_gives(actueel, tmp_path: Path, example: ac.Instrument, harmed: ac.History):
    records, out = lines_of(tmp_path / "families.jsonl", harmed), tmp_path / "rows.parquet"
    done = actueel("counting-process", records, *INSTRUMENT, "-e", "harm", "-o", out, "--every", "7", "--json")
    assert done.returncode == 0, done.stderr
    written = pq.read_table(out)
    assert written.equals(example.counting_process(harmed, events="harm", every=7))
    told = json.loads(done.stdout)
    assert (told["read"], told["followed"], told["events_counted"], told["rows"]) == (1, 1, 1, written.num_rows)
    assert "1 families read = 1 followed + 0 rejected" in done.stderr


def test_the_command_rejects_who_has_no_end_with_exit_code_4(actueel, tmp_path: Path, harmed: ac.History) -> None:
    endless = history(involved(until=None), family="F-9")
    records, out = lines_of(tmp_path / "families.jsonl", endless, harmed), tmp_path / "rows.csv"
    done = actueel("counting-process", records, *INSTRUMENT, "-e", "harm", "-o", out)
    assert done.returncode == 4, done.stderr
    assert '"F-1"' in out.read_text()
    assert "follow_up_endless" in (tmp_path / "rows.csv.rejects.jsonl").read_text()
    again = actueel("counting-process", records, *INSTRUMENT, "-e", "harm", "-o", out)
    assert again.returncode == 2, "what is there is not overwritten"
    done = actueel(
        "counting-process", records, *INSTRUMENT, "-e", "harm", "-o", out, "--until", "2020-02-01", "--force"
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "rows.csv.rejects.jsonl").exists()


@pytest.mark.parametrize("more", [["--every", "0"], ["--from", "soon"], ["-o", "rows.xlsx"]])
def test_the_command_refuses_a_wrong_question(actueel, tmp_path: Path, harmed: ac.History, more: list[str]) -> None:
    records = lines_of(tmp_path / "families.jsonl", harmed)
    output = [] if "-o" in more else ["-o", str(tmp_path / "rows.csv")]
    done = actueel("counting-process", records, *INSTRUMENT, "-e", "harm", *output, *more)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr


def test_help_teaches(actueel) -> None:
    told = actueel("counting-process", "--help").stdout
    assert "actueel counting-process records.parquet" in told
    assert "day before" in told
