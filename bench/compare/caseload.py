# SPDX-License-Identifier: MPL-2.0
"""W2: households under the shipped risk-check, with every type of record that a history may have."""

from __future__ import annotations

from typing import Any

import numpy as np

from columns import NO_DAY, NO_INSTANT, Coded, epoch_day

FIRST = epoch_day("2019-01-01")
DAYS = 730
LAST = FIRST + DAYS


def _names(text: str) -> list[str]:
    return text.split()


ITEMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "prior_harm": ("family", ("none", "once", "twice_or_more")),
    "violence_past": ("caregiver", ("no", "yes")),
    "own_childhood": ("caregiver", ("no", "yes")),
    "partner_violence": ("family", ("no", "coercion", "violence")),
    "family_conflict": ("family", ("no", "sometimes", "often")),
    "anger": ("caregiver", ("no", "sometimes", "often")),
    "substance": ("caregiver", ("no", "in_treatment", "yes")),
    "mental_health": ("caregiver", ("no", "in_treatment", "yes")),
    "stress": ("caregiver", ("no", "sometimes", "often")),
    "isolation": ("caregiver", ("no", "partly", "yes")),
    "relation": ("child", ("good", "mixed", "poor")),
    "view_of_child": ("caregiver", ("no", "sometimes", "often")),
    "harsh": ("caregiver", ("no", "sometimes", "often")),
    "child_need": ("child", ("no", "yes")),
    "coping": ("caregiver", ("no", "yes")),
    "uses_help": ("caregiver", ("no", "yes")),
}
"""What risk-check asks: of whom, and the codes of its answers."""

TYPES = _names(
    "involvement person membership household observation event plan goal view override sign_off dispute dispute_answer"
    " ending correction retraction"
)
PERSONS = [f"p{number}" for number in range(1, 8)]
"""Of a family: three caregivers at most, then four children."""

CODES = [*dict.fromkeys(code for _, codes in ITEMS.values() for code in codes), "unknown", "refused", "not_seen"]
SOURCES = ["worker", "professional", "record", "parent", "child", "network"]
PREFIX = "ipmhoelgvbsdancx"
"""The first letter of ids, by type; a family's records of a type are counted from 1."""

MOST = 160
"""More records of one type than a family ever has."""

WORDS: dict[str, list[Any]] = {
    "id": [f"{letter}{number}" for letter in PREFIX for number in range(MOST)],
    "type": TYPES,
    "person": PERSONS,
    "item": list(ITEMS),
    "answer": CODES,
    "source": SOURCES,
    "by": ["w1", "w2", "w3", "supervisor", "worker", *PERSONS],
    "basis": ["fact", "statement", "judgement"],
    "event": ["child_maltreatment", "partner_violence", "police_call", "moved_house"],
    "severity": ["light", "serious", "severe"],
    "incident": [f"n{number}" for number in range(MOST)],
    "persons": [[child] for child in PERSONS[3:]],
    "parts": [["harmed"], ["present"]],
    "role": ["caregiver", "child"],
    "lives": ["here", "part", "visits", "elsewhere"],
    "kind": ["voluntary", "court"],
    "empty": [["caregiver"]],
    "covers": [["partner_violence"], ["partner_violence", "family_conflict"], ["substance"]],
    "agreed_with": [["parent"], ["parent", "network"]],
    "given_to": [["parent"], ["parent", "court"]],
    "instrument": ["risk-check"],
    "version": ["1.0.0"],
    "instrument_sha256": ["0" * 64],
    "records_sha256": ["1" * 64],
    "level": ["low", "moderate", "high"],
    "outcome": ["upheld", "partly", "not_upheld"],
    "reason": ["typed wrongly", "recorded twice", "moved away", "the case was closed", "more is known than is asked"],
}
OF = {
    "corrects": "id",
    "retracts": "id",
    "ends": "id",
    "about": "id",
    "computed_low": "level",
    "computed_high": "level",
    "level_low": "level",
    "level_high": "level",
}
"""Columns that share the words of another."""

DAYS_OF = ("observed_on", "happened_on", "start", "until", "on", "born_on", "as_of")
COLUMNS = _names(
    "id type recorded_at person item answer observed_on source by basis event happened_on severity incident persons"
    " parts role lives start until born_on kind empty covers agreed_with corrects retracts ends on about outcome"
    " instrument version instrument_sha256 records_sha256 as_of known_at level level_low level_high computed_low"
    " computed_high given_to reason"
)

DAY = 86_400_000_000
MORNING = 8 * 3_600_000_000
"""Eight o'clock, in microseconds: who is there is written down first."""


