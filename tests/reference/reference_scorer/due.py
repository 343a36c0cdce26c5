# SPDX-License-Identifier: MPL-2.0
"""When to look again (section 6, *due*; decisions 29 to 31)."""

from .calendar_days import add, day_text, earliest, parse_day


def due(situation, world, final):
    if not situation.involved():
        return {"answers_due": None, "review_due": None, "due": None, "overdue_since": None}
    answers = answers_due(world)
    review = review_due(situation, final)
    first = earliest(answers, review)
    overdue = first if first is not None and first <= situation.day else None
    return {
        "answers_due": day_text(answers),
        "review_due": day_text(review),
        "due": day_text(first),
        "overdue_since": day_text(overdue),
    }


def answers_due(world):
    """The earliest day on which an answer expires or expired, of the questions that apply or may."""
    return earliest(
        *(
            state.question.current.expires_on
            for state in world.asked_states()
            if state.applies is not False and state.question.current is not None
        )
    )


def review_due(situation, final):
    if final is None:
        return None
    every = situation.instrument["levels"][final[1]].get("review_every")
    if every is None:
        return None
    signed = [
        (parse_day(fact.content["as_of"]), fact.place)
        for fact in situation.records.of("sign_off")
        if fact.content["instrument"] == situation.instrument["id"]
        and fact.content.get("person") == situation.child
        and parse_day(fact.content["as_of"]) <= situation.day
    ]
    return add(max(signed)[0], every) if signed else situation.day
