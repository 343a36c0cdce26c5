# SPDX-License-Identifier: MPL-2.0
"""Small made-up families for the instrument tables, and the one door through which they are assessed.

A family is told as an instrument's own `cases` tell it: persons by role, answers by item, events. Nobody in it exists.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

INSTRUMENTS = Path(__file__).resolve().parents[2] / "schemas" / "instruments"
TODAY = "2020-01-01"

Json = dict[str, Any]


def ids() -> list[str]:
    """The ids of all shipped instruments, found, not listed."""
    return sorted(path.stem for path in INSTRUMENTS.glob("*.json"))


def document(instrument: str) -> Json:
    """A fresh copy of a shipped instrument's document, free to be changed."""
    return copy.deepcopy(_read(instrument))


@cache
def _read(instrument: str) -> Json:
    return json.loads((INSTRUMENTS / f"{instrument}.json").read_text(encoding="utf-8"))


def days_later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def child(age: int, **more: Any) -> Json:
    """A child who turns `age` on TODAY."""
    return {"role": "child", "born_on": f"{int(TODAY[:4]) - age:04d}{TODAY[4:]}", **more}


def caregiver(**more: Any) -> Json:
    return {"role": "caregiver", **more}


def event(kind: str, day: str, **more: Any) -> Json:
    return {"event": kind, "happened_on": day, **more}


def said(item: str, answer: Any, **more: Any) -> Json:
    """One observation: `person` is an id such as "child1"; by default the worker says so on TODAY."""
    return {"item": item, "answer": answer, "observed_on": TODAY, "source": "worker", **more}


def family(
    instrument: Json,
    persons: Sequence[Json] = (),
    answers: Mapping[str, Any] | None = None,
    events: Iterable[Json] = (),
    *,
    on: str = TODAY,
    more: Iterable[Json] = (),
) -> Json:
    """A history: the answers observed `on` that day, several of them in the order of the persons of the item's role.

    A worker says so, or whoever the item counts first. Persons are called child1, child2, caregiver1 and so on; a role
    not listed is stated to be empty. `more` holds whole records without id and recorded_at, or observations (`said`).
    """
    people = _named(persons)
    introduced = max([p["born_on"] for p in people if "born_on" in p] + ["2018-01-01"])
    records: list[Json] = []
    for person in people:
        born = {"born_on": person["born_on"]} if "born_on" in person else {}
        records.append({"type": "person", "id": person["id"], "recorded_at": f"{introduced}T00:00:00Z", **born})
        records.append(
            {
                "type": "membership",
                "recorded_at": f"{introduced}T00:00:00Z",
                "person": person["id"],
                "role": person["role"],
                "start": person.get("start", person.get("born_on", "2018-01-01")),
                **{key: person[key] for key in ("until", "lives") if key in person},
            }
        )
    empty = [role for role in ("child", "caregiver") if role not in {p["role"] for p in people}]
    if empty:
        known = f"{introduced}T00:00:00Z"
        records.append({"type": "household", "recorded_at": known, "start": "2018-01-01", "empty": empty})
    records += [{"type": "event", **e} for e in events]
    records += _observations(instrument, people, answers or {}, on)
    records += [r if "type" in r else {"type": "observation", **r} for r in more]
    for number, record in enumerate(records, start=1):
        record.setdefault("id", f"r{number}")
        record.setdefault("recorded_at", _noon(record))
    return {"format": "actueel.history/1", "family": "F-made-up", "records": records}


def _named(persons: Sequence[Json]) -> list[Json]:
    named: list[Json] = []
    for person in persons:
        rank = 1 + sum(p["role"] == person["role"] for p in named)
        named.append({"id": f"{person['role']}{rank}", **person})
    return named


def _observations(instrument: Json, people: Sequence[Json], answers: Mapping[str, Any], on: str) -> list[Json]:
    items = {item["id"]: item for item in instrument["items"]}
    found: list[Json] = []
    for name, answer in answers.items():
        item = items[name]
        sources = item.get("sources", ["worker"])
        source = "worker" if "worker" in sources else sources[0]
        spoken_of: list[str | None] = [None]
        if item.get("per", "family") != "family":
            spoken_of = [p["id"] for p in people if p["role"] == item["per"]]
        each = answer if isinstance(answer, list) else [answer] * len(spoken_of)
        assert len(each) == len(spoken_of), f"{name}: {len(each)} answers for {len(spoken_of)} persons"
        for person, value in zip(spoken_of, each, strict=True):
            about = {} if person is None else {"person": person}
            found.append(
                {"type": "observation", "observed_on": on, "item": name, "answer": value, "source": source} | about
            )
    return found


def _noon(record: Json) -> str:
    day = record.get("observed_on") or record.get("happened_on") or record.get("start") or record.get("on") or TODAY
    return f"{day}T12:00:00Z"


@cache
def shipped(instrument: str) -> Any:
    """The instrument as a user of the package opens it."""
    import actueel  # the tables of the documents must be readable before the package is built

    return actueel.instrument(instrument)


def loaded(instrument: Json) -> Any:
    """A changed document, opened."""
    import actueel

    return actueel.Instrument.parse(json.dumps(instrument))


def assess(
    instrument: Any, history: Json, as_of: str = TODAY, child: str | None = None, *, known_at: str = "everything"
) -> Json:
    """The assessment document, as the Python door gives it."""
    import actueel

    asked = {"as_of": as_of, "known_at": known_at} | ({} if child is None else {"child": child})
    return instrument.assess(actueel.History.parse(json.dumps(history)), **asked).to_dict()


def scale(assessment: Json, name: str) -> tuple[float, float]:
    found = next(s for s in assessment["scales"] if s["id"] == name)
    return found["low"], found["high"]


def computed(assessment: Json) -> tuple[str, str]:
    level = assessment["level"]["computed"]
    return level["low"], level["high"]


def final(assessment: Json) -> tuple[str, str]:
    level = assessment["level"]["final"]
    return level["low"], level["high"]


def row(assessment: Json, item: str, person: str | None = None) -> Json:
    rows = next(i for i in assessment["items"] if i["id"] == item)["rows"]
    if person is None and len(rows) == 1:
        return rows[0]
    return next(r for r in rows if r["person"] == person)


def points(assessment: Json, item: str, of: str, person: str | None = None) -> tuple[float | None, float | None]:
    found = next(p for p in row(assessment, item, person)["points"] if p["scale"] == of)
    return found["low"], found["high"]


def truth(assessment: Json, rule: str) -> bool | None:
    return next(r for r in assessment["rules"] if r["id"] == rule)["truth"]


def terms(instrument: Json, item: str) -> dict[str, Json]:
    """Every term that names the item, by the scale it stands in."""
    return {s["id"]: term for s in instrument["scales"] for term in s["terms"] if term.get("item") == item}


def sign_off(instrument: str, day: str, level: str, **more: Any) -> Json:
    """A report signed on that day; what it leaned on is not looked at here."""
    return {
        "type": "sign_off",
        "recorded_at": f"{day}T13:00:00Z",
        "instrument": instrument,
        "version": "1.0.0",
        "instrument_sha256": "0" * 64,
        "records_sha256": "0" * 64,
        "as_of": day,
        "known_at": f"{day}T12:30:00Z",
        "level": {"low": level, "high": level},
        "by": "worker",
        **more,
    }
