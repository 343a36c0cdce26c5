# SPDX-License-Identifier: MPL-2.0
"""Histories and columns say the same: nothing is lost either way, in Arrow, in files and in frames."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from made_up import ROOT, history_of
from test_every_case import load

import actueel as ac
from actueel import simulate
from actueel.columns import TYPES, histories, records_table, records_tables
from actueel.columns.as_text import as_text
from actueel.tables import opened

SEED = random.SystemRandom().randrange(10**6)


def meant(history: ac.History) -> dict[str, Any]:
    """What a document says: instants in UTC, numbers by value, defaults and empty texts left out, records by id."""

    def plain(value: Any, key: str = "") -> Any:
        if key == "x":
            return json.dumps(value, sort_keys=True)
        if isinstance(value, dict):
            made = {name: plain(each, name) for name, each in value.items()}
            return {name: each for name, each in made.items() if each not in (None, "", [])}
        if isinstance(value, list):
            return [plain(each) for each in value]
        if key in ("recorded_at", "known_at"):
            return dt.datetime.fromisoformat(value).astimezone(dt.UTC).isoformat()
        return value

    document = history.to_dict()
    records = sorted((plain(each) for each in document["records"]), key=lambda each: each["id"])
    return {**plain(document), "records": records}


def same(back: list[ac.History], given: list[ac.History]) -> None:
    given = sorted(given, key=lambda each: each.family.encode())
    assert [each.family for each in back] == [each.family for each in given], f"seed {SEED}"
    for one, other in zip(back, given, strict=True):
        assert meant(one) == meant(other), f"seed {SEED}"


@pytest.fixture(scope="module")
def made() -> list[ac.History]:
    """Histories of both generators, hard and lifelike, and the valid example that has every field."""
    generator, scorer = load("generator"), load("scorer")
    found = [ac.History.load(path) for path in sorted((ROOT / "schemas/v1/valid/history").glob("*.json"))]
    risk = ac.instrument("risk-check").to_dict()
    found += [ac.History.parse(json.dumps(each)) for each in simulate.families(40, seed=SEED, instrument=risk)]
    for seed in range(SEED, SEED + 250):
        case = generator.make_case(seed)
        try:
            found.append(ac.History.parse(scorer.to_json({**case["history"], "family": f"H-{seed}"})))
        except ac.Error:
            continue  # a case that is meant to be refused
    found += [every_x(), history_of(family="F-nothing")]
    unique = {each.family: each for each in found}
    return random.Random(SEED).sample(list(unique.values()), len(unique))


def every_x() -> ac.History:
    """Every place that keeps the caller's own data, every list with awkward codes, and texts with all kinds of ends."""
    at = "2020-01-01T12:00:00.123456+01:00"
    override = {
        "instrument": "i",
        "level": "high",
        "computed": {"low": "low", "high": "low", "x": 1.50},
        "by": "supervisor",
        "reason": "why\r\nso",
        "start": "2020-01-01",
        "until": "2020-02-01",
    }
    event = {"happened_on": "2020-01-01", "event": "e;1", "persons": [{"person": "p", "part": "harmed", "x": [1e3]}]}
    document = {
        "format": "actueel.history/1",
        "family": "F-x",
        "x": {"of": "the family", "n": 0.1000},
        "records": [
            {"id": "p0", "type": "person", "recorded_at": at, "born_on": "0001-01-01", "x": {"a;b": ['"', "\u2028"]}},
            {"id": "p", "type": "person", "recorded_at": at, "note": '=1+1, "quoted";\n\nend ', "x": None},
            {"id": "v", "type": "override", "recorded_at": at, **override},
            {
                "id": "k",
                "type": "correction",
                "recorded_at": at,
                "corrects": "v",
                "reason": "its own",
                "note": "its own",
                "x": "own",
                "withhold_from": ["a;b", "[c"],
                "record": {**override, "type": "override", "note": "new", "x": "new", "withhold_from": ["court"]},
            },
            {"id": "e", "type": "event", "recorded_at": at, **event},
            {
                "id": "e2",
                "type": "correction",
                "recorded_at": at,
                "corrects": "e",
                "record": {"happened_on": "2020-01-01", "event": "e", "persons": [{"person": "p"}, {"person": "p0"}]},
            },
            {
                "id": "s",
                "type": "sign_off",
                "recorded_at": at,
                "instrument": "i",
                "as_of": "2020-01-01",
                "by": "worker",
                "level": {"low": "low", "high": "high", "x": {}},
                "given_to": ["the court; and others", "[parent]"],
            },
            {"id": "d", "type": "dispute", "recorded_at": at, "about": {"item": "i:j", "person": "p", "x": [None]}},
            {
                "id": "o",
                "type": "observation",
                "recorded_at": at,
                "observed_on": "2020-01-01",
                "item": "i",
                "answer": "2",
            },
            {
                "id": "q",
                "type": "observation",
                "recorded_at": at,
                "observed_on": "2020-01-01",
                "item": "i",
                "answer": 2.5,
            },
        ],
    }
    return ac.History.parse(json.dumps(document))


