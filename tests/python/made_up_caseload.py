# SPDX-License-Identifier: MPL-2.0
"""A made-up caseload: simulated families, with reports, sign-offs, plans, overrides and disputes around a day.

Run as a script it writes the files of the guide: ``made_up_caseload.py FOLDER FAMILIES``.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
import sys
from pathlib import Path
from typing import Any

import actueel as ac
from actueel.simulate import families

AS_OF = dt.date(2020, 9, 1)

TEAMS = (
    ("Noord", "Team Eems", 5),
    ("Noord", "Team Hunze", 4),
    ("Midden", "Team Vecht", 6),
    ("Midden", "Team Lek", 3),
    ("Zuid", "Team Maas", 5),
    ("Zuid", "Team Dommel", 2),
)


def instant(day: dt.date, hour: int = 10) -> str:
    return f"{day.isoformat()}T{hour:02}:00:00Z"


def documents(n: int, seed: int = 7) -> list[dict[str, Any]]:
    """Histories of `n` families, the same for the same seed."""
    found = []
    made = families(n, seed=seed, instrument=ac.instrument("risk-check").to_dict())
    for at, document in enumerate(dict(each) for each in made):
        _add(document["records"], random.Random(f"{seed}:{at}"))
        found.append(document)
    return found


def _add(records: list[dict[str, Any]], chance: random.Random) -> None:
    begin = dt.date(2019, 1, 1)

    def add(id: str, type: str, day: dt.date, **fields: Any) -> None:
        records.append({"id": id, "type": type, "recorded_at": instant(day, 9 + len(records) % 9), **fields})

    for at in range(chance.choice((0, 1, 1, 2))):
        day = begin + dt.timedelta(chance.randrange(610))
        add(f"n{at}", "event", day, event="new_report", happened_on=day.isoformat())
        safety, risk = day + dt.timedelta(chance.randint(1, 8)), day + dt.timedelta(chance.randint(30, 80))
        if chance.random() < 0.07:
            add(f"wait{at}", "event", day + dt.timedelta(9), event="waiting_for_police", happened_on=day.isoformat())
            if chance.random() < 0.6:
                add(f"done{at}", "event", day + dt.timedelta(40), event="police_done", happened_on=day.isoformat())
        for id, instrument, on in ((f"sa{at}", "safety-check", safety), (f"sr{at}", "risk-check", risk)):
            if on <= AS_OF and chance.random() < 0.93:
                add(id, "sign_off", on, instrument=instrument, as_of=on.isoformat(), by="worker")
    if chance.random() < 0.6:
        day = AS_OF - dt.timedelta(chance.randrange(120))
        add("last", "sign_off", day, instrument="risk-check", as_of=day.isoformat(), by="worker")
    if chance.random() < 0.15:
        until = AS_OF + dt.timedelta(chance.randint(-8, 40))
        start = until - dt.timedelta(30)
        add("plan", "plan", start, start=start.isoformat(), until=until.isoformat())
    if chance.random() < 0.06:
        start = AS_OF - dt.timedelta(chance.randrange(60))
        add(
            "over",
            "override",
            start,
            instrument="risk-check",
            level="high",
            computed={"low": "moderate", "high": "moderate"},
            by="supervisor",
            reason="Besproken in het team.",
            start=start.isoformat(),
            until=(start + dt.timedelta(80)).isoformat(),
        )
    early = (AS_OF - dt.timedelta(60)).isoformat()
    said = next((each for each in records if each["type"] == "observation" and each["recorded_at"] < early), None)
    if said is not None and chance.random() < 0.08:
        add("oneens", "dispute", AS_OF - dt.timedelta(chance.randrange(50)), about=said["id"], source="parent")


def teams_of(documents: list[dict[str, Any]], seed: int = 7) -> list[tuple[str, str, str]]:
    """A row for nearly every family: family, team, region."""
    chance = random.Random(seed)
    rows = []
    for document in documents:
        region, team, _ = chance.choices(TEAMS, weights=[each[2] for each in TEAMS])[0]
        if chance.random() < 0.98:
            rows.append((document["family"], team, region))
    return rows


def write(folder: Path, n: int, seed: int = 7) -> tuple[Path, Path]:
    """Write ``families.jsonl`` and ``teams.csv``."""
    made = documents(n, seed)
    lines = folder / "families.jsonl"
    lines.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in made))
    teams = folder / "teams.csv"
    with teams.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("family", "team", "region"))
        writer.writerows(teams_of(made, seed))
    return lines, teams


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
