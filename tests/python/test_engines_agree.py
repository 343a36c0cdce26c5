# SPDX-License-Identifier: MPL-2.0
"""Tables are scored alike by every engine: in lanes, by the plain engine, and document by document.

The first two read columns as they are; the last makes a document of every family. Rows and rejections must be the same,
of hard cases as they are made and of the same tables with faults put into them.

    python tests/python/test_engines_agree.py --corruptions 20000 --seed 1    more of it; prints what was compared
    ACTUEEL_SEEDS=500 pytest tests/python/test_engines_agree.py
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_every_case import load

import actueel as ac
from actueel.columns import records_table, records_tables
from actueel.rescoring.chosen import chosen
from actueel.rescoring.engine import Task, score
from actueel.rescoring.moments import Moments
from actueel.rescoring.run import chunks_of, one_clock
from actueel.tables import Source, opened, source_of_frame

SEEDS = int(os.environ.get("ACTUEEL_SEEDS", "30"))
COPIES = 20
"""Families of a table, each a copy with faults of its own."""

GENERATOR, SCORER = load("generator"), load("scorer")
LANES = "table,overrides,disputes"
REFERENCES = ("corrects", "retracts", "repeats", "ends", "about", "id")
DAYS = ("observed_on", "happened_on", "start", "until", "born_on", "on", "as_of")
CODES: dict[str, list[Any]] = {
    "type": ["observation", "correction", "retraction", "person", "event", "persons", "membership", "view"],
    "role": ["child", "caregiver", "other", "parent"],
    "lives": ["here", "part", "elsewhere", "visits", "there"],
    "source": ["worker", "professional", "record", "child", "parent", "network", "not_stated", "mother"],
    "basis": ["fact", "statement", "judgement", "not_stated", "rumour"],
    "outcome": ["upheld", "partly", "not_upheld", "perhaps"],
    "answer": ["unknown", "refused", "not_applicable", "not_seen", "no such", "3", " ", "yes\n", "é"],
    "answer_number": [0.0, 1.0, 0.00001, 1e10, float("nan"), -1.0, 2.5],
    "record_type": ["observation", "event", "such"],
    "recorded_at": ["2020-02-30T00:00:00Z", "2020-01-01"],
    "empty": [["child"], ["child", "child"], ["other"], [], ["caregiver", "child"]],
    "withhold_from": [["parent"], ["parent", "parent"], ["a\tb"], [""]],
    "persons": [["zz"], []],
    "parts": [["harmed"], ["harming", "present"], ["such"], [], ["not_stated"], [""]],
    "reason": [" ", "", "r"],
    "note": [" ", "n\0", "n"],
    "document": [" ", "d"],
    "by": ["", " w", "w1", "a\tb", "x" * 65],
    "kind": ["a\tb", "voluntary"],
    "level_low": ["low", "a b"],
}
OWN = ['{"case": "c-17", "page": [1, 2.5]}', "17", '"a"', "null", "[]", " true ", '{"é": {"a": 1}, "b": {"a": 1}}']
NOT_OWN = [
    *('{"a": 1, "a": 2}', "NaN", '{"a":', '"\\ud800"', "1e400", "12345678901234567890", "[" * 40 + "]" * 40, "x"),
    *("", " ", "\ufeff1", '"\\u0000"', "01", "-", '"\t"', "[1,]", "1 2", '"' + "y" * 5000 + '"'),
]
"""Cells of the caller's own data: JSON, and what may be none, or none that every reader takes."""
ANY = ["a", "a b", "", " ", "x" * 65, "2020-01-01", "é", "a;b", '["a"]', "1"]