def test_every_type_and_every_column_is_met(made: list[ac.History]) -> None:
    from actueel.columns import KNOWN

    table = records_table(made)
    assert set(table["type"].to_pylist()) - {None} == set(TYPES)
    assert table.schema.names == list(KNOWN)
    assert [name for name in KNOWN if table[name].null_count == table.num_rows and name != "answer"] == []


def test_arrow_keeps_everything(made: list[ac.History]) -> None:
    same(list(histories(records_table(made))), made)


def test_the_order_of_the_rows_means_nothing(made: list[ac.History]) -> None:
    table = records_table(made)
    order = random.Random(SEED).sample(range(table.num_rows), table.num_rows)
    same(list(histories(table.take(pa.array(order)))), made)


def test_parquet_keeps_everything(made: list[ac.History], tmp_path: Path) -> None:
    pq.write_table(records_table(made), tmp_path / "records.parquet")
    same(list(histories(pq.read_table(tmp_path / "records.parquet"))), made)


def large(table: pa.Table) -> pa.Table:
    """The same in other kinds of Arrow: large texts and lists, dictionaries, views, other units of time."""

    def other(field: pa.Field, place: int) -> pa.DataType:
        if pa.types.is_string(field.type):
            return (pa.large_string(), pa.dictionary(pa.int32(), pa.string()), pa.string_view())[place % 3]
        if pa.types.is_list(field.type):
            return pa.large_list(pa.large_string())
        return field.type

    kinds = [(field.name, other(field, place)) for place, field in enumerate(table.schema)]
    columns = []
    for (_, kind), column in zip(kinds, table.columns, strict=True):
        if pa.types.is_dictionary(kind):
            columns.append(column.dictionary_encode())
        else:
            columns.append(column.cast(kind))
    return pa.table(dict(zip(table.schema.names, columns, strict=True)))


def test_dictionary_large_and_view_kinds_keep_everything(made: list[ac.History]) -> None:
    same(list(histories(large(records_table(made)))), made)


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame], ids=["pandas", "polars"])
def test_frames_keep_everything(kind: Any, made: list[ac.History]) -> None:
    table = records_table(made)
    frame = pl.from_arrow(table) if kind is pl.DataFrame else table.to_pandas(types_mapper=pd.ArrowDtype)
    same(list(histories(frame)), made)


def test_a_folder_s_tables_hold_what_one_table_holds(made: list[ac.History]) -> None:
    table = records_table(made)
    tables = records_tables(table)
    assert set(tables) == set(TYPES)
    rows = [
        row for kind, part in tables.items() for row in part.append_column("type", [[kind] * len(part)]).to_pylist()
    ]
    assert len(rows) == table.num_rows


def test_csv_keeps_everything(made: list[ac.History], tmp_path: Path) -> None:
    table = records_table(made)
    pyarrow.csv.write_csv(as_text(table), tmp_path / "records.csv")
    (source,) = opened(str(tmp_path / "records.csv"))
    same(list(histories(pa.Table.from_batches(source.read(None), source.schema))), made)


@pytest.mark.parametrize("kind", ["records.parquet", "records.csv"])
def test_the_command_goes_from_lines_to_columns_and_back(
    kind: str, actueel: Any, made: list[ac.History], tmp_path: Path
) -> None:
    lines, table, back = tmp_path / "a.jsonl", tmp_path / kind, tmp_path / "b.jsonl"
    lines.write_text("\n".join(json.dumps(each.to_dict(), ensure_ascii=False) for each in made))
    for one, other in ((lines, table), (table, back)):
        done = actueel("convert", one, "-o", other)
        assert done.returncode == 0, (done.stderr, SEED)
        assert "nothing was lost" in done.stderr
    same([ac.History.parse(line) for line in back.read_bytes().splitlines()], made)
