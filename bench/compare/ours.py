# SPDX-License-Identifier: MPL-2.0
"""Our own side, by the public call; and the plain engine, which says what is right."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

import actueel as ac
from question import Question


def instrument(question: Question) -> ac.Instrument:
    """Return the instrument of a question."""
    if question.workload == "w2":
        return ac.instrument("risk-check")
    return ac.Instrument.parse(question.text, question.workload)


def days(question: Question) -> list[str]:
    """Return the days that are asked about, as texts."""
    return [str(each) for each in question.days.astype("datetime64[D]")]


def rescore(question: Question, records: Any = None) -> Any:
    """Score by the call that users have."""
    return instrument(question).rescore(
        question.records if records is None else records,
        as_of=days(question),
        known_at=question.known_at,
        columns=list(question.columns),
        threads=question.threads,
    )


def plain(question: Question) -> pa.Table:
    """Score each family by itself, one moment after another, by the same function as an assessment."""
    from actueel import _core
    from actueel.columns import histories
    from actueel.rescoring.chosen import chosen
    from actueel.score_table import score_schema, score_table

    asked = instrument(question)
    moments = [(day, question.known_at, None) for day in days(question)]
    families: list[str] = []
    rows: list[Any] = []
    for history in histories(question.records):
        made = _core.score_rows(asked._core, history._core, moments=moments)
        families += [history.family] * len(made)
        rows += made
    picked = chosen(asked, list(question.columns))
    return score_table(asked, score_schema(asked, picked, {}, known_at=False), families, rows)
