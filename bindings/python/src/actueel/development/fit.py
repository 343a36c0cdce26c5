# SPDX-License-Identifier: MPL-2.0
"""The variances of a development line by maximum likelihood: scipy searches, the core judges.

Deterministic: fixed starts, bounds that follow from the ratings alone, no random number.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .. import _core
from ..errors import Error, Problem

if TYPE_CHECKING:
    from . import Noise

__all__ = ["Fitted", "fit"]

Given = tuple[dt.date, int, float | None]
"""A day, the place of the rater, and the number that was given."""

LEAST_PER_RATER = 4
"""Ratings that a rater must have given for a noise of its own."""

LEAST_DAYS = 3
"""Days with a rating: on fewer, movement and noise cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The drift and each rater's noise; or why they cannot be estimated; and what a reader should know."""

    model: tuple[float, list[float]] | None
    why_not: str | None = None
    said: tuple[str, ...] = ()


def fit(
    given: Sequence[Given], names: Sequence[str], *, each: bool, drift: float | None, noise: Noise | None
) -> Fitted:
    """Estimate what is not stated.

    Parameters
    ----------
    given
        The ratings of the raters in `names`.
    each
        Whether each rater has a line of its own.
    drift, noise
        What is stated; None is estimated.

    Returns
    -------
    Fitted
        Noise is kept at or above what rounding to the ratings' own steps makes: step squared / 12.

    """
    stated = _stated(names, noise)
    if drift is not None and stated is not None:
        return Fitted((drift, stated), said=("variances as stated",))
    rated = [(day, rater, value) for day, rater, value in given if value is not None]
    why_not = _too_little(rated, each=each)
    if why_not is not None:
        return Fitted(None, why_not)
    counts = [sum(rater == place for _, rater, _ in rated) for place in range(len(names))]
    own = all(count >= LEAST_PER_RATER for count in counts if count)
    noises = 0 if stated is not None else len(names) if own else 1
    lines = sum(count > 0 for count in counts) if each else 1
    needed = lines + noises + (drift is None) + 2
    if len(rated) < needed:
        return Fitted(None, f"{_of(len(rated), 'rating')}: at least {needed} are needed")
    said = [] if own or stated is not None else ["one noise for all raters: some gave fewer than four ratings"]
    found, floor = _search(rated, len(names), noises, stated, drift, each=each)
    if found[0] == 0 and drift is None:
        said.append("no movement beyond noise was found")
    if stated is None and any(one <= floor * (1 + 1e-6) for one in found[1]):
        said.append("noise held at what rounding alone makes")
    return Fitted(found, said=tuple(said))


def _stated(names: Sequence[str], noise: Noise | None) -> list[float] | None:
    """Return the noise of each rater where it is stated."""
    if noise is None:
        return None
    if not isinstance(noise, Mapping):
        return [float(noise)] * len(names)
    missing = [name for name in names if name not in noise]
    if missing:
        problem = Problem(
            code="rater_unknown",
            document="the question",
            place="/noise",
            found=f"no noise for {missing[0]}",
            expected="a variance for each rater",
            nearest=_core.nearest_name(missing[0], list(noise)),
            remedy="name each rater, or give one number for all",
        )
        raise Error([problem])
    return [float(noise[name]) for name in names]


def _of(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _too_little(rated: Sequence[tuple[dt.date, int, float]], *, each: bool) -> str | None:
    """Say why no variance can be estimated, whatever the model."""
    if not rated:
        return "no rating has a number"
    days = len({day for day, _, _ in rated})
    if days < LEAST_DAYS:
        return f"ratings on {_of(days, 'day')}: at least {LEAST_DAYS} days are needed"
    apart = {rater for _, rater, _ in rated} if each else {0}
    values = [{value for _, rater, value in rated if not each or rater == one} for one in apart]
    if all(len(one) == 1 for one in values):
        return "all ratings are the same: there is no variance to estimate"
    return None


def _search(
    rated: Sequence[tuple[dt.date, int, float]],
    raters: int,
    noises: int,
    stated: list[float] | None,
    drift: float | None,
    *,
    each: bool,
) -> tuple[tuple[float, list[float]], float]:
    """Return the drift and the noises under which the ratings are most likely, and the least noise that is allowed."""
    try:
        from scipy.optimize import minimize
    except ModuleNotFoundError as missing:
        told = "estimating variances needs scipy: run pip install 'actueel[validate]', or state drift and noise"
        raise ModuleNotFoundError(told, name=missing.name) from None

    core = [(day.toordinal(), rater, value) for day, rater, value in rated]
    numbers = [value for _, _, value in rated]
    mean = math.fsum(numbers) / len(numbers)
    variance = math.fsum((value - mean) ** 2 for value in numbers) / len(numbers)
    distinct = sorted(set(numbers))
    step = min((b - a for a, b in pairwise(distinct)), default=1.0)
    floor = min(step, 1.0) ** 2 / 12
    span = max(day for day, _, _ in core) - min(day for day, _, _ in core)
    floor = min(floor, variance)

    def read(x: Sequence[float], moving: bool) -> tuple[float, list[float]]:
        logs = list(x)
        q = drift if drift is not None else (math.exp(logs.pop(0)) if moving else 0.0)
        if stated is not None:
            return q, stated
        found = [math.exp(each_log) for each_log in logs]
        return q, found * raters if noises == 1 else found

    best: tuple[float, float, list[float]] | None = None
    for moving in (False, True) if drift is None else (True,):
        bounds = [(math.log(1e-6 * variance / span), math.log(1e2 * variance))] if moving and drift is None else []
        bounds += [(math.log(floor), math.log(1e2 * max(variance, floor)))] * noises

        def unlikely(x: Sequence[float], moving: bool = moving) -> float:
            q, h = read(x, moving)
            return -_core.log_likelihood(core, drift=q, noise=h, each=each, start=None)

        for share in (0.5, 0.05, 5.0):
            start = [math.log(share * variance / span)] if moving and drift is None else []
            start += [math.log(max(variance / (1 + share), floor))] * noises
            start = [min(max(x, low), high) for x, (low, high) in zip(start, bounds, strict=True)]
            done = minimize(unlikely, start, method="L-BFGS-B", bounds=bounds, options=_FINE) if start else None
            x = [float(one) for one in done.x] if done is not None else []
            found = -unlikely(x)
            if best is None or found > best[0] + _BETTER:
                best = (found, *read(x, moving))
    assert best is not None
    return (best[1], best[2]), floor


_FINE = {"ftol": 1e-13, "gtol": 1e-8, "maxiter": 500}
_BETTER = 1e-7
"""A likelihood that is no better than so much decides for less movement, and for the earlier start."""
