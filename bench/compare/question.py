# SPDX-License-Identifier: MPL-2.0
"""What every contestant is given, and what each gives back."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

import instruments

COLUMNS = {
    "w1": ("total_low", "total_high", "total_level_low", "total_level_high", "n_current", "n_stale", "n_unknown"),
    "w2-lite": (
        "conflict_low",
        "conflict_high",
        "total_low",
        "total_high",
        "total_level_low",
        "total_level_high",
        "computed_low",
        "computed_high",
        "n_current",
        "n_stale",
        "n_unknown",
    ),
    "w2": (
        "static_low",
        "static_high",
        "total_low",
        "total_high",
        "computed_low",
        "computed_high",
        "final_low",
        "final_high",
        "n_current",
        "n_stale",
        "n_unknown",
        "n_contested",
    ),
}
"""The columns that are asked for, after `family` and `as_of`."""

LEVEL_COLUMNS = tuple(f"{which}_{end}" for which in ("total_level", "computed", "final") for end in ("low", "high"))


@dataclass(frozen=True)
class Question:
    """A table of records, the days that are asked about, and the instrument as small tables.

    A contestant may use everything here, and may take any property of the records from looking at them inside the
    clock, but not from knowing how they were drawn.
    """

    workload: str
    records: pa.Table
    days: np.ndarray
    threads: int = 1
    documents: dict[str, Any] = field(default_factory=dict)
    known_at: str = "everything"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are asked for."""
        return COLUMNS[self.workload]

    @cached_property
    def items(self) -> list[str]:
        """The questions, in the order of the instrument."""
        return [each["id"] for each in self.documents["items"]]

    @cached_property
    def shelf(self) -> np.ndarray:
        """Shelf lives in days, by question; a million where the answer never expires."""
        lives = [each.get("shelf_life") for each in self.documents["items"]]
        return np.array([int(each[1:-1]) if each else 1_000_000 for each in lives], np.int32)

    @cached_property
    def per(self) -> list[str]:
        """Of whom each question is asked."""
        return [each.get("per", "family") for each in self.documents["items"]]

    @property
    def cuts(self) -> tuple[int, int]:
        """Where the second and the third level begin."""
        second, third = self.documents["scales"][-1]["cuts"].values()
        return second, third

    @property
    def most(self) -> int:
        """The most points that an answer gives; the least are zero."""
        return len(instruments.ANSWERS) - 1

    @property
    def text(self) -> bytes:
        """The instrument as a document."""
        return json.dumps(self.documents).encode()


LEVELS = pa.array(instruments.LEVELS, pa.string())
"""The levels of both generated instruments; levels are given as places in it."""
