# SPDX-License-Identifier: MPL-2.0
"""``actueel convert`` between histories a line and tables of records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from actueel.columns import KNOWN, records_table
from actueel.columns.as_text import as_text
from actueel.columns.laid_out import schema_of
from actueel.files import whole_file
from actueel.rescoring.documents import Lines
from actueel.rescoring.run import chunks_of
from actueel.tables import ENDINGS, opened

from .answering import USAGE, answering, stop
from .arrow import lean_arrow

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["LINES", "fits", "run"]

LINES = (".jsonl", ".ndjson")


def fits(document: str, output: Path) -> bool:
    """Whether it is histories a line, or a table of records, that is to become the other."""
    lines = output.suffix in LINES and (document.lower().endswith(ENDINGS) or Path(document).is_dir())
    return lines or (document.lower().endswith(LINES) and output.suffix in (".parquet", ".csv"))


def run(document: str, output: Path, *, quiet: bool) -> None:
    """Write the other form of the same records; a history that cannot be read ends it, and leaves what was there."""
    lean_arrow()
    with answering():
        try:
            families, rows = _to_lines(document, output) if output.suffix in LINES else _to_table(document, output)
        except OSError as fault:
            stop(f"{fault.filename or output}: {(fault.strerror or 'no file').lower()}; look at the path", USAGE)
    if not quiet:
        typer.echo(f"{output}: {rows} records of {families} families; nothing was lost", err=True)


def _to_lines(document: str, output: Path) -> tuple[int, int]:
    families = rows = 0
    with whole_file(output) as file:
        for chunk in chunks_of(opened(document), folder=output.resolve().parent):
            for entry in chunk.entries():
                entry.history()
                assert entry.rows is not None
                file.write(entry.rows.text().encode() + b"\n")
                families, rows = families + 1, rows + len(entry.rows.records)
    return families, rows


def _to_table(document: str, output: Path) -> tuple[int, int]:
    """Read the lines once for the columns that they fill, and once to write them."""
    import pyarrow.csv as csv
    import pyarrow.parquet as pq

    with Path(document).open("rb") as found:
        lines = Lines(found, document, output.resolve().parent)
        held = {name for table in _tables(lines) for name in table.schema.names}
        schema = schema_of([name for name in KNOWN if name in held | {"family"}])
        rows = 0
        with whole_file(output) as file:
            plain = output.suffix == ".csv"
            writer = (
                csv.CSVWriter(file, as_text(schema.empty_table()).schema) if plain else pq.ParquetWriter(file, schema)
            )
            with writer:
                for table in _tables(lines):
                    whole = _filled(table, schema)
                    writer.write_table(as_text(whole) if plain else whole)
                    rows += whole.num_rows
    return lines.count, rows


def _tables(lines: Lines) -> Iterator[pa.Table]:
    for chunk in lines.chunks():
        yield records_table([entry.history() for entry in chunk.entries()])


def _filled(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """Return a table with every column of a schema; those that it lacks are empty."""
    import pyarrow as pa

    columns = [
        table[field.name] if field.name in table.schema.names else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)
