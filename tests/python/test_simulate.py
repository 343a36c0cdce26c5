# SPDX-License-Identifier: MPL-2.0
"""``actueel simulate``: the same families for a seed, as lines or as columns, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import actueel as ac
from actueel import simulate
from actueel.columns import histories

ASK = ["-i", "risk-check"]


def test_lines_are_the_families_of_the_seed(actueel, risk: ac.Instrument) -> None:
    done = actueel("simulate", *ASK, "-n", "3", "--seed", "11")
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", "nothing but families in a pipe"
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert told == list(simulate.families(3, seed=11, instrument=risk.to_dict()))
    assert told != [json.loads(line) for line in actueel("simulate", *ASK, "-n", "3").stdout.splitlines()]


def test_columns_hold_the_same_families(actueel, risk: ac.Instrument, tmp_path: Path) -> None:
    out = tmp_path / "records.parquet"
    done = actueel("simulate", *ASK, "-n", "5", "--seed", "11", "-o", out)
    assert done.returncode == 0, done.stderr
    table = pq.read_table(out)
    made = list(simulate.families(5, seed=11, instrument=risk.to_dict()))
    assert f"5 made-up families ({sum(len(each['records']) for each in made)} records)" in done.stderr
    assert [each.to_dict() for each in histories(table)] == made
    again = tmp_path / "again.parquet"
    actueel("simulate", *ASK, "-n", "5", "--seed", "11", "-o", again)
    assert again.read_bytes() == out.read_bytes()


def test_what_it_makes_can_be_rescored(actueel, tmp_path: Path) -> None:
    out, scores = tmp_path / "families.jsonl", tmp_path / "scores.parquet"
    assert actueel("simulate", "-i", "safety-scale", "-n", "4", "-o", out).returncode == 0
    done = actueel("rescore", out, "-i", "safety-scale", "--as-of", "2020-03-01", "-o", scores)
    assert done.returncode == 0, done.stderr
    assert "4 families read = 4 scored + 0 rejected" in done.stderr


def test_each_item_is_answered_by_a_voice_that_counts() -> None:
    scale = ac.instrument("safety-scale").to_dict()
    sources = {each["id"]: set(each["sources"]) for each in scale["items"]}
    made = [
        record
        for family in simulate.families(20, seed=3, instrument=scale)
        for record in family["records"]
        if record["type"] == "observation"
    ]
    by_item = {item: [each for each in made if each["item"] == item] for item in sources}
    assert all(len(each) > 20 for each in by_item.values())
    counted = [each for each in made if each["source"] in sources[each["item"]]]
    assert len(counted) > 0.9 * len(made)
    assert {each["answer"] for each in made} >= set(range(3, 11)), "most find it safe"
    assert all("by" in each for each in by_item["by_child"] if each["source"] == "child")


def test_a_family_goes_through_a_pipe(actueel) -> None:
    one = actueel("simulate", *ASK, "-n", "1").stdout
    assert actueel("assess", "-", *ASK, "--as-of", "2020-03-01", stdin=one).returncode == 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["-o", "families.csv"], "name a .jsonl or .parquet file"),
        (["-o", "no/such/folder/families.jsonl"], "make the folder first"),
        (["-n", "0"], "--families"),
    ],
)
def test_a_wrong_question_is_refused_before_anything_is_made(actueel, more: list[str], said: str) -> None:
    done = actueel("simulate", *ASK, *more)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_there_is_kept_unless_forced(actueel, tmp_path: Path) -> None:
    out = tmp_path / "families.jsonl"
    out.write_text("mine")
    assert actueel("simulate", *ASK, "-n", "1", "-o", out).returncode == 2
    assert out.read_text() == "mine"
    assert actueel("simulate", *ASK, "-n", "1", "-o", out, "--force").returncode == 0
    assert json.loads(out.read_text())["family"] == "F-00001"


def test_help_says_that_nobody_exists(actueel) -> None:
    told = actueel("simulate", "--help").stdout
    assert "nobody exists" in told
    assert "actueel simulate -i risk-check" in told
