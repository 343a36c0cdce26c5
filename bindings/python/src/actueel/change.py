# SPDX-License-Identifier: MPL-2.0
"""What changed between two moments: every row with its share on each scale, and one cause.

Every class here is a typed view of one object of the change document, under the names it has there. Nothing is
computed: the core answered, this reads.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from . import _core
from .document_view import AnswerView
from .levels import LevelInterval, ValueInterval
from .moment import Day, KnownAt, day_text, known_at_text

if TYPE_CHECKING:
    import pyarrow as pa

    from .assessment import Answer
    from .history import History
    from .instrument import Instrument

__all__ = [
    "Change",
    "ChangedRow",
    "LevelCause",
    "LevelMove",
    "Moment",
    "Movement",
    "Reliable",
    "RowAt",
    "ScaleChange",
]


@dataclass(frozen=True, slots=True)
class Moment:
    """One of the two moments: a day, and what was known.

    Attributes
    ----------
    as_of : datetime.date
        The day.
    known_at : str
        ``"everything"``, ``"as_of"``, or the instant.
    records_sha256 : str
        The digest over all records in force.
    sign_off : str or None
        The sign-off whose moment it is.
    same_instrument : bool or None
        Whether that sign-off states the digest of this instrument; None where it states none.

    """

    as_of: dt.date
    known_at: str
    records_sha256: str
    sign_off: str | None = None
    same_instrument: bool | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """What the low and the high end of a value move by; exact in the document, the nearest doubles here."""

    low: float
    high: float

    def __bool__(self) -> bool:
        """Whether either end moves."""
        return self.low != 0 or self.high != 0


@dataclass(frozen=True, slots=True)
class LevelMove:
    """A level interval before and after; prints as ``low to high -> high``."""

    before: LevelInterval
    after: LevelInterval

    def __str__(self) -> str:
        """Return the level, or both where they differ."""
        return str(self.after) if self.before == self.after else f"{self.before} -> {self.after}"


@dataclass(frozen=True, slots=True)
class Reliable:
    """The reliable change index of a rating (Jacobson & Truax 1991).

    Attributes
    ----------
    standard_error : float
        The standard error of measurement that the scale states.
    higher_is : str
        ``"worse"`` or ``"better"``.
    difference : ValueInterval
        Every difference that is possible.
    index : ValueInterval
        The same divided by the standard error times the root of two, rounded to four digits for reading.
    verdict : str
        ``"improved"`` or ``"worsened"`` only when every possible difference lies beyond 1.96 on that side, else
        ``"not_beyond_error"``. It is said of the rating.

    """

    standard_error: float
    higher_is: str
    difference: ValueInterval
    index: ValueInterval
    verdict: str


@dataclass(frozen=True, slots=True)
class ScaleChange:
    """A scale before and after; `moved` is the sum of the shares of all rows. `reliable` only with a standard error."""

    id: str
    before: ValueInterval
    after: ValueInterval
    moved: Movement
    level: LevelMove | None
    reliable: Reliable | None


@dataclass(frozen=True, slots=True)
class RowAt:
    """What a row is at one moment; `points` by scale, None where it does not apply."""

    status: str
    applies: bool | None
    answer: Answer | None
    value: ValueInterval | None
    observed_on: dt.date | None
    record: str | None
    contested: bool
    widened: bool
    points: Mapping[str, ValueInterval | None]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """An item, for one person or the family (`person` is None), that differs between the moments.

    Attributes
    ----------
    item, person : str
        As in an assessment.
    before, after : RowAt or None
        The state at each moment; None where the row is not there.
    shares : mapping of str to Movement
        By scale id, what each end moves by when the state before is replaced by the state after, in the instrument's
        order. Over all rows they add up to what the scale moved.
    cause : str
        The first that applies of ``"retracted"``, ``"corrected"``, ``"became_known"``, ``"new_answer"``,
        ``"household"``, ``"event"``, ``"applies"``, ``"expired"``, ``"derived"``.
    records : tuple of str
        The records that the cause speaks of.

    """

    item: str
    person: str | None
    before: RowAt | None
    after: RowAt | None
    shares: Mapping[str, Movement]
    cause: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelCause:
    """What else than rows and scales speaks of the level: a plan, an override, a rule, or a node of the tree.

    Attributes
    ----------
    cause : str
        ``"retracted"``, ``"corrected"``, ``"became_known"``, ``"plan"``, ``"override"`` or ``"rule"``.
    of : str
        ``"plan"``, ``"override"``, ``"rule"`` or ``"tree"``.
    id : str
        The record, the rule, or the place of the node in the instrument.
    before, after : bool, str or None
        Whether a plan runs, or a rule or node holds (None: unknown); the state of an override (None: not active).
    records : tuple of str
        The records behind it.

    """

    cause: str
    of: str
    id: str
    before: bool | str | None
    after: bool | str | None
    records: tuple[str, ...]


class Change(AnswerView):
    """What differs in an assessment between two moments, for one family or one child of it.

    Made by `Instrument.change`. Immutable; two are equal when their documents are the same bytes. Prints as a table,
    and shows as one in a notebook.

    Examples
    --------
    >>> risk = ac.instrument("risk-check")
    >>> family = ac.History.load("examples/family.json")
    >>> c = risk.change(family, since="2020-01-16", as_of="2020-04-16")
    >>> row = next(each for each in c.rows if each.cause == "expired")
    >>> row.item, row.person, row.records, row.shares["dynamic"]
    ('stress', 'p3', ('o8',), Movement(low=-2.0, high=0.0))

    """

    __slots__ = ("_history",)

    def __init__(self, text: str, instrument: Instrument, history: History) -> None:
        super().__init__(text, instrument)
        self._history = history

    @property
    def history(self) -> History:
        """The records that it was asked about."""
        return self._history

    @cached_property
    def before(self) -> Moment:
        """The first moment."""
        return _moment(self._document["before"])

    @cached_property
    def after(self) -> Moment:
        """The second moment, not earlier on either clock."""
        return _moment(self._document["after"])

    @cached_property
    def computed(self) -> LevelMove | None:
        """The computed level before and after; None where the instrument has no levels."""
        return _levels(self._document["level"]["computed"])

    @cached_property
    def final(self) -> LevelMove | None:
        """The final level before and after, with the override that counts."""
        return _levels(self._document["level"]["final"])

    @cached_property
    def scales(self) -> Mapping[str, ScaleChange]:
        """The scales by id, in the instrument's order."""
        return MappingProxyType({each["id"]: _scale(each) for each in self._document["scales"]})

    @cached_property
    def rows(self) -> tuple[ChangedRow, ...]:
        """The rows that differ, in the instrument's order, then by person."""
        return tuple(_row(each) for each in self._document["rows"])

    @cached_property
    def level_causes(self) -> tuple[LevelCause, ...]:
        """What else speaks of the level: plans, overrides, rules and nodes that differ."""
        return tuple(
            LevelCause(each["cause"], each["of"], each["id"], each["before"], each["after"], tuple(each["records"]))
            for each in self._document["level"]["causes"]
        )

    @property
    def differs(self) -> bool:
        """Whether anything differs: a row, or a plan, override, rule or node that speaks of the level."""
        return bool(self.rows or self.level_causes)

    def sentences(self, lang: str = "nl") -> list[str]:
        """Return the change in sentences for people: of ratings and answers, never of what will be.

        Raises
        ------
        Error
            ``value_unknown`` for a language that reports are not written in.

        Examples
        --------
        >>> c = risk.change(family, since="2020-01-16", as_of="2020-04-16")
        >>> print(c.sentences("en")[1])
        The rating stayed the same: moderate to high.

        """
        from .change_words import sentences
        from .messages import Messages

        return sentences(self, Messages(lang))

    def to_frame(self) -> pa.Table:
        """Return one row for each row that differs.

        Returns
        -------
        pyarrow.Table
            ``family``, ``child``, ``item``, ``person``, ``cause``, ``records`` (a list), ``status_before``,
            ``status_after``, ``answer_before``, ``answer_after`` (texts), and for each scale the movement of its ends
            (float64). ``.to_pandas()`` makes it a pandas frame.

        Examples
        --------
        >>> c = risk.change(family, since="2020-01-16", as_of="2020-04-16")
        >>> c.to_frame().select(["item", "cause", "static_low", "static_high"]).to_pylist()[0]
        {'item': 'violence_past', 'cause': 'household', 'static_low': 0.0, 'static_high': 3.0}

        """
        from .change_table import change_table

        return change_table(self)

    def __reduce__(self) -> tuple[type[Change], tuple[str, Instrument, History]]:
        """Pickle as the document's text and what was asked."""
        return Change, (self._text, self._instrument, self._history)

    def __repr__(self) -> str:
        """Name the question and the number of rows on one line."""
        of = self.family if self.child is None else f"{self.family}/{self.child}"
        run = f"from {self.before.as_of} to {self.after.as_of}: {len(self.rows)} rows"
        return f"<Change {self.instrument.id} of {of} {run}>"

    def __str__(self) -> str:
        """Return the change as aligned text for people."""
        from .change_text import change_text

        return change_text(self)

    def _repr_html_(self) -> str:
        from .change_text import change_html

        return change_html(self)


