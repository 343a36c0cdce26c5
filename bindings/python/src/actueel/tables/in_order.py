# SPDX-License-Identifier: MPL-2.0
"""Rows of any order brought together by family, within a stated memory.

A table that already stands in the order of its families is read as it is. Any other is sorted: in memory as long as its
rows fit the limit, else in runs that are each sorted, put aside on the disk, and read together again. What is put aside
has no name: nothing is left of it, whoever is killed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

from .. import _core
from ..columns.cells import typed, without_rows
from ..columns.coded import CODED, dictionary_of_runs
from .source import FAULT, PLACE, TABLE, Source

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

__all__ = ["LIMIT", "in_order", "stands_in_order"]

LIMIT = 64 << 20
"""Bytes of rows that are held to be sorted; beyond it sorted runs go to the disk."""

RUN_ROWS = 8192
"""Rows of a run that are read back at a time."""


def stands_in_order(source: Source) -> bool:
    """Whether a table's families come one after the other, by the bytes of their ids; reads that one column."""
    return _standing(source) is not None


def _standing(source: Source) -> Literal["whole", "with gaps"] | None:
    """Return how a table's families stand in order; a row without one comes first, and is a gap. None: they do not."""
    before, gaps = "", False
    for batch in source.read(["family"]):
        for families in typed(batch.select(["family"]), source.name)["family"].chunks:
            if len(families) == 0:
                continue
            gaps = gaps or families.null_count > 0
            if (families[0].as_py() or "") < before or not _rising(families):
                return None
            before = families[-1].as_py() or ""
    return "with gaps" if gaps else "whole"


def _rising(families: pa.Array) -> bool:
    """Return whether each cell is the one before it or comes after it; none comes first."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if _core.family_ends(families, rows=len(families)) is not None:
        return True
    texts = pc.fill_null(families.cast(pa.string()), "")
    return not pc.any(pc.less(texts[1:], texts[:-1])).as_py()


def _runs(families: pa.ChunkedArray) -> tuple[np.ndarray[Any, Any], pa.Array]:
    """Return where each run of one code of a dictionary begins, and its text. Precondition: cells, none null."""
    import numpy as np
    import pyarrow as pa

    whole = families.unify_dictionaries().combine_chunks()
    codes = whole.indices.to_numpy()
    first = np.concatenate([[0], np.flatnonzero(codes[1:] != codes[:-1]) + 1])
    return first, whole.take(pa.array(first)).cast(pa.string())


def _own_families(table: pa.Table) -> pa.Table:
    """Return a table whose families are those of its rows: a dictionary of all would be put together for each piece."""
    import pyarrow as pa

    families = table["family"]
    if not pa.types.is_dictionary(families.type) or table.num_rows == 0:
        return table
    own = dictionary_of_runs(*_runs(families), table.num_rows)
    return table.set_column(table.schema.get_field_index("family"), "family", own)


def in_order(
    sources: Sequence[Source],
    *,
    limit: int = LIMIT,
    folder: Path | None = None,
    told: Callable[[int], None] | None = None,
) -> Iterator[pa.Table]:
    """Yield the rows of all tables by family, in the bytes of their ids, those without one first.

    Parameters
    ----------
    sources : list of Source
        Tables of records, each checked.
    limit : int
        In bytes: how much is held to be sorted before it goes to the disk.
    folder : pathlib.Path, optional
        Where what is put aside goes; the folder for temporary files by default.
    told : callable, optional
        Hears how many rows are read, while they are brought together.

    Yields
    ------
    pyarrow.Table
        Columns as `typed` makes them, the same in each, with `PLACE` and `TABLE`; without these where the rows of one
        table stand as they came.

    """
    if len(sources) == 1 and sources[0].again and (stands := _standing(sources[0])):
        if stands == "whole" and PLACE not in sources[0].schema.names:
            for batch in sources[0].read(None):
                yield _own_families(typed(batch, sources[0].name))
        else:
            yield from _numbered(sources[0], 0, _kinds(sources))
        return
    kinds = _kinds(sources)
    runs: list[_Run] = []
    held: list[pa.Table] = []
    size = read = 0
    try:
        for place, source in enumerate(sources):
            for table in _numbered(source, place, kinds):
                held.append(table)
                size += table.nbytes
                read += table.num_rows
                if told is not None:
                    told(read)
                if size > limit:
                    runs.append(_Run(_sorted(held), folder))
                    held, size = [], 0
        if not runs:
            yield from _pieces(_sorted(held)) if held else ()
            return
        if held:
            runs.append(_Run(_sorted(held), folder))
            held = []
        yield from _merged(runs)
    finally:
        for run in runs:
            run.close()


def _kinds(sources: Sequence[Source]) -> pa.Schema:
    """Return the columns of all tables together; where two hold one column in different kinds, it becomes text.

    Columns of few texts become dictionaries: their rows are then moved, and looked at, as numbers.
    """
    import pyarrow as pa

    kinds: dict[str, pa.DataType] = {}
    for source in sources:
        empty = without_rows(pa.schema([source.schema.field(name) for name in source.names]))
        null = {field.name for field in source.schema if pa.types.is_null(field.type)}
        for column in _with_families(typed(empty, source.name)).schema:
            kind = kinds.get(column.name)
            if kind is None or kind == column.type or column.name in null:
                kinds.setdefault(column.name, column.type)
            else:
                kinds[column.name] = pa.string()
    for name, kind in kinds.items():
        if name in CODED and kind == pa.string():
            kinds[name] = pa.dictionary(pa.int32(), pa.string())
    faults = [(FAULT, pa.string())] if any(FAULT in source.schema.names for source in sources) else []
    return pa.schema([*kinds.items(), (PLACE, pa.int64()), (TABLE, pa.int32()), *faults])


def _numbered(source: Source, place: int, kinds: pa.Schema) -> Iterator[pa.Table]:
    """Yield a table's rows as they come, with where they stood and every column that any table has."""
    import numpy as np
    import pyarrow as pa

    row = 1
    for batch in source.read(None):
        rows = pa.array(np.arange(row, row + batch.num_rows), pa.int64())
        faults = pa.nulls(batch.num_rows, pa.string())
        if PLACE in batch.schema.names:
            rows, faults = batch.column(PLACE), batch.column(FAULT)
            batch = batch.select(list(source.names))
        row += batch.num_rows
        made = _with_families(typed(batch, source.name))
        columns = []
        for column in kinds:
            if column.name == PLACE:
                columns.append(rows)
            elif column.name == FAULT:
                columns.append(faults)
            elif column.name == TABLE:
                columns.append(pa.array(np.full(batch.num_rows, place), pa.int32()))
            elif column.name not in made.schema.names:
                columns.append(pa.nulls(batch.num_rows, column.type))
            else:
                columns.append(_as(made[column.name], column.type))
        yield pa.table(columns, schema=kinds)


