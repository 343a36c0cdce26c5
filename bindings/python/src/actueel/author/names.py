# SPDX-License-Identifier: MPL-2.0
"""Ids and codes made from words, each once."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["Names", "slug"]

RESERVED = ("unknown", "refused", "not_applicable", "not_seen")
LONGEST = 64


def slug(words: str, keep: str = "_") -> str:
    """Return words as an id: lower-case ASCII letters, digits and what is kept, at most 40 characters.

    Examples
    --------
    >>> slug("Coërcie / geweld?"), slug("/44250-9", keep="_.-")
    ('coercie_geweld', '44250-9')

    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(rf"[^a-z0-9{re.escape(keep)}]+", "_", plain).strip("_")[:40].strip("_")


class Names:
    """Gives each thing an id that no other has; one that is a well-formed id already stays as it is."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, words: str, otherwise: str) -> str:
        """Return an id for words: themselves, or made from them, or made from another word where nothing is left."""
        name = words if re.fullmatch(rf"[A-Za-z0-9._-]{{1,{LONGEST}}}", words) else slug(words, keep="_.-") or otherwise
        if name in RESERVED:
            name = f"answer_{name}"
        free, n = name, 2
        while free in self._taken:
            free, n = f"{name[: LONGEST - 5]}_{n}", n + 1
        self._taken.add(free)
        return free
