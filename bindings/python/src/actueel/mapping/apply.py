# SPDX-License-Identifier: MPL-2.0
"""A mapping at work: names and codes translated piece by piece, and every code that is not mapped counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from ..columns.names import CODES, KIND
from ..errors import Error, Problem
from ..tables.source import FAULT, PLACE, Source
from .document import Mapping

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Mapped"]

SAID = {
    "error": "family rejected",
    "keep": "kept as it is",
    "leave_out": "row left out",
    "unknown": "counts as unknown",
}


class Mapped:
    """A mapping that remembers what it met.

    Attributes
    ----------
    rules : Mapping
        The mapping.
    met : collections.Counter
        For column, item, code and fate of what is not mapped: how many cells.
    not_read : list of str
        Columns of the tables that nothing names.

    """

    def __init__(self, rules: Mapping) -> None:
        self.rules = rules
        self.met: Counter[tuple[str, str, str, str]] = Counter()
        self.not_read: list[str] = []
        self.left_out = 0

    def source(self, given: Source) -> Source:
        """Return a table as one of records, under our names and codes.

        Raises
        ------
        Error
            ``name_unknown`` for each column that the mapping names and the table lacks; ``type_wrong`` for an instant
            without a time zone, where the mapping states none.

        """
        import pyarrow as pa

        rules = self.rules
        theirs = {**rules.columns, **{f"{item} (wide)": column for item, column in rules.wide.items()}}
        lacking = [(ours, column) for ours, column in theirs.items() if column not in given.names]
        if lacking:
            raise Error(
                Problem(
                    "name_unknown",
                    rules.name,
                    f"/wide/{ours.removesuffix(' (wide)')}" if ours.endswith(" (wide)") else f"/columns/{ours}",
                    _code(column),
                    f"a column of {given.name}",
                    "look at the names in the first row of the table",
                    _nearest(column, given.names),
                )
                for ours, column in lacking
            )
        self.not_read += [each for each in given.names if each not in theirs.values() and each not in self.not_read]
        empty = pa.RecordBatch.from_arrays([pa.nulls(0, each.type) for each in given.schema], schema=given.schema)
        schema = self._piece(empty, given.name, 1, again=True).schema
        counted = [False]

        def read(names: list[str] | None) -> Iterator[pa.RecordBatch]:
            again = counted[0] or names is not None
            row = 1
            for batch in given.read(None):
                made = self._piece(batch, given.name, row, again=again)
                row += batch.num_rows
                yield from (made if names is None else made.select(names)).to_batches()
            counted[0] = counted[0] or names is None

        return replace(given, schema=schema, read=read, rows=None)

    def refuse(self, table: str) -> None:
        """Raise for every code that is not mapped and whose fate is an error."""
        wrong = [(key, n) for key, n in self.met.items() if key[3] == "error"]
        if wrong:
            raise Error(
                Problem(
                    "value_unknown",
                    table,
                    f"column {self.rules.columns.get(column, column)}",
                    f"{_code(code)} ({n} times)",
                    f"a code that the mapping names{f' for {_code(item)}' if item else ''}",
                    "map it, or say under not_mapped what becomes of it",
                )
                for (column, item, code, _), n in sorted(wrong)
            )

    def told(self) -> list[dict[str, Any]]:
        """Return every code that is not mapped: column, item, code, how many, and what becomes of it."""
        shown: Counter[tuple[str, str, str, str]] = Counter()
        for (column, item, code, fate), n in self.met.items():
            shown[column, _code(item) if item else "", _code(code), fate] += n
        return [
            {"column": column, "item": item or None, "code": code, "count": n, "becomes": SAID[fate]}
            for (column, item, code, fate), n in sorted(shown.items())
        ]

    def text(self) -> str:
        """Return what was not mapped, as lines."""
        lines = []
        if self.left_out:
            lines.append(f"{self.rules.name}: {self.left_out} rows left out")
        if self.not_read:
            lines.append(f"{self.rules.name}: columns not read: {', '.join(map(_code, self.not_read))}")
        found = self.told()
        if found:
            lines.append(f"{self.rules.name}: codes not mapped:")
            for each in found[:50]:
                of = f" of {each['item']}" if each["item"] else ""
                lines.append(f"  {each['column']}{of}: {each['code']}, {each['count']} times: {each['becomes']}")
            if len(found) > 50:
                lines.append(f"  … and {len(found) - 50} more")
        else:
            lines.append(f"{self.rules.name}: every code is mapped")
        return "\n".join(lines)

    def _piece(self, batch: pa.RecordBatch, table: str, first: int, *, again: bool) -> pa.Table:
        """Translate some rows; `again` when their codes are counted already."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        rules = self.rules
        met: Counter[tuple[str, str, str, str]] = Counter()
        columns: dict[str, Any] = {ours: batch.column(theirs) for ours, theirs in rules.columns.items()}
        columns |= {ours: pa.array([value] * batch.num_rows, pa.string()) for ours, value in rules.constants.items()}
        columns[PLACE] = pa.array(np.arange(first, first + batch.num_rows), pa.int64())
        if rules.wide:
            columns = _long(columns, {item: batch.column(column) for item, column in rules.wide.items()})
        size = len(columns[PLACE])
        faults: Any = pa.nulls(size, pa.string())
        leave = pa.array(np.zeros(size, bool))

        def note(column: str, wrong: pa.Array, out: pa.Array) -> None:
            nonlocal faults, leave
            faults = pc.if_else(pc.and_(wrong, pc.is_null(faults)), column, faults)
            leave = pc.or_(leave, out)

        for name in [each for each in columns if KIND.get(each) in ("day", "instant")]:
            columns[name], wrong = self._dated(columns[name], name, table)
            note(name, wrong, pa.array(np.zeros(size, bool)))
        for name in [each for each in columns if each in CODES and each != "answer" and each in rules.values]:
            made = _translated(columns[name], partial(self._code_of, name, ""), met, name)
            columns[name] = made[0]
            note(name, made[2], made[3])
        if "answer" in columns and (rules.values.get("answer") or rules.answers or rules.numbers or rules.wide):
            items = columns.get("item", pa.nulls(size, pa.string()))
            answers = pc.if_else(leave, None, columns["answer"])  # what is left out is not counted twice
            codes, numbers, wrong, out = self._answered(items, answers, met)
            columns["answer"], columns["answer_number"] = codes, numbers
            note("answer", wrong, out)
        columns[FAULT] = faults
        made_table = pa.table(columns)
        if pc.any(leave).as_py():
            made_table = made_table.filter(pc.invert(leave))
        if not again:
            self.met.update(met)
            self.left_out += size - made_table.num_rows
        return made_table

    def _dated(self, column: Any, name: str, table: str) -> tuple[Any, Any]:
        """Return days or instants, and where a text is written otherwise than the mapping says."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        rules, kind = self.rules, column.type
        fine = pa.array(np.zeros(len(column), bool))
        written = rules.dates.get(name)
        if written is not None and written != "day" and not pa.types.is_timestamp(kind):
            text = pc.utf8_trim_whitespace(column.cast(pa.string()))
            text = pc.if_else(pc.equal(text, ""), None, text)
            parsed = pc.strptime(text, format=written, unit="us", error_is_null=True)
            fine = pc.and_(pc.is_valid(text), pc.is_null(parsed))
            column, kind = parsed, parsed.type
            if "%z" in written:
                column = pc.assume_timezone(column, "UTC")
                kind = column.type
        if KIND[name] == "day":
            if pa.types.is_timestamp(kind) and kind.tz is None and written is not None:
                column = pc.floor_temporal(column, unit="day").cast(pa.date32())
            return column, fine
        if pa.types.is_timestamp(kind) and kind.tz is None:
            if rules.time_zone is None:
                found, remedy = "instants without a time zone", 'write time_zone = "Europe/Amsterdam" in the mapping'
                place = f"column {rules.columns.get(name, name)}"
                raise Error([Problem("type_wrong", table, place, found, "a time zone", remedy)])
            column = column.cast(pa.timestamp("us"))
            column = pc.assume_timezone(column, rules.time_zone, ambiguous="latest", nonexistent="latest")
        return column, fine

    def _code_of(self, column: str, item: str, code: str) -> tuple[str | float | None, str | None]:
        """Return ours for a code, or its fate."""
        rules = self.rules
        own = rules.answers.get(item, {}) if column == "answer" else {}
        for table in (own, rules.values.get(column, {})):
            if code in table:
                return table[code], None
        if column == "answer" and item in rules.numbers:
            return code.replace(",", ".") if "." not in code else code, None
        if not own and column not in rules.values:
            return None, "keep"
        return None, rules.fate(column)

    def _answered(self, items: Any, answers: Any, met: Counter[tuple[str, str, str, str]]) -> tuple[Any, Any, Any, Any]:
        """Return codes, numbers, which answers have no table, and which rows are left out."""
        import pyarrow as pa
        import pyarrow.compute as pc

        kind = answers.type
        numeric = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
        text = _texts(answers)
        both = pc.binary_join_element_wise(pc.fill_null(_texts(items), ""), text, _BETWEEN)
        numbers: dict[str, str] = {}

        def ours(pair: str) -> tuple[str | None, str | None]:
            item, _, code = pair.partition(_BETWEEN)
            made, fate = self._code_of("answer", item, code)
            if made is None and fate == "keep" and numeric:
                numbers[pair] = code
                return None, fate
            if isinstance(made, str) and item in self.rules.numbers and _is_number(made):
                numbers[pair] = made
                return None, None
            if made is not None and not isinstance(made, str):
                numbers[pair] = repr(made)
                return None, None
            return made, fate

        codes, uniques, wrong, out = _translated(both, ours, met, "answer", keep=_code_part)
        in_order = pa.array([numbers.get(each) for each in uniques[0]], pa.string())
        number = in_order.take(uniques[1])
        codes = pc.if_else(pc.is_valid(number), None, codes)
        return codes, number, wrong, out


_BETWEEN = "\x1f"


def _code_part(pair: str) -> str:
    return pair.partition(_BETWEEN)[2]


def _long(columns: dict[str, Any], wide: dict[str, Any]) -> dict[str, Any]:
    """Make a row for each answer of a table with a column for each item; an empty cell is no answer."""
    import pyarrow as pa
    import pyarrow.compute as pc

    pieces = []
    for item, answers in wide.items():
        text = _texts(answers)
        held = pc.and_(pc.is_valid(text), pc.not_equal(pc.fill_null(text, ""), ""))
        rows = {**columns, "item": pa.array([item] * len(answers), pa.string()), "answer": text}
        pieces.append(pa.table(rows).filter(pc.fill_null(held, False)))
    whole = pa.concat_tables(pieces).combine_chunks()
    return {name: whole[name].combine_chunks() for name in whole.schema.names}


def _texts(column: Any) -> Any:
    """Return codes as texts; a whole number has no point."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_floating(column.type):
        made = [None if (n := each.as_py()) is None or n != n else f"{n:.15g}" for each in column]
        return pa.array(made, pa.string())
    return pc.utf8_trim_whitespace(column.cast(pa.string()))


