# SPDX-License-Identifier: MPL-2.0
"""The rows of rescoring as a table, its columns named after what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _core
from .definition import Definition

if TYPE_CHECKING:
    import pyarrow as pa

    from .instrument import Instrument

__all__ = ["ENDS", "scale_names", "score_table"]

COUNTS = ("current", "stale", "unknown", "not_applicable", "contested")
DUE = ("answers_due", "review_due", "due")
ENDS = ("low", "high")


def score_table(
    instrument: Instrument, families: list[str], rows: list[_core.ScoreRow], known_at: str, one_clock: bool
) -> pa.Table:
    """Return a table of the rows in the order given, each of the family in the same place.

    Returns
    -------
    pyarrow.Table
        Scale ends as float64, levels as ordered dictionaries of the instrument's levels, counts as int32, days as
        date32. The schema's metadata says which instrument, library and moment made it.

    """
    import pyarrow as pa

    levels = pa.array(instrument.levels, pa.string())
    columns: dict[str, pa.Array] = {}

    def add_levels(name: str, intervals: list[tuple[int, int] | None]) -> None:
        for place, end in enumerate(ENDS):
            ends = pa.array([None if each is None else each[place] for each in intervals], pa.int32())
            columns[f"{name}_{end}"] = pa.DictionaryArray.from_arrays(ends, levels, ordered=True)

    columns["family"] = pa.array(families, pa.string())
    columns["child"] = pa.array([each.child for each in rows], pa.string())
    columns["as_of"] = pa.array([each.as_of for each in rows], pa.int32()).cast(pa.date32())
    scales = [each.scales for each in rows]
    for place, (scale, name) in enumerate(scale_names(instrument).items()):
        for end, called in enumerate(ENDS):
            columns[f"{name}_{called}"] = pa.array([each[place][end] for each in scales], pa.float64())
        if Definition.of(instrument).cuts(scale):
            add_levels(f"{name}_level", [each[place][2] for each in scales])
    add_levels("computed", [each.computed for each in rows])
    add_levels("final", [each.final for each in rows])
    columns["determined"] = pa.array([each.determined for each in rows], pa.bool_())
    counts = [each.counts for each in rows]
    for place, count in enumerate(COUNTS):
        columns[f"n_{count}"] = pa.array([each[place] for each in counts], pa.int32())
    due = [each.due for each in rows]
    for place, name in enumerate(DUE):
        columns[name] = pa.array([each[place] for each in due], pa.int32()).cast(pa.date32())
    metadata = {
        "actueel.instrument": instrument.id,
        "actueel.instrument_version": instrument.version,
        "actueel.instrument_sha256": instrument.sha256,
        "actueel.library_version": _core.version(),
        "actueel.known_at": known_at,
        "actueel.clocks": "one" if one_clock else "two",
    }
    return pa.table(columns).replace_schema_metadata(metadata)


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
