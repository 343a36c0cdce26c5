# SPDX-License-Identifier: MPL-2.0
"""W2-lite in numpy: some hundred families at a time, one sort, cut to memberships, difference arrays of packed counts.

For one question and date, the answers of its members are one packed number: how many gave 0, 1, 2, 3, 4 points (three
bits each), then how many lapsed. A table over the first fifteen bits has their most points, how many there are, and
what is no longer unknown once all members are there.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

import coded
from question import Question

FAMILIES = 256
"""Families of a piece: what is made of them stays near the processor."""

LAPSED = 1 << 15
NOBODY = 15
"""The person of an answer about the family."""

KINDS = {"family": np.int32, "as_of": np.int32}


def _kind(name: str) -> type:
    whole = "level" in name or name.startswith(("n_", "computed"))
    return KINDS.get(name, np.int32 if whole else np.float64)


class _Run:
    """The records as numbers, and small tables of the instrument."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.words: dict[str, list[str]] = {}
        found: dict[str, np.ndarray] = {}
        for name, empty in (("family", 0), ("type", 0), ("person", NOBODY), ("item", 0), ("answer", 0), ("role", -1)):
            numbers, words = coded.codes(question, name)
            found[name] = pc.fill_null(numbers, pa.scalar(empty, numbers.type)).to_numpy()
            if name == "family":
                self.names = words
            else:
                self.words[name] = words.to_pylist()
        far = int(question.days[-1]) + 1
        for name, empty in (("observed_on", far), ("start", far), ("until", far)):
            found[name] = pc.fill_null(coded.days(question, name), pa.scalar(empty, pa.int32())).to_numpy()
        if not bool((found["family"][1:] >= found["family"][:-1]).all()):
            order = np.argsort(found["family"], kind="stable")
            found = {name: column[order] for name, column in found.items()}
        self.found = found
        self.dates, self.items = len(question.days), len(question.items)
        self.q = coded.places(pa.array(self.words["item"]), question.items)
        self.points = coded.points(self.words["answer"])
        self.observation = self.words["type"].index("observation")
        role = {name: place for place, name in enumerate(self.words["role"])}
        self.carer = role["caregiver"]
        self.of = np.array([role.get(per, -1) for per in question.per], np.int8)
        self.kinds = [sum(per == who for per in question.per) for who in ("family", "caregiver", "child")]
        seen = found["observed_on"]
        self.early = int(np.minimum(seen.min(), question.days[0]))
        last = max(far, int(seen.max()))
        self.span = last - self.early + 1
        self.place = np.searchsorted(question.days, np.arange(self.early, last + 1)).astype(np.int32)
        days = np.arange(self.early, last + 1)[None, :] + question.shelf[:, None]
        self.expiry = np.searchsorted(question.days, days).astype(np.int32).ravel()
        bits = np.arange(LAPSED)
        counts = [(bits >> 3 * points) & 7 for points in range(question.most + 1)]
        top = np.zeros(LAPSED, np.int64)
        for points, count in enumerate(counts):
            top[count > 0] = points
        # low (8 bits), the unknown points that are taken away (8), current (8); lapsed stands above
        self.brings = (top | (question.most - top) << 8 | sum(counts) << 16).astype(np.int32)

    def at(self, day: np.ndarray) -> np.ndarray:
        """Return the first date asked about on or after each day."""
        place: np.ndarray = self.place.take(np.clip(day - self.early, 0, self.span - 1))
        return place

    def piece(self, begin: int, end: int) -> dict[str, np.ndarray]:
        """Return the rows of some families."""
        dates, items, most = self.dates, self.items, self.question.most
        rows = {name: column[begin:end] for name, column in self.found.items()}
        low_family = int(rows["family"][0])
        local = rows["family"].astype(np.int64) - low_family
        size = int(local[-1]) + 1
        starts = np.flatnonzero(np.concatenate([[True], local[1:] != local[:-1]]))
        began = np.full(size, dates, np.int32)
        began[local[starts]] = self.at(np.minimum.reduceat(np.minimum(rows["observed_on"], rows["start"]), starts))
        seen = rows["type"] == self.observation

        # Memberships: where each person's begins and ends; how many caregivers and (above ten bits) children there are.
        joins, leaves = np.zeros((2, size * 16), np.int32)
        role = np.full(size * 16, -1, np.int8)
        leaves[NOBODY::16] = dates
        who = np.flatnonzero(~seen)
        whose, person, roles = local[who], rows["person"][who], rows["role"][who]
        first, last = self.at(rows["start"][who]), self.at(rows["until"][who])
        last = np.maximum(first, last)
        slot = whose * 16 + person
        joins[slot], leaves[slot], role[slot] = first, last, roles
        one = np.where(roles == self.carer, 1.0, 1024.0)
        cells = size * (dates + 1)
        people = np.bincount(whose * (dates + 1) + first, one, cells)
        people -= np.bincount(whose * (dates + 1) + last, one, cells)
        there = people.reshape(size, dates + 1)[:, :-1].cumsum(1).astype(np.int32)
        carers, children = np.maximum(there & 1023, 1), np.maximum(there >> 10, 1)

        # Answers by family, question, person and day: one sort of packed numbers.
        told = np.flatnonzero(seen)
        key = (local[told] * items + self.q.take(rows["item"][told])) * 16 + rows["person"][told]
        key = (key << 13 | (rows["observed_on"][told] - self.early)) << 3 | self.points.take(rows["answer"][told])
        key.sort()
        weight = np.left_shift(1, 3 * (key & 7)).astype(np.float64)
        day, slot = (key >> 3) & 8191, key >> 16
        group = slot >> 4
        whose = group // items
        asked = group - whose * items
        member = whose * 16 + (slot & 15)
        begins = self.place.take(day)
        follows = np.full(len(key), dates, np.int32)
        np.copyto(follows[:-1], begins[1:], where=slot[1:] == slot[:-1])
        lapses = np.minimum(self.expiry.take(asked * self.span + day), follows)
        until = leaves.take(member) * (role.take(member) == self.of.take(asked))
        begins = np.minimum(np.maximum(begins, joins.take(member)), until)
        follows = np.maximum(np.minimum(follows, until), begins)
        lapses = np.minimum(np.maximum(lapses, begins), follows)
        cell, cells = group * (dates + 1), size * items * (dates + 1)
        steps = np.bincount(cell + begins, weight, cells)
        weight -= LAPSED
        steps -= np.bincount(cell + lapses, weight, cells)
        steps -= LAPSED * np.bincount(cell + follows, minlength=cells)
        stands = steps.reshape(size, items, dates + 1)[:, :, :-1].cumsum(2).astype(np.int32)

        brings = self.brings.take(stands & (LAPSED - 1))
        of_family, cared, _ = self.kinds
        needed = np.empty((size, items, dates), bool)
        needed[:, :of_family] = brings[:, :of_family] < 1 << 16
        needed[:, of_family : of_family + cared] = brings[:, of_family : of_family + cared] < (carers << 16)[:, None]
        needed[:, of_family + cared :] = brings[:, of_family + cared :] < (children << 16)[:, None]
        brings -= (brings & 0xFF00) * needed
        brings += (stands >> 15) << 24
        both = brings[:, 0] + brings[:, 1]
        whole = brings[:, 2:].sum(1, dtype=np.int32) + (both & ~0xFFFF)
        return self._rows(low_family, began, there, whole, brings, needed, most)

    def _rows(
        self,
        low_family: int,
        began: np.ndarray,
        there: np.ndarray,
        whole: np.ndarray,
        brings: np.ndarray,
        needed: np.ndarray,
        most: int,
    ) -> dict[str, np.ndarray]:
        """Return the columns of every date from a family's first record on."""
        question, dates = self.question, self.dates
        size = len(began)
        kept = (np.arange(dates) >= began[:, None]).ravel()

        def of(name: str) -> tuple[np.ndarray, np.ndarray]:
            place = question.items.index(name)
            return (brings[:, place] & 7).ravel()[kept], needed[:, place].ravel()[kept]

        (f1, f1_open), (f2, f2_open), (c2, c2_open) = of("f1"), of("f2"), of("c2")
        v, n = whole.ravel()[kept], there.ravel()[kept]
        conflict_low = np.maximum(f1, f2)
        conflict_high = np.maximum(np.where(f1_open, most, f1), np.where(f2_open, most, f2))
        total_low = (v & 255) + conflict_low
        total_high = (self.items - 2) * most - ((v >> 8) & 255) + conflict_high
        first, second = question.cuts
        levels = [(total >= first).astype(np.int32) + (total >= second) for total in (total_low, total_high)]
        both = ~f1_open & (f1 == most) & (c2 == most)
        neither = (~f1_open & (f1 < most)) | (~c2_open & (c2 < most))
        current, stale = (v >> 16) & 255, v >> 24
        _, cared, child = self.kinds
        rows_of = self.kinds[0] + cared * np.maximum(n & 1023, 1) + child * np.maximum(n >> 10, 1)
        return {
            "family": np.repeat(np.arange(low_family, low_family + size, dtype=np.int32), dates)[kept],
            "as_of": np.tile(question.days, size)[kept],
            "conflict_low": conflict_low,
            "conflict_high": conflict_high,
            "total_low": total_low,
            "total_high": total_high,
            "total_level_low": levels[0],
            "total_level_high": levels[1],
            "computed_low": np.where(both, 2, levels[0]),
            "computed_high": np.where(neither, levels[1], 2),
            "n_current": current,
            "n_stale": stale,
            "n_unknown": rows_of - current - stale,
        }

    def pieces(self) -> list[tuple[int, int]]:
        """Return where pieces of whole families begin and end."""
        family = self.found["family"]
        wanted = np.arange(int(family[0]), int(family[-1]) + FAMILIES, FAMILIES)
        cuts = np.unique(np.append(np.searchsorted(family, wanted), len(family)))
        return list(itertools.pairwise(cuts.tolist()))


def expert(question: Question) -> pa.Table:
    """Score W2-lite."""
    run = _Run(question)
    names = ("family", "as_of", *question.columns)
    made: dict[str, Any] = {name: np.empty(len(run.names) * run.dates, _kind(name)) for name in names}
    start = 0

    def write(parts: Iterator[dict[str, np.ndarray]]) -> None:
        nonlocal start
        for part in parts:
            end = start + len(part["family"])
            for name in names:
                made[name][start:end] = part[name]
            start = end

    if question.threads > 1:
        with ThreadPoolExecutor(question.threads) as pool:
            write(pool.map(lambda span: run.piece(*span), run.pieces()))
    else:
        write(run.piece(*span) for span in run.pieces())
    return coded.worded({name: column[:start] for name, column in made.items()}, run.names)
