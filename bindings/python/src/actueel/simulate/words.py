# SPDX-License-Identifier: MPL-2.0
"""What is decided, said and mended: plans, overrides, views, goals, disputes, corrections."""

from __future__ import annotations

from datetime import datetime, timedelta

from .family import Family

__all__ = ["decide", "mend", "own_words"]


def decide(made: Family) -> None:
    """Add few safety plans and fewer discretionary overrides; both lapse by themselves."""
    children = [p for p in made.people if p.role == "child"]
    if made.chance(0.10) and (items := [q.item for q in made.questions if q.changeable]):
        day = made.some_day()
        made.add(
            "plan",
            max(made.written(day), made.introduced(*children)),
            start=f"{day}",
            until=f"{day + timedelta(days=made.rng.choice((7, 14, 30)))}",
            persons=sorted(child.person for child in made.rng.sample(children, made.rng.randint(1, len(children)))),
            covers=sorted(made.rng.sample(items, min(2, len(items)))),
            agreed_with=["parent", "network"],
        )
    overrides, levels = (
        made.instrument.get("overrides"),
        [level["id"] for level in made.instrument.get("levels", ())],
    )
    if overrides and len(levels) > 1 and made.chance(0.03):
        day, at_level = made.some_day(), made.rng.randrange(len(levels) - 1)
        made.add(
            "override",
            made.written(day),
            instrument=made.instrument["id"],
            level=levels[at_level + 1],
            computed={"low": levels[at_level], "high": levels[at_level]},
            by=made.rng.choice(overrides["roles"]),
            reason="De school maakt zich grote zorgen.",
            start=f"{day}",
            until=f"{day + timedelta(days=28)}",
        )


def own_words(made: Family) -> None:
    """Add what the family itself thinks and wants, and where it disagrees."""
    speakers = [p for p in made.people if p.role in ("caregiver", "child") and p.member_on(made.opened)]
    for kind, probability, sentences in (("view", 0.25, _VIEWS), ("goal", 0.3, _GOALS)):
        if speakers and made.chance(probability):
            speaker, day = made.rng.choice(speakers), made.some_day()
            when = {"observed_on": f"{day}"} if kind == "view" else {"start": f"{day}"}
            made.add(
                kind,
                made.written(day, after=speaker.introduced),
                **when,
                source="parent" if speaker.role == "caregiver" else "child",
                by=speaker.person,
                note=made.rng.choice(sentences),
            )
    observed = [record for record in made.records if record["type"] == "observation"]
    if observed and made.chance(0.05):
        about = made.rng.choice(observed)
        at = datetime.fromisoformat(about["recorded_at"][:-1]) + timedelta(days=made.rng.randint(1, 20))
        dispute = made.add(
            "dispute",
            at,
            about=about["id"],
            source="parent",
            note="Wij vinden dat dit niet klopt.",
        )
        if made.chance(0.6):
            made.add(
                "dispute_answer",
                at + timedelta(days=made.rng.randint(3, 30)),
                about=dispute,
                outcome=made.rng.choice(("upheld", "partly", "not_upheld")),
                by="worker",
                reason="Samen nagelezen en besproken.",
            )


def mend(made: Family) -> None:
    """Correct (2 %) or take away (0.5 %) what was written wrongly, days or weeks later."""
    answers = {question.item: question.answers for question in made.questions}
    for record in [r for r in made.records if r["type"] in ("observation", "event")]:
        last, at = record["id"], datetime.fromisoformat(record["recorded_at"][:-1])
        if made.chance(0.02):
            content = {k: v for k, v in record.items() if k not in ("id", "type", "recorded_at")}
            if record["type"] == "event":
                if made.chance(0.25) and content.pop("severity", None) is None:
                    content["severity"] = "severe"
                else:
                    content["basis"] = "fact" if content["basis"] != "fact" else "statement"
            elif "repeats" not in content:
                content["answer"] = made.rng.choice(
                    [code for code in answers[content["item"]] if code != content["answer"]]
                )
            at += timedelta(days=made.rng.randint(1, 30), minutes=made.rng.randrange(300))
            last = made.add("correction", at, corrects=last, reason="Verkeerd ingevuld.", record=content)
        if made.chance(0.005):
            at += timedelta(days=made.rng.randint(1, 30), minutes=made.rng.randrange(300))
            made.add("retraction", at, retracts=last, reason="Hoort bij een ander gezin.")


_VIEWS = (
    "Het gaat beter dan in het begin.",
    "Wij hebben vooral rust nodig.",
    "Ik wil dat er ook naar mij wordt geluisterd.",
    "Het is thuis vaak druk, maar wij doen ons best.",
)

_GOALS = (
    "Wij willen weer samen eten zonder ruzie.",
    "Ik wil elke week naar voetbal.",
    "Elke avond op tijd naar bed.",
    "Wij willen een vaste oppas voor woensdag.",
)
