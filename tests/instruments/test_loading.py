# SPDX-License-Identifier: MPL-2.0
"""Every shipped instrument loads, and its own cases are looked at: a wrong one is refused at its place."""

from __future__ import annotations

import pytest
from families import Json, document, ids, loaded, shipped

every = pytest.mark.parametrize("instrument", ids())


def refused_at(instrument: Json) -> list[str]:
    """The places of the problems that loading names."""
    import actueel

    with pytest.raises(actueel.Error) as refusal:
        loaded(instrument)
    return [problem.place for problem in refusal.value.problems]


@every
def test_it_loads_by_its_id_and_says_that_it_is_no_draft(instrument):
    assert shipped(instrument).id == instrument
    assert shipped(instrument).draft is False


@every
def test_its_document_and_the_shipped_one_are_the_same(instrument):
    assert loaded(document(instrument)).sha256 == shipped(instrument).sha256


@every
def test_every_case_is_checked_for_every_scale(instrument):
    for number, case in enumerate(document(instrument)["cases"]):
        for name, value in case["scales"].items():
            wrong = document(instrument)
            wrong["cases"][number]["scales"][name] = 7.5 if value != 7.5 else 8
            places = refused_at(wrong)
            assert places
            assert all(place.startswith(f"/cases/{number}") for place in places)


@every
def test_every_case_is_checked_for_its_level(instrument):
    levels = [level["id"] for level in document(instrument).get("levels", [])]
    for number, case in enumerate(document(instrument)["cases"]):
        if "level" in case:
            wrong = document(instrument)
            wrong["cases"][number]["level"] = next(level for level in levels if level != case["level"])
            assert all(place.startswith(f"/cases/{number}") for place in refused_at(wrong))


@every
def test_without_its_evidence_a_justification_or_a_language_it_is_refused(instrument):
    bare = document(instrument)
    del bare["evidence"]
    assert refused_at(bare)
    one_language = document(instrument)
    del one_language["title"]["nl"]
    assert refused_at(one_language) == ["/title"]


def test_money_without_its_justification_is_refused():
    unjustified = document("cfra-nl-derived")
    item = next(i for i in unjustified["items"] if i["id"] == "money")
    del item["justification"]
    assert refused_at(unjustified) == [f"/items/{unjustified['items'].index(item)}"]
