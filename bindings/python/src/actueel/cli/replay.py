# SPDX-License-Identifier: MPL-2.0
"""``actueel replay``."""

from __future__ import annotations

import typer

from actueel.replay import replay
from actueel.signed_text import replay_headline, replay_table_of_texts

from .answering import SOME_REJECTED, answering, history_named

__all__ = ["run"]


def run(history: str, instruments: list[str], *, as_json: bool, quiet: bool) -> None:
    """Ask every sign-off again, print what comes out, and end with 4 where the past is not reproduced."""
    with answering():
        played = replay(history_named(history), instruments)
    if as_json:
        typer.echo(played.to_json())
    elif not quiet:
        from .tables import heading, show, table

        drawn = [table(replay_table_of_texts(played))] if played.sign_offs else []
        show(heading(replay_headline(played)), *drawn)
    if not played.reproduced:
        raise typer.Exit(SOME_REJECTED)
