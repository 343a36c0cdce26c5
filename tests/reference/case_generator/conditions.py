# SPDX-License-Identifier: MPL-2.0
"""Made-up conditions of every shape."""

from fractions import Fraction

from reference_scorer.decimals import fraction

from .vocabulary import BASES, EVENTS, SEVERITIES, WINDOWS

STATUSES = ["current", "stale", "unknown", "not_applicable"]


class ConditionMaker:
    def __init__(self, dice, items, scales=(), events=False, plans=False):
        self.dice, self.items, self.scales, self.events, self.plans = dice, items, list(scales), events, plans

    def make(self, depth):
        dice = self.dice
        if depth == 0 or dice.chance(0.25):
            return self.leaf()
        shape = dice.one(["all", "any", "not", "of"])
        if shape == "not":
            return {"not": self.make(depth - 1)}
        parts = [self.make(depth - 1) for _ in range(dice.between(2, 3))]
        return {"at_least": dice.between(1, len(parts)), "of": parts} if shape == "of" else {shape: parts}

    def leaf(self):
        weights = {
            "item": 6 if self.items else 0,
            "status": 1 if self.items else 0,
            "scale": 2 if self.scales else 0,
            "events": 1 if self.events else 0,
            "plan": 2 if self.plans else 0,
        }
        return getattr(self, f"on_{self.dice.weighted(weights)}")()

    def who(self, item):
        return {"who": self.dice.one(["any", "all", "all"])} if "per" in item and self.dice.chance(0.5) else {}

    def on_status(self):
        item = self.dice.one(self.items)
        return {"item": item["id"], "status": self.dice.some(STATUSES, least=1, most=3), **self.who(item)}

    def on_item(self):
        dice = self.dice
        item = dice.one(self.items)
        if "options" in item.get("answer", {}):
            codes = [option["code"] for option in item["answer"]["options"]]
            test = {"is": dice.one(codes)} if dice.chance(0.6) else {"in": dice.some(codes, least=1)}
        else:
            how = dice.weighted({"at_least": 4, "below": 4, "is": 1, "in": 1})
            test = {how: sorted({self.number(item) for _ in range(3)}) if how == "in" else self.number(item)}
        return {"item": item["id"], **test, **self.who(item)}

    def number(self, item):
        dice = self.dice
        if item["kind"] == "derived":
            kind = next(iter(item["derive"]))
            most = {"age": 18, "count_persons": 3, "count_events": 3, "days_since_event": 200}[kind]
            return dice.between(0, most)
        number = item["answer"]["number"]
        if number.get("integer"):
            return dice.between(number["min"], number["max"])
        steps = int((number["max"] - number["min"]) * 4)
        return number["min"] + Fraction(dice.between(0, steps), 4)

    def on_scale(self):
        dice = self.dice
        name, (low, high) = dice.one(self.scales)
        bound = dice.between(low, min(high, low + 60_000))
        bound -= bound % 2_500 if dice.chance(0.8) else 0
        return {"scale": name, dice.one(["at_least", "below"]): fraction(bound)}

    def on_events(self):
        dice = self.dice
        condition = {"events": dice.some(EVENTS, least=1, most=3), "within": dice.one(WINDOWS)}
        if dice.chance(0.3):
            condition["severities"] = dice.some(SEVERITIES, least=1)
        if dice.chance(0.2):
            condition["bases"] = dice.some(BASES, least=1)
        if dice.chance(0.7):
            condition["at_least"] = dice.between(1, 3)
        return condition

    def on_plan(self):
        coverable = [item["id"] for item in self.items if "best" in item]
        if coverable and self.dice.chance(0.65):
            return {"plan": "active", "covers": self.dice.some(coverable, least=1, most=3)}
        return {"plan": "active"}
