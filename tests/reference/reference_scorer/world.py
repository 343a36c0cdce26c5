# SPDX-License-Identifier: MPL-2.0
"""A situation scored: the state of every question, the value of every scale, the level.

`given` holds answers tried as if given today, by `(item, person)`.
"""

from . import kleene
from .conditions import truth
from .levels import Judgement
from .states import State


class World:
    def __init__(self, situation, given=None):
        self.situation = situation
        self.events, self.plans, self.scales = situation.events, situation.plans, situation.scales
        self._values = {}
        self._states = {}
        given = given or {}
        for derived in (True, False):  # derived items first: any condition may look at them
            for item in situation.questions.items:
                if item.derived is derived:
                    self._states[item.id] = [
                        State(question, situation.day, self._applies(question), given.get(question.key))
                        for question in situation.asked[item.id]
                    ]
        self.judgement = Judgement(situation, self)

    def _applies(self, question):
        condition = question.item.definition.get("applies_when")
        if condition is None:
            return question.ages
        role = question.item.role
        same_person = None if role is None else (role, question.person)
        return kleene.all_of([question.ages, truth(condition, self, same_person)])

    # ---- what conditions and terms see ----

    def item(self, identifier):
        return self.situation.questions.by_id[identifier]

    def states(self, identifier):
        return self._states[identifier]

    def scale_value(self, identifier):
        if identifier not in self._values:
            self._values[identifier] = self.scales[identifier].value(self)
        return self._values[identifier]

    def value(self, identifier):
        return self.scale_value(identifier).published

    # ---- what everybody sees ----

    def asked_states(self):
        """The states of every question that is asked, in the instrument's order, then by person."""
        return [state for item in self.situation.questions.items if not item.derived for state in self._states[item.id]]

    def width(self):
        """What is still open, summed over the scales."""
        return sum(high - low for low, high in (self.value(identifier) for identifier in self.scales))
