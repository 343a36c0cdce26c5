# SPDX-License-Identifier: MPL-2.0
"""Mapping documents: how a table with names and codes of its own is read as records."""

from __future__ import annotations

import codecs
import re
import tomllib
import zoneinfo
from collections.abc import Mapping as AnyMapping
from pathlib import Path
from typing import Any

from .. import _core
from ..columns.names import CODES, KIND, KNOWN
from ..errors import Error, Problem

__all__ = ["FATES", "FORMAT", "Mapping"]

FORMAT = "actueel.mapping/1"

FATES = ("error", "keep", "leave_out", "unknown")
"""What becomes of a code that no table of the mapping names: its family is rejected, it stays, its row is left out, or
(an answer) it is unknown."""

_FIELDS = (
    "format",
    "time_zone",
    "delimiter",
    "encoding",
    "numbers",
    "columns",
    "constants",
    "dates",
    "values",
    "answers",
    "not_mapped",
    "wide",
)


class Mapping:
    """A checked mapping document.

    Attributes
    ----------
    name : str
        What errors call it.
    columns : dict of str to str
        The column of the table for each column of records.
    constants : dict of str to str
        What stands in every row.
    dates : dict of str to str
        How days and instants are written in text (``strptime``), or ``"day"``: the day of a timestamp.
    values : dict of str to dict
        For a column: ours for each of its codes.
    answers : dict of str to dict
        For an item: ours for each code of an answer.
    not_mapped : dict of str to str
        For a column: one of `FATES`.
    wide : dict of str to str
        For an item: the column that holds its answers, in a table with a column for each item.
    numbers : frozenset of str
        Items that are answered with a number.
    time_zone, delimiter, encoding : str or None
        Of naive instants, and of the file.

    Examples
    --------
    >>> rules = Mapping.parse('''
    ... format = "actueel.mapping/1"
    ... [columns]
    ... family = "client"
    ... item = "question"
    ... observed_on = "day"
    ... answer = "said"
    ... [answers.prior_harm]
    ... 0 = "none"
    ... 1 = "once"
    ... ''')
    >>> import pyarrow as pa
    >>> seen = pa.table({"client": ["F-1"], "question": ["prior_harm"], "day": ["2020-01-05"], "said": ["1"]})
    >>> rules.read(seen).to_pylist()[0]["answer"]
    'once'

    """

    def __init__(self, document: AnyMapping[str, Any], name: str) -> None:
        self.name = name
        _check(document, name)
        self.columns: dict[str, str] = dict(document["columns"])
        self.constants: dict[str, str] = dict(document.get("constants", {}))
        self.dates: dict[str, str] = dict(document.get("dates", {}))
        self.values: dict[str, dict[str, str | float]] = {k: dict(v) for k, v in document.get("values", {}).items()}
        self.answers: dict[str, dict[str, str | float]] = {k: dict(v) for k, v in document.get("answers", {}).items()}
        self.not_mapped: dict[str, str] = dict(document.get("not_mapped", {}))
        self.wide: dict[str, str] = dict(document.get("wide", {}))
        self.numbers: frozenset[str] = frozenset(document.get("numbers", ()))
        self.time_zone: str | None = document.get("time_zone")
        self.delimiter: str | None = document.get("delimiter")
        self.encoding: str = document.get("encoding", "utf8")

    @classmethod
    def load(cls, path: str | Path) -> Mapping:
        """Read a mapping from a file.

        Raises
        ------
        Error
            ``file_unreadable``, ``format_unknown`` where it is no TOML, and every fault of the mapping at once.

        """
        return cls.parse(_core.read_file(str(path)), str(path))

    @classmethod
    def parse(cls, text: str | bytes, name: str = "mapping") -> Mapping:
        """Read a mapping from its text."""
        try:
            plain = text.decode("utf-8") if isinstance(text, bytes) else text
        except UnicodeDecodeError:
            raise Error(
                [Problem("json_encoding", name, "", "bytes that are not UTF-8", "TOML", "save it as UTF-8")]
            ) from None
        try:
            return cls(tomllib.loads(plain), name)
        except tomllib.TOMLDecodeError as fault:
            at = re.search(r"\(at (line \d+, column \d+|end of document)\)", str(fault))
            place = at[1] if at else ""
            raise Error(
                [Problem("format_unknown", name, place, "what is no TOML", "TOML", "look at that line")]
            ) from None

    def fate(self, column: str) -> str:
        """Return what becomes of a code of a column that is not mapped."""
        return self.not_mapped.get(column, "error")

    def read(self, records: Any, name: str = "records") -> Any:
        """Return a frame as a records table, under our names and codes.

        Returns
        -------
        pyarrow.Table
            Without the rows that are left out.

        Raises
        ------
        Error
            ``value_unknown`` for each code that is not mapped and whose fate is ``error``, with its count.

        """
        import pyarrow as pa

        from ..tables import source_of_frame
        from ..tables.source import FAULT, PLACE
        from .apply import Mapped

        mapped = Mapped(self)
        source = mapped.source(source_of_frame(records, name)).checked()
        table = pa.Table.from_batches(source.read(None), source.schema)
        mapped.refuse(name)
        return table.select([each for each in table.schema.names if each not in (PLACE, FAULT)])


