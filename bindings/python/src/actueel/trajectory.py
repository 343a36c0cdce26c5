# SPDX-License-Identifier: MPL-2.0
"""The assessment as a function of the day: segments on which nothing changes, and what speaks of each boundary.

Every class here is a typed view of one object of the trajectory document, under the names it has there. Nothing is
computed: the core answered, this reads.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from . import _core
from .document_view import AnswerView
from .errors import Error, Problem
from .levels import LevelInterval, ValueInterval
from .moment import Day, KnownAt, day_text, known_at_text, shown_text

if TYPE_CHECKING:
    import pyarrow as pa
    from matplotlib.axes import Axes

    from .assessment import Assessment
    from .history import History
    from .instrument import Instrument

__all__ = ["Cause", "Detail", "RowState", "Segment", "Trajectory"]

Detail: TypeAlias = Literal["levels", "scales", "all"]
"""What ends a segment: a level alone, a scale too, or also the status or contested flag of an item and person."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What speaks of a segment's first day, such as ``"expired"``, and the record that it speaks of."""

    cause: str
    record: str


@dataclass(frozen=True, slots=True)
class RowState:
    """One item for one person, or for the family (``person`` is None), as far as a segment tells it."""

    item: str
    person: str | None
    status: str
    contested: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A maximal run of days on which an assessment says the same.

    Attributes
    ----------
    start, until : datetime.date
        The first day, and the day after the last one.
    computed, final : LevelInterval or None
        As in an assessment; None where the instrument has no levels.
    scales : mapping of str to ValueInterval
        The published values by scale id; empty where less detail was asked for.
    rows : tuple of RowState
        Items in the instrument's order; empty where less detail was asked for.
    causes : tuple of Cause
        The records that have a part in the difference on the first day; none for the first segment, or after days on
        which the child asked about was no member.

    """

    start: dt.date
    until: dt.date
    computed: LevelInterval | None
    final: LevelInterval | None
    scales: Mapping[str, ValueInterval]
    rows: tuple[RowState, ...]
    causes: tuple[Cause, ...]

    @property
    def days(self) -> int:
        """How many days it lasts; at least one."""
        return (self.until - self.start).days

    def __contains__(self, day: dt.date) -> bool:
        """Whether a day lies in it."""
        return self.start <= day < self.until


class Trajectory(AnswerView):
    """What an instrument says of one family, or one child of it, on every day of a range.

    Made by `Instrument.trajectory`. Immutable; two are equal when their documents are the same bytes. Prints as a
    table, and shows as one in a notebook.

    Examples
    --------
    >>> risk = ac.instrument("risk-check")
    >>> family = ac.History.load("examples/family.json")
    >>> t = risk.trajectory(family, "2020-01-01", "2021-01-01", detail="levels")
    >>> for each in t.segments:
    ...     print(each.start, each.final, [cause.cause for cause in each.causes])
    2020-01-01 moderate to high []
    2020-09-20 low to high ['expired', 'expired']

    """

    __slots__ = ("_detail", "_history")

    def __init__(self, text: str, instrument: Instrument, history: History, detail: Detail) -> None:
        super().__init__(text, instrument)
        self._history = history
        self._detail: Detail = detail

    @property
    def history(self) -> History:
        """The records that it was asked about."""
        return self._history

    @property
    def detail(self) -> Detail:
        """What ends a segment."""
        return self._detail

    @cached_property
    def start(self) -> dt.date:
        """The first day asked about."""
        return dt.date.fromisoformat(self._document["start"])

    @cached_property
    def until(self) -> dt.date:
        """The day after the last day asked about."""
        return dt.date.fromisoformat(self._document["until"])

    @property
    def known_at(self) -> str:
        """``"everything"``, ``"as_of"`` (each day as it was known by its end), or the instant."""
        return str(self._document["known_at"])

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The segments in order, not overlapping; days on which the child asked about is no member are in none."""
        return tuple(_segment(each) for each in self._document["segments"])

    @property
    def last_determined(self) -> Segment | None:
        """The latest segment with one computed level, or None where there is none.

        Examples
        --------
        >>> t = risk.trajectory(family, "2020-01-01", "2021-01-01")
        >>> print(t.last_determined)
        None

        """
        decided = (each for each in reversed(self.segments) if each.computed is not None and each.computed.determined)
        return next(decided, None)

    def at(self, day: Day) -> Assessment:
        """Return the whole assessment of a day, in range or not.

        Raises
        ------
        Error
            As `Instrument.assess` does.

        Examples
        --------
        >>> t = risk.trajectory(family, "2020-01-01", "2021-01-01")
        >>> print(t.at("2020-04-16").final)
        moderate to high

        """
        return self.instrument.assess(self.history, as_of=day, known_at=self.known_at, child=self.child)

    def to_frame(self) -> pa.Table:
        """Return one row a segment.

        Returns
        -------
        pyarrow.Table
            Columns as in a table of scores: ``family``, ``child``, ``start`` and ``until`` (date32, until not
            included), the ends of each scale (float64; no such columns with ``detail="levels"``), of the computed and
            the final level (ordered dictionaries), and ``causes`` (a list of ``{cause, record}``). ``.to_pandas()``
            makes it a pandas frame.

        Examples
        --------
        >>> t = risk.trajectory(family, "2020-01-01", "2021-01-01", detail="levels")
        >>> t.to_frame().select(["start", "final_low", "final_high"]).to_pylist()[0]
        {'start': datetime.date(2020, 1, 1), 'final_low': 'moderate', 'final_high': 'high'}

        """
        from .segment_table import segment_table

        return segment_table(self)

    def plot(self, *, ax: Axes | None = None, today: Day | None = None, lang: str = "en") -> Axes:
        """Draw how the level ran, with what happened below it; needs matplotlib (the extra ``plot``).

        What is certain is solid, what is only possible is hatched: the band runs from the lowest to the highest level
        that is still possible. Without levels, each scale has a band of its own. What is marked below ended a segment;
        days on which the child asked about is no member stay empty.

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            Where to draw; a new figure by default.
        today : str or datetime.date, optional
            A day to point at: what comes after it holds if nothing more is recorded, and is drawn faintly.
        lang : {"en", "nl"}
            The language of the words.

        Returns
        -------
        matplotlib.axes.Axes
            What was drawn on; its ``figure`` can be saved.

        Raises
        ------
        ModuleNotFoundError
            Where matplotlib is not installed.

        """
        from .trajectory_plot import plot

        return plot(self, ax, None if today is None else dt.date.fromisoformat(day_text(today, "/today")), lang)

    def __reduce__(self) -> tuple[type[Trajectory], tuple[str, Instrument, History, Detail]]:
        """Pickle as the document's text and what was asked."""
        return Trajectory, (self._text, self._instrument, self._history, self._detail)

    def __repr__(self) -> str:
        """Name the question and the number of segments on one line."""
        of = self.family if self.child is None else f"{self.family}/{self.child}"
        run = f"from {self.start} to {self.until}: {len(self.segments)} segments"
        return f"<Trajectory {self.instrument.id} of {of} {run}>"

    def __str__(self) -> str:
        """Return the segments as aligned text for people."""
        from .trajectory_text import trajectory_text

        return trajectory_text(self)

    def _repr_html_(self) -> str:
        from .trajectory_text import trajectory_html

        return trajectory_html(self)


