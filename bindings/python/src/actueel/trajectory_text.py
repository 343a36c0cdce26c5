# SPDX-License-Identifier: MPL-2.0
"""A trajectory as texts: causes in words, a table with a line a segment, and a strip of characters over the months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .text import Table

if TYPE_CHECKING:
    from .history import History
    from .trajectory import Cause, Segment, Trajectory

__all__ = [
    "LATE",
    "MARKS",
    "Records",
    "marks",
    "segments_table",
    "strip",
    "trajectory_headline",
    "trajectory_html",
    "trajectory_text",
]

LATE = 8
"""From so many days after the day that it speaks of, a record is called late: a week is routine."""

MOST_OF_A_KIND = 4
"""How many records of one cause are named; the document has them all."""


class Records:
    """The records of a history as far as a cause speaks of them: by ids and days, never by free text."""

    def __init__(self, history: History) -> None:
        self._records: list[dict[str, Any]] = history.to_dict()["records"]

    @cached_property
    def _by_id(self) -> dict[str, dict[str, Any]]:
        return {each["id"]: each for each in self._records}

    @cached_property
    def _people(self) -> dict[str, str]:
        """Who each membership is of."""
        return {each["id"]: each["person"] for each in self._records if each["type"] == "membership"}

    def name(self, record: str) -> str:
        """Return what a record is about: an item, an event, a person, a kind of record."""
        what = self._by_id[record]
        kind = what["type"]
        if kind == "observation":
            return f"{what['item']} ({what['person']})" if "person" in what else str(what["item"])
        if kind == "event":
            return str(what["event"])
        if kind == "person":
            return record
        if kind == "membership":
            return f"{what['person']} ({what['role']})"
        if kind == "ending":
            return f"{self._people.get(what['ends'], what['ends'])} until {what['on']}"
        return f"{kind.replace('_', ' ')} {record}"

    def days_late(self, record: str) -> int | None:
        """Return how many days after the day it speaks of a record was written down, where that is late."""
        what = self._by_id[record]
        about = what.get("observed_on") or what.get("happened_on") or what.get("on")
        if about is None:
            return None
        days = (dt.date.fromisoformat(what["recorded_at"][:10]) - dt.date.fromisoformat(about)).days
        return days if days >= LATE else None

    def words(self, segment: Segment) -> str:
        """Return the causes of a segment in words, one phrase a kind, in the order of the document.

        That a record became known goes without saying where something else is said of it on the same day.
        """
        otherwise = {each.record for each in segment.causes if each.cause != "became_known"}
        kinds: dict[str, list[str]] = {}
        for each in segment.causes:
            if each.cause == "became_known" and each.record in otherwise:
                continue
            kind = self._phrase(each)
            late = self.days_late(each.record) if each.cause in {"new_answer", "event", "became_known"} else None
            told = self.name(each.record).removeprefix(f"{kind} ")
            if self._by_id[each.record].get("until") == segment.start.isoformat():
                told += " ended"
            told += "" if late is None else f" [written down {late} days later]"
            kinds.setdefault(kind, []).append(told)
        return "; ".join(f"{kind}: {_some(told)}" for kind, told in kinds.items())

    def _phrase(self, cause: Cause) -> str:
        if cause.cause == "derived":
            return "birthday" if self._by_id[cause.record]["type"] == "person" else "days since"
        return cause.cause.replace("_", " ")


def _some(told: list[str]) -> str:
    told = list(dict.fromkeys(told))
    more = len(told) - MOST_OF_A_KIND
    return ", ".join(told[:MOST_OF_A_KIND]) + (f" and {more} more" if more > 0 else "")


def trajectory_headline(t: Trajectory) -> str:
    """Return the instrument, the family and the range on one line."""
    of = f"family {t.family}" if t.child is None else f"family {t.family}, child {t.child}"
    known = {"everything": "", "as_of": ", each day as it was known"}.get(t.known_at, f", as known at {t.known_at}")
    return (
        f"{t.instrument.title('en')} ({t.instrument.id} {t.instrument.version}): "
        f"{of}, from {t.start} until {t.until}{known}"
    )


def segments_table(t: Trajectory) -> Table:
    """Return a row for each segment: since when, what, and why; and one for each gap."""
    records = Records(t.history)
    names = list(t.instrument.scales) if t.detail != "levels" else []
    rows = []
    for since, each in _with_gaps(t):
        if each is None:
            rows.append((str(since), "not a member", *[""] * len(names), ""))
            continue
        level = "" if each.final is None else str(each.final)
        if each.computed != each.final:
            level += f" (override; computed {each.computed})"
        rows.append((str(since), level, *(str(each.scales[name]) for name in names), records.words(each)))
    return Table("", ("since", "level", *names, "why"), tuple(rows)).without_empty_columns()


def _with_gaps(t: Trajectory) -> Iterator[tuple[dt.date, Segment | None]]:
    """Yield each run of days with its first day; None for days on which the child was no member."""
    day = t.start
    for each in t.segments:
        if day < each.start:
            yield day, None
        yield each.start, each
        day = each.until
    if day < t.until:
        yield day, None


def standing_last(t: Trajectory) -> str:
    """Return when the level was last determined, or that it never was; empty without levels."""
    if not t.instrument.levels:
        return ""
    last = t.last_determined
    if last is None:
        return "The level was never determined: information was always missing."
    if last.until == t.until:
        return f"The level is determined: {last.computed}, since {last.start}."
    return f"The level was last determined until {last.until}: {last.computed}."


def trajectory_text(t: Trajectory) -> str:
    """Return the trajectory as aligned plain text."""
    table = segments_table(t)
    rows = [table.headers, *table.rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(table.headers))]
    lines = [trajectory_headline(t), *filter(None, [standing_last(t)]), ""]
    lines += ["  ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(lines)


def trajectory_html(t: Trajectory) -> str:
    """Return the trajectory as a small, escaped HTML table for a notebook."""
    table = segments_table(t)
    head = "".join(f"<th scope='col'>{escape(each)}</th>" for each in table.headers)
    last = standing_last(t)
    parts = [f"<div class='actueel'><p><strong>{escape(trajectory_headline(t))}</strong></p>"]
    parts += [f"<p>{escape(last)}</p>"] if last else []
    parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>")
    parts += ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows]
    return "".join(parts) + "</tbody></table></div>"


# What happened, as marks below a picture


MARKS = {
    "answers": frozenset({"new_answer"}),
    "events": frozenset({"event"}),
    "expired": frozenset({"expired"}),
    "household": frozenset({"household"}),
    "plans": frozenset({"plan", "override"}),
    "corrected": frozenset({"corrected", "retracted"}),
    "late": frozenset({"became_known", "new_answer", "event"}),
}
"""The kinds of things that happen, in the order in which they are drawn, and the causes of each; late only if it is."""


def marks(t: Trajectory) -> dict[str, list[dt.date]]:
    """Return the days on which something happened that ended a segment, by kind.

    Late is a day on which a late record became known. Where everything is known all the time, a late record changes
    nothing on the day that it was written down: the day that it speaks of is marked.
    """
    records = Records(t.history)
    found: dict[str, list[dt.date]] = {kind: [] for kind in MARKS}
    for each in t.segments:
        for kind, causes in MARKS.items():
            told = [cause.record for cause in each.causes if cause.cause in causes]
            if any(map(records.days_late, told)) if kind == "late" else told:
                found[kind].append(each.start)
    return {kind: days for kind, days in found.items() if days}


# The strip


@dataclass(frozen=True, slots=True)
class Ink:
    """The characters of a strip."""

    certain: str
    possible: str
    mark: dict[str, str]


BLOCKS = Ink("█", "░", dict(zip(MARKS, "•▲×+◆≠‹", strict=True)))
ASCII = Ink("#", ":", dict(zip(MARKS, "o!x+*/<", strict=True)))

MOST_A_MONTH = 4
"""How many columns a month gets at most."""


def strip(
    levels: Trajectory, happened: Trajectory, width: int, *, blocks: bool, today: dt.date | None = None
) -> list[str]:
    """Return levels over the months as lines of characters, with what happened below them.

    Parameters
    ----------
    levels : Trajectory
        Whose levels are drawn: the highest on top; a level alone is certain, of several each is possible.
    happened : Trajectory
        Whose boundaries are marked.
    width : int
        The widest line; a month gets up to four columns and, where they do not fit, a column several months.
    blocks : bool
        Whether block characters may be used; ASCII otherwise.
    today : datetime.date, optional
        A day to point at: what comes after it holds if nothing more is recorded.

    """
    ink = BLOCKS if blocks else ASCII
    names = list(reversed(levels.instrument.levels))
    found = marks(happened)
    edge = max(len(each) for each in [*names, *found, "today"]) + 2
    room = max(width - edge, 1)
    columns = _columns(levels.start, levels.until, room)
    lines = [f"{'':<{edge}}{row}" for row in _calendar(columns, room)]
    for name in names:
        lines.append(f"{name:<{edge}}" + "".join(_cell(levels, name, column, ink) for column in columns))
    for kind, days in found.items():
        lines.append(f"{kind:<{edge}}" + "".join(ink.mark[kind] if _any_in(days, each) else " " for each in columns))
    if today is not None and levels.start <= today < levels.until:
        lines.append(f"{'today':<{edge}}" + "".join("^" if _any_in([today], each) else " " for each in columns))
    return [line.rstrip() for line in lines]


Column = tuple[dt.date, dt.date]


def _columns(start: dt.date, until: dt.date, room: int) -> list[Column]:
    """Divide the whole months of a range into columns that fit, each at least a day."""
    first = start.year * 12 + start.month - 1
    last = until - dt.timedelta(days=1)
    months = last.year * 12 + last.month - first
    parts = min(MOST_A_MONTH, room // months)
    if parts:
        edges = [_part(first + month, part, parts) for month in range(months) for part in range(parts)]
        edges.append(_first_of(first + months))
    else:
        step = next((each for each in (3, 6, 12, 24, 60, 120, 1200, 12000) if -(-months // each) < room), 120_000)
        first -= first % min(step, 12)
        edges = [_first_of(month) for month in range(first, last.year * 12 + last.month + step, step)]
    return [(a, b) for a, b in pairwise(edges) if b > start and a < until]


def _first_of(month: int) -> dt.date:
    return dt.date(month // 12, month % 12 + 1, 1) if month // 12 <= dt.MAXYEAR else dt.date.max


def _part(month: int, part: int, parts: int) -> dt.date:
    begin = _first_of(month)
    return begin + (_first_of(month + 1) - begin) * part // parts


def _calendar(columns: list[Column], room: int) -> list[str]:
    """Return years and, where every month has a column, the first letters of the months."""
    begins = {begin.year: place for place, (begin, _) in reversed(list(enumerate(columns)))}
    places = sorted((place, year) for year, place in begins.items())
    whole = [here for here, after in pairwise(places) if after[0] - here[0] > WIDTH_OF_YEAR]
    years = ""
    # Where no year has room for its name, each is named that does not touch the one before.
    for place, year in [*whole, places[-1]] if whole else places:
        if (place == 0 or len(years) < place) and place + WIDTH_OF_YEAR <= room:
            years = f"{years:<{place}}{year:04}"
    if any((until - begin).days > 31 for begin, until in columns):
        return [years]
    months = [(begin.year, begin.month) for begin, _ in columns]
    first = [place == 0 or month != months[place - 1] for place, month in enumerate(months)]
    return [years, "".join(MONTHS[month - 1] if new else " " for (_, month), new in zip(months, first, strict=True))]


WIDTH_OF_YEAR = 4
MONTHS = "JFMAMJJASOND"


def _cell(t: Trajectory, level: str, column: Column, ink: Ink) -> str:
    """Say whether a level was certain all the time, possible at some time, or neither; days outside do not count."""
    order = t.instrument.levels
    seen = [each for each in t.segments if each.start < column[1] and each.until > column[0]]
    finals = [each.final for each in seen if each.final is not None]
    at = order.index(level)
    if not any(order.index(each.low) <= at <= order.index(each.high) for each in finals):
        return " "
    return ink.certain if all(each.low == level == each.high for each in finals) else ink.possible


def _any_in(days: list[dt.date], column: Column) -> bool:
    return any(column[0] <= day < column[1] for day in days)
