# SPDX-License-Identifier: MPL-2.0
"""Rows put back into the shape of a history document, and the core's places told as rows and columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..errors import Error, Problem
from ..history import History
from .cells import CellError, checked_names, list_of, number_of, typed, values
from .names import CORRECTED, KIND, LISTS, PARTED

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["FamilyRows", "Origin", "families", "grouped"]

DATED_BY = ("observed_on", "happened_on", "start", "on")
"""In a table without ``recorded_at``: the day at whose start a record counts as written down."""

_OWN = ("id", "type", "recorded_at", "corrects", *CORRECTED[1:])
"""What a correction says itself; the rest of its row is the new content."""


_KEPT = re.compile(r'"\\u0000(\d+)\\u0000"')
"""Where JSON of the caller's own goes: no text that the core accepts has a zero byte."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A table that rows come from: its name, its columns, and the type of its records where the name says it."""

    name: str
    names: tuple[str, ...]
    type: str | None = None

    @property
    def ids(self) -> bool:
        """Whether its records have ids."""
        return "id" in self.names

    @property
    def recorded(self) -> bool:
        """Whether it says when they were written down; without, there is one clock."""
        return "recorded_at" in self.names


@dataclass(frozen=True, slots=True)
class FamilyRows:
    """The rows of one family: the document made of them, and where each record stood.

    Attributes
    ----------
    family : str
        Its id.
    records : tuple of dict
        As the document has them; JSON of the caller's own stands in them as `Raw`.
    rows : tuple of int
        The row of each record, counted from 1.
    tables : tuple of str
        The table of each record.
    numbered : frozenset of int
        Places of records that had no id, and were numbered.
    x : str or None
        The caller's own data about the whole family, as JSON.

    """

    family: str
    records: tuple[dict[str, Any], ...]
    rows: tuple[int, ...]
    tables: tuple[str, ...]
    numbered: frozenset[int] = frozenset()
    x: str | None = None

    def text(self) -> str:
        """Return the history document."""
        document: dict[str, Any] = {"format": "actueel.history/1", "family": self.family, "records": self.records}
        if self.x is not None:
            document["x"] = Raw(self.x)
        raw: list[str] = []

        def kept(value: object) -> str:
            raw.append(value.text)  # type: ignore[attr-defined]
            return f"\0{len(raw) - 1}\0"

        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), default=kept)
        if not raw or len(_KEPT.findall(text)) != len(raw):
            return text  # a zero byte of somebody else's: the core refuses it
        return _KEPT.sub(lambda match: raw[int(match[1])], text)

    def history(self) -> History:
        """Return the history.

        Raises
        ------
        Error
            What the core says of it, with rows and columns as places.

        """
        try:
            return History.parse(self.text(), self.tables[0] if self.tables else "records")
        except Error as error:
            raise self.in_rows(error) from None

    def in_rows(self, error: Error) -> Error:
        """Return the error with rows and columns of the tables as places."""
        return Error(self._in_rows(each) for each in error.problems)

    def _in_rows(self, problem: Problem) -> Problem:
        match = re.fullmatch(r"/records/(\d+)((?:/[^/]+)*)", problem.place, re.ASCII)
        if not self.rows:
            return problem
        if match is None or int(match[1]) >= len(self.rows):
            place = f"row {self.rows[0]}, column {problem.place.strip('/') or 'family'}"
            return replace(problem, document=self.tables[0], place=place)
        at = int(match[1])
        fields = [part for part in match[2].split("/") if part and part != "record" and not part.isdigit()]
        if fields == ["persons", "part"]:
            fields = ["parts"]
        column = f", column {'_'.join(fields)}" if fields else ""
        return replace(problem, document=self.tables[at], place=f"row {self.rows[at]}{column}")


@dataclass(frozen=True, slots=True)
class Raw:
    """JSON of the caller's own: kept as it was written."""

    text: str


def families(table: pa.Table, name: str) -> Iterator[tuple[str | None, FamilyRows | Error]]:
    """Yield each family of a records table, in the order of the ids: its rows, or why they make no document.

    Parameters
    ----------
    table : pyarrow.Table
        A row a record, in any order. Rows are told by number from 1, in the order of the table.
    name : str
        The table's name, for errors.

    Raises
    ------
    Error
        At once, when it is no records table: unknown or missing columns, or columns of a wrong kind.

    """
    checked_names(table.schema.names, name)
    origin = Origin(name, tuple(table.schema.names))
    made = typed(table, name)
    by_family: dict[str | None, list[int]] = {}
    for row, family in enumerate(values(made["family"])):
        by_family.setdefault(family, []).append(row)
    columns = {column: values(made[column]) for column in made.schema.names}
    for row in by_family.pop(None, []):
        yield None, without_family(name, row + 1)
    for family in sorted(by_family, key=lambda each: str(each).encode()):
        places = by_family[family]
        try:
            yield (
                family,
                grouped(str(family), [({c: v[row] for c, v in columns.items()}, row + 1, origin) for row in places]),
            )
        except Error as error:
            yield family, error


def without_family(table: str, row: int) -> Error:
    """Return the error of a row that does not say whose it is."""
    return Error(
        [Problem("field_missing", table, f"row {row}, column family", "nothing", "the family's id", "fill it in")]
    )


