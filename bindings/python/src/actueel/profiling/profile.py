# SPDX-License-Identifier: MPL-2.0
"""What is in a records table before it is scored. It counts; what counts for a score the core alone decides."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .. import _core
from ..columns.names import TYPES
from ..definition import Definition
from ..rescoring.chunks import TableChunk
from ..rescoring.run import chunks_of
from ..tables import LIMIT, Source, source_of_frame

if TYPE_CHECKING:
    from pathlib import Path

    from ..instrument import Instrument

__all__ = ["Profile", "profile"]

KEPT = 10_000
"""Different codes of one kind that are told apart; the rest is counted together."""


class Profile:
    """Counts over a records table; `to_dict` has all of it.

    Built by `profile`. Nothing in it comes from a note or a reason, and a code that is not shaped as one is told by its
    length.
    """

    def __init__(self, instruments: Sequence[Instrument], columns: tuple[str, ...]) -> None:
        self._columns = columns
        self._known = {each.id: Definition.of(each) for each in instruments}
        self.rows = self.families = self.without_family = self.unreadable = 0
        self.sizes: Counter[int] = Counter()
        self.types: Counter[str] = Counter()
        self.lags: Counter[int] = Counter()
        self.days: list[str] = []
        self.items: Counter[str] = Counter()
        self.answers: Counter[tuple[str, str]] = Counter()
        self.given: Counter[tuple[str, str]] = Counter()
        self.ties = self.same = self.repeats = self.overlaps = self.ids_twice = self.zones = 0
        self.roles: Counter[str] = Counter()

    def add(self, chunk: TableChunk) -> None:
        """Count a chunk of whole families."""
        self.rows += chunk.size
        for entry in chunk.entries():
            if entry.family is None:
                self.without_family += 1
            elif entry.rows is None:
                self.families += 1
                self.unreadable += 1
            else:
                self.families += 1
                self._family(entry.rows.records)

    def _family(self, records: Sequence[dict[str, Any]]) -> None:
        self.sizes[len(records)] += 1
        seen: dict[tuple[Any, ...], list[Any]] = {}
        ids: Counter[str] = Counter()
        memberships: dict[tuple[str, str], list[tuple[str, str]]] = {}
        roles = set()
        for record in records:
            kind = str(record.get("type"))
            self.types[kind if kind in TYPES else _code(kind)] += 1
            ids[str(record["id"]) if "id" in record else ""] += "id" in record
            if kind in ("observation", "event"):
                self._dated(record)
                for field in ("source", "basis", "by", "person"):
                    self.given[kind, field] += field in record
            if kind == "observation":
                item, answer = str(record.get("item", "")), record.get("answer")
                self.items[item if len(self.items) < KEPT or item in self.items else "…"] += 1
                self._answer(item, answer)
                self.repeats += "repeats" in record
                at = (item, record.get("person"), record.get("observed_on"), record.get("source"), record.get("by"))
                seen.setdefault(at, []).append(answer)
            elif kind == "membership":
                who = str(record.get("person")), str(record.get("role"))
                roles.add(who[1])
                memberships.setdefault(who, []).append((str(record.get("start", "")), str(record.get("until", "9999"))))
            elif kind == "household":
                roles.update(map(str, record.get("empty", ())))
        for said in seen.values():
            different = {str(each) for each in said}
            self.ties += len(different) > 1
            self.same += len(said) - len(different)
        for spans in memberships.values():
            spans.sort()
            self.overlaps += sum(one[1] > other[0] for one, other in pairwise(spans))
        self.ids_twice += sum(n - 1 for n in ids.values() if n > 1)
        for role in ("child", "caregiver"):
            self.roles[role] += role not in roles

    def _dated(self, record: dict[str, Any]) -> None:
        day, at = record.get("observed_on") or record.get("happened_on"), record.get("recorded_at")
        try:
            when = dt.date.fromisoformat(str(day))
            written = dt.datetime.fromisoformat(str(at))
        except ValueError:
            return
        self.days = [min([*self.days[:1], str(day)]), max([*self.days[1:], str(day)])]
        self.lags[((written if written.tzinfo is None else written.astimezone(dt.UTC)).date() - when).days] += 1

    def _answer(self, item: str, answer: object) -> None:
        for name, definition in self._known.items():
            known = definition.item_named(item, name)
            if known is None:
                continue
            options = definition.items[known].get("answer", {}).get("options")
            own = ("unknown", "refused", "not_applicable", "not_seen")
            if options is None or answer in own or not isinstance(answer, str):
                continue
            codes = {each["code"] for each in options} | {old for each in options for old in each.get("formerly", ())}
            codes |= set(definition.items[known].get("retired", ()))
            if answer not in codes and len(self.answers) < KEPT:
                self.answers[known, answer] += 1

    def unknown_items(self) -> list[dict[str, Any]]:
        """Return items that no instrument has: how often, and the nearest known name."""
        names = sorted({item for each in self._known.values() for item in each.items})
        found = []
        for item, n in self.items.most_common():
            if all(each.item_named(item, name) is None for name, each in self._known.items()):
                found.append({"item": _code(item), "records": n, "nearest": _core.nearest_name(item, names) or None})
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return all counts as plain values, for programs."""
        observations, events = self.types["observation"], self.types["event"]
        lag = _spread(self.lags)
        return {
            "format": "actueel.profile/1",
            "instruments": list(self._known),
            "rows": self.rows,
            "families": self.families,
            "rows_without_family": self.without_family,
            "families_with_cells_that_cannot_be_read": self.unreadable,
            "records_per_family": _spread(self.sizes),
            "types": dict(self.types.most_common()),
            "days": {"first": self.days[0], "last": self.days[1]} if self.days else None,
            "clocks": 2 if "recorded_at" in self._columns else 1,
            "lag_days": lag,
            "written_before_it_was_so": sum(n for each, n in self.lags.items() if each < 0),
            "written_over_30_days_later": sum(n for each, n in self.lags.items() if each > 30),
            "same_day_different_answers": self.ties,
            "same_day_same_answer": self.same,
            "repeats": self.repeats,
            "overlapping_memberships": self.overlaps,
            "ids_twice": self.ids_twice,
            "without": {
                kind: {field: n - self.given[kind, field] for field in ("source", "basis", "by", "person")}
                for kind, n in (("observation", observations), ("event", events))
                if n
            },
            "families_without_role": dict(self.roles),
            "items_no_instrument_knows": self.unknown_items(),
            "answers_no_instrument_knows": [
                {"item": item, "answer": _code(answer), "records": n}
                for (item, answer), n in self.answers.most_common()
            ],
        }

    def __str__(self) -> str:
        """Return the counts as lines, what needs a second look marked with ``!``."""
        told = self.to_dict()
        each, lag, days = told["records_per_family"], told["lag_days"], told["days"]
        lines = [
            ("families", f"{told['families']:,} with {told['rows']:,} rows"),
            ("records each", _quantiles(each)),
            ("types", ", ".join(f"{kind} {n:,}" for kind, n in told["types"].items()) or "none"),
            ("days", f"{days['first']} to {days['last']}" if days else "none"),
            ("clocks", "two" if told["clocks"] == 2 else "one: no recorded_at, so known_at follows observed_on"),
        ]
        if told["clocks"] == 2:
            lines.append(("days until written", _quantiles(lag)))
        doubts = [
            ("rows_without_family", "rows without a family: each is rejected"),
            ("families_with_cells_that_cannot_be_read", "families with cells that cannot be read: each is rejected"),
            ("ids_twice", "ids that stand twice in a family: the family is rejected"),
            ("same_day_different_answers", "questions with different answers by one voice on one day"),
            ("same_day_same_answer", "answers that say again what the same voice said that day"),
            ("overlapping_memberships", "memberships of one person in one role that overlap"),
            ("written_before_it_was_so", "records written down before the day they speak of"),
            ("written_over_30_days_later", "records written down more than 30 days later"),
            ("repeats", "answers that are copies of earlier ones: they renew nothing"),
        ]
        for name, said in doubts:
            if told[name]:
                lines.append(("!", f"{told[name]:,} {said}"))
        for role, n in told["families_without_role"].items():
            if n:
                lines.append(
                    ("!", f"{n:,} families of which no record says who is a {role}: what is asked of one is unknown")
                )
        for kind, fields in told["without"].items():
            for field in ("source", "basis"):
                if fields[field]:
                    lines.append(("!", f"{fields[field]:,} {kind}s without {field}: it counts as not stated"))
        known = ", ".join(self._known)
        for each in told["items_no_instrument_knows"][:20]:
            near = f"; did you mean {each['nearest']}?" if each["nearest"] else ""
            lines.append(("!", f"item {each['item']}, {each['records']:,} records: not of {known}{near}"))
        for each in told["answers_no_instrument_knows"][:20]:
            lines.append(("!", f"answer {each['answer']} to {each['item']}, {each['records']:,} records: no such code"))
        width = max(len(name) for name, _ in lines)
        return "\n".join(f"{name:<{width}}  {text}" for name, text in lines)


