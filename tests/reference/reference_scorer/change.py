# SPDX-License-Identifier: MPL-2.0
"""The change document (semantics 7; docs/reference/change.md)."""

from math import isqrt

from .assessment import answer_part, instrument_part, known_at_text, points_part, range_of
from .calendar_days import day_text
from .canonical import instrument_digest, records_digest
from .causes import Causes
from .decimals import fraction, units
from .level_causes import level_causes
from .levels import level_of
from .moments import Side, in_order, since
from .overrides import overrides_of


def change(instrument, history, a, b, child=None):
    """What differs from moment `a` to moment `b`: each is `(as_of, known_at)`; `a` may be a day alone, *since* it."""
    signed = None
    if isinstance(a, str):
        a, signed = since(instrument, history, a, b, child)
    in_order(a, b)
    before, after = (Side(instrument, history, *moment, child) for moment in (a, b))
    digest = instrument_digest(instrument)
    rows = changed_rows(before, after)
    share_out(rows, before, after)
    causes = Causes(before, after, rows)
    return {
        "format": "actueel.change/1",
        "family": history["family"],
        "child": child,
        "instrument": instrument_part(instrument, digest),
        "before": moment_part(before) | sign_off_part(signed, digest),
        "after": moment_part(after),
        "level": level_part(before, after, rows, causes, digest),
        "scales": [scale_part(scale, before, after) for scale in before.situation.scales.values()],
        "rows": [row_part(row, causes) for row in rows],
    }


def moment_part(side):
    return {
        "as_of": side.as_of,
        "known_at": known_at_text(side.known_at),
        "records_sha256": records_digest(side.records.facts),
    }


def sign_off_part(signed, digest):
    if signed is None:
        return {"sign_off": None, "same_instrument": None}
    stated = signed.content.get("instrument_sha256")
    return {"sign_off": signed.id, "same_instrument": None if stated is None else stated == digest}


# ---- rows ------------------------------------------------------------------------------------------------------------


class Row:
    """An item and person that differs: its states at both moments, `None` where it is not there."""

    __slots__ = ("after", "before", "item", "key", "parts", "person", "shares")

    def __init__(self, key, before, after, parts):
        self.key = key
        self.before, self.after = before, after
        self.item = (before or after).question.item
        self.person = key[1]
        self.parts = parts  # the states as they are shown
        self.shares = []  # for each scale, what its two ends move by


def changed_rows(before, after):
    rows = []
    for item in before.situation.questions.items:
        persons = {state.question.person for side in (before, after) for state in side.world.states(item.id)}
        for person in sorted(persons, key=lambda person: person or ""):
            states = [side.states.get((item.id, person)) for side in (before, after)]
            parts = [state_part(state, side.world) for state, side in zip(states, (before, after), strict=True)]
            if parts[0] != parts[1]:
                rows.append(Row((item.id, person), *states, parts))
    return rows


def state_part(state, world):
    if state is None:
        return None
    question, current = state.question, state.question.current
    part = {
        "status": state.status,
        "applies": state.applies,
        "answer": None if current is None else answer_part(current.answer),
        "value": None,
        "observed_on": None if current is None else day_text(current.observed_on),
        "record": None if current is None else current.id,
        "contested": state.contested,
        "widened": state.range is not None,
        "points": points_part(state, world),
    }
    if question.item.derived and state.status != "not_applicable":
        if question.number.low is not None:
            part["value"] = {"low": question.number.low, "high": question.number.high}
        if question.number.known():
            part["answer"] = "none" if question.number.none else question.number.low
    return part


def row_part(row, causes):
    cause, records = causes.of(row)
    return {
        "item": row.item.id,
        "person": row.person,
        "before": row.parts[0],
        "after": row.parts[1],
        "shares": [{"scale": scale, "low": fraction(low), "high": fraction(high)} for scale, (low, high) in row.shares],
        "cause": cause,
        "records": records,
    }


