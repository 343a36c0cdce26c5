# SPDX-License-Identifier: MPL-2.0
"""Frames of polars as tables and back, by the numbers of their categories.

Left to itself, polars looks up every cell's category again on the way out, and every text of every piece on the way in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .coded import divided

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

__all__ = ["frame_of_table", "table_of_frame"]


def table_of_frame(frame: pl.DataFrame) -> pa.Table:
    """Return a frame as a table; the texts of a dictionary may be more than its cells have."""
    import polars
    import pyarrow as pa

    named = [name for name, kind in frame.schema.items() if isinstance(kind, polars.Categorical)]
    if not named or not hasattr(polars.col("").cat, "to"):
        return pa.table(frame)
    numbers: dict[str, pl.Series] = {}
    texts: dict[str, pa.Array] = {}
    for name in named:
        kind, cells = frame.schema[name], frame[name].to_physical()
        first: Any = cells.min()
        last: Any = cells.max()
        if first is None or last - first >= frame.height:
            continue  # none, or few far apart: polars leaves out what lies between
        between = polars.int_range(first, last + 1, eager=True).cast(cells.dtype).cat.to(kind, strict=False)
        if between.null_count():
            continue  # a number that another thread is about to give
        between = between.cast(polars.String)
        numbers[name], texts[name] = cells - first, between.to_arrow().cast(pa.string())
    table = pa.table(frame.with_columns(**numbers))
    for name, dictionary in texts.items():
        place = table.schema.get_field_index(name)
        pieces = (pa.DictionaryArray.from_arrays(each, dictionary, safe=False) for each in table.column(place).chunks)
        table = table.set_column(place, name, pa.chunked_array(pieces))
    return table


def frame_of_table(table: pa.Table) -> pl.DataFrame:
    """Return a table as a frame in which levels keep their order: as an Enum, which knows it."""
    import polars
    import pyarrow as pa

    by_code = hasattr(polars.col("").cat, "to")  # before, only texts were looked up, which takes five times as long
    made: list[pl.Expr] = []
    kept: list[pl.Series] = []  # polars forgets the numbers of categories that no series has
    for place, field in enumerate(table.schema):
        column, held = table.column(place), polars.col(field.name)
        if pa.types.is_string(field.type) and column.null_count == len(column):
            table = table.set_column(place, field.name, pa.nulls(len(column)))
            made.append(held.cast(polars.String))
        elif pa.types.is_dictionary(field.type) and (field.type.ordered or by_code):
            texts, codes = divided(column)
            kind = polars.Enum(texts.to_pylist()) if field.type.ordered else polars.Categorical()
            if not by_code:
                made.append(held.cast(kind))
                continue
            table = table.set_column(place, field.name, codes)
            kept.append(polars.Series(texts, dtype=kind))
            if field.type.ordered:  # places are its numbers
                held = held.cast(kept[-1].to_physical().dtype, wrap_numerical=True).cat.to(kind)
            else:
                held = polars.lit(kept[-1]).gather(held)
            made.append(held.alias(field.name))
    frame = polars.from_arrow(table, rechunk=False)  # a copy of everything is the caller's to make
    assert isinstance(frame, polars.DataFrame)
    frame = frame.with_columns(made)
    del kept
    return frame
