# SPDX-License-Identifier: MPL-2.0
"""Each family's own moments: a row for each that lies inside involvement, equal to `assess`; the rest is counted."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_up import history_of, observation
from test_rescore import expected_row, histories, member

import actueel as ac
from actueel.rescoring import Moments, Rejected


def test_each_row_equals_assess_at_that_moment(risk: ac.Instrument) -> None:
    found = histories(12)
    known = dt.datetime(2020, 2, 1, 9, tzinfo=dt.UTC)
    rows = [
        {"family": each.family, "as_of": day, "known_at": at}
        for number, each in enumerate(found)
        for day, at in ((f"2020-0{1 + number % 6}-15", None), ("2020-06-01", known), ("2020-06-01", None))
    ]
    asked = pa.Table.from_pylist(rows[::-1])
    scores = risk.rescore(found, moments=asked).to_pylist()
    assert [(row["family"], f"{row['as_of']}") for row in scores] == sorted((r["family"], r["as_of"]) for r in rows)
    by_family = {each.family: each for each in found}
    for row in scores:
        at = row.pop("known_at")
        alone = risk.assess(by_family[row["family"]], as_of=row["as_of"], known_at=at or "everything")
        assert row == expected_row(alone)
    assert {(row["family"], row["as_of"]) for row in scores if row["as_of"] == dt.date(2020, 6, 1)} == {
        (each.family, dt.date(2020, 6, 1)) for each in found
    }


def test_a_moment_may_name_a_child(risk: ac.Instrument) -> None:
    family = history_of(member("m1", "k1", "child"), member("m2", "k2", "child"))
    asked = pa.table({"family": ["F-1"] * 3, "person": ["k2", None, "k1"], "as_of": ["2020-02-01"] * 3})
    assert risk.rescore([family], moments=asked)["child"].to_pylist() == [None, "k1", "k2"]
    safety = ac.instrument("safety-check")
    assert safety.rescore([family], moments=asked.slice(1, 1))["child"].to_pylist() == ["k1", "k2"]
    assert safety.rescore([family], moments=asked.slice(0, 1))["child"].to_pylist() == ["k2"]


def test_a_child_who_is_none_rejects_the_family_with_the_row_of_the_moment(risk: ac.Instrument) -> None:
    family = history_of(member("m1", "k1", "child"))
    rejects: list[Rejected] = []
    asked = pa.table({"family": ["F-1"] * 2, "person": ["k1", "k9"], "as_of": ["2020-02-01"] * 2})
    assert risk.rescore([family], moments=asked, rejects=rejects).num_rows == 0
    assert [(each.code, each.place) for each in rejects] == [("child_not_member", "row 2, column person")]


def test_a_moment_twice_counts_once() -> None:
    asked = Moments.of_table(pa.table({"family": ["F-1"] * 2, "as_of": ["2020-02-01"] * 2}))
    assert asked.count == 1


@pytest.mark.parametrize(
    ("columns", "code", "place"),
    [
        ({"family": ["F"]}, "field_missing", "column as_of"),
        ({"family": ["F"], "as_of": ["2020-02-30"]}, "day_impossible", "row 1, column as_of"),
        ({"family": [None], "as_of": ["2020-02-03"]}, "field_missing", "row 1, column family"),
        ({"family": ["F"], "as_of": ["2020-02-03"], "child": ["p"]}, "field_unknown", "column child"),
        (
            {"family": ["F"], "as_of": ["2020-02-03"], "known_at": ["soon"]},
            "instant_malformed",
            "row 1, column known_at",
        ),
        (
            {"family": ["F"], "as_of": ["2020-02-03"], "known_at": pa.array([0], pa.timestamp("us"))},
            "type_wrong",
            "column known_at",
        ),
    ],
)
def test_what_is_no_table_of_moments_is_refused(columns: Any, code: str, place: str) -> None:
    with pytest.raises(ac.Error) as caught:
        Moments.of_table(pa.table(columns))
    assert (caught.value.problems[0].code, caught.value.problems[0].place) == (code, place)


def test_the_command_counts_moments_that_have_no_row(actueel: Any, tmp_path: Path) -> None:
    involved = {
        "id": "i1",
        "type": "involvement",
        "recorded_at": "2019-11-01T00:00:00Z",
        "start": "2019-11-01",
        "until": "2020-02-01",
    }
    families = [history_of(involved, family="F-1"), history_of(observation("o", "prior_harm", "once"), family="F-2")]
    (tmp_path / "f.jsonl").write_text("\n".join(json.dumps(each.to_dict()) for each in families))
    asked = {"family": ["F-1", "F-1", "F-2", "F-9"], "as_of": ["2020-01-01", "2020-03-01", "2020-02-01", "2020-02-01"]}
    pq.write_table(pa.table(asked), tmp_path / "m.parquet")
    ask = ("-i", "risk-check", "--moments", tmp_path / "m.parquet", "-o")
    done = actueel("rescore", tmp_path / "f.jsonl", *ask, tmp_path / "s.parquet", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["rows"], told["moments_outside_involvement"], told["moments_of_nobody_scored"]) == (2, 1, 1)
    assert "1 moments lie outside involvement" in done.stderr
    both = actueel("rescore", tmp_path / "f.jsonl", *ask, tmp_path / "t.parquet", "--as-of", "2020-01-01")
    assert both.returncode == 2
