# SPDX-License-Identifier: MPL-2.0
"""Histories: the append-only records of one family."""

from __future__ import annotations

import json
import os
from typing import Any

from . import _core
from .moment import Day, KnownAt, day_text, known_at_text

__all__ = ["History"]


class History:
    """The records of one family, checked; immutable, and free to share between threads.

    Examples
    --------
    >>> family = ac.History.load("examples/family.json")
    >>> family.family
    'F-0001'

    """

    __slots__ = ("_core", "_name", "_text")

    def __init__(self, text: bytes, name: str) -> None:
        self._text = text
        self._name = name
        self._core = _core.History(text, name)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> History:
        """Read a history from a JSON file.

        Raises
        ------
        Error
            Every problem of the document at once, each with its place and a remedy; ``file_unreadable`` for a path
            that is missing or a directory.

        """
        name = os.fspath(path)
        return cls(_core.read_file(name), name)

    @classmethod
    def parse(cls, text: str | bytes, name: str = "history") -> History:
        """Read a history from a JSON text; `name` stands in errors.

        Raises
        ------
        Error
            Every problem of the document at once.

        """
        return cls(text.encode() if isinstance(text, str) else text, name)

    @property
    def family(self) -> str:
        """The family's id."""
        return self._core.family

    def children(self, *, as_of: Day, known_at: KnownAt = "everything") -> tuple[str, ...]:
        """Return the ids of the children of a day, wherever they live: whom a child's instrument is asked about.

        Examples
        --------
        >>> family.children(as_of="2020-04-16")
        ('p1', 'p2')

        """
        return tuple(self._core.children_on(day_text(as_of), known_at_text(known_at)))

    def involved(self, *, as_of: Day, known_at: KnownAt = "everything") -> bool:
        """Say whether a day lies inside an involvement or, where none is on record, not before the first day.

        Examples
        --------
        >>> family.involved(as_of="2019-10-31"), family.involved(as_of="2019-11-01")
        (False, True)

        """
        return self._core.involved_on(day_text(as_of), known_at_text(known_at))

    def withheld_from(self, audience: str, *, as_of: Day, known_at: KnownAt = "everything") -> frozenset[str]:
        """Return the ids of the records that a reader does not get: what is withheld, and what leans on it.

        Parameters
        ----------
        audience : str
            ``"worker"``, ``"court"``, ``"parent:ID"`` or ``"child:ID"``.
        as_of, known_at
            The moment; what is recorded later is not looked at.

        Raises
        ------
        Error
            ``value_unknown`` or ``person_not_introduced`` for an audience or person that is not known.

        Examples
        --------
        >>> sorted(family.withheld_from("child:p1", as_of="2020-04-16"))[:3]
        ['o10', 'o11', 'o12']

        """
        return frozenset(
            _core.withheld_from(self._core, audience=audience, as_of=day_text(as_of), known_at=known_at_text(known_at))
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the document as it was written, as a new dictionary."""
        document: dict[str, Any] = json.loads(self._text)
        return document

    def __eq__(self, other: object) -> bool:
        """Two histories are equal when their texts are."""
        return self._text == other._text if isinstance(other, History) else NotImplemented

    def __hash__(self) -> int:
        """Hash the text."""
        return hash(self._text)

    def __repr__(self) -> str:
        """Name the family."""
        return f"<History of {self.family}>"

    def __reduce__(self) -> tuple[Any, tuple[bytes, str]]:
        """Pickle as the document's text."""
        return History, (self._text, self._name)
