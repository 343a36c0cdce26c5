# SPDX-License-Identifier: MPL-2.0
"""The moments that are asked about: the same for every family, or a table of each family's own."""

from __future__ import annotations

import bisect
import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import _core
from ..columns.cells import CellError, typed, values
from ..errors import Error, Problem
from ..moment import Days, KnownAt, day_text, day_texts, known_at_text

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Moment", "Moments"]


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment: a day, what was known, about which child (None: the family, or every child), and where it stood."""

    as_of: str
    known_at: str
    child: str | None = None
    row: int = 0

    @property
    def instant(self) -> dt.datetime | None:
        """The instant of `known_at` in UTC, or None where it is none."""
        if self.known_at in ("everything", "as_of"):
            return None
        return dt.datetime.fromisoformat(self.known_at).astimezone(dt.UTC)


class Moments:
    """The moments of a run.

    Attributes
    ----------
    name : str
        Of the table, or empty.
    known_at : str
        What holds where the table does not say.
    has_known : bool
        Whether the table says for each moment what was known.

    """

    def __init__(self, days: list[str], known_at: str, table: pa.Table | None = None, name: str = "") -> None:
        self.days = days
        self.known_at = known_at
        self.name = name
        self.has_known = table is not None and "known_at" in table.schema.names
        self._same = [Moment(day, known_at) for day in days]
        self._table = table
        self._families: list[str] = [] if table is None else table["family"].to_pylist()

    @classmethod
    def of_days(cls, as_of: Days, known_at: KnownAt = "everything") -> Moments:
        """Return the same days for every family."""
        return cls(day_texts(as_of), _known(known_at_text(known_at)))

    @classmethod
    def of_table(cls, records: Any, known_at: KnownAt = "everything", name: str = "moments") -> Moments:
        """Return each family's own moments, from a table ``family, person, as_of, known_at``.

        Only `family` and `as_of` are needed. `person` is the child that is asked about; without it the family is, or
        each of its children by an instrument about children. Where `known_at` is empty, that of the run holds.

        Raises
        ------
        Error
            For columns that moments do not have, and for every cell that is none of a moment, with row and column.

        Examples
        --------
        >>> import pyarrow as pa
        >>> asked = Moments.of_table(pa.table({"family": ["F-1", "F-1"], "as_of": ["2020-03-01", "2020-02-01"]}))
        >>> [each.as_of for each in asked.of("F-1")], asked.of("F-2")
        (['2020-02-01', '2020-03-01'], [])

        """
        import pyarrow as pa

        from ..columns.frames import table_of

        table = table_of(records)
        _check_columns(table.schema.names, name)
        made = typed(table, name)
        cells = {column: values(made[column]) for column in made.schema.names}
        found, problems = [], []
        for row in range(made.num_rows):
            one = {column: cell[row] for column, cell in cells.items()}
            try:
                found.append((*_cells(one), row + 1))
            except CellError as cell:
                place = f"row {row + 1}, column {cell.column}"
                problems.append(Problem(cell.code, name, place, cell.found, cell.expected, cell.remedy))
            if len(problems) == _MOST:
                break
        if problems:
            raise Error(problems)
        found.sort(key=lambda each: (each[0], each[2] or "", each[1], each[3] or "", each[4]))
        unlike = [each for place, each in enumerate(found) if place == 0 or found[place - 1][:4] != each[:4]]
        columns = list(zip(*unlike, strict=True)) or [()] * 5
        kinds = [pa.string()] * 4 + [pa.int64()]
        names = ("family", "as_of", "person", "known_at", "row")
        arrays = [pa.array(cell, kind) for cell, kind in zip(columns, kinds, strict=True)]
        kept = [place for place, each in enumerate(names) if each != "known_at" or "known_at" in cells]
        whole = pa.table({names[place]: arrays[place] for place in kept})
        return cls([], _known(known_at_text(known_at)), whole, name)

    @property
    def first(self) -> Moment:
        """A moment that says what was known in the whole run, where it is the same for every family."""
        return self._same[0] if self._same else Moment("", self.known_at)

    @property
    def count(self) -> int | None:
        """How many moments the table has, each once; None where they are the same for every family."""
        return None if self._table is None else self._table.num_rows

    @property
    def digest(self) -> str:
        """SHA-256 over all of it, by which a run that is resumed knows that it is the same."""
        told = repr((self.days, self.known_at, None if self._table is None else self._table.to_pylist()))
        return hashlib.sha256(told.encode()).hexdigest()

    def of(self, family: str) -> list[Moment]:
        """Return the moments of a family, by child, day and what was known."""
        if self._table is None:
            return self._same
        first = bisect.bisect_left(self._families, family)
        last = bisect.bisect_right(self._families, family)
        return [
            Moment(row["as_of"], row.get("known_at") or self.known_at, row["person"], row["row"])
            for row in self._table.slice(first, last - first).to_pylist()
        ]


_MOST = 1000
"""How many faults of a table are told."""


def _known(text: str) -> str:
    if text not in ("everything", "as_of") and not _is_instant(text):
        found = text if re.fullmatch(r"[A-Za-z0-9:._+-]{1,64}", text, re.ASCII) else f"text of {len(text)} characters"
        expected = "everything, as_of, or an instant such as 2020-04-16T09:00:00Z"
        raise Error([Problem("known_at_malformed", "the question", "/known_at", found, expected, "write one of these")])
    return text


def _is_instant(text: str) -> bool:
    shaped = re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", text, re.ASCII)
    try:
        return shaped is not None and dt.datetime.fromisoformat(text) is not None
    except ValueError:
        return False


def _check_columns(names: Iterable[str], table: str) -> None:
    known = ["family", "person", "as_of", "known_at"]
    problems = [
        Problem(
            code="field_unknown",
            document=table,
            place=f"column {name if re.fullmatch(r'[A-Za-z0-9._-]{1,64}', name, re.ASCII) else '?'}",
            found="a column that moments do not have",
            expected=", ".join(known),
            nearest=_core.nearest_name(name, known),
            remedy="rename it or leave it out",
        )
        for name in names
        if name not in known
    ]
    problems += [
        Problem("field_missing", table, f"column {name}", "no such column", "a column", f"name a column {name}")
        for name in ("family", "as_of")
        if name not in names
    ]
    if problems:
        raise Error(problems)


def _cells(one: dict[str, Any]) -> tuple[str, str, str | None, str | None]:
    for needed in ("family", "as_of"):
        if one[needed] is None:
            raise CellError("field_missing", needed, "nothing", "a family and a day", "fill it in")
    try:
        day = day_text(one["as_of"])
    except Error as error:
        first = error.problems[0]
        raise CellError(first.code, "as_of", first.found, first.expected, first.remedy) from None
    known = one.get("known_at")
    if known is not None and not _is_instant(known):
        found, expected = f"text of {len(known)} characters", "an instant with its time zone"
        raise CellError("instant_malformed", "known_at", found, expected, "write it as 2020-04-16T09:00:00Z")
    return one["family"], day, one.get("person"), known
