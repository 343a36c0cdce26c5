# SPDX-License-Identifier: MPL-2.0
"""The two kinds of range that an assessment is made of: of levels, and of values."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LevelInterval", "ValueInterval", "number_text"]


@dataclass(frozen=True, slots=True)
class LevelInterval:
    """The lowest and the highest level that are still possible, both included.

    Examples
    --------
    >>> str(LevelInterval("low", "high")), str(LevelInterval("low", "low"))
    ('low to high', 'low')

    """

    low: str
    high: str

    @property
    def determined(self) -> bool:
        """Whether one level is left."""
        return self.low == self.high

    def __str__(self) -> str:
        """Return the one level, or ``low to high``."""
        return self.low if self.determined else f"{self.low} to {self.high}"

    @classmethod
    def _of(cls, document: dict[str, str] | None) -> LevelInterval | None:
        return None if document is None else cls(document["low"], document["high"])


@dataclass(frozen=True, slots=True)
class ValueInterval:
    """The least and the greatest value that are still possible, both included.

    The core counts in decimals of four digits; these are the nearest doubles.

    Examples
    --------
    >>> str(ValueInterval(2.5, 4.0)), str(ValueInterval(3.0, 3.0))
    ('2.5 to 4', '3')

    """

    low: float
    high: float

    @property
    def determined(self) -> bool:
        """Whether one value is left."""
        return self.low == self.high

    def __str__(self) -> str:
        """Return the one value, or ``low to high``."""
        return number_text(self.low) if self.determined else f"{number_text(self.low)} to {number_text(self.high)}"

    @classmethod
    def _of(cls, document: dict[str, float] | None) -> ValueInterval | None:
        return None if document is None else cls(float(document["low"]), float(document["high"]))


def number_text(value: float) -> str:
    """Return a number of at most four decimals in its shortest form.

    Examples
    --------
    >>> number_text(3.0), number_text(2.5), number_text(-0.25), number_text(1e9)
    ('3', '2.5', '-0.25', '1000000000')

    """
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text
