# SPDX-License-Identifier: MPL-2.0
"""The answer: what an instrument says of a family at a moment, as Python values.

Every class here is a typed view of one object of the assessment document, under the names it has there. Nothing is
computed: the core answered, this reads.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from .document_view import AnswerView
from .levels import LevelInterval, ValueInterval

if TYPE_CHECKING:
    from .instrument import Instrument

__all__ = [
    "Answer",
    "Assessment",
    "Counts",
    "Due",
    "Household",
    "Ignored",
    "Item",
    "Lapsed",
    "Member",
    "Note",
    "Override",
    "PointsOf",
    "Question",
    "Row",
    "Rule",
    "Scale",
    "Term",
    "Voice",
    "Way",
    "Why",
]

Answer = str | int | float
"""An option's code, a number, or ``"unknown"``, ``"refused"``, ``"not_applicable"``."""

Document = dict[str, Any]
T = TypeVar("T")


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _must_day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _plain(kind: type[T], document: Document) -> T:
    """Make a dataclass whose fields are the document's own."""
    return kind(**{field.name: document[field.name] for field in fields(kind)})  # type: ignore[arg-type]


def _interval(document: Document) -> ValueInterval | None:
    return None if document["low"] is None else ValueInterval._of(document)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of asked items have each status; contested ones are counted beside it."""

    current: int
    stale: int
    unknown: int
    not_applicable: int
    contested: int


@dataclass(frozen=True, slots=True)
class Due:
    """When somebody has to look again; a day is None where nothing is due."""

    answers_due: dt.date | None
    review_due: dt.date | None
    due: dt.date | None
    overdue_since: dt.date | None


@dataclass(frozen=True, slots=True)
class Member:
    """One membership of the household that runs on the day."""

    person: str
    role: str
    lives: str
    counted: bool
    born_on: dt.date | None
    record: str


@dataclass(frozen=True, slots=True)
class Household:
    """Who is there: whether each role is ``"known"``, ``"empty"`` or ``"unknown"``, and the members."""

    child: str
    caregiver: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """What one item, or one other scale, brings to a scale; None where it does not apply."""

    item: str | None
    scale: str | None
    value: ValueInterval | None
    applies: bool | None
    known: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale's value: the published one, and the points before its table."""

    id: str
    low: float
    high: float
    points: ValueInterval
    level: LevelInterval | None
    terms: tuple[Term, ...]

    @property
    def determined(self) -> bool:
        """Whether one value is left."""
        return self.low == self.high

    def __str__(self) -> str:
        """Return the value, or ``low to high``."""
        return str(ValueInterval(self.low, self.high))


@dataclass(frozen=True, slots=True)
class Why:
    """Why an answer expires: ``"shelf_life"``, ``"joins"``, ``"leaves"`` or ``"event"``, and by which record."""

    why: str
    record: str | None


@dataclass(frozen=True, slots=True)
class Voice:
    """Another unexpired word on the same question."""

    record: str
    source: str
    by: str | None
    basis: str
    observed_on: dt.date
    answer: Answer
    counted: bool


@dataclass(frozen=True, slots=True)
class PointsOf:
    """What one row gives on one scale."""

    scale: str
    value: ValueInterval | None
    applies: bool | None


