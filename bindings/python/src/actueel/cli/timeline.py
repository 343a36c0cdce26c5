# SPDX-License-Identifier: MPL-2.0
"""``actueel timeline``."""

from __future__ import annotations

import datetime as dt
import sys
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, cast

import typer

import actueel
from actueel import History
from actueel.messages import Messages
from actueel.moment import day_text
from actueel.trajectory import Detail
from actueel.trajectory_text import (
    ASCII,
    BLOCKS,
    Ink,
    outlook,
    segments_table,
    standing_last,
    strip,
    trajectory_headline,
)

from .answering import answering, history_named, today

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

__all__ = ["run"]


def run(
    history: str,
    instrument: str,
    begin: str | None,
    end: str | None,
    as_of: str | None,
    known_at: str,
    child: str | None,
    detail: str | None,
    lang: str,
    *,
    as_json: bool,
) -> None:
    """Ask how an assessment ran over time, and print it."""
    with answering():
        say = Messages(lang)
        asked = actueel.instrument(instrument)
        family = history_named(history)
        now = dt.date.fromisoformat(day_text(as_of or today()))
        start, until = begin or first_day(family, now), end or year_after(now)
        ask = partial(asked.trajectory, family, start, until, known_at=known_at, child=child)
        if as_json:
            typer.echo(ask(detail=cast(Detail, detail or "all")).to_json())
            return
        everything = ask()
        told = ask(detail=cast(Detail, detail or ("levels" if asked.levels else "scales")))
    from rich.console import Console

    from .tables import heading, show, table

    blocks = _can_print("".join([BLOCKS.certain, BLOCKS.possible, *BLOCKS.mark.values()]))
    drawn = strip(told, everything, Console().width, blocks=blocks, today=now, lang=lang)
    parts: list[RenderableType] = [
        heading(trajectory_headline(told, lang)),
        _coloured(drawn, BLOCKS if blocks else ASCII),
    ]
    if asked.levels:
        ink = BLOCKS if blocks else ASCII
        told_by = ((ink.certain, "timeline_certain"), (ink.possible, "timeline_possible"))
        key = [f"{character} {say(words)}" for character, words in told_by]
        key += [say("timeline_after_today")] if any("^" in line for line in drawn) else []
        parts.append("\n".join(["; ".join(key), standing_last(told, lang)]))
    parts.append(table(segments_table(told, lang, until=now)))
    ahead = outlook(told, now, lang)
    show(*parts, *([table(ahead)] if ahead.rows else []))


def _coloured(lines: list[str], ink: Ink) -> Text:
    """Return the strip with its characters in colours; they tell nothing that the characters do not."""
    from rich.text import Text

    styles = {ink.certain: "blue", ink.possible: "cyan", "^": "bold"}
    styles |= {ink.mark[kind]: style for kind, style in MARK_STYLES.items()}
    today = next((line.index("^") for line in lines if "^" in line), None)
    edge = _edge(lines)

    def style(at: int, character: str) -> str:
        plain = styles.get(character, "") if at >= edge else ""
        return f"{plain} dim".strip() if today is not None and at > today else plain

    drawn = Text(no_wrap=True)
    for place, line in enumerate(lines):
        for alike, run in groupby(enumerate(line), key=lambda each: style(*each)):
            drawn.append("".join(character for _, character in run), alike)
        if place + 1 < len(lines):
            drawn.append("\n")
    return drawn


def _edge(lines: list[str]) -> int:
    """Return where the names at the side end: the first line, of the years, begins there."""
    return len(lines[0]) - len(lines[0].lstrip())


MARK_STYLES = {
    "answers": "blue",
    "events": "yellow",
    "expired": "bright_black",
    "household": "bold",
    "plans": "magenta",
    "corrected": "bold",
    "late": "yellow",
}
"""Blue and yellow, light and dark: what the colour-blind tell apart."""


def first_day(family: History, now: dt.date) -> str:
    """Return the first day of an involvement or, without any, of an observation or event; else `now`.

    Only where a picture begins: a household, which began with the birth of its first child, would be drawn as years in
    which nobody knew anything.
    """
    records = family.to_dict()["records"]
    begun = [each["start"] for each in records if each["type"] == "involvement"]
    seen = [day for each in records for day in (each.get("observed_on"), each.get("happened_on")) if day]
    return str(min(begun or seen or [now.isoformat()]))


def year_after(day: dt.date) -> str:
    """Return the same day a year later, or the last day that there is."""
    if day.year == dt.MAXYEAR:
        return dt.date.max.isoformat()
    leap = (day.month, day.day) == (2, 29)
    return (dt.date(day.year + 1, 3, 1) if leap else day.replace(year=day.year + 1)).isoformat()


def _can_print(characters: str) -> bool:
    """Whether standard output takes them."""
    try:
        characters.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
