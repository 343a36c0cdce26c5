# SPDX-License-Identifier: MPL-2.0
"""Frames of pandas as tables and back; categories and instants where they stand, not looked at cell by cell again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .coded import divided

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

__all__ = ["frame_of_table", "table_of_frame"]


def table_of_frame(frame: pd.DataFrame) -> pa.Table:
    """Return the columns of a frame, without its index."""
    import numpy as np
    import pandas
    import pyarrow as pa

    standing: dict[int, pa.Array] = {}
    if frame.columns.is_unique:
        for place, kind in enumerate(frame.dtypes):
            made = None
            if isinstance(kind, pandas.CategoricalDtype):
                made = _dictionary(frame.iloc[:, place].array)
            elif isinstance(kind, np.dtype) and kind.kind == "M":
                made = _instants(frame.iloc[:, place].to_numpy())
            if made is not None:
                standing[place] = made
    if not standing:
        return pa.Table.from_pandas(frame, preserve_index=False)
    places = range(frame.shape[1])
    others = frame.iloc[:, [place for place in places if place not in standing]]
    rest = iter(pa.Table.from_pandas(others, preserve_index=False).columns)
    columns = [standing[place] if place in standing else next(rest) for place in places]
    return pa.table(columns, names=[str(name) for name in frame.columns])


def _dictionary(cells: Any) -> pa.DictionaryArray | None:
    """Return texts by their codes where they stand, or None where some are missing or the categories are no texts."""
    import pyarrow as pa

    if len(cells) == 0 or cells.codes.min() < 0:
        return None
    texts = pa.array(cells.categories, from_pandas=True)
    if not (pa.types.is_string(texts.type) or pa.types.is_large_string(texts.type)):
        return None
    return pa.DictionaryArray.from_arrays(pa.array(cells.codes), texts, ordered=cells.ordered, safe=False)


def _instants(cells: np.ndarray[Any, Any]) -> pa.Array | None:
    """Return instants without a zone, or None where one is missing, which pandas writes as the least number."""
    import numpy as np
    import pyarrow as pa

    if len(cells) == 0 or not cells.flags.c_contiguous or cells.view(np.int64).min() == np.iinfo(np.int64).min:
        return None
    unit, _ = np.datetime_data(cells.dtype)
    return pa.Array.from_buffers(pa.timestamp(unit), len(cells), [None, pa.py_buffer(cells)])


def frame_of_table(table: pa.Table) -> pd.DataFrame:
    """Return a table as a frame with an index from 0."""
    import pandas
    import pyarrow as pa

    coded = [field.name for field in table.schema if pa.types.is_dictionary(field.type)]
    frame = table.drop_columns(coded).to_pandas()
    for name in coded:
        texts, places = divided(table[name])
        codes = places.combine_chunks().fill_null(-1).to_numpy(zero_copy_only=False)
        ordered = table.schema.field(name).type.ordered
        cells = pandas.Categorical.from_codes(codes, pandas.Index(texts.to_pandas()), ordered=ordered)
        frame.insert(table.schema.names.index(name), name, cells)
    return frame
