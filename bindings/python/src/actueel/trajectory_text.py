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

from .definition import Definition
from .messages import Messages
from .text import Table

if TYPE_CHECKING:
    from .history import History
    from .levels import LevelInterval
    from .trajectory import Cause, Segment, Trajectory

__all__ = [
    "LATE",
    "MARKS",
    "Records",
    "mark_name",
    "marks",
    "outlook",
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

    def __init__(self, history: History, lang: str = "en") -> None:
        self._records: list[dict[str, Any]] = history.to_dict()["records"]
        self._say = Messages(lang)

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
            return self._say.code("event", what["event"]) if self._say.lang != "en" else str(what["event"])
        if kind == "person":
            return record
        if kind == "membership":
            role = self._say(f"role_{what['role']}")
            return f"{what['person']} ({role})"
        if kind == "ending":
            return self._say("timeline_until", who=self._people.get(what["ends"], what["ends"]), day=what["on"])
        return f"{self._say.code('kind', kind)} {record}"

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
                told = self._say("timeline_ended", told=told)
            told = told if late is None else self._say("timeline_late", told=told, n=late)
            kinds.setdefault(kind, []).append(told)
        return "; ".join(f"{kind}: {self._some(told)}" for kind, told in kinds.items())

    def _phrase(self, cause: Cause) -> str:
        if cause.cause == "derived":
            person = self._by_id[cause.record]["type"] == "person"
            return self._say("cause_birthday" if person else "cause_days_since")
        return self._say(f"cause_{cause.cause}")

    def _some(self, told: list[str]) -> str:
        told = list(dict.fromkeys(told))
        more = len(told) - MOST_OF_A_KIND
        few = ", ".join(told[:MOST_OF_A_KIND])
        return self._say("timeline_and_more", told=few, n=more) if more > 0 else few


def trajectory_headline(t: Trajectory, lang: str = "en") -> str:
    """Return the instrument, the family and the range on one line."""
    say = Messages(lang)
    family = say("timeline_family", family=t.family)
    known = {"everything": "", "as_of": say("timeline_known_as_of")}
    return say(
        "timeline_headline",
        title=t.instrument.title(lang),
        id=t.instrument.id,
        version=t.instrument.version,
        of=family if t.child is None else say("timeline_child", family=t.family, child=t.child),
        start=t.start,
        until=t.until,
        known=known[t.known_at] if t.known_at in known else say("timeline_known_instant", instant=t.known_at),
    )


def _levels(t: Trajectory, levels: LevelInterval | None, say: Messages) -> str:
    """Return levels by their names for people."""
    if levels is None:
        return ""
    named = Definition.of(t.instrument)
    low, high = (named.level_label(each, say.lang) for each in (levels.low, levels.high))
    return low if levels.determined else say("timeline_between", low=low, high=high)


def segments_table(
    t: Trajectory, lang: str = "en", *, after: dt.date | None = None, until: dt.date | None = None
) -> Table:
    """Return a row for each segment: since when, what, and why; and one for each gap.

    With `after`, only those that begin after that day; with `until`, only those that begin no later.
    """
    say = Messages(lang)
    records = Records(t.history, lang)
    names = list(t.instrument.scales) if t.detail != "levels" else []
    rows = []
    for since, each in _with_gaps(t):
        if (after is not None and since <= after) or (until is not None and since > until):
            continue
        if each is None:
            rows.append((str(since), say("timeline_not_a_member"), *[""] * len(names), ""))
            continue
        level = _levels(t, each.final, say)
        if each.computed != each.final:
            level = say("timeline_overridden", level=level, computed=_levels(t, each.computed, say))
        rows.append((str(since), level, *(str(each.scales[name]) for name in names), records.words(each)))
    title = say("timeline_outlook") if after is not None else ""
    headers = (say("timeline_since"), say("timeline_level"), *names, say("timeline_why"))
    return Table(title, headers, tuple(rows)).without_empty_columns()


def outlook(t: Trajectory, today: dt.date, lang: str = "en") -> Table:
    """Return the segments that begin after a day: what will be so if nothing more is recorded."""
    return segments_table(t, lang, after=today)


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


def standing_last(t: Trajectory, lang: str = "en") -> str:
    """Return when the level was last determined, or that it never was; empty without levels."""
    if not t.instrument.levels:
        return ""
    say = Messages(lang)
    last = t.last_determined
    if last is None:
        return say("timeline_never_determined")
    level = _levels(t, last.computed, say)
    if last.until == t.until:
        return say("timeline_determined", level=level, since=last.start)
    return say("timeline_last_determined", level=level, until=last.until)


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


def mark_name(kind: str, lang: str) -> str:
    """Return what a kind of mark is called."""
    return Messages(lang)(f"mark_{kind}")


def marks(t: Trajectory) -> dict[str, list[dt.date]]:
    """Return the days on which something happened that ended a segment, by kind; and every event that there was.

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
    happened = t.history._core.event_days(t.start.isoformat(), t.until.isoformat(), t.known_at)
    found["events"] = sorted({*found["events"], *map(dt.date.fromisoformat, happened)})
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
    levels: Trajectory,
    happened: Trajectory,
    width: int,
    *,
    blocks: bool,
    today: dt.date | None = None,
    lang: str = "en",
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
    lang : str
        The language of the names at the side.

    """
    ink = BLOCKS if blocks else ASCII
    say = Messages(lang)
    named = Definition.of(levels.instrument)
    names = {each: _short(named.level_label(each, lang), width) for each in reversed(levels.instrument.levels)}
    found = marks(happened)
    called = {kind: mark_name(kind, lang) for kind in found}
    pointing = say("timeline_today")
    edge = max(len(each) for each in [*names.values(), *called.values(), pointing]) + 2
    room = max(width - edge, 1)
    columns = _columns(levels.start, levels.until, room)
    lines = [f"{'':<{edge}}{row}" for row in _calendar(columns, room)]
    for level, name in names.items():
        lines.append(f"{name:<{edge}}" + "".join(_cell(levels, level, column, ink) for column in columns))
    for kind, days in found.items():
        marked = "".join(ink.mark[kind] if _any_in(days, each) else " " for each in columns)
        lines.append(f"{called[kind]:<{edge}}{marked}")
    if today is not None and levels.start <= today < levels.until:
        lines.append(f"{pointing:<{edge}}" + "".join("^" if _any_in([today], each) else " " for each in columns))
    return [line.rstrip() for line in lines]


def _short(name: str, width: int) -> str:
    """Return a level's name, cut off where it would take more than a third of the line."""
    most = max(width // 3, 8)
    return name if len(name) <= most else name[: most - 1] + "…"


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
        step = next((each for each in (2, 3, 4, 6, 12, 24, 60, 120, 1200, 12000) if -(-months // each) < room), 120_000)
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
