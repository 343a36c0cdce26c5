# SPDX-License-Identifier: MPL-2.0
"""What makes an answer lapse before its shelf life is over (semantics 3, *When it expires*)."""

from .calendar_days import parse_day
from .events import names

# Where two things fall on one day the first of this list says why.
WHY = ("shelf_life", "joins", "leaves", "event")


def lapses(item, person, household, events, day):
    """Every lapse of the item for the person up to the day: `(day, rank of why, place, why, record)`, in that order."""
    on = item.definition.get("lapses_on", {})
    found = []

    def add(when, why, identifier, place):
        if when is not None and when <= day:
            found.append((when, WHY.index(why), place, why, identifier))

    memberships = [one for one in household.memberships if one.lasted()]
    for one in memberships:
        if one.person == person:
            continue
        alike = [
            other
            for other in memberships
            if other is not one and (other.person, other.role, other.lives) == (one.person, one.role, one.lives)
        ]
        if one.role in on.get("joins", []) and not any(other.end == one.start for other in alike):
            add(one.start, "joins", one.id, one.place)
        if one.role in on.get("leaves", []) and not any(other.start == one.end for other in alike):
            add(one.end, "leaves", one.id, one.place)
    for fact in events.facts:
        if fact.content["event"] not in on.get("events", []):
            continue
        if item.role != "child" or not fact.content.get("persons") or names(fact, person):
            add(parse_day(fact.content["happened_on"]), "event", fact.id, fact.place)
    return sorted(found)