def _with_families(table: pa.Table) -> pa.Table:
    """Return a table in which families are texts, and one that is not there is empty: it sorts first."""
    return table.set_column(table.schema.get_field_index("family"), "family", _families(table["family"]))


def _families(column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.fill_null(column.cast(pa.string()), "")


def _as(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """Return a column in the kind that all tables have together."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if column.type == kind:
        return column
    if pa.types.is_timestamp(column.type):
        return pc.replace_substring(column.cast(pa.string()), " ", "T")
    if pa.types.is_list(column.type):
        import json

        return pa.chunked_array([pa.array([None if e is None else json.dumps(e) for e in column.to_pylist()], kind)])
    if column.null_count == len(column):
        return pa.chunked_array([pa.nulls(len(column), kind)])
    if pa.types.is_dictionary(kind):
        return column.cast(pa.string()).dictionary_encode()
    return column.cast(kind)


def _sorted(tables: list[pa.Table]) -> pa.Table:
    import pyarrow as pa

    whole = pa.concat_tables(tables).unify_dictionaries().combine_chunks()
    tables.clear()
    return whole.take(pa.array(_order(whole)))


def _order(table: pa.Table) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return where the rows stand that come first, second, ... by family, table and row.

    Texts are put in order once each; rows by the place of their family, which is a small number.
    """
    import numpy as np
    import pyarrow.compute as pc

    families = table["family"].dictionary_encode().unify_dictionaries()
    texts = families.chunk(0).dictionary if families.num_chunks else []
    place_of = np.empty(len(texts), np.uint32)
    place_of[pc.sort_indices(texts).to_numpy()] = np.arange(len(texts), dtype=np.uint32)
    family = np.concatenate([np.empty(0, np.uint32), *(place_of[c.indices.to_numpy()] for c in families.chunks)])
    which, row = table[TABLE].to_numpy(), table[PLACE].to_numpy()
    # Two stable sorts of 16 bits, which numpy does by counting, bring families together and leave the rest as it came.
    order = np.argsort(family.astype(np.uint16), kind="stable")
    if len(texts) > 1 << 16:
        order = order[np.argsort((family >> 16).astype(np.uint16)[order], kind="stable")]
    family, which_by, row_by = family[order], which[order], row[order]
    earlier = (which_by[1:] < which_by[:-1]) | ((which_by[1:] == which_by[:-1]) & (row_by[1:] < row_by[:-1]))
    if (earlier & (family[1:] == family[:-1])).any():  # they came in another order than they stood
        return order[np.lexsort((row_by, which_by, family))]
    return order


def _pieces(table: pa.Table) -> Iterator[pa.Table]:
    for start in range(0, table.num_rows, RUN_ROWS * 8):
        yield table.slice(start, RUN_ROWS * 8)


class _Run:
    """Sorted rows, put aside on the disk in a file without a name."""

    def __init__(self, table: pa.Table, folder: Path | None) -> None:
        import pyarrow as pa

        self._file: BinaryIO = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 closed by close()
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        with pa.ipc.new_file(pa.PythonFile(self._file, "w"), table.schema, options=options) as writer:
            writer.write_table(table, max_chunksize=RUN_ROWS)
        self._file.flush()
        self._file.seek(0)
        self._reader: Any = pa.ipc.open_file(pa.PythonFile(self._file, "r"))
        self._next = 0
        self.held: pa.Table | None = None
        self.fill()

    def fill(self) -> None:
        """Read on, where all that was read is taken."""
        import pyarrow as pa

        if self.held is None and self._next < self._reader.num_record_batches:
            self.held = pa.Table.from_batches([self._reader.get_batch(self._next)])
            self._next += 1

    def last(self) -> str:
        assert self.held is not None
        return str(self.held["family"][-1].as_py())

    def take(self, bound: str) -> pa.Table:
        """Take the rows up to a family, it included."""
        import pyarrow.compute as pc

        assert self.held is not None
        n = pc.sum(pc.less_equal(self.held["family"], bound)).as_py() or 0
        taken = self.held.slice(0, n)
        self.held = self.held.slice(n) if n < self.held.num_rows else None
        return taken

    def close(self) -> None:
        self._file.close()


def _merged(runs: list[_Run]) -> Iterator[pa.Table]:
    """Yield the rows of all runs in order: each time those up to the least family that is last in what a run holds."""
    while left := [run for run in runs if run.held is not None]:
        bound = min(run.last() for run in left)
        yield _sorted([run.take(bound) for run in left])
        for run in left:
            run.fill()
