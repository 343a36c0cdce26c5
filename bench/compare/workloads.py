#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""Seeded records for the workloads of the benchmarks, as Arrow tables and as Parquet.

A family is drawn in a block of a thousand from the seed, the workload and the number of its block: the first thousand
families of a million are those of a thousand, and how many are made at a time has no influence.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import caseload
import instruments
from columns import NO_DAY, Coded, epoch_day, records_table

BLOCK = 1000
FIRST = epoch_day("2019-01-01")
DAYS = 730
"""Every workload runs over two years."""

WORKLOADS = ("w1", "w2", "w2-lite")


@dataclass(frozen=True)
class Shape:
    """What is asked for beside the seed: how many families, how many records each, in which order the rows stand.

    `least` and `most` are for W1 alone; a family of W2 has what its household and its history give.
    """

    families: int
    seed: int = 7
    least: int = 30
    most: int = 70
    shuffled: bool = False
    edges: bool = False
    """Days only where something begins or ends: as hard a test of the bounds as can be drawn."""


def month_ends(count: int = 24) -> np.ndarray:
    """Return the last days of months from January 2019 on, as days since 1970."""
    firsts = np.datetime64("2019-02") + np.arange(count)
    return (firsts.astype("datetime64[D]") - 1).astype(np.int32)


def family_names(numbers: np.ndarray) -> list[str]:
    """Return ids whose bytes stand in the order of the numbers."""
    return [f"F{number:08d}" for number in numbers.tolist()]


def _edge_days(rng: np.random.Generator, size: int) -> np.ndarray:
    """Draw days on which a month ends or begins, a shelf life before them, or a day beside these."""
    ends = month_ends() - FIRST
    beside = rng.integers(-1, 2, size)
    back = np.array([0, 90, 180, 365])[rng.integers(0, 4, size)]
    days: np.ndarray = np.clip(ends[rng.integers(0, len(ends), size)] + beside - back, 0, DAYS - 1)
    return days


def _distinct(family: np.ndarray, draw: Callable[[int], np.ndarray], slots: int) -> Any:
    """Draw a slot for each row so that no family has one twice, sorted; the table has no ids that break a tie.

    A family that has nearly as many rows as there are slots ends up with fewer.
    """
    key = family.astype(np.int64) * slots + draw(len(family))
    key.sort()
    for _ in range(8):
        again = np.flatnonzero(key[1:] == key[:-1]) + 1
        if len(again) == 0:
            return key
        key[again] = key[again] // slots * slots + draw(len(again))
        key.sort()
    return key[np.concatenate([[True], key[1:] != key[:-1]])]


def _w1_block(rng: np.random.Generator, numbers: np.ndarray, shape: Shape) -> dict[str, Any]:
    count = rng.integers(shape.least, shape.most + 1, len(numbers))
    local = np.repeat(np.arange(len(numbers)), count)
    items = instruments.W1_ITEMS

    def draw(size: int) -> np.ndarray:
        days = _edge_days(rng, size) if shape.edges else rng.integers(0, DAYS, size)
        return days * items + rng.integers(0, items, size)

    local, slot = np.divmod(_distinct(local, draw, DAYS * items), DAYS * items)
    names = [f"q{place:02}" for place in range(items)]
    return {
        "family": Coded(local, family_names(numbers)),
        "item": Coded(slot % items, names),
        "observed_on": FIRST + slot // items,
        "answer": Coded(rng.integers(0, len(instruments.ANSWERS), len(slot)), list(instruments.ANSWERS)),
    }


def _lite_block(rng: np.random.Generator, numbers: np.ndarray, shape: Shape) -> dict[str, Any]:
    """Draw memberships, one a person, and observations about members from the day on which they joined."""
    size = len(numbers)
    carers = rng.choice([1, 2, 3], size, p=[0.4, 0.5, 0.1])
    children = rng.choice([1, 2, 3, 4], size, p=[0.4, 0.35, 0.15, 0.1])
    names = ["p1", "p2", "p3", "k1", "k2", "k3", "k4"]
    there = np.concatenate([np.arange(3) < carers[:, None], np.arange(4) < children[:, None]], axis=1)
    start = np.where(
        rng.random((size, 7)) < 0.2, rng.integers(0, DAYS - 60, (size, 7)), -rng.integers(1, 2000, (size, 7))
    )
    start[:, 3] = -rng.integers(1, 2000, size)
    leaves = rng.random((size, 7)) < 0.15
    until = np.where(leaves, np.maximum(start, 0) + rng.integers(1, DAYS, (size, 7)), 99_999)
    member_family, member = np.nonzero(there)
    joined, left = start[member_family, member], until[member_family, member]

    count = rng.integers(30, 71, size)
    local = np.repeat(np.arange(size), count)
    per = np.array([("family", "caregiver", "child").index(of) for _, of in instruments.LITE_ITEMS])
    items = len(per)

    def draw(rows: np.ndarray) -> np.ndarray:
        """Draw a slot of day, item and person (the last of seven: nobody) for each row of these families."""
        item = rng.integers(0, items, len(rows))
        day = _edge_days(rng, len(rows)) if shape.edges else rng.integers(0, DAYS, len(rows))
        about = np.where(per[item] == 1, rng.integers(0, 99, len(rows)) % carers[rows], 0)
        about = np.where(per[item] == 2, 3 + rng.integers(0, 99, len(rows)) % children[rows], about)
        person = np.where(per[item] == 0, 7, about)
        since = np.where(person == 7, -9999, start[rows, np.minimum(person, 6)])
        return (np.maximum(day, since) * items + item) * 8 + person

    slots = DAYS * items * 8
    key = local.astype(np.int64) * slots + draw(local)
    key.sort()
    while len(again := np.flatnonzero(key[1:] == key[:-1]) + 1):
        rows = key[again] // slots
        key[again] = rows * slots + draw(rows)
        key.sort()
    slot = key % slots
    person, item, day = slot % 8, slot // 8 % items, slot // 8 // items
    rows = len(key)
    seen, people = np.full(rows, -1), np.full(len(member), -1)
    made = {
        "family": np.concatenate([member_family, local]),
        "type": np.concatenate([np.zeros(len(member), int), np.ones(rows, int)]),
        "person": np.concatenate([member, np.where(person == 7, -1, person)]),
        "item": np.concatenate([people, item]),
        "answer": np.concatenate([people, rng.integers(0, len(instruments.ANSWERS), rows)]),
        "role": np.concatenate([np.where(member < 3, 0, 1), seen]),
        "observed_on": np.concatenate([np.full(len(member), NO_DAY), FIRST + day]),
        "start": np.concatenate([FIRST + joined, np.full(rows, NO_DAY)]),
        "until": np.concatenate([np.where(left < DAYS, FIRST + left, NO_DAY), np.full(rows, NO_DAY)]),
    }
    order = np.argsort(made["family"], kind="stable")
    made = {name: column[order] for name, column in made.items()}
    words = {
        "family": family_names(numbers),
        "type": ["membership", "observation"],
        "person": names,
        "item": [name for name, _ in instruments.LITE_ITEMS],
        "answer": list(instruments.ANSWERS),
        "role": ["caregiver", "child"],
    }
    return {name: Coded(column, words[name]) if name in words else column for name, column in made.items()}


