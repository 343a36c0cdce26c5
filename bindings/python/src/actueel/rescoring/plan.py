# SPDX-License-Identifier: MPL-2.0
"""What the core's plan says of an instrument: which of its parts are scored in lanes, how, and why others are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import _core

if TYPE_CHECKING:
    from ..instrument import Instrument

__all__ = ["Part", "Plan"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an instrument.

    Attributes
    ----------
    part : str
        ``item ID``, ``scale ID``, ``rule ID``, or ``instrument``.
    lanes : bool
        Whether it can be scored in lanes.
    how : str
        In which lanes; or, where it cannot, every reason.

    """

    part: str
    lanes: bool
    how: str


@dataclass(frozen=True, slots=True)
class Plan:
    """How tables of records are scored by an instrument; the rows are those of `assess` either way.

    Attributes
    ----------
    instrument, version, sha256 : str
        Which instrument it is of.
    parts : tuple of Part
        In the order of the instrument, each once.

    """

    instrument: str
    version: str
    sha256: str
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, instrument: Instrument) -> Plan:
        """Return the plan of an instrument.

        Examples
        --------
        >>> Plan.of(risk).verdict
        'runs in lanes'

        """
        told: dict[str, list[tuple[str, bool]]] = {}
        for part, how, lanes in _core.plan_notes(instrument._core):
            told.setdefault(part, []).append((how, lanes))
        parts = []
        for part, notes in told.items():
            refused = dict.fromkeys(how for how, lanes in notes if not lanes)
            parts.append(Part(part, not refused, "; ".join(refused or dict.fromkeys(how for how, _ in notes))))
        return cls(instrument.id, instrument.version, instrument.sha256, tuple(parts))

    @property
    def lanes(self) -> bool:
        """Whether families are scored in lanes: one part that cannot be sends all to the plain engine."""
        return all(each.lanes for each in self.parts)

    @property
    def verdict(self) -> str:
        """The plan in one line."""
        if self.lanes:
            return "runs in lanes"
        return f"goes to the plain engine: {', '.join(each.part for each in self.parts if not each.lanes)}"
