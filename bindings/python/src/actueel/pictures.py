# SPDX-License-Identifier: MPL-2.0
"""The small pictures of a report, as whole numbers on a grid; the templates draw them as SVG.

Solid is known, hatched is not: one rule for every picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["counts_picture", "scale_picture"]

WIDTH = 1000
"""The width of a picture, in units of its own."""


def counts_picture(counts: Sequence[tuple[str, int]]) -> list[dict[str, Any]]:
    """Return a bar of parts whose widths are their shares.

    Examples
    --------
    >>> counts_picture([("current", 3), ("unknown", 1)])
    [{'kind': 'current', 'x': 0, 'width': 750}, {'kind': 'unknown', 'x': 750, 'width': 250}]

    """
    whole = sum(n for _, n in counts)
    parts = []
    before = 0
    for kind, n in counts:
        x = WIDTH * before // whole
        before += n
        parts.append({"kind": kind, "x": x, "width": WIDTH * before // whole - x})
    return parts


def scale_picture(least: float, most: float, low: float, high: float, cuts: Sequence[float]) -> dict[str, Any]:
    """Return where a value, or a range of values, lies on a line from `least` to `most`.

    Examples
    --------
    >>> scale_picture(0, 10, 2.5, 5, [4])
    {'x': 250, 'width': 250, 'determined': False, 'cuts': [400]}

    """

    def at(value: float) -> int:
        return round(WIDTH * (value - least) / (most - least)) if most > least else 0

    return {
        "x": at(low),
        "width": at(high) - at(low),
        "determined": low == high,
        "cuts": [at(cut) for cut in cuts if least < cut <= most],
    }
