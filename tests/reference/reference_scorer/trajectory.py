# SPDX-License-Identifier: MPL-2.0
"""The trajectory document (semantics 7; docs/reference/trajectory.md): every day by itself, equal neighbours merged."""

from .assessment import known_at_text, range_of
from .calendar_days import day_text, parse_day
from .canonical import instrument_digest
from .meet import NotAChild
from .overrides import overrides_of
from .situation import Situation
from .world import World

DETAILS = ("all", "scales", "levels")


def trajectory(instrument, history, start, until, known_at="everything", child=None, detail="all"):
    """The document, without the causes of its segments (`None`): the page does not tell each of them."""
    digest = instrument_digest(instrument)
    segments = []
    for day in range(parse_day(start), parse_day(until)):
        said = said_of(instrument, history, day_text(day), known_at, child, digest, detail)
        if said is None:
            continue
        last = segments[-1] if segments else None
        if last is not None and last["until"] == day and last["said"] == said:
            last["until"] = day + 1
        else:
            segments.append({"start": day, "until": day + 1, "said": said})
    return {
        "format": "actueel.trajectory/1",
        "family": history["family"],
        "child": child,
        "start": start,
        "until": until,
        "known_at": known_at_text(known_at),
        "instrument": {"id": instrument["id"], "version": instrument["version"], "sha256": digest},
        "segments": [
            {
                "start": day_text(one["start"]),
                "until": day_text(one["until"]),
                **one["said"],
                "causes": None,
            }
            for one in segments
        ],
    }


def said_of(instrument, history, day, known_at, child, digest, detail):
    """What an assessment says of a day, as far as a segment has it; `None` where the child is no member."""
    try:
        situation = Situation(instrument, history, day, known_at, child)
    except NotAChild:
        return None
    world = World(situation)
    levels = situation.levels

    def interval(pair):
        return None if pair is None else {"low": levels[pair[0]], "high": levels[pair[1]]}

    _, final = overrides_of(situation, world.judgement.computed, digest)
    return {
        "computed": interval(world.judgement.computed),
        "final": interval(final),
        "scales": [] if detail == "levels" else [{"id": name} | range_of(world.value(name)) for name in world.scales],
        "rows": []
        if detail != "all"
        else [
            {
                "item": item.id,
                "person": state.question.person,
                "status": state.status,
                "contested": state.contested,
            }
            for item in situation.questions.items
            for state in world.states(item.id)
        ],
    }
