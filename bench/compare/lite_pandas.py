# SPDX-License-Identifier: MPL-2.0
"""W2-lite in pandas: one sort, cut to memberships, difference arrays with a column a question, then sums over columns.

As in numpy's form, the answers of a question's members on a date are one packed number: how many gave 0, 1, 2, 3, 4
points (three bits each), then how many lapsed.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

import coded
from question import Question

FAR = 99_999
LAPSED = 1 << 15
NOBODY = 15
"""The person of an answer about the family."""


def _view(question: Question) -> tuple[pd.DataFrame, dict[str, list[str]], pa.Array]:
    """Return the records as numbers, the words behind them, and the families' names."""
    columns: dict[str, np.ndarray] = {}
    words: dict[str, list[str]] = {}
    for name, empty in (("family", 0), ("type", 0), ("person", NOBODY), ("item", 0), ("answer", 0), ("role", -1)):
        numbers, found = coded.codes(question, name)
        columns[name] = pc.fill_null(numbers, pa.scalar(empty, numbers.type)).to_numpy()
        if name == "family":
            names = found
        else:
            words[name] = found.to_pylist()
    for name in ("observed_on", "start", "until"):
        columns[name] = pc.fill_null(coded.days(question, name), pa.scalar(FAR, pa.int32())).to_numpy()
    return pd.DataFrame(columns, copy=False), words, names


