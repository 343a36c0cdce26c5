# SPDX-License-Identifier: MPL-2.0
"""Columns of few texts as dictionaries: each text is then looked at once, not in every row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _core

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["CODED", "coded", "coded_by_runs"]

CODED = [
    "family",
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
"""Columns of few texts, which Parquet mostly holds as a dictionary."""

LOOKED_AT = 4096
"""Rows by which it is judged whether a column has few texts."""


def coded(table: pa.Table) -> pa.Table:
    """Return a table whose columns of few texts, families left out, are dictionaries.

    Precondition: its columns are as `typed` makes them.
    """
    import pyarrow as pa

    for place, field in enumerate(table.schema):
        if field.name == "family" or field.name not in CODED or field.type != pa.string():
            continue
        some = table.column(place).slice(0, LOOKED_AT)
        if len(some.unique()) * 4 <= len(some):
            table = table.set_column(place, field.name, table.column(place).dictionary_encode())
    return table


def coded_by_runs(families: pa.Array) -> pa.Array:
    """Return texts as a dictionary; each is only compared with the one before it.

    Precondition: they stand in order, and none is null or empty.
    """
    import numpy as np
    import pyarrow as pa

    found = _core.family_ends(families, rows=1)
    assert found is not None
    ends = np.array(found, np.int64)
    rows = np.diff(ends, prepend=0)
    first = ends - rows
    codes = np.repeat(np.arange(len(ends), dtype=np.int32), rows)
    return pa.DictionaryArray.from_arrays(pa.array(codes), families.take(pa.array(first)), safe=False)
