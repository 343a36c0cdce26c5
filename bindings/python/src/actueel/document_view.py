# SPDX-License-Identifier: MPL-2.0
"""What every typed view of a document of the core has in common: its text, which tells whether two are the same."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .instrument import Instrument

__all__ = ["AnswerView", "DocumentView"]


class DocumentView:
    """A document about one family. Immutable; two of a kind are equal when their documents are the same bytes."""

    __slots__ = ("__dict__", "_text")

    def __init__(self, text: str) -> None:
        self._text = text

    def to_json(self) -> str:
        """Return the document, the same bytes at every door."""
        return self._text

    def to_dict(self) -> dict[str, Any]:
        """Return the document as a new dictionary."""
        document: dict[str, Any] = json.loads(self._text)
        return document

    @cached_property
    def _document(self) -> dict[str, Any]:
        return self.to_dict()

    @property
    def family(self) -> str:
        """The family's id."""
        return str(self._document["family"])

    def __eq__(self, other: object) -> bool:
        """Two of a kind are equal when their documents are."""
        return self._text == other._text if isinstance(other, type(self)) else NotImplemented

    def __hash__(self) -> int:
        """Hash the document."""
        return hash(self._text)


class AnswerView(DocumentView):
    """What one instrument says of a family, or of one child of it."""

    __slots__ = ("_instrument",)

    def __init__(self, text: str, instrument: Instrument) -> None:
        super().__init__(text)
        self._instrument = instrument

    @property
    def instrument(self) -> Instrument:
        """The instrument that was asked."""
        return self._instrument

    @property
    def child(self) -> str | None:
        """The child that was asked about, or None for the family."""
        child: str | None = self._document["child"]
        return child
