# SPDX-License-Identifier: MPL-2.0
"""The finding is said whichever way it goes, and what is naive or optimistic is called so."""

from __future__ import annotations

import pytest

from actueel.demo.rossi import words


def estimate(value: float, low: float, high: float) -> dict[str, float]:
    return {"value": value, "low": low, "high": high}


def finding(low: float, high: float) -> dict:
    names = ("frozen", "current", "static", "published", "published_frozen", "same_week")
    estimates = {name: estimate(0.6, 0.55, 0.65) for name in names}
    for name in ("difference", "difference_static", "difference_published"):
        estimates[name] = estimate((low + high) / 2, low, high)
    return {"estimates": estimates}


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.01, 0.07, "ranks the coming week better"),
        (-0.07, -0.01, "ranks the coming week worse"),
        (-0.01, 0.07, "do not show"),
        (0.0, 0.07, "do not show"),
    ],
)
def test_the_headline_follows_the_interval(low: float, high: float, said: str) -> None:
    assert said in words.headline(finding(low, high))
    assert f"{low:.3f} to {high:.3f}" in words.headline(finding(low, high))


def test_what_is_naive_or_optimistic_is_called_so() -> None:
    rows = words.comparison_rows(finding(0.01, 0.07))
    how = {name: reading for name, _, reading in rows}
    assert "optimistic" in how["published, current"]
    assert "partly the arrest itself" in how["work in the same week"]


@pytest.mark.parametrize(
    ("low", "high", "said"), [(0.01, 0.07, "does not hold zero"), (-0.01, 0.07, "interval holds zero")]
)
def test_the_stricter_comparison_is_told_whichever_way_it_goes(low: float, high: float, said: str) -> None:
    counts = {"people": 432, "arrests": 114, "weeks_scored": 19809, "pairs": 9, "folds": 10, "drawn": 400}
    other = {"divisions": {"tried": 1, "least": 0.03, "most": 0.03}, "fits": {"same_week": {"employed": -1.328321}}}
    told = " ".join(words.remarks(finding(low, high) | counts | other))
    assert said in told
    assert "Another division into folds gives a difference of +0.030." in told
    assert "(-1.33) is not a prediction" in told