def _check(document: AnyMapping[str, Any], name: str) -> None:
    problems: list[Problem] = []

    def wrong(code: str, place: str, found: object, expected: str, remedy: str, known: tuple[str, ...] = ()) -> None:
        text = found if isinstance(found, str) and re.fullmatch(r"[A-Za-z0-9._:+/ -]{1,64}", found) else _kind(found)
        nearest = _core.nearest_name(str(found), list(known)) if known and isinstance(found, str) else ""
        problems.append(Problem(code, name, place, text, expected, remedy, nearest))

    stated = document.get("format")
    if stated != FORMAT:
        newer = isinstance(stated, str) and re.fullmatch(r"actueel\.mapping/[2-9]\d*", stated) is not None
        remedy = "use a newer version of the library" if newer else f'write format = "{FORMAT}"'
        wrong("format_newer" if newer else "format_unknown", "/format", stated, FORMAT, remedy)
        raise Error(problems)
    for field in document:
        if field not in _FIELDS:
            wrong("field_unknown", f"/{field}", field, "a field of mappings", "mend its name or leave it out", _FIELDS)
    for field in ("time_zone", "delimiter", "encoding"):
        if field in document and not isinstance(document[field], str):
            wrong("type_wrong", f"/{field}", document[field], "a text", "write a text")
    for field in ("columns", "constants", "dates", "not_mapped", "wide"):
        _check_texts(document.get(field, {}), f"/{field}", wrong)
    for field in ("values", "answers"):
        tables = document.get(field, {})
        if not isinstance(tables, dict):
            wrong("type_wrong", f"/{field}", tables, "tables", f"write [{field}.…]")
            continue
        for key, table in tables.items():
            _check_codes(table, f"/{field}/{key}", wrong)
    numbers = document.get("numbers", [])
    if not isinstance(numbers, list) or not all(isinstance(each, str) for each in numbers):
        wrong("type_wrong", "/numbers", numbers, "a list of items", 'write numbers = ["prior_reports"]')
    if problems:
        raise Error(problems)
    _check_meaning(document, wrong)
    if problems:
        raise Error(problems)


def _check_texts(table: object, place: str, wrong: Any) -> None:
    if not isinstance(table, dict):
        wrong("type_wrong", place, table, "a table", f"write [{place.strip('/')}]")
        return
    for key, value in table.items():
        if not isinstance(value, str):
            wrong("type_wrong", f"{place}/{key}", value, "a text", "write it between quotes")


def _check_codes(table: object, place: str, wrong: Any) -> None:
    if not isinstance(table, dict):
        wrong("type_wrong", place, table, "a table of codes", "write theirs = ours, a line each")
        return
    for key, value in table.items():
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            wrong("type_wrong", f"{place}/{_shown(key)}", value, "a code or a number", "write our code between quotes")


def _check_meaning(document: AnyMapping[str, Any], wrong: Any) -> None:
    """Check names against what records have, and texts against what they must be."""
    columns, wide = document.get("columns", {}), document.get("wide", {})
    if "columns" not in document:
        wrong("field_missing", "/columns", "nothing", "the columns of the table", 'write [columns], family = "…"')
    for field in ("columns", "constants", "dates"):
        for key in document.get(field, {}):
            if key not in KIND:
                wrong("field_unknown", f"/{field}/{_shown(key)}", key, "a column of records", "mend its name", KNOWN)
    if "family" not in columns and "family" not in document.get("constants", {}) and "columns" in document:
        wrong("field_missing", "/columns/family", "nothing", "the column with the family's id", "name it")
    for key in document.get("constants", {}):
        if key in columns:
            wrong("fields_exclude", f"/constants/{_shown(key)}", key, "a column or a constant", "keep one of the two")
    for key in document.get("dates", {}):
        if KIND.get(key, "day") not in ("day", "instant"):
            wrong("field_not_allowed", f"/dates/{_shown(key)}", key, "a column of days or instants", "leave it out")
    for key, fate in document.get("not_mapped", {}).items():
        if key not in CODES:
            wrong("field_unknown", f"/not_mapped/{_shown(key)}", key, "a column of codes", "mend its name", CODES)
        allowed = FATES if key == "answer" else FATES[:3]
        if fate not in allowed:
            wrong(
                "value_unknown", f"/not_mapped/{_shown(key)}", fate, " | ".join(allowed), "write one of these", allowed
            )
    for key in document.get("values", {}):
        if key not in CODES:
            wrong("field_unknown", f"/values/{_shown(key)}", key, "a column of codes", "mend its name", CODES)
    if wide and ("item" in columns or "answer" in columns):
        remedy = "keep [wide] for a column for each item, or item and answer for a row for each answer"
        wrong("fields_exclude", "/wide", "item or answer among the columns too", "one of them", remedy)
    if (zone := document.get("time_zone")) is not None and zone not in zoneinfo.available_timezones():
        known = tuple(sorted(zoneinfo.available_timezones()))
        wrong("value_unknown", "/time_zone", zone, "a time zone such as Europe/Amsterdam", "write its name", known)
    if (encoding := document.get("encoding")) is not None and not _is_encoding(encoding):
        wrong("value_unknown", "/encoding", encoding, "an encoding such as utf8 or cp1252", "write its name")
    if len(document.get("delimiter", ",").encode()) != 1:
        wrong("value_unknown", "/delimiter", document["delimiter"], "one character", 'write it, as in delimiter = ";"')


def _is_encoding(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _shown(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9._-]{1,64}", key, re.ASCII) else "?"


def _kind(found: object) -> str:
    if found is None:
        return "nothing"
    if isinstance(found, str):
        return f"text of {len(found)} characters"
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return names.get(type(found), type(found).__name__)
