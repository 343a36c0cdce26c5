# SPDX-License-Identifier: MPL-2.0
"""Tables that people make: a sheet of Excel, a file of SPSS. Each is an extra, and read whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import Error, Problem

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["labels_of", "sheet_of"]


def sheet_of(path: str) -> pa.Table:
    """Return the first sheet of an Excel file, or an SPSS file, as a table.

    A column of one kind keeps it; one of several kinds becomes text. SPSS gives its codes, not their labels.

    Raises
    ------
    Error
        ``file_unreadable`` where the extra is not installed, or the file is broken.

    """
    return _excel(path) if Path(path).suffix.lower() == ".xlsx" else _spss(path)


def labels_of(path: str) -> dict[str, dict[str, str]]:
    """Return the labels of codes that an SPSS file states, by column and code; of other files none."""
    if Path(path).suffix.lower() != ".sav":
        return {}
    _, meta = _pyreadstat(path).read_sav(path, metadataonly=True)
    return {
        column: {_text(code): str(label) for code, label in labels.items()}
        for column, labels in meta.variable_value_labels.items()
    }


def _absent(path: str, package: str, extra: str) -> Error:
    found, expected = f"no package {package}", f"the extra {extra}"
    remedy = f"pip install 'actueel[{extra}]', or export the table as CSV"
    return Error([Problem("file_unreadable", path, "", found, expected, remedy)])


def _excel(path: str) -> pa.Table:
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise _absent(path, "openpyxl", "excel") from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
        book.close()
    except Exception:  # whatever openpyxl makes of a broken file; its words may be those of the file
        raise _broken(path) from None
    while rows and not any(cell is not None for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise _broken(path)
    names = rows[0]
    while names and names[-1] is None:
        names = names[:-1]
    if any(name is None for name in names):
        found, remedy = "a column without a name", "name each column in the first row"
        raise Error([Problem("field_missing", path, "row 1", found, "a name", remedy)])
    return _table(
        [str(name) for name in names],
        [[row[at] if at < len(row) else None for row in rows[1:]] for at in range(len(names))],
    )


def _spss(path: str) -> pa.Table:
    try:
        columns, _ = _pyreadstat(path).read_sav(path, output_format="dict")
    except Error:
        raise
    except Exception:  # as above
        raise _broken(path) from None
    return _table(list(columns), [list(cells) for cells in columns.values()])


def _pyreadstat(path: str) -> Any:
    try:
        import pyreadstat
    except ModuleNotFoundError:
        raise _absent(path, "pyreadstat", "spss") from None
    return pyreadstat


def _broken(path: str) -> Error:
    found, remedy = "what cannot be read as such a table", "save it again, or export it as CSV"
    return Error([Problem("file_unreadable", path, "", found, "a file of records", remedy)])


def _table(names: list[str], columns: Sequence[list[Any]]) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_arrays([_column(cells) for cells in columns], names=names)


def _column(cells: list[Any]) -> pa.Array:
    """Return a column: numbers, days or instants where all cells are, else text."""
    import pyarrow as pa

    cells = [
        None if each is None or each == "" or (isinstance(each, float) and each != each) else each for each in cells
    ]
    held = [each for each in cells if each is not None]
    if held and all(isinstance(each, int | float) and not isinstance(each, bool) for each in held):
        if all(float(each).is_integer() and abs(each) < 2**53 for each in held):
            return pa.array([None if each is None else int(each) for each in cells], pa.int64())
        return pa.array([None if each is None else float(each) for each in cells], pa.float64())
    if held and all(isinstance(each, dt.datetime) for each in held):
        return pa.array(cells, pa.timestamp("us"))
    if held and all(isinstance(each, dt.date) and not isinstance(each, dt.datetime) for each in held):
        return pa.array(cells, pa.date32())
    return pa.array([None if each is None else _text(each) for each in cells], pa.string())


def _text(cell: Any) -> str:
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.datetime):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
