# SPDX-License-Identifier: MPL-2.0
"""Files that are there whole or not at all, and tables from and to them."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from . import _core
from .errors import Error, Problem
from .history import History
from .rescoring import Entry

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["document", "history_lines", "read_table", "spreadsheet_safe", "whole_file", "write_table"]

LONGEST_LINE = 64 << 20
"""In bytes; the limit of every document."""


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file to write that takes its name only once it is complete.

    It is written beside its place under a hidden name, flushed to the disk, and renamed: who looks, or whoever is
    killed in between, finds the old file or the new one.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unreadable(path: str, found: str, remedy: str) -> Error:
    return Error([Problem("file_unreadable", path, "", found, "a file of records", remedy)])


def document(path: str) -> tuple[bytes, str]:
    """Return a document's text and name; ``-`` is standard input, read no further than the limit of every document.

    Raises
    ------
    Error
        ``file_unreadable``, or ``document_too_large`` when it is read.

    """
    if path == "-":
        return sys.stdin.buffer.read(LONGEST_LINE + 1), "standard input"
    return _core.read_file(path), path


def read_table(path: str) -> pa.Table:
    """Read a records table from Parquet or CSV; every CSV column is text, and says by its name what it means.

    Raises
    ------
    Error
        ``file_unreadable``: missing, a directory, another kind of file, or broken.

    """
    import pyarrow as pa

    if Path(path).is_dir():
        raise _unreadable(path, "a directory", "name a file in it")
    if not Path(path).exists():
        raise _unreadable(path, "no such file", "look at the path")
    try:
        if path.endswith(".parquet"):
            import pyarrow.parquet as pq

            return pq.ParquetFile(path).read()
        import pyarrow.csv as csv

        from .columns import KNOWN

        convert = csv.ConvertOptions(column_types=dict.fromkeys(KNOWN, pa.string()), strings_can_be_null=False)
        return csv.read_csv(path, convert_options=convert, parse_options=csv.ParseOptions(newlines_in_values=True))
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        # Arrow's own words may hold a line of the file, and a line may be about a child.
        raise _unreadable(path, "what cannot be read as such a table", "export it again as Parquet or CSV") from None


def write_table(table: pa.Table, path: Path, file: BinaryIO) -> None:
    """Write a table as Parquet or, by the file's extension, as CSV that a spreadsheet opens safely."""
    if path.suffix == ".csv":
        import pyarrow.csv as csv

        csv.write_csv(spreadsheet_safe(table), file)
    else:
        import pyarrow.parquet as pq

        pq.write_table(table, file, compression="zstd")


def spreadsheet_safe(table: pa.Table) -> pa.Table:
    """Return a table in which no text can be taken for a formula: an apostrophe stands before ``= + - @`` and tab."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = []
    for column in table.columns:
        plain = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
        if pa.types.is_string(plain.type):
            plain = pc.replace_substring_regex(plain, r"^([=+\-@\t\r])", r"'\1")
        columns.append(plain)
    return pa.table(dict(zip(table.column_names, columns, strict=True)))


def history_lines(path: str, file: BinaryIO) -> Iterator[Entry]:
    """Yield the histories of a JSON Lines file, one a line; a line that is too long is read past, not held."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        name = f"{path} line {number}"
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(1 << 20)
            yield Entry(None, _too_long(name))
        elif line.strip():
            yield Entry(None, _parse(line, name))


def _parse(line: bytes, name: str) -> Callable[[], History]:
    return lambda: History.parse(line, name)


def _too_long(name: str) -> Callable[[], History]:
    def history() -> History:
        found, expected = f"a line of more than {LONGEST_LINE} bytes", "a history"
        raise Error([Problem("document_too_large", name, "", found, expected, "write one history a line")])

    return history
