# SPDX-License-Identifier: MPL-2.0
"""Weekly scores are the library's, and use nothing that was recorded later."""

from __future__ import annotations

import copy
import json

import numpy as np
import pytest

import actueel as ac
from actueel.demo.rossi.crossfit import Fold, cross_fit
from actueel.demo.rossi.data import Rossi
from actueel.demo.rossi.histories import Calendar
from actueel.demo.rossi.scores import frozen, weekly

SOME = range(0, 432, 9)


@pytest.fixture(scope="module")
def folds(rossi: Rossi) -> list[Fold]:
    """Two instruments, each scoring some of the people it was not fitted on."""
    made = cross_fit(rossi, "last_week", name="current", seed=5, folds=2)
    return [Fold(fold.instrument, fold.fitted_on, tuple(p for p in fold.scores if p in SOME)) for fold in made]


@pytest.fixture(scope="module")
def score(folds: list[Fold], people: list[ac.History], rossi: Rossi, when: Calendar) -> np.ndarray:
    return weekly(folds, people, rossi, when)


def rescored(folds: list[Fold], documents: list[dict], rossi: Rossi, when: Calendar) -> np.ndarray:
    parsed = [ac.History.parse(json.dumps(document)) for document in documents]
    return weekly(folds, parsed, rossi, when)


def test_there_is_a_score_in_each_week_followed_and_in_no_other(score: np.ndarray, rossi: Rossi) -> None:
    for person in SOME:
        assert (~np.isnan(score[person])).sum() == rossi.week[person]
        assert not np.isnan(score[person, : rossi.week[person]]).any()


def test_a_week_has_the_points_of_the_static_answers_and_of_last_weeks_employment(
    score: np.ndarray, folds: list[Fold], rossi: Rossi, documents: list[dict]
) -> None:
    for fold in folds:
        terms = {term["item"]: term for term in fold.instrument["scales"][0]["terms"]}
        employed = terms["employed"]["points"]
        for person in fold.scores:
            answers = {
                r["item"]: r["answer"]
                for r in documents[person]["records"]
                if r["type"] == "observation" and r["id"] == r["item"]
            }
            static = 0.0
            for item, term in terms.items():
                if item == "employed":
                    continue
                if "points" in term:
                    static += term["points"][answers[item]]
                else:
                    static += term["linear"]["times"] * answers[item] + term["linear"]["plus"]
            expected = [static + (employed["no"] + employed["yes"]) / 2]
            for week in range(2, int(rossi.week[person]) + 1):
                worked = rossi.employed[person, week - 2] == 1
                expected.append(static + employed["yes" if worked else "no"])
            assert score[person, : len(expected)] == pytest.approx(expected, abs=1e-9)


def test_the_same_week_is_asked_when_it_ends(
    folds: list[Fold], people: list[ac.History], rossi: Rossi, when: Calendar, score: np.ndarray
) -> None:
    at_end = weekly(folds, people, rossi, when, asked="ends")
    for person in SOME:
        last = int(rossi.week[person])
        assert at_end[person, : last - 1] == pytest.approx(score[person, 1:last], abs=1e-9)


def test_the_frozen_score_is_the_first_for_as_long_as_there_is_one(score: np.ndarray) -> None:
    held = frozen(score)
    assert np.array_equal(np.isnan(held), np.isnan(score))
    for person in SOME:
        kept = held[person][~np.isnan(held[person])]
        assert (kept == score[person, 0]).all()


def test_the_frozen_score_uses_nothing_recorded_after_the_release(
    score: np.ndarray, folds: list[Fold], rossi: Rossi, when: Calendar, documents: list[dict]
) -> None:
    cut = copy.deepcopy(documents)
    for person, document in enumerate(cut):
        end = f"{when.release[person]}T23:59:59Z"
        document["records"] = [r for r in document["records"] if r["recorded_at"] <= end]
    again = rescored(folds, cut, rossi, when)
    for person in SOME:
        assert again[person, 0] == score[person, 0]


def test_the_score_of_a_week_uses_nothing_recorded_after_it_began(
    score: np.ndarray, folds: list[Fold], rossi: Rossi, when: Calendar, documents: list[dict]
) -> None:
    week = 9
    cut = copy.deepcopy(documents)
    for person, document in enumerate(cut):
        end = f"{when.begins(person, week)}T23:59:59Z"
        document["records"] = [r for r in document["records"] if r["recorded_at"] <= end]
    again = rescored(folds, cut, rossi, when)
    for person in SOME:
        last = min(week, int(rossi.week[person]))
        assert np.array_equal(again[person, :last], score[person, :last])
