# SPDX-License-Identifier: MPL-2.0
"""A change as an Arrow table: a row for each row that differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from . import _core
from .levels import number_text

if TYPE_CHECKING:
    from .change import Change, RowAt

__all__ = ["change_table"]


def change_table(c: Change) -> pa.Table:
    """Do what `Change.to_frame` promises."""
    rows = c.rows
    columns: dict[str, pa.Array] = {
        "family": pa.array([c.family] * len(rows), pa.string()),
        "child": pa.array([c.child] * len(rows), pa.string()),
        "item": pa.array([row.item for row in rows], pa.string()),
        "person": pa.array([row.person for row in rows], pa.string()),
        "cause": pa.array([row.cause for row in rows], pa.string()),
        "records": pa.array([list(row.records) for row in rows], pa.list_(pa.string())),
    }
    for name in ("before", "after"):
        states: list[RowAt | None] = [getattr(row, name) for row in rows]
        columns[f"status_{name}"] = pa.array([each and each.status for each in states], pa.string())
        columns[f"answer_{name}"] = pa.array([_answer(each) for each in states], pa.string())
    for scale in c.scales:
        for end in ("low", "high"):
            columns[f"{scale}_{end}"] = pa.array([getattr(row.shares[scale], end) for row in rows], pa.float64())
    metadata = {
        "actueel.instrument": c.instrument.id,
        "actueel.instrument_version": c.instrument.version,
        "actueel.instrument_sha256": c.instrument.sha256,
        "actueel.library_version": _core.version(),
        "actueel.since": c.before.as_of.isoformat(),
        "actueel.since_known_at": c.before.known_at,
        "actueel.as_of": c.after.as_of.isoformat(),
        "actueel.known_at": c.after.known_at,
    }
    return pa.table(columns).replace_schema_metadata(metadata)


def _answer(state: RowAt | None) -> str | None:
    if state is None or state.answer is None:
        return None
    return state.answer if isinstance(state.answer, str) else number_text(float(state.answer))
