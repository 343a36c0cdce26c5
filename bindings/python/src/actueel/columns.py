# SPDX-License-Identifier: MPL-2.0
"""Records as columns: a table with a row a record becomes one history document a family.

The columns are the JSON fields of `documents`; here they are only put back into that shape. The core reads the result
and is the one that says what is wrong with it; this module translates its places into rows and columns.
"""

from __future__ import annotations

import datetime as dt
import decimal
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from . import _core
from .errors import Error, Problem
from .history import History

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["KNOWN", "FamilyRows", "families"]

TEXTS = (
    "family",
    "id",
    "type",
    "person",
    "item",
    "answer",
    "source",
    "by",
    "basis",
    "corrects",
    "retracts",
    "ends",
    "reason",
    "note",
    "sitting",
    "repeats",
    "document",
    "event",
    "severity",
    "incident",
    "role",
    "lives",
    "kind",
    "instrument",
    "version",
    "instrument_sha256",
    "records_sha256",
    "level",
    "level_low",
    "level_high",
    "computed_low",
    "computed_high",
    "about",
    "about_item",
    "about_person",
    "outcome",
)
"""Columns of text."""

DAYS = ("observed_on", "happened_on", "start", "until", "on", "born_on", "as_of")
"""Columns of days."""

INSTANTS = ("recorded_at", "known_at")
"""Columns of instants, with a time zone."""

LISTS = ("persons", "parts", "covers", "agreed_with", "given_to", "empty", "withhold_from")
"""Columns of lists; in CSV the entries stand in one cell, divided by ``;``."""

NUMBERS = ("answer_number",)
"""Columns of numbers."""

KNOWN: tuple[str, ...] = (*TEXTS, *DAYS, *INSTANTS, *LISTS, *NUMBERS)
"""All columns that a records table may have."""

OUTER = ("id", "type", "recorded_at", "corrects", "reason", "withhold_from")
"""What a correction says itself; the rest of its row is the new content."""

DATED_BY = ("observed_on", "happened_on", "start", "on")
"""In a table without ``recorded_at``: the day at whose start a record counts as written down."""


@dataclass(frozen=True, slots=True)
class FamilyRows:
    """The rows of one family: the document made of them, and where each record stood in the table."""

    family: str
    records: tuple[dict[str, Any], ...]
    rows: tuple[int, ...]
    table: str

    def history(self) -> History:
        """Return the history.

        Raises
        ------
        Error
            What the core says of it, with rows and columns as places.

        """
        document = {"format": "actueel.history/1", "family": self.family, "records": self.records}
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        try:
            return History.parse(text, self.table)
        except Error as error:
            raise self.in_rows(error) from None

    def in_rows(self, error: Error) -> Error:
        """Return the error with rows and columns of the table as places."""
        return Error(replace(each, document=self.table, place=self._place(each.place)) for each in error.problems)

    def _place(self, pointer: str) -> str:
        match = re.fullmatch(r"/records/(\d+)((?:/[^/]+)*)", pointer, re.ASCII)
        if match is None or int(match[1]) >= len(self.rows):
            return f"row {self.rows[0]}, column {pointer.strip('/') or 'family'}"
        fields = [part for part in match[2].split("/") if part and part != "record" and not part.isdigit()]
        column = f", column {'_'.join(fields)}" if fields else ""
        return f"row {self.rows[int(match[1])]}{column}"


def families(table: pa.Table, name: str) -> Iterator[tuple[str | None, FamilyRows | Error]]:
    """Yield each family of a records table, in the order of the ids: its rows, or why they make no document.

    Parameters
    ----------
    table : pyarrow.Table
        A row a record. Rows are told by number from 1, in the order of the table.
    name : str
        The table's name, for errors.

    Raises
    ------
    Error
        At once, when it is no records table: unknown or missing columns, or columns of a wrong kind.

    """
    columns = _checked_columns(table, name)
    by_family: dict[str | None, list[int]] = {}
    for row, family in enumerate(columns["family"]):
        by_family.setdefault(family, []).append(row)
    for row in by_family.pop(None, []):
        yield None, Error([_problem("field_missing", name, row, "family", "nothing", "the family's id", "fill it in")])
    for family in sorted(by_family, key=lambda each: str(each).encode()):
        try:
            yield family, _family(str(family), by_family[family], columns, name)
        except Error as error:
            yield family, error


