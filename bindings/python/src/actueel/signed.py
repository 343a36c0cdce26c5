# SPDX-License-Identifier: MPL-2.0
"""What documents about sign-offs have in common, and finding the instruments that sign-offs name."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from . import _core
from .instrument import Instrument
from .shipped import instrument, instruments

if TYPE_CHECKING:
    from .history import History

__all__ = ["Instruments", "SignOff", "asked_of", "instant"]

Instruments: TypeAlias = "Instrument | str | os.PathLike[str] | Iterable[Instrument | str | os.PathLike[str]]"
"""Instruments, shipped ids or paths: one, or several."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signed what, when, about whom, and to whom it was given; as its last correction says.

    Attributes
    ----------
    record : str
        Its id.
    recorded_at, known_at : datetime.datetime
        When it was signed, and until when records were known to it; UTC.
    retracted_at : datetime.datetime or None
        When it was taken back; it was given all the same.
    corrected : bool
        Whether it was.
    as_of : datetime.date
        The day that it speaks of.
    child : str or None
        The child that it is about, or None for the family.
    by : str
        The role that signed.
    given_to : tuple of str
        To whom it was given.

    """

    record: str
    recorded_at: dt.datetime
    retracted_at: dt.datetime | None
    corrected: bool
    as_of: dt.date
    known_at: dt.datetime
    child: str | None
    by: str
    given_to: tuple[str, ...]

    @property
    def in_force(self) -> bool:
        """Whether it was never retracted."""
        return self.retracted_at is None

    @classmethod
    def of(cls, document: dict[str, Any]) -> SignOff:
        """Return the sign-off of an entry of a document."""
        return cls(
            record=document["record"],
            recorded_at=instant(document["recorded_at"]),
            retracted_at=None if document["retracted_at"] is None else instant(document["retracted_at"]),
            corrected=document["corrected"],
            as_of=dt.date.fromisoformat(document["as_of"]),
            known_at=instant(document["known_at"]),
            child=document["child"],
            by=document["by"],
            given_to=tuple(document["given_to"]),
        )


def instant(text: str) -> dt.datetime:
    """Return an instant as documents write it."""
    return dt.datetime.fromisoformat(text)


def asked_of(history: History, given: Instruments) -> list[Instrument]:
    """Return the instruments given, and those of the shipped ones that sign-offs of a history name.

    Raises
    ------
    Error
        What `instrument` raises of an id or a path.

    """
    several = [given] if isinstance(given, Instrument | str | os.PathLike) else list(given)
    found = [each if isinstance(each, Instrument) else instrument(each) for each in several]
    shipped = set(instruments())
    return found + [instrument(each) for each in sorted(_core.instruments_signed(history._core)) if each in shipped]
