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
