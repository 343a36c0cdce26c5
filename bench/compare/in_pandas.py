# SPDX-License-Identifier: MPL-2.0
"""W1 in pandas: intervals by a sort and a shift, difference arrays, one running sum; beside it merge_asof."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

import coded
from question import Question

FAR = 99_999
STALE = 1 << 20


def _levels(question: Question, low: pd.Series) -> pd.Series:
    first, second = question.cuts
    return (low >= first).astype("int32") + (low >= second).astype("int32")


def differences(question: Question) -> pa.Table:
    """Add what begins and take what ends at the first date on or after it; a family's steps add up to nothing."""
    family, names = coded.codes(question, "family")
    item, items = coded.codes(question, "item")
    answer, answers = coded.codes(question, "answer")
    frame = pd.DataFrame(
        {"family": family.to_numpy(), "item": item.to_numpy(), "d": coded.days(question).to_numpy()}, copy=False
    )
    early, dates = int(frame["d"].min()), len(question.days)
    table = np.searchsorted(question.days, np.arange(early, int(question.days[-1]) + 2)).astype(np.int32)
    last = len(table) - 1
    shelf = question.shelf[coded.places(items, question.items)]
    frame["w"] = coded.points(answers)[answer.to_numpy()] + 1024
    frame["key"] = (frame["family"].astype("int64") * len(question.items) + frame["item"]) * 8192 + frame["d"] - early
    frame = frame.sort_values("key", ignore_index=True)
    group = frame["key"] // 8192
    following = frame["d"].shift(-1, fill_value=FAR).where(group == group.shift(-1, fill_value=-1), FAR)
    lapses = np.minimum(frame["d"] + shelf[frame["item"]], following)
    cells_in_all = len(names) * (dates + 1)  # the numbers of a category may be of 8 or 16 bits
    base = frame["family"].astype("int32" if cells_in_all < 1 << 31 else "int64") * (dates + 1)

    def cell(day: pd.Series) -> pd.Series:
        return base + table[(day - early).clip(0, last)]

    begins = cell(frame["d"])
    cells = pd.concat([begins, cell(lapses), cell(following)], ignore_index=True)
    steps = pd.concat([frame["w"], STALE - frame["w"], pd.Series(-STALE, frame.index)], ignore_index=True)
    sums = steps.groupby(cells, sort=False).sum().reindex(np.arange(cells_in_all), fill_value=0).cumsum()
    first = begins.groupby(frame["family"], sort=False).min().reindex(np.arange(len(names)))
    made = pd.DataFrame({"v": sums})
    made["family"] = np.repeat(np.arange(len(names), dtype=np.int32), dates + 1)
    place = np.tile(np.arange(dates + 1), len(names))
    made = made[(place < dates) & (made.index >= np.repeat(first.to_numpy(), dates + 1))]
    made = made.assign(as_of=question.days[made.index % (dates + 1)])
    current, stale = made["v"] // 1024 % 1024, made["v"] // STALE
    low = made["v"] % 1024
    high = low + question.most * (len(question.items) - current)
    columns = {
        "family": made["family"],
        "as_of": made["as_of"],
        "total_low": low.astype("float64"),
        "total_high": high.astype("float64"),
        "total_level_low": _levels(question, low),
        "total_level_high": _levels(question, high),
        "n_current": current.astype("int32"),
        "n_stale": stale.astype("int32"),
        "n_unknown": (len(question.items) - current - stale).astype("int32"),
    }
    return coded.worded({name: column.to_numpy() for name, column in columns.items()}, names)


def asof(question: Question) -> pa.Table:
    """As most people write it: each family, question and date with its latest answer."""
    records = question.records.to_pandas()
    records = records.assign(observed_on=pd.to_datetime(records["observed_on"]))
    for name in ("family", "item", "answer"):
        records[name] = records[name].astype(str)
    days = pd.DataFrame({"as_of": question.days.astype("datetime64[D]").astype("datetime64[s]")})
    records["observed_on"] = records["observed_on"].astype("datetime64[s]")
    plan = pd.DataFrame({"item": question.items, "shelf": question.shelf})
    families = records.groupby("family", as_index=False).agg(first=("observed_on", "min"))
    grid = families.merge(days, how="cross").query("as_of >= first").merge(plan, how="cross")
    found = pd.merge_asof(
        grid.sort_values("as_of"),
        records.sort_values("observed_on"),
        left_on="as_of",
        right_on="observed_on",
        by=["family", "item"],
    )
    age = (found["as_of"] - found["observed_on"]).dt.days
    current = age < found["shelf"]
    points = found["answer"].str[1:].astype("float64")
    made = (
        found.assign(
            total_low=points.where(current, 0.0),
            total_high=points.where(current, float(question.most)),
            n_current=current,
            n_stale=~current & age.notna(),
            n_unknown=age.isna(),
        )
        .groupby(["family", "as_of"], as_index=False)[["total_low", "total_high", "n_current", "n_stale", "n_unknown"]]
        .sum()
    )
    for end in ("low", "high"):
        made[f"total_level_{end}"] = _levels(question, made[f"total_{end}"]).map({0: "low", 1: "moderate", 2: "high"})
    return pa.Table.from_pandas(made[["family", "as_of", *question.columns]], preserve_index=False)
