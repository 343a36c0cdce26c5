# SPDX-License-Identifier: MPL-2.0
"""From what was typed to a question: which records, which days, under which instrument, and what is known."""

from __future__ import annotations

import argparse

import numpy as np

import workloads
from question import Question

LABELS = {"w1": "W1", "w2-lite": "W2-lite", "w2": "W2", "w2-as-of": "W2, known as of"}
"""What can be asked, in the order of the tables. The last is W2 with each day as it was known on it."""

DATES = {24: "month ends", 1: "the last day", 104: "weeks", 730: "days"}
"""How many days may be asked about, all of two years."""


def asked_days(count: int) -> np.ndarray:
    """Return the days that are asked about, since 1970."""
    if count == 24:
        return workloads.month_ends()
    every = {1: 730, 104: 7, 730: 1}[count]
    return (workloads.FIRST + np.arange(1, count + 1) * every - 1).astype(np.int32)


def question_of(given: argparse.Namespace, asked: str, families: int, *, edges: bool = False) -> Question:
    """Return what `asked` (one of `LABELS`) asks of so many families."""
    least, most = map(int, given.records.split(":"))
    shape = workloads.Shape(families, given.seed, least, most, given.shuffled, edges)
    workload = "w2" if asked == "w2-as-of" else asked
    document = workloads.instrument_of(workload)
    documents = document if isinstance(document, dict) else {}
    known_at = "as_of" if asked == "w2-as-of" else "everything"
    records = workloads.table(workload, shape)
    return Question(workload, records, asked_days(given.dates), given.threads, documents, known_at)
