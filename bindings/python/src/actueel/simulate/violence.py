# SPDX-License-Identifier: MPL-2.0
"""What happens: incidents, from a year before the intake on, in a climate that comes and goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .calendar import LOCKDOWN, RELAXED
from .family import Document, Family, Person

__all__ = ["violence"]


@dataclass(frozen=True)
class Climate:
    """How many incidents a year a family has on record; `share` of them are in this climate."""

    share: float
    moderate: float
    grave: float


# Tuned together, so that the classes over twelve months come near the quoted shares.
_CLIMATES = (
    Climate(share=0.38, moderate=0.0, grave=0.0),
    Climate(share=0.15, moderate=5.0, grave=0.05),
    Climate(share=0.405, moderate=5.0, grave=3.0),
    Climate(share=0.065, moderate=34.0, grave=1.0),
)
_GOLDEN = (5**0.5 - 1) / 2
_CHANGES_A_YEAR = 0.35  # how often a family's climate is drawn anew
_LOCKDOWN_MODERATE = 0.30  # more incidents a year, in every climate, while schools are closed
_LOCKDOWN_GRAVE = 0.34


def climate_at(place: float) -> Climate:
    """Return the climate at a place in [0, 1), where each is as wide as its share."""
    for climate in _CLIMATES:
        place -= climate.share
        if place < 0:
            return climate
    return _CLIMATES[-1]


def violence(made: Family) -> None:
    """Incidents, from a year before the intake: what made somebody report the family."""
    climate = first_climate(made)
    for offset in range(-366, (made.closed - made.opened).days):
        day = made.opened + timedelta(days=offset)
        if made.chance(_CHANGES_A_YEAR / 365):
            climate = climate_at(made.rng.random())
        locked = LOCKDOWN <= day < RELAXED
        grave = climate.grave + locked * _LOCKDOWN_GRAVE
        moderate = climate.moderate + locked * _LOCKDOWN_MODERATE
        if made.chance(grave / 365):
            incident(made, day, grave=True)
        if made.chance(moderate / 365):
            incident(made, day, grave=False)


def first_climate(made: Family) -> Climate:
    """Spread the climates evenly over neighbouring numbers, so that few families will do."""
    return climate_at((made.number * _GOLDEN + made.seed * _GOLDEN**2) % 1)


def incident(made: Family, day: date, *, grave: bool) -> None:
    caregivers, children = made.members(day, "caregiver"), made.members(day, "child")
    maltreatment = grave and bool(children) and made.chance(0.72)
    parts: list[Document] = []
    present: list[Person] = []
    if caregivers:
        present.append(harming := made.rng.choice(caregivers))
        parts.append({"person": harming.person, "part": "harming"})
    if maltreatment:
        present.append(child := made.rng.choice(children))
        parts.append({"person": child.person, "part": "harmed"})
    else:
        others = [p for p in caregivers if p not in present]
        if others:
            present.append(harmed := made.rng.choice(others))
            parts.append({"person": harmed.person, "part": "harmed"})
        if children and made.chance(0.5):
            present.append(child := made.rng.choice(children))
            parts.append({"person": child.person, "part": "present"})
    severe = made.chance(0.2) if maltreatment else grave
    reports = 2 if made.chance(0.08) else 1
    name = f"n{len(made.records) + 1}" if reports == 2 or made.chance(0.3) else None
    for _ in range(reports):  # police and school may both report one night
        made.add(
            "event",
            made.written(day, after=made.introduced(*present)),
            happened_on=f"{day}",
            event="child_maltreatment" if maltreatment else "partner_violence",
            severity="severe" if severe else None,
            source=made.rng.choices(("record", "professional", "worker", "network"), (5, 3, 2, 1))[0],
            basis=made.rng.choices(("fact", "statement", "judgement"), (4, 5, 1))[0],
            incident=name,
            persons=parts or None,
        )
