# SPDX-License-Identifier: MPL-2.0
"""A records table as text alone, as CSV holds it: nothing is lost, and it is read back as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .cells import number_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["as_text"]


def as_text(table: pa.Table) -> pa.Table:
    """Return a records table whose columns are all text: lists divided by ``;`` or as JSON, instants in UTC.

    Examples
    --------
    >>> import pyarrow as pa
    >>> as_text(pa.table({"family": ["F-1"], "persons": [["p1", "p2"]]})).to_pylist()
    [{'family': 'F-1', 'persons': 'p1;p2'}]

    """
    import pyarrow as pa

    columns = []
    for column in table.columns:
        if pa.types.is_list(column.type):
            columns.append(pa.array([None if e is None else _list(e) for e in column.to_pylist()], pa.string()))
        elif pa.types.is_timestamp(column.type):
            texts = column.cast(pa.timestamp("us", "UTC")).cast(pa.string()).to_pylist()
            columns.append(pa.array([None if e is None else e.replace(" ", "T") for e in texts], pa.string()))
        elif pa.types.is_decimal(column.type):
            columns.append(
                pa.array([None if e is None else f"{number_of(e)}" for e in column.to_pylist()], pa.string())
            )
        else:
            columns.append(column.cast(pa.string()))
    return pa.table(columns, names=table.schema.names)


def _list(entries: list[Any]) -> str:
    plain = ";".join("" if each is None else each for each in entries)
    held = [each for each in entries if each]
    divides = any(";" in each or each != each.strip() for each in held) or plain.startswith("[") or not plain
    return json.dumps(entries, ensure_ascii=False) if divides else plain
