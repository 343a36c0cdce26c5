# SPDX-License-Identifier: MPL-2.0
"""``actueel form`` and ``actueel feedback``."""

from __future__ import annotations

from pathlib import Path

import typer

import actueel
from actueel.files import document
from actueel.paper import feedback_page, form_page
from actueel.paper.feedback import FORMS
from actueel.report import read_names

from .answering import USAGE, answering, history_named, stop, today
from .written import write

__all__ = ["run_feedback", "run_form"]


def run_form(instrument: str, reader: str | None, lang: str, output: str, *, quiet: bool) -> None:
    """Make the form, then write it."""
    if reader is not None and (instrument != "feedback" or reader not in FORMS):
        stop("--for is child or parent, and only of the form feedback", USAGE)
    if instrument == "feedback":
        if reader is None:
            stop("feedback is a form for a child or for a parent; say --for child or --for parent", USAGE)
        instrument = FORMS[reader]
    with answering():
        text = form_page(actueel.instrument(instrument), lang=lang)
    _write(text, output, quiet=quiet)


def run_feedback(
    history: str, as_of: str | None, known_at: str, lang: str, names: str | None, output: str, *, quiet: bool
) -> None:
    """Make the page, then write it."""
    with answering():
        text = feedback_page(
            history_named(history),
            as_of=as_of or today(),
            known_at=known_at,
            lang=lang,
            names=None if names is None else read_names(*document(names)),
        )
    _write(text, output, quiet=quiet)


def _write(text: str, output: str, *, quiet: bool) -> None:
    if output == "-":
        typer.echo(text, nl=False)
        return
    write(Path(output), text)
    if not quiet:
        typer.echo(f"Wrote {output}: a page to print.", err=True)
