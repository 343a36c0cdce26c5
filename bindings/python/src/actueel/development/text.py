# SPDX-License-Identifier: MPL-2.0
"""A development as text: a row for each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..levels import number_text

if TYPE_CHECKING:
    from . import Development, Line

__all__ = ["headline", "text"]


def headline(d: Development) -> str:
    """Return what is estimated, on one line."""
    of = f", {d.of}" if d.of else ""
    about = f"{d.instrument.title('en')}{of}: family {d.history.family}"
    return f"Estimate, not a measurement, never part of a level: {about}"


def text(d: Development) -> str:
    """Return the lines, what each rests on, and how far the latest numbers lie apart."""
    lines = [headline(d)]
    lines += [f"  {line.name}: {_told(d, line)}" for line in d.lines] or ["  nobody gave a number"]
    spread = d.spread()
    if spread is not None:
        apart, (least, low), (most, high) = spread
        told = f"{number_text(apart)} apart: {least} says {number_text(low)}, {most} says {number_text(high)}"
        lines.append(f"latest numbers: {told}")
    return "\n".join(lines)


def _told(d: Development, line: Line) -> str:
    given = sum(each.value is not None for each in d.ratings if each.rater in line.raters)
    numbers = f"{given} number{'' if given == 1 else 's'}"
    if line.why_not is not None or not line.smoothed:
        return f"{numbers}; no estimate: {line.why_not or 'no day was asked for'}"
    last = line.smoothed[-1]
    band = f"{last.mean:.1f} (between {last.low:.1f} and {last.high:.1f}) on {last.day}"
    return "; ".join([numbers, band, *line.said])
