# SPDX-License-Identifier: MPL-2.0
"""What to ask next, and what change could give (section 6: *what to ask next*, *floor*, *ways*)."""

import itertools

from .decimals import ONE, fraction, units
from .levels import level_of
from .states import Given
from .world import World


def ask_next(world):
    """Each question that is unknown, stale or contested and applies or may, by what its answer would settle."""
    found = []
    for state in world.asked_states():
        open_to_ask = state.status in ("unknown", "stale") or state.contested
        if not open_to_ask or not state.question.named or state.applies is False:
            continue
        left = None
        outcomes = [try_answer(world, state.question, answer) for answer in possible_answers(world, state.question)]
        removed = min(world.width() - one.width() for one in outcomes)
        if world.judgement.computed is not None:
            left = [one.judgement.left() for one in outcomes]
        settles = None if left is None else "always" if max(left) == 1 else "some" if min(left) == 1 else "never"
        found.append(
            (
                0 if left is None else max(left),
                -removed,
                state.question.item.position,
                state.question.person or "",
                {
                    "item": state.question.item.id,
                    "person": state.question.person,
                    "settles": settles,
                    "levels_left": None if left is None else max(left),
                    "width_removed": fraction(removed),
                },
            )
        )
    return [entry for *_, entry in sorted(found, key=lambda one: one[:4])]


def try_answer(world, question, answer):
    return World(world.situation, {question.key: Given(answer)})


# ---- possible answers ------------------------------------------------------------------------------------------------


def possible_answers(world, question):
    item = question.item
    answers = list(item.options) if item.number is None else possible_numbers(world, question)
    if item.may_be_not_applicable:
        answers.append("not_applicable")
    return answers


def possible_numbers(world, question):
    """Every whole number where there are at most 101; else the ends, and both sides of whatever may turn."""
    low, high, step = question.item.number_range()
    if step == ONE and (high - low) // ONE < 101:
        return list(range(low, high + 1, ONE))
    numbers = {low, high}
    for bound in bounds_on(question.item, world):
        above = bound + (low - bound) % step  # the first possible number that is not below the bound
        numbers |= {above - step, above}
        if bound in exact_values(question.item, world):
            numbers.add(above + step)
    numbers = {number for number in numbers if low <= number <= high}
    lines = [term.points for term in terms_of(question.item, world) if term.points.line is not None]
    if lines:
        numbers |= meeting_a_cut(world, question, sorted(numbers | turns(lines, low, high, step)), step)
    return sorted(numbers)


def terms_of(item, world):
    return [term for scale in world.scales.values() for term in scale.terms if term.item is item]


def bounds_on(item, world):
    """The bounds of every bin and condition, in units."""
    bounds = {start for term in terms_of(item, world) for start, _ in term.points.bins}
    for condition in conditions_on(item, world):
        bounds |= {units(condition[key]) for key in ("at_least", "below", "is") if key in condition}
        bounds |= {units(value) for value in condition.get("in", [])}
    return bounds


def exact_values(item, world):
    """Numbers that a condition wants exactly: they have two other sides."""
    return {
        units(value)
        for condition in conditions_on(item, world)
        for value in condition.get("in", [condition["is"]] if "is" in condition else [])
    }


def conditions_on(item, world):
    instrument = world.situation.instrument
    roots = [rule["if"] for rule in instrument.get("rules", [])]
    roots += [one["applies_when"] for one in instrument["items"] if "applies_when" in one]
    roots += [node["if"] for node in nodes(instrument.get("tree"))]
    return [leaf for root in roots for leaf in leaves(root) if leaf.get("item") == item.id and "status" not in leaf]


def nodes(tree):
    if tree is None or "if" not in tree:
        return []
    return [tree, *nodes(tree["then"]), *nodes(tree["else"])]


def leaves(condition):
    parts = [*condition.get("all", []), *condition.get("any", []), *condition.get("of", [])]
    if "not" in condition:
        parts.append(condition["not"])
    return [leaf for part in parts for leaf in leaves(part)] if parts else [condition]


def turns(lines, low, high, step):
    """Numbers beside which a line is bent by its `min` or `max`."""
    found = set()
    for line in lines:
        for end in (line.least, line.most):
            if end is not None and line.times != 0:
                at = (end - line.plus) * ONE // line.times
                at -= (at - low) % step
                found |= {number for number in (at - step, at, at + step, at + 2 * step) if low <= number <= high}
    return found


def meeting_a_cut(world, question, numbers, step):
    """Both sides of the numbers at which an end of a scale meets a cut.

    Between the given numbers every end moves one way only, once the rows of the tables are told apart: so wherever
    two numbers differ, halving finds where they begin to.
    """
    seen = {}

    def places(number):
        if number not in seen:
            tried = try_answer(world, question, number)
            cuts, rows = [], []
            for scale in world.scales.values():
                value = tried.scale_value(scale.id)
                if scale.cuts:
                    cuts.append(level_of(scale, value.published, world.situation.levels))
                if scale.table:
                    rows.append(tuple(sum(start <= end for start, _ in scale.table) for end in value.points))
            seen[number] = cuts, rows
        return seen[number]

    found = set()

    def search(low, high):
        if places(low) == places(high):
            return
        if high - low > step:
            middle = low + (high - low) // 2 // step * step
            search(low, middle)
            search(middle, high)
        elif places(low)[0] != places(high)[0]:
            found.update((low, high))

    for low, high in itertools.pairwise(numbers):
        search(low, high)
    return found


# ---- floor and ways --------------------------------------------------------------------------------------------------


def at_best(world, items):
    """The computed level if these items had their best answer for every named member, alone."""
    given = {
        state.question.key: Given(item.best(), alone=True)
        for item in items
        for state in world.states(item.id)
        if state.question.named
    }
    return World(world.situation, given).judgement.computed


def changeable(world):
    return [item for item in world.situation.questions.items if item.definition.get("changeable")]
