# SPDX-License-Identifier: MPL-2.0
"""The dated scenarios that must come out right, with the shipped instruments.

Each document in `tests/cases/scenarios` asks one question and holds what must be in the answer, worked out by hand: a
path and its value. A path steps into an object by key and into a list by the id of an element, by its number, or by
`key=value`; a step that finds nothing gives null. New documents are found, not listed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from families import assess, ids, shipped

SCENARIOS = sorted((Path(__file__).resolve().parents[1] / "cases" / "scenarios").glob("*.json"))
FIELDS = {"description", "section", "instrument", "history", "as_of", "known_at", "child", "expect", "expected"}


def step(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return value.get(name)
    if isinstance(value, list):
        if name.isdigit():
            return value[int(name)] if int(name) < len(value) else None
        key, _, wanted = name.rpartition("=")
        return next((each for each in value if each.get(key or "id") == wanted), None)
    return None


def found_at(answer: Any, path: str) -> Any:
    for name in path.split("."):
        answer = step(answer, name)
    return answer


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_scenario_comes_out_as_worked_out_by_hand(path):
    asked = json.loads(path.read_text(encoding="utf-8"))
    assert set(asked) == FIELDS
    assert asked["instrument"] in ids()
    a = assess(
        shipped(asked["instrument"]), asked["history"], asked["as_of"], asked["child"], known_at=asked["known_at"]
    )
    assert asked["expect"]
    assert {place: found_at(a, place) for place in asked["expect"]} == asked["expect"]


def test_a_path_finds_what_it_names():
    answer = {"items": [{"id": "a", "rows": [{"person": None, "n": 1}, {"person": "p2", "n": 2}]}]}
    assert found_at(answer, "items.a.rows.0.n") == 1
    assert found_at(answer, "items.a.rows.person=p2.n") == 2
    assert found_at(answer, "items.b.rows.0.n") is None
    assert found_at(answer, "items.a.rows.2") is None


STORIES = {
    "partner-moves-in",
    "only-children-listed",
    "placed-out-of-home",
    "one-night-three-reports",
    "two-parents-differ",
    "plan-for-one-of-two",
    "plan-lapses-over-christmas",
    "copied-form",
    "refusal",
    "override-then-worse",
    "correction-after-signing",
    "mother-of-16",
    "asked-of-whom",
}


def test_every_story_is_told():
    assert {path.stem.rpartition(".")[0] for path in SCENARIOS} == STORIES
