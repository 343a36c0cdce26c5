# SPDX-License-Identifier: MPL-2.0
"""``actueel counting-process``."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

import typer

import actueel
from actueel.counting.engine import count
from actueel.counting.follow import Follow, Tally
from actueel.rescoring.output import Rejects, scores_file

from .answering import SOME_REJECTED, USAGE, answering, stop
from .progress import Progress
from .rescore import Asked, RecordsFound, check_paths

__all__ = ["Question", "run"]

MEMORY = 128 << 20
"""Bytes of rows held to be sorted before they go to the disk."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed."""

    records: str
    instrument: str
    output: Path
    events: list[str]
    severities: list[str]
    start: str | None
    until: str | None
    known_at: str
    same_day: bool
    repeated: bool
    every: int | None
    mapping: Path | None
    force: bool
    json: bool
    quiet: bool


def run(q: Question) -> None:
    """Follow every family and write the rows, and the rejects beside them."""
    rejects = q.output.with_name(f"{q.output.name}.rejects.jsonl")
    asked = Asked(
        records=q.records,
        instrument=q.instrument,
        output=q.output,
        as_of="",
        moments=None,
        known_at=q.known_at,
        mapping=q.mapping,
        columns=None,
        decimals=False,
        threads=1,
        memory="128M",
        force=q.force,
        json=q.json,
        quiet=q.quiet,
    )
    if asked.parts or asked.streamed:
        stop(f"{q.output}: not a kind of file that rows go to; name a .parquet or .csv file", USAGE)
    check_paths(asked, rejects)
    read, rejected, rows, tally = 0, 0, 0, Tally()
    with answering(), contextlib.ExitStack() as open_files:
        follow = Follow.of(
            actueel.instrument(q.instrument),
            events=q.events,
            severities=q.severities,
            start=q.start,
            until=q.until,
            known_at=q.known_at,
            counts_from="same_day" if q.same_day else "day_after",
            repeated=q.repeated,
            every=q.every,
        )
        found = RecordsFound(asked, MEMORY, open_files)
        try:
            with (
                Progress(found.total, found.unit, quiet=q.quiet) as progress,
                Rejects(rejects) as beside,
                scores_file(q.output, follow.schema) as written,
            ):
                for chunk in found.chunks(progress):
                    made = count(follow, chunk)
                    written.add(made.table)
                    beside.add(made.rejected)
                    read, rejected = read + made.read, rejected + len(made.rejected)
                    rows, tally = rows + made.table.num_rows, tally + made.tally
                    progress.done(chunk.size, made.read)
                beside.settle()
        except OSError as fault:
            remedy = "make room, or name a place that you may write to"
            stop(f"{fault.filename or q.output}: cannot be written ({fault.strerror}); {remedy}", USAGE)
        if not rejected:
            rejects.unlink(missing_ok=True)  # of an earlier run
        found.tell_mapping()
    _tell(q, read, rejected, rows, tally, rejects)
    if rejected:
        raise typer.Exit(SOME_REJECTED)


def _tell(q: Question, read: int, rejected: int, rows: int, tally: Tally, rejects: Path) -> None:
    if q.json:
        told = {
            "read": read,
            "followed": read - rejected,
            "rejected": rejected,
            "rows": rows,
            "output": str(q.output),
            "rejects": str(rejects) if rejected else None,
            "events_counted": tally.counted,
            "events_outside": tally.outside,
            "events_of_nobody": tally.of_nobody,
        }
        typer.echo(json.dumps(told))
    if q.quiet:
        return
    lines = [
        f"{read} families read = {read - rejected} followed + {rejected} rejected",
        f"{rows} rows in {q.output}, {tally.counted} of them end with an event",
    ]
    if tally.outside:
        lines.append(f"{tally.outside} events lie on days not at risk, after the first, or on the day of another")
    if tally.of_nobody:
        lines.append(f"{tally.of_nobody} events name no child and are of none")
    if rejected:
        lines.append(f"why each was rejected: {rejects}")
    typer.echo("\n".join(lines), err=True)
