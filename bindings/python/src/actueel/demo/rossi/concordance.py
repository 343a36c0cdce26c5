# SPDX-License-Identifier: MPL-2.0
"""Concordance over weekly risk sets, with a bootstrap over people.

In each week everybody still followed is compared with each person arrested that week. Concordance
is the share of these pairs in which the arrested one has the higher score; equal scores count half,
and two people arrested in the same week are no pair. One half is what guessing gives.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Estimate", "Pairs", "estimate", "pairs", "resamples"]


@dataclass(frozen=True)
class Pairs:
    """What each arrest says about each other person.

    Attributes
    ----------
    arrested : ndarray of int, shape (a,)
        Row numbers of the people arrested, each once.
    week : ndarray of int, shape (a,)
        The week of each arrest.
    won : ndarray of float, shape (a, n)
        1 where the arrested one had the higher score, 0.5 for a tie, 0 where lower or no pair.
    pair : ndarray of float, shape (a, n)
        1 where the other was at risk that week and not arrested in it, else 0.
    """

    arrested: NDArray[np.int64]
    week: NDArray[np.int64]
    won: NDArray[np.float64]
    pair: NDArray[np.float64]

    def between(self, first: int, last: int) -> Pairs:
        """Return the pairs of the weeks from `first` up to and including `last`."""
        kept = (self.week >= first) & (self.week <= last)
        return Pairs(self.arrested[kept], self.week[kept], self.won[kept], self.pair[kept])

    def concordance(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the concordance where person j stands for ``weights[..., j]`` people.

        NaN where that leaves no pair. A person never makes a pair with a copy of themselves.
        """
        mine = weights[..., self.arrested]
        won = np.sum((mine @ self.won) * weights, axis=-1)
        total = np.sum((mine @ self.pair) * weights, axis=-1)
        with np.errstate(invalid="ignore"):
            return np.asarray(won / total)


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95% interval, ends included."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


def pairs(score: NDArray[np.float64], week: NDArray[np.int64], arrested: NDArray[np.bool_]) -> Pairs:
    """Compare each arrested person with all still followed in that week.

    Parameters
    ----------
    score : ndarray, shape (n, weeks)
        The score that held in each week; not read after a person's last week.
    week : ndarray, shape (n,)
        The last week followed, from 1.
    arrested : ndarray, shape (n,)
        Whether the last week ended with an arrest.

    Raises
    ------
    ValueError
        Somebody at risk has no score (NaN) in a week of an arrest.
    """
    who = np.flatnonzero(arrested)
    when = week[who]
    at_risk = (week[None, :] >= when[:, None]) & ~((week[None, :] == when[:, None]) & arrested[None, :])
    own = score[who, when - 1][:, None]
    others = score[:, when - 1].T
    if np.isnan(own).any() or np.isnan(others[at_risk]).any():
        raise ValueError("a person at risk has no score in a week of an arrest")
    won = np.where(at_risk, (own > others) + 0.5 * (own == others), 0.0)
    return Pairs(who, when, won, at_risk.astype(np.float64))


def resamples(people: int, count: int, seed: int) -> NDArray[np.float64]:
    """Draw people with replacement; how often each, of shape (count, people)."""
    chance = np.full(people, 1 / people)
    return np.random.default_rng(seed).multinomial(people, chance, size=count).astype(np.float64)


def estimate(of: Pairs, drawn: NDArray[np.float64], *, minus: Pairs | None = None) -> Estimate:
    """Return the concordance, or the difference of two, with its percentile interval."""
    once = np.ones(of.pair.shape[1])
    value, spread = of.concordance(once), of.concordance(drawn)
    if minus is not None:
        value, spread = value - minus.concordance(once), spread - minus.concordance(drawn)
    low, high = np.nanquantile(spread, [0.025, 0.975])
    return Estimate(float(value), float(low), float(high))
