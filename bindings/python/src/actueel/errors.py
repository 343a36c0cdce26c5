# SPDX-License-Identifier: MPL-2.0
"""What is wrong, and what to do about it: one error type for every door.

The core finds the faults and words them; this module only carries them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

__all__ = ["Error", "Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a document or of a question.

    No free text about people ever stands in it: what was found is shown only when it is shaped as a code, an id, a
    number or a day.

    Attributes
    ----------
    code : str
        What kind of fault it is, for programs: ``"day_impossible"``.
    document : str
        The document's name: a path, or what the caller called it.
    place : str
        A JSON Pointer, ``line L, column C``, or ``row R, column C``; empty for the whole document.
    found, expected, remedy : str
        What stands there, what should, and what to do.
    nearest : str
        The known name that is nearest to an unknown one, or empty.

    """

    code: str
    document: str = ""
    place: str = ""
    found: str = ""
    expected: str = ""
    remedy: str = ""
    nearest: str = ""

    def __str__(self) -> str:
        """Return the one line that the core makes of it."""
        from . import _core

        return _core.describe(**asdict(self))


class Error(Exception):
    """Everything that is wrong with a document or a question, all at once, in document order.

    Parameters
    ----------
    problems : iterable of Problem
        At least one.

    Examples
    --------
    >>> import actueel as ac
    >>> try:
    ...     ac.History.parse('{"format": "actueel.history/1", "family": "F 1", "records": []}')
    ... except ac.Error as error:
    ...     print(error.problems[0].code, error.problems[0].place)
    id_malformed /family

    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Return one line a problem."""
        return "\n".join(str(problem) for problem in self.problems)


def _of_core(fields: Iterable[tuple[str, str, str, str, str, str, str]]) -> Error:
    """Make the error that the core reported; called by the extension."""
    return Error(Problem(*each) for each in fields)
