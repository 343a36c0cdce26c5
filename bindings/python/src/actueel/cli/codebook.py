# SPDX-License-Identifier: MPL-2.0
"""``actueel instruments show --codebook``."""

from __future__ import annotations

import typer

import actueel
from actueel.author import codebook_csv, codebook_markdown
from actueel.messages import Messages

from .answering import USAGE, answering, stop

__all__ = ["run"]


def run(name: str, lang: str, form: str) -> None:
    """Print an instrument's codebook."""
    if form not in {"md", "csv"}:
        stop(f"--codebook {form}: not a form that codebooks come in; write md or csv", USAGE)
    with answering():
        instrument = actueel.instrument(name)
        Messages(lang)  # says which languages there are
    typer.echo(codebook_csv(instrument) if form == "csv" else codebook_markdown(instrument, lang), nl=False)
