# SPDX-License-Identifier: MPL-2.0
"""Conditions, points and answers in plain English, for codebooks and differences."""

from __future__ import annotations

from typing import Any

from actueel.levels import number_text

__all__ = ["say", "say_answer", "say_condition", "say_derivation", "say_points"]

Document = dict[str, Any]


def say(value: object) -> str:
    """Return a value of a document as a reader writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return number_text(float(value))
    if isinstance(value, list):
        return ", ".join(say(each) for each in value) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{key} {say(each)}" for key, each in value.items()) or "none"
    return "none" if value is None else str(value)


def say_condition(condition: Document) -> str:
    """Return a condition as words; the whole closed set of them is known here."""
    for name, joined in (("all", " and "), ("any", " or ")):
        if name in condition:
            return joined.join(_inside(each) for each in condition[name])
    if "not" in condition:
        return f"not {_inside(condition['not'])}"
    if "of" in condition:
        return f"at least {condition['at_least']} of: " + "; ".join(say_condition(each) for each in condition["of"])
    if "events" in condition:
        return _events(condition, condition["events"], condition.get("within"), condition.get("at_least", 1))
    if "plan" in condition:
        covers = f" that covers {say(condition['covers'])}" if condition.get("covers") else ""
        return f"a plan is active{covers}"
    who = " for everyone" if condition.get("who") == "all" else ""
    return f"{condition.get('item', condition.get('scale'))} {_compared(condition)}{who}"


def _inside(condition: Document) -> str:
    words = say_condition(condition)
    return f"({words})" if any(each in condition for each in ("all", "any", "of")) else words


def _compared(condition: Document) -> str:
    if "status" in condition:
        return "is " + " or ".join(each.replace("_", " ") for each in condition["status"])
    if "in" in condition:
        return "is one of " + say(condition["in"])
    for name, words in (("is", "is"), ("at_least", "is at least"), ("below", "is below")):
        if name in condition:
            return f"{words} {say(condition[name])}"
    return "is answered"


def _events(query: Document, types: list[str], window: str | None, count: int) -> str:
    kinds = " or ".join(types)
    told = [f"{name} {say(query[name])}" for name in ("severities", "bases", "part") if query.get(name)]
    within = f" within {window}" if window else ""
    return f"at least {count} {'event' if count == 1 else 'events'} {kinds}{_bracket(told)}{within}"


def _bracket(told: list[str]) -> str:
    return f" ({'; '.join(told)})" if told else ""


def say_derivation(derive: Document) -> str:
    """Return what a derived item follows from."""
    name, of = next(iter(derive.items()))
    if name == "age":
        return f"age in completed years of the {of['of']} {of['role']}"
    if name == "count_persons":
        return f"number of persons with the role {of['role']}" + _bracket(
            [f"ages {say(of['ages'])}"] if "ages" in of else []
        )
    told = [f"{each} {say(of[each])}" for each in ("severities", "bases", "part") if of.get(each)]
    kinds = " or ".join(of["types"])
    if name == "days_since_event":
        return f"days since the latest event {kinds}{_bracket(told)}"
    return f"number of events {kinds}{_bracket(told)}" + (f" within {of['window']}" if "window" in of else "")


def say_answer(item: Document) -> str:
    """Return what can be answered to an item."""
    if "derive" in item:
        return say_derivation(item["derive"])
    answer = item["answer"]
    if "options" in answer:
        words = ", ".join(each["code"] for each in answer["options"])
    else:
        number = answer["number"]
        whole = "a whole number" if number.get("integer") else "a number"
        words = f"{whole} from {say(number['min'])} to {say(number['max'])}"
    return words + (", or not applicable" if answer.get("not_applicable") else "")


def say_points(term: Document) -> list[tuple[str, str]]:
    """Return which answers of a term give which points, in the order of the document."""
    rows: list[tuple[str, str]] = []
    if "points" in term:
        rows = [(code, say(points)) for code, points in term["points"].items()]
    elif "bins" in term:
        starts = [say(each["at_least"]) for each in term["bins"]]
        spans = [f"[{low}, {high})" for low, high in zip(starts, [*starts[1:], "..."], strict=True)]
        rows = [(span, say(each["points"])) for span, each in zip(spans, term["bins"], strict=True)]
    elif "linear" in term:
        linear = term["linear"]
        words = f"{say(linear['times'])} x the number"
        if linear.get("plus"):
            words += f" plus {say(linear['plus'])}"
        words += "".join(
            f", not {side} {say(linear[end])}" for end, side in (("min", "below"), ("max", "above")) if end in linear
        )
        rows = [("any number", words)]
    if "if_none" in term:
        rows.append(("no such event", say(term["if_none"])))
    return rows
