# SPDX-License-Identifier: MPL-2.0
"""``actueel timeline``."""

from __future__ import annotations

import datetime as dt
import sys
from functools import partial
from typing import cast

import typer

import actueel
from actueel import History
from actueel.moment import day_text
from actueel.trajectory import Detail
from actueel.trajectory_text import ASCII, BLOCKS, segments_table, standing_last, strip, trajectory_headline

from .answering import answering, history_named, today

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
    *,
    as_json: bool,
) -> None:
    """Ask how an assessment ran over time, and print it."""
    with answering():
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
    from rich.text import Text

    from .tables import heading, show, table

    blocks = _can_print("".join([BLOCKS.certain, BLOCKS.possible, *BLOCKS.mark.values()]))
    drawn = strip(told, everything, Console().width, blocks=blocks, today=now)
    parts = [heading(trajectory_headline(told)), Text("\n".join(drawn), no_wrap=True)]
    if asked.levels:
        ink = BLOCKS if blocks else ASCII
        key = f"{ink.certain} the level  {ink.possible} still possible, information is missing"
        parts.append(Text("\n".join([f"{key}; after ^: if nothing more is recorded", standing_last(told)])))
    show(*parts, table(segments_table(told)))


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