class _Drawn:
    """Records of one thousand families, a piece for each type."""

    def __init__(self, rng: np.random.Generator, size: int) -> None:
        self.rng, self.size = rng, size
        self.pieces: list[dict[str, np.ndarray]] = []
        self.told = {kind: np.zeros(size, int) for kind in TYPES}

    def add(self, type_: str, family: np.ndarray, recorded_at: np.ndarray, **columns: Any) -> np.ndarray:
        """Add records, which stand by family, and return their ids."""
        rank = np.arange(len(family)) - np.searchsorted(family, family) + self.told[type_][family] + 1
        self.told[type_] += np.bincount(family, minlength=self.size)
        ids: np.ndarray = TYPES.index(type_) * MOST + rank
        piece = {name: np.broadcast_to(column, len(family)) for name, column in columns.items()}
        whole = {"family": family, "id": ids, "type": np.full(len(family), TYPES.index(type_))}
        self.pieces.append({**whole, "recorded_at": recorded_at, **piece})
        return ids

    def instant(self, day: np.ndarray, latest: int = 5) -> np.ndarray:
        """Draw when something of a day was written down: in office hours, some days later."""
        lag = np.minimum(self.rng.geometric(0.5, len(day)) - 1, latest)
        return (day + lag) * DAY + self.rng.integers(0, 10 * 3600, len(day)) * 1_000_000 + MORNING

    def table(self, family_words: list[str]) -> dict[str, Any]:
        """Return all records by family and by when they were written down."""
        made: dict[str, Any] = {}
        for name in ("family", *COLUMNS):
            empty = NO_DAY if name in DAYS_OF else NO_INSTANT if name in ("recorded_at", "known_at") else -1
            made[name] = np.concatenate([each.get(name, np.full(len(each["family"]), empty)) for each in self.pieces])
        order = np.lexsort((made["id"], made["recorded_at"], made["family"]))
        words = {**WORDS, **{name: WORDS[like] for name, like in OF.items()}, "family": family_words}
        return {
            name: Coded(column[order], words[name]) if name in words else column[order] for name, column in made.items()
        }


def block(rng: np.random.Generator, numbers: np.ndarray, _shape: Any) -> dict[str, Any]:
    """Draw the records of some families: households that change, talks, incidents, plans, decisions, mistakes."""
    size = len(numbers)
    drawn = _Drawn(rng, size)
    carers = rng.choice([1, 2, 3], size, p=[0.4, 0.5, 0.1])
    children = rng.choice([1, 2, 3, 4], size, p=[0.4, 0.35, 0.15, 0.1])
    begin = FIRST + rng.integers(-200, 300, size)
    opened = begin * DAY + MORNING
    everybody = np.arange(size)
    cases = drawn.add("involvement", everybody, opened, start=begin, kind=(rng.random(size) < 0.25).astype(int))
    closing = rng.random(size) < 0.15
    closed = np.minimum(begin + rng.integers(120, 900, size), LAST)

    # Persons and memberships: known from the first day, or from the day on which they join or are born.
    there = np.concatenate([np.arange(3) < carers[:, None], np.arange(4) < children[:, None]], axis=1)
    family, member = np.nonzero(there)
    late = (rng.random(len(family)) < 0.15) & ~np.isin(member, (0, 3))
    joins = np.where(
        late, begin[family] + rng.integers(1, 500, len(family)), begin[family] - rng.integers(0, 2000, len(family))
    )
    born = np.where(
        member >= 3,
        np.where(late, joins, begin[family] - rng.integers(200, 6000, len(family))),
        begin[family] - rng.integers(7000, 17000, len(family)),
    )
    joins = np.where(member >= 3, np.where(late, born, np.maximum(joins, born)), joins)
    known = np.where(late, joins * DAY + MORNING, opened[family])
    has_birth = rng.random(len(family)) > 0.03
    drawn.add("person", family[has_birth], known[has_birth], born_on=born[has_birth])
    # A person record's id is the person's: it takes the place of the counted one.
    drawn.pieces[-1]["id"] = _person_ids(member[has_birth])
    leaves = rng.random(len(family)) < 0.15
    leaves_on = np.maximum(joins, begin[family]) + rng.integers(10, 700, len(family))
    nobody = (rng.random(size) < 0.02)[family] & (member < 3)  # all caregivers leave on one day
    leaves_on = np.where(nobody, begin[family] + 150 + (family % 97) + 500 * late, leaves_on)
    leaves |= nobody
    stated = leaves & ~nobody & (rng.random(len(family)) < 0.4)
    memberships = drawn.add(
        "membership",
        family,
        known,
        person=member,
        role=(member >= 3).astype(int),
        lives=np.where(rng.random(len(family)) < 0.9, -1, rng.integers(1, 4, len(family))),
        start=joins,
        until=np.where(stated, leaves_on, NO_DAY),
    )
    ended = np.flatnonzero(leaves & ~stated & (leaves_on < LAST))
    drawn.add(
        "ending",
        family[ended],
        drawn.instant(leaves_on[ended]),
        ends=memberships[ended],
        on=leaves_on[ended],
        reason=WORDS["reason"].index("moved away"),
    )
    shut = np.flatnonzero(closing & (closed < LAST))
    drawn.add("ending", shut, drawn.instant(closed[shut]), ends=cases[shut], on=closed[shut], reason=3)
    empty = np.unique(family[nobody])
    drawn.add("household", empty, (begin[empty] + 260) * DAY, start=begin[empty] + 250, empty=0)
    back = np.flatnonzero(leaves & ~nobody & (leaves_on < LAST - 100) & (rng.random(len(family)) < 0.2))
    again = leaves_on[back] + rng.integers(10, 90, len(back))
    drawn.add(
        "membership", family[back], drawn.instant(again), person=member[back], role=(member[back] >= 3) * 1, start=again
    )

    _talks(drawn, begin, family, member, joins)
    _incidents(drawn, begin, children)
    _work(drawn, begin, opened)
    return drawn.table([f"F{number:08d}" for number in numbers.tolist()])


