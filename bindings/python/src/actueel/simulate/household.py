# SPDX-License-Identifier: MPL-2.0
"""Who is in the family, and since when."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

from .calendar import END
from .family import Family, Person

__all__ = ["come_and_go", "involve", "settle"]


def involve(made: Family) -> None:
    """Begin the involvement at intake, and end it before the two years are over for most."""
    kind = made.rng.choices(("voluntary", "court_order", "investigation"), (6, 3, 1))[0]
    involvement = made.add("involvement", made.intake, start=f"{made.opened}", kind=kind)
    if made.closed < END:
        made.add("ending", made.written(made.closed), ends=involvement, on=f"{made.closed}")


def join(
    made: Family,
    role: Literal["child", "caregiver", "other"],
    start: date,
    at: datetime,
    *,
    born: date | None,
    lives: str,
) -> Person:
    letter = {"child": "c", "caregiver": "p", "other": "x"}[role]
    identifier = f"{letter}{sum(p.role == role for p in made.people) + 1}"
    made.add("person", at, called=identifier, born_on=f"{born}" if born else None)
    membership = made.add(
        "membership",
        at,
        person=identifier,
        role=role,
        start=f"{start}",
        lives=None if lives == "here" else lives,
    )
    person = Person(identifier, role, start, date.max, membership, at, born)
    made.people.append(person)
    return person


def settle(made: Family) -> None:
    """Introduce the household at intake."""
    ages = sorted(made.rng.uniform(0, 16.5) for _ in range(made.rng.choices((1, 2, 3, 4), (35, 37, 19, 9))[0]))
    births = [made.opened - timedelta(days=int(age * 365.25)) for age in reversed(ages)]
    together = births[0] - timedelta(days=made.rng.randint(0, 1500))
    only_children = made.chance(0.01)  # as exports from other systems do
    if not only_children:
        for index in range(made.rng.choices((1, 2, 3), (34, 58, 8))[0]):
            born = births[0] - timedelta(days=made.rng.randint(19 * 365, 41 * 365))
            lives = "here" if index == 0 else made.rng.choices(("here", "part", "elsewhere"), (82, 9, 9))[0]
            join(
                made,
                "caregiver",
                together,
                made.intake,
                born=born if made.chance(0.9) else None,
                lives=lives,
            )
    for birth in births:
        lives = made.rng.choices(("here", "part"), (93, 7))[0]
        join(made, "child", birth, made.intake, born=birth if made.chance(0.985) else None, lives=lives)
    if made.chance(0.06):
        join(made, "other", made.opened - timedelta(days=400), made.intake, born=None, lives="here")


def leave(made: Family, person: Person, day: date) -> datetime:
    at = made.written(day, after=person.introduced)
    made.add("ending", at, ends=person.membership, on=f"{day}")
    person.until = day
    return at


def come_and_go(made: Family) -> None:
    """Partners move in and out, children are born or placed elsewhere."""
    if made.chance(0.12) and (there := made.members(made.opened, "caregiver")):
        leaver = made.rng.choice(there)
        day = made.some_day()
        if day > leaver.start:
            at = leave(made, leaver, day)
            if not made.members(day, "caregiver") and made.chance(0.5):
                made.add("household", at, start=f"{day}", empty=["caregiver"])
    if made.chance(0.12):
        day = made.some_day()
        join(made, "caregiver", day, made.written(day), born=None, lives="here")
    if made.chance(0.06):
        birth = made.some_day()
        join(made, "child", birth, made.written(birth), born=birth, lives="here")
    if made.chance(0.05):
        child = made.rng.choice([p for p in made.people if p.role == "child"])
        day = made.some_day()
        if day > child.start:
            at = leave(made, child, day)
            child.until = date.max  # still a child of this family, living elsewhere
            child.membership = made.add(
                "membership",
                at,
                person=child.person,
                role="child",
                start=f"{day}",
                lives="elsewhere",
            )
