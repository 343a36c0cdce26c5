# SPDX-License-Identifier: MPL-2.0
"""Who belongs to the household on a day (semantics 3, *Persons*)."""

from .calendar_days import completed_years, parse_day, runs

ROLES = ("child", "caregiver", "other")


class Membership:
    __slots__ = ("end", "id", "lives", "person", "place", "role", "start")

    def __init__(self, fact, term):
        self.id = fact.id
        self.place = fact.place
        self.person = fact.content["person"]
        self.role = fact.content["role"]
        self.lives = fact.content.get("lives", "here")
        self.start, self.end = term

    def lasted(self):
        """A membership ended on the day of its start never ran."""
        return self.end is None or self.start < self.end


class Household:
    def __init__(self, records, day, counts_living):
        self.day = day
        self.counts_living = counts_living
        self.memberships = [Membership(fact, records.term(fact)) for fact in records.of("membership")]
        self.born = {
            fact.id: parse_day(fact.content["born_on"]) for fact in records.of("person") if "born_on" in fact.content
        }
        self._winners = {role: {} for role in ROLES}
        for one in sorted(self.memberships, key=lambda one: (one.start, one.place)):
            if runs(one.start, one.end, day):
                self._winners[one.role][one.person] = one
        stated_empty = {
            role for fact in records.of("household") if runs(*records.term(fact), day) for role in fact.content["empty"]
        }
        self.state = {
            role: "known" if self._winners[role] else "empty" if role in stated_empty else "unknown"
            for role in ("child", "caregiver")
        }

    def members(self, role):
        """The membership that wins of every person with the role, by person."""
        return [self._winners[role][person] for person in sorted(self._winners[role])]

    def holds(self, person, role):
        return person in self._winners[role]

    def counted(self, role):
        return [one.person for one in self.members(role) if one.lives in self.counts_living]

    def known(self, role):
        """Whether it is known who holds the role, nobody included; `other` always is."""
        return self.state.get(role) != "unknown"

    def age(self, person):
        """Completed years, or `None` with the birth date missing."""
        return completed_years(self.born[person], self.day) if person in self.born else None

    def within(self, person, ages):
        """Whether the person's age lies within the ages: three-valued."""
        if ages is None:
            return True
        age = self.age(person)
        if age is None:
            return None
        return age >= ages.get("at_least", age) and ("below" not in ages or age < ages["below"])
