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
    """The retired codes of an instrument: by each name that an item is known by, and whether it is asked of persons."""

    codes: dict[str, tuple[frozenset[str], bool]]

    @classmethod
    def of(cls, instrument: Instrument) -> Retired:
        """Return the retired codes of an instrument."""
        codes: dict[str, tuple[frozenset[str], bool]] = {}
        for item, document in Definition.of(instrument).items.items():
            if retired := frozenset(document.get("retired", ())):
                for name in (item, *document.get("formerly", ())):
                    told = (retired, document.get("per", "family") != "family")
                    codes |= {name: told, f"{instrument.id}:{name}": told}
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
        of_persons = pa.nulls(table.num_rows, pa.string())
        if "person" in table.schema.names:
            of_persons = table["person"].cast(pa.string())
        of_persons = pc.fill_null(pc.not_equal(of_persons, ""), False)
        found = 0
        for told in dict.fromkeys(self.codes.values()):
            names, (codes, persons) = [name for name, each in self.codes.items() if each == told], told
            both = pc.and_(
                pc.is_in(items, pa.array(names, pa.string())), pc.is_in(answers, pa.array(sorted(codes), pa.string()))
            )
            found += pc.sum(pc.and_(both, pc.equal(of_persons, persons))).as_py() or 0
        return found

    def _is_one(self, content: dict[str, Any]) -> bool:
        answer = content.get("answer")
        codes, persons = self.codes.get(str(content.get("item")), (frozenset[str](), False))
        return isinstance(answer, str) and answer in codes and ("person" in content) == persons
