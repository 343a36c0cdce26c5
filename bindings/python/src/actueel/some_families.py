# SPDX-License-Identifier: MPL-2.0
"""Some families out of many: their histories from records tables or JSON Lines, by id."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from .columns.cells import typed, values
from .columns.rows import Origin, grouped
from .errors import Error, Problem
from .files import LONGEST_LINE
from .history import History
from .tables import ENDINGS, opened

__all__ = ["holds_many", "some_families"]

LINES = (".jsonl", ".ndjson")


def holds_many(path: str) -> bool:
    """Whether a path names records of many families: by how it ends, or because it is a folder."""
    return path.lower().endswith((*ENDINGS, *LINES)) or Path(path).is_dir()


def some_families(path: str, wanted: Collection[str]) -> dict[str, History | Error]:
    """Return the history of each family that is asked about, or why it cannot be read.

    Parameters
    ----------
    path : str
        A records table, a folder of tables, or histories as JSON Lines; read once, in pieces.
    wanted : collection of str
        Ids of families.

    Raises
    ------
    Error
        Where the file as a whole cannot be read.

    """
    found: dict[str, History | Error] = {}
    read = _of_lines(path, wanted) if path.lower().endswith(LINES) else _of_tables(path, wanted)
    for family, one in read:
        twice = _wrong(path, family, "entry_duplicate", "two histories of it", "put them together")
        found[family] = twice if family in found else one
    for family in wanted:
        if family not in found:
            found[family] = _wrong(path, family, "reference_unknown", "no such family", "look at its id")
    return found


def _wrong(path: str, family: str, code: str, found: str, remedy: str) -> Error:
    shaped = re.fullmatch(r"[A-Za-z0-9._-]{1,64}", family, re.ASCII)
    place = f"family {family}" if shaped else "family"
    return Error([Problem(code, path, place, found, "one history of the family", remedy)])


def _of_tables(path: str, wanted: Collection[str]) -> Iterator[tuple[str, History | Error]]:
    rows: dict[str, list[tuple[Mapping[str, Any], int, Origin]]] = {}
    for source in opened(path):
        row = 0
        for batch in source.checked().read(None):
            of = values(typed(batch.select(["family"]), source.name)["family"])
            places = [place for place, family in enumerate(of) if family in wanted]
            if places:
                made = typed(batch.take(places), source.name)
                cells = {name: values(made[name]) for name in made.schema.names}
                for number, place in enumerate(places):
                    one = {name: column[number] for name, column in cells.items()}
                    rows.setdefault(str(of[place]), []).append((one, row + place + 1, source.origin))
            row += batch.num_rows
    for family, found in rows.items():
        try:
            yield family, grouped(family, found).history()
        except Error as error:
            yield family, error


def _of_lines(path: str, wanted: Collection[str]) -> Iterator[tuple[str, History | Error]]:
    """Only lines in which the id of such a family stands are read as JSON."""
    names = {each: re.compile(rb'"family"\s*:\s*"' + re.escape(each.encode()) + rb'"') for each in wanted}
    try:
        file = Path(path).open("rb")  # noqa: SIM115 closed below; only opening it is tried
    except OSError as fault:
        found = (fault.strerror or "no such file").lower()
        remedy = "look at the path"
        raise Error([Problem("file_unreadable", path, "", found, "histories, one a line", remedy)]) from None
    with file:
        for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), b""), 1):
            family = next((each for each, name in names.items() if name.search(line)), None)
            if family is None:
                continue
            try:
                history = History(line, f"{path} line {number}")
            except Error as error:
                yield family, error
            else:
                if history.family in wanted:
                    yield history.family, history
