# SPDX-License-Identifier: MPL-2.0
"""Tables of records from where they are: Parquet, CSV, Excel, SPSS, a folder with a table for each type, a frame."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import _core
from ..columns.coded import CODED
from ..columns.frames import table_of
from ..columns.names import TYPES
from ..errors import Error, Problem
from .ahead import ahead
from .sheets import sheet_of
from .source import Source
from .unreadable import unreadable

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ENDINGS", "opened", "source_of_frame"]

ENDINGS = (".parquet", ".csv", ".xlsx", ".sav")
"""Kinds of files that a table may be in."""

BATCH = 1 << 17
"""Rows that are read at a time."""

FEW = 1 << 18
"""Rows that are read at a time of few columns."""


def opened(path: str, *, encoding: str = "utf8", delimiter: str | None = None) -> list[Source]:
    """Return the tables at a path: a file, or a folder with a table for each type of record.

    In a folder each table is called after its type, ``observation.csv`` or ``observations.parquet``; it may be a
    folder of parts itself. Names that begin with a dot or an underscore are no tables. A folder without a
    table that is called so holds parts of one table.

    Raises
    ------
    Error
        ``file_unreadable``: missing, another kind of file, or broken; a table in a folder that is none of a type.

    """
    place = Path(path)
    if not place.is_dir():
        return [_file(path, encoding, delimiter)]
    found = [each for each in sorted(place.iterdir()) if not each.name.startswith((".", "_"))]
    tables = [each for each in found if each.is_dir() or each.name.lower().endswith(ENDINGS)]
    types = {each: _type(each.stem) for each in tables}
    if not tables:
        raise _unreadable(path, "a folder without tables", "put one in it for each type of record: observation.csv")
    if not any(types.values()):
        if other := [each for each in found if each not in tables]:
            remedy = f"take it out of the folder, or save it as one of {', '.join(ENDINGS)}"
            raise Error(
                Problem(
                    "file_unreadable", str(each), "", "no table, in a folder of parts", "parts of one table", remedy
                )
                for each in other
            )
        return [source for each in tables for source in _parts(each, encoding, delimiter, None)]
    odd = [each for each in found if types.get(each) is None]
    if odd:
        known = [f"{each}{end}" for each in TYPES for end in ENDINGS]
        raise Error(
            Problem(
                "file_unreadable",
                str(each),
                "",
                "a name in the folder that is after no type of record",
                "names such as observation.csv, membership.parquet",
                "rename it, or take it out of the folder",
                _core.nearest_name(each.name, known),
            )
            for each in odd
        )
    return [source for each, kind in types.items() for source in _parts(each, encoding, delimiter, kind)]


def _parts(place: Path, encoding: str, delimiter: str | None, kind: str | None) -> list[Source]:
    files = [place]
    if place.is_dir():
        files = [each for each in sorted(place.iterdir()) if not each.name.startswith((".", "_"))]
    return [replace(_file(str(each), encoding, delimiter), type=kind) for each in files]


def _type(stem: str) -> str | None:
    """Return the type of record that a table is called after, in the singular or the plural."""
    name = stem.lower()
    return next(
        (each for each in TYPES if name in (each, f"{each}s", each.replace("_", ""), each.replace("_", "-"))), None
    )


def source_of_frame(records: Any, name: str = "records") -> Source:
    """Return a frame as a table; it is held, not read."""
    import pyarrow as pa

    if isinstance(records, pa.RecordBatchReader):

        def once(names: list[str] | None) -> Iterator[pa.RecordBatch]:
            for batch in records:
                yield batch if names is None else batch.select(names)

        return Source(name, records.schema, once, again=False)
    table = table_of(records, name)

    def read(names: list[str] | None) -> Iterator[pa.RecordBatch]:
        yield from (table if names is None else table.select(names)).to_batches(max_chunksize=BATCH)

    return Source(name, table.schema, read, rows=table.num_rows, whole=table)


def _unreadable(path: str, found: str, remedy: str) -> Error:
    return Error([Problem("file_unreadable", path, "", found, "a file of records", remedy)])


@contextlib.contextmanager
def _broken(path: str, encoding: str = "utf8", delimiter: str | None = None) -> Iterator[None]:
    """Tell of a file that cannot be read without its own words: a line of it may be about a child."""
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError, UnicodeDecodeError, KeyError):
        raise _unreadable(path, *unreadable(path, encoding, delimiter or ",")) from None


def _file(path: str, encoding: str, delimiter: str | None) -> Source:
    if Path(path).is_dir():
        raise _unreadable(path, "a directory", "name a file in it")
    if not Path(path).exists():
        raise _unreadable(path, "no such file", "look at the path")
    ending = Path(path).suffix.lower()
    if ending == ".parquet":
        made = _parquet(path)
    elif ending == ".csv":
        made = _csv(path, encoding, delimiter)
    elif ending in (".xlsx", ".sav"):
        with _broken(path):
            made = source_of_frame(sheet_of(path), path)
    else:
        raise _unreadable(path, "another kind of file", f"name one of {', '.join(ENDINGS)}")
    return replace(made, files=(path,))


def _parquet(path: str) -> Source:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with _broken(path):
        texts = [field.name for field in pq.read_schema(path) if pa.types.is_string(field.type)]
        coded = [name for name in texts if name in ("family", *CODED) and texts.count(name) == 1]
        with pq.ParquetFile(path, read_dictionary=coded) as file:
            schema, rows = file.schema_arrow.remove_metadata(), file.metadata.num_rows

    def read(names: list[str] | None) -> Iterator[pa.RecordBatch]:
        with _broken(path), pq.ParquetFile(path, pre_buffer=False, read_dictionary=coded) as file:
            yield from ahead(file.iter_batches(batch_size=BATCH if names is None else FEW, columns=names))

    return Source(path, schema, read, rows=rows)


def _csv(path: str, encoding: str, delimiter: str | None) -> Source:
    """Read CSV as text alone: what a column holds, its name says."""
    import pyarrow as pa
    import pyarrow.csv as csv

    with _broken(path, encoding):
        divided = delimiter or _delimiter(path, encoding)
    parse = csv.ParseOptions(delimiter=divided, newlines_in_values=True)
    reading = csv.ReadOptions(encoding=encoding, block_size=1 << 22)
    with _broken(path, encoding, divided), csv.open_csv(path, read_options=reading, parse_options=parse) as first:
        names = first.schema.names

    def read(wanted: list[str] | None) -> Iterator[pa.RecordBatch]:
        convert = csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=False,
            include_columns=wanted,
        )
        with _broken(path, encoding, divided), csv.open_csv(path, reading, parse, convert) as reader:
            yield from reader

    return Source(path, pa.schema([(name, pa.string()) for name in names]), read)


def _delimiter(path: str, encoding: str) -> str:
    """Return what divides the names in the first line: a comma, a semicolon or a tab."""
    with Path(path).open(encoding=encoding, errors="replace") as file:
        head = re.sub(r'"[^"]*"', "", file.readline(1 << 20))
    return max(",;\t", key=head.count)
