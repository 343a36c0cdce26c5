# SPDX-License-Identifier: MPL-2.0
"""Small counts hidden, and as many others as it takes that none of them can be recovered by subtraction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

__all__ = ["LEAST", "Sum", "hidden", "recoverable"]

LEAST = 5
"""The least count that is shown."""

Sum = tuple[int, tuple[int, ...]]
"""A total and its parts, by their places among the cells."""


def hidden(counts: Sequence[int], sums: Sequence[Sum], least: int = LEAST) -> list[bool]:
    """Return which counts are to be hidden.

    Every count below `least` is, zero too. Then, as long as some hidden count follows from what is shown, another one
    that stands in a sum with it is hidden too: a part before a total, one that exposes few others, a small one.

    Parameters
    ----------
    counts : sequence of int
        None negative.
    sums : sequence of Sum
        Every sum that a reader knows; a total may be a part of another.
    least : int
        The least count that is shown.

    Examples
    --------
    >>> hidden([20, 9, 3, 32], [(3, (0, 1, 2))])  # 3 would follow from 32, 20 and 9
    [False, True, True, False]

    """
    found = [n < least for n in counts]
    within: dict[int, list[Sum]] = defaultdict(list)
    for one in sums:
        for cell in (one[0], *one[1]):
            within[cell].append(one)
    choices = _Choices(counts, sums, within, found)
    _sum_by_sum(counts, sums, within, choices)
    while at_risk := recoverable(counts, sums, found):
        told = [choice for one in within[at_risk[0]] for choice in choices.of(one)]
        shown = [(0, 0, counts[each], each) for each, is_hidden in enumerate(found) if not is_hidden]
        found[min(told or shown)[3]] = True
        _sum_by_sum(counts, sums, within, choices)
    return found


class _Choices:
    """What could be hidden in a sum."""

    def __init__(
        self, counts: Sequence[int], sums: Sequence[Sum], within: Mapping[int, Sequence[Sum]], found: list[bool]
    ) -> None:
        self.counts, self.within, self.found = counts, within, found
        self.height = [0] * len(counts)
        for _ in sums:
            before = [*self.height]
            for total, parts in sums:
                self.height[total] = max(self.height[total], 1 + max((self.height[each] for each in parts), default=0))
            if before == self.height:
                break

    def of(self, one: Sum) -> list[tuple[int, int, int, int]]:
        """Return them, least is best: what is no total, leaves few sums with one hidden cell, and is small."""
        return [
            (self.height[each], self._alone(each, one), self.counts[each], each)
            for each in (*one[1], one[0])
            if not self.found[each] and (self.counts[each] or each == one[0])
        ]

    def _alone(self, cell: int, one: Sum) -> int:
        """Return in how many other sums the cell would be the only hidden one."""
        others = (each for each in self.within[cell] if each != one)
        return sum(not any(self.found[beside] for beside in (other[0], *other[1])) for other in others)


def _sum_by_sum(
    counts: Sequence[int], sums: Sequence[Sum], within: Mapping[int, Sequence[Sum]], choices: _Choices
) -> None:
    """Hide more until no sum by itself gives a hidden cell away: the only one in it, or several that are all zero."""
    found, waiting = choices.found, list(sums)
    while waiting:
        one = waiting.pop()
        total, parts = one
        cells = [each for each in (*parts, total) if found[each]]
        nothing_left = not found[total] and sum(counts[each] for each in cells) == 0
        if not cells or (len(cells) > 1 and not nothing_left):
            continue
        if told := choices.of(one):
            chosen = min(told)[3]
            found[chosen] = True
            waiting += within[chosen]


def recoverable(counts: Sequence[int], sums: Sequence[Sum], hidden: Sequence[bool]) -> list[int]:
    """Return the hidden cells whose count follows from what is shown: by subtraction, or as no count is negative.

    Examples
    --------
    >>> recoverable([20, 9, 3, 32], [(3, (0, 1, 2))], [False, False, True, False])
    [2]
    >>> recoverable([20, 0, 0, 20], [(3, (0, 1, 2))], [False, True, True, False])  # nothing is left for the two
    [1, 2]

    """
    found: set[int] = set()
    for cells, rows, left in _parts_that_hang_together(counts, sums, hidden):
        found |= {cells[place] for place in _determined(rows)}
        low, high = _bounds(rows, left)
        found |= {cells[place] for place in range(len(cells)) if low[place] == high[place]}
    return sorted(found)


def _parts_that_hang_together(
    counts: Sequence[int], sums: Sequence[Sum], hidden: Sequence[bool]
) -> Iterator[tuple[list[int], np.ndarray, np.ndarray]]:
    """Yield hidden cells that share sums: the cells, a row of factors for each sum, and what is left for them."""
    root = list(range(len(counts)))

    def find(cell: int) -> int:
        while root[cell] != cell:
            root[cell] = cell = root[root[cell]]
        return cell

    open_sums: list[tuple[list[int], list[int], int]] = []
    for total, parts in sums:
        cells = [each for each in (*parts, total) if hidden[each]]
        if not cells:
            continue
        factors = [-1 if each == total else 1 for each in cells]
        left = (0 if hidden[total] else counts[total]) - sum(counts[each] for each in parts if not hidden[each])
        open_sums.append((cells, factors, left))
        for each in cells[1:]:
            root[find(each)] = find(cells[0])
    together: dict[int, list[tuple[list[int], list[int], int]]] = defaultdict(list)
    for one in open_sums:
        together[find(one[0][0])].append(one)
    for some in together.values():
        cells = sorted({each for one in some for each in one[0]})
        place = {each: at for at, each in enumerate(cells)}
        rows = np.zeros((len(some), len(cells)))
        for row, (those, factors, _) in enumerate(some):
            for each, factor in zip(those, factors, strict=True):
                rows[row, place[each]] = factor
        yield cells, rows, np.array([one[2] for one in some], float)


def _determined(rows: np.ndarray) -> list[int]:
    """Return the unknowns that every solution gives the same value: those on which the null space is zero."""
    _, sizes, directions = np.linalg.svd(rows)
    rank = int((sizes > 1e-9).sum())
    free = directions[rank:]
    return np.flatnonzero((np.abs(free) < 1e-9).all(axis=0)).tolist()


def _bounds(rows: np.ndarray, left: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return between which counts each unknown lies, as none is negative and all are whole."""
    low, high = np.zeros(rows.shape[1]), np.full(rows.shape[1], np.inf)
    uses = [(np.flatnonzero(row), row[np.flatnonzero(row)], rest) for row, rest in zip(rows, left, strict=True)]
    changed = True
    while changed:
        changed = False
        for places, factors, rest in uses:
            least = np.where(factors > 0, low[places], -high[places])
            most = np.where(factors > 0, high[places], -low[places])
            for at, (place, factor) in enumerate(zip(places, factors, strict=True)):
                others_least = np.delete(least, at).sum()
                others_most = np.delete(most, at).sum()
                ends = sorted((factor * (rest - others_most), factor * (rest - others_least)))
                if ends[0] > low[place]:
                    low[place], changed = ends[0], True
                if ends[1] < high[place]:
                    high[place], changed = ends[1], True
            if changed:
                continue
    return low, high
