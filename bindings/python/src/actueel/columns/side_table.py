# SPDX-License-Identifier: MPL-2.0
"""Tables beside the records: which columns they have and lack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .. import _core
from ..errors import Error, Problem

__all__ = ["check_columns"]


def check_columns(names: Iterable[str], table: str, whose: str, *, known: Sequence[str], needed: Sequence[str]) -> None:
    """Refuse a table with columns that what it lists does not have, or without one that it needs.

    Parameters
    ----------
    names : iterable of str
        The columns that it has.
    table : str
        What errors call it.
    whose : str
        What it lists, in the plural: *teams*.
    known, needed : sequence of str
        The columns that it may have, and those that it must.

    Raises
    ------
    Error
        Every column at once: ``field_unknown`` with the nearest known name, then ``field_missing``. A name that is no
        id is not repeated.

    """
    names = list(names)
    problems = [
        Problem(
            code="field_unknown",
            document=table,
            place=f"column {each if re.fullmatch(r'[A-Za-z0-9._-]{1,64}', each, re.ASCII) else '?'}",
            found=f"a column that {whose} do not have",
            expected=", ".join(known),
            nearest=_core.nearest_name(each, list(known)),
            remedy="rename it or leave it out",
        )
        for each in names
        if each not in known
    ]
    problems += [
        Problem("field_missing", table, f"column {each}", "no such column", "a column", f"name a column {each}")
        for each in needed
        if each not in names
    ]
    if problems:
        raise Error(problems)
