# SPDX-License-Identifier: MPL-2.0
"""What is scored at once: some whole families, in the order of their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from .. import _core
from ..columns.cells import typed, values
from ..columns.coded import coded, coded_by_runs
from ..columns.rows import FamilyRows, Origin, grouped, without_family
from ..errors import Error, Problem
from ..history import History
from ..tables.source import FAULT, PLACE, TABLE, Source
from .own_data import without_own_data

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Chunk", "Documents", "Entry", "TableChunk", "chunks_in_memory", "whole_families"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One family that is to be scored: its id where one is known, its rows where it came in rows, and its history."""

    family: str | None
    history: Callable[[], History]
    rows: FamilyRows | None = None


@dataclass(frozen=True, slots=True)
class TableChunk:
    """Rows of whole families: columns as `actueel.columns.cells.typed` makes them, `PLACE` and `TABLE`.

    Families come in the order of their ids, those without one first (``""``); within a family rows stand in any order.
    Rows of one table that stand as they came need neither: `first` of them stand before.
    """

    table: pa.Table
    origins: tuple[Origin, ...]
    first: int = 0

    @property
    def size(self) -> int:
        """How many rows it has."""
        return int(self.table.num_rows)

    def entries(self) -> Iterator[Entry]:
        """Yield its families; a row without one is an entry of its own."""
        places, tables, faults = self._whence()
        families = values(self.table["family"])
        cells: list[dict[str, Any]] = [{} for _ in range(self.size)]
        for name in self.table.schema.names:
            column = self.table[name]
            if name not in (PLACE, TABLE, FAULT, "family") and column.null_count < self.size:
                for row, cell in enumerate(values(column)):
                    if cell is not None:
                        cells[row][name] = cell
        for family, run in groupby(range(self.size), families.__getitem__):
            rows = sorted(run, key=lambda row: (tables[row], places[row]))
            if family is None:
                for row in rows:
                    yield Entry(None, _raising(without_family(self.origins[tables[row]].name, places[row])))
                continue
            unread = [
                (self.origins[tables[row]].name, places[row], fault)
                for row in rows
                if (fault := faults[row]) is not None
            ]
            if unread:
                yield Entry(family, _raising(_not_mapped(unread)))
                continue
            found = [(cells[row], places[row], self.origins[tables[row]]) for row in rows]
            try:
                made = grouped(family, found)
            except Error as error:
                yield Entry(family, _raising(error))
            else:
                yield Entry(family, made.history, made)

    def batch(self) -> pa.RecordBatch:
        """Return the rows as the core takes them: the caller's own data stay behind where they can."""
        import pyarrow as pa

        whole = without_own_data(self.table).unify_dictionaries().combine_chunks()
        return whole.to_batches()[0] if whole.num_rows else pa.RecordBatch.from_pylist([], whole.schema)

    def told_origins(self) -> list[tuple[bool, bool, str | None]]:
        """Return what the tables cannot say in their rows, as the core takes it."""
        return [(origin.ids, origin.recorded, origin.type) for origin in self.origins]

    def part(self, first: int, past: int) -> TableChunk:
        """Return the rows from `first` up to `past`."""
        return TableChunk(self.table.slice(first, past - first), self.origins, self.first + first)

    def _whence(self) -> tuple[list[int], list[int], list[str | None]]:
        """Return of each row: where it stood in its table, in which table, and what a mapping could not read in it."""
        if PLACE in self.table.schema.names:
            faults = self.table[FAULT].to_pylist() if FAULT in self.table.schema.names else [None] * self.size
            return self.table[PLACE].to_pylist(), self.table[TABLE].to_pylist(), faults
        return list(range(self.first + 1, self.first + 1 + self.size)), [0] * self.size, [None] * self.size


@dataclass(frozen=True, slots=True)
class Documents:
    """Histories as documents, in the order of the families' ids."""

    found: tuple[Entry, ...]

    @property
    def size(self) -> int:
        """How many families it has."""
        return len(self.found)

    def entries(self) -> Iterator[Entry]:
        """Yield its families."""
        yield from self.found


Chunk = TableChunk | Documents


def _not_mapped(found: list[tuple[str, int, str]]) -> Error:
    """Return the error of rows that a mapping could not read; their codes are told with the mapping, and counted."""
    return Error(
        Problem(
            "value_unknown",
            table,
            f"row {row}, column {column}",
            "what the mapping does not name",
            "a code or a day that the mapping can read",
            "add it to the mapping, or say there under not_mapped what becomes of it",
        )
        for table, row, column in found
    )


def _raising(error: Error) -> Callable[[], History]:
    def history() -> History:
        raise error

    return history


def chunks_in_memory(source: Source, rows: int) -> list[TableChunk] | None:
    """Divide a table that is in memory, and stands in the order of its families, where it is.

    Nothing is copied but columns of few texts, of which dictionaries are made.

    Each chunk has the fewest families that make at least `rows` rows. None where it stands in another order, or was not
    given as a whole.
    """
    import pyarrow as pa

    if source.whole is None or PLACE in source.schema.names:
        return None
    table = typed(source.whole, source.name).unify_dictionaries()
    families = table["family"].combine_chunks()
    if isinstance(families, pa.ChunkedArray):  # several, too large for one
        return None
    if pa.types.is_string(families.type):
        families = coded_by_runs(families)
        if families is None:
            return None
        table = table.set_column(table.schema.get_field_index("family"), "family", families)
    ends = _core.family_ends(families, rows=rows)
    if ends is None:
        return None
    whole = TableChunk(coded(table), (source.origin,))
    return [whole.part(start, end) for start, end in zip([0, *ends], ends, strict=False)]


def whole_families(tables: Iterator[pa.Table], rows: int) -> Iterator[pa.Table]:
    """Divide tables, which come in the order of families, into ones of whole families.

    Each has the fewest families that make at least `rows` rows, so that where one ends does not depend on how the rows
    came in. A family that straddles two tables is carried over.
    """
    import pyarrow as pa

    carried: list[pa.Table] = []
    held = 0
    for table in tables:
        if table.num_rows == 0:
            continue
        carried.append(table)
        held += table.num_rows
        while held >= rows:
            whole = pa.concat_tables(carried)
            end = _end_of_family(whole["family"], rows - 1)
            if end is None:
                break  # the family may go on in the next table
            yield whole.slice(0, end)
            carried, held = [whole.slice(end)], held - end
    if held:
        yield pa.concat_tables(carried)


def _end_of_family(families: Any, row: int) -> int | None:
    """Return where the family of a row ends, or None where no other follows; who has no family ends at once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    family = families[row].as_py()
    if not family:
        return row + 1
    ahead = 1024
    while row < len(families):
        some = families.slice(row, ahead)
        other = pc.index(pc.not_equal(some.cast(pa.string()), family), True).as_py()
        if other >= 0:
            return row + int(other)
        row += len(some)
        ahead *= 2
    return None
