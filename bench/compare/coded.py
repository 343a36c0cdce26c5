# SPDX-License-Identifier: MPL-2.0
"""Dictionary columns as the numbers that stand in them, and back: the cheapest way in and out for everybody."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from question import LEVELS, Question


def codes(question: Question, name: str) -> tuple[pa.Array, pa.Array]:
    """Return a column's numbers and its words; without a copy where it is one dictionary of one chunk."""
    whole = question.records[name].combine_chunks()
    if not isinstance(whole, pa.DictionaryArray):
        whole = whole.dictionary_encode()
    return whole.indices, whole.dictionary


def days(question: Question, name: str = "observed_on") -> pa.Array:
    """Return a column of days as numbers, without a copy."""
    return question.records[name].combine_chunks().cast(pa.int32())


def places(found: pa.Array, wanted: list[str]) -> np.ndarray:
    """Return, for each word of a column, its place in a list."""
    place = {name: at for at, name in enumerate(wanted)}
    return np.array([place[each] for each in found.to_pylist()])


def points(words: Any) -> np.ndarray:
    """Return the points that each answer gives."""
    return np.array([int(str(each)[1:]) for each in words], np.int64)


def worded(made: dict[str, pa.Array | pa.ChunkedArray | np.ndarray], names: pa.Array) -> pa.Table:
    """Return rows with families and levels as texts again (as dictionaries) and days as days."""
    columns: dict[str, pa.ChunkedArray] = {}
    for name, column in made.items():
        held = column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([pa.array(column)])
        if name == "as_of":
            held = held.cast(pa.int32()).cast(pa.date32())
        elif name == "family" or "level" in name or name.startswith("computed"):
            words = names if name == "family" else LEVELS
            held = pa.chunked_array(
                [pa.DictionaryArray.from_arrays(each.cast(pa.int32()), words) for each in held.chunks],
                pa.dictionary(pa.int32(), words.type),
            )
        columns[name] = held
    return pa.table(columns)
