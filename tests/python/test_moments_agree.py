# SPDX-License-Identifier: MPL-2.0
"""Tables of each family's own moments are scored alike by the core's columns and document by document.

Hard cases as they are made and with faults put into them, at moments in any order: of persons who are children, others
or nobody, before the first record, twice the same, of families that are not there.

    ACTUEEL_SEEDS=500 pytest tests/python/test_moments_agree.py
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest
from test_engines_agree import COPIES, LANES, SEEDS, case, corrupted, table_of, without_ids

import actueel as ac
from actueel.rescoring import moments as module
from actueel.rescoring.chosen import chosen
from actueel.rescoring.engine import Task, score
from actueel.rescoring.moments import Moments
from actueel.rescoring.run import chunks_of, one_clock
from actueel.tables import Source, source_of_frame

COUNTS = ("read", "answered", "asked", "outside", "retired")


def asked_of(rnd: random.Random, rows: list[dict[str, Any]], day: dt.date, families: list[str]) -> pa.Table:
    """Return a table of moments for some families: most without a person or with a child, in any order, some twice."""
    children = sorted({row["person"] for row in rows if row.get("role") == "child" and row.get("person")})
    others = [*sorted({row["person"] for row in rows if row.get("person")}), "nobody-at-all", "é ", ""]
    instants = sorted({row["recorded_at"] for row in rows if isinstance(row.get("recorded_at"), dt.datetime)})
    found = []
    for family in families:
        named = children and rnd.random() < 0.3  # a child who is none on that day rejects the family
        for _ in range(rnd.choice([0, 1, 2, 4, 4, 4, 70])):
            person = rnd.choice(children) if named and rnd.random() < 0.5 else None
            if rnd.random() < 0.003:
                person = rnd.choice(others)
            known = None
            if instants and rnd.random() < 0.4:
                known = rnd.choice(instants) + dt.timedelta(microseconds=rnd.choice([-1, 0, 0, 1, 86_400_000_000]))
            as_of = day + dt.timedelta(days=rnd.choice([0, 0, -4000, *(rnd.randrange(-400, 200) for _ in range(8))]))
            found.append({"family": family, "person": person, "as_of": as_of, "known_at": known})
    found += rnd.sample(found, len(found) // 5)
    rnd.shuffle(found)
    kinds = [("family", pa.string()), ("person", pa.string()), ("as_of", pa.date32())]
    made = pa.Table.from_pylist(found, pa.schema([*kinds, ("known_at", pa.timestamp("us", "UTC"))]))
    return made.drop_columns([name for name in ("person", "known_at") if rnd.random() < 0.2])


def found(
    instrument: ac.Instrument, sources: list[Source], moments: pa.Table, known: str, engine: str, columns: str | None
) -> tuple[Any, ...]:
    """Return the rows of an engine, the rejections, what was counted, and how rows came about; or its error."""
    try:
        asked = Moments.of_table(moments, known)
        task = Task(instrument, asked, chosen(instrument, columns), one_clock(sources), engine)
        made = [score(task, chunk) for chunk in chunks_of(sources)]
    except ac.Error as error:
        return (str(error),)
    by: Counter[str] = Counter()
    for one in made:
        by.update(one.rows_by)
    table = pa.concat_tables([task.schema.empty_table(), *(one.table for one in made)])
    counted = {name: sum(getattr(one, name) for one in made) for name in COUNTS}
    return table, [each for one in made for each in one.rejected], counted, by


Prepared = Callable[[random.Random, list[dict[str, Any]], pa.Schema], pa.Table]


def whole(_: random.Random, rows: list[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    """Return a table of copies without faults."""
    return pa.Table.from_pylist([dict(row, family=f"F-{copy:03}") for copy in range(COPIES) for row in rows], schema)


def faulty(rnd: random.Random, rows: list[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    """Return a table of copies with faults of their own, some without ids."""
    if rnd.random() < 0.25:
        rows = without_ids(rows)
    every = [row for copy in range(COPIES) for row in corrupted(rnd, rows, f"F-{copy:03}")]
    return table_of(rnd, every, schema)


def agree(seed: int, features: str, prepared: Prepared) -> Counter[str]:
    """Compare a table of copies of one case; return how its rows came about, and what was rejected or has no row."""
    rnd = random.Random(seed)
    made = case(seed, features)
    if made is None:
        return Counter()
    instrument, table, days = made
    if rnd.random() < 0.8:  # what only the document's reader understands
        table = table.drop_columns([name for name in table.schema.names if name == "x" or name.endswith("_x")])
    elif "family_x" not in table.schema.names:
        table = table.append_column("family_x", pa.array(["{}"] * table.num_rows))
    rows = table.to_pylist()
    records = prepared(rnd, rows, table.schema)
    families = [f"F-{copy:03}" for copy in range(-1, COPIES + 1)]
    moments = asked_of(rnd, rows, dt.date.fromisoformat(days[-1]), families)
    known = rnd.choice(["everything", "as_of", "2020-06-01T00:00:00Z"])
    columns = rnd.choice([None, "scales,counts,due", "items"])
    sources = [source_of_frame(records)]
    expected = found(instrument, sources, moments, known, "documents", columns)
    by: Counter[str] = Counter()
    for engine in ("any", "plain"):
        got = found(instrument, sources, moments, known, engine, columns)
        assert len(got) == len(expected), (seed, engine, got, expected)
        if len(got) == 1:
            assert got == expected, (seed, engine)
            continue
        assert got[1] == expected[1], (seed, engine)
        assert got[2] == expected[2], (seed, engine)
        assert got[0].schema.equals(expected[0].schema)
        assert got[0].to_pylist() == expected[0].to_pylist(), (seed, engine)
        assert got[0].equals(expected[0]), (seed, engine)
        assert sum(got[3].values()) == got[0].num_rows
        if engine == "any":
            by.update(got[3])
            by.update({f"rejected {each.code}": 1 for each in got[1]})
            by.update({name: got[2][name] for name in ("outside", "asked")})
    return by


@pytest.mark.parametrize("features", [LANES, "all"])
@pytest.mark.parametrize("seed", range(0, SEEDS, 3))
def test_every_engine_gives_the_rows_of_documents_at_own_moments(seed: int, features: str) -> None:
    agree(seed, features, whole)


@pytest.mark.parametrize("features", [LANES, "all"])
@pytest.mark.parametrize("seed", range(2000, 2000 + SEEDS, 3))
def test_every_engine_rejects_what_documents_reject_at_own_moments(seed: int, features: str) -> None:
    agree(seed, features, faulty)


def test_the_cases_hold_all_that_can_happen() -> None:
    told: Counter[str] = Counter()
    for seed in range(5000, 5010):
        for features in (LANES, "all"):
            told += agree(seed, features, whole)
            told += agree(seed, features, faulty)
    assert told["plain_moments"] > 500
    assert told["rejected child_not_member"] > 0
    assert told["outside"] > 0
    assert told["document_rows"] + told["document_answer"] > 0


# The table of moments itself


def test_a_table_is_read_alike_by_columns_and_cell_by_cell() -> None:
    rnd = random.Random(11)
    days = ["2020-01-01", "0001-01-01", "9999-12-31", "2020-02-30", "2020-1-1", "10000-01-01", "", None]
    known = ["2020-01-01T00:00:00Z", "2020-01-01T01:00:00+01:00", "2020-01-01T00:00:00.50Z", "", None]
    known += [
        "2020-01-01T24:00:00Z",
        "0001-01-01T00:00:00+00:01",
        "2020-01-01T00:00:00",
        "2020-01-01T00:00:00.1234567Z",
    ]
    both = {True: 0, False: 0}
    for _ in range(300):
        size = rnd.randrange(3)
        sound = rnd.random() < 0.6
        cells = {
            "family": [rnd.choice(["A", "B"] if sound else ["A", "B", "", None]) for _ in range(size)],
            "person": [rnd.choice(["p", "", None]) for _ in range(size)],
            "as_of": [rnd.choice(days[:3] if sound else days) for _ in range(size)],
            "known_at": [rnd.choice(known[:5] if sound else known) for _ in range(size)],
        }
        made = module.typed(pa.table({name: pa.array(each, pa.string()) for name, each in cells.items()}), "moments")
        by_columns = module._as_columns(made)
        try:
            by_cells = module._cell_by_cell(made, "moments")
        except ac.Error:
            by_cells = None
        assert (by_columns is None) == (by_cells is None), cells
        assert by_columns is None or by_columns.equals(by_cells), cells
        both[by_columns is None] += 1
    assert min(both.values()) > 50
