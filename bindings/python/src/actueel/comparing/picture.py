# SPDX-License-Identifier: MPL-2.0
"""A reclassification as a picture: squares, darker for more rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import Error, Problem

if TYPE_CHECKING:
    from .reclassified import Reclassified

__all__ = ["plot"]


def plot(r: Reclassified, ax: Any = None) -> Any:
    """Draw a reclassification on axes (new ones by default), and return them.

    Raises
    ------
    Error
        ``file_unreadable`` where matplotlib is not installed.

    """
    try:
        from matplotlib.figure import Figure
    except ModuleNotFoundError:
        remedy = "pip install 'actueel[plot]'"
        problem = Problem("file_unreadable", "plot", "", "no package matplotlib", "the extra plot", remedy)
        raise Error([problem]) from None
    if ax is None:
        ax = Figure(figsize=(1.2 * len(r.levels) + 3, 1.0 * len(r.levels) + 2), layout="constrained").subplots()
    n = len(r.levels)
    cells = [[r.counts.get((before, after), 0) for after in r.levels] for before in r.levels]
    most = max((each for row in cells for each in row), default=0) or 1
    ax.imshow(cells, cmap="Blues", vmin=0, vmax=most * 1.4)
    for row in range(n):
        for column in range(n):
            if cells[row][column]:
                weight = "normal" if row == column else "bold"
                dark = cells[row][column] > most * 0.8
                ax.text(
                    column,
                    row,
                    f"{cells[row][column]:,}",
                    ha="center",
                    va="center",
                    weight=weight,
                    color="white" if dark else "black",
                )
        ax.add_patch(_square(row))
    ax.set_xticks(range(n), r.levels, rotation=30, ha="right")
    ax.set_yticks(range(n), r.levels)
    ax.set_xlabel(f"after: {r.of[1]}")
    ax.set_ylabel(f"before: {r.of[0]}")
    ax.set_title(r.summary(), fontsize="medium", loc="left", wrap=True)
    return ax


def _square(at: int) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((at - 0.5, at - 0.5), 1, 1, fill=False, edgecolor="black", linewidth=1.2)
