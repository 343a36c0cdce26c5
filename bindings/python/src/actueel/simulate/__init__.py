# SPDX-License-Identifier: MPL-2.0
"""Made-up families: seeded history documents that look like a caseload of 2019 and 2020.

Nobody in them exists. They hold what makes real histories hard: two clocks with lags between them,
several voices that differ, refusals, corrections, retractions, people who join and leave, plans and
overrides that lapse. The violence recorded is tuned so that, for a few thousand families, the
classes of ``violence-class`` come near the shares that families in the Netherlands reported before
and after 16 March 2020, when schools closed; it proves nothing about them.

The same seed and number give the same family, however many are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .calendar import END, LOCKDOWN, START
from .family import Document, Family
from .household import come_and_go, involve, settle
from .questions import Question, questions
from .talks import talks
from .violence import violence
from .words import decide, mend, own_words

__all__ = ["END", "LOCKDOWN", "START", "families", "family"]


def families(count: int, *, seed: int, instrument: Mapping[str, Any]) -> Iterator[Document]:
    """Make families 1 to `count`.

    Parameters
    ----------
    count
        How many.
    seed
        Another seed gives other families.
    instrument
        An instrument document: its asked items are what workers ask about.

    Yields
    ------
    dict
        A history document, valid under ``actueel.history/1``.

    Examples
    --------
    >>> risk = ac.instrument("risk-check").to_dict()
    >>> [family["family"] for family in families(2, seed=1, instrument=risk)]
    ['F-00001', 'F-00002']

    """
    asked = questions(instrument)
    for number in range(1, count + 1):
        yield _made(number, seed, instrument, asked)


def family(number: int, *, seed: int, instrument: Mapping[str, Any]) -> Document:
    """Make one family: the same document as number `number`, counted from 1, of `families`."""
    return _made(number, seed, instrument, questions(instrument))


def _made(number: int, seed: int, instrument: Mapping[str, Any], asked: list[Question]) -> Document:
    made = Family(number, seed, instrument, asked)
    for part in (involve, settle, come_and_go, violence, talks, decide, own_words, mend):
        part(made)
    made.records.sort(key=lambda record: (record["recorded_at"], record["id"]))
    return {"format": "actueel.history/1", "family": f"F-{made.number:05d}", "records": made.records}
