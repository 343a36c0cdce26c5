# SPDX-License-Identifier: MPL-2.0
"""Whether two contestants gave the same rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def plainly(table: pa.Table, columns: tuple[str, ...]) -> pa.Table:
    """Return the rows by family and day, texts as texts, numbers in the kinds that rescoring gives."""
    made: dict[str, Any] = {}
    for name in ("family", "as_of", *columns):
        column = table[name]
        kind = column.type
        if pa.types.is_dictionary(kind):
            words = [each.dictionary.cast(pa.string()).take(each.indices) for each in column.chunks]
            column = pa.chunked_array(words, pa.string())
        if name == "as_of":
            column = column.cast(pa.date32())
        elif name == "family" or not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
            column = column.cast(pa.string())
        elif name.startswith("n_"):
            column = column.cast(pa.int32())
        else:
            column = column.cast(pa.float64())
        made[name] = column.combine_chunks()
    return pa.table(made).sort_by([("family", "ascending"), ("as_of", "ascending")])


def named(table: pa.Table) -> pa.Table:
    """Return a table with families as texts: a family that has no row may be in one dictionary and not in another."""
    return table.set_column(0, "family", table["family"].cast(pa.string()))


def first_difference(one: pa.Table, other: pa.Table) -> str | None:
    """Return where two plain tables differ first, or nothing."""
    if one.num_rows != other.num_rows:
        return f"{one.num_rows} rows against {other.num_rows}"
    for name in one.column_names:
        if not one[name].equals(other[name]):
            same = pc.fill_null(pc.equal(one[name], other[name]), False)
            same = pc.or_(same, pc.and_(pc.is_null(one[name]), pc.is_null(other[name])))
            row = int(np.flatnonzero(~same.to_numpy())[0])
            return f"{name} at {one.slice(row, 1).to_pylist()} against {other.slice(row, 1).to_pylist()}"
    return None


def unnoticed(right: pa.Table) -> str | None:
    """Return a fault that would not be noticed, or nothing: a cell of each column changed, a row gone, a row twice."""
    row = right.num_rows // 2
    before, after = right.slice(0, row), right.slice(row + 1)
    twice = [right.slice(0, row + 1), right.slice(row)]
    wrong = {"a row that is gone": pa.concat_tables([before, after]), "a row twice": pa.concat_tables(twice)}
    for place, name in enumerate(right.column_names):
        kind = right.schema.field(name).type
        other = {"string": "other", "date32[day]": 0}.get(str(kind), -1)
        cells = [*before[name].to_pylist(), pa.scalar(other, kind).as_py(), *after[name].to_pylist()]
        wrong[f"another {name}"] = right.set_column(place, name, pa.array(cells, kind))
    return next((fault for fault, table in wrong.items() if first_difference(right, table) is None), None)