@dataclass(frozen=True, slots=True)
class Row:
    """One item as it stands for one person, or for the family (``person`` is None)."""

    person: str | None
    status: str
    applies: bool | None
    answer: Answer | None
    value: ValueInterval | None
    observed_on: dt.date | None
    age_days: int | None
    expires_on: dt.date | None
    expires_by: Why | None
    record: str | None
    source: str | None
    by: str | None
    basis: str | None
    contested: bool
    disputed: bool
    voices: tuple[Voice, ...]
    not_current: tuple[Why, ...]
    points: tuple[PointsOf, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An item and its rows; iterates and indexes as the tuple of its rows."""

    id: str
    kind: str
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        """Iterate over the rows, the family's or one a person."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __getitem__(self, index: int) -> Row:
        """Return one row."""
        return self.rows[index]


@dataclass(frozen=True, slots=True)
class Lapsed:
    """An answer that no longer counts, with what it used to give on each scale."""

    item: str
    person: str | None
    record: str
    answer: Answer
    observed_on: dt.date
    expires_on: dt.date
    expires_by: Why
    kept: bool
    points: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Ignored:
    """Observations that the instrument does not use, and why."""

    item: str
    why: str
    count: int
    nearest: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: true, false or None for unknown, and the level interval after it."""

    id: str
    truth: bool | None
    level: LevelInterval


@dataclass(frozen=True, slots=True)
class Override:
    """A discretionary override that is active on the day, and whether it counts."""

    record: str
    level: str
    by: str
    start: dt.date
    until: dt.date
    kind: str
    state: str
    why: tuple[str, ...]
    to_review: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question worth asking next, and how far its answer can settle the level."""

    item: str
    person: str | None
    settles: str | None
    levels_left: int | None
    width_removed: float
    texts: Mapping[str, str]

    def question(self, lang: str = "nl") -> str:
        """Return what is asked, in a language or in the first that the instrument has.

        Examples
        --------
        >>> risk.assess(family, as_of="2020-04-16").ask_next[0].question("en")
        'Does a caregiver see the child mostly as difficult or bad?'

        """
        return self.texts.get(lang) or next(iter(self.texts.values()))


@dataclass(frozen=True, slots=True)
class Way:
    """The level interval if one changeable item had its best answer."""

    item: str
    level: LevelInterval | None


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on the evidence, such as ``"judgement_only"`` or ``"single_voice"``."""

    note: str
    item: str | None
    person: str | None
    records: tuple[str, ...]


class Assessment(AnswerView):
    """What an instrument says of one family, or one child of it, at one moment.

    Made by `Instrument.assess`. Immutable; two are equal when their documents are the same bytes. Prints as a table,
    and shows as one in a notebook.

    Examples
    --------
    >>> risk = ac.instrument("risk-check")
    >>> family = ac.History.load("examples/family.json")
    >>> a = risk.assess(family, as_of="2020-04-16")
    >>> print(a.computed, a.determined, a.scales["total"].low)
    moderate to high False 18.0

    """

    __slots__ = ()

    @cached_property
    def as_of(self) -> dt.date:
        """The day as of which this holds."""
        return _must_day(self._document["as_of"])

    @property
    def known_at(self) -> str:
        """``"everything"``, ``"as_of"``, or the instant."""
        return str(self._document["known_at"])

    @property
    def records_sha256(self) -> str:
        """The digest over all records in force."""
        return str(self._document["records_sha256"])

    @cached_property
    def computed(self) -> LevelInterval | None:
        """The level that scales and rules give; None where the instrument has no levels."""
        return LevelInterval._of(self._document["level"]["computed"])

    @cached_property
    def final(self) -> LevelInterval | None:
        """The computed level after an override, if one counts; None where the instrument has no levels."""
        return LevelInterval._of(self._document["level"]["final"])

    @property
    def determined(self) -> bool | None:
        """Whether one computed level is left; None where the instrument has no levels."""
        determined: bool | None = self._document["level"]["determined"]
        return determined

    @cached_property
    def rate(self) -> ValueInterval | None:
        """The hull of the published rates that are still possible, where the instrument has any."""
        return ValueInterval._of(self._document["level"]["rate"])

    @cached_property
    def overrides(self) -> tuple[Override, ...]:
        """The overrides that are active on the day, in order."""
        return tuple(
            Override(
                record=each["record"],
                level=each["level"],
                by=each["by"],
                start=_must_day(each["start"]),
                until=_must_day(each["until"]),
                kind=each["kind"],
                state=each["state"],
                why=tuple(each["why"]),
                to_review=each["to_review"],
            )
            for each in self._document["level"]["overrides"] or ()
        )

    @cached_property
    def counts(self) -> Counts:
        """How many rows of asked items have each status."""
        return _plain(Counts, self._document["counts"])

    @cached_property
    def household(self) -> Household:
        """Who belongs to the household on the day."""
        household = self._document["household"]
        return Household(
            child=household["child"],
            caregiver=household["caregiver"],
            members=tuple(
                Member(
                    person=each["person"],
                    role=each["role"],
                    lives=each["lives"],
                    counted=each["counted"],
                    born_on=_day(each["born_on"]),
                    record=each["record"],
                )
                for each in household["members"]
            ),
        )

    @cached_property
    def scales(self) -> Mapping[str, Scale]:
        """The scales by id, in the instrument's order."""
        return MappingProxyType({each["id"]: _scale(each) for each in self._document["scales"]})

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in order, with the level interval after each."""
        return tuple(
            Rule(each["id"], each["truth"], LevelInterval(each["level"]["low"], each["level"]["high"]))
            for each in self._document["rules"]
        )

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """The items by id, in the instrument's order, each with its rows."""
        return MappingProxyType(
            {
                each["id"]: Item(each["id"], each["kind"], tuple(_row(row) for row in each["rows"]))
                for each in self._document["items"]
            }
        )

    @cached_property
    def no_longer_counts(self) -> tuple[Lapsed, ...]:
        """The answers that no longer count, oldest first."""
        return tuple(
            Lapsed(
                item=each["item"],
                person=each["person"],
                record=each["record"],
                answer=each["answer"],
                observed_on=_must_day(each["observed_on"]),
                expires_on=_must_day(each["expires_on"]),
                expires_by=_plain(Why, each["expires_by"]),
                kept=each["kept"],
                points=MappingProxyType({points["scale"]: points["points"] for points in each["points"] or ()}),
            )
            for each in self._document["no_longer_counts"]
        )

    @cached_property
    def due(self) -> Due:
        """When somebody has to look again."""
        due = self._document["due"]
        return Due(**{name: _day(due[name]) for name in ("answers_due", "review_due", "due", "overdue_since")})

    @cached_property
    def ignored(self) -> tuple[Ignored, ...]:
        """The observations that this instrument does not use, and why."""
        return tuple(_plain(Ignored, each) for each in self._document["ignored"])

    @cached_property
    def ask_next(self) -> tuple[Question, ...]:
        """The questions worth asking next, the most useful first."""
        asks = {each["id"]: each["ask"] for each in self.instrument._document["items"] if "ask" in each}
        return tuple(
            Question(
                item=each["item"],
                person=each["person"],
                settles=each["settles"],
                levels_left=each["levels_left"],
                width_removed=float(each["width_removed"]),
                texts=MappingProxyType(asks[each["item"]]),
            )
            for each in self._document["ask_next"]
        )

    @cached_property
    def floor(self) -> LevelInterval | None:
        """The level interval if every changeable item had its best answer."""
        return LevelInterval._of(self._document["floor"])

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """What a change of each changeable item alone would give."""
        return tuple(Way(each["item"], LevelInterval._of(each["level"])) for each in self._document["ways"])

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Remarks on the evidence."""
        return tuple(
            Note(each["note"], each["item"], each["person"], tuple(each["records"])) for each in self._document["notes"]
        )

    def __reduce__(self) -> tuple[type[Assessment], tuple[str, Instrument]]:
        """Pickle as the document's text and its instrument."""
        return Assessment, (self._text, self._instrument)

    def __repr__(self) -> str:
        """Name the question and the answer on one line."""
        of = self.family if self.child is None else f"{self.family}/{self.child}"
        return f"<Assessment {self.instrument.id} of {of} as of {self.as_of}: {_headline(self)}>"

    def __str__(self) -> str:
        """Return the assessment as aligned text for people."""
        from .text import assessment_text

        return assessment_text(self)

    def _repr_html_(self) -> str:
        from .text import assessment_html

        return assessment_html(self)


def _headline(a: Assessment) -> str:
    if a.final is not None:
        return str(a.final)
    return ", ".join(f"{scale.id} {scale}" for scale in a.scales.values()) or "no levels, no scales"


def _scale(document: Document) -> Scale:
    points = document["points"]
    return Scale(
        id=document["id"],
        low=float(document["low"]),
        high=float(document["high"]),
        points=ValueInterval(float(points["low"]), float(points["high"])),
        level=LevelInterval._of(document["level"]),
        terms=tuple(
            Term(each["item"], each["scale"], _interval(each), each["applies"], each["known"])
            for each in document["terms"]
        ),
    )


def _row(document: Document) -> Row:
    expires_by = document["expires_by"]
    return Row(
        person=document["person"],
        status=document["status"],
        applies=document["applies"],
        answer=document["answer"],
        value=ValueInterval._of(document["value"]),
        observed_on=_day(document["observed_on"]),
        age_days=document["age_days"],
        expires_on=_day(document["expires_on"]),
        expires_by=None if expires_by is None else _plain(Why, expires_by),
        record=document["record"],
        source=document["source"],
        by=document["by"],
        basis=document["basis"],
        contested=document["contested"],
        disputed=document["disputed"],
        voices=tuple(
            Voice(
                record=each["record"],
                source=each["source"],
                by=each["by"],
                basis=each["basis"],
                observed_on=_must_day(each["observed_on"]),
                answer=each["answer"],
                counted=each["counted"],
            )
            for each in document["voices"]
        ),
        not_current=tuple(Why(each["why"], each["record"]) for each in document["not_current"]),
        points=tuple(PointsOf(each["scale"], _interval(each), each["applies"]) for each in document["points"]),
    )
