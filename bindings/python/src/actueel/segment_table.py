# SPDX-License-Identifier: MPL-2.0
"""The segments of a trajectory as a table, its columns named as in a table of scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _core
from .score_table import ENDS, scale_names

if TYPE_CHECKING:
    import pyarrow as pa

    from .levels import LevelInterval
    from .trajectory import Trajectory

__all__ = ["segment_table"]


def segment_table(t: Trajectory) -> pa.Table:
    """Return one row a segment; the schema's metadata says which instrument, library and moment made it."""
    import pyarrow as pa

    segments = t.segments
    levels = pa.array(t.instrument.levels, pa.string())
    place = {level: number for number, level in enumerate(t.instrument.levels)}
    columns: dict[str, pa.Array] = {}

    def add_levels(name: str, intervals: list[LevelInterval | None]) -> None:
        for end in ENDS:
            ends = [None if each is None else place[getattr(each, end)] for each in intervals]
            columns[f"{name}_{end}"] = pa.DictionaryArray.from_arrays(pa.array(ends, pa.int32()), levels, ordered=True)

    columns["family"] = pa.array([t.family] * len(segments), pa.string())
    columns["child"] = pa.array([t.child] * len(segments), pa.string())
    columns["start"] = pa.array([each.start for each in segments], pa.date32())
    columns["until"] = pa.array([each.until for each in segments], pa.date32())
    if t.detail != "levels":
        for scale, name in scale_names(t.instrument).items():
            for end in ENDS:
                values = [getattr(each.scales[scale], end) for each in segments]
                columns[f"{name}_{end}"] = pa.array(values, pa.float64())
    add_levels("computed", [each.computed for each in segments])
    add_levels("final", [each.final for each in segments])
    causes = [[{"cause": cause.cause, "record": cause.record} for cause in each.causes] for each in segments]
    columns["causes"] = pa.array(causes, pa.list_(pa.struct({"cause": pa.string(), "record": pa.string()})))
    metadata = {
        "actueel.instrument": t.instrument.id,
        "actueel.instrument_version": t.instrument.version,
        "actueel.instrument_sha256": t.instrument.sha256,
        "actueel.library_version": _core.version(),
        "actueel.known_at": t.known_at,
    }
    return pa.table(columns).replace_schema_metadata(metadata)
