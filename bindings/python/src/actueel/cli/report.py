# SPDX-License-Identifier: MPL-2.0
"""``actueel report``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer

import actueel
from actueel import Assessment, History
from actueel.files import whole_file
from actueel.report import page

from .answering import USAGE, answering, history_named, stop, today

__all__ = ["run"]


def run(
    history: str,
    instruments: list[str],
    as_of: str | None,
    known_at: str,
    child: str | None,
    lang: str,
    output: str,
    *,
    quiet: bool,
) -> None:
    """Make the whole page, then write it; an error leaves no file."""
    with answering():
        family = history_named(history)
        day = as_of or today()
        answers = [
            answer
            for name in instruments
            for answer in _answers(actueel.instrument(name), family, day, known_at, child)
        ]
        text = page(answers, lang=lang)
    if output == "-":
        typer.echo(text, nl=False)
        return
    try:
        with whole_file(Path(output)) as file:
            file.write(text.encode())
    except OSError as fault:
        stop(f"{output}: cannot be written ({fault.strerror}); name a file in a folder that you may write to", USAGE)
    if not quiet:
        typer.echo(f"Wrote {output}. Open it in a browser, or print it.", err=True)


def _answers(
    instrument: actueel.Instrument, family: History, day: str, known_at: str, child: str | None
) -> Iterator[Assessment]:
    """Yield the answer of one instrument, or one for each child where it is asked about a child."""
    children: list[str | None] = [child]
    if child is None and instrument.subject == "child":
        children = [*family.children(as_of=day, known_at=known_at)] or [None]
    for each in children:
        yield instrument.assess(family, as_of=day, known_at=known_at, child=each)
