# SPDX-License-Identifier: MPL-2.0
"""How the rating was made, and by what: scales, rules, overrides, the evidence card, digests."""

from __future__ import annotations

from .. import _core
from ..pictures import scale_picture
from .words import View, Words

__all__ = ["evidence", "ignored", "notes", "overrides", "provenance", "rules", "scales"]


def scales(words: Words) -> list[View]:
    """Every scale with its terms, those that give the level first."""
    leading = words.known.leading_scales
    return [_scale(words, each) for each in sorted(words.part["scales"], key=lambda each: each["id"] not in leading)]


def _scale(words: Words, scale: View) -> View:
    say, known = words.say, words.known
    label = words.scale(scale["id"])
    cuts = known.cuts(scale["id"])
    told = [say("cut", level=words.level(level), value=say.number(at)) for level, at in cuts]
    if not scale["shared"]:
        return {
            "label": label,
            "value": say("not_shared_here"),
            "shared": False,
            "settled": False,
            "terms": [],
            "cuts": told,
        }
    value = words.range(scale["low"], scale["high"])
    low, high = known.bounds(scale["id"], scale["low"], scale["high"])
    return {
        "label": label,
        "value": value,
        "shared": True,
        "settled": scale["low"] == scale["high"],
        "picture": scale_picture(low, high, scale["low"], scale["high"], [at for _, at in cuts]),
        "low": say.number(low),
        "high": say.number(high),
        "told": say("scale_picture", label=label, value=value, low=say.number(low), high=say.number(high)),
        "cuts": told,
        "terms": [
            {
                "label": words.question(each["item"]) if each["item"] is not None else words.scale(each["scale"]),
                "points": say("does_not_apply") if each["low"] is None else words.range(each["low"], each["high"]),
                "settled": each["low"] == each["high"],
            }
            for each in scale["terms"]
        ],
    }


def rules(words: Words) -> list[View]:
    """The rules that hold or may."""
    return [
        {
            "told": words.say("rule_true" if each["truth"] else "rule_unknown"),
            "why": words.known.rule_why(each["id"], words.say.lang),
            "settled": each["truth"] is True,
        }
        for each in words.part["rules"]
    ]


def overrides(words: Words) -> list[View]:
    """Overrides with their reason, and whether they count."""
    say, found = words.say, []
    for each in words.part["overrides"]:
        state = say(f"override_{each['state']}")
        if each["to_review"]:
            state = f"{state}; {say('override_to_review')}"
        level = words.level(each["level"]) if each["level"] in words.known.levels else each["level"]
        start, until = words.day(each["start"]), words.day(each["until"])
        told = say(
            "override_line", level=level, by=say.code("decided_by", each["by"]), start=start, until=until, state=state
        )
        found.append({"told": told, "reason": each["reason"] or ""})
    return found


def ignored(words: Words) -> list[View]:
    """What is on record and not used, and why."""
    return [
        {
            "item": each["item"],
            "why": words.say(f"ignored_{each['why']}"),
            "times": words.say.count("times", each["count"]),
        }
        for each in words.part["ignored"]
    ]


def notes(words: Words) -> list[View]:
    """Remarks on the evidence, each kind once with what it is about."""
    grouped: dict[str, list[str]] = {}
    for each in words.part["notes"]:
        about = grouped.setdefault(each["note"], [])
        if each["item"] is not None:
            whom = "" if each["person"] is None else f" ({words.whom(each['item'], each['person'])})"
            about.append(f"{words.question(each['item'])}{whom}")
        elif each["person"] is not None:
            about.append(words.names.name(each["person"]))
    return [{"told": words.say(f"note_{note}"), "about": about} for note, about in grouped.items()]


def evidence(words: Words) -> View:
    """The evidence card: what is known of the instrument's quality, for whom it is and for what not."""
    say, card = words.say, words.part["evidence"]

    def text(name: str) -> str:
        return words.known.text(card[name], say.lang) if card[name] else ""

    return {
        "statement": text("statement"),
        "meant_for": text("meant_for"),
        "not_for": text("not_for"),
        "sources": [{"cite": each["cite"], "doi": each["doi"] or ""} for each in card["sources"]],
        "figures": [_figure(words, each) for each in card["figures"]],
        "justified": [
            {"question": say("justified", question=words.question(item)), "why": why}
            for item, why in words.known.justifications(say.lang)
        ],
    }


def _figure(words: Words, figure: View) -> str:
    say = words.say
    value = say.number(figure["value"])
    if figure["low"] is not None and figure["high"] is not None:
        value = f"{value} ({words.range(figure['low'], figure['high'])})"
    measure = figure["measure"].replace("_", " ")
    return say("figure" if figure["on"] else "figure_plain", measure=measure, value=value, on=figure["on"] or "")


def provenance(words: Words) -> list[tuple[str, str]]:
    """By what anybody comes to the same outcome."""
    say, document, instrument = words.say, words.document, words.part["instrument"]
    known = {"everything": "known_everything", "as_of": "known_as_of"}.get(document["known_at"], "known_instant")
    return [
        (say("provenance_instrument"), f"{instrument['id']} {instrument['version']}"),
        (say("provenance_instrument_sha256"), instrument["sha256"]),
        (
            say("provenance_shared_sha256" if words.restricted else "provenance_records_sha256"),
            document["records_sha256"],
        ),
        (say("provenance_as_of"), document["as_of"]),
        (say("provenance_known_at"), say(known, instant=document["known_at"])),
        (say("provenance_library"), f"actueel {_core.version()}"),
    ]
