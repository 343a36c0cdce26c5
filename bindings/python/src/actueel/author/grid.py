# SPDX-License-Identifier: MPL-2.0
"""A table as people keep it, CSV or Excel, read as rows of texts under known names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from actueel import _core
from actueel.errors import Error, Problem
from actueel.levels import number_text

__all__ = ["COLUMNS", "Row", "groups", "read_rows"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "item": ("item", "items", "item_id", "code_item", "vraagcode", "variabele", "variable", "kenmerk"),
    "question": ("question", "vraag", "ask", "text", "tekst"),
    "question_nl": ("question_nl", "vraag_nl", "nl"),
    "question_en": ("question_en", "vraag_en", "en"),
    "kind": ("kind", "soort"),
    "per": ("per", "about", "over_wie", "over"),
    "shelf_life": ("shelf_life", "life", "houdbaar", "houdbaarheid", "geldig"),
    "option": ("option", "answer", "optie", "antwoord", "code"),
    "label": ("label", "labels", "option_text", "omschrijving"),
    "label_nl": ("label_nl", "option_nl", "optie_nl", "antwoord_nl"),
    "label_en": ("label_en", "option_en", "optie_en", "antwoord_en"),
    "points": ("points", "score", "weight", "punten", "punt", "gewicht"),
    "options": ("options", "answers", "opties", "antwoorden", "options_points", "bins"),
    "min": ("min", "minimum", "from", "van"),
    "max": ("max", "maximum", "to", "tot"),
    "scale": ("scale", "schaal"),
    "combine": ("combine", "personen"),
    "source": ("source", "bron"),
    "justification": ("justification", "verantwoording"),
    "justification_nl": ("justification_nl", "verantwoording_nl"),
    "justification_en": ("justification_en", "verantwoording_en"),
}
"""Each column with the headers under which it is known, in English and Dutch; spaces and dashes count as ``_``."""

NAMES = {header: column for column, headers in COLUMNS.items() for header in headers}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet counts it, and its cells that are not empty."""

    number: int
    cells: dict[str, str]

    def get(self, *columns: str) -> str:
        """Return the first of some cells that is not empty, or an empty text."""
        return next((self.cells[each] for each in columns if each in self.cells), "")


def read_rows(path: Path, sheet: str | None = None) -> list[Row]:
    """Read a CSV file or a sheet of a workbook, and name its columns.

    Raises
    ------
    Error
        A file that cannot be read, or a header that is unknown or stands twice, with its place and a remedy.

    """
    cells = _workbook(path, sheet) if path.suffix.lower() in {".xlsx", ".xlsm"} else _csv(path)
    header_at = next((n for n, each in enumerate(cells) if any(each)), None)
    if header_at is None:
        raise Error(
            [Problem("document_empty", str(path), "", "no row", "a row of headers, then rows", "fill the table")]
        )
    names = _named(str(path), header_at + 1, cells[header_at])
    rows = []
    for n, each in enumerate(cells[header_at + 1 :], start=header_at + 2):
        told = {name: cell for name, cell in zip(names, each, strict=False) if name and cell}
        if told:
            rows.append(Row(n, told))
    return rows


def _named(document: str, row: int, headers: list[str]) -> list[str]:
    problems, names, seen = [], [], set()
    for n, header in enumerate(headers, start=1):
        plain = re.sub(r"[\s\-]+", "_", header.strip().lower())
        name = NAMES.get(plain, "")
        place = f"row {row}, column {n}"
        if header and not name:
            nearest = _core.nearest_name(plain, sorted(NAMES))
            expected = f"one of {', '.join(COLUMNS)}, or a Dutch name of it"
            remedy = "name the column so, or take it out of the table"
            problems.append(Problem("name_unknown", document, place, "an unknown column", expected, remedy, nearest))
        elif name in seen and name:
            problems.append(Problem("name_duplicate", document, place, name, "each column once", "take one out"))
        seen.add(name)
        names.append(name)
    if problems:
        raise Error(problems)
    return names


def _csv(path: Path) -> list[list[str]]:
    """Read CSV with commas, semicolons or tabs, as UTF-8 or as Dutch Excel writes it."""
    data = _core.read_file(str(path))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return [
            [cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error:
        found, expected = "what cannot be read as CSV", "rows of cells"
        raise Error([Problem("file_unreadable", str(path), "", found, expected, "save it again as CSV")]) from None


def _workbook(path: Path, sheet: str | None) -> list[list[str]]:
    try:
        import openpyxl
    except ImportError:
        remedy = "run pip install 'actueel[excel]', or save the table as CSV"
        raise Error(
            [Problem("file_unreadable", str(path), "", "a workbook, and no openpyxl to read it", "openpyxl", remedy)]
        ) from None
    _core.read_file(str(path))  # says what is wrong with a path
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception:  # openpyxl passes on whatever zip and XML say of a broken file
        found, expected = "what cannot be read as a workbook", "an .xlsx file"
        raise Error([Problem("file_unreadable", str(path), "", found, expected, "save it again as .xlsx")]) from None
    try:
        if sheet is not None and sheet not in book.sheetnames:
            known = ", ".join(book.sheetnames)
            nearest = _core.nearest_name(sheet, book.sheetnames)
            raise Error(
                [Problem("value_unknown", str(path), "", "no such sheet", known, "name a sheet of it", nearest)]
            )
        chosen = book[sheet] if sheet is not None else book.worksheets[0]
        return [[_cell(each) for each in row] for row in chosen.iter_rows(values_only=True)]
    finally:
        book.close()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return number_text(value) if value == round(value, 4) else repr(value)
    return str(value).strip()


def groups(rows: list[Row]) -> Iterator[list[Row]]:
    """Yield the rows of each item: a row without an item belongs to the one above."""
    group: list[Row] = []
    for row in rows:
        name = row.get("item") or row.get("question", "question_nl", "question_en")
        above = group and (group[0].get("item") or group[0].get("question", "question_nl", "question_en"))
        if group and name and name != above:
            yield group
            group = []
        group.append(row)
    if group:
        yield group