def _person_ids(member: np.ndarray) -> np.ndarray:
    """Return the places of the persons' own ids among the words of ids."""
    return TYPES.index("person") * MOST + member + 1


def _talks(drawn: _Drawn, begin: np.ndarray, family: np.ndarray, member: np.ndarray, joins: np.ndarray) -> None:
    """Draw observations, what was corrected or taken back of them, and what was disputed."""
    rng, size = drawn.rng, drawn.size
    since = np.full((size, 7), 1 << 30)
    since[family, member] = np.maximum(joins, begin[family])
    carers, children = (since[:, :3] < 1 << 30).sum(1), (since[:, 3:] < 1 << 30).sum(1)
    of = np.repeat(np.arange(size), rng.integers(15, 66, size))
    rows = len(of)
    per = np.array([("family", "caregiver", "child").index(who) for who, _ in ITEMS.values()])
    item = rng.integers(0, len(ITEMS), rows)
    person = np.where(per[item] == 1, rng.integers(0, 60, rows) % carers[of], -1)
    person = np.where(per[item] == 2, 3 + rng.integers(0, 60, rows) % children[of], person)
    earliest = np.where(person < 0, begin[of], since[of, np.maximum(person, 0)])
    day = earliest + (rng.random(rows) * np.maximum(LAST - earliest, 1)).astype(int)
    first = np.array([CODES.index(codes[0]) for _, codes in ITEMS.values()])
    place = np.array([[CODES.index(codes[n % len(codes)]) for n in range(6)] for _, codes in ITEMS.values()])
    answer = np.where(rng.random(rows) < 0.4, first[item], place[item, rng.integers(0, 6, rows)])
    answer = np.where(rng.random(rows) < 0.03, CODES.index("unknown") + rng.integers(0, 3, rows), answer)
    source = rng.choice(6, rows, p=[0.7, 0.12, 0.08, 0.05, 0.03, 0.02])
    by = np.where(source == 0, rng.integers(0, 3, rows), -1)
    basis = rng.integers(-1, 3, rows)
    written = drawn.instant(day)
    said = dict(person=person, item=item, source=source, by=by, basis=basis)
    ids = drawn.add("observation", of, written, answer=answer, observed_on=day, **said)

    def late(which: np.ndarray) -> np.ndarray:
        """Draw when something was written down of records, some days after them."""
        after: np.ndarray = written[which] + rng.integers(1, 60, len(which)) * DAY
        return after

    wrong = np.flatnonzero(rng.random(rows) < 0.02)
    mended = np.where(rng.random(len(wrong)) < 0.8, place[item[wrong], rng.integers(0, 6, len(wrong))], answer[wrong])
    moved = np.where(rng.random(len(wrong)) < 0.2, np.maximum(day[wrong] - 7, earliest[wrong]), day[wrong])
    fixed = drawn.add(
        "correction",
        of[wrong],
        late(wrong),
        corrects=ids[wrong],
        answer=mended,
        observed_on=moved,
        reason=0,
        **{name: column[wrong] for name, column in said.items()},
    )
    twice = np.flatnonzero(rng.random(len(wrong)) < 0.05)
    drawn.add(
        "correction",
        of[wrong][twice],
        written[wrong][twice] + 90 * DAY,
        corrects=fixed[twice],
        answer=answer[wrong][twice],
        observed_on=day[wrong][twice],
        reason=0,
        **{name: column[wrong][twice] for name, column in said.items()},
    )
    gone = np.setdiff1d(np.flatnonzero(rng.random(rows) < 0.003), wrong)
    drawn.add("retraction", of[gone], late(gone), retracts=ids[gone], reason=1)
    argued = np.setdiff1d(np.flatnonzero(rng.random(rows) < 0.004), np.concatenate([wrong, gone]))
    when = late(argued)
    disputes = drawn.add("dispute", of[argued], when, about=ids[argued], source=SOURCES.index("parent"))
    half = np.flatnonzero(rng.random(len(argued)) < 0.7)
    drawn.add(
        "dispute_answer",
        of[argued][half],
        when[half] + 8 * DAY,
        about=disputes[half],
        outcome=rng.integers(0, 3, len(half)),
        by=WORDS["by"].index("worker"),
    )


