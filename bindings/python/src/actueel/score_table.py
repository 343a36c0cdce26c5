# SPDX-License-Identifier: MPL-2.0
"""Assessment documents as a table: one row each, the columns named after what they hold."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from . import _core
from .definition import Definition

if TYPE_CHECKING:
    import pyarrow as pa

    from .instrument import Instrument

__all__ = ["COUNTS", "score_table"]

COUNTS = ("current", "stale", "unknown", "not_applicable", "contested")
DUE = ("answers_due", "review_due", "due")
ENDS = ("low", "high")

Document = dict[str, Any]


def score_table(instrument: Instrument, documents: list[Document], known_at: str, one_clock: bool) -> pa.Table:
    """Return one row for each assessment document, in the order given.

    Returns
    -------
    pyarrow.Table
        Scale ends as float64, levels as ordered dictionaries of the instrument's levels, counts as int32, days as
        date32. The schema's metadata says which instrument, library and moment made it.

    """
    import pyarrow as pa

    place_of = {level: place for place, level in enumerate(instrument.levels)}
    columns: dict[str, pa.Array] = {}

    def days(values: list[str | None]) -> pa.Array:
        return pa.array([None if each is None else dt.date.fromisoformat(each) for each in values], pa.date32())

    def add_levels(name: str, intervals: list[dict[str, str] | None]) -> None:
        for end in ENDS:
            places = pa.array([None if each is None else place_of[each[end]] for each in intervals], pa.int32())
            levels = pa.array(instrument.levels, pa.string())
            columns[f"{name}_{end}"] = pa.DictionaryArray.from_arrays(places, levels, ordered=True)

    columns["family"] = pa.array([each["family"] for each in documents], pa.string())
    columns["child"] = pa.array([each["child"] for each in documents], pa.string())
    columns["as_of"] = days([each["as_of"] for each in documents])
    for place, (scale, name) in enumerate(_scale_names(instrument).items()):
        values = [each["scales"][place] for each in documents]
        for end in ENDS:
            columns[f"{name}_{end}"] = pa.array([each[end] for each in values], pa.float64())
        if Definition.of(instrument).cuts(scale):
            add_levels(f"{name}_level", [each["level"] for each in values])
    for which in ("computed", "final"):
        add_levels(which, [each["level"][which] for each in documents])
    columns["determined"] = pa.array([each["level"]["determined"] for each in documents], pa.bool_())
    for count in COUNTS:
        columns[f"n_{count}"] = pa.array([each["counts"][count] for each in documents], pa.int32())
    for due in DUE:
        columns[due] = days([each["due"][due] for each in documents])
    metadata = {
        "actueel.instrument": instrument.id,
        "actueel.instrument_version": instrument.version,
        "actueel.instrument_sha256": instrument.sha256,
        "actueel.library_version": _core.version(),
        "actueel.known_at": known_at,
        "actueel.clocks": "one" if one_clock else "two",
    }
    return pa.table(columns).replace_schema_metadata(metadata)


def _scale_names(instrument: Instrument) -> dict[str, str]:
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
