# SPDX-License-Identifier: MPL-2.0
"""The moments that are asked about: the same for every family, or a table of each family's own."""

from __future__ import annotations

import bisect
import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..columns.cells import CellError, typed, values
from ..errors import Error, Problem
from ..moment import Days, KnownAt, day_text, day_texts, known_at_text

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["COLUMNS", "Moment", "Moments"]


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

    def __init__(
        self, days: list[str], known_at: str, table: pa.Table | None = None, name: str = "", *, has_known: bool = False
    ) -> None:
        self.days = days
        self.known_at = known_at
        self.name = name
        self.has_known = has_known
        self._same = [Moment(day, known_at) for day in days]
        self._table = table

    @classmethod
    def of_days(cls, as_of: Days, known_at: KnownAt = "everything") -> Moments:
        """Return the same days for every family."""
        return cls(day_texts(as_of), _known(known_at_text(known_at)))

    @classmethod
    def of_table(cls, records: Any, known_at: KnownAt = "everything", name: str = "moments") -> Moments:
        """Return each family's own moments, from a table ``family, person, as_of, known_at``.

        Only `family` and `as_of` are needed. `person` is the child that is asked about; without it the family is, or
        each of its children by an instrument about children. Where `known_at` is empty, that of the run holds. Rows
        stand in any order; a moment that stands twice counts once.

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
        from ..columns.frames import table_of
        from ..columns.side_table import check_columns

        table = table_of(records, name)
        names = table.schema.names
        check_columns(
            names, name, "moments", known=("family", "person", "as_of", "known_at"), needed=("family", "as_of")
        )
        made = typed(table, name)
        told = _as_columns(made)
        if told is None:  # something has to be looked at cell by cell
            told = _cell_by_cell(made, name)
        return cls([], _known(known_at_text(known_at)), _in_order(told), name, has_known="known_at" in names)

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
        found = hashlib.sha256(repr((self.days, self.known_at, self.has_known)).encode())
        for batch in () if self._table is None else self._table.to_batches(1 << 16):
            found.update(repr(_rows_of(batch)).encode())
        return found.hexdigest()

    @property
    def kept(self) -> pa.Table | None:
        """The table as it is kept, by `COLUMNS`; None where moments are the same for every family."""
        return self._table

    def part(self, kept: pa.Table) -> Moments:
        """Return moments that ask in the same way of some families; `kept` as `kept` gives them, in any order."""
        return Moments([], self.known_at, _in_order(kept), self.name, has_known=self.has_known)

    def batch(self) -> pa.RecordBatch | None:
        """Return the table as the core takes it, by family; None where moments are the same for every family."""
        import pyarrow as pa

        if self._table is None:
            return None
        whole = self._table.drop_columns(["row"]).combine_chunks()
        return whole.to_batches()[0] if whole.num_rows else pa.RecordBatch.from_pylist([], whole.schema)

    def of(self, family: str) -> list[Moment]:
        """Return the moments of a family, by child, day and what was known."""
        if self._table is None:
            return self._same
        first = bisect.bisect_left(self._families, family)
        last = bisect.bisect_right(self._families, family)
        return [
            Moment(as_of, known or self.known_at, person, row)
            for _, person, as_of, known, row in _rows_of(self._table.slice(first, last - first))
        ]

    @cached_property
    def _families(self) -> list[str]:
        """The families of the table, by row."""
        families: list[str] = [] if self._table is None else self._table["family"].to_pylist()
        return families


COLUMNS = ("family", "person", "as_of", "known_at", "row")
"""The columns of moments as they are kept: by family, person, day and what was known, each once."""


def _rows_of(table: Any) -> list[tuple[Any, ...]]:
    """Return rows of kept moments: days and instants as texts."""
    import pyarrow as pa

    columns = [table.column(name) for name in COLUMNS]
    whole = [each if isinstance(each, pa.ChunkedArray) else pa.chunked_array([each]) for each in columns]
    return list(zip(*(values(each) for each in whole), strict=True))


def _kept(families: Any, persons: Any, days: Any, known: Any) -> pa.Table:
    import pyarrow as pa

    kinds = [pa.large_string(), pa.large_string(), pa.date32(), pa.timestamp("us", "UTC"), pa.int64()]
    columns = [families, persons, days, known, pa.array(range(1, len(days) + 1), pa.int64())]
    return pa.table(
        {
            name: each.cast(kind) if isinstance(each, pa.ChunkedArray | pa.Array) else pa.array(each, kind)
            for name, each, kind in zip(COLUMNS, columns, kinds, strict=True)
        }
    )


def _as_columns(made: pa.Table) -> pa.Table | None:
    """Return typed moments as they are kept, or None where any cell may be none of a moment."""
    import pyarrow as pa
    import pyarrow.compute as pc

    nothing = pa.nulls(made.num_rows, pa.string())
    families, persons, known = (
        made[name] if name in made.schema.names else nothing for name in ("family", "person", "known_at")
    )
    no_text = pa.scalar(None, pa.string())
    try:
        days = made["as_of"].cast(pa.date32())
        if pa.types.is_string(known.type):
            if not pc.all(pc.match_substring_regex(known, f"^({_INSTANT})?$"), min_count=0).as_py():
                return None
            known = pc.if_else(pc.equal(known, ""), no_text, known)
        persons = persons.cast(pa.string())
        kept = _kept(families, pc.if_else(pc.equal(persons, ""), no_text, persons), days, known)
    except pa.ArrowInvalid:
        return None
    if kept["family"].null_count or kept["as_of"].null_count or pc.any(pc.equal(kept["family"], "")).as_py():
        return None
    numbers = (kept["as_of"].cast(pa.int32()).cast(pa.int64()), kept["known_at"].cast(pa.int64()))
    for of, day in zip(numbers, (1, 86_400_000_000), strict=True):
        ends = pc.min_max(of).as_py()
        if ends["min"] is not None and not (_FIRST * day <= ends["min"] and ends["max"] < _PAST * day):
            return None
    return kept


def _cell_by_cell(made: pa.Table, name: str) -> pa.Table:
    """Return typed moments as they are kept, or tell every cell that is none of a moment."""
    cells = {column: values(made[column]) for column in made.schema.names}
    found, problems = [], []
    for row in range(made.num_rows):
        one = {column: cell[row] for column, cell in cells.items()}
        try:
            found.append(_cells(one))
        except CellError as cell:
            place = f"row {row + 1}, column {cell.column}"
            problems.append(Problem(cell.code, name, place, cell.found, cell.expected, cell.remedy))
        if len(problems) == _MOST:
            break
    if problems:
        raise Error(problems)
    families, days, persons, known = zip(*found, strict=True) if found else [()] * 4
    dates = [dt.date.fromisoformat(each) for each in days]
    instants = [None if each is None else dt.datetime.fromisoformat(each).astimezone(dt.UTC) for each in known]
    return _kept(list(families), list(persons), dates, instants)


def _in_order(kept: pa.Table) -> pa.Table:
    """Return moments in their order, each once: of those that are the same the first row."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if kept.num_rows == 0:
        return kept
    # What is empty comes first: a person without a name, and no instant.
    by = {
        "family": kept["family"],
        "person": pc.fill_null(kept["person"], ""),
        "as_of": kept["as_of"],
        "known_at": pc.fill_null(kept["known_at"].cast(pa.int64()), -(2**63)),
        "row": kept["row"],
    }
    keys = pa.table(by)
    order = pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in COLUMNS])
    keys = keys.drop_columns(["row"]).take(order)
    unlike = pa.array([False] * (keys.num_rows - 1), pa.bool_())
    for column in keys.columns:
        whole = column.combine_chunks()
        unlike = pc.or_(unlike, pc.not_equal(whole.slice(1), whole.slice(0, len(whole) - 1)))
    first = pa.concat_arrays([pa.array([True]), unlike])
    return kept.take(order).filter(first)


_FIRST = dt.date.min.toordinal() - dt.date(1970, 1, 1).toordinal()
"""The first day of the calendar, in days since 1970."""

_PAST = dt.date.max.toordinal() + 1 - dt.date(1970, 1, 1).toordinal()

_MOST = 1000
"""How many faults of a table are told."""


def _known(text: str) -> str:
    if text not in ("everything", "as_of") and not _is_instant(text):
        found = text if re.fullmatch(r"[A-Za-z0-9:._+-]{1,64}", text, re.ASCII) else f"text of {len(text)} characters"
        expected = "everything, as_of, or an instant such as 2020-04-16T09:00:00Z"
        raise Error([Problem("known_at_malformed", "the question", "/known_at", found, expected, "write one of these")])
    return text


_INSTANT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
"""How an instant is written."""


def _is_instant(text: str) -> bool:
    shaped = re.fullmatch(_INSTANT, text)
    try:
        return shaped is not None and dt.datetime.fromisoformat(text).astimezone(dt.UTC) is not None
    except (ValueError, OverflowError):
        return False


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