def change(
    instrument: Instrument,
    history: History,
    *,
    since: Day,
    as_of: Day,
    since_known_at: KnownAt | None,
    known_at: KnownAt,
    child: str | None,
) -> Change:
    """Do what `Instrument.change` promises."""
    document = _core.change(
        instrument._core,
        history._core,
        since=day_text(since, "/since"),
        since_known_at=None if since_known_at is None else known_at_text(since_known_at),
        as_of=day_text(as_of),
        known_at=known_at_text(known_at),
        child=child,
    )
    return Change(document, instrument, history)


def _moment(document: dict[str, Any]) -> Moment:
    return Moment(
        as_of=dt.date.fromisoformat(document["as_of"]),
        known_at=document["known_at"],
        records_sha256=document["records_sha256"],
        sign_off=document.get("sign_off"),
        same_instrument=document.get("same_instrument"),
    )


def _levels(document: dict[str, Any] | None) -> LevelMove | None:
    if document is None:
        return None
    before, after = LevelInterval._of(document["before"]), LevelInterval._of(document["after"])
    return None if before is None or after is None else LevelMove(before, after)


def _values(document: dict[str, Any]) -> ValueInterval:
    return ValueInterval(float(document["low"]), float(document["high"]))


def _movement(document: dict[str, Any]) -> Movement:
    return Movement(float(document["low"]), float(document["high"]))


