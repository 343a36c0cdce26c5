# SPDX-License-Identifier: MPL-2.0
"""Columns that are drawn as numbers, made into a records table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

NO_DAY = np.iinfo(np.int32).min
"""An empty cell of a day."""

NO_INSTANT = np.iinfo(np.int64).min
"""An empty cell of an instant."""

INSTANTS = ("recorded_at", "known_at")


@dataclass(frozen=True)
class Coded:
    """Texts, or lists of texts, as places in a list of words; -1 is an empty cell."""

    codes: np.ndarray
    words: list[Any]

    def __getitem__(self, rows: Any) -> Coded:
        """Return some of the rows."""
        return Coded(self.codes[rows], self.words)


def epoch_day(text: str) -> int:
    """Return a day as Arrow counts it, since 1970."""
    return int(np.datetime64(text, "D").astype(int))


def _coded(parts: list[Coded], *, wide: bool) -> pa.Array:
    words = parts[0].words
    codes = [part.codes for part in parts]
    if wide:  # each block has words of its own
        words = [word for part in parts for word in part.words]
        starts = np.cumsum([0, *(len(part.words) for part in parts[:-1])])
        codes = [each + start for each, start in zip(codes, starts, strict=True)]
    kind = "int32" if wide else "int8" if len(words) < 128 else "int16"
    whole: np.ndarray = np.concatenate(codes).astype(kind)
    indices = pa.array(whole, mask=whole < 0) if (whole < 0).any() else pa.array(whole)
    if words and isinstance(words[0], list):
        return pa.array(words, pa.list_(pa.string())).take(indices)
    return pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string()))


def records_table(blocks: list[dict[str, Any]]) -> pa.Table:
    """Return the rows of some blocks: texts as dictionaries, days as date32, instants in UTC."""
    made: dict[str, pa.Array] = {}
    for name, first in blocks[0].items():
        parts = [block[name] for block in blocks]
        if isinstance(first, Coded):
            made[name] = _coded(parts, wide=name == "family")
        elif name in INSTANTS:
            whole = np.concatenate(parts).astype(np.int64)
            made[name] = pa.array(whole, pa.timestamp("us", "UTC"), mask=whole == NO_INSTANT)
        else:
            whole = np.concatenate(parts).astype(np.int32)
            made[name] = pa.array(whole, pa.int32(), mask=whole == NO_DAY).cast(pa.date32())
    return pa.table(made)
