# SPDX-License-Identifier: MPL-2.0
"""``actueel new``."""

from __future__ import annotations

from pathlib import Path

import typer

from actueel import ValueInterval
from actueel.author import Draft, draft_from_table
from actueel.author.families import Family, household, stand

from .answering import answering
from .written import check_output, write

__all__ = ["run", "tell_assumed"]


def run(
    table: Path,
    output: Path,
    sheet: str | None,
    id: str | None,
    title: str | None,
    lang: str,
    levels: str | None,
    shelf_life: str,
    *,
    force: bool,
    quiet: bool,
) -> None:
    """Make the draft, write it, and say what it is and what was assumed."""
    check_output(output, force=force)
    with answering():
        draft = draft_from_table(
            table, sheet=sheet, id=id, title=title, lang=lang, levels=levels, shelf_life=shelf_life
        )
    write(output, draft.to_json())
    if not quiet:
        typer.echo(f"{output}: {summary(draft)}", err=True)
        tell_assumed(draft.assumed)
        typer.echo(f"next: actueel check {output}", err=True)


def summary(draft: Draft) -> str:
    """Return what a draft asks and from where to where its scales go, as the core says of a family not yet asked."""
    document = draft.document
    blank = stand(draft.instrument, document, Family("F", household(document)))
    scales = ", ".join(f"{scale} {ValueInterval(*ends)}" for scale, ends in blank.scales.items())
    n = len(document["items"])
    return f"draft {draft.instrument.id}, {n} {'item' if n == 1 else 'items'}; {scales}"


def tell_assumed(assumed: tuple[str, ...]) -> None:
    """Say everything that was assumed."""
    if assumed:
        typer.echo("assumed, and for you to mend:", err=True)
        for each in assumed:
            typer.echo(f"  {each}", err=True)
