# SPDX-License-Identifier: MPL-2.0
"""The rows of rescoring as a table, its columns named after what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _core
from .definition import Definition

if TYPE_CHECKING:
    import pyarrow as pa

    from .instrument import Instrument
    from .rescoring.chosen import Chosen

__all__ = [
    "COUNTS",
    "DUE",
    "ENDS",
    "ScoreColumn",
    "decimals_of",
    "item_names",
    "rule_names",
    "scale_names",
    "score_columns",
    "score_schema",
    "score_table",
]

COUNTS = ("current", "stale", "unknown", "not_applicable", "contested")
DUE = ("answers_due", "review_due", "due")
ENDS = ("low", "high")


@dataclass(frozen=True, slots=True)
class ScoreColumn:
    """A column that scores may have.

    Attributes
    ----------
    name, group : str
        What it is called, and with which others it is asked for by one word.
    holds : str
        ``points``, ``level``, ``flag``, ``count``, ``day`` or ``text``.
    core : tuple or None
        What the core calls it: its kind, which of that kind, whether it is the high end. None where it holds nothing
        for this instrument, or where only documents have it.
    there : bool
        Whether scores of this instrument have it; a scale without cuts has no levels.

    """

    name: str
    group: str
    holds: str
    core: tuple[str, int, bool] | None
    there: bool = True


def score_columns(instrument: Instrument) -> list[ScoreColumn]:
    """Return every column that can be asked for, in the order of the table.

    Examples
    --------
    >>> [each.name for each in score_columns(risk) if each.group == "due"]
    ['answers_due', 'review_due', 'due']

    """
    made: list[ScoreColumn] = []
    ends = tuple(zip(ENDS, (False, True), strict=True))
    levels = bool(instrument.levels)
    for place, (scale, name) in enumerate(scale_names(instrument).items()):
        cuts = bool(Definition.of(instrument).cuts(scale))
        made += [ScoreColumn(f"{name}_{end}", "scales", "points", ("scale", place, high)) for end, high in ends]
        level = [("scale_level", place, high) if cuts else None for _, high in ends]
        made += [
            ScoreColumn(f"{name}_level_{end}", "scales", "level", core, cuts)
            for end, core in zip(ENDS, level, strict=True)
        ]
    for which in ("computed", "final"):
        for end, high in ends:
            made.append(ScoreColumn(f"{which}_{end}", "levels", "level", (which, 0, high) if levels else None))
    made.append(ScoreColumn("determined", "levels", "flag", ("determined", 0, False) if levels else None))
    made += [ScoreColumn(f"n_{each}", "counts", "count", ("count", at, False)) for at, each in enumerate(COUNTS)]
    made += [ScoreColumn(each, "due", "day", ("due", at, False)) for at, each in enumerate(DUE)]
    for name, place in item_names(instrument).items():
        made += [ScoreColumn(f"{name}_{end}", "items", "points", ("term", place, high)) for end, high in ends]
    for place, name in enumerate(rule_names(instrument)):
        made.append(ScoreColumn(name, "rules", "flag", ("rule", place, False) if levels else None))
    return [*made, ScoreColumn("records_sha256", "digests", "text", None)]


def score_schema(
    instrument: Instrument, chosen: Chosen, metadata: dict[str, str], *, known_at: bool, family_codes: bool = False
) -> pa.Schema:
    """Return the schema of scores: families (with `family_codes` a dictionary), children, moments, the chosen columns.

    Scale ends are float64 (or decimal128(18, 4)), levels dictionaries of int32 in the instrument's order, counts int32,
    days date32. The metadata says which instrument, library and moment made it.
    """
    import pyarrow as pa

    of = {
        "points": pa.decimal128(18, 4) if chosen.decimals else pa.float64(),
        "level": pa.dictionary(pa.int32(), pa.string(), ordered=True),
        "flag": pa.bool_(),
        "count": pa.int32(),
        "day": pa.date32(),
        "text": pa.string(),
    }
    kinds = {each.name: of[each.holds] for each in score_columns(instrument) if each.there}
    families = pa.dictionary(pa.int32(), pa.string()) if family_codes else pa.string()
    whose = [("family", families), ("child", pa.string()), ("as_of", pa.date32())]
    if known_at:
        whose.append(("known_at", pa.timestamp("us", "UTC")))
    return pa.schema([*whose, *((name, kinds[name]) for name in chosen.names if name in kinds)], metadata=metadata)


def score_table(
    instrument: Instrument,
    schema: pa.Schema,
    families: list[str],
    rows: list[_core.ScoreRow],
    known: Sequence[Any] = (),
) -> pa.Table:
    """Return a table of the rows in the order given, each of the family (and known at) in the same place."""
    import numpy as np
    import pyarrow as pa

    levels = pa.array(instrument.levels, pa.string())
    columns: dict[str, pa.Array] = {}
    decimals = pa.types.is_decimal(schema.field(name).type) if (name := _first_points(schema)) else False

    def add_points(name: str, units: list[int | None]) -> None:
        if f"{name}" not in schema.names:
            return
        held = pa.array(units, pa.int64())
        if decimals:
            columns[name] = decimals_of(held)
        else:
            valid = np.array([each is not None for each in units], bool)
            nearest = np.array([each or 0 for each in units], np.float64) / 10_000.0
            columns[name] = pa.array(nearest, pa.float64(), mask=~valid)

    def add_levels(name: str, intervals: list[tuple[int, int] | None]) -> None:
        for place, end in enumerate(ENDS):
            if f"{name}_{end}" in schema.names:
                ends = pa.array([None if each is None else each[place] for each in intervals], pa.int32())
                columns[f"{name}_{end}"] = pa.DictionaryArray.from_arrays(ends, levels, ordered=True)

    def add(name: str, made: list[Any], kind: pa.DataType) -> None:
        if name in schema.names:
            columns[name] = pa.array(made, kind)

    columns["family"] = pa.array(families, schema.field("family").type)
    columns["child"] = pa.array([each.child for each in rows], pa.string())
    columns["as_of"] = pa.array([each.as_of for each in rows], pa.int32()).cast(pa.date32())
    add("known_at", list(known), pa.timestamp("us", "UTC"))
    scales = [each.scales for each in rows]
    for place, name in enumerate(scale_names(instrument).values()):
        for end, called in enumerate(ENDS):
            add_points(f"{name}_{called}", [_end(each[place][:2], end) for each in scales])
        add_levels(f"{name}_level", [each[place][2] for each in scales])
    add_levels("computed", [each.computed for each in rows])
    add_levels("final", [each.final for each in rows])
    add("determined", [each.determined for each in rows], pa.bool_())
    counts = [each.counts for each in rows]
    for place, count in enumerate(COUNTS):
        add(f"n_{count}", [each[place] for each in counts], pa.int32())
    due = [each.due for each in rows]
    for place, name in enumerate(DUE):
        if name in schema.names:
            columns[name] = pa.array([each[place] for each in due], pa.int32()).cast(pa.date32())
    if any(":" in name for name in schema.names):
        terms = [each.terms for each in rows]
        for name, at in item_names(instrument).items():
            for end, called in enumerate(ENDS):
                add_points(f"{name}_{called}", [_end(each[at], end) for each in terms])
        rules = [each.rules for each in rows]
        for place, name in enumerate(rule_names(instrument)):
            add(name, [each[place] for each in rules], pa.bool_())
    add("records_sha256", [each.digest for each in rows], pa.string())
    return pa.table([columns[name] for name in schema.names], schema=schema)


def _end(units: tuple[int, int] | None, end: int) -> int | None:
    return None if units is None else units[end]


def _first_points(schema: pa.Schema) -> str | None:
    import pyarrow as pa

    held = (each.name for each in schema if pa.types.is_decimal(each.type) or pa.types.is_float64(each.type))
    return next(held, None)


def decimals_of(units: pa.Array) -> pa.Array:
    """Return integers of 1/10000 as decimal128(18, 4): the same 128 bits, read with a point."""
    import pyarrow as pa

    whole = units.cast(pa.decimal128(19, 0))
    return pa.Array.from_buffers(pa.decimal128(18, 4), len(whole), whole.buffers(), whole.null_count, whole.offset)


def scale_names(instrument: Instrument) -> dict[str, str]:
    """Return each scale with the name that its columns begin with: its id, unless another column has that name."""
    taken = {f"{which}_{end}" for which in ("computed", "final") for end in ENDS}
    names = {}
    for scale in instrument.scales:
        name = scale
        while taken & (made := {f"{name}{of}_{end}" for of in ("", "_level") for end in ENDS}):
            name = f"scale_{name}"
        taken |= made
        names[scale] = name
    return names


def item_names(instrument: Instrument) -> dict[str, int]:
    """Return ``scale:item`` for each item that gives points to a scale, with the place of its term among all terms.

    Examples
    --------
    >>> list(item_names(risk))[:2]
    ['static:prior_harm', 'static:violence_past']

    """
    terms = [(scale["id"], term) for scale in instrument._document["scales"] for term in scale["terms"]]
    return {f"{scale}:{term['item']}": place for place, (scale, term) in enumerate(terms) if "item" in term}


def rule_names(instrument: Instrument) -> list[str]:
    """Return ``rule:id`` for each rule, in order."""
    return [f"rule:{each['id']}" for each in instrument._document.get("rules", ())]
