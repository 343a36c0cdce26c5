# SPDX-License-Identifier: MPL-2.0
"""Key figures as a tidy table, counts under five hidden: for who sees teams and regions, and no family."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..terms.measure import KEPT, LATE, RUNNING
from .hidden import LEAST, Sum, hidden
from .model import Caseload, quarter, quarters_between
from .rows import KINDS
from .teams import Team

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["figures"]

NOBODY = Team("", "")
"""Families without a team."""

Place = tuple[str, str, str]
"""``all``, ``region`` or ``team``; the region; the team."""

EVERYWHERE: Place = ("all", "", "")


@dataclass
class _Cells:
    """Cells that hang together: each by what it counts and where, with the sums that a reader knows."""

    names: list[tuple[str, str, str, str, Place]] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    at: dict[tuple[str, str, str, str, Place], int] = field(default_factory=dict)

    def add(self, name: tuple[str, str, str, str, Place], n: int) -> None:
        self.at[name] = len(self.names)
        self.names.append(name)
        self.counts.append(n)

    def sum(self, total: tuple[str, str, str, str, Place], parts: Iterable[tuple[str, str, str, str, Place]]) -> None:
        self.sums.append((self.at[total], tuple(self.at[each] for each in parts)))


def figures(caseload: Caseload, least: int = LEAST) -> pa.Table:
    """Return a row for each key figure: of all, of each region, of each team.

    Columns are `measure` (``rows``, ``level``, ``matter`` or ``term``), `term`, `quarter`, `scope` (``all``, ``region``
    or ``team``), `region`, `team`, `category`, `n` and `hidden`. Of a level the category is the level or the range, of
    a matter its kind, of a term ``kept``, ``late``, ``running`` or ``begun``. A count under `least` is hidden, and so
    are others from which it would follow.
    """
    import pyarrow as pa

    tables = [_of_rows(caseload), *_of_terms(caseload)]
    columns: dict[str, list[object]] = defaultdict(list)
    for cells in tables:
        is_hidden = hidden(cells.counts, cells.sums, least)
        for name, n, not_shown in zip(cells.names, cells.counts, is_hidden, strict=True):
            measure, term, when, category, (scope, region, team) = name
            for column, value in zip(_KINDS, (measure, term, when, scope, region, team, category), strict=False):
                columns[column].append(value or None)
            columns["n"].append(None if not_shown else n)
            columns["hidden"].append(not_shown)
    return pa.table({name: pa.array(columns[name], kind()) for name, kind in _schema().items()})


_KINDS = ("measure", "term", "quarter", "scope", "region", "team", "category")


def _schema() -> dict[str, type]:
    import pyarrow as pa

    return dict.fromkeys(_KINDS, pa.string) | {"n": pa.int64, "hidden": pa.bool_}


def _places(teams: Iterable[Team]) -> tuple[list[Place], Mapping[Place, list[Place]]]:
    """Return everywhere, then each region with its teams; and what each is made up of."""
    regions: dict[str, list[Team]] = defaultdict(list)
    for team in sorted(set(teams)):
        regions[team.region].append(team)
    if set(regions) == {""} and regions[""] == [NOBODY]:
        return [EVERYWHERE], {}
    made_of: dict[Place, list[Place]] = {}
    places = [EVERYWHERE]
    by_region = any(regions.keys() - {""})
    for region, some in regions.items():
        of_teams = [_team(each) for each in some]
        if by_region:
            made_of.setdefault(EVERYWHERE, []).append(("region", region, ""))
            made_of["region", region, ""] = of_teams
            places.append(("region", region, ""))
        else:
            made_of.setdefault(EVERYWHERE, []).extend(of_teams)
        places += of_teams
    return places, made_of


def _team(team: Team) -> Place:
    return ("team", team.region, team.name)


def _within(team: Team, places: Sequence[Place]) -> list[Place]:
    """Return the places that a team is part of."""
    mine = (EVERYWHERE, ("region", team.region, ""), _team(team))
    return [each for each in mine if each in places]


def _fill(
    cells: _Cells,
    counts: Mapping[tuple[str, str, str, str, Place], int],
    kinds: Sequence[tuple[str, str, str, str]],
    places: Sequence[Place],
    made_of: Mapping[Place, Sequence[Place]],
) -> None:
    """Add a cell of each kind in each place, and the sums over places."""
    for kind in kinds:
        for place in places:
            cells.add((*kind, place), counts.get((*kind, place), 0))
        for place, parts in made_of.items():
            cells.sum((*kind, place), [(*kind, part) for part in parts])


def _of_rows(caseload: Caseload) -> _Cells:
    """Rows, of which each has a level, and how many have a kind of matter."""
    places, made_of = _places(row.team or NOBODY for row in caseload.rows)
    known = set(places)
    levels = list(caseload.instrument.levels)

    def level(ends: tuple[int, int]) -> str:
        low, high = levels[ends[0]], levels[ends[1]]
        return low if low == high else f"{low} to {high}"

    whole = ("rows", "", "", "all")
    every_level = [("level", "", "", level(each)) for each in caseload.levels]
    counts: Counter[tuple[str, str, str, str, Place]] = Counter()
    for row in caseload.rows:
        for place in _within(row.team or NOBODY, places):
            if place not in known:
                continue
            counts[(*whole, place)] += 1
            if row.final is not None:
                counts["level", "", "", level(row.final), place] += 1
            for kind in row.kinds:
                counts["matter", "", "", kind, place] += 1
    cells = _Cells()
    matters = [("matter", "", "", kind) for kind in KINDS]
    _fill(cells, counts, [whole, *every_level, *matters], places, made_of)
    for place in places if every_level else ():
        cells.sum((*whole, place), [(*each, place) for each in every_level])
    return cells


def _of_terms(caseload: Caseload) -> list[_Cells]:
    """Terms by quarter; those that start with the same records share what began, and stand together."""
    if caseload.terms is None or caseload.cases is None or not len(caseload.cases):
        return []
    cases = caseload.cases
    of = caseload.teams.of if caseload.teams is not None else {}
    places, made_of = _places(of.get(family, NOBODY) for family in cases.family)
    counts: Counter[tuple[str, str, str, str, Place]] = Counter()
    for at in range(len(cases)):
        for place in _within(of.get(cases.family[at], NOBODY), places):
            for category in (cases.outcome[at], "begun"):
                counts["term", cases.term[at], quarter(cases.began[at]), category, place] += 1
    started: dict[object, list[str]] = defaultdict(list)
    for term in caseload.terms.terms:
        if term.id in cases.term:
            started[term.start].append(term.id)
    found = []
    for ids in started.values():
        for when in quarters_between(min(cases.began), caseload.as_of):
            cells = _Cells()
            kinds = [("term", each, when, category) for each in ids for category in ("begun", KEPT, LATE, RUNNING)]
            _fill(cells, counts, kinds, places, made_of)
            for place in places:
                for each in ids:
                    parts = [("term", each, when, outcome, place) for outcome in (KEPT, LATE, RUNNING)]
                    cells.sum(("term", each, when, "begun", place), parts)
                    if each != ids[0]:  # the same records began them
                        cells.sum(("term", each, when, "begun", place), [("term", ids[0], when, "begun", place)])
            found.append(cells)
    return found