def _problem(code: str, name: str, row: int | None, column: str, found: str, expected: str, remedy: str) -> Problem:
    place = f"column {column}" if row is None else f"row {row + 1}, column {column}"
    return Problem(code, name, place, found, expected, remedy)


def _checked_columns(table: pa.Table, name: str) -> dict[str, list[Any]]:
    problems = []
    for column in table.column_names:
        if column not in KNOWN:
            shown = (
                column
                if re.fullmatch(r"[A-Za-z0-9._-]{1,64}", column, re.ASCII)
                else f"text of {len(column)} characters"
            )
            problems.append(
                Problem(
                    code="field_unknown",
                    document=name,
                    place=f"column {shown}",
                    found="a column that records do not have",
                    expected="columns of the records form",
                    nearest=_core.nearest_name(column, list(KNOWN)),
                    remedy="rename it or leave it out",
                )
            )
    if len(set(table.column_names)) < len(table.column_names):
        twice = next(each for each in table.column_names if table.column_names.count(each) > 1)
        problems.append(_problem("name_duplicate", name, None, twice, "two columns", "one", "leave one out"))
    if "family" not in table.column_names:
        remedy = "name the column that holds the family's id family"
        problems.append(_problem("field_missing", name, None, "family", "no such column", "a column", remedy))
    if problems:
        raise Error(problems)
    return {column: _values(table.column(column), column, name) for column in table.column_names}


def _values(column: pa.ChunkedArray, name: str, table: str) -> list[Any]:
    """Return a column as Python values of the kind that its name says, or raise once for the whole column."""
    import pyarrow as pa
    import pyarrow.types as is_type

    kind = column.type
    if is_type.is_dictionary(kind):
        kind = kind.value_type
        column = column.cast(kind)
    textual = is_type.is_string(kind) or is_type.is_large_string(kind) or is_type.is_string_view(kind)
    if is_type.is_null(kind):
        return [None] * len(column)

    def wrong(expected: str, remedy: str) -> Error:
        return Error([_problem("type_wrong", table, None, name, str(kind), expected, remedy)])

    if name in INSTANTS:
        if is_type.is_timestamp(kind):
            if kind.tz is None:
                raise wrong("a time zone", "give the timestamps their time zone")
            utc = column.cast(pa.timestamp("us", "UTC"), safe=False)
            return [None if each is None else _instant(each) for each in utc.to_pylist()]
        if textual:
            return _without_blanks(column)
        raise wrong("timestamps with a time zone, or RFC 3339 texts", "convert the column")
    if name in DAYS:
        if is_type.is_date(kind):
            return [None if each is None else each.isoformat() for each in column.cast(pa.date32()).to_pylist()]
        if is_type.is_timestamp(kind) and kind.tz is None:
            days = column.cast(pa.date32(), safe=False)
            if not days.cast(column.type).equals(column):
                raise wrong("days", "drop the time of day")
            return [None if each is None else each.isoformat() for each in days.to_pylist()]
        if textual:
            return _without_blanks(column)
        raise wrong("dates, or texts YYYY-MM-DD", "convert the column")
    if name in LISTS:
        if is_type.is_list(kind) or is_type.is_large_list(kind):
            return [each or None for each in column.to_pylist()]
        if textual:
            cells = _without_blanks(column)
            return [None if each is None else [part.strip() for part in each.split(";")] for each in cells]
        raise wrong("lists of texts", "convert the column")
    numeric = is_type.is_integer(kind) or is_type.is_floating(kind) or is_type.is_decimal(kind)
    if name in NUMBERS or (name == "answer" and numeric):
        if numeric:
            numbers: list[Any] = column.to_pylist()
            return numbers
        if textual:
            return _without_blanks(column)
        raise wrong("numbers", "convert the column")
    if textual:
        return _without_blanks(column)
    if is_type.is_integer(kind) and name in ("family", "id", "person", "by", "version"):
        return [None if each is None else str(each) for each in column.to_pylist()]
    raise wrong("texts", "convert the column")


