# SPDX-License-Identifier: MPL-2.0
"""What a conversion could not carry over: always listed, never dropped silently."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Losses", "Lost"]


@dataclass(frozen=True, slots=True)
class Lost:
    """One thing of the document that was given and that the document that came out does not hold.

    Attributes
    ----------
    place : str
        A JSON Pointer into the document that was given.
    what : str
        What stands there: a field's name or a kind of thing, never free text.
    why : str
        Why it could not be carried over, and what is so instead.

    """

    place: str
    what: str
    why: str


@dataclass(slots=True)
class Losses:
    """Everything that was lost so far, and everything that had to be assumed."""

    lost: list[Lost] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    def lose(self, place: str, what: str, why: str) -> None:
        """Note one thing that is not carried over."""
        self.lost.append(Lost(place, what, why))

    def lose_rest(self, place: str, document: dict[str, object], known: set[str], why: str) -> None:
        """Note every field of an object that nobody looked at."""
        for name in document:
            if name not in known:
                self.lose(f"{place}/{name.replace('~', '~0').replace('/', '~1')}", f"the field {name}", why)

    def assume(self, words: str) -> None:
        """Note something that the document did not say, once."""
        if words not in self.assumed:
            self.assumed.append(words)
