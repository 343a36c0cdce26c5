# SPDX-License-Identifier: MPL-2.0
"""Evidence notes (section 6): what a reader should know about the words that an assessment leans on."""

from .answers import one_voice
from .calendar_days import lasts, parse_day
from .household import ROLES


def notes(situation, world):
    """By note in the order of the page, then by item, then by person."""
    makers = (
        judgement_only,
        single_voice,
        child_not_heard,
        disputed,
        kept_though_stale,
        policy_used,
        copied,
        static_changed,
        tie_by_id,
        overlap,
        role_unknown,
        outside_involvement,
    )
    return [
        {"note": maker.__name__, "item": item, "person": person, "records": records}
        for maker in makers
        for item, person, records in maker(situation, world)
    ]


def about(state, records):
    return state.question.item.id, state.question.person, records


def in_use(state):
    """Whether the answer is what the assessment goes by: current, kept, or answered not applicable."""
    return (
        state.applies is not False
        and state.question.current is not None
        and (state.status in ("current", "not_applicable") or state.kept())
    )


def judgement_only(situation, world):
    for state in world.asked_states():
        question = state.question
        if (
            in_use(state)
            and question.current.basis == "judgement"
            and not any(
                word.basis == "fact" and word.answers() and not word.expired(situation.day) for word in question.words
            )
        ):
            yield about(state, [question.current.id])


def single_voice(situation, world):
    used = [state.question.current for state in world.asked_states() if in_use(state)]
    if len(used) > 1 and all(one_voice(one, other) for one in used for other in used):
        yield None, None, [word.id for word in used]


def child_not_heard(situation, world):
    every = situation.instrument.get("hear_child_every")
    if every is None:
        return
    children = situation.household.counted("child") if situation.child is None else [situation.child]
    recent = [
        fact.content
        for fact in situation.records.of("observation")
        if fact.content["answer"] != "not_seen"
        and "repeats" not in fact.content
        and parse_day(fact.content["observed_on"]) <= situation.day
        and lasts(parse_day(fact.content["observed_on"]), every, situation.day)
    ]
    for child in children:
        if not any(
            said.get("by") == child or (said.get("source") == "child" and said.get("person") in (child, None))
            for said in recent
        ):
            yield None, child, []


def disputed(situation, world):
    for state in world.asked_states():
        if state.question.disputes:
            yield about(state, state.question.disputes)


def kept_though_stale(situation, world):
    for state in world.asked_states():
        if state.kept():
            yield about(state, [state.question.current.id])


def policy_used(situation, world):
    """Wherever a stated value stands for an uncertainty: first what concerns no single item."""
    if any(world.scale_value(name).prorated for name in world.scales):
        yield None, None, []
    named = {term.item.id for scale in world.scales.values() for term in scale.terms if term.item is not None}
    by_status = set(items_by_status(situation.instrument))
    for item in situation.questions.items:
        for state in world.states(item.id):
            in_points = item.id in named and state.policy_used() is not None
            in_condition = item.id in by_status and state.status in ("unknown", "stale")
            if in_points or in_condition:
                current = state.question.current
                yield about(state, [] if current is None else [current.id])


def items_by_status(part):
    """The items whose status a condition asks for, wherever it stands in the instrument."""
    if isinstance(part, list):
        for one in part:
            yield from items_by_status(one)
    elif isinstance(part, dict):
        if "item" in part and "status" in part:
            yield part["item"]
        for one in part.values():
            yield from items_by_status(one)


def copied(situation, world):
    for state in world.asked_states():
        if state.question.newest_repeats is not None:
            yield about(state, [state.question.newest_repeats.id])


def static_changed(situation, world):
    for state in world.asked_states():
        question = state.question
        current = question.current
        if question.item.kind != "static" or current is None or not current.answers():
            continue
        others = [word for word in question.counted() if word.answers() and word.answer != current.answer]
        if others:
            yield about(state, [word.id for word in others] + [current.id])


def tie_by_id(situation, world):
    for state in world.asked_states():
        current = state.question.current
        if current is None:
            continue
        tied = [
            word
            for word in state.question.counted()
            if word.observed_on == current.observed_on and word.key[1][0] == current.key[1][0]
        ]
        if any(word.answer != current.answer for word in tied):
            yield about(state, [word.id for word in tied])


def overlap(situation, world):
    memberships = [one for one in situation.household.memberships if one.lasted()]  # by place
    for person in sorted({one.person for one in memberships}):
        for role in ROLES:
            held = [one for one in memberships if one.person == person and one.role == role]
            found = [one.id for one in held if any(meet(one, other) for other in held if other is not one)]
            if found:
                yield None, person, found


def meet(one, other):
    return (other.end is None or one.start < other.end) and (one.end is None or other.start < one.end)


def role_unknown(situation, world):
    for item in situation.questions.items:
        if any(not state.question.named for state in world.states(item.id)):
            yield item.id, None, []


def outside_involvement(situation, world):
    if situation.records.of("involvement") and not situation.involved():
        yield None, None, []
