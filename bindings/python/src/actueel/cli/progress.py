# SPDX-License-Identifier: MPL-2.0
"""How far long work is, how fast it goes, and how long it still takes: on a terminal, and once it takes a while."""

from __future__ import annotations

import sys
import time
from typing import Any

__all__ = ["PATIENCE", "Progress"]

PATIENCE = 2.0
"""In seconds; quicker work shows no bar."""


class Progress:
    """A bar on standard error.

    Parameters
    ----------
    total : int or None
        How much there is to do, in `unit`; None where that is not known.
    unit : str
        What is counted.
    quiet : bool
        Whether nothing is to be shown at all.

    """

    def __init__(self, total: int | None, unit: str, *, quiet: bool) -> None:
        self._total, self._unit = total, unit
        self._shown = not quiet and sys.stderr.isatty()
        self._bar: Any = None
        self._task: Any = None
        self._began = time.monotonic()
        self._scoring: float | None = None
        self._done = self._families = 0

    def __enter__(self) -> Progress:
        """Begin to count."""
        if self._shown:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
            )
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(self._unit, total=self._total, rate="")
        return self

    def __exit__(self, *fault: object) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def gathering(self, rows: int) -> None:
        """Hear how many rows are read, while families are brought together."""
        if self._bar is not None:
            self._bar.update(self._task, completed=rows, description="bringing families together: rows", rate="")
            self._start()

    def done(self, size: int, families: int) -> None:
        """Hear that some more is done: so much, with so many families."""
        self._done += size
        self._families += families
        if self._bar is None:
            return
        now = time.monotonic()
        if self._scoring is None:
            self._scoring = now
            self._bar.reset(self._task, total=self._total)
        rate = self._families / max(now - self._began, 1e-9)
        self._bar.update(self._task, completed=self._done, description=self._unit, rate=f"{rate:,.0f} families/s")
        self._start()

    def _start(self) -> None:
        if not self._bar.live.is_started and time.monotonic() - self._began > PATIENCE:
            self._bar.start()
