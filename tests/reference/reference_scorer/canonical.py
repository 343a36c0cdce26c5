# SPDX-License-Identifier: MPL-2.0
"""Canonical JSON as RFC 8785 says, and the two digests of section 6, *provenance*."""

import hashlib
import json
from fractions import Fraction

from .instants import instant_text

COUNTS_LIVING = ["here", "part", "visits"]
SOURCES = ["worker", "professional", "record", "not_stated"]


def number_text(number):
    """A number as ECMAScript prints the double nearest to it."""
    value = float(number)
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, rest = mantissa.partition(".")
    rest = "" if rest == "0" else rest
    point = len(whole) + int(exponent or 0)
    digits = whole + rest
    stripped = digits.lstrip("0")
    point -= len(digits) - len(stripped)
    digits = stripped.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    power = f"e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return sign + digits[0] + ("." + digits[1:] if count > 1 else "") + power


def canonical(value):
    if value is None or isinstance(value, (bool, str)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (int, float, Fraction)):
        return number_text(value)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
    return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


# ---- records ---------------------------------------------------------------------------------------------------------

RECORD_DEFAULTS = {"lives": "here", "source": "not_stated", "basis": "not_stated"}
NO_DEFAULT = object()  # and not null, which a sign-off may say of its level
NOT_DIGESTED = {"note", "reason", "x", "type"}  # a correction may say its type again


def without_x(value):
    """The caller's own is no part of a record's digest, in whatever object it stands."""
    if isinstance(value, dict):
        return {key: without_x(inner) for key, inner in value.items() if key != "x"}
    return list(map(without_x, value)) if isinstance(value, list) else value


def chain_digest(fact):
    content = {
        key: without_x(value)
        for key, value in fact.content.items()
        if key not in NOT_DIGESTED and value != [] and RECORD_DEFAULTS.get(key, NO_DEFAULT) != value
    }
    return sha256(
        canonical(
            {
                "content": content,
                "id": fact.id,
                "recorded_at": instant_text(fact.place[0]),
                "type": fact.type,
            }
        )
    )


def records_digest(facts):
    return sha256("".join(sorted(chain_digest(fact) for fact in facts)))


# ---- instruments -----------------------------------------------------------------------------------------------------


def without(mapping, **defaults):
    """The mapping without the fields that are written out with the value they have anyhow."""
    return {
        key: value
        for key, value in mapping.items()
        if not (key in defaults and type(defaults[key]) is type(value) and defaults[key] == value)
    }


def plain_condition(condition):
    plain = dict(condition)
    for several in ("all", "any", "of"):
        if several in plain:
            plain[several] = [plain_condition(part) for part in plain[several]]
    if "not" in plain:
        plain["not"] = plain_condition(plain["not"])
    if "events" in plain:
        return without(plain, at_least=1, severities=[], bases=[])
    if plain.get("plan") == "active":
        return without(plain, covers=[])
    return without(plain, who="any")


def plain_tree(node):
    if "if" not in node:
        return node
    return {
        **node,
        "if": plain_condition(node["if"]),
        "then": plain_tree(node["then"]),
        "else": plain_tree(node["else"]),
    }


def plain_answer(answer):
    plain = without(answer, not_applicable=False)
    if "options" in plain:
        plain["options"] = [without(option, formerly=[]) for option in plain["options"]]
    if "number" in plain:
        plain["number"] = without(plain["number"], integer=False)
    return plain


def plain_item(item):
    plain = without(
        item,
        per="family",
        when_stale="unknown",
        when_unknown="range",
        when_contested="latest",
        sources=SOURCES,
        changeable=False,
        audit_only=False,
        formerly=[],
        retired=[],
    )
    if "answer" in plain:
        plain["answer"] = plain_answer(plain["answer"])
    if "lapses_on" in plain:
        plain["lapses_on"] = without(plain["lapses_on"], joins=[], leaves=[], events=[])
        plain = without(plain, lapses_on={})
    if "applies_when" in plain:
        plain["applies_when"] = plain_condition(plain["applies_when"])
    return plain


def plain_scale(scale):
    plain = without(scale, higher_is="worse")
    plain["terms"] = [
        {**term, "linear": without(term["linear"], plus=0)} if "linear" in term else term for term in plain["terms"]
    ]
    return plain


def without_defaults(instrument):
    plain = without(
        instrument,
        subject="family",
        one_sitting=False,
        counts_living=COUNTS_LIVING,
        rules=[],
        levels=[],
        level_from=[],
        cases=[],
    )
    plain["items"] = [plain_item(item) for item in plain["items"]]
    plain["scales"] = [plain_scale(scale) for scale in plain.get("scales", [])]
    if "rules" in plain:
        plain["rules"] = [{**rule, "if": plain_condition(rule["if"])} for rule in plain["rules"]]
    if "tree" in plain:
        plain["tree"] = plain_tree(plain["tree"])
    if "overrides" in plain:
        plain["overrides"] = without(plain["overrides"], up=0, down=0)
    return plain


def instrument_digest(instrument):
    return sha256(canonical(without_defaults(instrument)))
