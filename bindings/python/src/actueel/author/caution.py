# SPDX-License-Identifier: MPL-2.0
"""A caution: what is allowed, and still deserves a second look by the author of a document."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Caution"]


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing that an author should know before others use the document.

    Attributes
    ----------
    code : str
        What kind of caution it is, for programs: ``"item_unused"``.
    document : str
        The document's name: a path, or what the caller called it.
    place : str
        A JSON Pointer; empty for the whole document.
    text, remedy : str
        What is so, and what can be done about it. Never free text about people: ids, codes, numbers and days alone.

    """

    code: str
    document: str
    place: str
    text: str
    remedy: str

    def __str__(self) -> str:
        """Return everything on one line."""
        return f"{self.document}: {self.place or 'document'}: warning {self.code}: {self.text}; {self.remedy}"
