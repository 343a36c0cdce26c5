# SPDX-License-Identifier: MPL-2.0
"""How the demo speaks: tables, and progress on what takes a while."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

__all__ = ["progress", "table"]


@contextmanager
def progress(console: Console, what: str, total: int) -> Iterator[tuple[Progress, TaskID]]:
    """Show a bar while at work, where somebody can see it, and the time it took afterwards."""
    started = monotonic()
    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bars:
        yield bars, bars.add_task(what, total=total)
    console.print(f"{what}: {monotonic() - started:.1f} s", style="dim", highlight=False)


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Make a table of plain texts."""
    made = Table(title=title, title_justify="left", title_style="bold")
    for column in columns:
        made.add_column(column)
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    return made
