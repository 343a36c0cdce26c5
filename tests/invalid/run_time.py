# SPDX-License-Identifier: MPL-2.0
"""Errors that no document kept here can give: of files, of what is too large to keep, and of tables."""

from __future__ import annotations

import tempfile
from collections.abc import Callable

import pyarrow as pa

import actueel as ac
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


MADE_AT_RUN_TIME: dict[str, Callable[[], set[str]]] = {
    "file_unreadable": a_directory,
    "document_too_large": too_large,
    "family_ambiguous": two_rows_that_tie,
}
