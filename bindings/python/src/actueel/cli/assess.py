# SPDX-License-Identifier: MPL-2.0
"""``actueel assess``."""

from __future__ import annotations

import typer

import actueel
from actueel.text import assessment_tables, headline, standing

from .answering import answering, history_named, today

__all__ = ["run"]


def run(
    history: str,
    instrument: str,
    as_of: str | None,
    known_at: str,
    child: str | None,
    since: str | None,
    *,
    as_json: bool,
) -> None:
    """Assess one family and print the answer, or what changed since a day."""
    if since is not None:
        run_since(history, instrument, since, as_of, known_at, child, as_json=as_json)
        return
    with answering():
        asked = actueel.instrument(instrument)
        answer = asked.assess(history_named(history), as_of=as_of or today(), known_at=known_at, child=child)
    if as_json:
        typer.echo(answer.to_json())
        return
    from .tables import heading, pairs, show, table

    show(heading(headline(answer)), pairs(standing(answer)), *map(table, assessment_tables(answer)))


def run_since(
    history: str,
    instrument: str,
    since: str,
    as_of: str | None,
    known_at: str,
    child: str | None,
    *,
    as_json: bool,
) -> None:
    """Print what changed since a day, as it was signed then or as it was known at its end."""
    with answering():
        asked = actueel.instrument(instrument)
        family = history_named(history)
        changed = asked.change(family, since=since, as_of=as_of or today(), known_at=known_at, child=child)
    if as_json:
        typer.echo(changed.to_json())
        return
    from actueel.change_text import NOTHING, change_headline, change_standing, change_tables

    from .tables import heading, pairs, show, table

    first = [*change_standing(changed), *([] if changed.differs else [("changed", NOTHING)])]
    show(heading(change_headline(changed)), pairs(first), *map(table, change_tables(changed)))
