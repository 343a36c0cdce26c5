# SPDX-License-Identifier: MPL-2.0
"""The assessment document (docs/reference/assessment.md)."""

import json

from .asking import ask_next, at_best, changeable
from .calendar_days import day_text
from .canonical import instrument_digest, records_digest
from .decimals import decimal_text, fraction, number_of
from .due import due
from .household import ROLES
from .instants import instant_text, parse_instant
from .levels import level_of
from .notes import notes
from .overrides import overrides_of
from .situation import Situation
from .world import World


def assess(instrument, history, as_of, known_at="everything", child=None):
    """The whole assessment document; decimals are fractions in it."""
    situation = Situation(instrument, history, as_of, known_at, child)
    world = World(situation)
    digest = instrument_digest(instrument)
    levels = situation.levels

    def interval(pair):
        return None if pair is None else {"low": levels[pair[0]], "high": levels[pair[1]]}

    computed = world.judgement.computed
    overrides, final = overrides_of(situation, computed, digest)
    return {
        "format": "actueel.assessment/1",
        "family": history["family"],
        "child": child,
        "as_of": as_of,
        "known_at": known_at_text(known_at),
        "instrument": instrument_part(instrument, digest),
        "records_sha256": records_digest(situation.records.facts),
        "household": household_part(situation.household),
        "level": {
            "computed": interval(computed),
            "final": interval(final),
            "determined": None if computed is None else computed[0] == computed[1],
            "rate": range_of(world.judgement.rate),
            "overrides": overrides,
        },
        "counts": counts(world),
        "scales": [scale_part(scale, world, interval) for scale in situation.scales.values()],
        "rules": [
            {"id": identifier, "truth": holds, "level": interval(level)}
            for identifier, holds, level in world.judgement.rules
        ],
        "items": [item_part(item, world) for item in situation.questions.items],
        "no_longer_counts": no_longer_counts(world),
        "due": due(situation, world, final),
        "ignored": ignored(situation),
        "ask_next": ask_next(world),
        "floor": interval(at_best(world, changeable(world))),
        "ways": [{"item": item.id, "level": interval(at_best(world, [item]))} for item in changeable(world)],
        "notes": notes(situation, world),
    }


def known_at_text(known_at):
    return known_at if known_at in ("everything", "as_of") else instant_text(parse_instant(known_at))


def instrument_part(instrument, digest):
    return {
        "id": instrument["id"],
        "version": instrument["version"],
        "sha256": digest,
        "draft": instrument.get("status") == "draft",
        "validated": instrument.get("evidence", {}).get("validated", False),
    }


def range_of(pair):
    return None if pair is None else {"low": fraction(pair[0]), "high": fraction(pair[1])}


def household_part(household):
    return {
        "child": household.state["child"],
        "caregiver": household.state["caregiver"],
        "members": [
            {
                "person": one.person,
                "role": role,
                "lives": one.lives,
                "counted": one.lives in household.counts_living,
                "born_on": day_text(household.born.get(one.person)),
                "record": one.id,
            }
            for role in ROLES
            for one in household.members(role)
        ],
    }


def counts(world):
    states = world.asked_states()
    return {
        status: sum(state.status == status for state in states)
        for status in ("current", "stale", "unknown", "not_applicable")
    } | {"contested": sum(state.contested for state in states)}


def scale_part(scale, world, interval):
    value = world.scale_value(scale.id)
    low, high = value.published
    return {
        "id": scale.id,
        "low": fraction(low),
        "high": fraction(high),
        "points": range_of(value.points),
        "level": interval(level_of(scale, value.published, world.situation.levels)) if scale.cuts else None,
        "terms": [
            {
                "item": None if term.item is None else term.item.id,
                "scale": term.scale,
                **share_part(share),
                "known": known,
            }
            for term, (share, known) in zip(scale.terms, value.terms, strict=False)
        ],
    }


def share_part(share):
    if share is None or share.applies is False:
        return {"low": None, "high": None, "applies": False}
    return {"low": fraction(share.low), "high": fraction(share.high), "applies": share.applies}


# ---- items -----------------------------------------------------------------------------------------------------------


def item_part(item, world):
    return {"id": item.id, "kind": item.kind, "rows": [row(state, world) for state in world.states(item.id)]}


def answer_part(answer):
    return fraction(answer) if number_of(answer) else answer


def row(state, world):
    question = state.question
    current = question.current
    day = world.situation.day
    part = {
        "person": question.person,
        "status": state.status,
        "applies": state.applies,
        "answer": None if current is None else answer_part(current.answer),
        "value": None,
        "observed_on": None,
        "age_days": None,
        "expires_on": None,
        "expires_by": None,
        "record": None,
        "source": None,
        "by": None,
        "basis": None,
        "contested": state.contested,
        "disputed": bool(question.disputes),
        "voices": [
            {
                "record": word.id,
                "source": word.source,
                "by": word.by,
                "basis": word.basis,
                "observed_on": day_text(word.observed_on),
                "answer": answer_part(word.answer),
                "counted": word.counted,
            }
            for word in question.other_voices(day)
        ],
        "not_current": [{"record": record, "why": why} for record, why in question.not_current],
        "points": points_part(state, world),
    }
    if current is not None:
        part |= {
            "observed_on": day_text(current.observed_on),
            "age_days": day - current.observed_on,
            "expires_on": day_text(current.expires_on),
            "expires_by": current.expires_by,
            "record": current.id,
            "source": current.source,
            "by": current.by,
            "basis": current.basis,
        }
    if question.item.derived and state.status != "not_applicable":
        number = question.number
        if number.low is not None:
            part["value"] = {"low": number.low, "high": number.high}
        if number.known():
            part["answer"] = "none" if number.none else number.low
    return part


def terms_naming(item, world):
    return [(scale.id, term) for scale in world.scales.values() for term in scale.terms if term.item is item]


def points_part(state, world):
    return [
        {"scale": scale} | share_part(state.share(term.points, term.most))
        for scale, term in terms_naming(state.question.item, world)
    ]


# ---- what no longer counts, what was ignored -------------------------------------------------------------------------


def no_longer_counts(world):
    stale = [state for state in world.asked_states() if state.status == "stale"]
    stale.sort(key=lambda state: state.question.current.observed_on)  # stable: then the instrument's order, then person
    entries = []
    for state in stale:
        current = state.question.current
        points = None
        if current.answer != "not_applicable":
            points = [
                {"scale": scale, "points": fraction(term.points.of(current.answer))}
                for scale, term in terms_naming(state.question.item, world)
            ]
        entries.append(
            {
                "item": state.question.item.id,
                "person": state.question.person,
                "record": current.id,
                "answer": answer_part(current.answer),
                "observed_on": day_text(current.observed_on),
                "expires_on": day_text(current.expires_on),
                "expires_by": current.expires_by,
                "kept": state.kept(),
                "points": points,
            }
        )
    return entries


def ignored(situation):
    return [
        {
            "item": text,
            "why": why,
            "count": count,
            "nearest": situation.questions.nearest(text) if why == "not_in_instrument" else None,
        }
        for (text, why), count in sorted(situation.answers.ignored.items())
    ]


# ---- bytes -----------------------------------------------------------------------------------------------------------


def to_json(value):
    """The exact bytes of a document, as text: no spaces, keys as they stand, the shortest decimals."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{to_json(key)}:{to_json(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(to_json, value)) + "]"
    if number_of(value):
        return decimal_text(value)
    return json.dumps(value, ensure_ascii=False)
