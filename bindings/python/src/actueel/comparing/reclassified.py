# SPDX-License-Identifier: MPL-2.0
"""Two tables of scores side by side: who moved from which level to which, and through which items."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from ..columns.frames import table_of
from ..errors import Error, Problem

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Change", "Reclassified", "compare"]

MOST = 5
"""Items that are told of one who moved."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row that has another level in the second table.

    Attributes
    ----------
    family : str
        Its id.
    child : str or None
        The child that was asked about.
    as_of : tuple of str
        The day in the first table and in the second.
    before, after : str
        The levels: one, or ``low to high``.
    direction : str
        ``"up"`` or ``"down"`` where every level of one lies on that side, ``"wider"`` or ``"narrower"`` where one range
        lies in the other, else ``"up"`` or ``"down"`` by their sums.
    items : tuple of str or None
        What brings another number of points, or a rule that came out otherwise, the greatest difference first; None
        where a table does not say (``columns`` with ``items``).

    """

    family: str
    child: str | None
    as_of: tuple[str, str]
    before: str
    after: str
    direction: str
    items: tuple[str, ...] | None


class Reclassified:
    """A reclassification: counts by level before and after, and everybody who moved.

    Attributes
    ----------
    of : tuple of str
        What the two tables were made by: instrument, version.
    levels : tuple of str
        Levels and ranges of levels that occur, lowest first.
    counts : dict
        Of rows by level before and after.
    moved : tuple of Change
        In the order of the tables.
    rows : int
        Rows compared.
    by : str
        ``"versions"`` where the same moments are compared, else ``"moments"``.
    left_out : tuple of int
        Rows of the first and of the second table that the other lacks.

    """

    def __init__(
        self,
        of: tuple[str, str],
        levels: tuple[str, ...],
        counts: dict[tuple[str, str], int],
        moved: tuple[Change, ...],
        by: str,
        left_out: tuple[int, int],
    ) -> None:
        self.of, self.levels, self.counts, self.moved, self.by, self.left_out = of, levels, counts, moved, by, left_out
        self.rows = sum(counts.values())

    @property
    def through(self) -> dict[str, int]:
        """How many of those who moved, by item (or rule) that moved them; who moved through two counts twice."""
        return dict(Counter(item for each in self.moved for item in each.items or ()).most_common())

    @property
    def directions(self) -> dict[str, int]:
        """How many went up, down, or to a wider or a narrower range."""
        found = Counter(each.direction for each in self.moved)
        return {each: found[each] for each in ("up", "down", "wider", "narrower") if found[each]}

    def to_frame(self) -> Any:
        """Return everybody who moved, as a pandas frame."""
        return self.to_table().to_pandas()

    def to_table(self) -> pa.Table:
        """Return everybody who moved, as an Arrow table; `items` is null where the tables do not say."""
        import datetime as dt

        import pyarrow as pa

        days = [[dt.date.fromisoformat(each.as_of[at]) for each in self.moved] for at in (0, 1)]
        return pa.table(
            {
                "family": pa.array([each.family for each in self.moved], pa.string()),
                "child": pa.array([each.child for each in self.moved], pa.string()),
                "as_of_before": pa.array(days[0], pa.date32()),
                "as_of_after": pa.array(days[1], pa.date32()),
                "before": pa.array([each.before for each in self.moved], pa.string()),
                "after": pa.array([each.after for each in self.moved], pa.string()),
                "direction": pa.array([each.direction for each in self.moved], pa.string()),
                "items": pa.array([each.items for each in self.moved], pa.list_(pa.string())),
            }
        )

    def to_dict(self) -> dict[str, Any]:
        """Return all of it as plain values, for programs."""
        return {
            "format": "actueel.reclassification/1",
            "before": self.of[0],
            "after": self.of[1],
            "by": self.by,
            "rows": self.rows,
            "left_out": {"before": self.left_out[0], "after": self.left_out[1]},
            "levels": list(self.levels),
            "counts": [
                {"before": a, "after": b, "rows": n} for (a, b), n in sorted(self.counts.items(), key=self._place)
            ],
            "directions": self.directions,
            "through": self.through,
            "moved": [
                {
                    "family": each.family,
                    "child": each.child,
                    "as_of": {"before": each.as_of[0], "after": each.as_of[1]},
                    "before": each.before,
                    "after": each.after,
                    "direction": each.direction,
                    "items": None if each.items is None else list(each.items),
                }
                for each in self.moved
            ],
        }

    def _place(self, count: tuple[tuple[str, str], int]) -> tuple[int, int]:
        (before, after), _ = count
        return self.levels.index(before), self.levels.index(after)

    def grid(self) -> list[list[str]]:
        """Return the counts as rows of text: a row for each level before, a column for each after."""
        head = ["before \\ after", *self.levels, "all"]
        body = [
            [
                before,
                *(str(self.counts.get((before, after), 0) or "·") for after in self.levels),
                str(sum(n for (one, _), n in self.counts.items() if one == before)),
            ]
            for before in self.levels
        ]
        last = [
            "all",
            *(str(sum(n for (_, b), n in self.counts.items() if b == each)) for each in self.levels),
            str(self.rows),
        ]
        return [head, *body, last]

    def __str__(self) -> str:
        """Return the table, how many moved, and through what."""
        rows = self.grid()
        widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
        lines = [f"before: {self.of[0]}", f"after:  {self.of[1]}", ""]
        for row in rows:
            cells = [
                f"{cell:<{w}}" if at == 0 else f"{cell:>{w}}"
                for at, (cell, w) in enumerate(zip(row, widths, strict=True))
            ]
            lines.append("  ".join(cells).rstrip())
        lines += ["", self.summary()]
        if self.through:
            lines += ["", "through"]
            width = max(len(name) for name in list(self.through)[:10])
            lines += [f"  {name:<{width}}  {n}" for name, n in list(self.through.items())[:10]]
        elif self.moved and self.moved[0].items is not None:
            lines += ["", "No item brings other points and no rule came out otherwise: cuts or other parts differ."]
        elif self.moved:
            lines += ["", "Through which items: rescore both with --columns scales,levels,items,rules to be told."]
        return "\n".join(lines)

    def summary(self) -> str:
        """Return how many moved, in one line."""
        share = f" ({100 * len(self.moved) / self.rows:.1f} %)" if self.moved else ""
        told = ", ".join(f"{n} {each}" for each, n in self.directions.items())
        line = f"{len(self.moved)} of {self.rows} rows have another level{share}" + (f": {told}" if told else "")
        if any(self.left_out):
            line += (
                f"; left out, because the other table lacks them: {self.left_out[0]} before, {self.left_out[1]} after"
            )
        return line

    def _repr_html_(self) -> str:
        """Return the table for a notebook."""
        head, *body = self.grid()
        rows = "".join(
            f"<tr><th scope='row'>{escape(row[0])}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in row[1:])}</tr>"
            for row in body
        )
        columns = "".join(f"<th scope='col'>{escape(each)}</th>" for each in head)
        return (
            f"<div class='actueel'><p>{escape(self.of[0])} → {escape(self.of[1])}</p>"
            f"<table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table><p>{escape(self.summary())}</p></div>"
        )

    def plot(self, ax: Any = None) -> Any:
        """Draw the table as squares, darker for more rows; the diagonal did not move. Needs the extra ``plot``."""
        from .picture import plot

        return plot(self, ax)


def compare(before: Any, after: Any, *, matched: bool = False) -> Reclassified:
    """Compare two tables of scores over the same families: two versions, or two moments.

    Where both hold the same moments, rows of one family (or child) and moment are compared. Where each holds one row
    for every family (or child), at other moments, those rows are.

    Parameters
    ----------
    before, after : frame
        Scores as `Instrument.rescore` gives them, with the final levels; with the groups ``items`` and ``rules`` it is
        said through what people moved.
    matched : bool
        Compare what both hold, and count the rest; by default a row that the other table lacks is an error.

    Returns
    -------
    Reclassified
        Counts, and everybody who moved.

    Raises
    ------
    Error
        Tables that are no scores, that hold a moment twice, or that do not match.

    Examples
    --------
    >>> import pyarrow as pa
    >>> seen = pa.table({"family": ["F-1", "F-2"], "item": ["prior_harm"] * 2, "observed_on": ["2020-01-05"] * 2,
    ...                  "answer": ["none", "once"]})
    >>> scores = risk.rescore(seen, as_of="2020-02-01")
    >>> compare(scores, scores).summary()
    '0 of 2 rows have another level'

    """
    tables = [_checked(each, name) for each, name in ((before, "before"), (after, "after"))]
    keys = [_keys(table, moments=True) for table in tables]
    by = "versions"
    shared = set(keys[0]) & set(keys[1])
    if not shared and all(tables[at].num_rows for at in (0, 1)):
        families = [_keys(table, moments=False) for table in tables]
        if all(len(set(each)) == len(each) for each in families):
            keys, by = families, "moments"
            shared = set(keys[0]) & set(keys[1])
    for at, name in ((0, "before"), (1, "after")):
        if len(set(keys[at])) != len(keys[at]):
            raise _mismatch(
                name, "rows of one family and moment twice", "one row for each", "give scores as they were written"
            )
    left_out = (len(keys[0]) - len(shared), len(keys[1]) - len(shared))
    if any(left_out) and not matched:
        found = f"{left_out[0]} rows that only the first has, {left_out[1]} that only the second has"
        expected, remedy = (
            "the same families and moments in both",
            "rescore both alike, or compare what both hold: matched",
        )
        raise _mismatch("before and after", found, expected, remedy)
    return _compared(tables, keys, shared, by, left_out)


def _mismatch(table: str, found: str, expected: str, remedy: str) -> Error:
    return Error([Problem("fields_exclude", table, "", found, expected, remedy)])


def _checked(records: Any, name: str) -> pa.Table:
    table = table_of(records, name)
    needed = ["family", "as_of", "final_low", "final_high"]
    lacking = [each for each in needed if each not in table.schema.names]
    if lacking:
        remedy = "give scores with the columns of levels"
        problems = [
            Problem("field_missing", name, f"column {each}", "no such column", "a table of scores", remedy)
            for each in lacking
        ]
        raise Error(problems)
    if table.num_rows and table["final_low"].null_count == table.num_rows:
        raise _mismatch(
            name, "scores without levels", "scores of an instrument with levels", "compare its scales instead"
        )
    return table


def _keys(table: pa.Table, *, moments: bool) -> list[tuple[Any, ...]]:
    names = ["family", "child", *(["as_of", "known_at"] if moments else [])]
    held = [table[each].to_pylist() for each in names if each in table.schema.names]
    return list(zip(*held, strict=True))


def _compared(
    tables: list[pa.Table],
    keys: list[list[tuple[Any, ...]]],
    shared: set[tuple[Any, ...]],
    by: str,
    left_out: tuple[int, int],
) -> Reclassified:
    levels = _levels(tables)
    place = {level: at for at, level in enumerate(levels)}
    second = {key: row for row, key in enumerate(keys[1])}
    pairs = [(row, second[key]) for row, key in enumerate(keys[0]) if key in shared]
    ends = [[table[f"final_{end}"].to_pylist() for end in ("low", "high")] for table in tables]
    counts: Counter[tuple[tuple[int, int], tuple[int, int]]] = Counter()
    moving = []
    for one, other in pairs:
        a = (place[ends[0][0][one]], place[ends[0][1][one]])
        b = (place[ends[1][0][other]], place[ends[1][1][other]])
        counts[a, b] += 1
        if a != b:
            moving.append((one, other, a, b))
    through = _through(tables, [(one, other) for one, other, *_ in moving])
    cells = [{name: table[name].to_pylist() for name in ("family", "as_of")} for table in tables]
    children = tables[0]["child"].to_pylist() if "child" in tables[0].schema.names else [None] * tables[0].num_rows

    def text(interval: tuple[int, int]) -> str:
        low, high = levels[interval[0]], levels[interval[1]]
        return low if low == high else f"{low} to {high}"

    moved = tuple(
        Change(
            cells[0]["family"][one],
            children[one],
            (f"{cells[0]['as_of'][one]}", f"{cells[1]['as_of'][other]}"),
            text(a),
            text(b),
            _direction(a, b),
            None if through is None else through[at],
        )
        for at, (one, other, a, b) in enumerate(moving)
    )
    met = sorted({each for pair in counts for each in pair})
    of = (_made_by(tables[0]), _made_by(tables[1]))
    return Reclassified(
        of, tuple(map(text, met)), {(text(a), text(b)): n for (a, b), n in counts.items()}, moved, by, left_out
    )


def _levels(tables: list[pa.Table]) -> list[str]:
    """Return the levels, lowest first: as the tables' dictionaries have them."""
    import pyarrow as pa

    orders = []
    for table in tables:
        column = table["final_low"].combine_chunks() if table.num_rows else table["final_low"]
        if isinstance(column, pa.ChunkedArray):
            column = column.chunk(0) if column.num_chunks else pa.array([], pa.string()).dictionary_encode()
        if not pa.types.is_dictionary(column.type):
            found, remedy = "levels as plain text", "give Parquet or a frame with categories: CSV has lost their order"
            raise _mismatch("scores", found, "levels in their order", remedy)
        orders.append([each for each in column.dictionary.to_pylist() if each is not None])
    first, second = (each or orders[1 - at] for at, each in enumerate(orders))
    new = [each for each in second if each not in first]
    if [each for each in second if each in first] != [each for each in first if each in second] or (
        new and not set(first) <= set(second)
    ):
        raise _mismatch(
            "before and after", "levels of two kinds", "the same levels", "compare versions of one instrument"
        )
    return second if new else first