# ---- shares ----------------------------------------------------------------------------------------------------------


class HalfWay:
    """Rows of both moments; scales look at rows and at nothing else."""

    def __init__(self, scales, states):
        self.scales, self._states, self._values = scales, states, {}

    def states(self, item):
        return [state for (of, _), state in self._states.items() if of == item]

    def scale_value(self, identifier):
        if identifier not in self._values:
            self._values[identifier] = self.scales[identifier].value(self)
        return self._values[identifier]

    def ends(self):
        return {identifier: self.scale_value(identifier).published for identifier in self.scales}


def share_out(rows, before, after):
    """Replace the rows one by one; the share of each is what every scale's ends move by at that step."""
    scales, states = before.situation.scales, dict(before.states)
    ends = HalfWay(scales, states).ends()
    for row in rows:
        states.pop(row.key, None)
        if row.after is not None:
            states[row.key] = row.after
        moved = HalfWay(scales, states).ends()
        row.shares = [
            (scale, tuple(new - old for old, new in zip(ends[scale], moved[scale], strict=True))) for scale in scales
        ]
        ends = moved
    if any(ends[scale] != after.world.value(scale) for scale in scales):
        raise AssertionError("after the last step a scale is not what it is at the second moment")


# ---- scales ----------------------------------------------------------------------------------------------------------


def scale_part(scale, before, after):
    old, new = (side.world.value(scale.id) for side in (before, after))
    levels = before.situation.levels

    def interval(pair):
        low, high = level_of(scale, pair, levels)
        return {"low": levels[low], "high": levels[high]}

    return {
        "id": scale.id,
        "before": range_of(old),
        "after": range_of(new),
        "moved": range_of((new[0] - old[0], new[1] - old[1])),
        "level": {"before": interval(old), "after": interval(new)} if scale.cuts else None,
        "reliable": reliable(scale.definition, (new[0] - old[1], new[1] - old[0])),
    }


def reliable(definition, difference):
    """The reliable change index; `difference` holds every difference that is possible, in units."""
    if "standard_error" not in definition:
        return None
    error = units(definition["standard_error"])
    higher_is = definition.get("higher_is", "worse")
    low, high = difference
    verdict = "not_beyond_error"
    if low > 0 and beyond(low, error):
        verdict = "worsened" if higher_is == "worse" else "improved"
    elif high < 0 and beyond(high, error):
        verdict = "improved" if higher_is == "worse" else "worsened"
    return {
        "standard_error": fraction(error),
        "higher_is": higher_is,
        "difference": range_of(difference),
        "index": range_of((index(low, error), index(high, error))),
        "verdict": verdict,
    }


def beyond(difference, error):
    """Whether it lies beyond 1.96 x error x sqrt 2: 1.96 squared, doubled, is 4802/625."""
    return difference**2 * 625 > 4802 * error**2


def index(difference, error):
    """`difference / (error x sqrt 2)` in units, to the nearest: never half-way, for its double is no fraction."""
    doubled = isqrt(4 * 10_000**2 * difference**2 // (2 * error**2))
    return (doubled + 1) // 2 * (-1 if difference < 0 else 1)


# ---- levels ----------------------------------------------------------------------------------------------------------


def level_part(before, after, rows, causes, digest):
    levels = before.situation.levels
    if not levels:
        return {"computed": None, "final": None, "causes": []}
    entries, finals = [], []
    for side in (before, after):
        overrides, final = overrides_of(side.situation, side.world.judgement.computed, digest)
        entries.append(overrides)
        finals.append(final)

    def moved(pairs):
        old, new = ({"low": levels[low], "high": levels[high]} for low, high in pairs)
        return {"before": old, "after": new}

    return {
        "computed": moved([side.world.judgement.computed for side in (before, after)]),
        "final": moved(finals),
        "causes": level_causes(before, after, rows, causes, entries),
    }
