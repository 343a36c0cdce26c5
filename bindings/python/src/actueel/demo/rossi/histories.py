# SPDX-License-Identifier: MPL-2.0
"""Each person of the Rossi data as a history document.

The data know weeks, not dates, so the calendar is made up: a seed gives everybody a Monday of
release in 2018. What a caseworker would have known is kept apart from what the file knows
afterwards: the employment of a week is observed and recorded on its Sunday, an arrest on the day it
happens, and the end of the year of following when it comes.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from actueel.demo.rossi.data import Rossi

__all__ = ["Calendar", "calendar", "histories", "history"]

_FIRST_RELEASE = date(2018, 1, 1)  # a Monday
_RELEASES = 52

# How a code of the data is written as an answer.
_ANSWER = {
    "no": "no",
    "yes": "yes",
    "married": "yes",
    "not married": "no",
    "black": "black",
    "other": "other",
}


@dataclass(frozen=True)
class Calendar:
    """When each person was released, and on which day of the week an arrest fell (0 is Monday)."""

    release: tuple[date, ...]
    weekday_of_arrest: tuple[int, ...]

    def begins(self, person: int, week: int) -> date:
        """Return the Monday on which that week (from 1) begins."""
        return self.release[person] + timedelta(weeks=week - 1)

    def ends(self, person: int, week: int) -> date:
        """Return the Sunday on which that week ends."""
        return self.begins(person, week) + timedelta(days=6)

    def week(self, person: int, day: date) -> int:
        """Return which week, from 1, that day lies in."""
        return (day - self.release[person]).days // 7 + 1


def calendar(people: int, seed: int) -> Calendar:
    """Make up the calendar of a seed."""
    rng = random.Random(f"rossi calendar {seed}")
    return Calendar(
        release=tuple(_FIRST_RELEASE + timedelta(weeks=rng.randrange(_RELEASES)) for _ in range(people)),
        weekday_of_arrest=tuple(rng.randrange(7) for _ in range(people)),
    )


def histories(data: Rossi, when: Calendar) -> list[dict[str, Any]]:
    """Return everybody's history document, in the order of the data."""
    return [history(data, when, person) for person in range(len(data))]


def history(data: Rossi, when: Calendar, person: int) -> dict[str, Any]:
    """Return one person's history document."""
    release, last = when.begins(person, 1), int(data.week[person])
    records: list[dict[str, Any]] = [
        {
            "id": "followed",
            "type": "involvement",
            "recorded_at": f"{release}T08:00:00Z",
            "start": f"{release}",
            "kind": "release",
        }
    ]

    def observe(identifier: str, item: str, answer: str | int, day: date, hour: int) -> None:
        records.append(
            {
                "id": identifier,
                "type": "observation",
                "recorded_at": f"{day}T{hour:02d}:00:00Z",
                "observed_on": f"{day}",
                "item": item,
                "answer": answer,
                "source": "record",
                "basis": "fact",
            }
        )

    for item, codes in data.codes.items():
        observe(item, item, _ANSWER[codes[person]], release, 9)
    for item, numbers in data.numbers.items():
        observe(item, item, int(numbers[person]), release, 9)
    for week in range(1, last + 1):
        employed = "yes" if data.employed[person, week - 1] else "no"
        observe(f"week-{week}", "employed", employed, when.ends(person, week), 18)
    if data.arrested[person]:
        day = when.begins(person, last) + timedelta(days=when.weekday_of_arrest[person])
        records.append(
            {
                "id": "arrest",
                "type": "event",
                "recorded_at": f"{day}T20:00:00Z",
                "happened_on": f"{day}",
                "event": "arrest",
                "source": "record",
                "basis": "fact",
            }
        )
    # Recorded only when it comes: that somebody's year will end early must not be known in advance.
    records.append(
        {
            "id": "end",
            "type": "ending",
            "recorded_at": f"{when.ends(person, last)}T21:00:00Z",
            "ends": "followed",
            "on": f"{when.begins(person, last + 1)}",
        }
    )
    return {"format": "actueel.history/1", "family": data.family(person), "records": records}
