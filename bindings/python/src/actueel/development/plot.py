# SPDX-License-Identifier: MPL-2.0
"""The picture of a development, drawn by matplotlib: bands are estimates, points are what somebody said.

Nothing hangs on hue: each rater has a shape, each line a dash and its name at its end. The colours are those of Okabe
and Ito, which the colour-blind tell apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..messages import Messages

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from . import Development

__all__ = ["plot"]

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#222222")
SHAPES = ("o", "s", "^", "D", "v", "P", "X")
DASHES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2)))
INK, QUIET, FAINT = "#222222", "#767676", "#E6E6E6"


def plot(d: Development, ax: Axes | None, lang: str) -> Axes:
    """Draw a development as `Development.plot` says."""
    try:
        import matplotlib.pyplot as plt
        from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
    except ModuleNotFoundError as missing:
        told = "Development.plot needs matplotlib: run pip install 'actueel[plot]'"
        raise ModuleNotFoundError(told, name=missing.name) from None

    say = Messages(lang)
    if ax is None:
        _, ax = plt.subplots(figsize=(10, 4.2), layout="constrained")
    place = {rater: number for number, rater in enumerate(d.raters)}
    for number, line in enumerate(d.lines):
        if not line.smoothed:
            continue
        colour = INK if len(line.raters) > 1 else COLOURS[place[line.raters[0]] % len(COLOURS)]
        days = [date2num(each.day) for each in line.smoothed]  # type: ignore[no-untyped-call]
        low, high = [each.low for each in line.smoothed], [each.high for each in line.smoothed]
        ax.fill_between(days, low, high, color=colour, alpha=0.18, linewidth=0, zorder=1)
        means = [each.mean for each in line.smoothed]
        ax.plot(days, means, color=colour, linestyle=DASHES[number % len(DASHES)], linewidth=1.4, zorder=2)
    for rater, number in place.items():
        given = [each for each in d.ratings if each.rater == rater and each.value is not None]
        ax.plot(
            [date2num(each.day) for each in given],  # type: ignore[no-untyped-call]
            [each.value for each in given if each.value is not None],
            linestyle="none",
            marker=SHAPES[number % len(SHAPES)],
            color=COLOURS[number % len(COLOURS)],
            markeredgecolor="white",
            markeredgewidth=0.6,
            markersize=7,
            label=rater.name,
            zorder=3,
        )
    refused = [each for each in d.ratings if each.value is None]
    if refused:
        days = [date2num(each.day) for each in refused]  # type: ignore[no-untyped-call]
        bottom = ax.get_xaxis_transform()
        ax.plot(days, [0.02] * len(days), "x", color=QUIET, transform=bottom, label=say("development_not_given"))
    _dress(d, ax, say)
    locator = AutoDateLocator(minticks=4, maxticks=12)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    return ax


def _dress(d: Development, ax: Axes, say: Messages) -> None:
    """Add the title, the key and quiet lines."""
    from matplotlib.patches import Patch

    title = say("development_title", title=d.instrument.title(say.lang), family=d.history.family)
    ax.set_title(title, loc="left", fontsize="medium", color=INK, wrap=True)
    ends = _ends(d)
    if ends is not None:
        margin = 0.04 * (ends[1] - ends[0])
        ax.set_ylim(ends[0] - margin, ends[1] + margin)
    for side in ("left", "right", "top"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(QUIET)
    ax.tick_params(colors=INK)
    ax.grid(axis="y", color=FAINT, linewidth=0.8, zorder=0)
    ax.set_axisbelow(True)
    handles, _ = ax.get_legend_handles_labels()
    if any(line.smoothed for line in d.lines):
        handles = [*handles, Patch(facecolor=QUIET, alpha=0.3, label=say("development_band"))]
    if handles:
        below = (0.5, -0.1)
        columns = min(len(handles), 4)
        ax.legend(handles=handles, loc="upper center", bbox_to_anchor=below, ncols=columns, frameon=False, fontsize=9)


def _ends(d: Development) -> tuple[float, float] | None:
    """Return the ends of the numbers that could be given, where all raters have the same ones."""
    items = d.instrument.to_dict()["items"]
    numbers = {each["id"]: each["answer"]["number"] for each in items if "number" in each.get("answer", {})}
    ends = {(float(of["min"]), float(of["max"])) for rater in d.raters if (of := numbers.get(rater.item or ""))}
    return ends.pop() if len(ends) == 1 else None
