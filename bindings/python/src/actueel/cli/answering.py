# SPDX-License-Identifier: MPL-2.0
"""What every command shares: reading what was named, and turning errors into exit codes."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import NoReturn

import typer

from actueel import Error, History
from actueel.files import document

__all__ = ["BAD_INPUT", "SOME_REJECTED", "USAGE", "answering", "history_named", "stop", "today"]

USAGE = 2
BAD_INPUT = 3
SOME_REJECTED = 4

ASKED_WRONGLY = (
    "/as_of",
    "/known_at",
    "/instrument",
    "/lang",
    "/start",
    "/until",
    "/detail",
    "/columns",
    "/every",
    "/since",
    "/record",
    "/today",
    "/audience",
    "/format",
    "/child",
)
"""Places of a question, not of a document: what was typed is wrong."""


@contextlib.contextmanager
def answering() -> Iterator[None]:
    """Print what is wrong with the input and exit; a fault of ours passes through."""
    try:
        yield
    except Error as error:
        typed = all(each.place in ASKED_WRONGLY or each.code == "range_empty" for each in error.problems)
        stop(str(error), USAGE if typed else BAD_INPUT)


def stop(message: str, code: int) -> NoReturn:
    """Print an error and exit."""
    typer.echo(f"Error: {message}", err=True)
    raise typer.Exit(code)


def today() -> str:
    """Return today, the only clock that is ever read, and only here."""
    return dt.date.today().isoformat()


def history_named(path: str) -> History:
    """Return the history at a path, or on standard input."""
    return History.parse(*document(path))
