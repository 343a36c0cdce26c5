# SPDX-License-Identifier: MPL-2.0
"""Columns as they come in, brought to the few Arrow kinds that cells are read from.

Text is ``string``, or a dictionary of it; a day ``date32`` or text; an instant
``timestamp[us, UTC]`` or text; a list ``list<string>`` or text; a number an integer, a double, a decimal or text. What
is text stays text, so that a fault in it has its row.
"""

from __future__ import annotations

import datetime as dt
import decimal
import json
import re
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from .. import _core
from ..errors import Error, Problem
from .names import KIND, KNOWN

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["CellError", "checked_names", "lacking", "list_of", "number_of", "shown", "typed", "values", "without_rows"]


class CellError(Exception):
    """What is wrong with one cell."""

    def __init__(self, code: str, column: str, found: str, expected: str, remedy: str) -> None:
        self.code, self.column, self.found, self.expected, self.remedy = code, column, found, expected, remedy
        super().__init__(code)


def checked_names(names: list[str], table: str, *, implied: tuple[str, ...] = ()) -> None:
    """Refuse columns that records do not have, columns that stand twice, and a table without families; all at once."""
    problems = [
        Problem(
            code="field_unknown",
            document=table,
            place=f"column {shown(name)}",
            found="a column that records do not have",
            expected="columns of the records form",
            nearest=_core.nearest_name(name, list(KNOWN)),
            remedy="rename it, leave it out, or say in a mapping what it is",
        )
        for name in dict.fromkeys(names)
        if name not in KIND
    ]
    problems += [
        Problem("name_duplicate", table, f"column {shown(name)}", "two columns", "one", "leave one out")
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    if "family" not in {*names, *implied}:
        remedy = "name the column that holds the family's id family"
        problems.append(Problem("field_missing", table, "column family", "no such column", "a column", remedy))
    if problems:
        raise Error(problems)


def lacking(names: Sequence[str], table: str, type: str | None) -> list[Problem]:
    """Return the columns without which no row of a table can be an observation, where its rows can be nothing else.

    That is so where nothing says of what type they are. A table of families alone says that they are there.
    """
    if type is not None or "type" in names or set(names) <= {"family", "family_x", "recorded_at"}:
        return []
    needed = {"item": ("item",), "observed_on": ("observed_on",), "answer": ("answer", "answer_number")}
    remedy = "name the column that holds it so, say in a mapping what it is, or give the table a column type"
    return [
        Problem("field_missing", table, f"column {name}", "no such column", "what every observation has", remedy)
        for name, any_of in needed.items()
        if not set(any_of) & set(names)
    ]


def shown(name: str) -> str:
    """Return a column's name as an error tells it: what is no plain name may be about somebody."""
    return name if re.fullmatch(r"[A-Za-z0-9._-]{1,64}", name, re.ASCII) else f"text of {len(name)} characters"


def typed(batch: pa.RecordBatch | pa.Table, table: str) -> pa.Table:
    """Return a table whose columns are of the kinds that cells are read from.

    Raises
    ------
    Error
        ``type_wrong`` for each column of a wrong kind, all at once; ``json_encoding`` for text that is not UTF-8.

    """
    import pyarrow as pa

    columns: dict[str, pa.ChunkedArray] = {}
    problems: list[Problem] = []
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        chunked = column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])
        try:
            made = _typed(chunked, name, table)
            _validate(made, name, table)
        except Error as error:
            problems.extend(error.problems)
            continue
        except pa.ArrowInvalid:
            found, remedy = "bytes that are not UTF-8", "export the table again as UTF-8"
            problems.append(Problem("json_encoding", table, f"column {name}", found, "text as UTF-8", remedy))
            continue
        called = "answer_number" if name == "answer" and not _holds_text(made.type) else name
        if called in columns or (called != name and called in batch.schema.names):
            found, remedy = "numbers in both answer and answer_number", "leave one out"
            problems.append(Problem("fields_exclude", table, "column answer", found, "one of them", remedy))
            continue
        columns[called] = made
    if problems:
        raise Error(problems)
    return pa.table(columns) if columns else pa.table({"family": pa.array([], pa.string())})


def without_rows(schema: pa.Schema) -> pa.Table:
    """Return a table of such columns and no rows, of kinds too that pyarrow makes no empty table of."""
    import pyarrow as pa

    return pa.table([pa.nulls(0, field.type) for field in schema], schema=schema)


