# SPDX-License-Identifier: MPL-2.0
"""Frames of pandas and polars are taken and given by the codes of their categories: the cells stay what they were."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import actueel as ac
from actueel.columns.frames import same_kind, table_of

ROWS = 300
WORDS = ["none", "once", "often", "é", "w" * 40]


def drawn(seed: int, *, missing: bool) -> dict[str, list[Any]]:
    """Return columns of texts, of numbers and of days, each text of few."""
    rnd = random.Random(seed)
    cells: dict[str, list[Any]] = {
        "family": [f"F-{rnd.randrange(40):03}" for _ in range(ROWS)],
        "answer": [rnd.choice(WORDS) for _ in range(ROWS)],
        "points": [rnd.random() for _ in range(ROWS)],
    }
    if missing:
        cells["answer"][rnd.randrange(ROWS)] = None
    return cells


def coded(cells: list[Any], words: list[str], *, ordered: bool = False) -> pa.DictionaryArray:
    places = [None if each is None else words.index(each) for each in cells]
    return pa.DictionaryArray.from_arrays(pa.array(places, pa.int32()), pa.array(words), ordered=ordered)


@pytest.mark.parametrize("missing", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_categories_of_pandas_come_in_as_their_texts(seed: int, missing: bool) -> None:
    cells = drawn(seed, missing=missing)
    frame = pd.DataFrame(cells, index=range(5, 5 + ROWS))
    for name, words in (("family", None), ("answer", [*WORDS, "nobody"])):
        frame[name] = pd.Categorical(frame[name], categories=words)
    table = table_of(frame)
    assert table.to_pydict() == cells
    assert pa.types.is_dictionary(table["answer"].type)
    assert table_of(frame[["answer"]]).to_pydict() == {"answer": cells["answer"]}
    assert table_of(frame.iloc[:0]).num_rows == 0


def test_categories_of_pandas_that_are_no_texts_come_in_as_before() -> None:
    frame = pd.DataFrame({"family": pd.Categorical([3, 1, 3]), "item": pd.Categorical([None, None, None])})
    assert table_of(frame).equals(pa.Table.from_pandas(frame, preserve_index=False))


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_instants_of_pandas_come_in_as_pyarrow_would_give_them(unit: str) -> None:
    days = np.arange("2019-01-01", "2019-04-11", dtype="datetime64[D]").astype(f"datetime64[{unit}]")
    holes = np.where(np.arange(len(days)) % 7 == 3, np.datetime64("NaT"), days)
    rows = np.stack([days, days[::-1]], axis=1)  # cells of a column lie apart
    frames = [
        pd.DataFrame({"observed_on": days}),
        pd.DataFrame({"observed_on": holes}),
        pd.DataFrame({"observed_on": days, "start": holes, "family": "F-1"}),
        pd.DataFrame(rows, columns=["start", "until"]),
        pd.DataFrame({"observed_on": pd.Series(days).dt.tz_localize("Europe/Amsterdam")}),
        pd.DataFrame({"observed_on": days})[1::2],
        pd.DataFrame({"observed_on": days[:0]}),
    ]
    for frame in frames:
        assert table_of(frame).equals(pa.Table.from_pandas(frame, preserve_index=False))
    found = table_of(frames[0])["observed_on"].chunk(0).buffers()[1]
    assert found.address == frames[0]["observed_on"].to_numpy().ctypes.data  # nothing was copied


@pytest.mark.parametrize("missing", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_categories_of_polars_come_in_as_their_texts(seed: int, missing: bool) -> None:
    cells = drawn(seed, missing=missing)
    pl.Series([f"other {seed} {place}" for place in range(50)], dtype=pl.Categorical)  # what others left behind
    kinds = {"family": pl.Categorical, "answer": pl.Categorical}
    whole = pl.DataFrame(cells, schema_overrides=kinds)
    for frame in (whole, pl.concat([whole[:7], whole[7:]], rechunk=False)):
        table = table_of(frame)
        assert table.to_pydict() == cells
        assert pa.types.is_dictionary(table["answer"].type)
    assert table_of(whole.clear()).num_rows == 0
    assert table_of(whole.with_columns(answer=pl.lit(None, pl.Categorical)))["answer"].null_count == ROWS


def test_categories_of_polars_far_apart_are_not_all_taken() -> None:
    pl.Series(["at the very first"], dtype=pl.Categorical)
    between = pl.Series([f"between {place}" for place in range(1000)], dtype=pl.Categorical)
    frame = pl.DataFrame({"item": pl.Series(["at the very first", "at the last"], dtype=pl.Categorical)})
    table = table_of(frame)
    assert table["item"].to_pylist() == ["at the very first", "at the last"]
    assert len(table["item"].chunk(0).dictionary) < len(between)


def test_categories_of_polars_in_a_byte() -> None:
    named = pl.Categorical(pl.Categories("frames", namespace="tests", physical=pl.UInt8))
    words = [f"w{place}" for place in range(255)]
    assert table_of(pl.DataFrame({"item": pl.Series(words, dtype=named)}))["item"].to_pylist() == words


@pytest.mark.parametrize("missing", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_tables_go_out_as_pyarrow_would_give_them(seed: int, missing: bool) -> None:
    cells = drawn(seed, missing=missing)
    families = sorted(set(cells["family"]))
    half = ROWS // 2
    table = pa.table(
        {
            "family": coded(cells["family"], families),
            "child": pa.nulls(ROWS, pa.string()),
            "level": coded(cells["answer"], WORDS, ordered=True),
            "points": cells["points"],
        }
    )
    apart = pa.concat_tables([table.slice(0, half), pa.table(table.slice(half).to_pydict(), schema=table.schema)])
    for each in (table, apart, table.slice(0, 0), table.select(["level"]), table.select(["points"])):
        frame = same_kind(each, pd.DataFrame())
        pd.testing.assert_frame_equal(frame, each.to_pandas())
        polar = same_kind(each, pl.DataFrame())
        assert polar.columns == each.column_names
        assert polar.to_dict(as_series=False) == each.to_pydict()
    frame, polar = same_kind(apart, pd.DataFrame()), same_kind(apart, pl.DataFrame())
    assert frame["level"].cat.ordered
    assert not frame["family"].cat.ordered
    assert dict(polar.schema) == {
        "family": pl.Categorical,
        "child": pl.String,
        "level": pl.Enum(WORDS),
        "points": pl.Float64,
    }


@pytest.mark.parametrize("kinds", [{}, {"answer": pl.Categorical}])
def test_a_frame_that_is_not_there_yet_is_refused(kinds: dict[str, Any]) -> None:
    with pytest.raises(ac.Error) as caught:
        table_of(pl.LazyFrame(drawn(0, missing=False), schema_overrides=kinds))
    assert caught.value.problems[0].code == "type_wrong"
