# SPDX-License-Identifier: MPL-2.0
"""Families that could not be read or scored, and why; one gives no row at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import Error, Problem

__all__ = ["Rejected", "RejectedError"]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A family that could not be read or scored, and why; it gives no row at all.

    Attributes
    ----------
    family : str or None
        Its id; None where it has none, or nothing that is shaped as an id.
    code, place : str
        Of the first problem.
    reason : str
        All of them, a line each.

    """

    family: str | None
    code: str
    place: str
    reason: str

    @classmethod
    def of(cls, family: str | None, error: Error) -> Rejected:
        """Return the rejection that an error makes."""
        shaped = family is not None and re.fullmatch(r"[A-Za-z0-9._-]{1,64}", family, re.ASCII)
        first = error.problems[0]
        return cls(family if shaped else None, first.code, first.place, str(error))


class RejectedError(Error):
    """Families were rejected and the caller did not ask for a list of them."""

    def __init__(
        self,
        rejected: tuple[Rejected, ...],
        remedy: str = "give rejects=[] to score the others and keep a list of these",
    ) -> None:
        super().__init__([Problem(each.code, "records", each.place) for each in rejected])
        self.rejected = rejected
        self.remedy = remedy

    def __str__(self) -> str:
        """Return the first reasons, and what to do."""
        n = len(self.rejected)
        lines = "\n".join(each.reason for each in self.rejected[:10]) + (f"\n… and {n - 10} more" if n > 10 else "")
        return f"{lines}\n{n} rejected: {self.remedy}."
