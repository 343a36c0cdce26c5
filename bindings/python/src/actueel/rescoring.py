# SPDX-License-Identifier: MPL-2.0
"""Rescoring: many families at many days. Correct first: each row is made from `assess` of that family alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _core
from .columns import FamilyRows, families
from .definition import Definition
from .errors import Error, Problem
from .history import History
from .moment import Days, KnownAt, day_texts, known_at_text
from .score_table import score_table

if TYPE_CHECKING:
    import pyarrow as pa

    from .instrument import Instrument

__all__ = ["Entry", "Rejected", "Rescored", "entries", "rescore", "rescore_frame"]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A family that could not be read or scored, and why; it gives no row at all.

    Attributes
    ----------
    family : str or None
        Its id; None where it has none, or nothing that is shaped as an id.
    code, place : str
        Of the first problem.
    reason : str
        All of them, a line each.

    """

    family: str | None
    code: str
    place: str
    reason: str

    @classmethod
    def of(cls, family: str | None, error: Error) -> Rejected:
        """Return the rejection that an error makes."""
        shaped = family is not None and re.fullmatch(r"[A-Za-z0-9._-]{1,64}", family, re.ASCII)
        first = error.problems[0]
        return cls(family if shaped else None, first.code, first.place, str(error))


@dataclass(frozen=True, slots=True)
class Entry:
    """One family that is to be scored: its id where one is known, and how to get its history."""

    family: str | None
    history: Callable[[], History]
    rows: FamilyRows | None = None


@dataclass(frozen=True, slots=True)
class Rescored:
    """The result of a run: the rows, the families without any, and what was rejected."""

    table: pa.Table
    read: int
    scored: int
    rejected: tuple[Rejected, ...]
    one_clock: bool


def rescore_frame(
    instrument: Instrument, records: Any, *, as_of: Days, known_at: KnownAt, rejects: list[Rejected] | None
) -> Any:
    """Do what `Instrument.rescore` promises: a frame in, the same kind of frame out."""
    run = rescore(instrument, entries(records), as_of=as_of, known_at=known_at, one_clock=_one_clock(records))
    if rejects is not None:
        rejects.extend(run.rejected)
    elif run.rejected:
        reasons = [each.reason for each in run.rejected[:10]]
        more = len(run.rejected) - len(reasons)
        lines = "\n".join(reasons) + (f"\n… and {more} more" if more else "")
        raise RejectedError(run.rejected, lines)
    return _as_given(run.table, records)


class RejectedError(Error):
    """Families were rejected and the caller did not ask for a list of them."""

    def __init__(self, rejected: tuple[Rejected, ...], lines: str) -> None:
        super().__init__(
            [Problem(each.code, "records", each.place, "", "", "") for each in rejected],
        )
        self.rejected = rejected
        self._lines = lines

    def __str__(self) -> str:
        """Return the first reasons, and what to do."""
        n = len(self.rejected)
        return f"{self._lines}\n{n} rejected: give rejects=[] to score the others and keep a list of these."


def entries(records: Any, name: str = "records") -> Iterable[Entry]:
    """Return the families of a frame, or of an iterable of histories."""
    if isinstance(records, History):
        records = [records]
    if isinstance(records, list | tuple) and all(isinstance(each, History) for each in records):
        return [Entry(each.family, lambda each=each: each) for each in records]  # type: ignore[misc]
    return table_entries(_arrow(records), name)


def table_entries(table: pa.Table, name: str) -> Iterator[Entry]:
    """Yield the families of a records table."""
    for family, found in families(table, name):
        if isinstance(found, Error):
            yield Entry(family, _raising(found))
        else:
            yield Entry(family, found.history, found)


def _raising(error: Error) -> Callable[[], History]:
    def history() -> History:
        raise error

    return history


