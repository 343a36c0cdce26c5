# SPDX-License-Identifier: MPL-2.0
"""Made-up instruments that pass the checks of section 9."""

from fractions import Fraction

from reference_scorer.decimals import fraction, units
from reference_scorer.questions import Questions
from reference_scorer.scales import Scale

from .conditions import ConditionMaker
from .vocabulary import (
    BASES,
    EVENTS,
    INSTRUMENT,
    LIVES,
    PARTS,
    POINTS,
    ROLES,
    SEVERITIES,
    SHELF_LIVES,
    SOURCES,
    WINDOWS,
)

LANGUAGES = [["en"], ["nl", "en"], ["nl", "en", "tr"]]
LEVELS = ["low", "moderate", "high", "very_high"]


class InstrumentMaker:
    def __init__(self, dice, features):
        self.dice, self.features = dice, features
        self.languages = dice.one(LANGUAGES)
        self.items = []
        self.scales = []

    def text(self, words):
        return {language: f"{words} ({language})" for language in self.languages}

    def has(self, feature, probability):
        """Throw the same dice whether or not the feature is on."""
        return self.dice.chance(probability) and feature in self.features

    def make(self):
        dice = self.dice
        instrument = {
            "format": "actueel.instrument/1",
            "id": INSTRUMENT,
            "version": dice.one(["1.0.0", "2.1.3"]),
            "status": "draft",
            "languages": self.languages,
            "title": self.text("made up"),
            "purpose": dice.one(["risk", "safety"]),
            "evidence": self.evidence(),
        }
        if dice.chance(0.12):
            instrument["subject"] = "child"
        elif dice.chance(0.05):
            instrument["subject"] = "family"
        if self.has("one_sitting", 0.15):
            instrument["one_sitting"] = True
        elif dice.chance(0.03):
            instrument["one_sitting"] = False
        if dice.chance(0.25):
            instrument["counts_living"] = dice.some(LIVES, least=1)
        if dice.chance(0.4):
            instrument["hear_child_every"] = dice.one(SHELF_LIVES)
        levels = LEVELS[: dice.between(2, 4)] if dice.chance(0.9) else []
        if levels:
            instrument["levels"] = [self.level(name) for name in levels]
        self.make_items()
        instrument["items"] = self.items
        self.questions = Questions(instrument)
        self.make_scales(levels)
        instrument["scales"] = self.scales
        if levels:
            self.make_road_to_levels(instrument, levels)
            if dice.chance(0.75):
                instrument["overrides"] = {
                    "roles": dice.one([["supervisor"], ["supervisor", "worker"]]),
                    "up": dice.one([0, 1, 1, 2]),
                    "down": dice.one([0, 1, 1, 2]),
                    "longest": dice.one(["P1M", "P3M", "P1Y"]),
                }
        if dice.chance(0.05):
            instrument["x"] = {"ours": [1, "two"]}
        return instrument

    def evidence(self):
        evidence = {
            "validated": self.dice.chance(0.15),
            "statement": self.text("made up"),
            "meant_for": self.text("tests"),
            "not_for": self.text("families"),
            "sources": [{"id": "made2020", "cite": "Made up (2020)."}],
        }
        if evidence["validated"] or self.dice.chance(0.4):
            evidence["figures"] = [
                {
                    "measure": "auc",
                    "value": Fraction(self.dice.between(5000, 9999), 10_000),
                    "low": Fraction("0.5"),
                    "high": Fraction("0.875"),
                    "on": "nobody",
                    "source": "made2020",
                }
            ]
        return evidence

    def level(self, name):
        level = {"id": name, "label": self.text(name)}
        if self.dice.chance(0.8):
            level["review_every"] = self.dice.one(["P1W", "P1M", "P3M", "P6M", "P1Y"])
        return level

    # ---- items ----

    def make_items(self):
        for number in range(1, self.dice.weighted({1: 1, 2: 2, 3: 3, 4: 4, 5: 4, 6: 3, 7: 2, 8: 2}) + 1):
            derived = number > 1 and self.dice.chance(0.28)
            self.items.append(self.derived_item(number) if derived else self.asked_item(number))
        if all(item.get("audit_only") for item in self.items):
            del self.items[0]["audit_only"]
        for item in self.items:
            self.add_applies_when(item)

    def per(self, item, probability):
        if self.dice.chance(probability):
            item["per"] = self.dice.one(["child", "caregiver"])
            if self.dice.chance(0.25):
                item["ages"] = self.ages()

    def ages(self):
        low = self.dice.between(0, 12)
        return self.dice.one(
            [
                {"at_least": low},
                {"below": low + self.dice.between(1, 9)},
                {"at_least": low, "below": low + self.dice.between(1, 9)},
            ]
        )

    def derived_item(self, number):
        dice = self.dice
        item = {"id": f"d{number}", "kind": "derived", "label": self.text(f"number {number}")}
        self.per(item, 0.3)
        role = item.get("per", dice.one(["child", "caregiver"]))
        kind = dice.weighted({"age": 3, "count_persons": 2, "count_events": 3, "days_since_event": 3})
        if kind == "age":
            rule = {"of": dice.one(["youngest", "oldest"]), "role": role}
        elif kind == "count_persons":
            rule = {"role": role}
            if dice.chance(0.5):
                rule["ages"] = self.ages()
        else:
            rule = {"types": dice.some(EVENTS, least=1, most=3)}
            if dice.chance(0.3):
                rule["severities"] = dice.some(SEVERITIES, least=1)
            if dice.chance(0.3):
                rule["bases"] = dice.some(BASES, least=1)
            if kind == "count_events":
                rule["window"] = dice.one(WINDOWS)
                if "per" in item and dice.chance(0.5):
                    rule["part"] = dice.one(PARTS)
        item["derive"] = {kind: rule}
        if dice.chance(0.25):
            item["when_unknown"] = dice.one(["zero", "worst", "best", "range"])
        return item

    def asked_item(self, number):
        dice = self.dice
        item = {
            "id": f"q{number}",
            "kind": dice.weighted({"dynamic": 5, "static": 3, "protective": 2}),
            "ask": self.text(f"question {number}"),
            "answer": self.answer(),
        }
        self.per(item, 0.5)
        expires = item["kind"] != "static"
        if expires:
            item["shelf_life"] = dice.one(SHELF_LIVES) if dice.chance(0.97) else "P8000Y"  # ends after the calendar
        if dice.chance(0.4):
            lapses = {
                "joins": dice.some(ROLES),
                "leaves": dice.some(ROLES, most=2),
                "events": dice.some(EVENTS, most=2),
            }
            lapses = {key: value for key, value in lapses.items() if value}
            if lapses:
                item["lapses_on"] = lapses
                expires = True
        if expires and dice.chance(0.5):
            item["when_stale"] = dice.one(["keep", "worst", "best", "unknown"])
        if dice.chance(0.35):
            item["when_unknown"] = dice.one(["zero", "worst", "best", "range"])
        if dice.chance(0.45):
            item["when_contested"] = dice.weighted({"range": 5, "latest": 1})
        if self.has("pick", 0.3):
            item["pick"] = {"rule": dice.one(["worst", "best", "mean"]), "window": dice.one(WINDOWS)}
        if dice.chance(0.3):
            item["sources"] = dice.some(SOURCES, least=1)
        if dice.chance(0.2):
            item["formerly"] = [f"old_q{number}"]
        if dice.chance(0.25):
            item["retired"] = [f"gone_{number}"]
        if dice.chance(0.05):
            item["audit_only"] = True
        else:
            if dice.chance(0.4):
                item["changeable"] = True
            if "changeable" in item or dice.chance(0.5):
                item["best"] = self.best(item["answer"])
        return item

    def best(self, answer):
        if "options" in answer:
            return self.dice.one(answer["options"])["code"]
        return self.dice.one([answer["number"]["min"], answer["number"]["max"]])

    def answer(self):
        dice = self.dice
        kind = dice.weighted({"options": 6, "small": 3, "large": 1, "decimal": 1.5})
        if kind == "options":
            codes = ["no", "some", "much", "always"][: dice.between(2, 4)]
            answer = {"options": [{"code": code, "label": self.text(code)} for code in codes]}
            if dice.chance(0.25):
                dice.one(answer["options"])["formerly"] = dice.some(["weekends", "now_and_then"], least=1)
        elif kind == "small":
            low = dice.one([0, 0, 1, -2])
            answer = {"number": {"min": low, "max": low + dice.between(1, 10), "integer": True}}
        elif kind == "large":
            answer = {"number": {"min": 0, "max": dice.one([99, 100, 101, 365]), "integer": True}}
        else:
            answer = {"number": {"min": dice.one([0, Fraction("-1.5")]), "max": dice.one([2, 10, Fraction("7.25")])}}
        if dice.chance(0.35):
            answer["not_applicable"] = True
        return answer

    def add_applies_when(self, item):
        dice = self.dice
        if item["kind"] == "derived" or not dice.chance(0.35):
            return
        earlier = self.items[: self.items.index(item)]
        derived = [one for one in self.items if one["kind"] == "derived" and one not in earlier]
        known = [one for one in earlier + derived if not one.get("audit_only")]
        if known:
            item["applies_when"] = ConditionMaker(dice, known).make(dice.between(0, 1))

    # ---- scales ----

    def make_scales(self, levels):
        dice = self.dice
        count = dice.weighted({1: 5, 2: 4, 3: 2, 4: 1})
        usable = [item for item in self.items if not item.get("audit_only")]
        for number in range(1, count + 1):
            scale = {"id": f"s{number}", "label": self.text(f"scale {number}")}
            how = dice.weighted({"sum": 5, "max": 2, "min": 1, "mean": 2})
            scale["combine"] = "sum" if how == "mean" and "mean" not in self.features else how
            items = dice.some(usable, least=1 if self.scales else 2, most=5)
            scale["terms"] = [self.term(item) for item in items]
            for other in self.scales:
                if dice.chance(0.45):
                    scale["terms"].insert(dice.between(0, len(scale["terms"])), {"scale": other["id"]})
            if scale["combine"] != "sum" and self.has("min_answered", 0.6):
                scale["min_answered"] = dice.between(1, len(scale["terms"]))
            if self.has("table", 0.25):
                scale["table"] = self.table()
            if dice.chance(0.1):
                scale["standard_error"] = dice.one([Fraction("1.1"), 2])
            if dice.chance(0.1):
                scale["higher_is"] = dice.one(["better", "worse"])
            self.scales.append(scale)
            self.state_bounds(scale, levels)
        if dice.chance(0.3) and len(self.scales) > 1:
            dice.random.shuffle(self.scales)  # a scale may name one that comes later

    def term(self, item):
        dice = self.dice
        term = {"item": item["id"]}
        if "per" in item:
            term["combine"] = dice.one(["max", "min", "sum"])
            if term["combine"] == "sum":
                term["most"] = dice.one([1, 2, Fraction("2.5"), 4, 10])
        if "options" in item.get("answer", {}):
            term["points"] = {option["code"]: dice.one(POINTS) for option in item["answer"]["options"]}
            return term
        least, most, integer = self.number_range(item)
        if dice.chance(0.45):
            line = {"times": dice.one([Fraction(one) for one in ("0.25", "1", "-0.5", "0.3333", "0.0001", "2")])}
            if dice.chance(0.4):
                line["plus"] = dice.one([Fraction("0.5"), 1, -1])
            if item["kind"] == "derived" or dice.chance(0.5):
                line["min"], line["max"] = dice.one([0, -1]), dice.one([2, 4, Fraction("3.5")])
            term["linear"] = line
        else:
            bounds = {least}
            for _ in range(dice.between(1, 3)):
                bound = least + dice.between(1, 12 if item["kind"] == "derived" else max(1, int(most - least)))
                if not integer and dice.chance(0.5):
                    bound -= Fraction(dice.between(1, 9999), 10_000)
                if least < bound <= most:
                    bounds.add(bound)
            if next(iter(item.get("derive", {"": 0}))) in ("count_events", "days_since_event", "age"):
                bounds |= set(dice.some([1, 2, 30, 31, 365], most=2))
            term["bins"] = [{"at_least": bound, "points": dice.one(POINTS)} for bound in sorted(bounds)]
        if "days_since_event" in item.get("derive", {}):
            term["if_none"] = dice.one(POINTS)
        return term

    @staticmethod
    def number_range(item):
        if item["kind"] == "derived":
            return 0, 1_000_000, True
        number = item["answer"]["number"]
        return number["min"], number["max"], number.get("integer", False)

    def table(self):
        dice = self.dice
        starts = sorted({Fraction(dice.between(-2, 16), 2) for _ in range(dice.between(1, 4))})
        value = Fraction(dice.between(0, 8), 2)
        rows = []
        for start in starts:
            rows.append([start, value])
            value += Fraction(dice.between(1, 6), 4) if dice.chance(0.85) else -1
        return rows

    def bounds(self, scale):
        """The least and the most of a scale: its points, and its published value."""
        scales = {one["id"]: Scale(one, self.questions) for one in self.scales}
        points = scales[scale["id"]].any_answers(scales)
        return points, scales[scale["id"]].publish(*points)

    def state_bounds(self, scale, levels):
        dice = self.dice
        (low, high), (least, most) = self.bounds(scale)
        if dice.chance(0.25):
            scale["maximum"] = fraction(high)
        if dice.chance(0.2):
            scale["minimum"] = fraction(low)
        if len(levels) < 2 or least >= most or not dice.chance(0.75):
            return
        chosen = dice.some(levels[1:], least=1)
        reach = min(most, least + units(dice.one([3, 6, 12])))  # near what families score
        cuts = {dice.one([dice.between(least + 1, reach), least + -(-(reach - least) // 2)]) for _ in chosen}
        whole = sorted(
            {min(most, max(least + 1, -(-cut // 2_500) * 2_500)) if dice.chance(0.8) else cut for cut in cuts}
        )
        scale["cuts"] = {level: fraction(cut) for level, cut in zip(chosen, whole, strict=False)}

    # ---- levels ----

    def make_road_to_levels(self, instrument, levels):
        dice = self.dice
        known = [item for item in self.items if not item.get("audit_only")]
        conditions = ConditionMaker(
            dice,
            known,
            [(scale["id"], self.bounds(scale)[1]) for scale in self.scales],
            events=True,
            plans="plans" in self.features,
        )
        with_cuts = [scale for scale in self.scales if "cuts" in scale]
        reached = {levels[0]}
        if self.has("tree", 0.25):
            reached = set()
            instrument["tree"] = self.tree(conditions, levels, dice.between(1, 3), reached)
        elif with_cuts and dice.chance(0.85):
            named = dice.some(with_cuts, least=1)
            instrument["level_from"] = [scale["id"] for scale in named]
            reached |= {level for scale in named for level in scale["cuts"]}
        outcomes = [
            {dice.weighted({"at_least": 6, "at_most": 2, "set": 2}): dice.one(levels)}
            for _ in range(dice.weighted({0: 2, 1: 3, 2: 3, 3: 1}))
        ]
        outcomes += [{dice.weighted({"at_least": 3, "set": 1}): level} for level in levels if level not in reached]
        dice.random.shuffle(outcomes)
        if outcomes:
            instrument["rules"] = [
                {
                    "id": f"r{number}",
                    "why": self.text(f"rule {number}"),
                    "if": conditions.make(dice.between(0, 2)),
                    "then": outcome,
                }
                for number, outcome in enumerate(outcomes, 1)
            ]

    def tree(self, conditions, levels, depth, reached):
        dice = self.dice
        if depth == 0 or dice.chance(0.15 if depth < 3 else 0):
            leaf = {"level": dice.one(levels)}
            reached.add(leaf["level"])
            if dice.chance(0.6):
                leaf["rate"] = Fraction(dice.between(1, 99), 100)
                if dice.chance(0.5):
                    leaf["n"] = dice.between(10, 900)
            return leaf
        return {
            "if": conditions.make(dice.between(0, 1)),
            "then": self.tree(conditions, levels, depth - 1, reached),
            "else": self.tree(conditions, levels, depth - 1, reached),
        }