def grouped(family: str, found: Sequence[tuple[Mapping[str, Any], int, Origin]]) -> FamilyRows:
    """Return the rows of one family: cells by column, row number, and table of each.

    Records without an id are numbered in the order of their content, so that the order of the rows has no influence. A
    row in which nothing stands but the family makes no record: it says that the family is there.

    Raises
    ------
    Error
        Every cell that cannot be read, and every record without a day to be recorded on.

    """
    made: list[tuple[dict[str, Any], int, str, bool]] = []
    problems: list[Problem] = []
    about_family: str | None = None
    for cells, row, origin in found:
        fields = {name: cell for name, cell in cells.items() if cell is not None and name != "family"}
        try:
            if (own := fields.pop("family_x", None)) is not None:
                if about_family not in (None, own):
                    remedy = "keep one of them"
                    raise CellError("fields_exclude", "family_x", "another one in an earlier row", "one", remedy)
                about_family = _json(own, "family_x").text
            if not fields:
                continue
            if origin.type is not None and fields.setdefault("type", origin.type) != origin.type:
                found_type, expected = "another type", f"the type of the table, {origin.type}"
                raise CellError("value_unknown", "type", found_type, expected, "move the row to the table of its type")
            if not origin.recorded:
                dated = next((fields[each] for each in DATED_BY if each in fields), None)
                if dated is None:
                    expected, remedy = "a day from which to take recorded_at", "give the table a recorded_at column"
                    raise CellError("field_missing", "recorded_at", "nothing", expected, remedy)
                fields["recorded_at"] = f"{dated}T00:00:00Z"
            made.append((_record(fields), row, origin.name, not origin.ids))
        except CellError as cell:
            place = f"row {row}, column {cell.column}"
            problems.append(Problem(cell.code, origin.name, place, cell.found, cell.expected, cell.remedy))
    if problems:
        raise Error(problems)
    numbered = [place for place, each in enumerate(made) if each[3]]
    if numbered:
        numbered.sort(key=lambda place: json.dumps(made[place][0], sort_keys=True, default=lambda raw: raw.text))
        for number, at in enumerate(numbered, 1):
            made[at][0]["id"] = f"row{number:07}"
    return FamilyRows(
        family,
        tuple(each[0] for each in made),
        tuple(each[1] for each in made),
        tuple(each[2] for each in made),
        frozenset(numbered),
        about_family,
    )


def _json(cell: str, column: str) -> Raw:
    def refuse(_: str) -> None:
        raise ValueError

    try:
        json.loads(cell, parse_constant=refuse)
    except (ValueError, RecursionError):
        found, remedy = f"text of {len(cell)} characters", "write the caller's own data as JSON"
        raise CellError("json_syntax", column, found, "one JSON value", remedy) from None
    return Raw(cell)


def _record(fields: dict[str, Any]) -> dict[str, Any]:
    """Put the fields of one row back into the shape that the document has."""
    kind = fields.setdefault("type", "observation")
    if "answer_number" in fields:
        if "answer" in fields:
            remedy = "fill in one of answer and answer_number"
            raise CellError("fields_exclude", "answer_number", "an answer in both columns", "one answer", remedy)
        fields["answer"] = number_of(fields.pop("answer_number"))
    for name in [each for each in fields if KIND.get(each) == "json"]:
        fields[name] = _json(fields[name], name)
    for name in [each for each in fields if each in LISTS]:
        fields[name] = list_of(fields[name], name)
    for whole, parts in PARTED.items():
        ends = {part: fields.pop(f"{whole}_{part}") for part in parts if f"{whole}_{part}" in fields}
        if ends:
            if whole in fields:
                remedy = f"fill in {whole}, or its parts"
                raise CellError("fields_exclude", whole, f"{whole} and parts of it", "one of them", remedy)
            fields[whole] = ends
    if "event" in fields or "happened_on" in fields or "parts" in fields or "persons_x" in fields:
        _add_persons(fields)
    if kind == "correction":
        own = {name: fields.pop(name) for name in _OWN if name in fields}
        for name in CORRECTED:
            if (called := f"record_{name}") in fields:
                fields[name] = fields.pop(called)
        return {**own, "record": fields}
    return fields


def _add_persons(fields: dict[str, Any]) -> None:
    """Put the persons of an event together: who, in which part."""
    persons = fields.pop("persons", None)
    beside = {"part": fields.pop("parts", None), "x": fields.pop("persons_x", None)}
    for name, column in (("part", "parts"), ("x", "persons_x")):
        given = beside[name]
        if given is not None and len(given) != len(persons or ()):
            found, expected = f"{len(given)} entries", f"one for each of {len(persons or ())} persons"
            raise CellError("too_many", column, found, expected, "fill in both in the same order")
    if persons is None:
        return
    made = []
    for at, person in enumerate(persons):
        one: dict[str, Any] = {"person": person}
        if beside["part"] is not None and beside["part"][at]:
            one["part"] = beside["part"][at]
        if beside["x"] is not None and beside["x"][at]:
            one["x"] = _json(beside["x"][at], "persons_x")
        made.append(one)
    fields["persons"] = made
