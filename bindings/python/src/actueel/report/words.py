# SPDX-License-Identifier: MPL-2.0
"""The values of a report document in the words of one language and one instrument."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ..definition import Definition
from ..messages import Messages
from .names import Names

__all__ = ["View", "Words", "day_in_words"]

View = dict[str, Any]
"""What a template is given: plain values, nothing left to decide."""


def day_in_words(day: str, say: Messages) -> str:
    """Return a day of a document as people write it."""
    return say.day(dt.date.fromisoformat(day))


class Words:
    """One part of a report, spoken of with the texts of its instrument."""

    def __init__(self, document: View, part: View, known: Definition, names: Names, say: Messages) -> None:
        self.document = document
        self.part = part
        self.known = known
        self.names = names
        self.say = say
        self.as_of = dt.date.fromisoformat(document["as_of"])
        self.restricted = bool(document["not_shared"])

    def day(self, day: str) -> str:
        """Return a day as people write it."""
        return day_in_words(day, self.say)

    def ago(self, day: str) -> str:
        """Return how long ago a day was."""
        days = (self.as_of - dt.date.fromisoformat(day)).days
        return self.say("today") if not days else self.say.count("days_ago", days)

    def question(self, item: str) -> str:
        """Return what an item asks, or counts."""
        return self.known.question(item, self.say)

    def whom(self, item: str, person: str | None) -> str:
        """Return whom a row is about."""
        return self.names.of_row(person, self.known.items[item].get("per"))

    def level(self, level: str) -> str:
        """Return a level's name."""
        return self.known.level_label(level, self.say.lang)

    def levels(self, interval: View) -> str:
        """Return a range of levels in words."""
        low, high = self.level(interval["low"]), self.level(interval["high"])
        return low if interval["low"] == interval["high"] else self.say("between", low=low, high=high)

    def range(self, low: float, high: float) -> str:
        """Return a range of numbers in words."""
        say = self.say
        return say.number(low) if low == high else say("range", low=say.number(low), high=say.number(high))

    def scale(self, scale: str) -> str:
        """Return a scale's name."""
        return self.known.scale_label(scale, self.say.lang)

    def answer(self, item: str, answer: object) -> str:
        """Return an answer as people say it; a derived item's number says what it counts."""
        say = self.say
        if answer is None or answer in ("unknown", "refused"):
            return say("count_unknown")
        if answer == "not_applicable":
            return say("does_not_apply")
        derive = self.known.items[item].get("derive")
        if derive is not None:
            return self.derived(derive, answer)
        return self.known.option_label(item, answer, say.lang) if isinstance(answer, str) else say.number(answer)  # type: ignore[arg-type]

    def derived(self, derive: View, answer: object) -> str:
        """Return what follows from records, with its unit."""
        say = self.say
        if answer == "none":
            return say("derived_none")
        number = float(answer)  # type: ignore[arg-type]
        if "age" in derive:
            return say.count("years", number)
        return say.count("recorded", number) if "count_events" in derive else say.number(number)

    def status(self, item: str, state: View | None) -> str:
        """Return a row at one moment: its answer, or that it does not count."""
        if state is None:
            return self.say("change_absent")
        answer = self.answer(item, state["answer"])
        if state["status"] == "stale":
            return self.say("change_stale", answer=answer)
        return self.say("does_not_apply") if state["status"] == "not_applicable" else answer

    def points(self, points: list[View]) -> str:
        """Return what a row gives, where that is not simply nothing."""
        say = self.say
        told, settled = [], True
        for each in points:
            low, high = each["low"], each["high"]
            if low == high == 0:
                continue
            settled = settled and low == high
            given = (
                say.count("points", low)
                if low == high
                else say("points_range", low=say.number(low), high=say.number(high))
            )
            told.append(say("points_on", points=given, scale=self.scale(each["scale"])))
        return say("gives" if settled else "gives_range", points=", ".join(told)) if told else ""

    def causes(self, causes: list[View]) -> str:
        """Return why a level became another, each kind once; what is not shared is said to be so and no more."""
        kinds = list(dict.fromkeys(each["cause"] for each in causes))
        return self.say.both([self.say(f"why_{kind}") for kind in kinds]) if kinds else ""
