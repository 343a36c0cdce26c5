# SPDX-License-Identifier: MPL-2.0
"""A development as a table: a row for each line and day."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .. import _core

if TYPE_CHECKING:
    import pyarrow as pa

    from . import Development

__all__ = ["table"]


def table(d: Development) -> pa.Table:
    """Return the estimates as `Development.to_frame` says."""
    import pyarrow as pa

    rows = [(line.name, estimate, line) for line in d.lines for estimate in line.smoothed]
    before = {(line.name, each.day): each for line in d.lines for each in line.filtered}
    filtered = [before.get((name, estimate.day)) for name, estimate, _ in rows]
    columns = {
        "family": pa.array([d.history.family] * len(rows), pa.string()),
        "line": pa.array([name for name, *_ in rows], pa.string()),
        "day": pa.array([estimate.day for _, estimate, _ in rows], pa.date32()),
        "filtered_mean": pa.array([each.mean if each else None for each in filtered], pa.float64()),
        "filtered_variance": pa.array([each.variance if each else None for each in filtered], pa.float64()),
        **{
            f"smoothed_{name}": pa.array([getattr(estimate, name) for _, estimate, _ in rows], pa.float64())
            for name in ("mean", "variance", "low", "high")
        },
    }
    how = {
        line.name: {"drift": line.drift, "noise": line.noise, "said": line.said, "why_not": line.why_not}
        for line in d.lines
    }
    metadata = {
        "actueel.kind": "estimate",
        "actueel.instrument": d.instrument.id,
        "actueel.instrument_version": d.instrument.version,
        "actueel.instrument_sha256": d.instrument.sha256,
        "actueel.library_version": _core.version(),
        "actueel.known_at": d.known_at,
        "actueel.lines": json.dumps(how),
    }
    return pa.table(columns).replace_schema_metadata(metadata)
