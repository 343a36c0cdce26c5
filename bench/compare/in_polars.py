# SPDX-License-Identifier: MPL-2.0
"""W1 in Polars: intervals by a sort and a shift, difference arrays, one running sum; beside it join_asof."""

from __future__ import annotations

import numpy as np
import polars as pl
import pyarrow as pa

import coded
from question import Question

FAR = 99_999
STALE = 1 << 20


def _view(question: Question) -> tuple[pl.LazyFrame, pa.Array]:
    """Return the records as numbers, and the families' names."""
    family, names = coded.codes(question, "family")
    item, items = coded.codes(question, "item")
    answer, answers = coded.codes(question, "answer")
    records = pa.table({"family": family, "item": item, "d": coded.days(question), "a": answer})
    frame = pl.from_arrow(records)
    shelf = pl.Series(question.shelf[coded.places(items, question.items)])
    gives = pl.Series(coded.points(answers))
    assert isinstance(frame, pl.DataFrame)
    return frame.lazy().with_columns(shelf=shelf.gather(frame["item"]), p=gives.gather(frame["a"])), names


def _intervals(question: Question) -> tuple[pl.LazyFrame, pa.Array]:
    """Return each answer: first day, when it lapses or is followed, when it is followed, its packed sum."""
    records, names = _view(question)
    early = int(coded.days(question).to_numpy().min())
    key = (pl.col("family").cast(pl.Int64) * len(question.items) + pl.col("item")) * 8192 + pl.col("d") - early
    followed = pl.col("key").shift(-1) // 8192 == pl.col("key") // 8192
    made = records.with_columns(key=key).sort("key")
    made = made.with_columns(n=pl.when(followed).then(pl.col("d").shift(-1)).otherwise(FAR).fill_null(FAR))
    made = made.with_columns(m=pl.min_horizontal(pl.col("d") + pl.col("shelf"), "n"), w=pl.col("p") + 1024)
    return made.select("family", pl.col("d").alias("s"), "m", "n", "w"), names


