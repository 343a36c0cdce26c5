# SPDX-License-Identifier: MPL-2.0
"""``actueel rescore``."""

from __future__ import annotations

import contextlib
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

import actueel
from actueel.rescoring.chosen import chosen
from actueel.rescoring.chunks import Chunk
from actueel.rescoring.documents import Lines
from actueel.rescoring.engine import ENGINES, WAYS, Scored, Task
from actueel.rescoring.moments import Moments
from actueel.rescoring.output import ENDINGS as SCORES
from actueel.rescoring.output import Rejects, line_of, scores_file, scores_stream
from actueel.rescoring.parts import Folder, digest_of_files
from actueel.rescoring.run import Totals, chunks_of, never_answered, one_clock, scored_in_order
from actueel.tables import ENDINGS, Source, opened

from .answering import SOME_REJECTED, USAGE, answering, stop
from .arrow import lean_arrow
from .progress import Progress

if TYPE_CHECKING:
    from actueel.mapping import Mapped

__all__ = ["LINES", "Asked", "RecordsFound", "check_paths", "in_bytes", "run", "sources_of"]

LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed."""

    records: str
    instrument: str
    output: Path
    as_of: str | None
    moments: str | None
    known_at: str
    mapping: Path | None
    columns: str | None
    decimals: bool
    threads: int
    memory: str
    force: bool
    json: bool
    quiet: bool
    engine: str = "any"

    @property
    def streamed(self) -> bool:
        """Whether scores go to standard output."""
        return str(self.output) == "-"

    @property
    def parts(self) -> bool:
        """Whether scores go to a folder of parts."""
        return not self.streamed and (self.output.suffix == "" or self.output.is_dir())


def run(asked: Asked) -> None:
    """Score everything into one file or a folder of parts; an error leaves what was there."""
    rejects = asked.output.with_name(f"{asked.output.name}.rejects.jsonl")
    check_paths(asked, rejects)
    limit = in_bytes(asked.memory)
    lean_arrow()
    with answering(), contextlib.ExitStack() as open_files:
        instrument = actueel.instrument(asked.instrument)
        picked = chosen(instrument, asked.columns, decimals=asked.decimals)
        moments = _moments(asked)
        found = RecordsFound(asked, limit, open_files)
        task = Task(instrument, moments, picked, found.one_clock, asked.engine)
        try:
            with Progress(found.total, found.unit, quiet=asked.quiet) as progress:
                chunks = found.chunks(progress)
                if asked.streamed:
                    totals = _into_stream(asked, task, chunks, progress)
                elif asked.parts:
                    totals = _into_parts(asked, task, chunks, found, progress)
                else:
                    totals = _into_file(asked, task, chunks, rejects, progress)
        except BrokenPipeError:
            raise  # whoever read our output has gone
        except OSError as fault:
            name = asked.output if str(fault.filename or "").endswith(".part") else fault.filename or asked.output
            remedy = "make room, or name a place that you may write to"
            stop(f"{name}: cannot be written ({fault.strerror}); {remedy}", USAGE)
        found.tell_mapping()
        if totals.scored + totals.rejected != totals.read:
            raise AssertionError("scored and rejected do not add up to read")
        _tell(asked, task, totals, rejects)
    if totals.rejected:
        raise typer.Exit(SOME_REJECTED)


class RecordsFound:
    """Where the families come from."""

    def __init__(self, asked: Asked, limit: int, open_files: contextlib.ExitStack) -> None:
        self._asked = asked
        self._limit = limit
        self._lines: Lines | None = None
        self.sources: list[Source] = []
        self.mapped: Mapped | None = None
        if asked.records == "-" or asked.records.lower().endswith(LINES):
            self._lines = Lines(*_lines(asked.records, open_files), folder=_folder(asked))
            self.files: tuple[str, ...] = () if asked.records == "-" else (asked.records,)
        else:
            self.sources, self.mapped = sources_of(asked.records, asked.mapping)
            self.files = tuple(file for source in self.sources for file in source.files)
        self.one_clock = one_clock(self.sources)
        self.unit = "families" if self._lines is not None else "rows"
        known = [source.rows for source in self.sources]
        rows = None if any(n is None for n in known) else sum(n or 0 for n in known)
        self.total = self._lines.count if self._lines is not None else rows

    def chunks(self, progress: Progress) -> Iterator[Chunk]:
        """Return whole families, in the order of their ids."""
        if self._lines is not None:
            return self._lines.chunks()
        folder = _folder(self._asked)
        return chunks_of(self.sources, limit=self._limit, folder=folder, told=progress.gathering)

    def tell_mapping(self) -> None:
        """Say on standard error what the mapping could not read, unless told to be quiet."""
        if self.mapped is not None and not self._asked.quiet:
            typer.echo(self.mapped.text(), err=True)


def sources_of(records: str, mapping: Path | None) -> tuple[list[Source], Mapped | None]:
    """Return the tables that were named, under a mapping where one was."""
    if mapping is None:
        return opened(records), None
    from actueel.mapping import Mapped, Mapping

    rules = Mapping.load(mapping)
    mapped = Mapped(rules)
    found = opened(records, encoding=rules.encoding, delimiter=rules.delimiter)
    return [mapped.source(each) for each in found], mapped


def _folder(asked: Asked) -> Path:
    """Return where rows are put aside: beside the output, where there is room for it; else where the system says."""
    return Path(tempfile.gettempdir()) if asked.streamed else asked.output.resolve().parent


def _moments(asked: Asked) -> Moments:
    if asked.moments is None:
        assert asked.as_of is not None
        return Moments.of_days(asked.as_of, asked.known_at)
    import pyarrow as pa

    sources = opened(asked.moments)
    if len(sources) != 1:
        stop(f"{asked.moments}: {len(sources)} tables of moments; name one file", USAGE)
    (source,) = sources
    table = pa.Table.from_batches(source.read(None), source.schema)
    return Moments.of_table(table, asked.known_at, asked.moments)


def check_paths(asked: Asked, rejects: Path) -> None:
    """Refuse before any work what could not be carried out after it."""
    records, output = asked.records, asked.output
    if (asked.as_of is None) == (asked.moments is None):
        stop("say when to assess: either --as-of with days, or --moments with a table of them", USAGE)
    known = records == "-" or Path(records).is_dir() or records.lower().endswith((*ENDINGS, *LINES))
    if not known:
        kinds = ", ".join((*ENDINGS, *LINES))
        stop(f"{records}: not a kind of file that records come in; name one of {kinds}, or a folder of tables", USAGE)
    if asked.mapping is not None and (records == "-" or records.lower().endswith(LINES)):
        stop("--map reads tables; histories have the names and codes of the format already: leave it out", USAGE)
    if asked.engine not in ENGINES:
        stop(f"--engine: no such engine; name one of {', '.join(ENGINES)}", USAGE)
    if asked.streamed:
        if asked.json:
            stop("standard output has the scores already: leave out --json, or name a file", USAGE)
        return
    if not asked.parts and output.suffix not in SCORES:
        stop(f"{output}: not a kind of file that scores go to; name a .parquet or .csv file, or a folder", USAGE)
    if not output.parent.is_dir():
        stop(f"{output}: not a file in a folder that exists; make the folder first, or name a file in another", USAGE)
    there = [str(each) for each in (output, rejects) if each.exists()]
    if there and not asked.parts and not asked.force:
        stop(f"{' and '.join(there)}: there already; give --force to overwrite, or another name", USAGE)
    if asked.parts and records == "-":
        stop("standard input cannot be read again, so a folder of parts could not be resumed: name a file", USAGE)


def in_bytes(text: str) -> int:
    """Return an amount of memory, ``64M`` or ``2G``, in bytes; anything else is wrong usage."""
    match = re.fullmatch(r"(\d{1,6})([KMG])", text.upper(), re.ASCII)
    if match is None or int(match[1]) == 0:
        stop("--memory: not an amount of memory; write it as 512M or 2G", USAGE)
    return int(match[1]) << {"K": 10, "M": 20, "G": 30}[match[2]]


def _lines(records: str, open_files: contextlib.ExitStack) -> tuple[BinaryIO, str]:
    if records == "-":
        return sys.stdin.buffer, "standard input"
    try:
        return open_files.enter_context(Path(records).open("rb")), records
    except OSError as fault:
        problem = actueel.Problem(
            code="file_unreadable",
            document=records,
            found=(fault.strerror or "no such file").lower(),
            expected="a file of histories, one a line",
            remedy="look at the path",
        )
        raise actueel.Error([problem]) from None


def _into_file(asked: Asked, task: Task, chunks: Iterable[Chunk], rejects: Path, progress: Progress) -> Totals:
    """Write both files whole before either takes its name; rejects first, so that scores are never without them."""
    totals = Totals()
    with Rejects(rejects) as beside, scores_file(asked.output, task.schema) as scores:
        for chunk, made in scored_in_order(task, chunks, asked.threads):
            totals.add(made)
            scores.add(made.table)
            beside.add(made.rejected)
            progress.done(chunk.size, made.read)
        beside.settle()
    if not totals.rejected:
        rejects.unlink(missing_ok=True)  # of an earlier run; now the scores are there that have none
    return totals


def _into_stream(asked: Asked, task: Task, chunks: Iterable[Chunk], progress: Progress) -> Totals:
    """Write scores to standard output as they come, and rejects to standard error."""
    totals = Totals()
    with scores_stream(sys.stdout.buffer, task.schema) as scores:
        for chunk, made in scored_in_order(task, chunks, asked.threads):
            totals.add(made)
            scores.add(made.table)
            sys.stderr.buffer.writelines(map(line_of, made.rejected))
            progress.done(chunk.size, made.read)
    sys.stdout.buffer.flush()
    return totals


def _into_parts(asked: Asked, task: Task, chunks: Iterator[Chunk], found: RecordsFound, progress: Progress) -> Totals:
    mapping = None if asked.mapping is None else digest_of_files([str(asked.mapping)])[0]["sha256"]
    made_by = {"records": digest_of_files(found.files), "mapping": mapping}
    folder = Folder(asked.output, task, made_by, force=asked.force)
    if folder.done and not asked.quiet:
        what = (
            "everything is there already" if folder.complete else f"{folder.done} parts are there; going on after them"
        )
        typer.echo(f"{asked.output}: {what}", err=True)
    if folder.complete:
        return folder.totals()
    before = folder.totals()
    for place in range(folder.skipped):
        skipped = next(chunks, None)
        if skipped is None:
            break
        progress.done(skipped.size, 0 if place else before.read)
    rest: Iterator[tuple[Chunk, Scored]] = scored_in_order(task, chunks, asked.threads)
    for chunk, made in folder.write(rest):
        progress.done(chunk.size, made.read)
    return folder.totals()


def _tell(asked: Asked, task: Task, totals: Totals, rejects: Path) -> None:
    where = f"{asked.output}/part-*.rejects.jsonl" if asked.parts else str(rejects)
    if asked.streamed:
        where = "the lines above"
    unused = None
    if task.moments.count is not None:
        unused = task.moments.count - totals.asked
    if asked.json:
        told = {
            "read": totals.read,
            "scored": totals.scored,
            "rejected": totals.rejected,
            "rejected_by_code": dict(sorted(totals.codes.items())),
            "rows": totals.rows,
            "scores": str(asked.output),
            "rejects": where if totals.rejected else None,
            "clocks": 1 if task.one_clock else 2,
            "answered": totals.answered,
            "answers_in_retired_codes": totals.retired,
            "rows_by": totals.told_rows_by(),
            "moments_outside_involvement": totals.outside,
            "moments_of_nobody_scored": unused,
        }
        typer.echo(json.dumps(told))
    if asked.quiet:
        return
    lines = [
        f"{totals.read} families read = {totals.scored} scored + {totals.rejected} rejected",
        f"{totals.rows} rows in {'standard output' if asked.streamed else asked.output}",
        *_how(totals),
    ]
    if totals.rejected:
        lines.append(f"why each was rejected: {where}")
        lines += [f"  {n} {code}" for code, n in sorted(totals.codes.items(), key=lambda each: (-each[1], each[0]))]
    if totals.retired:
        lines.append(f"{totals.retired} answers in codes that {task.instrument.id} has retired: they count as unknown")
    if totals.outside:
        lines.append(f"{totals.outside} moments lie outside involvement and have no row")
    if unused:
        lines.append(f"{unused} moments are of families that were rejected or are not in the records")
    if task.one_clock:
        lines.append("one clock: the records do not say when they were written down, so known_at follows observed_on")
    if totals.codes.get("json_syntax") and totals.rejected == totals.read and asked.records == "-":
        lines.append("standard input takes histories, one a line: for a table name a file")
    if not totals.read:
        lines.append(f"warning: there is no record in {asked.records}")
    if totals.unanswered:
        lines.append(f"warning: {never_answered(task.instrument)}")
        if not asked.streamed and asked.records != "-" and not asked.records.lower().endswith(LINES):
            lines.append(f"  actueel profile {asked.records} -i {asked.instrument}  # says which items they answer")
    typer.echo("\n".join(lines), err=True)


def _how(totals: Totals) -> Iterator[str]:
    """Yield how rows came about: the share of the plan, and why others did not come from it."""
    by = totals.told_rows_by()
    if not by:
        return
    in_lanes = by.pop("plan", 0)
    share = 1000 * in_lanes // totals.rows
    yield f"{in_lanes} of them in lanes ({share // 10}.{share % 10} %)" + ("; others:" if by else "")
    for way, rows in sorted(by.items(), key=lambda each: -each[1]):
        yield f"  {rows} {WAYS[way]}"
