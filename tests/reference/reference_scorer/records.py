# SPDX-License-Identifier: MPL-2.0
"""Chains of records and what is in force at an instant (semantics 2)."""

from .calendar_days import earliest, parse_day
from .instants import parse_instant

FOLLOWS = {"correction": "corrects", "retraction": "retracts"}


class Fact:
    """A chain in force: the id, type and place of its first record, and the content that it has now."""

    __slots__ = ("content", "id", "place", "type")

    def __init__(self, identifier, kind, recorded_at, content):
        self.id = identifier
        self.type = kind
        self.place = (recorded_at, identifier)
        self.content = content


def content_of(record):
    return {key: value for key, value in record.items() if key not in ("id", "type", "recorded_at")}


def known_by(known_at, as_of):
    """The last instant that counts: `None` for everything."""
    if known_at == "everything":
        return None
    if known_at == "as_of":
        return parse_instant(as_of + "T23:59:59.999999Z")
    return parse_instant(known_at)


def facts_in_force(history, limit):
    """Every chain in force, by place."""
    successor = {}
    for record in history["records"]:
        if record["type"] in FOLLOWS:
            successor[record[FOLLOWS[record["type"]]]] = record
    facts = []
    for record in history["records"]:
        recorded_at = parse_instant(record["recorded_at"])
        if record["type"] in FOLLOWS or (limit is not None and recorded_at > limit):
            continue
        fact = Fact(record["id"], record["type"], recorded_at, content_of(record))
        link, retracted = record, False
        while link["id"] in successor:
            link = successor[link["id"]]
            if limit is not None and parse_instant(link["recorded_at"]) > limit:
                break
            if link["type"] == "retraction":
                retracted = True
                break
            fact.content = link["record"]
        if not retracted:
            facts.append(fact)
    return sorted(facts, key=lambda fact: fact.place)


class Records:
    """The chains in force by type, and the terms `[start, end)` of those that have one."""

    def __init__(self, history, limit):
        self.facts = facts_in_force(history, limit)
        self.by_type = {}
        for fact in self.facts:
            self.by_type.setdefault(fact.type, []).append(fact)
        self.ended_on = {}
        for ending in self.of("ending"):  # by place, so the latest stays
            self.ended_on[ending.content["ends"]] = parse_day(ending.content["on"])

    def of(self, kind):
        return self.by_type.get(kind, [])

    def term(self, fact):
        until = fact.content.get("until")
        end = earliest(None if until is None else parse_day(until), self.ended_on.get(fact.id))
        return parse_day(fact.content["start"]), end

    def first_day(self):
        """The first `observed_on`, `happened_on` or `start` of anything; `None` without any."""
        return earliest(
            *(
                parse_day(fact.content[key])
                for fact in self.facts
                for key in ("observed_on", "happened_on", "start")
                if key in fact.content
            )
        )
