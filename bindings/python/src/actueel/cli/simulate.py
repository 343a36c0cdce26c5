# SPDX-License-Identifier: MPL-2.0
"""``actueel simulate``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import typer

import actueel
from actueel import History, simulate
from actueel.files import whole_file

from .answering import USAGE, answering, stop
from .progress import Progress
from .written import check_output

__all__ = ["run"]

LINES = (".jsonl", ".ndjson")
AT_ONCE = 200
"""Families that become columns together."""


def run(instrument: str, output: str, families: int, seed: int, *, force: bool, quiet: bool) -> None:
    """Make families and write them; an error leaves what was there."""
    path = None if output == "-" else Path(output)
    if path is not None:
        if path.suffix not in (*LINES, ".parquet"):
            stop(f"{output}: not a kind of file that families go to; name a .jsonl or .parquet file, or -", USAGE)
        check_output(path, force=force)
    with answering():
        asked = actueel.instrument(instrument).to_dict()
    with Progress(families, "families", quiet=quiet) as progress:
        made = _told(simulate.families(families, seed=seed, instrument=asked), progress)
        if path is None:
            for document in made:
                sys.stdout.buffer.write(_line(document))
            sys.stdout.buffer.flush()
            return
        try:
            rows = _parquet(made, path) if path.suffix == ".parquet" else _lines(made, path)
        except OSError as fault:
            stop(f"{output}: cannot be written ({fault.strerror}); make room, or name another place", USAGE)
    if not quiet:
        typer.echo(f"{families} made-up families ({rows} records) in {output}, seed {seed}", err=True)


def _told(made: Iterator[dict[str, Any]], progress: Progress) -> Iterator[dict[str, Any]]:
    for document in made:
        yield document
        progress.done(1, 1)


def _line(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _lines(made: Iterator[dict[str, Any]], path: Path) -> int:
    rows = 0
    with whole_file(path) as file:
        for document in made:
            file.write(_line(document))
            rows += len(document["records"])
    return rows


def _parquet(made: Iterator[dict[str, Any]], path: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from actueel.columns import records_table
    from actueel.columns.names import KNOWN

    tables = []
    while some := list(islice(made, AT_ONCE)):
        tables.append(records_table(History.parse(_line(document)) for document in some))
    whole = pa.concat_tables(tables, promote_options="default")
    whole = whole.select([name for name in KNOWN if name in whole.schema.names]).combine_chunks()
    with whole_file(path) as file:
        pq.write_table(whole, file, compression="zstd")
    return int(whole.num_rows)
