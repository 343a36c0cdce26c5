# SPDX-License-Identifier: MPL-2.0
"""Which columns a run gives: all, groups of them, or single ones by name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import _core
from ..errors import Error, Problem
from ..score_table import score_columns

if TYPE_CHECKING:
    from ..instrument import Instrument

__all__ = ["GROUPS", "Chosen", "chosen"]

GROUPS = ("scales", "levels", "counts", "due", "items", "rules", "digests")
"""What can be asked for by one word; ``items``, ``rules`` and ``digests`` are there only when asked for."""

USUAL = GROUPS[:4]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The columns of a run in their order, after those that say whose row it is, and how scale values are held."""

    names: tuple[str, ...]
    decimals: bool = False

    @property
    def terms(self) -> bool:
        """Whether the points of items, or rules, are asked for."""
        return any(":" in name for name in self.names)

    @property
    def digests(self) -> bool:
        """Whether the digest of the records in force is asked for."""
        return "records_sha256" in self.names


def chosen(instrument: Instrument, asked: str | Sequence[str] | None, *, decimals: bool = False) -> Chosen:
    """Return the columns that are asked for, in the order of the table whatever the order of asking.

    Parameters
    ----------
    instrument : Instrument
        Whose scales, items and rules they are.
    asked : str or list of str, optional
        Groups (`GROUPS`) and single columns; a str has them divided by commas. By default scales, levels, counts
        and due days.
    decimals : bool
        Whether scale values are decimal128(18, 4) instead of the nearest doubles.

    Raises
    ------
    Error
        ``name_unknown`` for what is neither, all at once.

    Examples
    --------
    >>> chosen(risk, "levels,total_low").names
    ('total_low', 'computed_low', 'computed_high', 'final_low', 'final_high', 'determined')

    """
    columns = score_columns(instrument)
    groups = {group: [each.name for each in columns if each.group == group] for group in GROUPS}
    every = [each.name for each in columns]
    wanted = [each.strip() for each in asked.split(",")] if isinstance(asked, str) else list(asked or USUAL)
    unknown = [each for each in wanted if each not in groups and each not in every]
    if unknown:
        raise Error(
            Problem(
                code="name_unknown",
                document="the question",
                place="/columns",
                found=each if re.fullmatch(r"[A-Za-z0-9._:-]{1,140}", each) else f"text of {len(each)} characters",
                expected=f"a column of scores, or one of {', '.join(GROUPS)}",
                nearest=_core.nearest_name(each, [*GROUPS, *every]),
                remedy="name columns that this instrument gives",
            )
            for each in unknown
        )
    held = {name for each in wanted for name in groups.get(each, [each])}
    return Chosen(tuple(name for name in every if name in held), decimals)
