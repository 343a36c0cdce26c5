# SPDX-License-Identifier: MPL-2.0
"""Reclassification: who moved from which level to which, and through which items; what does not match is refused."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_up import EXAMPLES
from test_rescore import histories

import actueel as ac
from actueel.columns.frames import same_kind

ALL = "scales,levels,items,rules"


def other(risk: ac.Instrument, **points: float) -> ac.Instrument:
    """The same instrument as a draft in which the answers of items bring other points."""
    document = risk.to_dict() | {"version": "1.1.0", "status": "draft"}
    document.pop("cases", None)
    for scale in document["scales"]:
        scale.pop("maximum", None)
        scale.pop("minimum", None)
        for term in scale["terms"]:
            if term.get("item") in points and "points" in term:
                term["points"] = {code: given and points[term["item"]] for code, given in term["points"].items()}
    return ac.Instrument.parse(json.dumps(document))


@pytest.fixture(scope="module")
def found() -> list[ac.History]:
    return histories(40)


def interval(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def test_counts_are_those_of_the_rows_and_everybody_who_moved_is_named(risk: ac.Instrument, found: Any) -> None:
    days = "month-ends:2019-10:2020-06"
    before = risk.rescore(found, as_of=days, columns=ALL)
    after = other(risk, stress=9.0).rescore(found, as_of=days, columns=ALL)
    r = ac.compare(before, after)
    pairs = [
        (interval(a["final_low"], a["final_high"]), interval(b["final_low"], b["final_high"]), a["family"], a["as_of"])
        for a, b in zip(before.to_pylist(), after.to_pylist(), strict=True)
    ]
    assert r.counts == dict(Counter((a, b) for a, b, *_ in pairs))
    assert [(each.before, each.after, each.family, each.as_of[0]) for each in r.moved] == [
        (a, b, family, f"{day}") for a, b, family, day in pairs if a != b
    ]
    assert len(r.moved) > 1
    assert {item for each in r.moved for item in each.items or ()} == {"stress"}
    assert r.through == {"stress": len(r.moved)}
    assert r.rows == before.num_rows == sum(r.counts.values())


def test_without_items_it_says_how_to_be_told(risk: ac.Instrument, found: Any) -> None:
    before, after = (each.rescore(found, as_of="2020-03-01") for each in (risk, other(risk, stress=9.0)))
    r = ac.compare(before, after)
    assert r.moved
    assert all(each.items is None for each in r.moved)
    assert "--columns scales,levels,items,rules" in str(r)


def test_a_rule_that_came_out_otherwise_is_told(found: Any) -> None:
    example = ac.Instrument.load(EXAMPLES / "instruments" / "example-risk.json")
    document = example.to_dict() | {"status": "draft"}
    document["rules"][0]["if"] = {"not": {"at_least": 1, "of": [{"item": "prior_reports", "at_least": 90}]}}
    document.pop("cases", None)
    changed = ac.Instrument.parse(json.dumps(document))
    seen = pa.table({"family": ["F-1"], "item": ["prior_reports"], "observed_on": ["2020-01-05"], "answer_number": [1]})
    tables = [each.rescore(seen, as_of="2020-02-01", columns=ALL) for each in (example, changed)]
    (moved,) = ac.compare(*tables).moved
    assert f"rule:{document['rules'][0]['id']}" in (moved.items or ())


def test_two_moments_are_compared_where_each_family_has_one_row(risk: ac.Instrument, found: Any) -> None:
    a, b = (risk.rescore(found, as_of=day) for day in ("2020-02-01", "2020-05-01"))
    r = ac.compare(a, b)
    assert r.by == "moments"
    assert {each.as_of for each in r.moved} == {("2020-02-01", "2020-05-01")}


def test_what_does_not_match_is_refused_unless_only_what_both_hold_is_wanted(risk: ac.Instrument, found: Any) -> None:
    a = risk.rescore(found, as_of=["2020-02-01", "2020-03-01"])
    b = risk.rescore(found[:30], as_of=["2020-02-01", "2020-03-01"])
    for pair in ((a, b), (b, a), (a, a.slice(0, 0))):
        with pytest.raises(ac.Error, match="only the first has"):
            ac.compare(*pair)
    r = ac.compare(a, b, matched=True)
    assert (r.rows, r.left_out) == (b.num_rows, (a.num_rows - b.num_rows, 0))
    assert "left out" in r.summary()
    with pytest.raises(ac.Error, match="twice"):
        ac.compare(pa.concat_tables([a, a]), a)


def test_what_are_no_scores_is_refused(risk: ac.Instrument, found: Any) -> None:
    a = risk.rescore(found, as_of="2020-02-01")
    with pytest.raises(ac.Error) as caught:
        ac.compare(a.drop_columns(["final_low"]), a)
    assert caught.value.problems[0].place == "column final_low"
    plain = a.set_column(a.schema.get_field_index("final_low"), "final_low", a["final_low"].cast(pa.string()))
    with pytest.raises(ac.Error, match="order"):
        ac.compare(plain, plain)
    values = ac.instrument("cfra-nl-derived").rescore(found, as_of="2020-02-01")
    with pytest.raises(ac.Error, match="without levels"):
        ac.compare(values, values)
    safety = ac.instrument("safety-scale").rescore(found, as_of="2020-02-01")
    if safety["final_low"].null_count < safety.num_rows:
        with pytest.raises(ac.Error, match="two kinds"):
            ac.compare(a, safety, matched=True)


@pytest.mark.parametrize("kind", ["pandas", "polars"])
def test_any_frame_is_compared(kind: str, risk: ac.Instrument, found: Any) -> None:
    tables = [each.rescore(found, as_of="2020-03-01", columns=ALL) for each in (risk, other(risk, stress=9.0))]
    like = pd.DataFrame() if kind == "pandas" else pl.DataFrame()
    frames = [same_kind(each, like) for each in tables]
    assert {type(each) for each in frames} == {type(like)}
    assert ac.compare(*frames).counts == ac.compare(*tables).counts
    moved = ac.compare(*frames).to_frame()
    assert isinstance(moved, pd.DataFrame)
    assert len(moved) == len(ac.compare(*tables).moved)


def test_it_is_drawn_and_shown(risk: ac.Instrument, found: Any) -> None:
    tables = [each.rescore(found, as_of="2020-03-01") for each in (risk, other(risk, stress=9.0))]
    r = ac.compare(*tables)
    shown = {text.get_text() for text in r.plot().texts}
    assert shown == {f"{n:,}" for n in r.counts.values() if n}
    assert r._repr_html_().count("<tr>") == len(r.levels) + 2


def test_the_command_prints_writes_and_draws(actueel: Any, risk: ac.Instrument, found: Any, tmp_path: Path) -> None:
    paths = []
    for name, each in (("a.parquet", risk), ("b.parquet", other(risk, stress=9.0))):
        pq.write_table(each.rescore(found, as_of="2020-03-01", columns=ALL), tmp_path / name)
        paths.append(tmp_path / name)
    done = actueel("compare", *paths)
    assert (done.returncode, done.stderr) == (0, "")
    assert "rows have another level" in done.stdout
    told = json.loads(actueel("compare", *paths, "--json").stdout)
    assert told["format"] == "actueel.reclassification/1"
    assert sum(each["rows"] for each in told["counts"]) == told["rows"]
    for name in ("m.csv", "m.parquet", "m.png", "m.svg"):
        assert actueel("compare", *paths, "-o", tmp_path / name).returncode == 0
        assert actueel("compare", *paths, "-o", tmp_path / name).returncode == 2
    assert (tmp_path / "m.png").read_bytes().startswith(b"\x89PNG")
    assert pq.read_table(tmp_path / "m.parquet").num_rows == len(told["moved"])
    assert actueel("compare", paths[0], tmp_path / "nothing.parquet").returncode == 3