def _direction(a: tuple[int, int], b: tuple[int, int]) -> str:
    if a[0] <= b[0] and b[1] <= a[1]:
        return "narrower"
    if b[0] <= a[0] and a[1] <= b[1]:
        return "wider"
    return "up" if sum(b) > sum(a) else "down"


def _made_by(table: pa.Table) -> str:
    told = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
    name = (
        " ".join(told[key] for key in ("actueel.instrument", "actueel.instrument_version") if key in told) or "scores"
    )
    days = sorted({f"{each}" for each in table["as_of"].unique().to_pylist()})
    return name if len(days) != 1 else f"{name}, as of {days[0]}"


def _through(tables: list[pa.Table], pairs: list[tuple[int, int]]) -> list[tuple[str, ...]] | None:
    """Return for each pair of rows what differs: items by the movement of their points, greatest first, then rules."""
    import numpy as np

    names = [[each for each in table.schema.names if ":" in each] for table in tables]
    if not names[0] or not names[1]:
        return None
    first = np.array([one for one, _ in pairs], np.int64)
    second = np.array([other for _, other in pairs], np.int64)
    moved: dict[str, Any] = {}
    rules: dict[str, Any] = {}
    for name in dict.fromkeys([*names[0], *names[1]]):
        if name.startswith("rule:"):
            cells = [
                table[name].take(rows).to_pylist() if name in table.schema.names else [False] * len(rows)
                for table, rows in zip(tables, (first, second), strict=True)
            ]
            rules[name] = np.array([a != b for a, b in zip(*cells, strict=True)], bool)
            continue
        item = name.partition(":")[2].removesuffix("_low").removesuffix("_high")
        ends = [
            np.nan_to_num(np.array(table[name].take(rows).cast("float64").to_pylist(), np.float64))
            if name in table.schema.names
            else np.zeros(len(rows))
            for table, rows in zip(tables, (first, second), strict=True)
        ]
        moved[item] = moved.get(item, 0) + np.abs(ends[1] - ends[0])
    found = []
    for at in range(len(pairs)):
        items = sorted(((-size[at], item) for item, size in moved.items() if size[at] > 0))[:MOST]
        found.append(tuple([item for _, item in items] + [name for name, differs in rules.items() if differs[at]]))
    return found