def profile(
    records: Any,
    instruments: Iterable[Instrument] | None = None,
    *,
    limit: int = LIMIT,
    folder: Path | None = None,
) -> Profile:
    """Count what is in a records table.

    Parameters
    ----------
    records : frame, or list of Source
        As for `Instrument.rescore`.
    instruments : iterable of Instrument, optional
        Whose items and codes are known; all shipped ones by default.
    limit, folder
        As for `actueel.tables.in_order`.

    Returns
    -------
    Profile
        Printed, it is a page; `to_dict` is all of it.

    Raises
    ------
    Error
        For a table that is no records table.

    Examples
    --------
    >>> import pyarrow as pa
    >>> seen = pa.table({"family": ["F-1", "F-1"], "item": ["prior_harm", "prior_harmm"],
    ...                  "observed_on": ["2020-01-05"] * 2, "answer": ["none", "once"]})
    >>> profile(seen, [risk]).unknown_items()
    [{'item': 'prior_harmm', 'records': 1, 'nearest': 'prior_harm'}]

    """
    from ..shipped import instrument as shipped
    from ..shipped import instruments as names

    asked = list(instruments) if instruments is not None else [shipped(each) for each in names()]
    sources = records if _sources(records) else [source_of_frame(records)]
    columns = tuple(dict.fromkeys(name for source in sources for name in source.names))
    made = Profile(asked, columns)
    for chunk in chunks_of(list(sources), limit=limit, folder=folder):
        made.add(chunk)
    return made


def _sources(records: Any) -> bool:
    return isinstance(records, list) and bool(records) and all(isinstance(each, Source) for each in records)


def _spread(counts: Counter[int]) -> dict[str, float] | None:
    """Return least, median, 95 of 100, most and mean of counted whole numbers, or None of none."""
    total = sum(counts.values())
    if not total:
        return None
    ordered = sorted(counts.items())

    def at(share: float) -> int:
        left = share * (total - 1)
        for value, n in ordered:
            left -= n
            if left < 0:
                return value
        return ordered[-1][0]

    mean = sum(value * n for value, n in ordered) / total
    return {"least": ordered[0][0], "median": at(0.5), "p95": at(0.95), "most": ordered[-1][0], "mean": round(mean, 2)}


def _quantiles(spread: dict[str, float] | None) -> str:
    if spread is None:
        return "none"
    return f"median {spread['median']}, 95 of 100 up to {spread['p95']}, least {spread['least']}, most {spread['most']}"


def _code(text: str) -> str:
    """Show what is shaped as a code; the rest could be about somebody."""
    return text if re.fullmatch(r"[A-Za-z0-9._:-]{1,64}", text, re.ASCII) else f"text of {len(text)} characters"
