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
        family_codes=True,  # as everybody else gives them
    )


def _task(question: Question, **engine: str) -> tuple[Any, Any]:
    """Return the task of a question, and its records as chunks."""
    from actueel.rescoring.chosen import chosen
    from actueel.rescoring.engine import Task
    from actueel.rescoring.moments import Moments
    from actueel.rescoring.run import chunks_of, one_clock
    from actueel.tables import source_of_frame

    sources = [source_of_frame(question.records)]
    asked = instrument(question)
    moments = Moments.of_days(days(question), question.known_at)
    task = Task(asked, moments, chosen(asked, list(question.columns)), one_clock(sources), family_codes=True, **engine)
    return task, chunks_of(sources, limit=1 << 62)


def shares(question: Question) -> dict[str, int]:
    """Return how many rows each of our engines gave, in words, those of the plan first."""
    from actueel.rescoring import WAYS

    rows: dict[str, int] = {}
    instrument(question).rescore(
        question.records,
        as_of=days(question),
        known_at=question.known_at,
        columns=list(question.columns),
        rows_by=rows,
    )
    return {words: rows.get(way, 0) for way, words in WAYS.items()}


def has_engines() -> bool:
    """Whether the engine of a task can be said."""
    from actueel.rescoring.engine import Task

    return "engine" in Task.__dataclass_fields__


def plain_in_columns(question: Question) -> pa.Table:
    """Score with the plain engine behind the same columns: what runs where no plan does."""
    from actueel.rescoring.engine import score

    task, chunks = _task(question, engine="plain")
    return pa.concat_tables([score(task, chunk).table for chunk in chunks])


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
    schema = score_schema(asked, picked, {}, known_at=False, family_codes=True)
    return score_table(asked, schema, families, rows)
