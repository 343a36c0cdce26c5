# SPDX-License-Identifier: MPL-2.0
"""What is asked and answered: every few weeks, in part, by several voices that may differ."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import exp

from .calendar import LOCKDOWN, RELAXED
from .family import Family, Key, Person
from .questions import Question

__all__ = ["talks"]


def talks(made: Family) -> None:
    """Every few weeks somebody asks about part of the items; in lockdown less often."""
    previous = made.opened
    day = made.opened + timedelta(days=made.rng.randint(0, 9))
    share = 0.95  # the first talk asks nearly everything
    while day < made.closed:
        for key in made.truth:
            drift(made, key, (day - previous).days)
        talk(made, day, share)
        gap = 7 + made.rng.expovariate(1 / 22)
        if LOCKDOWN <= day < RELAXED:
            gap *= 2.2
        previous, day, share = day, day + timedelta(days=int(gap)), 0.72


def draw(made: Family, question: Question) -> int:
    """Draw an answer, from no concern (0) to much; more of it in a burdened family."""
    return sum(made.chance(0.04 + 0.75 * made.burden) for _ in question.answers[1:])


def drift(made: Family, key: Key, days: int) -> None:
    """Let what is really so change; what is static changes only by becoming more."""
    if not made.chance(1 - exp(-0.9 * days / 365)):
        return
    question = next(q for q in made.questions if q.item == key[0])
    drawn = draw(made, question)
    if question.static:
        made.truth[key] = max(made.truth[key], drawn if question.lapses else 0)
    else:
        made.truth[key] = min(made.truth[key], drawn) if made.chance(0.35) else drawn


def talk(made: Family, day: date, share: float) -> None:
    source = made.rng.choices(("worker", "professional", "record"), (78, 14, 8))[0]
    by = f"w{made.rng.choices((1, 2, 3), (8, 2, 1))[0]}" if source == "worker" else None
    at = made.written(day)
    for question in made.questions:
        about: list[Person | None] = [None]
        if question.per in ("child", "caregiver"):
            about = [*made.members(day, question.per)]
        for person in about:
            if not made.chance(share):
                continue
            key = (question.item, person.person if person else None)
            again = 0.5 if question.lapses else 0.03  # what does not change is rarely asked twice
            if question.static and key in made.asked and not made.chance(again):
                continue
            where = made.truth.setdefault(key, draw(made, question))
            answer(made, question, person, day, at, source, by, where)


def answer(
    made: Family,
    question: Question,
    person: Person | None,
    day: date,
    at: datetime,
    source: str,
    by: str | None,
    where: int,
) -> None:
    key = (question.item, person.person if person else None)
    if question.sources and source not in question.sources:  # asked of somebody else
        source = question.sources[0]
        by = key[1] if source in ("child", "parent") else None
    said: str | int = question.answers[where]
    repeats = None
    drawn = made.rng.random()
    if drawn < 0.015:
        said = "not_seen"
    elif drawn < 0.03:
        said = "refused"
    elif drawn < 0.055:
        said = "unknown"
    elif drawn < 0.075 and key in made.asked and made.asked[key][2] < at:
        repeats, said = made.asked[key][0], made.asked[key][1]  # copied from the last form
    at = max(at, made.introduced(person) + timedelta(minutes=1)) if person else at
    content = {"observed_on": f"{day}", "item": question.item, "person": key[1]}
    identifier = made.add(
        "observation",
        at,
        **content,
        answer=said,
        source=source,
        by=by,
        basis=made.rng.choices(("fact", "statement", "judgement"), (3, 4, 4))[0],
        repeats=repeats,
    )
    if repeats is None and said == question.answers[where]:
        made.asked[key] = (identifier, said, at)
        if not question.static and made.chance(0.02):
            contest(made, question, content, day, at, where)


def contest(
    made: Family,
    question: Question,
    content: dict[str, str | None],
    day: date,
    at: datetime,
    where: int,
) -> None:
    """Somebody in or around the family says otherwise."""
    other = where + 1 if where == 0 else where - 1
    speakers: list[tuple[str, Person | None, int]] = [("network", None, 1)]
    for child in made.members(day, "child"):
        if child.born and (day - child.born).days > 8 * 365:
            speakers.append(("child", child, 3))
    speakers.extend(("parent", caregiver, 3) for caregiver in made.members(day, "caregiver"))
    source, speaker, _ = made.rng.choices(speakers, [weight for *_, weight in speakers])[0]
    made.add(
        "observation",
        max(at, made.introduced(*([speaker] if speaker else []))) + timedelta(minutes=made.rng.randint(5, 50)),
        **content,
        answer=question.answers[other],
        source=source,
        by=speaker.person if speaker else None,
        basis="statement",
    )
