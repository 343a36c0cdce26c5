# SPDX-License-Identifier: MPL-2.0
"""Concordance is the plain count over pairs, and its bootstrap the same over repeated people."""

from __future__ import annotations

import math

import numpy as np
import pytest

from actueel.demo.rossi.concordance import Pairs, estimate, pairs, resamples

WEEKS = 6


def made_up(seed: int, people: int = 25) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    week = rng.integers(1, WEEKS + 1, people)
    arrested = rng.random(people) < 0.4
    score = rng.integers(0, 4, (people, WEEKS)).astype(float)  # few values, so that many tie
    score[np.arange(1, WEEKS + 1) > week[:, None]] = np.nan
    return score, week, arrested


def by_hand(score: np.ndarray, week: np.ndarray, arrested: np.ndarray, drawn: list[int]) -> float:
    """Go over every week, everybody arrested in it and everybody else at risk, one by one."""
    won = total = 0.0
    for w in range(1, WEEKS + 1):
        for i in drawn:
            if not (arrested[i] and week[i] == w):
                continue
            for j in drawn:
                if i == j or week[j] < w or (week[j] == w and arrested[j]):
                    continue
                total += 1
                mine, other = score[i, w - 1], score[j, w - 1]
                won += 1.0 if mine > other else 0.5 if mine == other else 0.0
    return won / total if total else math.nan


@pytest.mark.parametrize("seed", range(40))
def test_the_count_by_hand_is_the_same(seed: int) -> None:
    score, week, arrested = made_up(seed)
    of = pairs(score, week, arrested)
    expected = by_hand(score, week, arrested, list(range(len(week))))
    assert float(of.concordance(np.ones(len(week)))) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("seed", range(40))
def test_a_sample_with_repeated_people_is_counted_as_if_each_stood_there(seed: int) -> None:
    score, week, arrested = made_up(seed)
    drawn = resamples(len(week), 3, seed)
    of = pairs(score, week, arrested)
    for weights, got in zip(drawn, of.concordance(drawn), strict=True):
        people = [p for p, times in enumerate(weights) for _ in range(int(times))]
        expected = by_hand(score, week, arrested, people)
        assert float(got) == pytest.approx(expected, nan_ok=True)


def test_a_perfect_score_is_one_its_reverse_zero_and_a_constant_one_half() -> None:
    week, arrested = np.array([1, 2, 3, 3]), np.array([True, True, False, False])
    risk = np.array([[4.0], [3.0], [2.0], [1.0]]) * np.ones((1, 3))
    everybody = np.ones(4)
    assert float(pairs(risk, week, arrested).concordance(everybody)) == 1.0
    assert float(pairs(-risk, week, arrested).concordance(everybody)) == 0.0
    assert float(pairs(0 * risk, week, arrested).concordance(everybody)) == 0.5


def test_two_arrested_in_one_week_are_no_pair() -> None:
    score = np.array([[1.0], [2.0], [0.0]])
    of = pairs(score, np.array([1, 1, 1]), np.array([True, True, False]))
    assert of.pair.tolist() == [[0.0, 0.0, 1.0], [0.0, 0.0, 1.0]]


def test_only_the_weeks_asked_for_count() -> None:
    score, week, arrested = made_up(3)
    early, late = (pairs(score, week, arrested).between(*each) for each in ((1, 3), (4, 6)))
    assert early.pair.sum() + late.pair.sum() == pairs(score, week, arrested).pair.sum()
    assert set(early.week.tolist()) <= {1, 2, 3}


def test_a_missing_score_at_risk_is_refused() -> None:
    score = np.array([[1.0], [np.nan]])
    with pytest.raises(ValueError, match="no score"):
        pairs(score, np.array([1, 1]), np.array([True, False]))


def test_the_interval_holds_the_middle_of_what_was_drawn() -> None:
    score, week, arrested = made_up(8, people=80)
    drawn = resamples(80, 500, 1)
    found = estimate(pairs(score, week, arrested), drawn)
    assert found.low < found.value < found.high
    assert np.array_equal(drawn, resamples(80, 500, 1))
    assert (drawn.sum(axis=1) == 80).all()


def test_a_score_differs_from_itself_by_nothing() -> None:
    score, week, arrested = made_up(8, people=80)
    of = pairs(score, week, arrested)
    found = estimate(of, resamples(80, 100, 1), minus=of)
    assert (found.value, found.low, found.high) == (0.0, 0.0, 0.0)


def test_pairs_hold_no_person_with_themselves() -> None:
    score, week, arrested = made_up(5)
    of: Pairs = pairs(score, week, arrested)
    assert all(of.pair[row, person] == 0 for row, person in enumerate(of.arrested))
