# SPDX-License-Identifier: MPL-2.0
"""The development line is what statsmodels' state space models say of the same numbers, with an exact diffuse start."""

from __future__ import annotations

import datetime as dt
import math
import random
import warnings
from typing import Any

import numpy as np
import pytest
from statsmodels.tsa.statespace.initialization import Initialization
from statsmodels.tsa.statespace.mlemodel import MLEModel
from statsmodels.tsa.statespace.structural import UnobservedComponents

from actueel import _core
from actueel.development.fit import fit

FIRST = dt.date(2020, 1, 1).toordinal()
SEEDS = range(1, 13)
TIGHT = {"rel": 1e-9, "abs": 1e-9}

Given = list[tuple[int, int, float | None]]


class Lines(MLEModel):
    """One row a rating; a state for each line; between two rows every state gets the same disturbance."""

    def __init__(self, ratings: Given, drift: float, noise: list[float], lines: int) -> None:
        rows = len(ratings)
        super().__init__(np.array([math.nan if v is None else v for *_, v in ratings]), k_states=lines)
        design = np.zeros((1, lines, rows))
        state_cov = np.zeros((lines, lines, rows))
        obs_cov = np.zeros((1, 1, rows))
        for at, (day, rater, _) in enumerate(ratings):
            design[0, rater if lines > 1 else 0, at] = 1
            obs_cov[0, 0, at] = noise[rater]
            gap = ratings[at + 1][0] - day if at + 1 < rows else 0
            state_cov[:, :, at] = drift * gap
        self["design"], self["obs_cov"], self["state_cov"] = design, obs_cov, state_cov
        self["transition"] = self["selection"] = np.eye(lines)
        self.ssm.initialize(Initialization(lines, "diffuse"))


def made_up(seed: int, raters: int) -> Given:
    rng = random.Random(f"ratings {seed}")
    print("seed", seed)
    given: Given = [
        (FIRST + rng.randrange(300), rng.randrange(raters), None if rng.random() < 0.15 else rng.randrange(11))
        for _ in range(rng.randint(12, 40))
    ]
    given += [(FIRST + rng.randrange(300), rater, 5.0) for rater in range(raters)]  # everybody at least once
    return sorted(given, key=lambda each: (each[0], each[1], each[2] is None, each[2] or 0.0))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("each", [False, True], ids=["together", "parallel"])
def test_irregular_days_several_raters_and_missing_ratings(seed: int, each: bool) -> None:
    rng = random.Random(f"model {seed}")
    raters = rng.randint(1, 4)
    drift, noise = rng.choice((0.0, 0.01, 0.2)), [rng.uniform(0.1, 4) for _ in range(raters)]
    ratings = made_up(seed, raters)
    lines = raters if each else 1
    theirs: Any = Lines(ratings, drift, noise, lines).ssm.smooth()
    ours, log_likelihood = _core.develop(ratings, drift=drift, noise=noise, each=each, start=None, asked=[])

    assert log_likelihood == pytest.approx(theirs.llf_obs.sum(), **TIGHT)
    assert log_likelihood == _core.log_likelihood(ratings, drift=drift, noise=noise, each=each, start=None)
    assert [day for day, *_ in ours] == sorted({day for day, *_ in ratings})
    for day, filtered, smoothed in ours:
        last = max(at for at, one in enumerate(ratings) if one[0] == day)
        known = {rater for on, rater, value in ratings[: last + 1] if value is not None}
        for line in range(lines):
            mean, variance = smoothed[line] or (math.nan, math.nan)
            assert mean == pytest.approx(theirs.smoothed_state[line, last], **TIGHT)
            assert variance == pytest.approx(theirs.smoothed_state_cov[line, line, last], **TIGHT)
            if line in known if each else known:
                mean, variance = filtered[line] or (math.nan, math.nan)
                assert mean == pytest.approx(theirs.filtered_state[line, last], **TIGHT)
                assert variance == pytest.approx(theirs.filtered_state_cov[line, line, last], **TIGHT)
            else:
                assert filtered[line] is None