def _incidents(drawn: _Drawn, begin: np.ndarray, children: np.ndarray) -> None:
    """Draw events; some are told by two, as one incident."""
    rng = drawn.rng
    of = np.repeat(np.arange(drawn.size), rng.poisson(1.1, drawn.size))
    rows = len(of)
    day = begin[of] + (rng.random(rows) * (LAST - begin[of])).astype(int)
    child = rng.integers(0, 60, rows) % children[of]
    known = rng.choice([0, 3], rows)  # who was harmed is a child from the first day, or is not said
    what = dict(
        event=rng.choice(4, rows, p=[0.45, 0.25, 0.2, 0.1]),
        severity=np.where(rng.random(rows) < 0.2, -1, rng.integers(0, 3, rows)),
        source=rng.integers(0, 3, rows),
        basis=rng.integers(0, 3, rows),
        persons=np.where((known == 3) & (child == 0), 0, -1),
        parts=np.where((known == 3) & (child == 0), 0, -1),
        happened_on=day,
    )
    number = np.arange(rows) - np.searchsorted(of, of) + 1
    told_twice = rng.random(rows) < 0.1
    drawn.add("event", of, drawn.instant(day), incident=np.where(told_twice, number, -1), **what)
    more = np.flatnonzero(told_twice)
    drawn.add(
        "event",
        of[more],
        drawn.instant(day[more]),
        incident=number[more],
        **{name: column[more] for name, column in what.items()},
    )


def _work(drawn: _Drawn, begin: np.ndarray, opened: np.ndarray) -> None:
    """Draw plans, goals, views, overrides and sign-offs."""
    rng = drawn.rng

    def some(share: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        of = np.repeat(np.arange(drawn.size), rng.poisson(share, drawn.size))
        day = begin[of] + (rng.random(len(of)) * (LAST - begin[of])).astype(int)
        return of, day, np.maximum(day * DAY + MORNING + DAY // 4, opened[of])

    of, day, at = some(0.5)
    rows = len(of)
    drawn.add(
        "plan",
        of,
        at,
        start=day,
        until=day + rng.integers(14, 90, rows),
        persons=np.where(rng.random(rows) < 0.5, -1, 0),
        covers=rng.integers(0, 3, rows),
        agreed_with=rng.integers(0, 2, rows),
    )
    of, day, at = some(0.2)
    drawn.add("goal", of, at, start=day, source=SOURCES.index("parent"), by=WORDS["by"].index("p1"))
    of, day, at = some(0.2)
    drawn.add("view", of, at, observed_on=day, source=SOURCES.index("child"), by=WORDS["by"].index("p4"))
    of, day, at = some(0.15)
    low = rng.integers(0, 2, len(of))
    drawn.add(
        "override",
        of,
        at,
        instrument=0,
        level=low + 1,
        computed_low=low,
        computed_high=np.minimum(low + rng.integers(0, 2, len(of)), 2),
        by=WORDS["by"].index("supervisor"),
        reason=4,
        start=day,
        until=day + rng.integers(20, 95, len(of)),
    )
    of, day, at = some(0.4)
    low = rng.integers(0, 3, len(of))
    drawn.add(
        "sign_off",
        of,
        at,
        instrument=0,
        version=0,
        instrument_sha256=0,
        records_sha256=0,
        as_of=day,
        known_at=at - 60_000_000,
        level_low=low,
        level_high=np.maximum(low, 1),
        by=WORDS["by"].index("worker"),
        given_to=rng.integers(0, 2, len(of)),
    )
