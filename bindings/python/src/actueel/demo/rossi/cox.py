# SPDX-License-Identifier: MPL-2.0
"""Cox models with one row a person-week, fitted by statsmodels.

In discrete weeks the partial likelihood is a product over weeks: each week compares who was
arrested with who was still followed. So the weeks are strata in which everybody has the same time.
(PHReg's ``entry`` would say the same, but it admits to a risk set whoever enters at the very time
of the event, which shifts the answer in the second digit.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from statsmodels.duration.hazard_regression import PHReg

from actueel.demo.rossi.data import WEEKS, Rossi

__all__ = ["Cox", "Employment", "covariates", "fit"]

Employment = Literal["none", "last_week", "same_week"]

# A code that stands for 1 in the model; the other code of that column is 0.
_ONE = {"fin": "yes", "race": "other", "wexp": "yes", "mar": "not married", "paro": "yes"}


@dataclass(frozen=True)
class Cox:
    """A fitted model.

    Attributes
    ----------
    coefficient, standard_error : dict of str to float
        Log hazard ratio per unit of each covariate, and its standard error.
    mean : dict of str to float
        Mean of each covariate over the rows of the fit, one row a person-week.
    log_likelihood : float
        Of the partial likelihood, ties by Efron's method.
    rows, events : int
        Person-weeks, and arrests among them.
    """

    coefficient: dict[str, float]
    standard_error: dict[str, float]
    mean: dict[str, float]
    log_likelihood: float
    rows: int
    events: int


def covariates(data: Rossi, *, race: bool) -> dict[str, NDArray[np.float64]]:
    """Return the fixed covariates as numbers, in the order of the published model."""
    columns: dict[str, NDArray[np.float64]] = {}
    for name in ("fin", "age", "race", "wexp", "mar", "paro", "prio"):
        if name == "race" and not race:
            continue
        if name in _ONE:
            columns[name] = np.array([float(code == _ONE[name]) for code in data.codes[name]])
        else:
            columns[name] = data.numbers[name].astype(np.float64)
    return columns


def fit(data: Rossi, employment: Employment, *, race: bool = False, people: Sequence[int] | None = None) -> Cox:
    """Fit the weekly hazard of arrest.

    Parameters
    ----------
    data
        The people.
    employment
        Which employment counts in a week: of the week before (week 1 then has no row), of the same
        week (partly the arrest itself: nobody works in prison), or none.
    race
        Whether race is a covariate, as in the published model.
    people
        Row numbers of those to fit on; everybody when left out.

    Returns
    -------
    Cox
        Coefficients in the order of the covariates, ``employed`` last.
    """
    chosen = np.arange(len(data)) if people is None else np.asarray(people)
    first = 2 if employment == "last_week" else 1
    person, week = np.nonzero(np.arange(1, WEEKS + 1) <= data.week[chosen, None])
    person, week = chosen[person], week + 1
    person, week = person[week >= first], week[week >= first]

    columns = {name: column[person] for name, column in covariates(data, race=race).items()}
    if employment != "none":
        lag = 1 if employment == "last_week" else 0
        columns["employed"] = data.employed[person, week - 1 - lag].astype(np.float64)
    arrest = data.arrested[person] & (data.week[person] == week)

    result = PHReg(
        np.ones(len(person)),
        np.column_stack(list(columns.values())),
        status=arrest,
        strata=week,
        ties="efron",
    ).fit()
    return Cox(
        coefficient=dict(zip(columns, map(float, result.params), strict=True)),
        standard_error=dict(zip(columns, map(float, result.bse), strict=True)),
        mean={name: float(column.mean()) for name, column in columns.items()},
        log_likelihood=float(result.llf),
        rows=len(person),
        events=int(arrest.sum()),
    )
