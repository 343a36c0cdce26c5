# SPDX-License-Identifier: MPL-2.0
"""The demo's pictures, drawn by matplotlib in colours that colour-blind people can tell apart.

Colours are those of Okabe and Ito; what matters differs in form too. The same input gives the same
bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["concordance_picture", "levels_picture"]

_CURRENT, _FROZEN, _ASIDE, _INK, _PALE = "#0072B2", "#D55E00", "#7A7A7A", "#222222", "#E3E3E3"

# From no concern to much, dark enough to part in grey print as well.
_LEVELS = ("#F6E6A2", "#56A9DB", "#0B3C5D")

_STYLE: Any = {
    "svg.hashsalt": "actueel",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": _INK,
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "hatch.linewidth": 1.6,
}


def concordance_picture(finding: dict[str, Any], paths: Sequence[Path]) -> None:
    """Draw how well each score ranks, over the whole year and in each quarter of it.

    Parameters
    ----------
    finding
        What `actueel.demo.rossi.study.study` found.
    paths
        Where to write it; each ending says in which format.

    """
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(11, 4.6), layout="constrained")
        whole, quarters = figure.subplots(1, 2, width_ratios=(1.25, 1))
        _whole_year(whole, finding)
        _quarters(quarters, finding)
        _write(figure, paths)


def _whole_year(axes: Axes, finding: dict[str, Any]) -> None:
    rows = (
        ("frozen", "frozen at release", _FROZEN, "s"),
        ("current", "kept current every week", _CURRENT, "o"),
        ("static", "static items alone", _ASIDE, "D"),
        (
            "published",
            "current, published coefficients:\noptimistic, fitted on these people",
            _ASIDE,
            "^",
        ),
        ("same_week", "work in the same week:\npartly the arrest itself", _ASIDE, "v"),
    )
    for place, (name, _, colour, mark) in enumerate(rows):
        each = finding["estimates"][name]
        axes.plot([each["low"], each["high"]], [-place, -place], color=colour, linewidth=2.4)
        main = colour != _ASIDE
        axes.plot(
            each["value"],
            -place,
            mark,
            color=colour,
            markersize=9 if main else 7,
            markerfacecolor=colour if main else "white",
            markeredgewidth=1.6,
        )
        axes.annotate(
            f"{each['value']:.3f}",
            (each["value"], -place),
            xytext=(0, 8),
            textcoords="offset points",
            ha="center",
            color=colour,
            fontweight="bold" if main else "normal",
        )
    axes.axhline(-1.5, color=_PALE, linewidth=1)
    axes.set_yticks([-place for place in range(len(rows))], [label for _, label, *_ in rows])
    axes.set_ylim(-len(rows) + 0.5, 0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    _chance(axes.axvline)
    axes.set_xlabel("concordance, with 95 % interval (0.5 is guessing)")
    axes.set_title(f"Who is arrested: {finding['arrests']} arrests, {finding['pairs']:,} pairs")


def _quarters(axes: Axes, finding: dict[str, Any]) -> None:
    for name, colour, mark, shift in (
        ("frozen", _FROZEN, "s", -0.1),
        ("current", _CURRENT, "o", 0.1),
    ):
        places = [place + shift for place in range(len(finding["quarters"]))]
        each = [quarter[name] for quarter in finding["quarters"]]
        axes.vlines(
            places,
            [one["low"] for one in each],
            [one["high"] for one in each],
            color=colour,
            linewidth=2.4,
        )
        label = "frozen at release" if name == "frozen" else "kept current"
        values = [one["value"] for one in each]
        axes.plot(places, values, mark, color=colour, markersize=9, linestyle="none", label=label)
    axes.set_xticks(
        range(len(finding["quarters"])),
        [
            f"{quarter['first_week']} to {quarter['last_week']}\n{quarter['arrests']} arrests"
            for quarter in finding["quarters"]
        ],
    )
    axes.tick_params(axis="x", length=0)
    _chance(axes.axhline)
    axes.set_xlabel("weeks since release")
    axes.set_ylabel("concordance")
    axes.set_title("The same, as time since release goes by")
    axes.legend(frameon=False, loc="upper left", ncols=2, bbox_to_anchor=(0, 1.0))
    axes.set_ylim(0.35, 0.95)


def _chance(line: Any) -> None:
    line(0.5, color=_INK, linewidth=1, linestyle=(0, (2, 3)))


def levels_picture(
    violence: dict[date, dict[str, float]],
    risk: dict[date, dict[tuple[str, str], float]],
    *,
    violence_levels: Sequence[str],
    risk_levels: Sequence[str],
    lockdown: date,
    paths: Sequence[Path],
) -> None:
    """Draw which share of the families had which level at each month end.

    Parameters
    ----------
    violence, risk
        By month end: share (0 to 1) by level; for risk by the lowest and highest level possible.
    violence_levels, risk_levels
        From the least to the most concern.
    lockdown
        The day to mark.
    paths
        Where to write it; each ending says in which format.

    """
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(11, 4.8), layout="constrained")
        left, right = figure.subplots(1, 2, sharey=True)
        _stack(
            left,
            {d: {(k, k): v for k, v in s.items()} for d, s in violence.items()},
            violence_levels,
        )
        left.set_title("Violence class, counted over 12 months", pad=18)
        left.set_ylabel("share of the families in care")
        _stack(right, risk, risk_levels)
        right.set_title("Risk rating: striped where it is not settled", pad=18)
        place = _place(sorted(risk), lockdown)
        for axes in (left, right):
            axes.axvline(place, color=_INK, linewidth=1.4, linestyle=(0, (4, 2)))
            axes.annotate(
                f"{lockdown.day} {lockdown:%B %Y}",
                (place, 1.0),
                xytext=(0, 3),
                textcoords="offset points",
                ha="center",
                va="bottom",
                fontsize=8.5,
                annotation_clip=False,
            )
        _write(figure, paths)


def _stack(axes: Axes, shares: dict[date, dict[tuple[str, str], float]], levels: Sequence[str]) -> None:
    days = sorted(shares)
    places = list(range(len(days)))
    # Sorted by the middle of the interval: what is settled stands between what may be less or more.
    order = {level: place for place, level in enumerate(levels)}
    kinds = sorted(
        {kind for share in shares.values() for kind in share},
        key=lambda kind: (order[kind[0]] + order[kind[1]], order[kind[1]] - order[kind[0]]),
    )
    floor = [0.0] * len(days)
    for low, high in kinds:
        heights = [shares[day].get((low, high), 0.0) for day in days]
        label = low if low == high else f"{low} to {high}"
        axes.bar(
            places,
            heights,
            width=0.86,
            bottom=floor,
            label=label.replace("_", " "),
            facecolor=_LEVELS[order[low]],
            edgecolor=_LEVELS[order[high]] if low != high else "white",
            hatch="///" if low != high else None,
            linewidth=0 if low != high else 0.4,
        )
        floor = [bottom + height for bottom, height in zip(floor, heights, strict=True)]
    axes.set_ylim(0, 1)
    axes.yaxis.set_major_formatter("{x:.0%}")
    quarters = [place for place, day in enumerate(days) if day.month % 3 == 0]
    axes.set_xticks(quarters, [f"{days[place]:%b}\n{days[place].year}" for place in quarters])
    axes.tick_params(axis="x", length=0)
    axes.legend(
        frameon=False,
        ncols=3,
        loc="upper center",
        bbox_to_anchor=(0.5, -0.12),
        fontsize=9,
        reverse=True,
    )


def _place(days: Sequence[date], day: date) -> float:
    """Return where a day lies among month ends that stand one apart."""
    after = next(place for place, each in enumerate(days) if each >= day)
    return after - (days[after] - day) / (days[after] - days[after - 1])


def _write(figure: Figure, paths: Sequence[Path]) -> None:
    for path in paths:
        if path.suffix == ".svg":
            figure.savefig(path, metadata={"Date": None})
        else:
            figure.savefig(path, dpi=180, metadata={"Software": None})
