# SPDX-License-Identifier: MPL-2.0
"""Why a file of a table cannot be read, and what to do: found by looking at the file once reading it has failed.

Its words are never told: a line of it may be about a child.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

__all__ = ["unreadable"]

AGAIN = "export it again as Parquet or CSV"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MARK = b"PAR1"
"""What a Parquet file begins and ends with."""

LONGEST = 1 << 22
"""Characters of a line beyond which nobody meant one."""


def unreadable(path: str | Path, encoding: str = "utf8", delimiter: str = ",") -> tuple[str, str]:
    """Return what was found in a file that could not be read as a table, and what to do.

    Cost: a CSV file is read once, until the place that is wrong.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "records.parquet")
    ...     _ = path.write_bytes(b"PAR1 and no more")
    ...     unreadable(path)
    ('a Parquet file that ends too early', 'copy or export it again, to its end')

    """
    place = Path(path)
    try:
        if place.stat().st_size == 0:
            return "an empty file", AGAIN
        with place.open("rb") as file:
            head = file.read(4)
            file.seek(-min(4, place.stat().st_size), 2)
            tail = file.read(4)
    except PermissionError:
        return "a file that you may not read", "ask for the right to read it"
    except OSError:
        return "what cannot be read as such a table", AGAIN
    if place.suffix.lower() == ".parquet":
        if head != MARK:
            return "a file that is no Parquet", "give it the ending of what it is, or export it again"
        if tail != MARK:
            return "a Parquet file that ends too early", "copy or export it again, to its end"
        return "a Parquet file with damage inside", "copy or export it again"
    if place.suffix.lower() == ".csv":
        return _of_csv(place, head, encoding, delimiter)
    return "what cannot be read as such a table", AGAIN


def _of_csv(place: Path, head: bytes, encoding: str, delimiter: str) -> tuple[str, str]:
    if head.startswith(UTF_16) and not encoding.lower().replace("_", "-").startswith("utf-16"):
        return "text in UTF-16", 'save it as UTF-8, or state encoding = "utf-16" in a mapping'
    line = 0
    try:
        with place.open(encoding=encoding, newline="") as file:
            rows = csv.reader(_lines(file), delimiter=delimiter, strict=True)
            width = 0
            for row in rows:
                line = rows.line_num
                if row and width == 0:
                    width = len(row)
                elif row and len(row) != width:
                    found = f"{len(row)} cells in the row that ends in line {line}, where the first has {width}"
                    return found, "put texts that hold the delimiter or a line's end between quotes"
    except UnicodeDecodeError:
        where = f", in line {at}" if (at := _undecoded(place, encoding)) else ""
        found = f"text that is not {'UTF-8' if encoding in ('utf8', 'utf-8') else encoding}{where}"
        return found, "save it as UTF-8, or state its encoding in a mapping, such as cp1252"
    except csv.Error:
        found = f"a cell without an end, after line {line}: a quote that is not closed, or a line that is far too long"
        return found, "close the quote, or export it again"
    except (OSError, LookupError):
        return "what cannot be read as such a table", AGAIN
    return "what cannot be read as such a table", AGAIN


def _lines(file: TextIO) -> Iterator[str]:
    """Yield lines; one that is too long is an error, not held."""
    for line in iter(lambda: file.readline(LONGEST), ""):
        if len(line) == LONGEST:
            raise csv.Error
        yield line


def _undecoded(place: Path, encoding: str) -> int:
    """Return the first line that an encoding cannot read, from 1; 0 where a line's end is not a byte of its own."""
    if encoding.lower().startswith(("utf-16", "utf_16", "utf-32", "utf_32")):
        return 0
    with place.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(LONGEST), b""), 1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return 0
