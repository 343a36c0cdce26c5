# SPDX-License-Identifier: MPL-2.0
"""Published data as histories of ours, and R, which fits what is made of them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv

import actueel as ac

ORIGIN = dt.date(1974, 1, 1)
Figures = dict[str, float]
Fit = Callable[[str, pa.Table], Figures]


def fitted(script: str, table: pa.Table, folder: Path) -> Figures:
    """Run R on a table called d; the script says ``tell("name", value)``."""
    path = folder / "rows.csv"
    pyarrow.csv.write_csv(table, path)
    tell = "tell <- function(name, value) cat(name, format(value, digits = 15), sep = ',', fill = TRUE)"
    begin = f"library(survival); {tell}; d <- read.csv('{path}');"
    done = subprocess.run(
        ["Rscript", "--vanilla", "-e", begin + script], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return {name: float(value) for name, value in csv.reader(io.StringIO(done.stdout))}


def scale(item: str, **how: Any) -> dict[str, Any]:
    return {"id": item, "combine": "sum", "terms": [{"item": item, **how}]}


def instrument(items: list[dict[str, Any]], scales: list[dict[str, Any]]) -> ac.Instrument:
    return ac.Instrument.parse(
        json.dumps(
            {
                "format": "actueel.instrument/1",
                "id": "study",
                "version": "1",
                "status": "draft",
                "languages": ["en"],
                "title": {"en": "A study"},
                "items": items,
                "scales": scales,
            }
        )
    )


def record(id: str, type: str, day: dt.date, **content: Any) -> dict[str, Any]:
    return {"id": id, "type": type, "recorded_at": f"{day}T12:00:00Z", **content}


def history(family: str, records: list[dict[str, Any]]) -> ac.History:
    return ac.History.parse(json.dumps({"format": "actueel.history/1", "family": family, "records": records}))


def followed(days: int) -> dict[str, Any]:
    until = ORIGIN + dt.timedelta(days=days)
    return record("followed", "involvement", ORIGIN, start=f"{ORIGIN}", until=f"{until}")


def seen(id: str, item: str, answer: object, after: int) -> dict[str, Any]:
    day = ORIGIN + dt.timedelta(days=after)
    return record(id, "observation", day, observed_on=f"{day}", item=item, answer=answer, source="record")


def happened(event: str, after: int) -> dict[str, Any]:
    day = ORIGIN + dt.timedelta(days=after)
    return record("event", "event", day, happened_on=f"{day}", event=event)
