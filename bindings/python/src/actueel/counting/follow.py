# SPDX-License-Identifier: MPL-2.0
"""Whom to follow until what, and the rows that the core makes of one family."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from .. import _core
from ..errors import Error, Problem
from ..moment import Day, KnownAt, day_text, known_at_text, shown_text
from ..score_table import ENDS, scale_names

if TYPE_CHECKING:
    import pyarrow as pa

    from ..history import History
    from ..instrument import Instrument

__all__ = ["Counted", "CountsFrom", "Follow", "Tally"]

CountsFrom: TypeAlias = Literal["day_after", "same_day"]
"""From when a score explains an event: from the day after it was current, or also on the very day."""

Detail: TypeAlias = Literal["scales", "levels"]


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the events of the listed types."""

    counted: int = 0
    outside: int = 0
    of_nobody: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Add those of another family."""
        return Tally(self.counted + other.counted, self.outside + other.outside, self.of_nobody + other.of_nobody)


Counted: TypeAlias = "tuple[str, _core.CountingRows]"
"""A family, and the rows that the core made of it or of one of its children."""


@dataclass(frozen=True, slots=True)
class Follow:
    """A checked question."""

    instrument: Instrument
    events: tuple[str, ...]
    severities: tuple[str, ...]
    start: str | None
    until: str | None
    known_at: str
    child: str | None
    counts_from: str
    repeated: bool
    every: int
    detail: str

    @classmethod
    def of(
        cls,
        instrument: Instrument,
        *,
        events: str | Sequence[str],
        severities: str | Sequence[str] = (),
        start: Day | None = None,
        until: Day | None = None,
        known_at: KnownAt = "as_of",
        child: str | None = None,
        counts_from: str = "day_after",
        repeated: bool = False,
        every: int | None = None,
        detail: str = "scales",
    ) -> Follow:
        """Check what was asked, before anything is read."""
        _one_of("/counts_from", counts_from, get_args(CountsFrom))
        _one_of("/detail", detail, get_args(Detail))
        if every is not None and every < 1:
            found, remedy = str(every), "leave it out, or give at least 1"
            raise Error([Problem("value_unknown", "the question", "/every", found, "a number of days", remedy)])
        if not events:
            found, expected = "no type of event", "at least one"
            raise Error([Problem("list_empty", "the question", "/events", found, expected, "say what is counted")])
        return cls(
            instrument,
            (events,) if isinstance(events, str) else tuple(events),
            (severities,) if isinstance(severities, str) else tuple(severities),
            None if start is None else day_text(start, "/start"),
            None if until is None else day_text(until, "/until"),
            known_at_text(known_at),
            child,
            counts_from,
            repeated,
            every or 0,
            detail,
        )

    def rows(self, history: History) -> list[Counted]:
        """Ask the core: of the family or, where the instrument's subject is a child, of each child."""
        made = _core.counting_process(
            self.instrument._core,
            history._core,
            events=self.events,
            severities=self.severities,
            start=self.start,
            until=self.until,
            known_at=self.known_at,
            child=self.child,
            same_day=self.counts_from == "same_day",
            repeated=self.repeated,
            every=self.every,
            levels_only=self.detail == "levels",
        )
        return [(history.family, each) for each in made]

    @property
    def schema(self) -> pa.Schema:
        """The schema of what comes out, with the question as metadata."""
        import pyarrow as pa

        level = pa.dictionary(pa.int32(), pa.string(), ordered=True)
        columns: list[tuple[str, Any]] = [
            ("family", pa.string()),
            ("child", pa.string()),
            ("entered_on", pa.date32()),
            ("start", pa.int32()),
            ("stop", pa.int32()),
            ("event", pa.bool_()),
        ]
        if self.detail == "scales":
            columns += [(f"{name}_{end}", pa.float64()) for name in self._scales for end in ENDS]
        columns += [(f"{which}_{end}", level) for which in ("computed", "final") for end in ENDS]
        metadata = {
            "actueel.instrument": self.instrument.id,
            "actueel.instrument_version": self.instrument.version,
            "actueel.instrument_sha256": self.instrument.sha256,
            "actueel.library_version": _core.version(),
            "actueel.known_at": self.known_at,
            "actueel.events": json.dumps({"types": self.events, "severities": self.severities}),
            "actueel.counts_from": self.counts_from,
            "actueel.repeated": str(self.repeated).lower(),
        }
        return pa.schema(columns, metadata=metadata)

    @property
    def _scales(self) -> list[str]:
        """The names that the scales' columns begin with; none of them hides a column of time."""
        taken = {"start", "stop", "event"}
        return [f"scale_{name}" if name in taken else name for name in scale_names(self.instrument).values()]

    def table(self, counted: Iterable[Counted]) -> pa.Table:
        """Return the rows as a table."""
        import pyarrow as pa

        flat = [(family, each, row) for family, each in counted for row in each.rows]
        levels = pa.array(self.instrument.levels, pa.string())
        epoch = 719_163  # 1970-01-01 as Python counts days
        columns: dict[str, pa.Array] = {
            "family": pa.array([family for family, *_ in flat], pa.string()),
            "child": pa.array([each.child for _, each, _ in flat], pa.string()),
            "entered_on": pa.array([each.entered_on - epoch for _, each, _ in flat], pa.int32()).cast(pa.date32()),
            "start": pa.array([row[0] for *_, row in flat], pa.int32()),
            "stop": pa.array([row[1] for *_, row in flat], pa.int32()),
            "event": pa.array([row[2] for *_, row in flat], pa.bool_()),
        }
        if self.detail == "scales":
            for place, name in enumerate(self._scales):
                for at, end in enumerate(ENDS):
                    columns[f"{name}_{end}"] = pa.array([row[3][place][at] for *_, row in flat], pa.float64())
        for which, field in (("computed", 4), ("final", 5)):
            intervals: list[Any] = [row[field] for *_, row in flat]
            for at, end in enumerate(ENDS):
                ends = pa.array([None if each is None else each[at] for each in intervals], pa.int32())
                columns[f"{which}_{end}"] = pa.DictionaryArray.from_arrays(ends, levels, ordered=True)
        schema = self.schema
        return pa.table([columns[name] for name in schema.names], schema=schema)


def _one_of(place: str, found: str, known: Sequence[str]) -> None:
    if found not in known:
        problem = Problem(
            code="value_unknown",
            document="the question",
            place=place,
            found=shown_text(found),
            expected=" or ".join(known),
            nearest=_core.nearest_name(found, known),
            remedy="say which",
        )
        raise Error([problem])
