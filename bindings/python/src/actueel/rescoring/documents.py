# SPDX-License-Identifier: MPL-2.0
"""Histories a line, in the order of the families whatever the order of the lines.

The lines are read twice: once for where each family stands, of which some bytes a line are kept, and once to be scored.
What comes from a pipe is put aside on the disk first, in a file without a name.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ..errors import Error, Problem
from ..history import History
from .chunks import Documents, Entry

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["LONGEST_LINE", "Lines", "of_histories"]

LONGEST_LINE = 64 << 20
"""In bytes; the limit of every document."""

FAMILIES = 500
"""Families of a chunk."""

_FAMILY = re.compile(
    rb'\s*\{\s*(?:"format"\s*:\s*"actueel\.history/1"\s*,\s*)?"family"\s*:\s*"([A-Za-z0-9._-]{1,64})"\s*[,}]'
)
"""How a history usually begins. A family that stands there is that of the document, or the document is refused."""


def of_histories(found: list[History]) -> Iterator[Documents]:
    """Yield histories in the order of their families."""
    ordered = sorted(found, key=lambda each: each.family.encode())
    for start, end in _ends(len(ordered), lambda place: ordered[place].family):
        yield Documents(tuple(Entry(each.family, _itself(each)) for each in ordered[start:end]))


def _ends(count: int, family: Callable[[int], str]) -> Iterator[tuple[int, int]]:
    """Yield where chunks begin and end: histories of one family stand in one chunk."""
    start = 0
    while start < count:
        end = min(start + FAMILIES, count)
        while end < count and family(end) and family(end) == family(end - 1):
            end += 1
        yield start, end
        start = end


def _itself(history: History) -> Callable[[], History]:
    return lambda: history


@dataclass(frozen=True, slots=True)
class _Index:
    order: pa.Array
    families: pa.Array
    starts: pa.Array
    sizes: pa.Array
    numbers: pa.Array


class Lines:
    """A JSON Lines file of histories.

    Attributes
    ----------
    name : str
        What errors call it.
    count : int
        How many lines hold something.

    """

    def __init__(self, file: BinaryIO, name: str, folder: Path | None = None) -> None:
        self.name = name
        self._file = file if file.seekable() else _put_aside(file, folder)
        self._index = self._indexed()
        self.count = len(self._index.order)

    def chunks(self) -> Iterator[Documents]:
        """Yield the histories in the order of their families; lines in which none is found come first."""
        at = self._index
        for start, end in _ends(self.count, lambda place: str(at.families[at.order[place].as_py()].as_py())):
            entries = []
            for place in at.order[start:end].to_pylist():
                family, name = at.families[place].as_py(), f"{self.name} line {at.numbers[place].as_py()}"
                size = at.sizes[place].as_py()
                if size > LONGEST_LINE:
                    entries.append(Entry(None, _too_long(name)))
                    continue
                self._file.seek(at.starts[place].as_py())
                entries.append(Entry(family or None, _parse(self._file.read(size), name)))
            yield Documents(tuple(entries))

    def _indexed(self) -> _Index:
        """Read every line once. A line that is too long is read past, not held."""
        import pyarrow as pa
        import pyarrow.compute as pc

        families: list[pa.Array] = []
        rest: list[pa.Array] = []
        some: list[tuple[str, int, int, int]] = []

        def keep() -> None:
            columns = list(zip(*some, strict=True)) or [()] * 4
            families.append(pa.array(columns[0], pa.string()))
            rest.append(pa.StructArray.from_arrays([pa.array(c, pa.int64()) for c in columns[1:]], ["a", "b", "c"]))
            some.clear()

        self._file.seek(0)
        start = number = 0
        while line := self._file.readline(LONGEST_LINE + 1):
            number += 1
            size = len(line)
            while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
                more = self._file.readline(1 << 20)
                size += len(more)
                if not more or more.endswith(b"\n"):
                    break
            if size > LONGEST_LINE or line.strip():
                some.append(("" if size > LONGEST_LINE else _family_of(line), start, size, number))
            start += size
            if len(some) == 1 << 16:
                keep()
        keep()
        names, beside = pa.chunked_array(families).combine_chunks(), pa.chunked_array(rest).combine_chunks()
        table = pa.table({"family": names, "number": beside.field("c")})
        order = pc.sort_indices(table, sort_keys=[("family", "ascending"), ("number", "ascending")])
        return _Index(order, names, beside.field("a"), beside.field("b"), beside.field("c"))


def _family_of(line: bytes) -> str:
    """Return the family of a history, or nothing where none can be read."""
    match = _FAMILY.match(line)
    if match is not None:
        return match[1].decode()
    try:
        return History.parse(line).family
    except Error:
        return ""


def _put_aside(file: BinaryIO, folder: Path | None) -> BinaryIO:
    aside = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 it lives as long as the lines
    shutil.copyfileobj(file, aside, 1 << 20)
    aside.seek(0, os.SEEK_SET)
    return aside


def _parse(line: bytes, name: str) -> Callable[[], History]:
    return lambda: History.parse(line, name)


def _too_long(name: str) -> Callable[[], History]:
    def history() -> History:
        found, expected = f"a line of more than {LONGEST_LINE} bytes", "a history"
        raise Error([Problem("document_too_large", name, "", found, expected, "write one history a line")])

    return history
