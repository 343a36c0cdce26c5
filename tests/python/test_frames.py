# SPDX-License-Identifier: MPL-2.0
"""Frames of pandas and polars are taken and given by the codes of their categories: the cells stay what they were."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import actueel as ac
from actueel.columns.cells import typed
from actueel.columns.frames import same_kind, table_of
from actueel.tables import source_of_frame

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
        pd.DataFrame({"observed_on": pd.Series(days).astype(pd.ArrowDtype(pa.timestamp(unit, "UTC")))}),
        pd.DataFrame({"observed_on": pd.Series(holes).astype(pd.ArrowDtype(pa.timestamp(unit)))}),
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


PRIVATE = "Jan from Utrecht"


@pytest.mark.parametrize(
    ("frame", "code", "place"),
    [
        (pd.DataFrame({"family": ["F-1"] * 2, "note": [5, PRIVATE]}), "type_wrong", "column note"),
        (
            pd.DataFrame({"family": ["F-1"] * 2, "observed_on": [dt.date(2019, 1, 1), PRIVATE]}),
            "type_wrong",
            "column observed_on",
        ),
        (pd.DataFrame({"family": ["F-1"], "answer_number": [1j]}), "type_wrong", "column answer_number"),
        (pd.DataFrame({"family": ["F-1"], "answer_number": [2**70]}), "type_wrong", "column answer_number"),
        (pd.DataFrame({"family": ["\ud800 " + PRIVATE]}, dtype=object), "type_wrong", "column family"),
        (pd.DataFrame({"family": ["F-1"] * 2, PRIVATE: [5, PRIVATE]}), "type_wrong", "column text of 16 characters"),
        (pd.DataFrame([[1, 2]], columns=["family", "family"]), "name_duplicate", "column family"),
        (pd.Series([PRIVATE]), "type_wrong", ""),
        (pl.Series([PRIVATE]), "type_wrong", ""),
        (pa.array([PRIVATE]), "type_wrong", ""),
        (pa.chunked_array([[PRIVATE]]), "type_wrong", ""),
        (pl.LazyFrame({"family": [PRIVATE]}), "type_wrong", ""),
    ],
)
def test_what_is_no_table_is_refused_without_the_words_in_it(frame: Any, code: str, place: str) -> None:
    with pytest.raises(ac.Error) as caught:
        ac.instrument("risk-check").rescore(frame, as_of="2020-01-01")
    assert [(each.code, each.place) for each in caught.value.problems] == [(code, place)]
    told = str(caught.value)
    assert PRIVATE not in told
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_every_column_that_arrow_cannot_hold_is_told_at_once() -> None:
    frame = pd.DataFrame({"family": ["F-1"] * 2, "note": [5, "x"], "reason": [object(), 1], "answer": ["no", "no"]})
    with pytest.raises(ac.Error) as caught:
        table_of(frame, "visits")
    assert [(each.document, each.place) for each in caught.value.problems] == [
        ("visits", "column note"),
        ("visits", "column reason"),
    ]


def test_lists_of_categories_come_in_as_lists_of_texts() -> None:
    lists = [["p1", "p2"], None, [], ["p2"], ["p1"]]
    frame = pl.DataFrame(
        {"family": ["F-1"] * 5, "type": "event", "persons": pl.Series(lists, dtype=pl.List(pl.Categorical))}
    )
    for each in (frame, frame[1:], pl.concat([frame[:2], frame[2:]], rechunk=False)):
        expected = lists[len(lists) - each.height :]
        made = source_of_frame(each).checked().whole
        assert typed(made, "records")["persons"].to_pylist() == expected
    small = pa.table(
        {"family": ["F-1"] * 2, "persons": pa.array([["a"], None], pa.list_(pa.dictionary(pa.int8(), pa.string())))}
    )
    assert typed(small, "records")["persons"].to_pylist() == [["a"], None]