def trajectory(
    instrument: Instrument,
    history: History,
    start: Day,
    until: Day,
    *,
    known_at: KnownAt,
    child: str | None,
    detail: Detail,
) -> Trajectory:
    """Do what `Instrument.trajectory` promises."""
    if detail not in get_args(Detail):
        problem = Problem(
            code="value_unknown",
            document="the question",
            place="/detail",
            found=shown_text(detail),
            expected="levels, scales or all",
            nearest=_core.nearest_name(detail, get_args(Detail)),
            remedy="say what ends a segment",
        )
        raise Error([problem])
    document = _core.trajectory(
        instrument._core,
        history._core,
        start=day_text(start, "/start"),
        until=day_text(until, "/until"),
        known_at=known_at_text(known_at),
        child=child,
        detail=detail,
    )
    return Trajectory(document, instrument, history, detail)


def _segment(document: dict[str, Any]) -> Segment:
    return Segment(
        start=dt.date.fromisoformat(document["start"]),
        until=dt.date.fromisoformat(document["until"]),
        computed=LevelInterval._of(document["computed"]),
        final=LevelInterval._of(document["final"]),
        scales=MappingProxyType(
            {each["id"]: ValueInterval(float(each["low"]), float(each["high"])) for each in document["scales"]}
        ),
        rows=tuple(
            RowState(each["item"], each["person"], each["status"], each["contested"]) for each in document["rows"]
        ),
        causes=tuple(Cause(each["cause"], each["record"]) for each in document["causes"]),
    )
