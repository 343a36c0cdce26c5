# SPDX-License-Identifier: MPL-2.0
"""The Cox models give what R's survival package gives on the same data."""

from __future__ import annotations

import pytest

from actueel.demo.rossi.cox import fit
from actueel.demo.rossi.data import Rossi

# Typed from the project's reference figures: R 4.2.2, survival 3.5-3, carData 3.0.5, ties by Efron.
SAME_WEEK = {
    "fin": -0.356722,
    "age": -0.046342,
    "race": -0.338658,
    "wexp": -0.025553,
    "mar": 0.293747,
    "paro": -0.064206,
    "prio": 0.085139,
    "employed": -1.328321,
}


def test_employment_of_the_week_before_gives_the_published_model(rossi: Rossi) -> None:
    model = fit(rossi, "last_week", race=True)
    assert (model.rows, model.events) == (19377, 113)
    assert model.coefficient["employed"] == pytest.approx(-0.786889, abs=1e-5)
    assert model.standard_error["employed"] == pytest.approx(0.218081, abs=1e-5)
    assert model.coefficient["prio"] == pytest.approx(0.091988, abs=1e-5)
    assert model.log_likelihood == pytest.approx(-645.732707, abs=1e-5)


def test_employment_of_the_same_week_gives_the_published_model(rossi: Rossi) -> None:
    model = fit(rossi, "same_week", race=True)
    assert (model.rows, model.events) == (19809, 114)
    assert model.coefficient == pytest.approx(SAME_WEEK, abs=1e-5)
    assert model.standard_error["employed"] == pytest.approx(0.250716, abs=1e-5)
    assert model.log_likelihood == pytest.approx(-641.054949, abs=1e-5)


def test_static_covariates_alone_give_the_fixed_model(rossi: Rossi) -> None:
    model = fit(rossi, "none", race=True)
    assert model.coefficient["mar"] == pytest.approx(0.433704, abs=1e-5)
    assert model.coefficient["age"] == pytest.approx(-0.057438, abs=1e-5)
    assert model.log_likelihood == pytest.approx(-658.747660, abs=1e-5)


def test_race_is_a_covariate_only_where_asked(rossi: Rossi) -> None:
    assert "race" not in fit(rossi, "last_week").coefficient
    assert list(fit(rossi, "last_week").coefficient)[-1] == "employed"


def test_a_fit_on_some_people_counts_their_weeks_alone(rossi: Rossi) -> None:
    some = range(0, len(rossi), 2)
    model = fit(rossi, "last_week", people=list(some))
    assert model.rows == sum(int(rossi.week[person]) - 1 for person in some)
    arrested = [person for person in some if rossi.arrested[person] and rossi.week[person] > 1]
    assert model.events == len(arrested)
