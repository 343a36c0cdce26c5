# SPDX-License-Identifier: MPL-2.0
"""Cross-fitting never scores a person by a model that has seen them."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

import actueel as ac
from actueel.demo.rossi.cox import fit
from actueel.demo.rossi.crossfit import FOLDS, Fold, cross_fit, divide
from actueel.demo.rossi.data import Rossi
from actueel.demo.rossi.instruments import instrument

TEXT = {"nl": "Niet gevalideerd.", "en": "Not validated."}


@pytest.fixture(scope="module")
def folds(rossi: Rossi) -> list[Fold]:
    return cross_fit(rossi, "last_week", name="current", seed=5)


def test_folds_divide_everybody_evenly() -> None:
    folds = divide(432, 10, 5)
    assert sorted(person for fold in folds for person in fold) == list(range(432))
    assert {len(fold) for fold in folds} == {43, 44}
    assert divide(432, 10, 5) == folds != divide(432, 10, 6)


def test_each_person_is_scored_once_and_by_a_fold_fitted_without_them(rossi: Rossi, folds: list[Fold]) -> None:
    assert len(folds) == FOLDS
    assert sorted(person for fold in folds for person in fold.scores) == list(range(len(rossi)))
    for fold in folds:
        assert not set(fold.scores) & set(fold.fitted_on)
        assert sorted(fold.scores + fold.fitted_on) == list(range(len(rossi)))


def test_what_happened_to_a_person_leaves_their_own_instrument_as_it_was(rossi: Rossi, folds: list[Fold]) -> None:
    row = int(np.flatnonzero(~rossi.arrested)[0])
    arrested, employed = rossi.arrested.copy(), rossi.employed.copy()
    arrested[row], employed[row] = True, 1 - employed[row]
    other = cross_fit(replace(rossi, arrested=arrested, employed=employed), "last_week", name="current", seed=5)
    for before, after in zip(folds, other, strict=True):
        assert (before.instrument == after.instrument) == (row in before.scores)


def test_every_instrument_loads_and_says_that_it_is_a_draft(folds: list[Fold]) -> None:
    for fold in folds:
        loaded = ac.Instrument.parse(json.dumps(fold.instrument))
        assert loaded.draft
        assert "race" in loaded.items


def test_points_are_the_coefficients_to_four_decimals(rossi: Rossi) -> None:
    model = fit(rossi, "last_week", race=True)
    document = instrument("rossi-published", model, statement=TEXT, centred=False)
    terms = {term["item"]: term for term in document["scales"][0]["terms"]}
    assert terms["employed"]["points"] == {"no": 0.0, "yes": -0.7869}
    assert terms["prio"]["linear"] == {"times": 0.092, "plus": 0.0}
    assert terms["mar"]["points"]["no"] == round(model.coefficient["mar"], 4)
    assert terms["mar"]["points"]["yes"] == 0.0
    assert "race" not in terms


def test_race_may_be_recorded_and_has_no_points(folds: list[Fold]) -> None:
    for fold in folds:
        (race,) = [item for item in fold.instrument["items"] if item["id"] == "race"]
        assert race["audit_only"] is True
        assert all(term["item"] != "race" for term in fold.instrument["scales"][0]["terms"])


def test_centred_points_differ_by_one_constant(rossi: Rossi) -> None:
    model = fit(rossi, "last_week")
    plain = instrument("plain", model, statement=TEXT, centred=False)["scales"][0]["terms"]
    centred = instrument("centred", model, statement=TEXT, centred=True)["scales"][0]["terms"]
    for one, other in zip(plain, centred, strict=True):
        if "points" in one:
            moved = {code: one["points"][code] - other["points"][code] for code in one["points"]}
            first, second = moved.values()
            assert first == pytest.approx(second, abs=1.01e-4)
        else:
            assert one["linear"]["times"] == other["linear"]["times"]
