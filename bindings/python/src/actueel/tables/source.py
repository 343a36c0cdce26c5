# SPDX-License-Identifier: MPL-2.0
"""A table of records wherever it is: read in pieces, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..columns.cells import checked_names, lacking, typed, without_rows
from ..columns.names import KIND
from ..columns.rows import Origin
from ..errors import Error, Problem

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["FAULT", "PLACE", "TABLE", "Source"]

PLACE = " row"
"""The column that says in which row of its table a record stood, from 1; no column of records is called so."""

FAULT = " fault"
"""The column that names the column of a row which a mapping could not read."""

TABLE = " table"
"""The column that says which of the tables, from 0."""


@dataclass(frozen=True, slots=True)
class Source:
    """A table of records. Where it has a column `PLACE`, that says where each row stood; else rows are counted.

    Attributes
    ----------
    name : str
        What errors call it.
    schema : pyarrow.Schema
        Its columns.
    read : callable
        Yields its rows in order, in pieces; with the names of columns only these. May be called again only where
        `again` says so.
    again : bool
        Whether it can be read more than once.
    rows : int or None
        How many rows it has, where that is known before it is read.
    type : str or None
        The type of its records, where the table's name says it.
    files : tuple of str
        The files that it is read from.
    whole : pyarrow.Table or None
        The table itself, where it is in memory as a whole.

    """

    name: str
    schema: pa.Schema
    read: Callable[[list[str] | None], Iterator[pa.RecordBatch]]
    again: bool = True
    rows: int | None = None
    type: str | None = None
    files: tuple[str, ...] = field(default=())
    whole: pa.Table | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(name for name in self.schema.names if name not in (PLACE, FAULT))

    @property
    def origin(self) -> Origin:
        """What its rows cannot say themselves."""
        return Origin(self.name, self.names, self.type)

    def checked(self) -> Source:
        """Return itself, or refuse a table that is none of records.

        Raises
        ------
        Error
            Unknown, missing and double columns, with the nearest names, and columns of a wrong kind, all at once.

        """
        import pyarrow as pa

        problems: list[Problem] = []
        try:
            checked_names(list(self.names), self.name)
        except Error as error:
            problems += error.problems
        problems += lacking(self.names, self.name, self.type)
        kinds = pa.schema(list({each.name: each for each in self.schema if each.name in KIND}.values()))
        try:
            typed(without_rows(kinds), self.name)
        except Error as error:
            problems += error.problems
        if problems:
            raise Error(problems)
        return self
