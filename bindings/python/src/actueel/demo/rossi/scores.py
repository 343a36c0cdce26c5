# SPDX-License-Identifier: MPL-2.0
"""Weekly scores of the Rossi histories, each asked of the library with what was known that day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

import actueel as ac
from actueel.demo.rossi.crossfit import Fold
from actueel.demo.rossi.data import WEEKS, Rossi
from actueel.demo.rossi.histories import Calendar

__all__ = ["Asked", "frozen", "weekly"]

Asked = Literal["begins", "ends"]


def weekly(
    folds: Sequence[Fold],
    histories: Sequence[ac.History],
    data: Rossi,
    when: Calendar,
    *,
    asked: Asked = "begins",
) -> NDArray[np.float64]:
    """Score everybody in each week, by the instrument of their own fold.

    Parameters
    ----------
    folds
        The instruments and whom each may score.
    histories
        One a person, in the order of the data.
    data, when
        The people and their made-up calendar.
    asked
        On the Monday on which the week begins, or on the Sunday on which it ends.

    Returns
    -------
    ndarray, shape (n, 52)
        The middle of the scale's interval; its two ends differ only while employment is unknown, in
        the first week. NaN after a person's last week.

    """
    score = np.full((len(data), WEEKS), np.nan)
    row = {data.family(person): person for person in range(len(data))}
    days = _days(when, asked)
    for fold in folds:
        table = ac.Instrument.parse(json.dumps(fold.instrument)).rescore(
            [histories[person] for person in fold.scores], as_of=days, known_at="as_of"
        )
        columns = (table[name].to_pylist() for name in ("family", "as_of", "hazard_low", "hazard_high"))
        for family, day, low, high in zip(*columns, strict=True):
            person, week = row[family], when.week(row[family], day)
            if week <= WEEKS:  # a history cut before its end goes on
                score[person, week - 1] = (low + high) / 2
    return score


def frozen(score: NDArray[np.float64]) -> NDArray[np.float64]:
    """Hold the score of the day of release for as long as there is one."""
    return np.where(np.isnan(score), np.nan, score[:, :1])


def _days(when: Calendar, asked: Asked) -> list[date]:
    """List every Monday (or Sunday) on which anybody may have been followed."""
    later = 6 if asked == "ends" else 0
    first, last = min(when.release), max(when.release)
    weeks = (last - first).days // 7 + WEEKS
    return [first + timedelta(weeks=week, days=later) for week in range(weeks)]
