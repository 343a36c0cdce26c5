# SPDX-License-Identifier: MPL-2.0
"""``actueel caseload``."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

import typer

import actueel
from actueel.caseload import Caseload, Found, Question, Teams, caseload_of, figures, found_in_order
from actueel.files import whole_file
from actueel.messages import Messages
from actueel.moment import day_text
from actueel.rescoring.moments import Moments
from actueel.rescoring.output import Rejects, write_table
from actueel.terms import Terms, WorkingDays

from .answering import SOME_REJECTED, USAGE, answering, stop, today
from .progress import Progress
from .rescore import Asked, RecordsFound, check_paths, in_bytes

__all__ = ["Wanted", "run"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed."""

    records: str
    instrument: str
    output: Path
    as_of: str
    known_at: str
    ahead: int
    teams: str | None
    terms: Path | None
    list: Path | None
    figures: Path | None
    ics: Path | None
    mapping: Path | None
    lang: str
    threads: int | None
    memory: str
    force: bool
    json: bool
    quiet: bool

    @property
    def tables(self) -> tuple[tuple[str, Path | None], ...]:
        """The other files that are asked for, by the option that asks for them."""
        return ("--list", self.list), ("--figures", self.figures), ("--ics", self.ics)


def run(w: Wanted) -> None:
    """Read everything, make everything, and only then write: an error leaves what was there."""
    rejects = w.output.with_name(f"{w.output.name}.rejects.jsonl")
    asked = _as_rescoring(w)
    _check_outputs(w)
    check_paths(asked, rejects)
    limit = in_bytes(w.memory)
    with answering(), contextlib.ExitStack() as open_files:
        question = _question(w)
        teams = None if w.teams is None else Teams.load(w.teams)
        WorkingDays()  # says what is missing before the records are read
        if w.ics is not None:
            from actueel.caseload.calendar_file import needs_icalendar

            needs_icalendar()
        found = RecordsFound(asked, limit, open_files)
        families: list[Found] = []
        try:
            with Progress(found.total, found.unit, quiet=w.quiet) as progress, Rejects(rejects) as beside:
                for chunk, made in found_in_order(question, found.chunks(progress), w.threads or os.cpu_count() or 1):
                    families.append(made)
                    beside.add(made.rejected)
                    progress.done(chunk.size, made.read)
                caseload = caseload_of(question, families, teams, one_clock=found.one_clock)
                _write(w, caseload)
                beside.settle()
            if not caseload.rejected:
                rejects.unlink(missing_ok=True)  # of an earlier run
        except OSError as fault:
            remedy = "make room, or name a place that you may write to"
            stop(f"{fault.filename or w.output}: cannot be written ({fault.strerror}); {remedy}", USAGE)
        found.tell_mapping()
        _tell(w, caseload, rejects)
    if caseload.rejected:
        raise typer.Exit(SOME_REJECTED)


def _question(w: Wanted) -> Question:
    Messages(w.lang)  # an unknown language is wrong usage
    as_of = day_text(today() if w.as_of == "today" else w.as_of)
    known_at = Moments.of_days(as_of, w.known_at).known_at
    instrument = actueel.instrument(w.instrument)
    if w.lang not in instrument.languages:
        known = " or ".join(instrument.languages)
        remedy = f"choose a language that instrument {instrument.id} has"
        raise actueel.Error([actueel.Problem("value_unknown", "the question", "/lang", w.lang, known, remedy)])
    return Question(instrument, as_of, known_at, w.ahead, None if w.terms is None else Terms.load(w.terms))


def _as_rescoring(w: Wanted) -> Asked:
    """Return what was typed as reading records takes it."""
    return Asked(
        records=w.records,
        instrument=w.instrument,
        output=w.output.with_suffix(".csv") if w.output.suffix == ".html" else w.output,
        as_of=w.as_of,
        moments=None,
        known_at=w.known_at,
        mapping=w.mapping,
        columns=None,
        decimals=False,
        threads=1,
        memory=w.memory,
        force=True,
        json=w.json,
        quiet=w.quiet,
    )


def _check_outputs(w: Wanted) -> None:
    """Refuse before any work what could not be written after it."""
    kinds = {
        "--output": (".html",),
        "--list": (".csv", ".parquet"),
        "--figures": (".csv", ".parquet"),
        "--ics": (".ics",),
    }
    named = [("--output", w.output), *((option, path) for option, path in w.tables if path is not None)]
    for option, path in named:
        if path.suffix not in kinds[option]:
            stop(f"{path}: not a kind of file that {option} writes; name a {' or '.join(kinds[option])} file", USAGE)
        if path.is_dir() or not path.parent.is_dir():
            stop(f"{path}: not a file in a folder that exists; make the folder first, or name a file in another", USAGE)
        if path.exists() and not w.force:
            stop(f"{path}: there already; give --force to overwrite, or another name", USAGE)
    if len({path.resolve() for _, path in named}) < len(named):
        stop("two options name the same file; give each its own", USAGE)


def _write(w: Wanted, caseload: Caseload) -> None:
    """Make every file, then write each whole."""
    from actueel.caseload.calendar_file import calendar_file
    from actueel.caseload.document import document
    from actueel.caseload.listed import listed
    from actueel.caseload.page import page

    made = page(caseload, w.lang).encode()
    calendar = None if w.ics is None else calendar_file(caseload, w.lang)
    table = None if w.list is None else listed(caseload)
    key_figures = None if w.figures is None else figures(caseload)
    told = document(caseload) if w.json else None
    if w.list is not None and table is not None:
        write_table(w.list, table)
    if w.figures is not None and key_figures is not None:
        write_table(w.figures, key_figures)
    for path, text in ((w.ics, calendar), (w.output, made)):
        if path is not None and text is not None:
            with whole_file(path) as file:
                file.write(text)
    if told is not None:
        typer.echo(told)


def _tell(w: Wanted, caseload: Caseload, rejects: Path) -> None:
    if w.quiet:
        return
    lines = [
        f"{caseload.read} families read = {caseload.read - caseload.rejected} shown or outside + "
        f"{caseload.rejected} rejected",
        f"{len(caseload.needing)} of {len(caseload.rows)} ask for attention on {caseload.as_of.isoformat()}",
    ]
    lines += [f"  {n:>6} {kind.replace('_', ' ')}" for kind, n in caseload.totals.items() if n]
    if caseload.outside:
        lines.append(f"{_families(caseload.outside)} outside involvement on the day, and not shown")
    if caseload.teams is not None and caseload.strangers:
        lines.append(f"warning: {_families(caseload.strangers)} in {w.teams} and not in the records")
    if caseload.teams is not None and caseload.without_team:
        lines.append(f"warning: {_families(caseload.without_team)} without a team in {w.teams}")
    if caseload.rejected:
        lines.append(f"why each was rejected: {rejects}")
    if caseload.one_clock:
        lines.append(
            "one clock: the records do not say when they were written down; terms run by the days they speak of"
        )
    named = [str(path) for path in (w.output, w.list, w.figures, w.ics) if path is not None]
    lines.append(f"wrote {', '.join(named)}")
    typer.echo("\n".join(lines), err=True)


def _families(n: int) -> str:
    return "1 family is" if n == 1 else f"{n} families are"
