# SPDX-License-Identifier: MPL-2.0
"""One made-up family while it is being made: its people, its records, and the dice that belong to it alone."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from .calendar import END, START
from .questions import Question

__all__ = ["Document", "Family", "Key", "Person"]

Document = dict[str, Any]
Key = tuple[str, str | None]
"""An item, and the person that it is about."""

LETTER = {
    "involvement": "i",
    "membership": "m",
    "household": "h",
    "observation": "o",
    "event": "e",
    "ending": "n",
    "plan": "l",
    "override": "v",
    "view": "w",
    "goal": "g",
    "dispute": "d",
    "dispute_answer": "a",
    "correction": "k",
    "retraction": "r",
}
"""What the ids of records begin with, by type."""


@dataclass
class Person:
    """Somebody in a family, as long as the membership runs."""

    person: str
    role: Literal["child", "caregiver", "other"]
    start: date
    until: date
    membership: str
    introduced: datetime
    born: date | None = None

    def member_on(self, day: date) -> bool:
        """Whether the membership runs on a day."""
        return self.start <= day < self.until


@dataclass
class Family:
    """What is known of a family so far, and the small tools that every part of its making uses."""

    number: int
    seed: int
    instrument: Mapping[str, Any]
    questions: list[Question]
    records: list[Document] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    # By item and person: what is really so (a place among the question's answers), and the last
    # answer on file (record, answer, when recorded).
    truth: dict[Key, int] = field(default_factory=dict)
    asked: dict[Key, tuple[str, str | int, datetime]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Throw the dice that decide how burdened the family is, and from when to when it is followed."""
        self.rng = random.Random(f"actueel family {self.seed} {self.number}")
        self.burden = self.rng.betavariate(1.2, 2.4)
        self.opened = START - timedelta(days=90) + timedelta(days=self.rng.randrange(760))
        self.closed = min(END, self.opened + timedelta(days=120 + int(self.rng.expovariate(1 / 420))))
        self.intake = self.instant(self.opened, earliest=9, latest=11)

    def chance(self, probability: float) -> bool:
        """Throw a coin that is not fair."""
        return self.rng.random() < probability

    def instant(self, day: date, *, earliest: int = 8, latest: int = 17) -> datetime:
        """Return a moment of a working day."""
        return datetime.combine(day, time(self.rng.randint(earliest, latest), self.rng.randrange(60)))

    def written(self, day: date, *, after: datetime | None = None) -> datetime:
        """Say when `day` is recorded: mostly soon, sometimes weeks later, never before `after`."""
        shortest, longest = self.rng.choices(((0, 0), (1, 3), (4, 14), (15, 45)), (55, 30, 12, 3))[0]
        lag = self.rng.randint(shortest, longest)
        at = self.instant(day + timedelta(days=lag))
        floor = self.intake if after is None else max(after, self.intake)
        return at if at > floor else floor + timedelta(minutes=self.rng.randint(1, 600))

    def add(self, kind: str, at: datetime, /, *, called: str | None = None, **content: Any) -> str:
        """Add a record and return its id."""
        identifier = called or f"{LETTER[kind]}{len(self.records) + 1}"
        stated = {key: value for key, value in content.items() if value is not None}
        self.records.append({"id": identifier, "type": kind, "recorded_at": f"{at.isoformat()}Z", **stated})
        return identifier

    def members(self, day: date, role: str) -> list[Person]:
        """Return who holds a role on a day."""
        return [p for p in self.people if p.role == role and p.member_on(day)]

    def introduced(self, *people: Person) -> datetime:
        """Return when the last of some people was introduced."""
        return max((p.introduced for p in people), default=self.intake)

    def some_day(self) -> date:
        """Return a day on which the family is followed."""
        return self.opened + timedelta(days=self.rng.randrange((self.closed - self.opened).days))
