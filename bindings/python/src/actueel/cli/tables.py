# SPDX-License-Identifier: MPL-2.0
"""Tables on a terminal: aligned, within its width, plain where colour is not wanted."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from actueel.text import Table as Rows

__all__ = ["heading", "pairs", "show", "table"]


def show(*parts: RenderableType) -> None:
    """Print parts one under the other, a blank line between them.

    Within the width of the terminal, and without colour where NO_COLOR says so or nobody looks; no line ends in blanks.
    """
    console = Console(highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        for place, part in enumerate(parts):
            if place:
                console.print()
            console.print(part)
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def heading(text: str) -> Text:
    """Return a line that stands out."""
    return Text(text, style="bold")


def table(rows: Rows) -> Table:
    """Return a table under its title; days and what a row is about stay whole, the rest may wrap."""
    drawn = Table(
        title=rows.title or None,
        title_justify="left",
        title_style="bold",
        box=None,
        padding=(0, 2, 0, 0),
        header_style="dim",
    )
    for place, header in enumerate(rows.headers):
        days = all(not row[place] or DAY.fullmatch(row[place]) for row in rows.rows)
        drawn.add_column(header, overflow="fold", no_wrap=days or place == 0)
    for row in rows.rows:
        drawn.add_row(*(Text(cell, style="italic" if cell.startswith("unknown") else "") for cell in row))
    return drawn


def pairs(told: Iterable[tuple[str, str]]) -> Table:
    """Return names with their texts, one a line."""
    drawn = Table.grid(padding=(0, 2))
    drawn.add_column(style="bold", no_wrap=True)
    drawn.add_column(overflow="fold")
    for name, text in told:
        drawn.add_row(Text(name), Text(text))
    return drawn


DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
