# SPDX-License-Identifier: MPL-2.0
"""The picture of a trajectory, drawn by matplotlib: solid is certain, hatched is only possible, empty is nobody there.

Nothing hangs on hue: certainty is a filling, a level is a height, and what happened has a row and a shape of its own.
The colours are those of Okabe and Ito, which the colour-blind tell apart.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .definition import Definition
from .levels import number_text
from .messages import Messages
from .trajectory_text import marks, trajectory_headline

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .trajectory import Segment, Trajectory

__all__ = ["plot"]

BLUE, ORANGE, PURPLE = "#0072B2", "#D55E00", "#CC79A7"
SKY, HATCH = "#DCEAF4", "#8FB8D6"
INK, QUIET, FAINT = "#222222", "#767676", "#E6E6E6"

SHAPES = {
    "answers": ("o", BLUE),
    "events": ("^", ORANGE),
    "expired": ("X", QUIET),
    "household": ("P", INK),
    "plans": ("D", PURPLE),
    "corrected": ("s", INK),
    "late": ("<", ORANGE),
}
"""A shape and a colour for each kind of mark."""

ROW = 0.55
"""The height of a row of marks, where a level is 1 high."""


@dataclass(frozen=True, slots=True)
class _Lane:
    """One band: what stands at its side, and how high it reaches for a segment."""

    bottom: float
    ticks: tuple[tuple[float, str], ...]
    of: dict[int, tuple[float, float, bool]]
    """By number of the segment: from where to where, and whether that is certain."""


def plot(t: Trajectory, ax: Axes | None, today: dt.date | None, lang: str) -> Axes:
    """Draw a trajectory as `Trajectory.plot` says."""
    try:
        import matplotlib.pyplot as plt
        from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
    except ModuleNotFoundError as missing:
        told = "Trajectory.plot needs matplotlib: run pip install 'actueel[plot]'"
        raise ModuleNotFoundError(told, name=missing.name) from None

    say = Messages(lang)
    lanes = _level_lane(t, lang) if t.instrument.levels else _scale_lanes(t)
    found = marks(t)
    top = sum(_height(lane) for lane in lanes)
    bottom = -ROW * len(found) - (0.35 if found else 0)
    if ax is None:
        _, ax = plt.subplots(figsize=(10, 1.1 + 0.62 * (top - bottom)), layout="constrained")
    for lane in lanes:
        _draw_lane(ax, t, lane)
    for place, (kind, days) in enumerate(found.items()):
        shape, colour = SHAPES[kind]
        y = -0.35 - ROW * (place + 0.5)
        ax.scatter([_number(day) for day in days], [y] * len(days), 34, c=colour, marker=shape, linewidths=0, zorder=3)
    ticks = [tick for lane in lanes for tick in lane.ticks]
    ticks += [(-0.35 - ROW * (place + 0.5), _called(kind, say)) for place, kind in enumerate(found)]
    ax.set_yticks([y for y, _ in ticks], [name for _, name in ticks])
    ax.set_ylim(bottom - 0.1, top + 0.1)
    ax.set_xlim(_number(t.start), _number(t.until))
    locator = AutoDateLocator(minticks=4, maxticks=12)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    _dress(ax, t, lanes, say, overridden=_draw_computed(ax, t))
    if today is not None and t.start <= today < t.until:
        _point_at(ax, today, t.until, say)
    return ax


def _called(kind: str, say: Messages) -> str:
    return say(f"plot_{kind}") if f"plot_{kind}" in say else say(f"mark_{kind}")


def _height(lane: _Lane) -> float:
    return max(y for y, _ in lane.ticks) - lane.bottom + 0.5


def _level_lane(t: Trajectory, lang: str) -> list[_Lane]:
    named = Definition.of(t.instrument)
    place = {level: number for number, level in enumerate(t.instrument.levels)}
    of = {
        number: (float(place[each.final.low]), place[each.final.high] + 1.0, each.final.determined)
        for number, each in enumerate(t.segments)
        if each.final is not None
    }
    return [_Lane(0.0, tuple((number + 0.5, named.level_label(level, lang)) for level, number in place.items()), of)]


SCALE_HEIGHT = 1.4
THIN = 0.05
"""Half the height of a scale's value that is certain."""