class Compared:
    """What was compared: families by the engine that gave their rows, and rejections."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.rejected: Counter[str] = Counter()
        self.families = 0


def case(seed: int, features: str) -> tuple[ac.Instrument, pa.Table, list[str]] | None:
    """Return an instrument, a family's table and days; None where a case is meant to be refused."""
    made = GENERATOR.make_case(seed, features)
    if features == LANES:
        made["instrument"].pop("subject", None)
    try:
        instrument = ac.Instrument.parse(SCORER.to_json(made["instrument"]))
        table = records_table([ac.History.parse(SCORER.to_json(made["history"]))])
    except ac.Error:
        return None
    rnd = random.Random(seed)
    first = dt.date.fromisoformat(str(made["as_of"]))
    count = rnd.choice([1, 3, 20, 64, 70])
    days = {first + dt.timedelta(days=rnd.randrange(-500, 300)) for _ in range(count)}
    return instrument, table, sorted(day.isoformat() for day in days)


def found(
    instrument: ac.Instrument, sources: list[Source], days: list[str], known: str, engine: str, columns: str | None
) -> tuple[Any, ...]:
    """Return the rows and the rejections of an engine, or its error."""
    try:
        task = Task(instrument, Moments.of_days(days, known), chosen(instrument, columns), one_clock(sources), engine)
        made = [score(task, chunk) for chunk in chunks_of(sources)]
    except ac.Error as error:
        return (str(error),)
    table = pa.concat_tables([task.schema.empty_table(), *(one.table for one in made)])
    rejected = [one for each in made for one in each.rejected]
    counts = [sum(getattr(each, name) for each in made) for name in ("read", "answered")]
    by: Counter[str] = Counter()
    for one in made:
        by.update(one.rows_by)
    return table, rejected, counts, by


def agree(
    compared: Compared,
    instrument: ac.Instrument,
    sources: list[Source],
    days: list[str],
    known: str,
    columns: str | None = None,
) -> None:
    """Compare the engines."""
    expected = found(instrument, sources, days, known, "documents", columns)
    for engine in ("any", "plain"):
        made = found(instrument, sources, days, known, engine, columns)
        assert len(made) == len(expected), (engine, made, expected)
        if len(made) == 1:
            assert made == expected, engine
            continue
        assert made[1] == expected[1], _first(engine, made[1], expected[1])
        assert made[0].equals(expected[0]), _different(engine, made[0], expected[0])
        assert made[2] == expected[2], engine
        if engine == "any":
            compared.rows.update(made[3])
            compared.rejected.update(one.code for one in made[1])
            compared.families += made[2][0]


def _first(engine: str, made: list[Any], expected: list[Any]) -> str:
    ours = [one for one in made if one not in expected][:2]
    theirs = [one for one in expected if one not in made][:2]
    return f"{engine}: {ours} where documents give {theirs}"


def _different(engine: str, made: pa.Table, expected: pa.Table) -> str:
    if made.num_rows != expected.num_rows:
        families = [Counter(each["family"].to_pylist()) for each in (made, expected)]
        return f"{engine}: rows of {families[0] - families[1]} more and {families[1] - families[0]} fewer"
    for name in expected.schema.names:
        pairs = enumerate(zip(made[name].to_pylist(), expected[name].to_pylist(), strict=True))
        wrong = [(expected["family"][i].as_py(), str(expected["as_of"][i]), a, b) for i, (a, b) in pairs if a != b]
        if wrong:
            return f"{engine}: {name}: {wrong[:4]}"
    return f"{engine}: the same cells, other kinds"


# ---- faults


