# SPDX-License-Identifier: MPL-2.0
"""Frames of pandas as tables and back; categories by their codes, which pyarrow would copy, mask and look up again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .coded import divided

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["frame_of_table", "table_of_frame"]


def table_of_frame(frame: pd.DataFrame) -> pa.Table:
    """Return the columns of a frame, without its index."""
    import pandas
    import pyarrow as pa

    coded: dict[int, pa.Array] = {}
    if frame.columns.is_unique:
        for place, kind in enumerate(frame.dtypes):
            if isinstance(kind, pandas.CategoricalDtype):
                made = _dictionary(frame.iloc[:, place].array)
                if made is not None:
                    coded[place] = made
    if not coded:
        return pa.Table.from_pandas(frame, preserve_index=False)
    others = [place for place in range(frame.shape[1]) if place not in coded]
    table = pa.Table.from_pandas(frame.iloc[:, others], preserve_index=False) if others else None
    columns = dict(zip(others, table.columns, strict=True)) if table is not None else {}
    columns.update(coded)
    return pa.table([columns[place] for place in sorted(columns)], names=[str(name) for name in frame.columns])


def _dictionary(cells: Any) -> pa.DictionaryArray | None:
    """Return texts by their codes where they stand, or None where some are missing or the categories are no texts."""
    import pyarrow as pa

    if len(cells) == 0 or cells.codes.min() < 0:
        return None
    texts = pa.array(cells.categories, from_pandas=True)
    if not (pa.types.is_string(texts.type) or pa.types.is_large_string(texts.type)):
        return None
    return pa.DictionaryArray.from_arrays(pa.array(cells.codes), texts, ordered=cells.ordered, safe=False)


def frame_of_table(table: pa.Table) -> pd.DataFrame:
    """Return a table as a frame with an index from 0."""
    import pandas
    import pyarrow as pa

    coded = [
        name for name, kind in zip(table.schema.names, table.schema.types, strict=True) if pa.types.is_dictionary(kind)
    ]
    frame = table.drop_columns(coded).to_pandas()
    for name in coded:
        texts, places = divided(table[name])
        codes = places.combine_chunks().fill_null(-1).to_numpy(zero_copy_only=False)
        ordered = table.schema.field(name).type.ordered
        cells = pandas.Categorical.from_codes(codes, pandas.Index(texts.to_pandas()), ordered=ordered)
        frame.insert(table.schema.names.index(name), name, cells)
    return frame
