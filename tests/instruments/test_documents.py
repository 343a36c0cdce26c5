# SPDX-License-Identifier: MPL-2.0
"""The shipped documents hold together: read as plain JSON, without the engine.

The engine refuses much of this on loading; here it is said once more by other means, so that neither is trusted alone.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from families import INSTRUMENTS, Json, document, ids

SHIPPED = [
    "cfra-nl-derived",
    "collaboration-feedback-child",
    "collaboration-feedback-parent",
    "news2",
    "risk-check",
    "safety-check",
    "safety-scale",
    "violence-class",
]

# the field names of the documents page; a text field holds one text per language
FIELDS = {
    "instrument": "format id version languages title purpose evidence levels items scales level_from tree rules "
    "overrides cases subject one_sitting counts_living hear_child_every status licence x",
    "evidence": "validated statement meant_for not_for sources figures",
    "source": "id cite doi",
    "figure": "measure value low high on source",
    "level": "id label review_every",
    "item": "id kind per ages label ask answer derive source shelf_life lapses_on when_stale when_unknown "
    "when_contested pick sources applies_when changeable best audit_only justification formerly retired",
    "scale": "id label combine terms min_answered minimum maximum table cuts standard_error higher_is",
    "term": "item scale points bins linear if_none combine most",
    "rule": "id why if then",
    "overrides": "roles up down longest",
    "case": "say as_of persons answers events scales level",
}
DURATION = re.compile(r"P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?")
ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

every = pytest.mark.parametrize("instrument", ids())


def asked(found: Json) -> list[Json]:
    return [item for item in found["items"] if item["kind"] != "derived"]


def codes(item: Json) -> list[str]:
    return [option["code"] for option in item["answer"].get("options", [])]


def conditions(node: Any) -> list[Json]:
    """Every condition inside a condition, itself included."""
    if not isinstance(node, dict):
        return []
    inner = [*node.get("all", []), *node.get("any", []), *node.get("of", []), *([node["not"]] if "not" in node else [])]
    return [node, *(c for child in inner for c in conditions(child))]


def all_conditions(found: Json) -> list[Json]:
    roots = [rule["if"] for rule in found.get("rules", [])]
    roots += [item["applies_when"] for item in found["items"] if "applies_when" in item]
    return [c for root in roots for c in conditions(root)]


def test_these_are_shipped():
    assert ids() == SHIPPED


@every
def test_the_file_is_named_after_the_instrument(instrument):
    found = document(instrument)
    assert found["id"] == instrument
    assert found["format"] == "actueel.instrument/1"
    assert "status" not in found  # a shipped instrument is no draft


@every
def test_only_known_fields_are_used(instrument):
    found = document(instrument)

    def known(kind: str, value: Json) -> None:
        assert set(value) <= set(FIELDS[kind].split()), (kind, value.get("id"))

    known("instrument", found)
    known("evidence", found["evidence"])
    for kind, several in [
        ("source", found["evidence"]["sources"]),
        ("figure", found["evidence"]["figures"]),
        ("level", found.get("levels", [])),
        ("item", found["items"]),
        ("scale", found["scales"]),
        ("term", [term for s in found["scales"] for term in s["terms"]]),
        ("rule", found.get("rules", [])),
        ("overrides", [found["overrides"]] if "overrides" in found else []),
        ("case", found["cases"]),
    ]:
        for value in several:
            known(kind, value)


@every
def test_ids_are_ids_and_stand_once(instrument):
    found = document(instrument)
    lists = [found.get(part, []) for part in ("items", "scales", "levels", "rules")]
    for several in [*lists, found["evidence"]["sources"]]:
        names = [value["id"] for value in several]
        assert len(set(names)) == len(names)
        assert all(ID.fullmatch(name) for name in names)


@every
def test_every_text_stands_in_both_languages(instrument):
    found = document(instrument)
    assert found["languages"] == ["nl", "en"]
    texts = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if set(value) & {"nl", "en"}:
                texts.append(value)
            else:
                for inner in value.values():
                    walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(found)
    assert texts
    for text in texts:
        assert set(text) == {"nl", "en"}
        assert all(isinstance(words, str) and words.strip() == words and words for words in text.values())


@every
def test_all_that_people_read_has_a_text(instrument):
    found = document(instrument)
    must = [found["title"], *(found["evidence"][part] for part in ("statement", "meant_for", "not_for"))]
    must += [value["label"] for value in [*found.get("levels", []), *found["scales"]]]
    must += [rule["why"] for rule in found.get("rules", [])]
    must += [item["ask"] for item in asked(found)]
    must += [item["label"] for item in found["items"] if item["kind"] == "derived"]
    must += [option["label"] for item in asked(found) for option in item["answer"].get("options", [])]
    must += [case["say"] for case in found["cases"]]
    assert all(set(text) == {"nl", "en"} for text in must)
    assert found["licence"]
    assert isinstance(found["evidence"]["validated"], bool)


@every
def test_every_source_is_cited_and_every_citation_has_a_source(instrument):
    found = document(instrument)
    sources = {source["id"] for source in found["evidence"]["sources"]}
    cited = {item["source"] for item in asked(found)} | {figure["source"] for figure in found["evidence"]["figures"]}
    assert cited == sources
    for source in found["evidence"]["sources"]:
        assert source["cite"]
        assert "doi" not in source or re.fullmatch(r"10\.\d{4,}/\S+", source["doi"])


@every
def test_kinds_shelf_lives_and_changes_fit_together(instrument):
    for item in document(instrument)["items"]:
        if item["kind"] == "derived":
            assert "derive" in item
            assert not {"ask", "answer", "source", "shelf_life", "lapses_on", "changeable"} & set(item)
            continue
        assert item["kind"] in ("static", "dynamic", "protective")
        assert ("shelf_life" in item) == (item["kind"] != "static")
        assert DURATION.fullmatch(item.get("shelf_life", "P1D"))
        assert "derive" not in item
        if item.get("changeable"):
            assert item["kind"] != "static"
            assert "best" in item
        if "best" in item:
            assert item["best"] in codes(item)


@every
def test_codes_are_plain_and_none_is_a_reserved_word(instrument):
    for item in asked(document(instrument)):
        names = codes(item)
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
        assert not {"unknown", "refused", "not_applicable", "not_seen"} & set(names)


@every
def test_every_item_is_used(instrument):
    found = document(instrument)
    used = {term.get("item") for s in found["scales"] for term in s["terms"]}
    used |= {condition.get("item") for condition in all_conditions(found)}
    assert {item["id"] for item in found["items"]} <= used


@every
def test_every_scale_is_used(instrument):
    found = document(instrument)
    if "levels" not in found:
        return
    used = {term.get("scale") for s in found["scales"] for term in s["terms"]} | set(found["level_from"])
    used |= {condition.get("scale") for condition in all_conditions(found)}
    assert {s["id"] for s in found["scales"]} <= used


@every
def test_conditions_name_what_exists(instrument):
    found = document(instrument)
    items = {item["id"]: item for item in found["items"]}
    for condition in all_conditions(found):
        if "item" in condition:
            item = items[condition["item"]]
            if "is" in condition:
                assert condition["is"] in codes(item)
        if "scale" in condition:
            assert condition["scale"] in {s["id"] for s in found["scales"]}
        for covered in condition.get("covers", []):
            assert "best" in items[covered]
    levels = [level["id"] for level in found.get("levels", [])]
    for rule in found.get("rules", []):
        assert set(rule["then"].values()) <= set(levels)


@every
def test_every_option_has_points_and_bins_cover_the_whole_range(instrument):
    found = document(instrument)
    items = {item["id"]: item for item in found["items"]}
    for of in found["scales"]:
        for term in of["terms"]:
            assert ("item" in term) != ("scale" in term)
            if "scale" in term:
                continue
            item = items[term["item"]]
            assert ("combine" in term) == (item.get("per", "family") != "family")
            if "points" in term:
                assert list(term["points"]) == codes(item)
            if "bins" in term:
                starts = [b["at_least"] for b in term["bins"]]
                assert starts == sorted(set(starts))
                assert starts[0] == (0 if item["kind"] == "derived" else item["answer"]["number"]["min"])
                if item["kind"] != "derived":
                    assert starts[-1] <= item["answer"]["number"]["max"]


@every
def test_cuts_rise_with_the_levels_and_every_level_is_reached(instrument):
    found = document(instrument)
    levels = [level["id"] for level in found.get("levels", [])]
    if not levels:
        assert not {"rules", "tree", "overrides", "level_from"} & set(found)
        return
    reached = {levels[0]} | {level for rule in found.get("rules", []) for level in rule["then"].values()}
    for of in found["scales"]:
        if of["id"] in found["level_from"]:
            cuts = of["cuts"]
            assert list(cuts) == [level for level in levels if level in cuts]
            assert list(cuts.values()) == sorted(set(cuts.values()))
            reached |= set(cuts)
    assert reached == set(levels)


def bounds(found: Json, of: Json) -> tuple[Fraction, Fraction] | None:
    """The least and the most that a scale can be, added up by hand; None where a count has no greatest number."""
    items = {item["id"]: item for item in found["items"]}
    ends = []
    for term in of["terms"]:
        if "scale" in term:
            inner = bounds(found, next(s for s in found["scales"] if s["id"] == term["scale"]))
            assert inner is not None
            ends.append(inner)
        elif "linear" in term:
            if "derive" in items[term["item"]]:
                return None
            number, linear = items[term["item"]]["answer"]["number"], term["linear"]
            both = [Fraction(linear["times"]) * number[end] + linear.get("plus", 0) for end in ("min", "max")]
            ends.append((min(both), max(both)))
        else:
            values = [*term.get("points", {}).values(), *(b["points"] for b in term.get("bins", []))]
            ends.append((min(values), max(values)))
    lows, highs = zip(*ends, strict=True)
    if of["combine"] == "mean":
        return Fraction(sum(lows), len(lows)), Fraction(sum(highs), len(highs))
    combine = {"sum": sum, "max": max, "min": min}[of["combine"]]
    return combine(lows), combine(highs)


@every
def test_minimum_and_maximum_are_what_the_items_give(instrument):
    found = document(instrument)
    for of in found["scales"]:
        ends = bounds(found, of)
        if ends is None:
            assert "maximum" not in of
            assert of["minimum"] == 0
        else:
            assert (of["minimum"], of["maximum"]) == ends, of["id"]


@every
def test_review_times_and_overrides_are_durations(instrument):
    found = document(instrument)
    for level in found.get("levels", []):
        assert DURATION.fullmatch(level.get("review_every", "P1D"))
    if "overrides" in found:
        assert found["overrides"]["roles"]
        assert DURATION.fullmatch(found["overrides"]["longest"])


@every
def test_the_cases_reach_both_ends_of_every_scale_and_every_level(instrument):
    found = document(instrument)
    assert len(found["cases"]) >= 3
    values: dict[str, set] = {}
    for case in found["cases"]:
        for name, value in case["scales"].items():
            values.setdefault(name, set()).add(tuple(value) if isinstance(value, list) else value)
    for of in found["scales"]:
        assert of["minimum"] in values[of["id"]], of["id"]
        if "maximum" in of:
            assert of["maximum"] in values[of["id"]], of["id"]
    shown = {case["level"] for case in found["cases"] if "level" in case}
    only_by_a_plan = {"safe_with_plan"} if instrument == "safety-check" else set()  # a case has no plans
    assert shown == {level["id"] for level in found.get("levels", [])} - only_by_a_plan


@every
def test_each_case_answers_what_the_instrument_asks(instrument):
    found = document(instrument)
    items = {item["id"]: item for item in asked(found)}
    for case in found["cases"]:
        roles = [person["role"] for person in case.get("persons", [])]
        for name, answer in case.get("answers", {}).items():
            per = items[name].get("per", "family")
            several = answer if isinstance(answer, list) else [answer]
            assert len(several) == (1 if per == "family" or not isinstance(answer, list) else roles.count(per))
            for value in several:
                number = items[name]["answer"].get("number")
                if value == "not_applicable":
                    assert items[name]["answer"]["not_applicable"] is True
                elif number:
                    assert number["min"] <= value <= number["max"]
                    assert not number.get("integer") or isinstance(value, int)
                else:
                    assert value in codes(items[name])


def test_the_page_of_every_instrument_exists():
    pages = INSTRUMENTS.parents[1] / "docs" / "instruments"
    assert sorted(p.stem for p in pages.glob("*.md") if p.stem != "README") == SHIPPED
