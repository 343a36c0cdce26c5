# SPDX-License-Identifier: MPL-2.0
"""The instruments of the generated workloads. W2 is asked under the shipped risk-check."""

from __future__ import annotations

from typing import Any

ANSWERS = ("a0", "a1", "a2", "a3", "a4")
"""The codes of every question; each gives the points of its number."""

SHELF_DAYS = (None, 90, 180, 365)
"""Shelf lives, dealt out over the questions in turn; None: the answer never expires."""

LEVELS = ("low", "moderate", "high")

W1_ITEMS = 30
W1_CUTS = {"moderate": 25, "high": 95}

LITE_ITEMS = (
    *((f"f{n}", "family") for n in range(1, 7)),
    *((f"c{n}", "caregiver") for n in range(1, 9)),
    *((f"k{n}", "child") for n in range(1, 5)),
)
"""The questions of W2-lite, and of whom each is asked."""

LITE_CUTS = {"moderate": 16, "high": 55}


def _item(name: str, place: int, per: str = "family") -> dict[str, Any]:
    days = SHELF_DAYS[place % len(SHELF_DAYS)]
    asked: dict[str, Any] = {
        "id": name,
        "kind": "static" if days is None else "dynamic",
        "ask": {"en": f"Question {name}?"},
        "answer": {"options": [{"code": code, "label": {"en": code}} for code in ANSWERS]},
    }
    if days is not None:
        asked["shelf_life"] = f"P{days}D"
    if per != "family":
        asked["per"] = per
    return asked


def shelf_of(place: int) -> int | None:
    """Return the shelf life, in days, of the question at a place."""
    return SHELF_DAYS[place % len(SHELF_DAYS)]


def _document(name: str, title: str, items: list[Any], scales: list[Any], rules: list[Any]) -> dict[str, Any]:
    return {
        "format": "actueel.instrument/1",
        "id": name,
        "version": "1.0.0",
        "status": "draft",
        "languages": ["en"],
        "title": {"en": title},
        "levels": [{"id": each, "label": {"en": each}} for each in LEVELS],
        "items": items,
        "scales": scales,
        "level_from": ["total"],
        "rules": rules,
    }


def _points(most: int = 4) -> dict[str, int]:
    return {code: min(number, most) for number, code in enumerate(ANSWERS)}


def w1_instrument() -> dict[str, Any]:
    """Return the additive instrument of W1: thirty questions of the family, zero to four points each, one sum."""
    items = [_item(f"q{place:02}", place) for place in range(W1_ITEMS)]
    terms = [{"item": each["id"], "points": _points()} for each in items]
    total = {"id": "total", "label": {"en": "total"}, "combine": "sum", "terms": terms, "cuts": W1_CUTS}
    return _document("bench-additive", "Thirty questions that add up", items, [total], [])


def lite_instrument() -> dict[str, Any]:
    """Return the instrument of W2-lite: persons combined by the most, a scale that is a maximum, and a rule."""
    items = [_item(name, place, per) for place, (name, per) in enumerate(LITE_ITEMS)]
    per = dict(LITE_ITEMS)

    def term(name: str) -> dict[str, Any]:
        made: dict[str, Any] = {"item": name, "points": _points()}
        if per[name] != "family":
            made["combine"] = "max"
        return made

    conflict = {"id": "conflict", "label": {"en": "conflict"}, "combine": "max", "terms": [term("f1"), term("f2")]}
    rest = [{"scale": "conflict"}, *(term(name) for name in per if name not in ("f1", "f2"))]
    total = {"id": "total", "label": {"en": "total"}, "combine": "sum", "terms": rest, "cuts": LITE_CUTS}
    rule = {
        "id": "both",
        "why": {"en": "The worst answer about the family and about a caregiver."},
        "if": {"all": [{"item": "f1", "is": ANSWERS[-1]}, {"item": "c2", "is": ANSWERS[-1]}]},
        "then": {"at_least": "high"},
    }
    return _document("bench-lite", "Persons, a maximum and a rule", items, [conflict, total], [rule])
