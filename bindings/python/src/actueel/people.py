# SPDX-License-Identifier: MPL-2.0
"""How a report names people: by their place in the household, never by a name."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from . import _core

if TYPE_CHECKING:
    from .assessment import Household, Member
    from .messages import Messages

__all__ = ["People"]


class People:
    """The people of one household on one day, as the reader knows them: *oldest child*, *caregiver 1*."""

    def __init__(self, household: Household, as_of: dt.date, say: Messages) -> None:
        self._say = say
        self._as_of = as_of
        self._household = household
        self._names: dict[str, str] = {}
        for role in ("child", "caregiver", "other"):
            members = [each for each in household.members if each.role == role]
            members.sort(key=lambda each: (each.born_on or dt.date.max, each.person))
            for place, member in enumerate(members):
                self._names.setdefault(member.person, self._name(role, place, members))

    def _name(self, role: str, place: int, members: list[Member]) -> str:
        say = self._say
        if role == "child":
            if len(members) == 1:
                return say("only_child")
            born = [each.born_on for each in members]
            if None not in born and len(set(born)) == len(born):
                if place == 0:
                    return say("oldest_child")
                if place == len(members) - 1:
                    return say("youngest_child")
                return say("middle_child") if len(members) == 3 else say("nth_child", n=place + 1)
        return say(f"numbered_{role}", n=place + 1)

    def name(self, person: str | None) -> str:
        """Return how the reader knows a person."""
        if person is None:
            return self._say("whole_family")
        return self._names.get(person) or self._say("person_not_in_household", person=person)

    def of_row(self, person: str | None, per: str | None) -> str:
        """Return whom a row is about; without a person, a per-person row is about somebody nobody knows."""
        if person is None and per is not None:
            return self._say(f"unnamed_{per}")
        return self.name(person)

    def knows(self, person: str) -> bool:
        """Whether the person is in the household on the day."""
        return person in self._names

    def described(self) -> list[dict[str, str]]:
        """Return each member with age and way of living, then what is unknown or empty about the roles."""
        say = self._say
        lines = []
        for member in sorted(self._household.members, key=lambda each: list(self._names).index(each.person)):
            age = say("born_unknown") if member.role == "child" else ""
            if member.born_on is not None:
                age = str(_core.completed_years(member.born_on.isoformat(), self._as_of.isoformat()))
            lives = "" if member.lives == "here" else say(f"lives_{member.lives}")
            lines.append({"name": self.name(member.person), "age": age, "lives": lives, "person": member.person})
        return lines

    def missing(self) -> list[str]:
        """Return a sentence for each role that is unknown or empty."""
        roles = {"child": self._household.child, "caregiver": self._household.caregiver}
        return [self._say(f"role_{state}_{role}") for role, state in roles.items() if state != "known"]
