# SPDX-License-Identifier: MPL-2.0
"""The items of an instrument: how an observation finds its item, and what its answer means today."""

from .decimals import number_of, units

NO_ANSWER = ("unknown", "refused")
ROLE_OF = {"child": "child", "caregiver": "caregiver", "family": None}


class Item:
    def __init__(self, position, definition):
        self.position = position
        self.definition = definition
        self.id = definition["id"]
        self.kind = definition["kind"]
        self.derived = self.kind == "derived"
        self.role = ROLE_OF[definition.get("per", "family")]
        self.ages = definition.get("ages")
        self.when_stale = definition.get("when_stale", "unknown")
        self.when_unknown = definition.get("when_unknown", "range")
        self.range_when_contested = definition.get("when_contested") == "range"
        self.sources = definition.get("sources", ["worker", "professional", "record", "not_stated"])
        self.pick = definition.get("pick")
        self.retired = set(definition.get("retired", []))
        answer = definition.get("answer", {})
        self.number = answer.get("number")
        self.options = [option["code"] for option in answer.get("options", [])]
        self.code_today = {
            former: option["code"] for option in answer.get("options", []) for former in option.get("formerly", [])
        }
        self.may_be_not_applicable = answer.get("not_applicable", False)

    def today(self, answer):
        """An answer in today's words: a code, units, or `unknown`, `refused`, `not_applicable`, `not_seen`.

        `None` where the item has no such answer and never had it.
        """
        if number_of(answer):
            if self.number is None or not self.number["min"] <= answer <= self.number["max"]:
                return None
            if self.number.get("integer") and answer.denominator != 1:
                return None
            return units(answer)
        if answer in NO_ANSWER or answer == "not_seen":
            return answer
        if answer == "not_applicable":
            return answer if self.may_be_not_applicable else None
        if answer in self.options:
            return answer
        if answer in self.code_today:
            return self.code_today[answer]
        return "unknown" if answer in self.retired else None

    def best(self):
        best = self.definition["best"]
        return units(best) if number_of(best) else best

    def number_range(self):
        """`(least, most, step)` of a number item, in units."""
        return (
            units(self.number["min"]),
            units(self.number["max"]),
            10_000 if self.number.get("integer") else 1,
        )


class Questions:
    def __init__(self, instrument):
        self.instrument_id = instrument["id"]
        self.items = [Item(position, definition) for position, definition in enumerate(instrument["items"])]
        self.by_id = {item.id: item for item in self.items}
        self.by_name = {name: item for item in self.items for name in item.definition.get("formerly", [])} | self.by_id

    def find(self, text):
        """The item that a record means by an id or `instrument:id`."""
        instrument, colon, name = text.rpartition(":")
        if colon and instrument != self.instrument_id:
            return None
        return self.by_name.get(name)

    def nearest(self, text):
        """The id of the item whose name is nearest: fewest letters to change, then the instrument's order."""
        name = text.rpartition(":")[2]
        return min(self.by_id, key=lambda known: edits(name, known), default=None)


def edits(one, other):
    """The least number of letters to insert, remove or replace."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]
