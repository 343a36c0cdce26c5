# SPDX-License-Identifier: MPL-2.0
"""Answers in codes that an instrument has retired: they count as unknown, and are counted (semantics 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..definition import Definition

if TYPE_CHECKING:
    import pyarrow as pa

    from ..history import History
    from ..instrument import Instrument

__all__ = ["Retired"]


@dataclass(frozen=True, slots=True)
class Retired:
    """The retired codes of an instrument: by each name that an item is known by."""

    codes: dict[str, frozenset[str]]

    @classmethod
    def of(cls, instrument: Instrument) -> Retired:
        """Return the retired codes of an instrument."""
        codes: dict[str, frozenset[str]] = {}
        for item, document in Definition.of(instrument).items.items():
            if retired := frozenset(document.get("retired", ())):
                for name in (item, *document.get("formerly", ())):
                    codes |= {name: retired, f"{instrument.id}:{name}": retired}
        return cls(codes)

    def in_history(self, history: History) -> int:
        """Return how many records of a history, corrections among them, answer in a retired code."""
        if not self.codes:
            return 0
        contents = (each.get("record") or each for each in history.to_dict()["records"])
        return sum(self._is_one(each) for each in contents)

    def in_table(self, table: pa.Table) -> int:
        """Return how many rows of a records table do."""
        if not self.codes or not {"item", "answer"} <= set(table.schema.names):
            return 0
        import pyarrow as pa
        import pyarrow.compute as pc

        items, answers = (table[name].cast(pa.string()) for name in ("item", "answer"))
        found = 0
        for codes in dict.fromkeys(self.codes.values()):
            names = [name for name, each in self.codes.items() if each == codes]
            both = pc.and_(
                pc.is_in(items, pa.array(names, pa.string())), pc.is_in(answers, pa.array(sorted(codes), pa.string()))
            )
            found += pc.sum(both).as_py() or 0
        return found

    def _is_one(self, content: dict[str, Any]) -> bool:
        answer = content.get("answer")
        return isinstance(answer, str) and answer in self.codes.get(str(content.get("item")), ())