def rescore(
    instrument: Instrument,
    found: Iterable[Entry],
    *,
    as_of: Days,
    known_at: KnownAt = "everything",
    one_clock: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Rescored:
    """Assess every family at every day; `progress` hears how many families are done."""
    days = day_texts(as_of)
    known = known_at_text(known_at)
    rows: list[Row] = []
    rejected: list[Rejected] = []
    seen: dict[str, int] = {}
    twice: set[str] = set()
    read = 0
    for read, entry in enumerate(found, 1):
        family = entry.family
        try:
            history = entry.history()
            family = history.family
            if family in seen:
                twice.add(family)
            seen[family] = seen.get(family, 0) + 1
            if entry.rows is not None and one_clock:
                _check_ties(instrument, entry.rows)
            try:
                scored = _core.score_rows(instrument._core, history._core, days=days, known_at=known)
            except Error as error:
                raise (entry.rows.in_rows(error) if entry.rows is not None else error) from None
            name = family.encode()
            rows.extend((name, (each.child or "").encode(), each.as_of, each) for each in scored)
        except Error as error:
            rejected.append(Rejected.of(family, error))
        if progress is not None:
            progress(read)
    return _finished(instrument, rows, rejected, seen, twice, read, known, one_clock)


Row = tuple[bytes, bytes, int, _core.ScoreRow]
"""Family, child and day, which order the rows, and what stands in it."""


def _finished(
    instrument: Instrument,
    rows: list[Row],
    rejected: list[Rejected],
    seen: dict[str, int],
    twice: set[str],
    read: int,
    known: str,
    one_clock: bool,
) -> Rescored:
    # A family that stands in two histories is in neither: which of them is meant cannot be told.
    for family in sorted(twice):
        already = sum(each.family == family for each in rejected)
        problem = Problem(
            code="entry_duplicate",
            document="records",
            place=f"family {family}",
            found=f"{seen[family]} histories of it",
            expected="one history for a family",
            remedy="put its records together",
        )
        rejected.extend([Rejected.of(family, Error([problem]))] * (seen[family] - already))
    kept = sorted((row for row in rows if row[0].decode() not in twice), key=lambda row: row[:3])
    names = [family.decode() for family, *_ in kept]
    table = score_table(instrument, names, [row for *_, row in kept], known, one_clock)
    rejected.sort(key=lambda each: (each.family or "", each.place))
    return Rescored(table, read, read - len(rejected), tuple(rejected), one_clock)


def _one_clock(records: Any) -> bool:
    """Whether the table says when things were so, but not when they were written down."""
    names = getattr(records, "column_names", None) or getattr(records, "columns", None)
    return names is not None and "recorded_at" not in list(names)


def _arrow(records: Any) -> pa.Table:
    """Return any Arrow-speaking frame as a table, its rows in order."""
    import pyarrow as pa

    if isinstance(records, pa.Table):
        return records
    if _kind(records) == "pandas":
        return pa.Table.from_pandas(records, preserve_index=False)
    if hasattr(records, "__arrow_c_stream__") or hasattr(records, "__arrow_c_array__"):
        return pa.table(records)
    problem = Problem(
        code="type_wrong",
        document="records",
        found=type(records).__name__,
        expected="a frame that speaks the Arrow capsule protocol, or histories",
        remedy="give a pandas, polars or pyarrow table, or a list of History",
    )
    raise Error([problem])


def _as_given(table: pa.Table, records: Any) -> Any:
    """Return the scores as the kind of frame that the records came in."""
    kind = _kind(records)
    if kind == "pandas":
        return table.to_pandas()
    if kind == "polars":
        import polars

        return polars.from_arrow(table)
    return table


def _kind(records: Any) -> str:
    return type(records).__module__.partition(".")[0]


def _check_ties(instrument: Instrument, rows: FamilyRows) -> None:
    """Refuse two counted rows of one day, item and person that differ: nothing tells which came later."""
    known = Definition.of(instrument)
    first: dict[tuple[Any, ...], Any] = {}
    problems = []
    for place, record in enumerate(rows.records):
        item = known.item_named(str(record.get("item", "")), instrument.id)
        if record["type"] != "observation" or item is None or not known.counts(item, record):
            continue
        at = (item, record.get("person"), record.get("observed_on"), record["recorded_at"])
        answer = known.code_today(item, record.get("answer"))
        if first.setdefault(at, answer) != answer:
            problems.append(
                Problem(
                    code="family_ambiguous",
                    document=rows.table,
                    place=f"row {rows.rows[place]}, column answer",
                    found="another answer to the same question on the same day",
                    expected="one answer, or ids and recorded_at that tell which came later",
                    remedy="keep the answer that was meant",
                )
            )
    if problems:
        raise Error(problems)
