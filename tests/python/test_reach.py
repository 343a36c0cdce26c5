# SPDX-License-Identifier: MPL-2.0
"""``reach`` in Python and ``actueel reach``: which signed-off assessments leaned on a record."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_up import EXAMPLES

import actueel as ac

SIGNED = "examples/signed.json"


@pytest.fixture
def signed() -> ac.History:
    return ac.History.load(EXAMPLES / "signed.json")


def table(*families: str) -> pa.Table:
    """Return families whose one observation was leaned on by one sign-off each."""
    rows = []
    for family in families:
        seen = {"id": "o1", "type": "observation", "item": "prior_harm", "observed_on": "2020-02-01", "answer": "once"}
        signed = {"id": "s1", "type": "sign_off", "instrument": "risk-check", "as_of": "2020-02-10", "by": "worker"}
        for at, record in (("2020-02-02T09:00:00Z", seen), ("2020-02-10T09:00:00Z", signed)):
            rows.append({"family": family, "recorded_at": at, **record})
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})


# In Python


def test_it_names_every_sign_off_that_leaned_on_the_record(signed: ac.History) -> None:
    r = ac.reach(signed, "o1")
    assert (r.record, r.record_type, r.corrections, r.retracted) == ("o1", "observation", 1, False)
    assert [each.sign_off.record for each in r.sign_offs] == ["s1", "s2"]
    first = r.sign_offs[0]
    assert first.leaned == (ac.reach(signed, "o1").sign_offs[0].leaned[0],)
    assert (first.leaned[0].how, first.leaned[0].item, first.leaned[0].person) == ("answer", "prior_harm", None)
    assert (first.instrument, first.sign_off.given_to, str(first.signed)) == (
        "risk-check",
        ("parent",),
        "moderate to high",
    )
    assert first.now.differs
    assert first.without is not None
    assert (str(first.then.scales["static"]), str(first.now.scales["static"])) == ("5", "2")


def test_a_link_names_its_record(signed: ac.History) -> None:
    r = ac.reach(signed, "c2")
    assert (r.asked, r.record) == ("c2", "o1")
    assert r.sign_offs == ac.reach(signed, "o1").sign_offs


def test_what_nobody_leaned_on_reaches_nothing(signed: ac.History) -> None:
    assert ac.reach(signed, "g1").sign_offs == ()
    assert "no sign-off leaned on it" in str(ac.reach(signed, "g1"))


def test_an_unknown_record_is_refused_with_the_nearest_name(signed: ac.History) -> None:
    with pytest.raises(ac.Error, match=r"o71.*did you mean o1\?.*\[reference_unknown\]"):
        ac.reach(signed, "o71")


def test_what_cannot_be_told_is_said(signed: ac.History) -> None:
    document = signed.to_dict()
    for record in document["records"]:
        if record["id"] == "s1":
            record["instrument"] = "our-own"
    r = ac.reach(ac.History.parse(json.dumps(document)), "o1")
    assert [(each.sign_off.record, each.instrument, each.why, each.code) for each in r.not_told] == [
        ("s1", "our-own", "no_instrument", None)
    ]
    assert "give it with -i" in str(r)


def test_it_is_one_document(signed: ac.History) -> None:
    r = ac.reach(signed, "o1")
    assert r == ac.reach(signed, "o1")
    assert hash(r) == hash(ac.reach(signed, "o1"))
    assert pickle.loads(pickle.dumps(r)) == r
    assert r.to_dict()["format"] == "actueel.reach/1"
    assert "o1" in repr(r)
    assert r.family == "F-0002"
    assert "<table>" in r._repr_html_()
    assert r.to_frame().column("now_differs").to_pylist() == [True, True]


# At the command line


def test_help_teaches(actueel, golden) -> None:
    golden("help-reach.txt", actueel("reach", "--help").stdout)


def test_it_prints_a_block_for_each_sign_off(actueel, golden) -> None:
    done = actueel("reach", SIGNED, "c2", "m4")
    assert done.returncode == 0, done.stderr
    golden("reach.txt", done.stdout)


def test_it_minds_a_narrow_terminal(actueel, golden) -> None:
    done = actueel("reach", SIGNED, "F-0002/c2", COLUMNS="60")
    assert max(map(len, done.stdout.splitlines())) <= 60
    golden("reach-narrow.txt", done.stdout)


def test_it_prints_a_document_a_record(actueel, signed: ac.History) -> None:
    lines = actueel("reach", SIGNED, "o1", "m4", "--json").stdout.splitlines()
    assert lines == [ac.reach(signed, record).to_json() for record in ("o1", "m4")]


@pytest.mark.parametrize("kind", ["parquet", "csv", "jsonl"])
def test_it_finds_a_family_among_many(actueel, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"records.{kind}"
    if kind == "parquet":
        pq.write_table(table("F-1", "F-2", "F-3"), path)
    elif kind == "csv":
        import pyarrow.csv as csv

        csv.write_csv(table("F-1", "F-2", "F-3"), path)
    else:
        signed = json.loads((EXAMPLES / "signed.json").read_text())
        path.write_text("".join(json.dumps({**signed, "family": each}) + "\n" for each in ("F-1", "F-2", "F-3")))
    done = actueel("reach", path, "F-2/o1", "F-3/o1", "--json")
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["family"] for each in found] == ["F-2", "F-3"]
    assert all(each["sign_offs"][0]["record"] == "s1" for each in found)


def test_a_family_that_cannot_be_read_is_told_and_the_others_go_on(actueel, tmp_path: Path) -> None:
    path = tmp_path / "records.parquet"
    rows = table("F-1", "F-2")
    broken = [
        {**row, "observed_on": "2020-02-30"} if row["family"] == "F-2" and row["item"] else row
        for row in rows.to_pylist()
    ]
    pq.write_table(pa.Table.from_pylist(broken, rows.schema), path)
    done = actueel("reach", path, "F-1/o1", "F-2/o1", "F-9/o1")
    assert done.returncode == 4
    assert "1 sign-off leaned on it" in done.stdout
    assert "row 3, column observed_on: found 2020-02-30" in done.stderr
    assert "family F-9: found no such family" in done.stderr
    assert actueel("reach", path, "F-2/o1").returncode == 3


def test_what_was_typed_wrongly_is_usage(actueel, tmp_path: Path) -> None:
    path = tmp_path / "records.parquet"
    pq.write_table(table("F-1"), path)
    for ask in ([path, "o1"], [SIGNED, "F-1/o1"], [SIGNED, "o71"], [SIGNED]):
        done = actueel("reach", *ask)
        assert done.returncode == 2, done.stderr
        assert done.stdout == ""
    assert "FAMILY/o1" in actueel("reach", path, "o1").stderr


def test_a_family_that_stands_twice_is_told(actueel, tmp_path: Path) -> None:
    path = tmp_path / "families.jsonl"
    line = json.dumps(json.loads((EXAMPLES / "signed.json").read_text()))
    path.write_text(f"{line}\n{line}\n")
    done = actueel("reach", path, "F-0002/o1")
    assert done.returncode == 3
    assert "[entry_duplicate]" in done.stderr
