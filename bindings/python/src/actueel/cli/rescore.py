# SPDX-License-Identifier: MPL-2.0
"""``actueel rescore``."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

import typer

import actueel
from actueel.files import history_lines, read_table, whole_file, write_table
from actueel.rescoring import Entry, Rescored, rescore, table_entries

from .answering import SOME_REJECTED, USAGE, answering, stop

__all__ = ["run"]

TABLES = (".parquet", ".csv")
LINES = (".jsonl", ".ndjson")
PATIENCE = 2.0
"""In seconds; quicker work shows no bar."""


def run(records: str, instrument: str, as_of: str, output: Path, known_at: str, *, force: bool, quiet: bool) -> None:
    """Score everything, then write the scores and the rejects; an error leaves what was there."""
    rejects = output.with_name(f"{output.name}.rejects.jsonl")
    _check_paths(records, output, rejects, force=force)
    with answering(), contextlib.ExitStack() as open_files:
        asked = actueel.instrument(instrument)
        one_clock = False
        total: int | None = None
        found: Iterable[Entry]
        if records.endswith(TABLES):
            table = read_table(records)
            one_clock = "recorded_at" not in table.column_names
            total = len(table["family"].unique()) if "family" in table.column_names else None
            found = table_entries(table, records)
        else:
            found = history_lines(*_lines(records, open_files))
        with _progress(total, quiet=quiet) as progress:
            done = rescore(asked, found, as_of=as_of, known_at=known_at, one_clock=one_clock, progress=progress)
    if done.scored + len(done.rejected) != done.read:
        raise AssertionError("scored and rejected do not add up to read")
    try:
        _write(done, output, rejects)
    except OSError as fault:
        stop(f"{output}: cannot be written ({fault.strerror}); name a file in a folder that you may write to", USAGE)
    if not quiet:
        typer.echo(_summary(done, output, rejects), err=True)
    if done.rejected:
        raise typer.Exit(SOME_REJECTED)


def _check_paths(records: str, output: Path, rejects: Path, *, force: bool) -> None:
    """Refuse before any work what could not be carried out after it."""
    if records != "-" and not records.endswith((*TABLES, *LINES)):
        stop(f"{records}: not a kind of file that records come in; name a .parquet, .csv or .jsonl file", USAGE)
    if output.suffix not in TABLES:
        stop(f"{output}: not a kind of file that scores go to; name a .parquet or .csv file", USAGE)
    if output.is_dir() or not output.parent.is_dir():
        stop(f"{output}: not a file in a folder that exists; make the folder first, or name a file in another", USAGE)
    there = [str(each) for each in (output, rejects) if each.exists()]
    if there and not force:
        stop(f"{' and '.join(there)}: there already; give --force to overwrite, or another name", USAGE)


def _lines(records: str, open_files: contextlib.ExitStack) -> tuple[str, BinaryIO]:
    if records == "-":
        return "standard input", sys.stdin.buffer
    try:
        return records, open_files.enter_context(Path(records).open("rb"))
    except OSError as fault:
        problem = actueel.Problem(
            code="file_unreadable",
            document=records,
            found=(fault.strerror or "no such file").lower(),
            expected="a file of histories, one a line",
            remedy="look at the path",
        )
        raise actueel.Error([problem]) from None


@contextlib.contextmanager
def _progress(total: int | None, *, quiet: bool) -> Iterator[Callable[[int], None] | None]:
    """Show how many families are done and how long it still takes: on a terminal, and once it takes a while."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("families"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("families", total=total)
    began = time.monotonic()

    def show(done: int) -> None:
        bar.update(task, completed=done)
        if not bar.live.is_started and time.monotonic() - began > PATIENCE:
            bar.start()

    try:
        yield show
    finally:
        bar.stop()


def _write(done: Rescored, output: Path, rejects: Path) -> None:
    """Write both files whole before either takes its name; rejects first, so that scores are never without them."""
    with whole_file(output) as file:
        write_table(done.table, output, file)
        if done.rejected:
            with whole_file(rejects) as beside:
                for each in done.rejected:
                    beside.write(json.dumps(asdict(each), ensure_ascii=False).encode() + b"\n")
        else:
            rejects.unlink(missing_ok=True)


def _summary(done: Rescored, output: Path, rejects: Path) -> str:
    lines = [
        f"{done.read} families read = {done.scored} scored + {len(done.rejected)} rejected",
        f"{done.table.num_rows} rows in {output}",
    ]
    if done.rejected:
        lines.append(f"why each was rejected: {rejects}")
    if done.one_clock:
        lines.append("one clock: the records do not say when they were written down, so known_at follows observed_on")
    return "\n".join(lines)
