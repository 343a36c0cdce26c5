# SPDX-License-Identifier: MPL-2.0
"""The moments at which a made-up history is asked about: near the days on which something changes."""

from datetime import date

from reference_scorer.calendar_days import LAST_DAY, add, day_text, parse_day
from reference_scorer.household import Household
from reference_scorer.instants import instant_text, parse_instant
from reference_scorer.records import Records, known_by


class MomentMaker:
    def __init__(self, dice, instrument, history):
        self.dice, self.instrument, self.history = dice, instrument, history
        self.said = sorted(
            {
                parse_day(content[key])
                for record in history["records"]
                for content in (record, record.get("record", {}))
                for key in ("observed_on", "happened_on", "start", "until", "on", "as_of")
                if key in content
            }
        )
        self.changes = sorted(day for day in self.days_of_change() if day is not None and 1 < day < LAST_DAY)

    def days_of_change(self):
        """Days on which an answer expires, leaves a pool or a window, or somebody has a birthday."""
        durations = {item.get("shelf_life") for item in self.instrument["items"]}
        durations |= {item["pick"]["window"] for item in self.instrument["items"] if "pick" in item}
        durations |= {
            item["derive"].get("count_events", {}).get("window")
            for item in self.instrument["items"]
            if "derive" in item
        }
        yield from (add(day, duration) for day in self.said for duration in durations - {None})
        last = date.fromordinal(self.said[-1]).year if self.said else 2020
        for record in self.history["records"]:
            born = record.get("born_on", record.get("record", {}).get("born_on"))
            if born is not None:
                born = parse_day(born)
                yield from (
                    add(born, f"P{years}Y")
                    for years in range(1, 46)
                    if last - 2 <= date.fromordinal(born).year + years <= last + 1
                )

    def as_of(self):
        dice = self.dice
        said = self.said or [parse_day("2020-02-29")]
        day = dice.weighted(
            {
                dice.one(said[len(said) // 2 :]): 4,
                dice.one(self.changes or said): 3,
                dice.one([day for day in self.changes if said[len(said) // 2] <= day <= said[-1] + 40] or said): 3,
                dice.one(said): 1,
                said[-1] + dice.between(0, 60): 2,
            }
        )
        return day_text(day + dice.weighted({0: 6, -1: 1, 1: 1}))

    def known_at(self):
        dice = self.dice
        how = dice.weighted({"everything": 6, "as_of": 2, "instant": 3})
        if how != "instant" or not self.history["records"]:
            return "everything" if how == "instant" else how
        instants = sorted(parse_instant(record["recorded_at"]) for record in self.history["records"])
        instant = dice.one(instants[len(instants) // 3 :]) + dice.weighted({0: 5, -1: 1, 1: 1})
        return instant_text(instant)

    def children(self, as_of, known_at):
        household = Household(Records(self.history, known_by(known_at, as_of)), parse_day(as_of), [])
        return [one.person for one in household.members("child")]

    # ---- two moments, and ranges of days ----

    def pair(self):
        """`(a, b)`, each `(as_of, known_at)`: b mostly later on both clocks, at times on one alone, seldom turned."""
        dice = self.dice
        while True:
            how = dice.weighted({"both": 5, "day": 3, "known": 3, "link": 3, "turned": 0.15})
            a, b = sorted([(self.as_of(), self.known_at()), (self.as_of(), self.known_at())], key=lambda one: one[0])
            links = [one for one in self.history["records"] if one["type"] in ("correction", "retraction", "ending")]
            if dice.chance(0.4):
                a = day_text(parse_day(b[0]) - dice.weighted({0: 1, 1: 3, 2: 1, 7: 1, 31: 2, 90: 1})), a[1]
            if how == "day":
                a = a[0], b[1]
            elif how == "known":
                a = b[0], a[1]
            elif how == "link" and links:  # the moments lie around the instant of one
                instant = parse_instant(dice.one(links)["recorded_at"])
                a = dice.one([a[0], b[0]]), instant_text(instant - 1)
                b = b[0], dice.one([b[1], "everything", instant_text(instant)])
            if a == b and dice.chance(0.95):
                continue
            if how == "turned":
                return b, a
            before, after = known_by(a[1], a[0]), known_by(b[1], b[0])
            if after is None or (before is not None and before <= after):
                return a, b

    def since(self, b, child):
        """A day before that of `b`, mostly one on which something was signed."""
        days = [
            one["as_of"]
            for record in self.history["records"]
            for one in (record, record.get("record", {}))
            if "as_of" in one and one.get("person") == child and one["as_of"] <= b[0]
        ]
        if days and self.dice.chance(0.8):
            return self.dice.one(days)
        return min(self.as_of(), b[0])

    def range_of_days(self, most=24):
        """`(start, until)` around a day on which something changes."""
        start = parse_day(self.as_of()) - self.dice.between(0, most)
        return day_text(start), day_text(start + self.dice.between(1, most))
