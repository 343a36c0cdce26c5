# SPDX-License-Identifier: MPL-2.0
"""Which events count (semantics 3, *Derived items*, and 5, conditions on events)."""

from .calendar_days import lasts, parse_day


class Events:
    def __init__(self, records, day):
        self.day = day
        self.facts = records.of("event")

    def matching(self, types, severities=None, bases=None, person=None, part=None):
        """Events up to the day of the listed types, severities and bases; naming the person, in the part, if given."""
        return [
            fact
            for fact in self.facts
            if parse_day(fact.content["happened_on"]) <= self.day
            and fact.content["event"] in types
            and (not severities or fact.content.get("severity") in severities)
            and (not bases or fact.content.get("basis", "not_stated") in bases)
            and (person is None or names(fact, person, part))
        ]

    def counting(self, window, **which):
        """Those that match within their window."""
        return [
            fact for fact in self.matching(**which) if lasts(parse_day(fact.content["happened_on"]), window, self.day)
        ]

    def count(self, window, **which):
        """How many count, an incident once."""
        return len(
            {
                ("incident", fact.content["incident"]) if "incident" in fact.content else ("event", fact.id)
                for fact in self.counting(window, **which)
            }
        )

    def days_since(self, **which):
        """Days since the latest that matches; `None` without one."""
        return min((self.day - parse_day(fact.content["happened_on"]) for fact in self.matching(**which)), default=None)


def names(fact, person, part=None):
    return any(
        named["person"] == person and (part is None or named.get("part") == part)
        for named in fact.content.get("persons", [])
    )
