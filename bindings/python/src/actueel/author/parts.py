# SPDX-License-Identifier: MPL-2.0
"""The parts of an instrument document with their places: read here, decided nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["answers_to_try", "asked", "bounds_named", "conditions", "every_condition", "items_named", "option_codes"]

Document = dict[str, Any]


def asked(document: Document) -> list[Document]:
    """Return the items that are asked of somebody, in order."""
    return [each for each in document["items"] if each["kind"] != "derived"]


def option_codes(item: Document) -> list[str]:
    """Return the codes of an item's options; none where it takes a number."""
    return [each["code"] for each in item.get("answer", {}).get("options", ())]


def conditions(document: Document) -> Iterator[tuple[str, Document]]:
    """Yield each whole condition of a document with its JSON Pointer: of items, of rules, of the tree's nodes."""
    for i, item in enumerate(document["items"]):
        if "applies_when" in item:
            yield f"/items/{i}/applies_when", item["applies_when"]
    for r, rule in enumerate(document.get("rules", ())):
        yield f"/rules/{r}/if", rule["if"]
    waiting = [("/tree", document["tree"])] if "tree" in document else []
    while waiting:
        place, node = waiting.pop()
        if "if" in node:
            yield f"{place}/if", node["if"]
            waiting += [(f"{place}/else", node["else"]), (f"{place}/then", node["then"])]


def every_condition(document: Document) -> Iterator[tuple[str, Document]]:
    """Yield each condition and each one inside it, with its JSON Pointer."""
    waiting = list(conditions(document))[::-1]
    while waiting:
        place, condition = waiting.pop()
        yield place, condition
        for part in ("all", "any", "of"):
            waiting += [(f"{place}/{part}/{n}", each) for n, each in enumerate(condition.get(part, ()))]
        if "not" in condition:
            waiting.append((f"{place}/not", condition["not"]))


def items_named(document: Document) -> set[str]:
    """Return the items that a scale, a rule, the tree, a plan's cover or another item's `applies_when` looks at."""
    named = {term["item"] for scale in document.get("scales", ()) for term in scale["terms"] if "item" in term}
    for _, condition in every_condition(document):
        named.update(condition.get("covers", ()))
        if "item" in condition:
            named.add(condition["item"])
    return named


def bounds_named(document: Document, item: str) -> list[float]:
    """Return every number at which a bin or a condition on the item begins, and every one that it asks for."""
    found: set[float] = set()
    for scale in document.get("scales", ()):
        for term in scale["terms"]:
            if term.get("item") == item:
                found.update(each["at_least"] for each in term.get("bins", ()))
    for _, condition in every_condition(document):
        if condition.get("item") == item:
            found.update(condition[each] for each in ("at_least", "below") if each in condition)
            found.update(
                each for each in (*condition.get("in", ()), condition.get("is")) if isinstance(each, (int, float))
            )
    return sorted(found)


def answers_to_try(document: Document, item: Document) -> list[str | float]:
    """Return answers that tell an item's effects apart: every option or whole number, or numbers at ends and bounds."""
    codes = option_codes(item)
    if codes:
        return list(codes)
    number = item["answer"]["number"]
    if number.get("integer") and number["max"] - number["min"] <= 100:
        return [float(each) for each in range(int(number["min"]), int(number["max"]) + 1)]
    step = 1 if number.get("integer") else 0.0001
    seen: dict[float, None] = {}
    for each in (number["min"], *bounds_named(document, item["id"]), number["max"]):
        for one in (round(each - step, 4), each):
            if number["min"] <= one <= number["max"] and (not number.get("integer") or one == int(one)):
                seen[one] = None
    return list(seen)
