# SPDX-License-Identifier: MPL-2.0
"""W2-lite in Polars: intervals by a sort and a shift, cut to memberships, spread over the dates, put together twice."""

from __future__ import annotations

import numpy as np
import polars as pl
import pyarrow as pa

import coded
from question import Question

FAR = 99_999
LAPSED = 1 << 15


def _view(question: Question) -> tuple[pl.DataFrame, dict[str, list[str]], pa.Array]:
    columns: dict[str, pa.Array] = {name: coded.days(question, name) for name in ("observed_on", "start", "until")}
    words: dict[str, list[str]] = {}
    for name in ("family", "type", "person", "item", "answer", "role"):
        columns[name], found = coded.codes(question, name)
        if name == "family":
            names = found
        else:
            words[name] = found.to_pylist()
    frame = pl.from_arrow(pa.table(columns))
    assert isinstance(frame, pl.DataFrame)
    return frame, words, names


def _level(question: Question, of: str) -> pl.Expr:
    first, second = question.cuts
    return (pl.col(of) >= first).cast(pl.Int32) + (pl.col(of) >= second).cast(pl.Int32)


def expert(question: Question) -> pa.Table:
    """Score W2-lite."""
    records, words, names = _view(question)
    first, last = int(question.days[0]), int(question.days[-1])
    dates, items, most = len(question.days), len(question.items), question.most
    q = {name: place for place, name in enumerate(question.items)}
    place_of = pl.Series(np.searchsorted(question.days, np.arange(first, last + 2)).astype(np.int32))
    asked = pl.Series(coded.places(pa.array(words["item"]), question.items).astype(np.int8))
    roles = [words["role"].index(per) if per in words["role"] else -1 for per in question.per]
    shelf, gives = pl.Series(question.shelf), pl.Series((1 << 3 * coded.points(words["answer"])).astype(np.int32))
    of, as_of = pl.Series(np.array(roles, np.int8)), pl.Series(question.days)
    carer = words["role"].index("caregiver")
    cared, child = (sum(per == who for per in question.per) for who in ("caregiver", "child"))

    def place(day: pl.Expr) -> pl.Expr:
        return (day.clip(first, last + 1) - first).map_batches(place_of.gather, return_dtype=pl.Int32)

    members = (
        records.filter(pl.col("type") == words["type"].index("membership"))
        .select("family", "person", "role", "start", pl.col("until").fill_null(FAR))
        .lazy()
    )
    seen = records.filter(pl.col("type") == words["type"].index("observation")).select(
        "family", "person", "item", "observed_on", "answer"
    )
    seen = seen.with_columns(q=asked.gather(seen["item"]), w=gives.gather(seen["answer"]))
    seen = seen.with_columns(shelf=shelf.gather(seen["q"]), of=of.gather(seen["q"]))
    whose = (pl.col("family").cast(pl.Int64) * items + pl.col("q")) * 16 + pl.col("person").fill_null(15)
    early = seen["observed_on"].min()
    assert isinstance(early, int)
    answers = (
        seen.lazy()
        .with_columns(key=whose * 4096 + pl.col("observed_on") - early)
        .sort("key")
        .with_columns(
            n=pl.when(pl.col("key").shift(-1) // 4096 == pl.col("key") // 4096)
            .then(pl.col("observed_on").shift(-1))
            .otherwise(FAR)
            .fill_null(FAR)
        )
        .with_columns(m=pl.min_horizontal(pl.col("observed_on") + pl.col("shelf"), "n"))
        .select("family", "person", "q", "of", "w", pl.col("observed_on").alias("s"), "m", "n")
    )
    of_family = answers.filter(pl.col("of") == -1).select("family", "q", "w", "s", "m", "n")
    of_persons = (
        answers.filter(pl.col("of") != -1)
        .join(members, on=["family", "person"])
        .filter(pl.col("of") == pl.col("role"))
        .select(
            "family",
            "q",
            "w",
            s=pl.max_horizontal("s", "start"),
            m=pl.min_horizontal("m", "until"),
            n=pl.min_horizontal("n", "until"),
        )
    )
    key = (pl.col("family").cast(pl.Int64) * dates + pl.col("place")) * items + pl.col("q")
    questions = (
        pl.concat([of_family, of_persons])
        .select("family", "q", "w", b=place(pl.col("s")), m=place(pl.col("m")), f=place(pl.col("n")))
        .filter(pl.col("b") < pl.col("f"))
        .with_columns(place=pl.int_ranges("b", "f", dtype=pl.Int32))
        .explode("place")
        .select(key=key, w=pl.when(pl.col("place") < pl.col("m")).then("w").otherwise(LAPSED))
        .group_by("key")
        .agg(v=pl.col("w").sum())
    )
    people = (
        members.select("family", "role", b=place(pl.col("start")), f=place(pl.col("until")))
        .filter(pl.col("b") < pl.col("f"))
        .with_columns(place=pl.int_ranges("b", "f", dtype=pl.Int32))
        .explode("place")
        .group_by(cell=pl.col("family").cast(pl.Int64) * dates + pl.col("place"))
        .agg(
            carers=(pl.col("role") == carer).sum().cast(pl.Int32),
            children=(pl.col("role") != carer).sum().cast(pl.Int32),
        )
    )
    began = records.lazy().group_by("family").agg(began=pl.min_horizontal("observed_on", "start").min())
    whole = (
        began.select("family", place=pl.int_ranges(place(pl.col("began")), dates, dtype=pl.Int32))
        .explode("place")
        .with_columns(cell=pl.col("family").cast(pl.Int64) * dates + pl.col("place"))
        .join(people, on="cell", how="left")
        .with_columns(pl.col("carers", "children").fill_null(0))
    )
    v = pl.col("v")
    top = pl.lit(0, pl.Int32)
    for points in (1, 2, 3, 4):
        top = pl.when(v & (7 << 3 * points) != 0).then(pl.lit(points, pl.Int32)).otherwise(top)
    current = sum((((v // (1 << 3 * points)) & 7) for points in range(1, 5)), v & 7)
    at = pl.col("q")
    members_of = pl.when(at < 6).then(1).when(at < 6 + cared).then(pl.col("carers")).otherwise(pl.col("children"))
    low, full = pl.col("low"), pl.col("full")
    summed = (
        questions.with_columns(cell=pl.col("key") // items, q=pl.col("key") % items)
        .join(whole.select("cell", "carers", "children"), on="cell")
        .select("cell", "q", low=top, current=current, stale=v // LAPSED, members=members_of)
        .with_columns(full=pl.col("current") >= pl.col("members"))
        .group_by("cell")
        .agg(
            pl.col("current").sum(),
            pl.col("stale").sum(),
            low=pl.when(at >= 2).then(low).otherwise(0).sum(),
            known=pl.when((at >= 2) & full).then(most - low).otherwise(0).sum(),
            conflict_low=pl.when(at < 2).then(low).otherwise(0).max(),
            **{
                name: pl.when(at == q[name]).then(full.cast(pl.Int32) * 8 + low).otherwise(0).max()
                for name in ("f1", "f2", "c2")
            },
        )
    )

    def end(name: str) -> pl.Expr:
        return pl.when(pl.col(name) >= 8).then(pl.col(name) & 7).otherwise(most)

    one = pl.when(pl.col("f1") >= 8).then((pl.col("f1") & 7) == most)
    two = pl.when((pl.col("c2") & 7) == most).then(True).when(pl.col("c2") >= 8).then(False)
    made = (
        whole.join(summed, on="cell", how="left")
        .with_columns(
            pl.col("current", "stale", "low", "known", "conflict_low", "f1", "f2", "c2").fill_null(0),
            as_of=pl.col("place").map_batches(as_of.gather, return_dtype=pl.Int32),
        )
        .with_columns(
            conflict_high=pl.max_horizontal(end("f1"), end("f2")),
            rows=6 + cared * pl.max_horizontal("carers", 1) + child * pl.max_horizontal("children", 1),
            holds=one & two,
        )
        .with_columns(
            total_low=pl.col("low") + pl.col("conflict_low"),
            total_high=(items - 2) * most - pl.col("known") + pl.col("conflict_high"),
        )
        .with_columns(total_level_low=_level(question, "total_low"), total_level_high=_level(question, "total_high"))
        .select(
            "family",
            "as_of",
            pl.col("conflict_low", "conflict_high", "total_low", "total_high").cast(pl.Float64),
            "total_level_low",
            "total_level_high",
            computed_low=pl.when(pl.col("holds").fill_null(False)).then(2).otherwise(pl.col("total_level_low")),
            computed_high=pl.when(pl.col("holds").fill_null(True)).then(2).otherwise(pl.col("total_level_high")),
            n_current=pl.col("current").cast(pl.Int32),
            n_stale=pl.col("stale").cast(pl.Int32),
            n_unknown=(pl.col("rows") - pl.col("current") - pl.col("stale")).cast(pl.Int32),
        )
        .collect()
    )
    held = made.to_arrow(compat_level=pl.CompatLevel.oldest())
    return coded.worded(dict(zip(held.column_names, held.columns, strict=True)), names)
