# SPDX-License-Identifier: MPL-2.0
"""The small pictures of a report, as whole numbers on a grid; the templates draw them as SVG.

Solid is known, hatched is not: one rule for every picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["counts_picture", "scale_picture"]

WIDTH = 1000
"""The width of a line, in units of its own."""

STEP = 22
"""From one square to the next."""


def counts_picture(counts: Sequence[tuple[str, int]], across: int = 15) -> dict[str, Any]:
    """Return one square for each answer, row by row; where there are hundreds, the squares become small.

    Examples
    --------
    >>> counts_picture([("current", 2), ("unknown", 1)], across=2)
    {'width': 44, 'height': 44, 'squares': [('current', 0, 0), ('current', 22, 0), ('unknown', 0, 22)]}

    """
    kinds = [kind for kind, n in counts for _ in range(n)]
    while len(kinds) > across * across:
        across *= 2
    squares = [(kind, STEP * (place % across), STEP * (place // across)) for place, kind in enumerate(kinds)]
    return {"width": STEP * across, "height": STEP * -(-len(kinds) // across), "squares": squares}


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
