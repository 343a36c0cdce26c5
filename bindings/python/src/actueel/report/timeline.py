# SPDX-License-Identifier: MPL-2.0
"""The timeline picture: levels over the days as bands, with overrides, events, plans and late recordings.

Solid is one level; hatched is a range of them; dashed is what was computed before an override; all places are whole
numbers. The same runs stand beside it as a list: what a reader without the picture gets, and what the slider walks
through.
"""

from __future__ import annotations

import datetime as dt

from .words import View, Words

__all__ = ["timeline"]

LEFT, RIGHT, TOP = 170, 990, 14
"""Where the days begin and end, and where the first lane begins."""
LABELS = {
    "overridden": "mark_overridden",
    "expired": "mark_lapsing",
    "events": "mark_events",
    "plans": "mark_plans",
    "late": "plot_late",
}
LANE, GAP = 34, 4
ROW = 28
"""From one row of marks to the next."""
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
        told = say("timeline_told", start=say.day(self.first), until=say.day(self.last))
        if marks["overridden"]:
            told += " " + say("overridden_in_words")
        return {
            "told": told,
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
            **{name: marks[name] for name in ("overridden", "expired", "events", "plans", "late", "rows")},
            "runs": self.listed(),
            "overrides": [self.override_told(n, each) for n, each in enumerate(self.overrides(), 1)],
        }

    def y(self, place: int) -> int:
        """The top of a level's lane; the highest level stands on top."""
        return TOP + (len(self.levels) - 1 - place) * (LANE + GAP)

    def band(self, run: View) -> View:
        return {
            **self.over(run, "final"),
            "certain": run["final"]["low"] == run["final"]["high"],
            "ahead": _day(run["start"]) > self.words.as_of,
        }

    def over(self, run: View, which: str) -> View:
        """The lanes of a range of levels on the days of a run."""
        known = self.words.known
        low, high = known.level_index(run[which]["low"]), known.level_index(run[which]["high"])
        x, until = self.x(_day(run["start"])), self.x(_day(run["until"]))
        return {
            "x": x,
            "width": max(1, until - x),
            "y": self.y(high),
            "height": (high - low) * (LANE + GAP) + LANE,
        }

    # ---- overrides

    def overrides(self) -> list[View]:
        """Those on a day of the picture."""
        return [each for each in self.words.part["overridden"] if _day(each["runs"][-1]["until"]) > self.first]

    def override_drawn(self, n: int, each: View, y: int) -> View:
        """One override: a numbered bar from its first day to its last, and what was computed where it counts.

        The bar is closed while the override stands as it was made, dashed from when it is to be reviewed, thin where it
        does not count.
        """
        runs = [run for run in each["runs"] if _day(run["until"]) > self.first]
        return {
            "n": n,
            "y": y,
            "x": self.x(_day(runs[0]["start"])),
            "bars": [
                {
                    **self.bar(run["start"], run["until"], y),
                    "state": self.override_state(run),
                    "ends": run["until"] == each["until"],
                }
                for run in runs
            ],
            "computed": [
                {**self.over(run, "computed"), **self.arrow(run)}
                for run in runs
                if run["state"] == "counts" and run["computed"] != run["final"]
            ],
        }

    def override_state(self, run: View) -> str:
        return "off" if run["state"] != "counts" else "review" if run["to_review"] else "on"

    def arrow(self, run: View) -> View:
        """From the lanes of what was computed to those of what holds, where they are apart."""
        computed, final = self.over(run, "computed"), self.over(run, "final")
        middle = computed["x"] + computed["width"] // 2
        if final["y"] + final["height"] < computed["y"]:
            return {"arrow": {"x": middle, "y": computed["y"] + LANE // 2, "to": final["y"] + final["height"] + 1}}
        if final["y"] > computed["y"] + computed["height"]:
            return {"arrow": {"x": middle, "y": computed["y"] + computed["height"] - LANE // 2, "to": final["y"] - 1}}
        return {"arrow": None}

    def override_told(self, n: int, each: View) -> View:
        """The same in words: who, until when, and what it changed on which days."""
        words, say = self.words, self.words.say
        level = words.level(each["level"]) if each["level"] in words.known.levels else each["level"]
        return {
            "n": n,
            "told": say(
                "overridden_told",
                level=level,
                by=say.code("decided_by", each["by"]),
                start=words.day(each["start"]),
                until=words.day(each["until"]),
            ),
            "reason": each["reason"] or "",
            "runs": [self.override_run_told(run) for run in each["runs"]],
        }

    def override_run_told(self, run: View) -> str:
        words, say = self.words, self.words.say
        days = say("run_until", start=words.day(run["start"]), until=words.day(run["until"]))
        computed, final = words.levels(run["computed"]), words.levels(run["final"])
        if run["state"] != "counts":
            told = say(f"override_{run['state']}")
        elif run["computed"] == run["final"]:
            told = say("overridden_same", computed=computed)
        else:
            told = say("overridden_from_to", computed=computed, final=final)
        return f"{days}: {told}; {say('override_to_review')}" if run["to_review"] else f"{days}: {told}"

    def marks(self, bottom: int) -> View:
        """Rows under the lanes: what happened, plans, what was written down late; a row stands where it has marks."""
        say, document = self.words.say, self.words.document
        overridden = self.overrides()
        events = [each for each in document["events"] if _day(each["happened_on"]) >= self.first]
        plans = [each for each in document["plans"] if _day(each["until"]) > self.first]
        late = [each for each in document["late"] if _day(each["recorded_on"]) >= self.first]
        rows, y = [], bottom + 14
        at: dict[str, int] = {}
        expired = self.expired()
        marked = {"overridden": overridden, "expired": expired, "events": events, "plans": plans, "late": late}
        for name, found in marked.items():
            if found:
                at[name] = y
                rows.append({"label": say(LABELS[name]), "y": y})
                y += ROW * (
                    len(overridden) if name == "overridden" else 1
                )  # each override has a row, for they may overlap
        return {
            "rows": rows,
            "overridden": [
                self.override_drawn(n, each, at["overridden"] + ROW * (n - 1)) for n, each in enumerate(overridden, 1)
            ],
            "expired": [{"x": self.x(day), "y": at["expired"]} for day in expired],
            "events": [{"x": self.x(_day(each["happened_on"])), "y": at["events"]} for each in events],
            "plans": [self.bar(each["start"], each["until"], at["plans"]) for each in plans],
            "late": [self.bar(each["day"], each["recorded_on"], at["late"]) for each in late],
            "bottom": y,
        }

    def expired(self) -> list[dt.date]:
        """Days on which an answer that nobody gave anew ceased to count, or will within the days ahead."""
        part = self.words.part
        days = {_day(each["expires_on"]) for each in part["no_longer_counts"] if each["expires_on"] is not None}
        days |= {_day(each["on"]) for each in part["lapses"]}
        return sorted(day for day in days if self.first <= day <= self.last)

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