def _scale(document: dict[str, Any]) -> ScaleChange:
    reliable = document["reliable"]
    return ScaleChange(
        id=document["id"],
        before=_values(document["before"]),
        after=_values(document["after"]),
        moved=_movement(document["moved"]),
        level=_levels(document["level"]),
        reliable=None
        if reliable is None
        else Reliable(
            standard_error=float(reliable["standard_error"]),
            higher_is=reliable["higher_is"],
            difference=_values(reliable["difference"]),
            index=_values(reliable["index"]),
            verdict=reliable["verdict"],
        ),
    )


def _state(document: dict[str, Any] | None) -> RowAt | None:
    if document is None:
        return None
    observed_on = document["observed_on"]
    return RowAt(
        status=document["status"],
        applies=document["applies"],
        answer=document["answer"],
        value=ValueInterval._of(document["value"]),
        observed_on=None if observed_on is None else dt.date.fromisoformat(observed_on),
        record=document["record"],
        contested=document["contested"],
        widened=document["widened"],
        points=MappingProxyType(
            {each["scale"]: None if each["low"] is None else _values(each) for each in document["points"]}
        ),
    )


def _row(document: dict[str, Any]) -> ChangedRow:
    return ChangedRow(
        item=document["item"],
        person=document["person"],
        before=_state(document["before"]),
        after=_state(document["after"]),
        shares=MappingProxyType({each["scale"]: _movement(each) for each in document["shares"]}),
        cause=document["cause"],
        records=tuple(document["records"]),
    )
