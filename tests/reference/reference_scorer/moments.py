# SPDX-License-Identifier: MPL-2.0
"""Two moments, and one of them read from a sign-off (docs/reference/change.md, *Since a day*)."""

from .calendar_days import parse_day
from .instants import instant_text
from .records import facts_in_force, known_by
from .situation import Situation
from .world import World


class MomentsTurned(Exception):
    """The second moment is earlier than the first one, on one clock or the other."""


class Side:
    """All that is so at one moment."""

    def __init__(self, instrument, history, as_of, known_at, child):
        self.as_of, self.known_at = as_of, known_at
        self.limit = known_by(known_at, as_of)
        self.situation = Situation(instrument, history, as_of, known_at, child)
        self.world = World(self.situation)
        self.day = self.situation.day
        self.records = self.situation.records
        self.household = self.situation.household
        self.facts = {fact.id: fact for fact in self.records.facts}
        self.states = {
            (item.id, state.question.person): state
            for item in self.situation.questions.items
            for state in self.world.states(item.id)
        }
        self._last_ending = {fact.content["ends"]: fact for fact in self.records.of("ending")}  # by place: the latest

    def knew(self, instant):
        return self.limit is None or instant <= self.limit

    def endings_at_work(self, targets):
        """Of each record that one of them ends by today, the latest ending."""
        found = [self._last_ending[target] for target in targets if target in self._last_ending]
        return {fact.id for fact in found if parse_day(fact.content["on"]) <= self.day}


def in_order(a, b):
    """Refuse a second moment that is earlier on either clock; what is known without end is never earlier."""
    before, after = known_by(a[1], a[0]), known_by(b[1], b[0])
    turned = after is not None and (before is None or after < before)
    if parse_day(b[0]) < parse_day(a[0]) or turned:
        raise MomentsTurned


def since(instrument, history, day, b, child):
    """`(moment, sign-off)`: that of the last sign-off of the day, or else what was known at its end."""
    signed = [
        fact
        for fact in facts_in_force(history, known_by(b[1], b[0]))
        if fact.type == "sign_off"
        and fact.content["instrument"] == instrument["id"]
        and fact.content.get("person") == child
        and fact.content["as_of"] == day
    ]
    if not signed:
        return (day, "as_of"), None
    last = signed[-1]  # they stand by place
    return (day, last.content.get("known_at", instant_text(last.place[0]))), last