@pytest.mark.parametrize("seed", SEEDS)
def test_several_raters_on_one_day_as_one_vector(seed: int) -> None:
    """Durbin and Koopman's univariate treatment is the multivariate filter."""
    rng = random.Random(f"days {seed}")
    print("seed", seed)
    drift, noise = 0.07, [0.4, 1.1, 2.6]
    days = 25
    values = [[rng.randrange(11) if rng.random() < 0.6 else None for _ in noise] for _ in range(days)]
    table = np.array([[math.nan if v is None else v for v in row] for row in values])
    model = MLEModel(table, k_states=1)
    model["design"], model["obs_cov"] = np.ones((3, 1)), np.diag(noise)
    model["state_cov"] = np.array([[drift]])
    model["transition"] = model["selection"] = np.eye(1)
    model.ssm.initialize(Initialization(1, "diffuse"))
    model.ssm.filter_univariate = True
    theirs: Any = model.ssm.smooth()
    ratings = [(FIRST + day, rater, value) for day, row in enumerate(values) for rater, value in enumerate(row)]
    ours, log_likelihood = _core.develop(ratings, drift=drift, noise=noise, each=False, start=None, asked=[])
    assert log_likelihood == pytest.approx(theirs.llf_obs.sum(), **TIGHT)
    for at, (_, _, smoothed) in enumerate(ours):
        assert smoothed[0] == pytest.approx(
            (theirs.smoothed_state[0, at], theirs.smoothed_state_cov[0, 0, at]), **TIGHT
        )


def local_level(seed: int, n: int, drift: float, noise: float) -> np.ndarray:
    rng = np.random.default_rng(seed)
    print("seed", seed)
    return 5 + np.cumsum(rng.normal(0, math.sqrt(drift), n)) + rng.normal(0, math.sqrt(noise), n)


@pytest.mark.parametrize("seed", SEEDS)
def test_regular_days_are_their_local_level(seed: int) -> None:
    y = local_level(seed, 60, 0.3, 1.0)
    y[5:9] = math.nan
    theirs: Any = UnobservedComponents(y, "llevel", use_exact_diffuse=True).smooth([1.2, 0.25])
    ratings: Given = [(FIRST + at, 0, None if math.isnan(v) else float(v)) for at, v in enumerate(y)]
    ours, log_likelihood = _core.develop(ratings, drift=0.25, noise=[1.2], each=False, start=None, asked=[])
    assert log_likelihood == pytest.approx(theirs.llf, **TIGHT)
    for at, (_, filtered, smoothed) in enumerate(ours):
        told = (theirs.filtered_state[0, at], theirs.filtered_state_cov[0, 0, at])
        assert filtered[0] == pytest.approx(told, **TIGHT)
        told = (theirs.smoothed_state[0, at], theirs.smoothed_state_cov[0, 0, at])
        assert smoothed[0] == pytest.approx(told, **TIGHT)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_stated_start_is_theirs(seed: int) -> None:
    y = local_level(seed, 30, 0.3, 1.0)
    model = UnobservedComponents(y, "llevel")
    model.ssm.initialize(Initialization(1, "known", constant=[4.0], stationary_cov=[[2.5]]))
    model.ssm.loglikelihood_burn = 0  # it counts as if the start were a guess
    theirs: Any = model.smooth([1.2, 0.25])
    ratings: Given = [(FIRST + at, 0, float(v)) for at, v in enumerate(y)]
    start = (FIRST, 4.0, 2.5)
    ours, log_likelihood = _core.develop(ratings, drift=0.25, noise=[1.2], each=False, start=start, asked=[])
    assert log_likelihood == pytest.approx(theirs.llf, **TIGHT)
    for at, (_, _, smoothed) in enumerate(ours):
        told = (theirs.smoothed_state[0, at], theirs.smoothed_state_cov[0, 0, at])
        assert smoothed[0] == pytest.approx(told, **TIGHT)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_variances_found_are_as_likely_as_theirs(seed: int) -> None:
    y = local_level(seed, 150, 0.2, 1.0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # whether their search converged is seen below
        model: Any = UnobservedComponents(y, "llevel", use_exact_diffuse=True)
        theirs = model.fit(disp=False, maxiter=500)
    given = [(dt.date.fromordinal(FIRST + at), 0, float(v)) for at, v in enumerate(y)]
    found = fit(given, ["worker"], each=False, drift=None, noise=None).model
    assert found is not None
    drift, (noise,) = found
    ratings: Given = [(day.toordinal(), 0, value) for day, _, value in given]
    likely = _core.log_likelihood(ratings, drift=drift, noise=[noise], each=False, start=None)
    assert likely >= theirs.llf - 1e-6
    assert (noise, drift) == pytest.approx(tuple(theirs.params), rel=0.02, abs=1e-3)


def test_a_wrong_model_would_be_noticed() -> None:
    ratings = made_up(1, 2)
    theirs: Any = Lines(ratings, 0.1, [1.0, 2.0], 1).ssm.smooth()
    other = _core.log_likelihood(ratings, drift=0.1, noise=[1.0, 2.001], each=False, start=None)
    assert other != pytest.approx(theirs.llf_obs.sum(), **TIGHT)