def _translated(
    column: Any,
    ours: Callable[[str], tuple[Any, str | None]],
    met: Counter[tuple[str, str, str, str]],
    name: str,
    keep: Callable[[str], str] = lambda code: code,
) -> tuple[Any, tuple[list[str], Any], Any, Any]:
    """Translate each code once. Returns ours, those that stand there, which have no table, and which are left out."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    codes = _texts(column)
    codes = pc.if_else(pc.equal(pc.fill_null(codes, ""), ""), None, codes)
    encoded = (codes.combine_chunks() if isinstance(codes, pa.ChunkedArray) else codes).dictionary_encode()
    uniques, places = encoded.dictionary.to_pylist(), encoded.indices
    counts = np.bincount(places.drop_null().to_numpy(zero_copy_only=False), minlength=len(uniques))
    made: list[str | None] = []
    wrong, out = np.zeros(len(uniques), bool), np.zeros(len(uniques), bool)
    for place, code in enumerate(uniques):
        value, fate = ours(code)
        if fate is not None:
            item, _, plain = code.rpartition(_BETWEEN)
            met[name, item, plain, fate] += int(counts[place])
            wrong[place], out[place] = fate == "error", fate == "leave_out"
            value = {"keep": keep(code), "unknown": "unknown"}.get(fate)
        made.append(None if value is None else str(value))
    no = pa.scalar(False)
    return (
        pa.array(made, pa.string()).take(places),
        (uniques, places),
        pc.fill_null(pa.array(wrong).take(places), no),
        pc.fill_null(pa.array(out).take(places), no),
    )


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?\d+(\.\d+)?", text, re.ASCII) is not None


def _code(text: str) -> str:
    """Show what is shaped as a code; the rest could be about somebody."""
    return text if re.fullmatch(r"[A-Za-z0-9._:+-]{1,64}", text, re.ASCII) else f"text of {len(text)} characters"


def _nearest(column: str, names: tuple[str, ...]) -> str:
    from .. import _core

    return _core.nearest_name(column, list(names))
