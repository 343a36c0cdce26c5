# SPDX-License-Identifier: MPL-2.0
"""The finding: how a current score ranks the coming week, beside one frozen at release."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

import actueel as ac
from actueel.demo.rossi.concordance import Estimate, Pairs, estimate, pairs, resamples
from actueel.demo.rossi.cox import Cox, fit
from actueel.demo.rossi.crossfit import Fold, cross_fit
from actueel.demo.rossi.data import WEEKS, Rossi
from actueel.demo.rossi.histories import Calendar
from actueel.demo.rossi.instruments import instrument
from actueel.demo.rossi.scores import frozen, weekly

__all__ = ["QUARTERS", "study"]

QUARTERS = tuple((first, first + 12) for first in range(1, WEEKS, 13))
"""The follow-up in four parts: first and last week of each."""

_OPTIMISTIC = {
    "nl": "Niet gevalideerd, en te gunstig: berekend op de mensen die het beoordeelt.",
    "en": "Not validated, and optimistic: fitted on the people whom it scores.",
}


def study(
    data: Rossi,
    histories: Sequence[ac.History],
    when: Calendar,
    *,
    seed: int,
    drawn: int,
    divisions: int,
    step: Callable[[str], None],
) -> tuple[dict[str, Any], dict[str, dict[str, Any]], dict[str, NDArray[np.float64]]]:
    """Make the instruments, score everybody week by week, and compare.

    Parameters
    ----------
    data, histories, when
        The people, their histories in the same order, and their calendar.
    seed
        Of the division into folds and of the bootstrap.
    drawn
        How many bootstrap samples of people.
    divisions
        How many other divisions into folds to try beside the one reported.
    step
        Called with what comes next, ``4 + divisions`` times.

    Returns
    -------
    finding : dict
        JSON: ``fits`` beside the reference, ``estimates`` by name, ``quarters``, ``divisions``.
    instruments : dict
        The instrument documents, by id.
    scores : dict
        The weekly scores by name, each of shape (n, 52).

    """

    def compare(score: NDArray[np.float64]) -> Pairs:
        return pairs(score, data.week, data.arrested)

    step("fitting the published models again")
    published = fit(data, "last_week", race=True)
    same_week = fit(data, "same_week", race=True)

    step("making cross-fitted instruments and scoring week by week")
    folds = cross_fit(data, "last_week", name="current", seed=seed)
    scores = {"current": weekly(folds, histories, data, when)}
    scores["frozen"] = frozen(scores["current"])
    made = [*folds]

    step("the same for comparison: static items alone, published coefficients, same week")
    everybody = tuple(range(len(data)))
    document = instrument("rossi-published", published, statement=_OPTIMISTIC, centred=False)
    optimistic = [Fold(document, fitted_on=everybody, scores=everybody)]
    static = cross_fit(data, "none", name="static", seed=seed)
    same = cross_fit(data, "same_week", name="same-week", seed=seed)
    scores["published"] = weekly(optimistic, histories, data, when)
    scores["published_frozen"] = frozen(scores["published"])
    scores["static"] = weekly(static, histories, data, when)
    scores["same_week"] = weekly(same, histories, data, when, asked="ends")
    made += [*optimistic, *static, *same]

    step(f"drawing {drawn} samples of people")
    sample = resamples(len(data), drawn, seed)
    compared = {name: compare(score) for name, score in scores.items()}
    estimates = {name: estimate(each, sample) for name, each in compared.items()}
    for name, better, worse in (
        ("difference", "current", "frozen"),
        ("difference_static", "current", "static"),
        ("difference_published", "published", "published_frozen"),
    ):
        estimates[name] = estimate(compared[better], sample, minus=compared[worse])

    elsewhere = []
    for other in range(1, divisions + 1):
        step(f"another division into folds: {other} of {divisions}")
        again = weekly(cross_fit(data, "last_week", name="current", seed=seed + other), histories, data, when)
        elsewhere.append(_value(compare(again)) - _value(compare(frozen(again))))

    finding = {
        "people": len(data),
        "arrests": int(data.arrested.sum()),
        "weeks_scored": int(np.sum(~np.isnan(scores["current"]))),
        "pairs": int(compared["current"].pair.sum()),
        "folds": len(folds),
        "drawn": drawn,
        "fits": {"last_week": _shown(published), "same_week": _shown(same_week)},
        "estimates": {name: asdict(each) for name, each in estimates.items()},
        "quarters": [
            _quarter(compared["current"], compared["frozen"], sample, first, last) for first, last in QUARTERS
        ],
        "divisions": {
            "tried": divisions,
            "least": min(elsewhere, default=None),
            "most": max(elsewhere, default=None),
        },
    }
    documents = {str(fold.instrument["id"]): fold.instrument for fold in made}
    return json.loads(json.dumps(finding)), documents, scores


def _value(of: Pairs) -> float:
    return float(of.concordance(np.ones(of.pair.shape[1])))


def _quarter(current: Pairs, held: Pairs, sample: NDArray[np.float64], first: int, last: int) -> dict[str, Any]:
    now, then = current.between(first, last), held.between(first, last)
    each: dict[str, Estimate] = {
        "current": estimate(now, sample),
        "frozen": estimate(then, sample),
        "difference": estimate(now, sample, minus=then),
    }
    return {
        "first_week": first,
        "last_week": last,
        "arrests": len(now.arrested),
        **{name: asdict(one) for name, one in each.items()},
    }


def _shown(model: Cox) -> dict[str, float]:
    return {
        "employed": model.coefficient["employed"],
        "standard_error": model.standard_error["employed"],
        "prio": model.coefficient["prio"],
        "log_likelihood": model.log_likelihood,
        "rows": model.rows,
        "events": model.events,
    }
