# SPDX-License-Identifier: MPL-2.0
"""The shortest table, of families, questions, days and answers alone, asked under one sum, has a way of its own.

Its rows and rejections are compared with those of documents, for made-up instruments that are one sum. Ties, faults and
days at every bound are among the answers.

    ACTUEEL_SEEDS=500 pytest tests/python/test_one_sum.py
"""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import Any

import pyarrow as pa
import pytest
from test_engines_agree import SEEDS, Compared, agree

import actueel as ac
from actueel.tables import source_of_frame

BEGIN = dt.date(2019, 1, 1)
SHELVES = (None, "P1D", "P30D", "P1M", "P365D", "P21Y")
WRONG_ANSWERS = ("No such", "none", "not_applicable", "é", "x" * 65, " ")
EARLIEST, LATEST = dt.date(1, 1, 1), dt.date(9999, 12, 31)


def one_sum(rnd: random.Random) -> ac.Instrument:
    """Return an instrument that is one sum of questions about the family."""
    scale = rnd.choice([1, 1, 4, 0.5, 0.0001, 300])
    items: list[dict[str, Any]] = []
    terms = []
    for number in range(rnd.choice([1, 3, 8])):
        codes = [f"c{k}" for k in range(rnd.randint(1, 5))]
        item = {
            "id": f"q{number}",
            "kind": "static",
            "ask": {"en": "Is it so?"},
            "answer": {"options": [{"code": code, "label": {"en": code}} for code in codes]},
            "when_unknown": rnd.choice(["range", "range", "zero", "worst", "best"]),
        }
        if shelf := rnd.choice(SHELVES):
            item |= {"kind": "dynamic", "shelf_life": shelf}
            item["when_stale"] = rnd.choice(["unknown", "unknown", "keep", "worst", "best"])
        if rnd.random() < 0.3:
            item["retired"] = ["gone"]
        if rnd.random() < 0.3:
            item["formerly"] = [f"old{number}"]
        items.append(item)
        if rnd.random() < 0.9 or not terms:
            least = rnd.choice([0, 0, -3])
            points = {code: round(scale * rnd.randint(least, 4), 4) for code in codes}
            terms.append({"item": item["id"], "points": points | {"c0": 0}})
    first = terms[0]["points"]
    first[max(first)] = round(4 * scale, 4)  # so that both levels can be reached
    cut = round(scale * rnd.choice([1, 3]), 4)
    total = {"id": "total", "label": {"en": "total"}, "combine": "sum", "terms": terms}
    levels: list[dict[str, Any]] = []
    if rnd.random() < 0.8:
        levels = [{"id": each, "label": {"en": each}} for each in ("low", "high")]
        total["cuts"] = {"high": cut}
        if rnd.random() < 0.5:
            levels[1]["review_every"] = "P90D"
    document = {
        "format": "actueel.instrument/1",
        "id": "one-sum",
        "version": "1.0.0",
        "status": "draft",
        "languages": ["en"],
        "title": {"en": "One sum"},
        "levels": levels,
        "items": items,
        "scales": [total],
    }
    if levels:
        document["level_from"] = ["total"]
    return ac.Instrument.parse(json.dumps(document))


def answers(rnd: random.Random, instrument: ac.Instrument) -> pa.Table:
    """Return some families' answers; in some tables a few are wrong."""
    document = instrument.to_dict()
    faults = rnd.choice([0.0, 0.0, 0.02])
    rows = []
    for family in range(12):
        said = []
        for _ in range(rnd.choice([1, 2, 10, 40])):
            item = rnd.choice(document["items"])
            codes = [option["code"] for option in item["answer"]["options"]]
            named = [item["id"], *item.get("formerly", [])]
            answer = rnd.choice([*codes, *codes, *item.get("retired", []), "unknown", "refused"])
            name = rnd.choice(named)
            if rnd.random() < 0.05:
                name, answer = rnd.choice(["elsewhere", "other:q0"]), rnd.choice([*codes, "anything"])
                if faults and rnd.random() < 0.5:
                    answer = rnd.choice(WRONG_ANSWERS)
            if rnd.random() < faults:
                answer = rnd.choice(WRONG_ANSWERS)
            if rnd.random() < faults:
                name = rnd.choice(["Not an id", "elsewhere"])
            day = BEGIN + dt.timedelta(days=rnd.randrange(0, 800))
            if rnd.random() < 0.02:
                day = rnd.choice([EARLIEST, LATEST, dt.date(1998, 5, 5)])
            said.append({"family": f"F-{family:02}", "item": name, "observed_on": day, "answer": answer})
        seen: dict[tuple[str, dt.date], dict[str, Any]] = {}
        if rnd.random() < 0.9:  # most families say one thing a day of one question
            for row in said:
                seen[row["item"].removeprefix("old").removeprefix("q"), row["observed_on"]] = row
            said = list(seen.values())
        if rnd.random() < 0.8:
            said.sort(key=lambda row: row["observed_on"])
        rows += said
    columns = {name: pa.array([row[name] for row in rows]) for name in rows[0]}
    if rnd.random() < 0.7:
        columns = {n: c if n == "observed_on" else c.dictionary_encode() for n, c in columns.items()}
    if rnd.random() < 0.1:
        columns["answer"] = pa.array([None, *columns["answer"].to_pylist()[1:]])
    return pa.table(columns)


def one(seed: int, compared: Compared) -> None:
    """Compare the engines on one table."""
    rnd = random.Random(seed)
    instrument = one_sum(rnd)
    table = answers(rnd, instrument)
    count = rnd.choice([1, 3, 24, 32, 33, 64, 70])
    days = sorted({(BEGIN + dt.timedelta(days=rnd.randrange(-30, 900))).isoformat() for _ in range(count)})
    columns = rnd.choice([None, "scales,counts", "scales,levels,counts,due"])
    if columns and "levels" in columns and not instrument.levels:
        columns = "scales,counts,due"
    for known in ("everything", "as_of", "2020-06-01T00:00:00Z"):
        agree(compared, instrument, [source_of_frame(table)], days, known, columns)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_one_sum_gives_the_rows_of_documents(seed: int) -> None:
    one(seed, Compared())


def test_the_tables_are_scored_in_lanes_and_some_families_rejected() -> None:
    compared = Compared()
    for seed in range(20):
        one(seed, compared)
    assert compared.rows["plan"] > 1000
    assert compared.rejected.total() > 5