def _finish(question: Question, packed: pl.LazyFrame, names: pa.Array) -> pa.Table:
    """Return the columns from rows of family, as_of and a packed sum."""
    first, second = question.cuts

    def level(of: str) -> pl.Expr:
        return (pl.col(of) >= first).cast(pl.Int32) + (pl.col(of) >= second).cast(pl.Int32)

    v, items = pl.col("v"), len(question.items)
    made = (
        packed.with_columns(
            total_low=(v & 1023).cast(pl.Float64),
            n_current=((v // 1024) & 1023).cast(pl.Int32),
            n_stale=(v // STALE).cast(pl.Int32),
        )
        .with_columns(
            total_high=pl.col("total_low") + question.most * (items - pl.col("n_current")).cast(pl.Float64),
            n_unknown=items - pl.col("n_current") - pl.col("n_stale"),
        )
        .with_columns(total_level_low=level("total_low"), total_level_high=level("total_high"))
        .select("family", "as_of", *question.columns)
        .collect()
    )
    held = made.to_arrow(compat_level=pl.CompatLevel.oldest())
    return coded.worded(dict(zip(held.column_names, held.columns, strict=True)), names)


def differences(question: Question) -> pa.Table:
    """Add what begins and take what ends at the first date on or after it; a family's steps add up to nothing.

    So one running sum over all families in order gives each of them its own.
    """
    intervals, names = _intervals(question)
    early, dates = int(coded.days(question).to_numpy().min()), len(question.days)
    table = np.searchsorted(question.days, np.arange(early, int(question.days[-1]) + 2)).astype(np.int32)
    places = pl.Series(table)
    last = len(table) - 1

    def cell(day: str) -> pl.Expr:
        place = (pl.col(day) - early).clip(0, last).map_batches(lambda at: places.gather(at), return_dtype=pl.Int32)
        return pl.col("family") * (dates + 1) + place

    held = intervals.with_columns(b=cell("s"), e=cell("m"), f=cell("n")).collect()
    steps = pl.concat(
        [
            held.lazy().select(cell="b", v="w"),
            held.lazy().select(cell="e", v=STALE - pl.col("w")),
            held.lazy().select(cell="f", v=pl.lit(-STALE, pl.Int64)),
        ]
    )
    grid = pl.LazyFrame({"cell": np.arange(len(names) * (dates + 1), dtype=np.int32)})
    first = held.lazy().group_by("family").agg(first=pl.col("b").min())
    sums = (
        grid.join(steps.group_by("cell").agg(pl.col("v").sum()), on="cell", how="left", maintain_order="left")
        .with_columns(
            v=pl.col("v").fill_null(0).cum_sum(),
            family=pl.col("cell") // (dates + 1),
            place=pl.col("cell") % (dates + 1),
        )
        .filter(pl.col("place") < dates)
        .join(first, on="family")
        .filter(pl.col("cell") >= pl.col("first"))
        .with_columns(as_of=pl.col("place").map_batches(pl.Series(question.days).gather, return_dtype=pl.Int32))
    )
    return _finish(question, sums, names)


def conditional(question: Question) -> pa.Table:
    """Sum under a condition for each date, all three sums packed into one number; then one row a date."""
    intervals, names = _intervals(question)
    sums = [
        pl.when((pl.col("s") <= day) & (pl.col("m") > day))
        .then(pl.col("w"))
        .when((pl.col("m") <= day) & (pl.col("n") > day))
        .then(pl.lit(STALE, pl.Int32))
        .otherwise(pl.lit(0, pl.Int32))
        .sum()
        .alias(str(day))
        for day in question.days.tolist()
    ]
    packed = (
        intervals.with_columns(pl.col("w").cast(pl.Int32))
        .set_sorted("family")  # as the key, which begins with it
        .group_by("family")
        .agg(pl.col("s").min().alias("first"), *sums)
        .unpivot(index=["family", "first"], variable_name="as_of", value_name="v")
        .with_columns(pl.col("as_of").cast(pl.Int32))
        .filter(pl.col("as_of") >= pl.col("first"))
    )
    return _finish(question, packed, names)


def asof(question: Question) -> pa.Table:
    """As most people write it, on the texts: each family, question and date with its latest answer."""
    frame = pl.from_arrow(question.records)
    assert isinstance(frame, pl.DataFrame)
    records = frame.lazy().with_columns(pl.col("family", "item", "answer").cast(pl.String))
    days = pl.LazyFrame({"as_of": pl.Series(question.days).cast(pl.Date)})
    plan = pl.LazyFrame({"item": question.items, "shelf": question.shelf})
    families = records.group_by("family").agg(first=pl.col("observed_on").min())
    grid = families.join(days, how="cross").filter(pl.col("as_of") >= pl.col("first")).join(plan, how="cross")
    points = pl.col("answer").str.slice(1).cast(pl.Int64)
    current = (pl.col("as_of").cast(pl.Int32) < pl.col("observed_on").cast(pl.Int32) + pl.col("shelf")).fill_null(False)
    low = pl.when(current).then(points).otherwise(0)
    found = grid.sort("as_of").join_asof(
        records.sort("observed_on"),
        left_on="as_of",
        right_on="observed_on",
        by=["family", "item"],
        check_sortedness=False,
    )
    first, second = question.cuts

    def level(of: str) -> pl.Expr:
        value = pl.col(of)
        return (
            pl.when(value >= second)
            .then(pl.lit("high"))
            .when(value >= first)
            .then(pl.lit("moderate"))
            .otherwise(pl.lit("low"))
        )

    made = (
        found.with_columns(current=current)
        .group_by("family", "as_of")
        .agg(
            total_low=low.sum().cast(pl.Float64),
            total_high=pl.when(pl.col("current")).then(points).otherwise(question.most).sum().cast(pl.Float64),
            n_current=pl.col("current").sum().cast(pl.Int32),
            n_stale=(~pl.col("current") & pl.col("observed_on").is_not_null()).sum().cast(pl.Int32),
            n_unknown=pl.col("observed_on").is_null().sum().cast(pl.Int32),
        )
        .with_columns(total_level_low=level("total_low"), total_level_high=level("total_high"))
        .select("family", "as_of", *question.columns)
    )
    return made.collect().to_arrow(compat_level=pl.CompatLevel.oldest())
