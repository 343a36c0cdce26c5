# SPDX-License-Identifier: MPL-2.0
"""Files that are there whole or not at all, and tables that a spreadsheet opens safely."""

from __future__ import annotations

import contextlib
import fcntl
import glob
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from . import _core

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["document", "spreadsheet_safe", "take_away_left", "whole_file"]

LONGEST_LINE = 64 << 20
"""In bytes; the limit of every document."""

PART = ".part"
"""How the hidden name of a file ends that is being written."""


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file to write that takes its name only once it is complete.

    It is written beside its place under a hidden name, flushed to the disk, and renamed: who looks, or whoever is
    killed in between, finds the old file or the new one. What killed runs left under such names is taken away first.
    """
    take_away_left(path)
    handle, part = _part(path)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            part.chmod(0o666 & ~_umask())
            part.replace(path)  # while it is locked
        _flush_folder(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _part(path: Path) -> tuple[int, Path]:
    """Make a file under a hidden name, locked while it is open: by that a run that goes on is told from a dead one."""
    while True:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=PART, dir=path.parent)
        with contextlib.suppress(OSError):  # a file system without locks: then nobody takes anything away there
            fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            return handle, Path(name)
        os.close(handle)  # taken away before it was locked


def take_away_left(path: Path) -> None:
    """Take away what runs that were killed left of a file; what one that goes on is writing stays."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.????????{PART}"):
        with contextlib.suppress(OSError):
            handle = os.open(left, os.O_RDWR | os.O_NOFOLLOW)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left.unlink()
            finally:
                os.close(handle)


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
