# SPDX-License-Identifier: MPL-2.0
"""Columns of few texts as dictionaries: each text is then looked at once, not in every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _core

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

__all__ = ["CODED", "coded", "coded_by_runs", "dictionary_of_runs", "divided"]

CODED = [
    "type",
    "person",
    "item",
    "answer",
    "source",
    "by",
    "basis",
    "sitting",
    "event",
    "role",
    "lives",
    "kind",
]
"""Columns of few texts beside the family's, which Parquet mostly holds as a dictionary."""

LOOKED_AT = 4096
"""Rows by which it is judged whether a column has few texts."""


def coded(table: pa.Table) -> pa.Table:
    """Return a table whose columns of few texts are dictionaries.

    Precondition: its columns are as `typed` makes them.
    """
    import pyarrow as pa

    for place, field in enumerate(table.schema):
        if field.name not in CODED or field.type != pa.string():
            continue
        some = table.column(place).slice(0, LOOKED_AT)
        if len(some.unique()) * 4 <= len(some):
            table = table.set_column(place, field.name, table.column(place).dictionary_encode())
    return table


def coded_by_runs(families: pa.Array) -> pa.DictionaryArray | None:
    """Return texts as a dictionary; each is only compared with the one before it.

    None where they do not stand in order, or one is null or empty.
    """
    import numpy as np
    import pyarrow as pa

    ends = _core.family_ends(families, rows=1)
    if ends is None:
        return None
    first = np.array([0, *ends[:-1]], np.int64)[: len(ends)]
    return dictionary_of_runs(first, families.take(pa.array(first)), len(families))


def dictionary_of_runs(first: np.ndarray[Any, Any], texts: pa.Array, rows: int) -> pa.DictionaryArray:
    """Return so many rows as a dictionary of texts, each of which stands from its place in `first` up to the next."""
    import numpy as np
    import pyarrow as pa

    codes = np.repeat(np.arange(len(first), dtype=np.int32), np.diff(first, append=rows))
    return pa.DictionaryArray.from_arrays(pa.array(codes), texts, safe=False)


def divided(column: pa.ChunkedArray) -> tuple[pa.Array, pa.ChunkedArray]:
    """Return the texts of a dictionary column, and the places in them that are its cells."""
    import pyarrow as pa

    texts = column.chunk(0).dictionary if column.num_chunks else pa.array([], pa.string())
    if not all(each.dictionary.equals(texts) for each in column.chunks):
        column = column.unify_dictionaries()
        texts = column.chunk(0).dictionary
    return texts, pa.chunked_array([each.indices for each in column.chunks], column.type.index_type)
