# SPDX-License-Identifier: MPL-2.0
"""What changes for families between two versions, and what does not count as a change."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from small_instrument import Document, options, parsed, texts

import actueel as ac
from actueel.author import Change, changes, moves


def told(old: Document, new: Document) -> list[Change]:
    return changes(parsed(old), parsed(new))


def texts_of(old: Document, new: Document) -> list[str]:
    return [each.text for each in told(old, new)]


@pytest.fixture
def newer(small: Document) -> Document:
    document = copy.deepcopy(small)
    document["version"] = "2.0.0"
    return document


@pytest.mark.parametrize("name", ac.instruments())
def test_nothing_changes_between_a_version_and_itself(name: str) -> None:
    instrument = ac.instrument(name)
    assert changes(instrument, instrument) == []
    moved = moves(instrument, instrument, families=50)
    assert moved is not None
    assert moved.same == 50
    assert moved.examples == ()


def test_bytes_labels_and_defaults_are_no_change(small: Document, newer: Document) -> None:
    newer["items"][0]["per"] = "family"
    newer["items"][0]["when_unknown"] = "range"
    newer["items"][0]["answer"]["options"][0]["label"] = texts("nee!", "no!")
    newer = dict(reversed(newer.items()))
    assert told(small, newer) == []


def test_items_added_removed_and_renamed(small: Document, newer: Document) -> None:
    newer["items"][0]["id"] = "alpha"
    newer["items"][0]["formerly"] = ["a"]
    newer["items"][1]["id"] = "beta"
    newer["scales"][0]["terms"][0]["item"] = "alpha"
    newer["scales"][0]["terms"][1]["item"] = "beta"
    found = told(small, newer)
    assert [(each.code, each.before_place, each.after_place) for each in found] == [
        ("item_renamed", "/items/0/id", "/items/0/id"),
        ("item_added", None, "/items/1"),
        ("item_removed", "/items/1", None),
        ("term_added", None, "/scales/0/terms/1"),
        ("term_removed", "/scales/0/terms/1", None),
    ]
    assert "a is called alpha now" in found[0].text
    assert "total: b no longer counts (no 0, yes 1)" in found[4].text


def test_options_renamed_added_and_retired(small: Document, newer: Document) -> None:
    small["items"][0]["answer"] = options("no", "yes", "odd")
    small["scales"][0]["terms"][0]["points"] = {"no": 0, "yes": 1, "odd": 1}
    newer["items"][0]["answer"] = options("no", "sure", "maybe")
    newer["items"][0]["answer"]["options"][1]["formerly"] = ["yes"]
    newer["items"][0]["retired"] = ["odd"]
    newer["scales"][0]["terms"][0]["points"] = {"no": 0, "sure": 2, "maybe": 1}
    assert texts_of(small, newer) == [
        "a: the answer yes is called sure now",
        "a: the answer odd is gone and counts as unknown",
        "a: maybe is a new answer",
        "total: a sure gives 2, was 1",
        "total: a maybe gives 1",
    ]


def test_points_cuts_shelf_lives_and_reviews(small: Document, newer: Document) -> None:
    newer["scales"][0]["terms"][1]["points"]["yes"] = 1.5
    newer["scales"][0]["cuts"]["high"] = 2.5
    newer["items"][0]["shelf_life"] = "P14D"
    newer["levels"][1]["review_every"] = "P14D"
    assert texts_of(small, newer) == [
        "a: how long an answer holds, P30D before, P14D now",
        "total: b yes gives 1.5, was 1",
        "high: looked at again every P1M before, P14D now",
        "total: high begins at 2 before, 2.5 now",
    ]


def test_bins(small: Document, newer: Document) -> None:
    for document, second in ((small, 3), (newer, 4)):
        document["items"][2]["answer"] = {"number": {"min": 0, "max": 9, "integer": True}}
        bins = [{"at_least": 0, "points": 0}, {"at_least": second, "points": 1}]
        document["scales"][0]["terms"][2] = {"item": "c", "bins": bins}
    (text,) = texts_of(small, newer)
    assert text == "total: c gives ([0, 4) 0, [4, ...) 1), was ([0, 3) 0, [3, ...) 1)"


def test_rules(small: Document, newer: Document) -> None:
    small["rules"] = [
        {"id": "R1", "if": {"item": "a", "is": "yes"}, "then": {"at_least": "high"}},
        {"id": "R2", "if": {"item": "b", "is": "yes"}, "then": {"at_most": "low"}},
    ]
    newer["rules"] = [
        {
            "id": "R3",
            "if": {"any": [{"item": "b", "is": "yes"}, {"scale": "total", "below": 1}]},
            "then": {"set": "low"},
        },
        {"id": "R1", "if": {"item": "a", "in": ["yes", "no"]}, "then": {"at_least": "high"}},
    ]
    assert texts_of(small, newer) == [
        "R3 is new: if b is yes or total is below 1, then set low",
        "R1: if a is one of yes, no, then at least high; was: if a is yes, then at least high",
        "R2 is gone: if b is yes, then at most low",
    ]


def test_every_place_is_there(small: Document, newer: Document) -> None:
    newer["items"][0]["shelf_life"] = "P14D"
    newer["scales"][0]["cuts"]["high"] = 3
    for each in told(small, newer):
        for document, place in ((small, each.before_place), (newer, each.after_place)):
            at: object = document
            for part in (place or "").split("/")[1:]:
                at = at[int(part)] if isinstance(at, list) else at[part]  # type: ignore[index]


# how families move


def test_a_lower_cut_lets_levels_rise_and_never_fall(small: Document, newer: Document) -> None:
    newer["scales"][0]["cuts"]["high"] = 1
    moved = moves(parsed(small), parsed(newer), families=400, seed=3)
    assert moved is not None
    assert moved.by == "level"
    assert moved.rises > 0
    assert (moved.falls, moved.unclear) == (0, 0)
    assert moved.rises + moved.same == 400
    assert moved.rises == moved.table["low", "high"]
    assert [each.through for each in moved.examples] == [("the cuts",)] * 3


def test_the_same_seed_gives_the_same_families_and_another_gives_others(small: Document, newer: Document) -> None:
    newer["scales"][0]["terms"][0]["points"]["yes"] = 2
    old, new = parsed(small), parsed(newer)
    assert moves(old, new, families=100, seed=5) == moves(old, new, families=100, seed=5)
    assert moves(old, new, families=100, seed=5) != moves(old, new, families=100, seed=6)


def test_an_answer_that_a_version_does_not_know_is_unknown_to_it(small: Document, newer: Document) -> None:
    newer["items"][2]["answer"] = options("no", "yes", "twice")
    newer["scales"][0]["terms"][2]["points"]["twice"] = 1
    moved = moves(parsed(small), parsed(newer), families=300)
    assert moved is not None
    assert any("to" in before for before, _ in moved.table), moved.table
    assert not any("to" in after for _, after in moved.table)


def test_through_what_a_family_moves(small: Document, newer: Document) -> None:
    newer["items"][0]["id"] = "alpha"
    newer["items"][0]["formerly"] = ["a"]
    newer["scales"][0]["terms"][0] = {"item": "alpha", "points": {"no": 0, "yes": 2}}
    moved = moves(parsed(small), parsed(newer), families=300)
    assert moved is not None
    assert {each.through for each in moved.examples} == {("alpha (yes) gives 2 on total, was 1",)}


def test_versions_without_shared_levels_are_compared_by_a_scale_or_not_at_all(small: Document, newer: Document) -> None:
    del newer["levels"], newer["level_from"], newer["scales"][0]["cuts"]
    newer["scales"][0]["terms"][0]["points"]["yes"] = 3
    moved = moves(parsed(small), parsed(newer), families=100)
    assert moved is not None
    assert (moved.by, moved.table) == ("total", {})
    assert moved.rises > 0
    newer["scales"][0]["id"] = "other"
    assert moves(parsed(small), parsed(newer), families=100) is None


# the command


def test_diff(actueel: Callable, tmp_path: Path, small: Document, newer: Document) -> None:
    newer["scales"][0]["cuts"]["high"] = 1
    for name, document in (("v1.json", small), ("v2.json", newer)):
        (tmp_path / name).write_text(json.dumps(document))
    done = actueel("diff", "v1.json", "v2.json", "--families", "200")
    assert (done.returncode, done.stderr) == (0, "")
    assert "high begins at 2 before, 1 now" in done.stdout
    assert "200 made-up families" in done.stdout
    assert "not how often" in done.stdout
    document = json.loads(actueel("diff", "v1.json", "v2.json", "--families", "200", "--json").stdout)
    assert document["before"]["version"] == "1.0.0"
    assert [each["code"] for each in document["changes"]] == ["cut_changed"]
    moved = document["moves"]
    assert moved["rises"] + moved["falls"] + moved["same"] + moved["unclear"] == moved["families"] == 200
    assert sum(each["families"] for each in moved["table"]) == 200
    done = actueel("diff", "v1.json", "v1.json")
    assert done.stdout == "small 1.0.0 to small 1.0.0: nothing changes for families\n"


def test_diff_of_what_is_no_instrument(actueel: Callable, tmp_path: Path) -> None:
    (tmp_path / "v1.json").write_text("{}")
    assert actueel("diff", "v1.json", "risk-check").returncode == 3
    assert actueel("diff", "risk-chek", "risk-check").returncode == 2
