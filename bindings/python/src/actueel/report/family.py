# SPDX-License-Identifier: MPL-2.0
"""What is told whatever the instrument: the family's own words and goals, plans, events, who was spoken with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..definition import Definition
from ..messages import Messages
from .names import Names
from .words import View, day_in_words

__all__ = ["family_view"]


def family_view(document: View, known: Sequence[Definition], names: Names, say: Messages) -> View:
    """Return everything that stands beside the instruments."""
    return _Family(document, known, names, say).view()


class _Family:
    def __init__(self, document: View, known: Sequence[Definition], names: Names, say: Messages) -> None:
        self.document = document
        self.known = known
        self.names = names
        self.say = say
        kind, _, self.reader = document["audience"].partition(":")
        self.for_child = kind == "child"

    def view(self) -> View:
        document = self.document
        goals = [self.goal(each) for each in document["goals"] if each["note"]]
        views = [self.word(each) for each in document["views"] if each["note"]]
        own = self.for_child
        return {
            "own_goals": [each for each in goals if own and each["own"]],
            "own_views": [each for each in views if own and each["own"]],
            "goals": [each for each in goals if not (own and each["own"])],
            "views": [each for each in views if not (own and each["own"])],
            "plans": [self.plan(each) for each in document["plans"]],
            "events": [self.event(each) for each in document["events"]],
            "disputes": [self.dispute(each) for each in document["disputes"]],
            "spoken_with": [self.spoken(each) for each in document["spoken_with"]],
        }

    def day(self, day: str) -> str:
        return day_in_words(day, self.say)

    def question(self, item: str) -> str:
        """The question that an item's text names, by whichever instrument knows it."""
        for each in self.known:
            found = each.item_named(item, each.document["id"])
            if found is not None:
                return each.question(found, self.say)
        return item

    def word(self, each: View) -> View:
        return {
            "note": each["note"],
            "voice": self.names.voice(each["source"], each["by"]),
            "day": self.day(each["observed_on"]),
            "about": self.question(each["item"]) if each["item"] else "",
            "own": each["by"] == self.reader,
        }

    def goal(self, each: View) -> View:
        say = self.say
        since = say("since", day=self.day(each["start"]))
        return {
            "note": each["note"],
            "voice": self.names.voice(each["source"], each["by"]),
            "day": since if each["runs"] else say("goal_ended", day=self.day(each["until"])),
            "runs": each["runs"],
            "own": each["by"] == self.reader,
        }

    def plan(self, each: View) -> View:
        say, state = self.say, each["state"]
        names = [self.names.name(person) for person in each["persons"]]
        return {
            "state": state,
            "told": say(
                "plan_ended" if each["ended_early"] and state == "past" else f"plan_{state}",
                start=self.day(each["start"]),
                until=self.day(each["until"]),
            ),
            "whom": say.both(names) if names else say("all_children"),
            "with": say.both([say.code("source", each) for each in each["agreed_with"]]) if each["agreed_with"] else "",
            "covers": [self.question(item) for item in each["covers"]],
            "note": each["note"] or "",
        }

    def event(self, each: View) -> View:
        say = self.say
        chips = [say.code("severity", each["severity"])] if each["severity"] else []
        if each["late"]:
            chips.append(say("written_late", day=self.day(each["recorded_on"])))
        return {
            "n": each["n"],
            "told": say.code("event", each["event"]),
            "day": self.day(each["happened_on"]),
            "voice": self.names.voice(each["source"], each["by"]),
            "basis": say.code("word", each["basis"]),
            "chips": chips,
            "persons": [self.part(one) for one in each["persons"]],
            "note": each["note"] or "",
            "document": each["document"] or "",
            "record": each["record"],
        }

    def part(self, one: dict[str, Any]) -> str:
        name = self.names.name(one["person"])
        return self.say(f"part_{one['part']}", person=name) if one["part"] else name

    def dispute(self, each: View) -> View:
        say = self.say
        if each["item"] is not None:
            whom = "" if each["person"] is None else f" ({self.names.name(each['person'])})"
            about = say("dispute_missing", question=f"{self.question(each['item'])}{whom}")
        else:
            about = say("dispute_about", record=each["about"])
        answer = each["answer"]
        outcome = ""
        if answer is not None:
            outcome = say(f"outcome_{answer['outcome']}", day=self.day(answer["answered_on"]))
        return {
            "about": about,
            "raised": say(
                "disputed_by", voice=self.names.voice(each["source"], each["by"]), day=self.day(each["raised_on"])
            ),
            "note": each["note"] or "",
            "open": each["state"] == "open",
            "state": outcome or say(f"dispute_{each['state']}"),
            "reason": (answer or {}).get("reason") or "",
        }

    def spoken(self, each: View) -> View:
        say = self.say
        if each["spoken_on"] is not None:
            told = say("spoken_on", day=self.day(each["spoken_on"]))
        else:
            told = say("not_spoken_or_not_shared" if self.document["not_shared"] else "not_spoken")
        tried = each["attempted_on"]
        later = tried is not None and (each["spoken_on"] is None or tried > each["spoken_on"])
        return {
            "name": self.names.name(each["person"]),
            "told": told,
            "tried": say("tried_on", day=self.day(tried)) if later else "",
            "spoken": each["spoken_on"] is not None,
        }
