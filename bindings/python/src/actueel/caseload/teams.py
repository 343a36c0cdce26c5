# SPDX-License-Identifier: MPL-2.0
"""The side table of teams and regions: which team has which family."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import Error, Problem

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Team", "Teams"]

COLUMNS = ("family", "team", "region")

_MOST = 1000
"""How many faults of a table are told."""

_LONGEST = 80
"""Characters of a name."""


@dataclass(frozen=True, slots=True, order=True)
class Team:
    """A team, and the region that it is of; empty where the table does not say."""

    region: str
    name: str


class Teams:
    """Which team has which family.

    Attributes
    ----------
    name : str
        Of the table.
    of : dict of str to Team
        By family.

    """

    def __init__(self, of: Mapping[str, Team], name: str = "teams") -> None:
        self.of = dict(of)
        self.name = name

    @classmethod
    def load(cls, path: str) -> Teams:
        """Read a table from a file: Parquet, CSV, Excel or SPSS.

        Raises
        ------
        Error
            As `of_table`, and for a file that cannot be read.

        """
        import pyarrow as pa

        from ..tables import opened

        (source, *more) = opened(path)
        if more:
            raise Error([Problem("too_many", path, "", "several tables", "one table of teams", "name a file")])
        return cls.of_table(pa.Table.from_batches(source.read(None), source.schema), path)

    @classmethod
    def of_table(cls, records: Any, name: str = "teams") -> Teams:
        """Return the teams of a table with the columns ``family``, ``team`` and, where there are regions, ``region``.

        Raises
        ------
        Error
            For columns that are missing or that teams do not have, and for every row without a family, with one that
            stands twice, or with a name that is too long.

        Examples
        --------
        >>> import pyarrow as pa
        >>> Teams.of_table(pa.table({"family": ["F-1"], "team": ["North 1"]})).of["F-1"]
        Team(region='', name='North 1')

        """
        from ..columns.frames import table_of
        from ..columns.side_table import check_columns

        table = table_of(records, name)
        check_columns(table.schema.names, name, "teams", known=COLUMNS, needed=("family", "team"))
        cells = {column: _texts(table[column]) for column in table.schema.names if column in COLUMNS}
        found: dict[str, Team] = {}
        problems: list[Problem] = []
        for row, family in enumerate(cells["family"]):

            def wrong(code: str, column: str, told: str, expected: str, remedy: str, row: int = row) -> None:
                problems.append(Problem(code, name, f"row {row + 1}, column {column}", told, expected, remedy))

            if not family:
                wrong("field_missing", "family", "nothing", "the family's id", "fill it in")
            elif not re.fullmatch(r"[A-Za-z0-9._-]{1,64}", family, re.ASCII):
                told, expected = f"text of {len(family)} characters", "the family's id, as the records have it"
                wrong("id_malformed", "family", told, expected, "write its id, never a name")
            elif family in found:
                wrong("entry_duplicate", "family", family, "each family once", "leave the row out that is wrong")
            for column in ("team", "region"):
                if len(cells.get(column, [""] * (row + 1))[row]) > _LONGEST:
                    wrong("too_many", column, "a long text", f"at most {_LONGEST} characters", "write it shorter")
            if len(problems) >= _MOST:
                break
            if family:
                found[family] = Team(*(cells[column][row] if column in cells else "" for column in ("region", "team")))
        if problems:
            raise Error(problems)
        return cls(found, name)


def _texts(column: pa.ChunkedArray) -> list[str]:
    import pyarrow as pa

    return [(each or "").strip() for each in column.cast(pa.string()).to_pylist()]
