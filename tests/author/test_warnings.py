# SPDX-License-Identifier: MPL-2.0
"""Each caution: told where it is due, with its place and what to do, and silent where it is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from small_instrument import ROOT, Document, options, parsed, texts

import actueel as ac
from actueel.author import Caution, history_warnings, instrument_warnings


def told(document: Document) -> list[tuple[str, str]]:
    return [(each.code, each.place) for each in instrument_warnings(parsed(document))]


def one(document: Document, code: str) -> Caution:
    (found,) = [each for each in instrument_warnings(parsed(document)) if each.code == code]
    return found


def test_there_is_nothing_to_say_about_a_small_instrument(small: Document) -> None:
    assert told(small) == []


def test_options_that_nothing_tells_apart(small: Document) -> None:
    small["items"][0]["answer"] = options("no", "yes", "often")
    small["scales"][0]["terms"][0]["points"]["often"] = 1
    caution = one(small, "options_alike")
    assert caution.place == "/items/0/answer/options/2"
    assert "yes and often of a" in caution.text
    assert caution.remedy


@pytest.mark.parametrize("where", ["rule", "other scale", "applies_when", "plan"])
def test_options_that_something_tells_apart(small: Document, where: str) -> None:
    small["items"][0]["answer"] = options("no", "yes", "often")
    small["scales"][0]["terms"][0]["points"] = {"no": 0, "yes": 0, "often": 1}
    if where == "rule":
        small["rules"] = [{"id": "R", "if": {"not": {"item": "a", "is": "yes"}}, "then": {"at_most": "high"}}]
    elif where == "other scale":
        points = {"no": 0, "yes": 2, "often": 2}
        small["scales"].append({"id": "other", "combine": "max", "terms": [{"item": "a", "points": points}]})
    elif where == "applies_when":
        small["items"][1]["applies_when"] = {"item": "a", "in": ["yes", "often"]}
    else:
        small["items"][0]["best"] = "no"
        small["rules"] = [{"id": "R", "if": {"plan": "active", "covers": ["a"]}, "then": {"at_most": "low"}}]
    assert [each for each, _ in told(small) if each == "options_alike"] == []


def test_an_item_that_nothing_uses(small: Document) -> None:
    small["items"].append({"id": "d", "kind": "static", "ask": texts("D?", "D?"), "answer": options("no", "yes")})
    assert told(small) == [("item_unused", "/items/3")]
    small["items"][3]["audit_only"] = True
    assert told(small) == []


@pytest.mark.parametrize(
    ("life", "review", "longer"),
    [("P30D", "P1M", False), ("P1M", "P30D", False), ("P32D", "P1M", True), ("P3M", "P30D", True),
     ("P1Y", "P52W", True), ("P12M", "P1Y", False), ("P7D", "P1W", False), ("P1W", "P1D", True)],
)  # fmt: skip
def test_a_shelf_life_longer_than_the_shortest_review_interval(
    small: Document, life: str, review: str, longer: bool
) -> None:
    small["items"][0]["shelf_life"] = life
    small["items"][1]["shelf_life"] = "P1D"
    small["levels"][1]["review_every"] = review
    small["levels"][0]["review_every"] = "P9Y"
    found = told(small)
    assert found == ([("shelf_life_beyond_review", "/items/0/shelf_life")] if longer else [])


def test_without_review_intervals_no_shelf_life_is_too_long(small: Document) -> None:
    for level in small["levels"]:
        del level["review_every"]
    assert told(small) == []


@pytest.mark.parametrize(
    ("ask", "near"),
    [("Staat er geld op de rekening?", True), ("Is the family homeless?", True), ("Krijgt het gezin bijstand?", True),
     ("Geldt dit nu nog?", False), ("Geeft een ouder het kind de schuld?", False), ("Who benefits?", False)],
)  # fmt: skip
def test_an_item_near_to_poverty(small: Document, ask: str, near: bool) -> None:
    small["items"][1]["ask"] = texts(ask, ask)
    small["items"][1]["justification"] = texts("Omdat.", "Because.") if near else None
    if not near:
        del small["items"][1]["justification"]
    assert told(small) == ([("poverty_near", "/items/1")] if near else [])


def test_a_poverty_near_item_says_how_far_it_alone_moves_the_scale() -> None:
    cfra = ac.instrument("cfra-nl-derived")
    (caution,) = [each for each in instrument_warnings(cfra) if each.code == "poverty_near"]
    assert "alone it moves total by 1" in caution.text
    assert cfra.items[int(caution.place.removeprefix("/items/"))] == "money"


def test_dutch_or_english_missing(small: Document) -> None:
    text = json.dumps(small)
    for gone, kept in (("nl", "en"), ("en", "nl")):
        document = json.loads(text, object_hook=lambda o, gone=gone: {k: v for k, v in o.items() if k != gone})
        document["languages"] = [kept]
        assert told(document) == [("language_missing", "/languages")]


def test_one_item_that_decides_a_level_alone(small: Document) -> None:
    small["scales"][0]["terms"][2]["points"]["yes"] = 2
    caution = one(small, "decides_alone")
    assert caution.place == "/items/2"
    assert "yes gives high" in caution.text


def test_one_item_that_decides_by_a_rule_or_by_a_number(small: Document) -> None:
    small["items"][0]["answer"] = {"number": {"min": 0, "max": 10, "integer": True}}
    small["scales"][0]["terms"][0] = {"item": "a", "linear": {"times": 0.1}}
    small["rules"] = [{"id": "R", "if": {"item": "a", "at_least": 7}, "then": {"set": "high"}}]
    assert "7 to 10 gives high" in one(small, "decides_alone").text


def test_weights_whose_derivation_is_not_stated(small: Document) -> None:
    small["evidence"]["statement"] = texts("Niet gevalideerd.", "Not validated.")
    small["evidence"]["sources"] = [{"id": "paper", "cite": "A paper"}]
    small["items"][0]["source"] = "paper"
    caution = one(small, "weights_underived")
    assert caution.place == "/scales/0/terms"
    assert "a, b and c" in caution.text
    small["evidence"]["figures"] = [{"measure": "auc", "value": 0.6, "on": "us", "source": "paper"}]
    assert "points of b and c" in one(small, "weights_underived").text


@pytest.mark.parametrize(
    ("worth", "below"),
    [({"points": {"no": 0, "yes": -1}}, True), ({"points": {"no": 0, "yes": 1}}, False)],
)
def test_a_sum_over_persons_with_points_below_zero(small: Document, worth: Document, below: bool) -> None:
    small["items"][0]["per"] = "child"
    small["scales"][0]["terms"][0] = {"item": "a", "combine": "sum", "most": 2, **worth}
    found = [place for code, place in told(small) if code == "sum_below_zero"]
    assert found == (["/scales/0/terms/0"] if below else [])
    small["scales"][0]["terms"][0] = {"item": "a", "combine": "min", **worth}
    assert [code for code, _ in told(small) if code == "sum_below_zero"] == []


def test_a_sum_over_persons_of_a_line_that_goes_below_zero(small: Document) -> None:
    small["items"][0] |= {"per": "child", "answer": {"number": {"min": 0, "max": 3, "integer": True}}}
    term = {"item": "a", "combine": "sum", "most": 2}
    for line, below in (
        ({"times": 1}, False), ({"times": -1}, True),
        ({"times": -1, "min": 0}, False), ({"times": 1, "plus": -1}, True),
    ):  # fmt: skip
        small["scales"][0]["terms"][0] = {**term, "linear": line}
        assert [code for code, _ in told(small) if code == "sum_below_zero"] == ["sum_below_zero"] * below


def test_a_safety_instrument_in_which_the_childs_word_does_not_count(small: Document) -> None:
    small["purpose"] = "safety"
    assert told(small) == [("child_not_counted", "/items")]
    small["items"][0]["sources"] = ["worker", "child"]
    assert told(small) == []
    assert "child_not_counted" not in {each.code for each in instrument_warnings(ac.instrument("safety-check"))}


@pytest.mark.parametrize("name", ac.instruments())
def test_every_caution_names_a_place_that_is_there(name: str) -> None:
    instrument = ac.instrument(name)
    for caution in instrument_warnings(instrument, name):
        at: object = instrument.to_dict()
        for part in caution.place.split("/")[1:]:
            at = at[int(part)] if isinstance(at, list) else at[part]  # type: ignore[index]
        assert caution.document == name
        assert caution.text
        assert caution.remedy
        assert caution.code in str(caution)


# histories


def history_of(*records: Document) -> ac.History:
    each = [{"id": f"r{n}", "recorded_at": "2020-01-01T12:00:00Z", **record} for n, record in enumerate(records)]
    return ac.History.parse(json.dumps({"format": "actueel.history/1", "family": "F-1", "records": each}))


HOUSE = {"type": "household", "start": "2020-01-01", "empty": ["child", "caregiver"]}
SEEN = {"type": "observation", "observed_on": "2020-01-01", "item": "a", "source": "worker", "basis": "fact"}
CHILD = {"type": "membership", "person": "p1", "role": "child", "start": "2016-01-01"}


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([HOUSE], []),
        ([CHILD, {"type": "person", "id": "p1", "born_on": "2016-01-01"}], [("role_never_stated", "/records")]),
        ([HOUSE, CHILD, {"type": "person", "id": "p1"}], [("birth_day_missing", "/records/1")]),
        ([HOUSE, {**SEEN, "answer": "no"}], []),
        ([HOUSE, {"type": "observation", "observed_on": "2020-01-01", "item": "a", "answer": "no"}],
         [("source_not_stated", "/records/1"), ("basis_not_stated", "/records/1")]),
        ([HOUSE, {**SEEN, "answer": "no"}, {**SEEN, "answer": "yes"}], [("tied_by_id", "/records/2")]),
        ([HOUSE, {**SEEN, "answer": "no"}, {**SEEN, "answer": "no"}], []),
    ],
)  # fmt: skip
def test_histories(records: list[Document], expected: list[tuple[str, str]]) -> None:
    assert [(each.code, each.place) for each in history_warnings(history_of(*records))] == expected


def test_a_history_that_names_only_children_says_what_stays_open() -> None:
    (caution,) = history_warnings(history_of(CHILD, {"type": "person", "id": "p1", "born_on": "2016-01-01"}))
    assert "caregiver" in caution.text


# the command


def test_check_prints_warnings_and_ends_well_unless_strict(actueel: Callable, tmp_path: Path, small: Document) -> None:
    small["purpose"] = "safety"
    (tmp_path / "i.json").write_text(json.dumps(small))
    done = actueel("check", "i.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 warning" in done.stdout
    assert "child_not_counted" in done.stdout
    assert actueel("check", "i.json", "--strict").returncode == 3
    done = actueel("check", "i.json", "--json", "--strict")
    assert done.returncode == 3
    (document,) = json.loads(done.stdout)
    assert document["problems"] == []
    assert [(each["code"], each["place"]) for each in document["warnings"]] == [("child_not_counted", "/items")]
    assert set(document["warnings"][0]) == {"code", "document", "place", "text", "remedy"}


def test_check_ends_with_three_on_a_problem_and_well_on_nothing(
    actueel: Callable, tmp_path: Path, small: Document
) -> None:
    (tmp_path / "right.json").write_text(json.dumps(small))
    assert actueel("check", "right.json", "--strict").returncode == 0
    small["scales"][0]["cuts"] = {"high": "2"}
    (tmp_path / "wrong.json").write_text(json.dumps(small))
    done = actueel("check", "right.json", "wrong.json", "--json")
    assert done.returncode == 3
    assert [len(each["problems"]) for each in json.loads(done.stdout)] == [0, 1]


def test_check_of_a_history(actueel: Callable) -> None:
    done = actueel("check", ROOT / "examples" / "family.json")
    assert done.returncode == 0
    assert "basis_not_stated" in done.stdout
