# SPDX-License-Identifier: MPL-2.0
"""The reach of a correction: which signed-off assessments leaned on a record, and what they would say now.

Every class here is a typed view of one object of the reach document. Nothing is computed: the core answered, this
reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from . import _core
from .document_view import DocumentView
from .levels import LevelInterval, ValueInterval
from .signed import Instruments, SignOff, asked_of

if TYPE_CHECKING:
    import pyarrow as pa

    from .history import History

__all__ = ["Leaning", "NotTold", "Reach", "ReachedSignOff", "Said", "reach"]


@dataclass(frozen=True, slots=True)
class Leaning:
    """How an assessment leaned on the record, such as ``"answer"``; on which item, about whom, where that is so."""

    how: str
    item: str | None
    person: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """What an instrument says of one moment.

    Attributes
    ----------
    computed, final : LevelInterval or None
        None where the instrument has no levels, or the question is refused.
    scales : mapping of str to ValueInterval
        The published values by scale id; empty where the question is refused.
    differs : bool
        What is found of then: from the level that was signed. Of now: from then. Without the record: from now.
    refused : str or None
        The code of the error, where the question is refused.

    """

    computed: LevelInterval | None
    final: LevelInterval | None
    scales: Mapping[str, ValueInterval]
    differs: bool
    refused: str | None


@dataclass(frozen=True, slots=True)
class ReachedSignOff:
    """A sign-off whose assessment leaned on the record.

    Attributes
    ----------
    sign_off : SignOff
        Who signed, when, and to whom it was given.
    instrument, version : str
        What was asked.
    leaned : tuple of Leaning
        How it leaned on the record.
    signed : LevelInterval or None
        The level that was signed, where one was.
    then, now : Said
        What is found of that day with what was known then, and with everything that is known now.
    without : Said or None
        What is found without the record; None where it is no longer in force, so that `now` is without it.

    """

    sign_off: SignOff
    instrument: str
    version: str
    leaned: tuple[Leaning, ...]
    signed: LevelInterval | None
    then: Said
    now: Said
    without: Said | None


@dataclass(frozen=True, slots=True)
class NotTold:
    """A sign-off of which cannot be told whether it leaned on the record.

    `why` is ``"no_instrument"`` (it was not given and is not shipped) or ``"refused"``, with the code of the error.
    """

    sign_off: SignOff
    instrument: str
    why: str
    code: str | None


class Reach(DocumentView):
    """Every sign-off whose assessment leaned on a record as it stood at that sign-off's own moment.

    Made by `reach`. Immutable; two are equal when their documents are the same bytes. Prints as a table, and shows as
    one in a notebook.

    Examples
    --------
    >>> signed = ac.History.load("examples/signed.json")
    >>> r = ac.reach(signed, "c2")
    >>> r.record, [(each.sign_off.record, each.sign_off.given_to, each.now.differs) for each in r.sign_offs]
    ('o1', [('s1', ('parent',), True), ('s2', ('parent', 'court'), True)])

    """

    __slots__ = ()

    @property
    def record(self) -> str:
        """The id by which the record is known: that of its first link."""
        return str(self._document["record"]["id"])

    @property
    def asked(self) -> str:
        """The id that was asked about: of the record, or of a correction or retraction of it."""
        return str(self._document["record"]["asked"])

    @property
    def record_type(self) -> str:
        """What kind of record it is."""
        return str(self._document["record"]["type"])

    @property
    def corrections(self) -> int:
        """How many corrections it has."""
        return int(self._document["record"]["corrections"])

    @property
    def retracted(self) -> bool:
        """Whether it was."""
        return self._document["record"]["retracted_at"] is not None

    @cached_property
    def sign_offs(self) -> tuple[ReachedSignOff, ...]:
        """Those that leaned on it, by when they were recorded; retracted ones too."""
        return tuple(map(_reached, self._document["sign_offs"]))

    @cached_property
    def not_told(self) -> tuple[NotTold, ...]:
        """Those of which it cannot be told."""
        return tuple(
            NotTold(SignOff.of(each), each["instrument"], each["why"], each["code"])
            for each in self._document["not_told"]
        )

    def to_frame(self) -> pa.Table:
        """Return one row for each sign-off that leaned on the record.

        Returns
        -------
        pyarrow.Table
            Columns ``family``, ``record``, ``sign_off``, ``child``, ``as_of``, ``instrument``, ``given_to`` (a list),
            ``leaned`` (a list), the ends of the level ``signed``, ``then``, ``now`` and ``without``, and whether
            ``now`` and ``without`` differ from then.

        Examples
        --------
        >>> r = ac.reach(ac.History.load("examples/signed.json"), "o1")
        >>> r.to_frame().select(["sign_off", "leaned"]).to_pylist()[0]
        {'sign_off': 's1', 'leaned': ['answer prior_harm']}

        """
        from .signed_table import reach_table

        return reach_table(self)

    def __reduce__(self) -> tuple[type[Reach], tuple[str]]:
        """Pickle as the document's text."""
        return Reach, (self._text,)

    def __repr__(self) -> str:
        """Name the record and how many sign-offs leaned on it."""
        return f"<Reach of {self.record} of {self.family}: {len(self.sign_offs)} sign-offs>"

    def __str__(self) -> str:
        """Return the sign-offs as aligned text for people."""
        from .signed_text import reach_text

        return reach_text(self)

    def _repr_html_(self) -> str:
        from .signed_text import reach_html

        return reach_html(self)


def reach(history: History, record: str, instruments: Instruments = ()) -> Reach:
    """Say which signed-off assessments leaned on a record, to whom they were given, and what they would say now.

    Parameters
    ----------
    history : History
        The records of one family.
    record : str
        The id of the record, or of a correction or retraction of it.
    instruments : Instrument, id or path, or several
        What sign-offs may name; as for `replay`.

    Returns
    -------
    Reach
        A sign-off that is not in it would be the same without the record: same scales, levels, statuses and points.

    Raises
    ------
    Error
        ``reference_unknown`` for an id that no record has, or what `instrument` raises of an id or a path.

    Examples
    --------
    >>> r = ac.reach(ac.History.load("examples/signed.json"), "o1")
    >>> print(r.sign_offs[0].then.scales["static"], "->", r.sign_offs[0].now.scales["static"])
    5 -> 2

    """
    among = [each._core for each in asked_of(history, instruments)]
    return Reach(_core.reach(history._core, record, among))


def _said(document: dict[str, Any]) -> Said:
    return Said(
        computed=LevelInterval._of(document["computed"]),
        final=LevelInterval._of(document["final"]),
        scales=MappingProxyType(
            {each["id"]: ValueInterval(float(each["low"]), float(each["high"])) for each in document["scales"]}
        ),
        differs=document["differs"],
        refused=document["refused"],
    )


def _reached(document: dict[str, Any]) -> ReachedSignOff:
    return ReachedSignOff(
        sign_off=SignOff.of(document),
        instrument=document["instrument"]["id"],
        version=document["instrument"]["version"],
        leaned=tuple(Leaning(each["how"], each["item"], each["person"]) for each in document["leaned"]),
        signed=LevelInterval._of(document["signed"]),
        then=_said(document["then"]),
        now=_said(document["now"]),
        without=None if document["without"] is None else _said(document["without"]),
    )