def corrupted(rnd: random.Random, rows: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """Return a copy of a family's rows with a few faults; one in eight has none."""
    rows = [dict(row, family=name) for row in rows]
    for _ in range(rnd.choice([0, 1, 1, 1, 1, 1, 2, 3])):
        if rows:
            _corrupt(rnd, rows)
    if rnd.random() < 0.3:
        rnd.shuffle(rows)
    return rows


def _corrupt(rnd: random.Random, rows: list[dict[str, Any]]) -> None:
    row = rnd.choice(rows)
    filled = [name for name, cell in row.items() if cell is not None and name != "family"]
    how = rnd.randrange(9)
    if how == 0:
        rows.append(dict(row))
    elif how == 1:
        rows.remove(row)
    elif how == 2:  # something that the row does not have
        name = rnd.choice([name for name in row if name != "family"])
        row[name] = _other(rnd, rows, name, row[name])
    elif how == 3:
        row[rnd.choice(filled)] = None
    elif how == 4 and (days := [name for name in DAYS if isinstance(row.get(name), dt.date)]):
        name = rnd.choice(days)
        row[name] = row[name] + dt.timedelta(days=rnd.choice([-4000, -30, -1, 1, 2, 30, 4000]))
    elif how == 5 and isinstance(row.get("recorded_at"), dt.datetime):
        row["recorded_at"] += rnd.choice([-1, 1]) * rnd.choice(
            [dt.timedelta(seconds=1), dt.timedelta(hours=12), dt.timedelta(days=1), dt.timedelta(days=400)]
        )
    elif how == 6 and (refers := [name for name in REFERENCES if row.get(name) is not None]):
        row[rnd.choice(refers)] = rnd.choice([*(other.get("id") for other in rows), "zz"])
    else:
        name = rnd.choice(filled)
        row[name] = _other(rnd, rows, name, row[name])


def _other(rnd: random.Random, rows: list[dict[str, Any]], name: str, cell: Any) -> Any:
    """Return another cell for a column: one of another row, or one that may be wrong."""
    there = [row[name] for row in rows if row[name] is not None]
    wrong = CODES.get(name)
    if wrong is None and (isinstance(cell, str) or (there and isinstance(there[0], str))):
        wrong = ANY
    if wrong is not None and (not there or rnd.random() < 0.5):
        return rnd.choice(wrong)
    return rnd.choice(there) if there else None


def table_of(rnd: random.Random, rows: list[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    """Return rows as a table whose columns have one of the kinds that they may have."""
    columns: dict[str, pa.Array] = {}
    kinds = rnd.choice(["as they are", "texts", "dictionaries", "mixed"])
    for field in schema:
        cells = [row[field.name] for row in rows]
        kind = kinds if kinds != "mixed" else rnd.choice(["as they are", "texts", "dictionaries", "large"])
        columns[field.name] = _column(field.type, cells, kind)
    dropped = 0.2 if rnd.random() < 0.1 else 0.0
    names = [name for name in columns if name == "family" or rnd.random() >= dropped]
    made = pa.table({name: columns[name] for name in names})
    how = rnd.random()
    if how < 0.04 and "id" in names:
        made = made.drop_columns(["id"])
    elif how < 0.12 and "recorded_at" in names:
        made = made.drop_columns(["recorded_at"])
    elif how < 0.2:
        made = made.drop_columns([name for name in ("id", "recorded_at") if name in names])
    elif how < 0.22:
        made = made.append_column("colour", pa.array(["red"] * made.num_rows))
    if rnd.random() < 0.2 and made.num_rows > 1:
        made = pa.concat_tables([made.slice(0, 1), made.slice(1)])
    return made


def _column(kind: pa.DataType, cells: list[Any], how: str) -> pa.Array:
    try:
        column = pa.array(cells, kind)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([None if cell is None else _text(cell) for cell in cells], pa.string())
    if how == "texts" and not pa.types.is_floating(kind):
        return pa.array([None if cell is None else _text(cell) for cell in cells], pa.string())
    if pa.types.is_string(kind) and how == "dictionaries":
        return column.dictionary_encode()
    if pa.types.is_string(kind) and how == "large":
        return column.cast(pa.large_string())
    return column


def _text(cell: Any) -> str:
    if isinstance(cell, dt.datetime):
        return cell.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(cell, list):
        return ";".join("" if entry is None else str(entry) for entry in cell)
    return str(cell)


def without_ids(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return those rows that a table without ids can hold."""
    kept = ("membership", "observation", "household", "involvement", "event", "goal", "view", "sign_off")
    return [dict(row, repeats=None) if "repeats" in row else row for row in rows if row["type"] in kept]


def corruptions(seed: int, compared: Compared) -> None:
    """Compare a table of copies of one case, each with its own faults."""
    rnd = random.Random(seed)
    made = case(seed, rnd.choice([LANES, LANES, "all"]))
    if made is None:
        return
    instrument, table, days = made
    if rnd.random() < 0.7:
        table = table.drop_columns([name for name in table.schema.names if name == "x" or name.endswith("_x")])
    rows = table.to_pylist()
    if rnd.random() < 0.25:
        rows = without_ids(rows)
    schema = table.schema
    if rnd.random() < 0.4 and "x" not in schema.names:
        schema = schema.append(pa.field("x", pa.string()))
        rows = [dict(row, x=rnd.choice([None, *OWN])) for row in rows]
    every = [row for copy in range(COPIES) for row in corrupted(rnd, rows, f"F-{copy:03}")]
    if "x" in schema.names:
        for row in every:
            row["x"] = rnd.choice(NOT_OWN) if rnd.random() < 0.005 else row["x"]
    known = rnd.choice(["everything", "as_of", "2020-06-01T00:00:00Z"])
    sources = [source_of_frame(table_of(rnd, every, schema))]
    columns = rnd.choice([None, "scales,counts,due", "scales,counts", "items"])
    if rnd.random() < 0.15:
        with tempfile.TemporaryDirectory() as folder:
            try:
                whole = pa.Table.from_pylist([row for row in every if row["type"]], schema)
                tables = records_tables(whole)
            except (pa.ArrowInvalid, pa.ArrowTypeError, KeyError):
                tables = {}
            for name, one in tables.items():
                if rnd.random() < 0.2 and "id" in one.schema.names:
                    one = one.drop_columns(["id"])
                pq.write_table(one, Path(folder) / f"{name}.parquet")
            if tables:
                agree(compared, instrument, opened(folder), days, known, columns)
    agree(compared, instrument, sources, days, known, columns)


@pytest.mark.parametrize("features", [LANES, "all"])
@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_engine_gives_the_rows_of_documents(seed: int, features: str) -> None:
    made = case(seed, features)
    if made is None:
        return
    instrument, table, days = made
    columns = "scales,levels,counts,due,rules" if instrument.levels else None
    sums = "scales,levels,counts,rules" if instrument.levels else "scales,counts"  # of which rows need not be kept
    for known in ("everything", "as_of", "2020-06-01T00:00:00Z"):
        agree(Compared(), instrument, [source_of_frame(table)], days, known, columns)
        agree(Compared(), instrument, [source_of_frame(table)], days, known, sums)


@pytest.mark.parametrize("seed", range(7000, 7000 + SEEDS))
def test_days_one_after_another_are_scored_alike(seed: int) -> None:
    """Most such days have the figures of the day before."""
    for features in (LANES, "all"):
        if (made := case(seed, features)) is None:
            continue
        instrument, table, days = made
        table = table.drop_columns([name for name in table.schema.names if name == "x" or name.endswith("_x")])
        middle = dt.date.fromisoformat(days[len(days) // 2])
        every = [(middle + dt.timedelta(days=n)).isoformat() for n in range(-60, 120)]
        for known in ("everything", "as_of"):
            agree(Compared(), instrument, [source_of_frame(table)], every, known, "scales,counts,due,items")


@pytest.mark.parametrize("seed", range(1000, 1000 + SEEDS))
def test_every_engine_rejects_what_documents_reject(seed: int) -> None:
    corruptions(seed, Compared())


def test_the_cases_are_scored_in_lanes_too() -> None:
    compared = Compared()
    for seed in range(1000, 1012):
        corruptions(seed, compared)
    assert compared.rows["plan"] > 100
    assert compared.rejected.total() > 20


def main() -> int:
    """Compare as many corruptions as are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corruptions", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    compared, wrong, seed = Compared(), 0, asked.seed
    while compared.families + wrong * COPIES < asked.corruptions:
        try:
            corruptions(seed, compared)
        except AssertionError as error:
            wrong += 1
            print(f"seed {seed}: {str(error)[:600]}", flush=True)
        seed += 1
    print(f"seeds {asked.seed} to {seed - 1}: {compared.families} families, {wrong} tables differ")
    print(dict(compared.rows), dict(compared.rejected))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
