# SPDX-License-Identifier: MPL-2.0
"""Files that are there whole or not at all, and tables that a spreadsheet opens safely."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from . import _core

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["document", "spreadsheet_safe", "whole_file"]

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
        _flush_folder(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _flush_folder(folder: Path) -> None:
    """Let the disk know of a new name, so that it outlives a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


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