def _scale_lanes(t: Trajectory) -> list[_Lane]:
    """Return a lane for each scale, the last one lowest, from the least to the greatest value that was possible."""
    lanes = []
    names = [] if t.detail == "levels" else list(t.instrument.scales)
    for number, name in enumerate(reversed(names)):
        bottom = number * (SCALE_HEIGHT + 0.6)
        values = [each.scales[name] for each in t.segments]
        least = min((each.low for each in values), default=0.0)
        most = max((each.high for each in values), default=0.0)
        unit = SCALE_HEIGHT / (most - least) if most > least else 0.0
        of = {
            place: (
                bottom + unit * (each.low - least) - (THIN if each.determined else 0),
                bottom + unit * (each.high - least) + (THIN if each.determined else 0),
                each.determined,
            )
            for place, each in enumerate(values)
        }
        ends = ((bottom, f"{name}  {number_text(least)}"), (bottom + SCALE_HEIGHT, number_text(most)))
        lanes.append(_Lane(bottom, ends if most > least else ends[:1], of))
    return lanes


def _draw_lane(ax: Axes, t: Trajectory, lane: _Lane) -> None:
    """Draw what is certain solid and what is possible hatched; runs that say the same are drawn as one."""
    runs: list[tuple[Segment, dt.date, tuple[float, float, bool]]] = []
    for number, reach in lane.of.items():
        each = t.segments[number]
        if runs and runs[-1][1] == each.start and runs[-1][2] == reach:
            runs[-1] = (runs[-1][0], each.until, reach)
        else:
            runs.append((each, each.until, reach))
    for first, until, (low, high, certain) in runs:
        ax.broken_barh(
            [(_number(first.start), (until - first.start).days)],
            (low, high - low),
            facecolor=BLUE if certain else SKY,
            edgecolor=BLUE if certain else HATCH,
            hatch=None if certain else "////",
            linewidth=0.6,
            zorder=2,
        )


def _draw_computed(ax: Axes, t: Trajectory) -> bool:
    """Outline what was computed where an override says something else; say whether there was any."""
    place = {level: number for number, level in enumerate(t.instrument.levels)}
    overridden = [(each, each.computed) for each in t.segments if each.computed and each.computed != each.final]
    for each, computed in overridden:
        low, high = place[computed.low], place[computed.high] + 1
        ax.broken_barh(
            [(_number(each.start), each.days)],
            (low + INSIDE, high - low - 2 * INSIDE),
            facecolor="none",
            edgecolor=PURPLE,
            linestyle=(0, (3, 2)),
            linewidth=1.6,
            zorder=2.7,
        )
    return bool(overridden)


INSIDE = 0.06
"""How far an outline stays inside its level."""


def _number(day: dt.date) -> float:
    from matplotlib.dates import date2num

    return float(date2num(day))  # type: ignore[no-untyped-call]


def _point_at(ax: Axes, today: dt.date, until: dt.date, say: Messages) -> None:
    """Draw a line at the end of a day, and fade what comes after it."""
    at = _number(today) + 1
    ax.axvspan(at, _number(until), facecolor="white", alpha=0.55, linewidth=0, zorder=3.5)
    ax.axvline(at, color=INK, linewidth=1.2, zorder=4)
    bottom, top = ax.get_ylim()
    ax.set_ylim(bottom, top + 0.4)
    start, end = ax.get_xlim()
    after = say("timeline_outlook").lower() + " →"
    late = at > start + 0.65 * (end - start)  # no room for words at the right
    told = [(say("timeline_today") + (f" | {after}" if late else ""), -4, "right")]
    told += [] if late else [(after, 4, "left")]
    for words, aside, side in told:
        ax.annotate(
            words,
            (at, top + 0.4),
            (aside, -1),
            textcoords="offset points",
            ha=side,
            va="top",
            fontsize="small",
            color=INK,
            zorder=5,
        )


def _dress(ax: Axes, t: Trajectory, lanes: list[_Lane], say: Messages, *, overridden: bool) -> None:
    """Add the title, the key and quiet lines; nothing that is not data draws the eye."""
    from matplotlib.patches import Patch

    ax.set_title(trajectory_headline(t, say.lang), loc="left", fontsize="medium", color=INK, wrap=True)
    ax.tick_params(axis="y", length=0, colors=INK)
    ax.tick_params(axis="x", colors=INK)
    for side in ("left", "right", "top"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(QUIET)
    ax.grid(axis="x", color=FAINT, linewidth=0.8, zorder=0)
    ax.set_axisbelow(True)
    if t.instrument.levels:  # white lines, so that a band over several levels shows that it is of several
        for y, _ in lanes[0].ticks[1:]:
            ax.axhline(y - 0.5, color="white", linewidth=2, zorder=2.5)
    key = [
        Patch(facecolor=BLUE, edgecolor=BLUE, label=say("plot_certain")),
        Patch(facecolor=SKY, edgecolor=HATCH, hatch="////", label=say("plot_possible")),
    ]
    if overridden:
        key.append(Patch(facecolor="none", edgecolor=PURPLE, linestyle="--", label=say("plot_computed")))
    ax.legend(
        handles=key, loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=len(key), frameon=False, fontsize="small"
    )
