# SPDX-License-Identifier: MPL-2.0
"""``actueel talk``."""

from __future__ import annotations

from pathlib import Path

import typer

import actueel
from actueel.files import document
from actueel.report import read_names
from actueel.talk import talk_page

from .answering import answering, history_named, today
from .written import write

__all__ = ["run"]


def run(
    history: str,
    instruments: list[str],
    as_of: str | None,
    known_at: str,
    readers: list[str],
    lang: str,
    names: str | None,
    output: str,
    *,
    quiet: bool,
) -> None:
    """Make the whole page, then write it; an error leaves no file."""
    with answering():
        text = talk_page(
            [actueel.instrument(name) for name in instruments],
            history_named(history),
            as_of=as_of or today(),
            known_at=known_at,
            readers=readers,
            lang=lang,
            names=None if names is None else read_names(*document(names)),
        )
    if output == "-":
        typer.echo(text, nl=False)
        return
    write(Path(output), text)
    if not quiet:
        typer.echo(f"Wrote {output}: one page to print.", err=True)
