# SPDX-License-Identifier: MPL-2.0
"""The form after aggression against a worker: what is still to be done, and nothing about the family."""

from __future__ import annotations

import json
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from families import assess, computed, document, family, ids, loaded, row, said, scale

PATH = Path(__file__).resolve().parents[2] / "examples" / "instruments" / "incident-form.json"
LEVELS = ["done", "to_do", "act_now"]
YES_NO = ("yes", "no")
ASKED = {
    "form": ("words", "physical"),
    "weapon": YES_NO,
    "hurt": ("no", "a_little", "doctor"),
    "children": YES_NO,
    "safety_asked": YES_NO,
    "lead_told": YES_NO,
    "aftercare": YES_NO,
    "agreed": YES_NO,
}


@cache
def form():
    return json.loads(PATH.read_text(encoding="utf-8"))


@cache
def instrument():
    return loaded(form())


def expected(answers):
    """The level by the text of the form, typed here once more."""
    children = answers["children"] == "yes"
    open_now = [name for name in ("lead_told", "aftercare", "agreed") if answers[name] == "no"]
    if children and answers["safety_asked"] == "no":
        return len(open_now) + 1, "act_now"
    if answers["lead_told"] == "no" and (answers["weapon"] == "yes" or answers["hurt"] == "doctor"):
        return len(open_now), "act_now"
    return len(open_now), "to_do" if open_now else "done"


def test_every_way_to_fill_it_in_has_the_level_of_its_text():
    seen = set()
    for values in product(*ASKED.values()):
        answers = dict(zip(ASKED, values, strict=True))
        left, level = expected(answers)
        found = assess(instrument(), family(form(), (), answers))
        assert (scale(found, "open"), computed(found)) == ((left, left), (level, level)), answers
        seen.add(level)
    assert seen == set(LEVELS)


@pytest.mark.parametrize("missing", sorted(ASKED))
def test_what_is_not_filled_in_is_a_range_over_every_way_to_fill_it_in(missing):
    for values in product(*(ASKED[name][-2:] for name in ASKED)):
        answers = dict(zip(ASKED, values, strict=True))
        levels = [LEVELS.index(expected(answers | {missing: each})[1]) for each in ASKED[missing]]
        del answers[missing]
        low, high = computed(assess(instrument(), family(form(), (), answers)))
        assert LEVELS.index(low) <= min(levels)
        assert LEVELS.index(high) >= max(levels)


def test_whether_the_children_are_safe_is_asked_only_where_there_were_any():
    answers = dict.fromkeys(ASKED, "no") | {"form": "words"}
    del answers["safety_asked"]
    assert row(assess(instrument(), family(form(), (), answers)), "safety_asked")["status"] == "not_applicable"


def test_one_form_is_one_sitting():
    answers = dict.fromkeys(ASKED, "yes") | {"form": "words", "hurt": "no"}
    more = [said("aftercare", "no", sitting="second", recorded_at="2020-01-01T15:00:00Z")]
    history = family(form(), (), answers, more=more)
    for record in history["records"]:
        if record["type"] == "observation":
            record.setdefault("sitting", "first")
    found = assess(instrument(), history)
    assert row(found, "aftercare")["answer"] == "no"
    assert row(found, "lead_told")["status"] == "unknown", "answers of two forms are never mixed"


def test_no_instrument_about_families_hears_of_it():
    names = {item["id"] for item in form()["items"]}
    for each in ids():
        assert not names & {item["id"] for item in document(each)["items"]}, each


def test_words_of_the_family_do_not_count():
    assert all(item["sources"] == ["worker", "professional"] for item in form()["items"])
