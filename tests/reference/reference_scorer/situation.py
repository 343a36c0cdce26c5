# SPDX-License-Identifier: MPL-2.0
"""Everything about one instrument, one history and one moment that does not depend on conditions and scales."""

from .answers import Answers, Question
from .calendar_days import parse_day, runs
from .canonical import COUNTS_LIVING
from .derived import derived_number
from .events import Events
from .household import Household
from .meet import NotAChild, check_meeting
from .plans import Plans
from .questions import Questions
from .records import Records, known_by
from .scales import Scale


class Situation:
    def __init__(self, instrument, history, as_of, known_at, child):
        self.instrument, self.history, self.child = instrument, history, child
        self.day = parse_day(as_of)
        self.questions = Questions(instrument)
        check_meeting(self.questions, history)
        self.records = Records(history, known_by(known_at, as_of))
        self.household = Household(self.records, self.day, instrument.get("counts_living", COUNTS_LIVING))
        if child is not None and not self.household.holds(child, "child"):
            raise NotAChild(child)
        self.events = Events(self.records, self.day)
        self.plans = Plans(self.records, self.questions, self.day, child)
        self.answers = Answers(
            self.records, self.questions, self.household, self.events, self.day, instrument.get("one_sitting", False)
        )
        self.scales = {one["id"]: Scale(one, self.questions) for one in instrument.get("scales", [])}
        self.levels = [level["id"] for level in instrument.get("levels", [])]
        self.open_disputes = self._open_disputes()
        self.asked = {item.id: list(self._questions_of(item)) for item in self.questions.items}

    def _questions_of(self, item):
        if item.role is None:
            persons = [(None, True, True)]
        elif not self.household.known(item.role):
            persons = [(None, False, None if item.ages else True)]
        else:
            if item.role == "child" and self.child is not None:
                members = [self.child]
            else:
                members = self.household.counted(item.role)
            persons = [(person, True, self.household.within(person, item.ages)) for person in members]
        for person, named, ages in persons:
            if ages is False:
                continue
            question = Question(item, person, named, ages)
            if item.derived:
                question.number = derived_number(item, question, self.household, self.events)
            elif named:
                self.answers.about(question)
                question.disputes = self._disputes_of(question)
            yield question

    def _open_disputes(self):
        answered = {fact.content["about"] for fact in self.records.of("dispute_answer")}
        ended = {identifier for identifier, day in self.records.ended_on.items() if day <= self.day}
        return [fact for fact in self.records.of("dispute") if fact.id not in answered | ended]

    def _disputes_of(self, question):
        """Open disputes about the current answer, or about there being none."""
        found = []
        for fact in self.open_disputes:
            about = fact.content["about"]
            if isinstance(about, str):
                meant = question.current is not None and about == question.current.id
            else:
                item, person = self.questions.find(about["item"]), about.get("person")
                meant = question.current is None and item is question.item and person == question.person
            if meant:
                found.append(fact.id)
        return found

    def involved(self):
        """Whether the day lies inside an involvement; without any, not before the first day of anything."""
        involvements = self.records.of("involvement")
        if involvements:
            return any(runs(*self.records.term(fact), self.day) for fact in involvements)
        first = self.records.first_day()
        return first is not None and self.day >= first
