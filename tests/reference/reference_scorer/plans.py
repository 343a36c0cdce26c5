# SPDX-License-Identifier: MPL-2.0
"""Safety plans (section 5, *Plans*)."""

from . import kleene
from .calendar_days import runs


class Plans:
    def __init__(self, records, questions, day, child):
        self.child = child
        self.running = []
        for fact in records.of("plan"):
            if runs(*records.term(fact), day):
                items = [questions.find(text) for text in fact.content.get("covers", [])]
                self.running.append((set(fact.content.get("persons", [])), {item.id for item in items if item}))

    def active(self, covers, world):
        """Whether a plan is active for whom is asked about, and every item that is not at its best is covered."""
        if not any(protects(persons, self.child) for persons, _ in self.running):
            return False
        return kleene.all_of(
            at_best(state)
            for name in covers
            for state in world.states(name)
            if not self.covered(world.item(name), state.question.person)
        )

    def covered(self, item, person):
        return any(
            item.id in items and (item.role != "child" or not persons or person in persons)
            for persons, items in self.running
        )


def protects(persons, child):
    return child is None or not persons or child in persons


def at_best(state):
    """Whether a question's answer is the best one; what does not apply needs no plan."""
    exists = state.exists()
    if exists is False:
        return True
    answer = state.answer_seen()
    best = None if answer is None else answer == state.question.item.best()
    return best if exists or best else None