def _without_blanks(column: pa.ChunkedArray) -> list[str | None]:
    """Return texts; an empty cell is a missing one."""
    return [each or None for each in column.to_pylist()]


def _instant(value: dt.datetime) -> str:
    text = value.astimezone(dt.UTC).replace(tzinfo=None).isoformat()
    return text.rstrip("0").rstrip(".") + "Z" if "." in text else text + "Z"


class _Cell(Exception):
    """What is wrong with one cell."""

    def __init__(self, code: str, column: str, found: str, expected: str, remedy: str) -> None:
        self.code, self.column, self.found, self.expected, self.remedy = code, column, found, expected, remedy
        super().__init__(code)


def _number(cell: float | decimal.Decimal | str) -> float:
    """Return a number that JSON writes exactly as it stood in the cell."""
    if isinstance(cell, int):
        return cell
    try:
        exact = decimal.Decimal(repr(cell) if isinstance(cell, float) else cell)
    except decimal.InvalidOperation:
        found = f"text of {len(str(cell))} characters"
        raise _Cell("type_wrong", "answer_number", found, "a number", "write it with a decimal point") from None
    if not exact.is_finite():
        raise _Cell("type_wrong", "answer_number", "no finite number", "a number", "leave the cell empty")
    number = float(exact)
    if decimal.Decimal(repr(number)) != exact:
        found = "a number of many digits"
        raise _Cell("decimal_too_fine", "answer_number", found, "at most four decimals", "round it as was meant")
    return int(exact) if exact == exact.to_integral_value() else number


def _family(family: str, rows: list[int], columns: dict[str, list[Any]], name: str) -> FamilyRows:
    records = []
    problems: list[Problem] = []
    for place, row in enumerate(rows):
        fields = {column: values[row] for column, values in columns.items() if values[row] is not None}
        fields.pop("family")
        if "id" not in columns:
            fields["id"] = f"row{place + 1:07}"
        if "recorded_at" not in columns:
            dated = next((fields[each] for each in DATED_BY if each in fields), None)
            if dated is None:
                expected = "a day from which to take recorded_at"
                remedy = "give the table a recorded_at column"
                problems.append(_problem("field_missing", name, row, "recorded_at", "nothing", expected, remedy))
                continue
            fields["recorded_at"] = f"{dated}T00:00:00Z"
        try:
            records.append(_record(fields))
        except _Cell as cell:
            problems.append(_problem(cell.code, name, row, cell.column, cell.found, cell.expected, cell.remedy))
    if problems:
        raise Error(problems)
    return FamilyRows(family, tuple(records), tuple(row + 1 for row in rows), name)


def _record(fields: dict[str, Any]) -> dict[str, Any]:
    """Put the fields of one row back into the shape that the document has."""
    kind = fields.setdefault("type", "observation")
    if "answer_number" in fields:
        if "answer" in fields:
            remedy = "fill in one of answer and answer_number"
            raise _Cell("fields_exclude", "answer_number", "an answer in both columns", "one answer", remedy)
        fields["answer"] = _number(fields.pop("answer_number"))
    elif not isinstance(fields.get("answer", ""), str):
        fields["answer"] = _number(fields["answer"])
    for whole in ("level", "computed"):
        ends = {end: fields.pop(f"{whole}_{end}") for end in ("low", "high") if f"{whole}_{end}" in fields}
        if ends:
            fields[whole] = ends
    about = {end: fields.pop(f"about_{end}") for end in ("item", "person") if f"about_{end}" in fields}
    if about:
        fields["about"] = about
    parts = fields.pop("parts", None)
    if kind == "event" or parts is not None:
        persons = fields.get("persons", [])
        if parts is not None and len(parts) != len(persons):
            raise _Cell(
                "too_many", "parts", f"{len(parts)} parts", f"one for each of {len(persons)} persons", "fill in both"
            )
        if persons:
            fields["persons"] = [
                {"person": person} if parts is None or not parts[at] else {"person": person, "part": parts[at]}
                for at, person in enumerate(persons)
            ]
    if kind == "correction":
        outer = {name: fields.pop(name) for name in OUTER if name in fields}
        return {**outer, "record": fields}
    return fields
