# SPDX-License-Identifier: MPL-2.0
"""Cross-fitting by person: nobody is scored by a model that has seen them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from actueel.demo.rossi.cox import Employment, fit
from actueel.demo.rossi.data import Rossi
from actueel.demo.rossi.instruments import instrument

__all__ = ["FOLDS", "Fold", "cross_fit", "divide"]

FOLDS = 10

_STATEMENT = {
    "nl": "Niet gevalideerd. De punten zijn berekend op andere deelnemers aan dit onderzoek.",
    "en": "Not validated. The points were computed on other participants of this study.",
}


@dataclass(frozen=True)
class Fold:
    """An instrument, and by row number of the data whom it was made from and whom it may score."""

    instrument: dict[str, Any]
    fitted_on: tuple[int, ...]
    scores: tuple[int, ...]


def divide(people: int, folds: int, seed: int) -> list[tuple[int, ...]]:
    """Divide people at random into folds whose sizes differ by one at most."""
    order = list(range(people))
    random.Random(f"rossi folds {seed}").shuffle(order)
    return [tuple(sorted(order[start::folds])) for start in range(folds)]


def cross_fit(data: Rossi, employment: Employment, *, name: str, seed: int, folds: int = FOLDS) -> list[Fold]:
    """Fit one model per fold, on everybody outside it.

    Parameters
    ----------
    data
        The people.
    employment
        Which employment the models use; see `actueel.demo.rossi.cox.fit`.
    name
        The instruments are called ``rossi-<name>-01`` and so on.
    seed
        Of the division into folds.
    folds
        How many.
    """
    made = []
    for number, scored in enumerate(divide(len(data), folds, seed), start=1):
        others = tuple(sorted(set(range(len(data))) - set(scored)))
        model = fit(data, employment, people=others)
        document = instrument(f"rossi-{name}-{number:02d}", model, statement=_STATEMENT, centred=True)
        made.append(Fold(document, fitted_on=others, scores=scored))
    return made
