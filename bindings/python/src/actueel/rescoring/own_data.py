# SPDX-License-Identifier: MPL-2.0
"""The caller's own data in a table: left out of what the core is given where that cannot make a difference.

The core reads no JSON in tables, and leaves families whose rows have some to the reader of documents, which is far
slower. Of a record's own data (the column ``x``) a document only asks that it is JSON; what is plainly that may as well
not stand there. Whatever is not plainly so stays, and the reader of documents says what is wrong with it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["without_own_data"]

LONGEST = 4096
"""Characters of a cell that is looked at."""

DEEPEST = 16
"""Lists and objects that may stand in each other."""

DIGITS = 15
"""Of a number."""


def without_own_data(table: pa.Table) -> pa.Table:
    """Return rows without the cells of ``x`` that are plainly JSON; a row that says nothing else keeps its own.

    Cost: each different text is read once.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    place = table.schema.get_field_index("x")
    if place < 0 or table["x"].null_count == table.num_rows:
        return table
    texts = pa.chunked_array(table["x"].chunks, table["x"].type).cast(pa.string()).combine_chunks()
    coded = texts.dictionary_encode()
    plain = pa.array([_is_plainly_json(each) for each in coded.dictionary.to_pylist()], pa.bool_())
    said = pa.scalar(False)
    for name in ("type", "item"):
        if name in table.schema.names:
            said = pc.or_(said, pc.fill_null(pc.not_equal(table[name].cast(pa.string()), ""), False))
    leave = pc.and_(pc.fill_null(plain.take(coded.indices), True), said)
    kept = pc.if_else(leave, pa.scalar(None, pa.string()), texts)
    if kept.null_count == table.num_rows:
        return table.remove_column(place)
    return table.set_column(place, "x", kept)


def _is_plainly_json(text: str) -> bool:
    """Whether a text is JSON that no reader could refuse: no escapes, names once, numbers that are small."""
    if len(text) > LONGEST or "\\" in text or text.count("[") + text.count("{") > DEEPEST:
        return False
    try:
        _JSON.decode(text)
    except ValueError:
        return False
    return True


def _once(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError


def _refuse(_: str) -> None:
    raise ValueError


def _short(text: str) -> None:
    if len(text) > DIGITS or "e" in text.lower():
        raise ValueError


_JSON = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refuse, parse_int=_short, parse_float=_short)
