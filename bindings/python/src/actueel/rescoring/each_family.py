# SPDX-License-Identifier: MPL-2.0
"""A chunk's families, one after another: each with its history, or with why it gives nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ..definition import Definition
from ..errors import Error, Problem
from .chunks import Chunk, Entry
from .rejected import Rejected

if TYPE_CHECKING:
    from ..columns.rows import FamilyRows
    from ..history import History
    from ..instrument import Instrument

__all__ = ["read_families"]


def read_families(chunk: Chunk, instrument: Instrument) -> Iterator[tuple[Entry, History] | Rejected]:
    """Yield each history of a chunk with its entry, or its rejection.

    Two histories of one family in a chunk reject both: which of them is meant cannot be told.
    """
    definition = Definition.of(instrument)
    for family, entries in _by_family(chunk.entries()):
        if len(entries) > 1 and family is not None:
            yield from [_twice(family, len(entries))] * len(entries)
            continue
        for entry in entries:
            try:
                history = entry.history()
                if entry.rows is not None:
                    _check_ties(definition, instrument.id, entry.rows)
            except Error as error:
                yield Rejected.of(family, error)
            else:
                yield entry, history


def _by_family(entries: Iterable[Entry]) -> Iterable[tuple[str | None, list[Entry]]]:
    """Yield families with their entries; entries of one family follow each other."""
    held: list[Entry] = []
    for entry in entries:
        if held and (entry.family is None or entry.family != held[-1].family):
            yield held[-1].family, held
            held = []
        held.append(entry)
    if held:
        yield held[-1].family, held


def _twice(family: str, times: int) -> Rejected:
    problem = Problem(
        code="entry_duplicate",
        document="records",
        place=f"family {family}",
        found=f"{times} histories of it",
        expected="one history for a family",
        remedy="put its records together",
    )
    return Rejected.of(family, Error([problem]))


def _check_ties(definition: Definition, instrument: str, rows: FamilyRows) -> None:
    """Refuse two counted rows without ids, of one day, item and person, that differ: nothing tells which came later."""
    first: dict[tuple[Any, ...], Any] = {}
    problems = []
    for place in sorted(rows.numbered):
        record = rows.records[place]
        item = definition.item_named(str(record.get("item", "")), instrument)
        if record["type"] != "observation" or item is None or not definition.counts(item, record):
            continue
        at = (item, record.get("person"), record.get("observed_on"), record["recorded_at"])
        answer = definition.code_today(item, record.get("answer"))
        if first.setdefault(at, answer) != answer:
            problems.append(
                Problem(
                    code="family_ambiguous",
                    document=rows.tables[place],
                    place=f"row {rows.rows[place]}, column answer",
                    found="another answer to the same question on the same day",
                    expected="one answer, or ids and recorded_at that tell which came later",
                    remedy="keep the answer that was meant",
                )
            )
    if problems:
        raise Error(problems)