def blocks(workload: str, shape: Shape) -> Iterator[dict[str, Any]]:
    """Yield the columns of each thousand families."""
    draw = {"w1": _w1_block, "w2": caseload.block, "w2-lite": _lite_block}[workload]
    for first in range(0, shape.families, BLOCK):
        rng = np.random.default_rng([shape.seed, WORKLOADS.index(workload), first // BLOCK])
        numbers = np.arange(first, first + BLOCK)
        made = draw(rng, numbers, shape)
        wanted = shape.families - first
        if wanted < BLOCK:
            keep = made["family"].codes < wanted
            made = {name: column[keep] for name, column in made.items()}
            made["family"] = Coded(made["family"].codes, made["family"].words[:wanted])
        if shape.shuffled:
            order = rng.permutation(len(made["family"].codes))
            made = {name: column[order] for name, column in made.items()}
        yield made


def tables(workload: str, shape: Shape, families: int = 50_000) -> Iterator[pa.Table]:
    """Yield tables of so many families each: texts as dictionaries, days as date32, instants in UTC."""
    held: list[dict[str, Any]] = []
    for made in blocks(workload, shape):
        held.append(made)
        if len(held) * BLOCK >= families:
            yield records_table(held)
            held = []
    if held:
        yield records_table(held)


def table(workload: str, shape: Shape) -> pa.Table:
    """Return the whole workload as one table of one chunk; shuffled rows are shuffled over all families."""
    parts = list(tables(workload, shape))
    whole = pa.concat_tables(parts)
    del parts
    whole = whole.unify_dictionaries().combine_chunks()
    if shape.shuffled:
        order = np.random.default_rng([shape.seed, 99]).permutation(whole.num_rows)
        whole = whole.take(pa.array(order)).combine_chunks()
    return whole


def instrument_of(workload: str) -> dict[str, Any] | str:
    """Return the instrument of a workload: a document, or the id of the shipped one."""
    return {"w1": instruments.w1_instrument, "w2-lite": instruments.lite_instrument}.get(
        workload, lambda: "risk-check"
    )()


def write(workload: str, shape: Shape, path: Path) -> int:
    """Write a workload to Parquet (zstd, a row group for each fifty thousand families) and return its rows."""
    rows = 0
    if shape.shuffled:
        whole = table(workload, shape)
        pq.write_table(whole, path, compression="zstd", row_group_size=1 << 20)
        return int(whole.num_rows)
    writer = None
    for part in tables(workload, shape):
        writer = writer or pq.ParquetWriter(path, part.schema, compression="zstd")
        writer.write_table(part, row_group_size=1 << 20)
        rows += part.num_rows
    if writer is not None:
        writer.close()
    return rows


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description="Write a workload's records to Parquet, and its instrument beside it.",
        epilog="example: bench/compare/workloads.py w1 -n 10000 -o build/w1.parquet",
    )
    parser.add_argument("workload", choices=WORKLOADS)
    parser.add_argument("-n", "--families", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--records", default="30:70", help="records of a family in w1, least:most (default 30:70)")
    parser.add_argument("--shuffled", action="store_true", help="rows in no order")
    parser.add_argument("--edges", action="store_true", help="days only at the ends of months and of shelf lives")
    parser.add_argument("-o", "--output", type=Path, required=True, help="a .parquet file; an instrument goes to .json")
    given = parser.parse_args(arguments)
    least, most = map(int, given.records.split(":"))
    shape = Shape(given.families, given.seed, least, most, given.shuffled, given.edges)
    given.output.parent.mkdir(parents=True, exist_ok=True)
    rows = write(given.workload, shape, given.output)
    print(f"{given.families} families, {rows} rows in {given.output}")
    document = instrument_of(given.workload)
    if isinstance(document, dict):
        path = given.output.with_suffix(".json")
        path.write_text(json.dumps(document, indent=2) + "\n", "utf-8")
        print(f"its instrument in {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
