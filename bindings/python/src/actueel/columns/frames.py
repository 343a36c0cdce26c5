# SPDX-License-Identifier: MPL-2.0
"""Any frame that speaks the Arrow capsule protocol, and the same kind back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..errors import Error, Problem
from . import pandas_frames, polars_frames
from .cells import shown

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["column_names", "same_kind", "table_of"]


def table_of(records: Any, name: str = "records") -> pa.Table:
    """Return a frame as a table, its rows in order; errors call it by `name`.

    Raises
    ------
    Error
        ``type_wrong`` for what speaks no Arrow or is no table, and for each column that Arrow cannot hold;
        ``name_duplicate`` for columns of pandas that stand twice.

    """
    import pyarrow as pa

    if isinstance(records, pa.Table):
        return records
    if isinstance(records, pa.RecordBatchReader):
        return records.read_all()
    frame = type(records).__name__ == "DataFrame"
    if _kind(records) == "pandas" and frame:
        with _told_by_column(records, name):
            return pandas_frames.table_of_frame(records)
    if _kind(records) == "polars" and frame:
        return polars_frames.table_of_frame(records)
    if hasattr(records, "__arrow_c_stream__") or hasattr(records, "__arrow_c_array__"):
        one = type(records).__name__ == "Series" or isinstance(records, pa.Array | pa.ChunkedArray)
        with contextlib.suppress(pa.ArrowInvalid) if one else contextlib.nullcontext():  # but structs are rows
            return pa.table(records)
    problem = Problem(
        code="type_wrong",
        document=name,
        found=type(records).__name__,
        expected="a frame that speaks the Arrow capsule protocol, or histories",
        remedy="give a pandas, polars or pyarrow table, a duckdb relation, or a list of History",
    )
    raise Error([problem])


@contextlib.contextmanager
def _told_by_column(frame: pd.DataFrame, name: str) -> Iterator[None]:
    """Refuse columns that stand twice, and those that Arrow cannot hold.

    What pyarrow says of these has the text of a cell in it, which may be about somebody.
    """
    import pyarrow as pa

    refused = (pa.ArrowException, OverflowError, UnicodeError)
    called = [str(each) for each in frame.columns]
    problems = [
        Problem("name_duplicate", name, f"column {shown(each)}", "two columns", "one", "leave one out")
        for each in dict.fromkeys(called)
        if called.count(each) > 1
    ]
    if problems:
        raise Error(problems)
    try:
        yield
        return
    except refused:
        pass
    found, remedy = "cells of several kinds, or of one that no table has", "make all of them texts, or all of one kind"
    for place, each in enumerate(called):
        try:
            pa.array(frame.iloc[:, place], from_pandas=True)
        except refused:
            problems.append(Problem("type_wrong", name, f"column {shown(each)}", found, "cells of one kind", remedy))
    raise Error(problems or [Problem("type_wrong", name, "", found, "cells of one kind", remedy)]) from None


def same_kind(table: pa.Table, records: Any) -> Any:
    """Return a table as the kind of frame that the records came in; a pyarrow table for kinds that are not known."""
    import pyarrow as pa

    kind = _kind(records)
    if kind == "pandas":
        return pandas_frames.frame_of_table(table)
    if kind == "polars":
        return polars_frames.frame_of_table(table)
    if kind in ("duckdb", "_duckdb"):
        import duckdb

        return duckdb.from_arrow(table)
    if isinstance(records, pa.RecordBatchReader):
        return table.to_reader()
    if isinstance(records, pa.RecordBatch):
        return table.combine_chunks().to_batches()[0] if table.num_rows else _empty_batch(table.schema)
    return table


def column_names(records: Any) -> list[str] | None:
    """Return the names of a frame's columns, or None for what is no frame."""
    schema = getattr(records, "schema", None)
    names = getattr(schema, "names", None) or getattr(records, "columns", None)
    return None if names is None else [str(name) for name in names]


def _empty_batch(schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)


def _kind(records: Any) -> str:
    return type(records).__module__.partition(".")[0]