def expert(question: Question) -> pa.Table:
    """Score W2-lite."""
    records, words, names = _view(question)
    dates, items, most = len(question.days), len(question.items), question.most
    families, wide = len(names), dates + 1
    q = {name: place for place, name in enumerate(question.items)}
    is_seen = records["type"] == words["type"].index("observation")
    early = int(min(records["observed_on"].min(), question.days[0]))
    place_of = np.searchsorted(question.days, np.arange(early, int(question.days[-1]) + 2)).astype(np.int32)

    def place(day: pd.Series) -> pd.Series:
        return pd.Series(place_of[(day - early).clip(0, len(place_of) - 1)], day.index)

    def added(cells: list[pd.Series], steps: list[pd.Series], size: int) -> pd.Series:
        """Return the sum of the steps of each cell. Those of a family and a question add up to nothing."""
        cell, step = pd.concat(cells, ignore_index=True), pd.concat(steps, ignore_index=True)
        return step.groupby(cell, sort=False).sum().reindex(np.arange(size), fill_value=0)

    # Memberships, by the number of a family's person.
    role = {name: number for number, name in enumerate(words["role"])}
    told = records.loc[~is_seen, ["family", "person", "role", "start", "until"]]
    slot = told["family"].astype(np.int64) * 16 + told["person"]
    members = pd.DataFrame({"role": told["role"], "join": place(told["start"]), "leave": place(told["until"])})
    members["leave"] = members[["join", "leave"]].max(axis=1)
    one = pd.Series(np.where(told["role"] == role["caregiver"], 1, 1 << 10), told.index)
    base = told["family"].astype(np.int64) * wide
    people = added([base + members["join"], base + members["leave"]], [one, -one], families * wide).cumsum()
    member = members.set_index(slot).reindex(np.arange(families * 16))
    member = member.fillna({"role": -1, "join": 0, "leave": 0}).astype("int32")
    member.loc[NOBODY::16, "leave"] = dates

    # Answers by family, question, person and day: one sort of packed numbers.
    seen = records.loc[is_seen, ["family", "person", "item", "observed_on", "answer"]]
    asked = coded.places(pa.array(words["item"]), question.items)[seen["item"]]
    key = (seen["family"].astype(np.int64) * items + asked) * 16 + seen["person"]
    points = coded.points(words["answer"])[seen["answer"]]
    packed = ((key * 8192 + seen["observed_on"] - early) * 8 + points).sort_values().to_numpy()
    day, slot = pd.Series((packed >> 3) & 8191), pd.Series(packed >> 16)
    group = packed >> 20
    asked = group % items
    mine = member.take(group // items * 16 + ((packed >> 16) & 15)).reset_index(drop=True)
    same = slot == slot.shift(-1, fill_value=-1)
    begins = place(day + early)
    follows = begins.shift(-1, fill_value=dates).where(same, dates)
    lapses = np.minimum(place(day + early + question.shelf[asked]), follows)
    of = np.array([role.get(per, -1) for per in question.per])[asked]
    until = mine["leave"].where(mine["role"] == of, 0)
    begins = np.minimum(np.maximum(begins, mine["join"]), until)
    follows = np.maximum(np.minimum(follows, until), begins)
    lapses = np.minimum(np.maximum(lapses, begins), follows)
    weight = pd.Series(np.left_shift(1, 3 * (packed & 7)))
    family = group // items * wide

    def cell(at: pd.Series) -> pd.Series:
        return (family + at) * items + asked

    steps = [weight, LAPSED - weight, pd.Series(-LAPSED, weight.index)]
    stands = added([cell(begins), cell(lapses), cell(follows)], steps, families * wide * items)
    grid = pd.DataFrame(stands.to_numpy().reshape(families * wide, items)).cumsum()

    # Every date from a family's first record on.
    earliest = records[["observed_on", "start"]].min(axis=1).groupby(records["family"], sort=False).min()
    began = place(earliest.reindex(np.arange(families))).to_numpy()
    at = np.tile(np.arange(wide), families)
    kept = (at < dates) & (at >= np.repeat(began, wide))
    grid, n = grid[kept], people[kept]
    carers, children = (n % 1024).clip(lower=1), (n // 1024).clip(lower=1)
    bits = np.arange(LAPSED)
    counts = [(bits >> 3 * points) & 7 for points in range(most + 1)]
    top = np.zeros(LAPSED, np.int64)
    for number, count in enumerate(counts):
        top[count > 0] = number
    gave = np.sum(counts, axis=0)
    current = stale = total_low = total_high = pd.Series(0, grid.index)
    low: dict[int, pd.Series] = {}
    high: dict[int, pd.Series] = {}
    for number, per in enumerate(question.per):
        held = grid[number] % LAPSED
        answered = pd.Series(gave[held], grid.index)
        needed = {"family": 1, "caregiver": carers, "child": children}[per]
        low[number] = pd.Series(top[held], grid.index)
        high[number] = low[number].where(answered >= needed, most)
        current, stale = current + answered, stale + grid[number] // LAPSED
        if number not in (q["f1"], q["f2"]):
            total_low, total_high = total_low + low[number], total_high + high[number]
    conflict_low = np.maximum(low[q["f1"]], low[q["f2"]])
    conflict_high = np.maximum(high[q["f1"]], high[q["f2"]])
    total_low, total_high = total_low + conflict_low, total_high + conflict_high
    first, second = question.cuts
    levels = [(total >= first).astype("int32") + (total >= second).astype("int32") for total in (total_low, total_high)]
    # The worst answer for certain; and perhaps. An answer of a person is the worst where any gives it.
    both = (low[q["f1"]] == most) & (low[q["c2"]] == most)
    perhaps = (high[q["f1"]] == most) & (high[q["c2"]] == most)
    of_family, cared, child = (question.per.count(per) for per in ("family", "caregiver", "child"))
    rows = of_family + cared * carers + child * children
    columns = {
        "family": np.repeat(np.arange(families, dtype=np.int32), wide)[kept],
        "as_of": question.days[at[kept]],
        "conflict_low": conflict_low.astype("float64"),
        "conflict_high": conflict_high.astype("float64"),
        "total_low": total_low.astype("float64"),
        "total_high": total_high.astype("float64"),
        "total_level_low": levels[0],
        "total_level_high": levels[1],
        "computed_low": levels[0].where(~both, 2),
        "computed_high": levels[1].where(~perhaps, 2),
        "n_current": current.astype("int32"),
        "n_stale": stale.astype("int32"),
        "n_unknown": (rows - current - stale).astype("int32"),
    }
    return coded.worded({name: np.asarray(column) for name, column in columns.items()}, names)
