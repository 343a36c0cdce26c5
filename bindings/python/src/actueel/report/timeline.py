# SPDX-License-Identifier: MPL-2.0
"""The timeline picture: levels over the days as bands, with events, plans and late recordings.

Solid is one level; hatched is a range of them; all places are whole numbers. The same runs stand beside it as a list:
what a reader without the picture gets, and what the slider walks through.
"""

from __future__ import annotations

import datetime as dt

from .words import View, Words

__all__ = ["timeline"]

LEFT, RIGHT, TOP = 170, 990, 14
"""Where the days begin and end, and where the first lane begins."""
LABELS = {"events": "mark_events", "plans": "mark_plans", "late": "plot_late"}
LANE, GAP = 34, 4
MOST_DAYS = 548
"""How far back the picture goes: a year and a half; the list goes back to the first day."""
MONTHS_APART = 70
"""How much room the name of a month takes."""


def timeline(words: Words) -> View | None:
    """Return the picture of one part; None for an instrument without levels."""
    part = words.part
    if part["level"] is None:
        return None
    return _Picture(words).view()


class _Picture:
    """One part's days on a line."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.runs = [each for each in words.part["timeline"] if each["start"] < each["until"]]
        self.last = _day(self.runs[-1]["until"])
        first = _day(self.runs[0]["start"])
        self.first = max(first, words.as_of - dt.timedelta(days=MOST_DAYS))
        self.levels = list(words.known.levels)

    def x(self, day: dt.date) -> int:
        """The place of a day on the line, within its ends."""
        whole = max(1, (self.last - self.first).days)
        return LEFT + round((RIGHT - LEFT) * min(max((day - self.first).days / whole, 0.0), 1.0))

    def view(self) -> View:
        words, say = self.words, self.words.say
        height = len(self.levels) * (LANE + GAP)
        bottom = TOP + height
        marks = self.marks(bottom)
        return {
            "told": say("timeline_told", start=say.day(self.first), until=say.day(self.last)),
            "lanes": [{"label": words.level(level), "y": self.y(place)} for place, level in enumerate(self.levels)],
            "lane": LANE,
            "left": LEFT,
            "right": RIGHT,
            "top": TOP,
            "bottom": bottom,
            "height": marks["bottom"] + 34,
            "axis": marks["bottom"],
            "today": self.x(words.as_of),
            "bands": [self.band(each) for each in self.runs if _day(each["until"]) > self.first],
            "months": self.months(),
            **{name: marks[name] for name in ("events", "plans", "late", "rows")},
            "runs": self.listed(),
        }

    def y(self, place: int) -> int:
        """The top of a level's lane; the highest level stands on top."""
        return TOP + (len(self.levels) - 1 - place) * (LANE + GAP)

    def band(self, run: View) -> View:
        known = self.words.known
        low, high = known.level_index(run["final"]["low"]), known.level_index(run["final"]["high"])
        x, until = self.x(_day(run["start"])), self.x(_day(run["until"]))
        return {
            "x": x,
            "width": max(1, until - x),
            "y": self.y(high),
            "height": (high - low) * (LANE + GAP) + LANE,
            "certain": low == high,
            "ahead": _day(run["start"]) > self.words.as_of,
        }

    def marks(self, bottom: int) -> View:
        """Rows under the lanes: what happened, plans, what was written down late; a row stands where it has marks."""
        say, document = self.words.say, self.words.document
        events = [each for each in document["events"] if _day(each["happened_on"]) >= self.first]
        plans = [each for each in document["plans"] if _day(each["until"]) > self.first]
        late = [each for each in document["late"] if _day(each["recorded_on"]) >= self.first]
        rows, y = [], bottom + 14
        at: dict[str, int] = {}
        for name, found in (("events", events), ("plans", plans), ("late", late)):
            if found:
                at[name] = y
                rows.append({"label": say(LABELS[name]), "y": y})
                y += 28
        return {
            "rows": rows,
            "events": [{"x": self.x(_day(each["happened_on"])), "y": at["events"]} for each in events],
            "plans": [self.bar(each["start"], each["until"], at["plans"]) for each in plans],
            "late": [self.bar(each["day"], each["recorded_on"], at["late"]) for each in late],
            "bottom": y,
        }

    def bar(self, start: str, until: str, y: int) -> View:
        x = self.x(_day(start))
        return {"x": x, "width": max(4, self.x(_day(until)) - x), "y": y}

    def months(self) -> list[View]:
        """Names of months below the line, as many as there is room for."""
        say = self.words.say
        found: list[View] = []
        year, month = self.first.year, self.first.month
        right = 0
        while True:
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
            start = dt.date(year, month, 1)
            if start >= self.last:
                return found
            x = self.x(start)
            if x >= right and x <= RIGHT - MONTHS_APART // 2:
                found.append({"x": x, "label": say.month(month, year)})
                right = x + MONTHS_APART

    def listed(self) -> list[View]:
        """Every run in words, with the days on which the slider stops."""
        words, say = self.words, self.words.say
        found = []
        for run in self.runs:
            why = words.causes(run["causes"])
            start = _day(run["start"])
            found.append(
                {
                    "x": self.x(max(start, self.first)),
                    "level": words.levels(run["final"]),
                    "certain": run["final"]["low"] == run["final"]["high"],
                    "when": say("run_until", start=say.day(start), until=say.day(_day(run["until"]))),
                    "why": say("because", causes=why) if why else "",
                    "ahead": start > words.as_of,
                    "now": start <= words.as_of < _day(run["until"]),
                }
            )
        return found


def _day(day: str) -> dt.date:
    return dt.date.fromisoformat(day)
