# SPDX-License-Identifier: MPL-2.0
"""What is asked: the items of an instrument, each with its answers from the least to the most concern."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Question", "questions"]

MOST_STEPS = 10
"""A scale of so many steps is used whole; of a longer one, its first numbers."""


@dataclass(frozen=True)
class Question:
    """An asked item: its answers from the least to the most concern."""

    item: str
    per: str
    static: bool
    lapses: bool
    answers: tuple[str | int, ...]
    changeable: bool
    sources: tuple[str, ...]
    """Whose word counts, where the item says so."""


def questions(instrument: Mapping[str, Any]) -> list[Question]:
    """Return the items that are asked; one that is recorded for an audit alone is not."""
    falling = {
        term["item"]
        for scale in instrument["scales"]
        for term in scale["terms"]
        if "item" in term and term.get("linear", {}).get("times", 0) < 0
    }
    points = {
        term["item"]: term["points"]
        for scale in instrument["scales"]
        for term in scale["terms"]
        if "item" in term and "points" in term
    }
    asked = []
    for item in instrument["items"]:
        if item["kind"] == "derived" or item.get("audit_only", False):
            continue
        answers: list[str | int]
        if "options" in item["answer"]:
            answers = [option["code"] for option in item["answer"]["options"]]
            given = points.get(item["id"], {})
            answers.sort(key=lambda code: given.get(code, 0))
        else:
            number = item["answer"]["number"]
            least = int(number.get("min", 0))
            most = int(number.get("max", least + 4))
            answers = list(range(least, (most if most <= least + MOST_STEPS else least + 4) + 1))
            if item["id"] in falling:
                answers.reverse()
        asked.append(
            Question(
                item["id"],
                item.get("per", "family"),
                item["kind"] == "static",
                "lapses_on" in item,
                tuple(answers),
                item.get("changeable", False),
                tuple(item.get("sources", ())),
            )
        )
    return asked
