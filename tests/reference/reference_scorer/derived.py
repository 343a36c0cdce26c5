# SPDX-License-Identifier: MPL-2.0
"""Items that are computed from persons and events (semantics 3, *Derived items*; decisions 9 to 11)."""

from .decimals import ONE

MOST_YEARS = 9998
MOST_COUNTED = 1_000_000
MOST_DAYS = 3_652_058


class Number:
    """What the number of a derived item can be: the whole numbers from `low` to `high`, and none; perhaps of nobody."""

    __slots__ = ("high", "low", "nobody", "none")

    def __init__(self, low, high, none=False, nobody=False):
        self.low, self.high, self.none, self.nobody = low, high, none, nobody

    def known(self):
        return self.none if self.low is None else self.low == self.high and not self.none


NO_EVENT = Number(None, None, none=True)


def kind_of(item):
    return next(iter(item.definition["derive"]))


def any_number(item):
    """Everything that the item's number can be at all."""
    kind = kind_of(item)
    if kind == "age":
        return Number(0, MOST_YEARS)
    if kind == "days_since_event":
        return Number(0, MOST_DAYS, none=True)
    return Number(0, MOST_COUNTED)


def derived_number(item, question, household, events):
    """The number, or `None` where the item is not applicable."""
    kind, rule = next(iter(item.definition["derive"].items()))
    person = question.person
    if not question.named:
        return any_number(item)
    if kind == "age":
        return age(rule, person, item, household)
    if kind == "count_persons":
        return count_persons(rule, person, item, household)
    which = {key: rule[key] for key in ("types", "severities", "bases") if key in rule}
    if item.role is not None:
        which |= {"person": person, "part": rule.get("part")}
    if kind == "count_events":
        count = events.count(rule["window"], **which)
        return Number(count, count)
    days = events.days_since(**which)
    return NO_EVENT if days is None else Number(days, days)


def age(rule, person, item, household):
    if item.role is not None:
        persons = [person]
    elif not household.known(rule["role"]):
        return Number(0, MOST_YEARS, nobody=True)
    else:
        persons = household.counted(rule["role"])
    if not persons:
        return None
    ages = [household.age(one) for one in persons]
    if None in ages:
        return Number(0, MOST_YEARS)
    years = min(ages) if rule["of"] == "youngest" else max(ages)
    return Number(years, years)


def count_persons(rule, person, item, household):
    if item.role is not None:
        # One person alone: its own row says that it is asked about, whatever `counts_living` says of a child asked for.
        persons = [person] if household.holds(person, rule["role"]) else []
    elif not household.known(rule["role"]):
        return Number(0, MOST_COUNTED)
    else:
        persons = household.counted(rule["role"])
    within = [household.within(one, rule.get("ages")) for one in persons]
    return Number(within.count(True), within.count(True) + within.count(None))


def units_of(number):
    """Its bounds in units, where it can be a number at all."""
    return None if number.low is None else (number.low * ONE, number.high * ONE)
