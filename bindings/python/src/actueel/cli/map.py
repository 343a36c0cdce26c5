# SPDX-License-Identifier: MPL-2.0
"""``actueel map``."""

from __future__ import annotations

from pathlib import Path

import typer

import actueel
from actueel.mapping.draft import draft
from actueel.tables import opened

from .answering import USAGE, answering, stop
from .written import check_output, write

__all__ = ["run"]


def run(table: str, instrument: str | None, output: str, delimiter: str | None, encoding: str, *, force: bool) -> None:
    """Write a first mapping for a table."""
    if output != "-":
        check_output(Path(output), force=force)
    if table == "-":
        stop("-: a draft is made from a file; name one", USAGE)
    with answering():
        asked = None if instrument is None else actueel.instrument(instrument)
        sources = opened(table, delimiter=delimiter, encoding=encoding)
        if len(sources) != 1:
            stop(f"{table}: a folder; draft a mapping for each table in it", USAGE)
        text = draft(sources[0], asked)
    if output == "-":
        typer.echo(text, nl=False)
    else:
        write(Path(output), text)
        typer.echo(f"{output}: a draft; finish the lines that begin with #, then give it to --map", err=True)
