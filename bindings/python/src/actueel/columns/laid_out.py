# SPDX-License-Identifier: MPL-2.0
"""Histories laid out as a records table, and read back: nothing is lost either way."""

from __future__ import annotations

import decimal
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..errors import Error
from ..history import History
from .frames import table_of
from .names import CORRECTED, KIND, KNOWN, PARTED, TYPES
from .rows import families

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["histories", "records_table", "records_tables", "schema_of"]


def records_table(found: Iterable[History]) -> pa.Table:
    """Lay histories out as a table, a row a record; a family without records has one row with its id alone.

    Parameters
    ----------
    found : iterable of History
        One a family.

    Returns
    -------
    pyarrow.Table
        The columns that hold something, in the order of ``schemas/v1/columns.md``: days as date32, instants as
        timestamps in UTC to the microsecond, numbers as decimal128(18, 4), lists as lists, the caller's own ``x`` as
        JSON text.

    Examples
    --------
    >>> table = records_table([family])
    >>> table.num_rows, table["born_on"].type
    (35, DataType(date32[day]))
    >>> next(histories(table)).to_dict() == family.to_dict()
    True

    """
    import pyarrow as pa

    rows = [row for history in found for row in _rows(history)]
    held = {name for row in rows for name in row} | {"family"}
    schema = schema_of([name for name in KNOWN if name in held])
    return pa.Table.from_pylist([_cells(row) for row in rows], schema=schema)


def records_tables(table: pa.Table) -> dict[str, pa.Table]:
    """Divide a records table into one for each type of record, each with the columns that it fills.

    A family without records stands in the table of its persons.

    Examples
    --------
    >>> sorted(records_tables(records_table([family])))[:3]
    ['correction', 'event', 'goal']

    """
    import pyarrow.compute as pc

    made = {}
    kinds = pc.fill_null(table["type"], "person") if "type" in table.schema.names else None
    for kind in TYPES:
        part = table.slice(0, 0) if kinds is None else table.filter(pc.equal(kinds, kind))
        if part.num_rows:
            filled = [each for each in part.schema.names if each == "family" or part[each].null_count < part.num_rows]
            made[kind] = part.select([each for each in filled if each != "type"])
    return made


def histories(records: Any, name: str = "records") -> Iterator[History]:
    """Read a records table, or any frame of one, back to histories, in the order of the families' ids.

    Raises
    ------
    Error
        For the first family that makes no history, with rows and columns as places.

    """
    for _, found in families(table_of(records, name), name):
        if isinstance(found, Error):
            raise found
        yield found.history()


def schema_of(names: Iterable[str]) -> pa.Schema:
    """Return the Arrow schema of columns by their names."""
    import pyarrow as pa

    kinds = {
        "text": pa.string(),
        "json": pa.string(),
        "day": pa.date32(),
        "instant": pa.timestamp("us", "UTC"),
        "list": pa.list_(pa.string()),
        "number": pa.decimal128(18, 4),
    }
    return pa.schema([(name, kinds[KIND[name]]) for name in names])


def _rows(history: History) -> Iterator[dict[str, Any]]:
    document = json.loads(history._text, parse_float=_Exact)
    family = {"family": document["family"]}
    if "x" in document:
        family["family_x"] = _dumps(document["x"])
    if not document["records"] or "x" in document:
        yield family
    for record in document["records"]:
        yield {"family": document["family"], **_row(record)}


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = dict(record)
    content = row.pop("record", None)
    if content is not None:
        row |= {f"record_{name}" if name in CORRECTED else name: cell for name, cell in content.items()}
    for whole, parts in PARTED.items():
        if isinstance(row.get(whole), Mapping):
            whole_row = row.pop(whole)
            row |= {f"{whole}_{part}": whole_row[part] for part in parts if part in whole_row}
    if row.get("level", "") is None:
        del row["level"]  # signed for an instrument without levels: nothing is said either way
    persons = row.get("persons", ())
    if any(isinstance(each, Mapping) for each in persons):
        row["persons"] = [each["person"] for each in persons]
        row["parts"] = [each.get("part") for each in persons]
        if any("x" in each for each in persons):
            row["persons_x"] = [_dumps(each["x"]) if "x" in each else None for each in persons]
    if "answer" in row and not isinstance(row["answer"], str):
        row["answer_number"] = row.pop("answer")
    return {name: _dumps(cell) if KIND[name] == "json" else cell for name, cell in row.items()}


class _Exact(float):
    """A number of a document, which remembers how it was written."""

    written: str

    def __new__(cls, written: str) -> _Exact:
        made = super().__new__(cls, written)
        made.written = written
        return made


def _dumps(value: Any) -> str:
    """Return JSON in which every number stands as it was written."""
    if isinstance(value, _Exact):
        return value.written
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key, ensure_ascii=False)}:{_dumps(v)}" for key, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_dumps, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _cells(row: dict[str, Any]) -> dict[str, Any]:
    import datetime as dt

    made: dict[str, Any] = {}
    for name, cell in row.items():
        match KIND[name]:
            case "day":
                made[name] = dt.date.fromisoformat(cell)
            case "instant":
                made[name] = dt.datetime.fromisoformat(cell)
            case "number":
                written = cell.written if isinstance(cell, _Exact) else cell
                made[name] = decimal.Decimal(written)
            case _:
                made[name] = cell
    return made
