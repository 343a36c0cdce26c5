# SPDX-License-Identifier: MPL-2.0
"""safety-scale: one number from each person, never averaged. Typed from the instrument page, part (f)."""

from __future__ import annotations

import pytest
from families import (
    TODAY,
    assess,
    caregiver,
    child,
    computed,
    days_later,
    document,
    family,
    points,
    row,
    scale,
    shipped,
    terms,
)

ID = "safety-scale"
LITTLE, SOME, MUCH = "little", "some", "much"
ASK = {
    "nl": "Hoe veilig is het nu voor de kinderen? 0 = zo gevaarlijk dat een kind hier nu niet kan blijven, "
    "10 = zo veilig dat wij weg kunnen.",
    "en": "How safe is it for the children now? 0 = so dangerous that a child cannot stay here now, "
    "10 = so safe that we can leave.",
}
# id: whose word counts, per, ages
TABLE = {
    "by_child": ("child", "child", {"at_least": 8}),
    "by_caregiver": ("parent", "caregiver", None),
    "by_network": ("network", "family", None),
    "by_worker": ("worker", "family", None),
}
HOME = (caregiver(), child(10))


def looked_at(answers: dict, *, persons=HOME, as_of=TODAY) -> dict:
    return assess(shipped(ID), family(document(ID), persons, answers), as_of)


def level_of(worry: int) -> str:
    return LITTLE if worry < 4 else SOME if worry < 7 else MUCH


@pytest.mark.parametrize("name", TABLE)
def test_the_document_asks_what_the_page_asks(name):
    source, per, ages = TABLE[name]
    item = next(i for i in document(ID)["items"] if i["id"] == name)
    assert item["ask"] == ASK
    assert (item["kind"], item["sources"]) == ("dynamic", [source])
    assert (item.get("per", "family"), item.get("ages")) == (per, ages)
    assert (item["shelf_life"], item["answer"]) == ("P30D", {"number": {"min": 0, "max": 10, "integer": True}})
    term = terms(document(ID), name)["worry"]
    assert term["linear"] == {"times": -1, "plus": 10}
    assert term.get("combine") == (None if per == "family" else "max")


def test_nothing_is_averaged():
    (of,) = document(ID)["scales"]
    assert (of["combine"], of["min_answered"], of["minimum"], of["maximum"]) == ("max", 1, 0, 10)
    assert of["cuts"] == {SOME: 4, MUCH: 7}
    assert [(level["id"], level["review_every"]) for level in document(ID)["levels"]] == [
        (LITTLE, "P30D"), (SOME, "P30D"), (MUCH, "P30D"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("number", range(11))
def test_every_number_gives_its_worry(name, number):
    a = looked_at({other: 10 for other in TABLE if other != name} | {name: number})
    assert points(a, name, "worry") == (10 - number, 10 - number)
    assert scale(a, "worry") == (10 - number, 10 - number)
    assert computed(a) == (level_of(10 - number), level_of(10 - number))


@pytest.mark.parametrize("name", TABLE)
def test_one_person_is_enough_and_the_others_are_named_as_unknown(name):
    a = looked_at({name: 5})
    assert scale(a, "worry") == (5, 5)
    assert {other for other in TABLE if row(a, other)["status"] == "unknown"} == set(TABLE) - {name}


def test_when_nobody_rated_everything_is_possible():
    a = looked_at({})
    assert scale(a, "worry") == (0, 10)
    assert computed(a) == (LITTLE, MUCH)


def test_children_say_9_and_1_and_the_worry_is_9():
    a = looked_at({"by_child": [9, 1], "by_worker": 10}, persons=(caregiver(), child(10), child(12)))
    assert points(a, "by_child", "worry", "child1") == (1, 1)
    assert points(a, "by_child", "worry", "child2") == (9, 9)
    assert scale(a, "worry") == (9, 9)
    assert computed(a) == (MUCH, MUCH)


@pytest.mark.parametrize(("age", "asked"), [(7, False), (8, True)])
def test_a_child_is_asked_from_its_eighth_birthday(age, asked):
    a = looked_at({"by_worker": 8}, persons=(caregiver(), child(age)))
    rows = next(i for i in a["items"] if i["id"] == "by_child")["rows"]
    assert [r["person"] for r in rows] == (["child1"] if asked else [])


def test_a_number_lapses_after_30_days():
    last = days_later(TODAY, 29)
    assert scale(looked_at({"by_worker": 8}, as_of=last), "worry") == (2, 2)
    after = looked_at({"by_worker": 8}, as_of=days_later(last, 1))
    assert row(after, "by_worker")["status"] == "stale"
    assert scale(after, "worry") == (0, 10)
