# SPDX-License-Identifier: MPL-2.0
"""``actueel assess``."""

from __future__ import annotations

import typer

import actueel
from actueel.text import assessment_tables, headline, standing

from .answering import answering, history_named, today

__all__ = ["run"]


def run(history: str, instrument: str, as_of: str | None, known_at: str, child: str | None, *, as_json: bool) -> None:
    """Assess one family and print the answer."""
    with answering():
        asked = actueel.instrument(instrument)
        answer = asked.assess(history_named(history), as_of=as_of or today(), known_at=known_at, child=child)
    if as_json:
        typer.echo(answer.to_json())
        return
    from .tables import heading, pairs, show, table

    show(heading(headline(answer)), pairs(standing(answer)), *map(table, assessment_tables(answer)))
