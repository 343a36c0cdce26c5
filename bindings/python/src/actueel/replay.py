# SPDX-License-Identifier: MPL-2.0
"""The past asked again: whether each signed-off level is what the library finds today, with what was known then.

Every class here is a typed view of one object of the replay document. Nothing is computed: the core answered, this
reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from . import _core
from .document_view import DocumentView
from .levels import LevelInterval
from .signed import Instruments, SignOff, asked_of

if TYPE_CHECKING:
    import pyarrow as pa

    from .history import History

__all__ = ["Replay", "ReplayedSignOff", "replay"]


@dataclass(frozen=True, slots=True)
class ReplayedSignOff:
    """A sign-off, asked again.

    Attributes
    ----------
    sign_off : SignOff
        Who signed, when, and for whom.
    instrument : str
        The id of the instrument that it names.
    outcome : str
        ``"same"``; ``"differs"``; ``"no_level"`` (none was signed, so that there is nothing to compare);
        ``"no_instrument"`` (it was not given and is not shipped); ``"refused"`` (the question is, today).
    reproduced : bool
        Whether it comes out as it was, from records that are what they were.
    signed, today : LevelInterval or None
        The level that was signed, and the one that is found; None where there is none.
    why : tuple of str
        What differs where the level does: ``"instrument"``, ``"records"``, ``"library"`` (neither of them), or
        ``"untold"``: not all was written down, so that it cannot be told.
    instrument_is, records_are : str
        Whether they are what was written down: ``"same"``, ``"differs"`` or ``"not_stated"``.
    version_then, version_now : str or None
        Of the instrument.
    refused : str or None
        The code of the error, where the question is refused today.

    """

    sign_off: SignOff
    instrument: str
    outcome: str
    reproduced: bool
    signed: LevelInterval | None
    today: LevelInterval | None
    why: tuple[str, ...]
    instrument_is: str
    records_are: str
    version_then: str | None
    version_now: str | None
    refused: str | None


class Replay(DocumentView):
    """Every sign-off of a history, asked again with what was known then.

    Made by `replay`. Immutable; two are equal when their documents are the same bytes. Prints as a table, and shows as
    one in a notebook. The truth of it is `reproduced`.

    Examples
    --------
    >>> signed = ac.History.load("examples/signed.json")
    >>> r = ac.replay(signed)
    >>> [(each.sign_off.record, each.outcome) for each in r.sign_offs]
    [('s1', 'same'), ('s2', 'same'), ('s3', 'same')]

    """

    __slots__ = ()

    @property
    def reproduced(self) -> bool:
        """Whether every sign-off in force comes out as it was, from records that are what they were."""
        return bool(self._document["reproduced"])

    @cached_property
    def sign_offs(self) -> tuple[ReplayedSignOff, ...]:
        """Every sign-off by when it was recorded, retracted ones too."""
        return tuple(map(_replayed, self._document["sign_offs"]))

    def to_frame(self) -> pa.Table:
        """Return one row a sign-off.

        Returns
        -------
        pyarrow.Table
            Columns ``family``, ``record``, ``child``, ``as_of``, ``instrument``, ``outcome``, ``reproduced``, the ends
            of the level ``signed`` and ``today``, ``why`` (a list), ``instrument_is`` and ``records_are``.

        Examples
        --------
        >>> r = ac.replay(ac.History.load("examples/signed.json"))
        >>> r.to_frame().column("outcome").to_pylist()
        ['same', 'same', 'same']

        """
        from .signed_table import replay_table

        return replay_table(self)

    def __bool__(self) -> bool:
        """Whether the past is reproduced."""
        return self.reproduced

    def __reduce__(self) -> tuple[type[Replay], tuple[str]]:
        """Pickle as the document's text."""
        return Replay, (self._text,)

    def __repr__(self) -> str:
        """Name the family and how many sign-offs are reproduced."""
        fine = sum(each.reproduced for each in self.sign_offs)
        return f"<Replay of {self.family}: {fine} of {len(self.sign_offs)} sign-offs reproduced>"

    def __str__(self) -> str:
        """Return the sign-offs as aligned text for people."""
        from .signed_text import replay_text

        return replay_text(self)

    def _repr_html_(self) -> str:
        from .signed_text import replay_html

        return replay_html(self)


def replay(history: History, instruments: Instruments = ()) -> Replay:
    """Ask every sign-off of a history again, with what was known then.

    Parameters
    ----------
    history : History
        The records of one family.
    instruments : Instrument, id or path, or several
        What sign-offs may name; shipped instruments are found by their id without being given. Of several versions
        the one whose digest the sign-off states is asked, else the one whose version it states, else the first.

    Returns
    -------
    Replay
        Of each sign-off whether the same level is found and, where not, whether instrument, records or library differ.
        One whose instrument is not there is said, not skipped; a retracted one is told and holds nothing up.

    Raises
    ------
    Error
        What `instrument` raises of an id or a path.

    Examples
    --------
    >>> ac.replay(ac.History.load("examples/signed.json")).reproduced
    True

    """
    return Replay(_core.replay(history._core, [each._core for each in asked_of(history, instruments)]))


def _replayed(document: dict[str, Any]) -> ReplayedSignOff:
    of = document["instrument"]
    return ReplayedSignOff(
        sign_off=SignOff.of(document),
        instrument=of["id"],
        outcome=document["outcome"],
        reproduced=document["reproduced"],
        signed=LevelInterval._of(document["signed"]),
        today=LevelInterval._of(document["today"]),
        why=tuple(document["why"]),
        instrument_is=of["is"],
        records_are=document["records"]["are"],
        version_then=of["then"]["version"],
        version_now=None if of["now"] is None else of["now"]["version"],
        refused=None if document["refused"] is None else document["refused"]["code"],
    )
