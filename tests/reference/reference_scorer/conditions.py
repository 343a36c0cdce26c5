# SPDX-License-Identifier: MPL-2.0
"""Conditions (section 5): a closed set, each true, false or unknown.

A condition sees a `world`: the states of every item's questions, the values of the scales, events and plans.
"""

from . import kleene
from .decimals import ONE, number_of, units


def truth(condition, world, same_person=None):
    """`same_person` is `(role, person)` where items asked of that role mean that person alone."""
    if "all" in condition:
        return kleene.all_of(truth(part, world, same_person) for part in condition["all"])
    if "any" in condition:
        return kleene.any_of(truth(part, world, same_person) for part in condition["any"])
    if "not" in condition:
        return kleene.negation(truth(condition["not"], world, same_person))
    if "of" in condition:
        return kleene.at_least(condition["at_least"], [truth(part, world, same_person) for part in condition["of"]])
    if "events" in condition:
        return world.events.count(
            condition["within"],
            types=condition["events"],
            severities=condition.get("severities"),
            bases=condition.get("bases"),
        ) >= condition.get("at_least", 1)
    if "plan" in condition:
        return world.plans.active(condition.get("covers", []), world)
    if "scale" in condition:
        low, high = world.value(condition["scale"])
        if "at_least" in condition:
            return at_least(low, high, units(condition["at_least"]))
        return kleene.negation(at_least(low, high, units(condition["below"])))
    states = world.states(condition["item"])
    if same_person is not None and world.item(condition["item"]).role == same_person[0]:
        states = [state for state in states if state.question.person == same_person[1]]
    if "status" in condition:
        return on_status(condition, states)
    return on_answer(condition, states)


def at_least(low, high, bound):
    """Whether a value somewhere between two ends reaches the bound."""
    return True if low >= bound else False if high < bound else None


def on_status(condition, states):
    holds = [state.status in condition["status"] for state in states]
    if not holds:
        return "not_applicable" in condition["status"]
    return all(holds) if condition.get("who") == "all" else any(holds)


def on_answer(condition, states):
    """For any member, or for all to whom it applies and at least one."""
    applying = [state for state in states if state.exists() is not False]
    truths = [(state.exists(), of_one(condition, state)) for state in applying]
    if condition.get("who") != "all":
        return kleene.any_of(kleene.all_of(pair) for pair in truths)
    surely = [holds for exists, holds in truths if exists]
    perhaps = [holds for exists, holds in truths if exists is None]
    can_hold = False not in surely and bool(surely or [holds for holds in perhaps if holds is not False])
    can_fail = not surely or any(holds is not True for holds in surely + perhaps)
    return kleene.of_possible(can_hold, can_fail)


def of_one(condition, state):
    """Whether the condition holds for one question to which the item applies."""
    if state.question.item.derived:
        return on_number(condition, state.question.number)
    answer = state.answer_seen()
    return None if answer is None else compare(condition, answer)


def compare(condition, answer):
    """Compare one code, or one number in units."""
    if "is" in condition:
        return answer == written(condition["is"])
    if "in" in condition:
        return answer in [written(one) for one in condition["in"]]
    if "at_least" in condition:
        return answer >= units(condition["at_least"])
    return answer < units(condition["below"])


def written(value):
    return units(value) if number_of(value) else value


def on_number(condition, number):
    """Compare everything that a derived number can be; none is longer than any number."""
    outcomes = set()
    if number.none:
        outcomes.add("at_least" in condition)
    if number.low is not None:
        low, high = number.low * ONE, number.high * ONE
        if "is" in condition or "in" in condition:
            sought = {units(value) for value in condition.get("in", [condition.get("is")])}
            met = sum(low <= value <= high and value % ONE == 0 for value in sought)
            outcomes.update({met > 0, met == number.high - number.low + 1})
        else:
            outcomes.update({compare(condition, low), compare(condition, high)})
    return kleene.of_possible(True in outcomes, False in outcomes)
