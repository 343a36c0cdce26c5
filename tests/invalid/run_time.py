# SPDX-License-Identifier: MPL-2.0
"""Errors that no document kept here can give: of files, of what is too large to keep, of tables and of figures."""

from __future__ import annotations

import tempfile
from collections.abc import Callable

import pyarrow as pa

import actueel as ac
from actueel import _core
from actueel.rescoring import Rejected

LARGEST = 64 << 20
"""`largest_document` of the core: bytes."""


def codes(act: Callable[[], object]) -> set[str]:
    """The codes of what is refused."""
    try:
        act()
    except ac.Error as error:
        return {problem.code for problem in error.problems}
    raise AssertionError("nothing was refused")


def a_directory() -> set[str]:
    with tempfile.TemporaryDirectory() as folder:
        return codes(lambda: ac.History.load(folder))


def too_large() -> set[str]:
    return codes(lambda: ac.History.parse(b" " * (LARGEST + 1)))


def two_rows_that_tie() -> set[str]:
    table = pa.table(
        {
            "family": ["F-1"] * 2,
            "item": ["prior_harm"] * 2,
            "observed_on": ["2020-01-05"] * 2,
            "answer": ["once", "none"],
        }
    )
    rejects: list[Rejected] = []
    ac.instrument("risk-check").rescore(table, as_of="2020-02-01", rejects=rejects)
    return {each.code for each in rejects}


def a_family_without_an_end() -> set[str]:
    family = ac.History.parse(
        """{"format": "actueel.history/1", "family": "F-1", "records": [
  {"id": "i1", "type": "involvement", "recorded_at": "2020-01-01T12:00:00Z", "start": "2020-01-01"}]}"""
    )
    rejects: list[Rejected] = []
    ac.instrument("risk-check").counting_process([family], events="harm", rejects=rejects)
    return {each.code for each in rejects}


def a_line(
    *ratings: tuple[int, int, float], noise: float = 1.0, start: tuple[int, float, float] | None = None
) -> Callable[[], set[str]]:
    """Codes of a line through ratings: day, rater and value, with the noise of one rater."""
    return lambda: codes(lambda: _core.log_likelihood(list(ratings), drift=0.0, noise=[noise], each=False, start=start))


MADE_AT_RUN_TIME: dict[str, Callable[[], set[str]]] = {
    "file_unreadable": a_directory,
    "document_too_large": too_large,
    "family_ambiguous": two_rows_that_tie,
    "follow_up_endless": a_family_without_an_end,
    "number_not_finite": a_line((737_000, 0, float("nan"))),
    "rater_unknown": a_line((737_000, 1, 5.0)),
    "ratings_degenerate": a_line((737_000, 0, 5.0), (737_000, 0, 6.0), noise=0.0),
    "start_too_late": a_line((737_000, 0, 5.0), start=(737_001, 5.0, 1.0)),
    "variance_negative": a_line((737_000, 0, 5.0), noise=-1.0),
}