def _validate(column: pa.ChunkedArray, name: str, table: str) -> None:
    """Refuse cells that are not what their column says: the core reads them where they stand.

    Raises
    ------
    Error
        ``type_wrong`` where a code lies outside its dictionary.
    pyarrow.ArrowInvalid
        Where a text is not UTF-8, or buffers are too short.

    """
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        column.validate(full=True)
        return
    checked = None
    for chunk in column.chunks:
        chunk.validate()
        if checked is None or chunk.dictionary is not checked:
            checked = chunk.dictionary
            checked.validate(full=True)
        if not _within(chunk.indices, len(chunk.dictionary)):
            found, expected = "codes outside the column's dictionary", "a code of the dictionary in every cell"
            remedy = "make the column again from its texts"
            raise Error([Problem("type_wrong", table, f"column {name}", found, expected, remedy)])


def _within(codes: pa.Array, size: int) -> bool:
    """Return whether all codes that are not null are places of a dictionary of such a size."""
    import numpy as np

    if codes.null_count == len(codes):
        return True
    valid, cells = codes.buffers()
    stored = np.frombuffer(cells, codes.type.to_pandas_dtype())[codes.offset :][: len(codes)]
    # Seen without a sign, what is below zero is above every place: one look instead of two.
    if int(stored.view(f"u{stored.itemsize}").max()) < size:
        return True
    outside = (stored < 0) | (stored >= size)
    if codes.null_count == 0:
        return False
    # What lies under a null may be anything.
    bits = np.frombuffer(valid, np.uint8)[codes.offset // 8 :]
    skipped = codes.offset % 8
    held = np.unpackbits(bits, count=skipped + len(codes), bitorder="little")[skipped:]
    return not bool((outside & held.view(bool)).any())


def _with_dictionary_of_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a dictionary column whose texts are ``string``; its indices stay as they are."""
    import pyarrow as pa

    if column.type.value_type == pa.string():
        return column
    pieces = [
        pa.DictionaryArray.from_arrays(each.indices, each.dictionary.cast(pa.string()), safe=False)
        for each in column.chunks
    ]
    return pa.chunked_array(pieces, pa.dictionary(column.type.index_type, pa.string()))


def _lists_of_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return lists of the texts of a dictionary as lists of ``string``."""
    import pyarrow as pa
    import pyarrow.compute as pc

    entries = pa.chunked_array([each.flatten() for each in column.chunks], column.type.value_type)
    texts = iter(_with_dictionary_of_text(entries).cast(pa.string()).to_pylist())
    sizes = pc.list_value_length(column).to_pylist()
    lists = [None if size is None else list(islice(texts, size)) for size in sizes]
    return pa.chunked_array([pa.array(lists, pa.list_(pa.string()))])


def _holds_text(kind: pa.DataType) -> bool:
    import pyarrow.types as is_type

    return _is_text(kind.value_type if is_type.is_dictionary(kind) else kind)


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow.types as is_type

    return bool(is_type.is_string(kind) or is_type.is_large_string(kind) or is_type.is_string_view(kind))


def _typed(column: pa.ChunkedArray, name: str, table: str) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.types as is_type

    kind = column.type
    if is_type.is_dictionary(kind):
        if _is_text(kind.value_type):
            column = _with_dictionary_of_text(column)
            return column if KIND[name] == "text" else column.cast(pa.string())
        kind = kind.value_type
        column = column.cast(kind)
    if _is_text(kind):
        return column.cast(pa.string())
    if is_type.is_null(kind):
        return column.cast(pa.string())

    def wrong(expected: str, remedy: str) -> Error:
        return Error([Problem("type_wrong", table, f"column {name}", str(kind), expected, remedy)])

    numeric = is_type.is_integer(kind) or is_type.is_floating(kind) or is_type.is_decimal(kind)
    match KIND[name]:
        case "instant":
            if not is_type.is_timestamp(kind):
                raise wrong("timestamps with a time zone, or RFC 3339 texts", "convert the column")
            if kind.tz is None:
                raise wrong("a time zone", "give the timestamps their time zone, or state it in a mapping")
            try:
                return column.cast(pa.timestamp("us", kind.tz)).cast(pa.timestamp("us", "UTC"))
            except pa.ArrowInvalid:
                raise wrong("whole microseconds", "round the timestamps to microseconds") from None
        case "day":
            if is_type.is_date(kind):
                return column.cast(pa.date32())
            if is_type.is_timestamp(kind) and kind.tz is None:
                days = column.cast(pa.date32(), safe=False)
                if not days.cast(kind).equals(column):
                    raise wrong("days", "drop the time of day")
                return days
            raise wrong("dates, or texts YYYY-MM-DD", "convert the column")
        case "list":
            of_list = is_type.is_list(kind) or is_type.is_large_list(kind) or is_type.is_list_view(kind)
            if not of_list and not is_type.is_fixed_size_list(kind):
                raise wrong("lists of texts", "convert the column")
            inner = kind.value_type.value_type if is_type.is_dictionary(kind.value_type) else kind.value_type
            if not (is_type.is_null(inner) or str(inner) in ("string", "large_string", "string_view")):
                raise wrong("lists of texts", "convert the column")
            if is_type.is_dictionary(kind.value_type):
                return _lists_of_text(column)
            return column.cast(pa.list_(pa.string()))
        case "number":
            if numeric:
                return column
            raise wrong("numbers", "convert the column")
        case "text":
            if numeric and name == "answer":
                return column
            if is_type.is_integer(kind) and name in ("family", "id", "person", "by", "version"):
                return column.cast(pa.string())
    raise wrong("texts", "convert the column")


def values(column: pa.ChunkedArray) -> list[Any]:
    """Return the cells of a typed column as JSON has them: days and instants as texts, an empty text as nothing."""
    import pyarrow as pa
    import pyarrow.types as is_type

    kind = column.type
    if is_type.is_date(kind) or is_type.is_timestamp(kind):
        try:
            if is_type.is_date(kind):
                return [None if each is None else each.isoformat() for each in column.to_pylist()]
            return [None if each is None else _instant(each) for each in _instants(column)]
        except OverflowError:
            return _out_of_range(column)
    if _holds_text(kind):
        return [each or None for each in column.to_pylist()]
    cells: list[Any] = column.to_pylist()
    return cells if not isinstance(kind, pa.ListType) else [None if each is None else list(each) for each in cells]


def _instants(column: pa.ChunkedArray) -> list[dt.datetime | None]:
    """Return instants; microseconds since 1970 are counted here, because zones of Python end before our years do."""
    import pyarrow as pa

    epoch = dt.datetime(1970, 1, 1)
    counts = column.cast(pa.int64()).to_pylist()
    return [None if each is None else epoch + dt.timedelta(microseconds=each) for each in counts]


def _out_of_range(column: pa.ChunkedArray) -> list[str | None]:
    """Return days or instants of which some lie in years that have not four digits: the core says so of their row."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.types as is_type

    days = is_type.is_date(column.type)
    counts = column.cast(pa.int32() if days else pa.int64()).to_pylist()
    texts = (None if each is None else str(np.datetime64(each, "D" if days else "us")) for each in counts)
    return [each if each is None or days else f"{each}Z" for each in texts]


def _instant(value: dt.datetime) -> str:
    text = value.isoformat()
    return text.rstrip("0").rstrip(".") + "Z" if "." in text else text + "Z"


def list_of(cell: str | list[Any], column: str) -> list[Any]:
    """Return a list; a text has its entries divided by ``;``, or is a JSON list.

    Examples
    --------
    >>> list_of("p1; p2", "persons"), list_of('["a;b"]', "given_to")
    (['p1', 'p2'], ['a;b'])

    """
    if isinstance(cell, list):
        return cell
    if not cell.startswith("["):
        return [part.strip() for part in cell.split(";")]
    try:
        made = json.loads(cell)
    except ValueError:
        made = None
    if not isinstance(made, list) or any(each is not None and not isinstance(each, str) for each in made):
        found, remedy = f"text of {len(cell)} characters", 'write a;b, or ["a", "b"]'
        raise CellError("type_wrong", column, found, "a list of texts", remedy)
    return made


def number_of(cell: float | decimal.Decimal | str) -> float:
    """Return a number that JSON writes exactly as it stood in the cell.

    Examples
    --------
    >>> number_of("2.50"), number_of(decimal.Decimal("3.0000")), number_of(4)
    (2.5, 3, 4)

    """
    if isinstance(cell, int):
        return cell
    try:
        exact = decimal.Decimal(repr(cell) if isinstance(cell, float) else cell)
    except decimal.InvalidOperation:
        found = f"text of {len(str(cell))} characters"
        raise CellError("type_wrong", "answer_number", found, "a number", "write it with a decimal point") from None
    if not exact.is_finite():
        raise CellError("type_wrong", "answer_number", "no finite number", "a number", "leave the cell empty")
    if abs(exact) > decimal.Decimal(10) ** 15:
        found, expected = "a number of many digits", "a number up to 10^9"
        raise CellError("decimal_too_large", "answer_number", found, expected, "use a larger unit")
    number = float(exact)
    if decimal.Decimal(repr(number)) != exact:
        found = "a number of many digits"
        raise CellError("decimal_too_fine", "answer_number", found, "at most four decimals", "round it as was meant")
    return int(exact) if exact == exact.to_integral_value() else number
