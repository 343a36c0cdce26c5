# SPDX-License-Identifier: MPL-2.0
"""W1 in numpy: some thousand families at a time, a radix sort, difference arrays, a running sum."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa

import coded
from question import Question

ROWS = 1 << 17
"""Rows of a piece: what is made of them stays in the second cache."""

CURRENT, STALE = 1 << 10, 1 << 20
"""Where the two counts stand above the points in a packed number; a double holds such a number exactly."""

OUT = {
    "family": np.int32,
    "as_of": np.int32,
    "total_low": np.float64,
    "total_high": np.float64,
    "total_level_low": np.int32,
    "total_level_high": np.int32,
    "n_current": np.int32,
    "n_stale": np.int32,
    "n_unknown": np.int32,
}


class _Plan:
    """Tables over days: the first date asked about on or after a day, and on or after its expiry."""

    def __init__(self, question: Question, first: int, last: int) -> None:
        ends, shelf = question.days, question.shelf
        self.dates, self.items = len(ends), len(shelf)
        self.first, self.span = first, 1 << int(last - first + 1).bit_length()
        day = np.arange(first, first + self.span)
        self.begins = np.searchsorted(ends, day).astype(np.uint16)
        self.ends = np.searchsorted(ends, day[None, :] + shelf[:, None]).astype(np.uint16).ravel()
        self.cuts, self.most, self.asked = question.cuts, question.most, question.days


def buffers(question: Question, families: int) -> dict[str, np.ndarray]:
    """Return room for every row that there can be."""
    return {name: np.empty(families * len(question.days), kind) for name, kind in OUT.items()}


def expert(question: Question, out: dict[str, np.ndarray] | None = None) -> pa.Table:
    """Score W1. With `out`, the pages of an earlier run are written again."""
    (family, names), (item, items), (answer, answers) = (
        (found.to_numpy(zero_copy_only=True), words)
        for found, words in (coded.codes(question, name) for name in ("family", "item", "answer"))
    )
    day = coded.days(question).to_numpy(zero_copy_only=True)
    points = coded.points(answers)
    plan = _Plan(question, int(day.min()), int(day.max()))
    return _Run(question, plan, family, item, answer, day, items, points, names).table(out)


class _Run:
    """Pieces of whole families, each scored while it is in the second cache."""

    def __init__(
        self,
        question: Question,
        plan: _Plan,
        family: np.ndarray,
        item: np.ndarray,
        answer: np.ndarray,
        day: np.ndarray,
        items: pa.Array,
        points: np.ndarray,
        names: pa.Array,
    ) -> None:
        self.question, self.plan, self.names = question, plan, names
        if not bool((family[1:] >= family[:-1]).all()):
            order = np.argsort(family, kind="stable")
            family, item, answer, day = family[order], item[order], answer[order], day[order]
        self.family, self.item, self.answer, self.day = family, item, answer, day
        self.place = coded.places(items, question.items).astype(np.uint16)
        self.weight = points.astype(np.float64) + CURRENT

    def cuts(self) -> list[int]:
        """Return where pieces begin: so many rows, and no more families than a number of 16 bits can hold."""
        at = [0]
        most = 65536 // self.plan.items
        while at[-1] < len(self.family):
            begin = at[-1]
            end = min(begin + ROWS, len(self.family))
            last = min(self.family[end - 1], self.family[begin] + self.family.dtype.type(most - 1))
            end = int(np.searchsorted(self.family, last, "right"))
            if end - begin > ROWS and last > self.family[begin]:  # the last family goes into the next piece
                end = int(np.searchsorted(self.family, last, "left"))
            at.append(end)
        return at

    def piece(self, begin: int, end: int) -> tuple[int, np.ndarray]:
        """Return, for each family and date, the packed sum; -1 before the family's first answer."""
        plan = self.plan
        family = self.family[begin:end]
        low = int(family[0])
        size = int(family[-1]) - low + 1
        day = (self.day[begin:end] - plan.first).astype(np.uint16)
        local = (family - low).astype(np.uint16)
        whose = local * np.uint16(plan.items) + self.place.take(self.item[begin:end])
        ordered = bool(((day[1:] >= day[:-1]) | (local[1:] != local[:-1])).all())
        by_day = None if ordered else np.argsort(day, kind="stable")
        order = np.argsort(whose if by_day is None else whose.take(by_day), kind="stable")  # 16 bits: a radix sort
        order = order if by_day is None else by_day.take(order)

        first = np.full(size, plan.dates, np.uint16)
        starts = np.flatnonzero(np.concatenate([[True], local[1:] != local[:-1]]))
        first[local[starts]] = np.minimum.reduceat(plan.begins.take(day), starts)

        whose, day = whose.take(order), day.take(order)
        weight = self.weight.take(self.answer[begin:end].take(order))
        of = whose // np.uint16(plan.items)
        begins = plan.begins.take(day)
        following = np.full(len(whose), plan.dates, np.uint16)
        np.copyto(following[:-1], begins[1:], where=whose[1:] == whose[:-1])
        which = (whose - of * np.uint16(plan.items)).astype(np.int32)
        lapses = np.minimum(plan.ends.take(which * plan.span + day), following)
        row = of.astype(np.int64) * (plan.dates + 1)
        cells = size * (plan.dates + 1)
        deltas = np.bincount(row + begins, weight, cells)
        weight -= STALE
        deltas -= np.bincount(row + lapses, weight, cells)
        deltas -= STALE * np.bincount(row + following, minlength=cells)
        sums = deltas.reshape(size, plan.dates + 1)[:, :-1].cumsum(1).astype(np.int32)
        if first.any():
            sums[np.arange(plan.dates) < first[:, None]] = -1
        return low, sums

    def emit(self, low_family: int, sums: np.ndarray, made: dict[str, np.ndarray], start: int) -> int:
        """Write the rows of a piece, and return where the next begin."""
        plan, size = self.plan, len(sums)
        family = np.repeat(np.arange(low_family, low_family + size, dtype=np.int32), plan.dates)
        asked = np.tile(plan.asked, size)
        kept = sums.ravel()
        there = kept >= 0
        if not there.all():
            family, asked, kept = family[there], asked[there], kept[there]
        end = start + len(kept)
        low, current, stale = kept & (CURRENT - 1), (kept >> 10) & 1023, kept >> 20
        unknown = plan.items - current
        high = low + plan.most * unknown
        made["family"][start:end] = family
        made["as_of"][start:end] = asked
        made["total_low"][start:end] = low
        made["total_high"][start:end] = high
        for name, value in (("total_level_low", low), ("total_level_high", high)):
            np.add(value >= plan.cuts[0], value >= plan.cuts[1], out=made[name][start:end], dtype=np.int32)
        made["n_current"][start:end] = current
        made["n_stale"][start:end] = stale
        np.subtract(unknown, stale, out=made["n_unknown"][start:end])
        return end

    def table(self, out: dict[str, np.ndarray] | None) -> pa.Table:
        """Return all rows."""
        made = buffers(self.question, len(self.names)) if out is None else out
        cuts, start = self.cuts(), 0
        spans = list(itertools.pairwise(cuts))
        if self.question.threads > 1:
            with ThreadPoolExecutor(self.question.threads) as pool:
                for low_family, sums in pool.map(lambda span: self.piece(*span), spans):
                    start = self.emit(low_family, sums, made, start)
        else:
            for span in spans:
                start = self.emit(*self.piece(*span), made, start)
        return coded.worded({name: column[:start] for name, column in made.items()}, self.names)
