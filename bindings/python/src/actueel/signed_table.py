# SPDX-License-Identifier: MPL-2.0
"""Replays and reaches as tables, a row a sign-off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from .levels import LevelInterval
    from .reach import Leaning, Reach
    from .replay import Replay

__all__ = ["leaned_words", "reach_table", "replay_table"]


def leaned_words(each: Leaning) -> str:
    """Return a leaning as words: how, on which item, about whom."""
    about = " ".join(part for part in (each.item, f"({each.person})" if each.person else None) if part)
    return f"{each.how.replace('_', ' ')} {about}".strip()


def _ends(name: str, levels: Iterable[LevelInterval | None]) -> dict[str, pa.Array]:
    import pyarrow as pa

    found = list(levels)
    return {
        f"{name}_{end}": pa.array([None if each is None else getattr(each, end) for each in found], pa.string())
        for end in ("low", "high")
    }


def replay_table(r: Replay) -> pa.Table:
    """Return one row a sign-off."""
    import pyarrow as pa

    rows = r.sign_offs
    return pa.table(
        {
            "family": pa.array([r.family] * len(rows), pa.string()),
            "record": pa.array([each.sign_off.record for each in rows], pa.string()),
            "child": pa.array([each.sign_off.child for each in rows], pa.string()),
            "as_of": pa.array([each.sign_off.as_of for each in rows], pa.date32()),
            "in_force": pa.array([each.sign_off.in_force for each in rows], pa.bool_()),
            "instrument": pa.array([each.instrument for each in rows], pa.string()),
            "outcome": pa.array([each.outcome for each in rows], pa.string()),
            "reproduced": pa.array([each.reproduced for each in rows], pa.bool_()),
            **_ends("signed", (each.signed for each in rows)),
            **_ends("today", (each.today for each in rows)),
            "why": pa.array([list(each.why) for each in rows], pa.list_(pa.string())),
            "instrument_is": pa.array([each.instrument_is for each in rows], pa.string()),
            "records_are": pa.array([each.records_are for each in rows], pa.string()),
        }
    )


def reach_table(r: Reach) -> pa.Table:
    """Return one row for each sign-off that leaned on the record."""
    import pyarrow as pa

    rows = r.sign_offs
    texts = pa.list_(pa.string())
    return pa.table(
        {
            "family": pa.array([r.family] * len(rows), pa.string()),
            "record": pa.array([r.record] * len(rows), pa.string()),
            "sign_off": pa.array([each.sign_off.record for each in rows], pa.string()),
            "child": pa.array([each.sign_off.child for each in rows], pa.string()),
            "as_of": pa.array([each.sign_off.as_of for each in rows], pa.date32()),
            "in_force": pa.array([each.sign_off.in_force for each in rows], pa.bool_()),
            "instrument": pa.array([each.instrument for each in rows], pa.string()),
            "given_to": pa.array([list(each.sign_off.given_to) for each in rows], texts),
            "leaned": pa.array([list(map(leaned_words, each.leaned)) for each in rows], texts),
            **_ends("signed", (each.signed for each in rows)),
            **_ends("then", (each.then.final for each in rows)),
            **_ends("now", (each.now.final for each in rows)),
            **_ends("without", (None if each.without is None else each.without.final for each in rows)),
            "now_differs": pa.array([each.now.differs for each in rows], pa.bool_()),
            "without_differs": pa.array(
                [None if each.without is None else each.without.differs for each in rows], pa.bool_()
            ),
        }
    )
