# SPDX-License-Identifier: MPL-2.0
"""Other shapes of a workload: one thing is changed at a time, and everybody has a turn on each."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contestants import of
from rounds import check, timed

FAMILIES = (1_000, 10_000, 100_000, 1_000_000)
"""How many families, beside each other; ten millions only where `--most` asks for them."""

USUAL_RECORDS = 50


@dataclass(frozen=True)
class Shape:
    """What is changed of a run: the table that it stands in, its column there, and the options that differ."""

    of: str
    name: str
    options: dict[str, Any]


def every(given: argparse.Namespace, asked: str) -> list[Shape]:
    """Return the shapes of a workload, its own among them; the records of a family can be chosen for W1 alone."""
    plain = Shape("", "", {})
    if given.smoke:
        made = [Shape("records a family", "3", {"records": "3:3"})] if asked == "w1" else []
        return [*made, Shape("dates", "104, two threads, in no order", {"dates": 104, "shuffled": True, "threads": 2})]
    made = []
    if asked == "w1":
        for records in (1, 10, 50, 1_000, 10_000):
            # As many records in all, but where that would be hardly any family, or more of them.
            families = min(given.families, max(20, given.families * USUAL_RECORDS // records))
            options = {"records": f"{records}:{records}", "families": families}
            made.append(Shape("records a family", f"{records:,}", {} if records == USUAL_RECORDS else options))
    made += [Shape("dates", f"{dates}", {"dates": dates}) for dates in (1, 24, 104, 730)]
    made += [Shape("order of rows", "by family", {}), Shape("order of rows", "none", {"shuffled": True})]
    made += [Shape("threads", f"{threads}", {"threads": threads}) for threads in (1, 2)]
    most = [each for each in (*FAMILIES, 10_000_000) if each <= given.most]
    made += [Shape("families", f"{families:,}", {"families": families}) for families in most]
    return made or [plain]


def settled(given: argparse.Namespace, shape: Shape) -> argparse.Namespace:
    """Return what was typed with what the shape changes."""
    made = argparse.Namespace(**{**vars(given), **shape.options})
    least, most = map(int, made.records.split(":"))
    heavy = max(1, (least + most) // 2 // USUAL_RECORDS) * max(1, made.dates // 104)
    made.plain = max(4, min(given.plain, 60) // heavy)  # families that are also asked one day after another
    made.check = max(20, given.check // heavy)
    return made


def timed_alone(given: argparse.Namespace, asked: str) -> list[dict[str, Any]]:
    """Check one shape, as it was typed, and return what everybody took; a difference ends it."""
    contestants = of(asked, given.contestants.split(","), usual=given.usual)
    if found := check(given, asked, contestants):
        raise SystemExit("\n".join(found))
    return timed(given, asked, contestants)


def _in_a_process(given: argparse.Namespace, asked: str) -> list[dict[str, Any]]:
    """Do the same in a process of its own: nobody's threads or memory are left of the shape before."""
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "rows.json"
        command = [sys.executable, str(Path(__file__).with_name("run.py")), "--alone", str(out), "-w", asked]
        for option in ("families", "contestants", "seed", "threads", "rounds", "budget", "records", "dates", "check"):
            command += [f"--{option}", str(getattr(given, option))]
        command += ["--plain", str(given.plain), *(["--usual"] if given.usual else [])]
        command += ["--shuffled"] if given.shuffled else []
        environment = {**os.environ, "POLARS_MAX_THREADS": str(given.threads)}
        if subprocess.run(command, env=environment, check=False).returncode:
            raise SystemExit(f"{asked}: a shape ended with an error: {' '.join(command[2:])}")
        made: list[dict[str, Any]] = json.loads(out.read_text("utf-8"))
        return made


def all_timed(given: argparse.Namespace, asked: str) -> list[dict[str, Any]]:
    """Return a row for everybody in every shape; what is the workload itself is timed once."""
    rows: list[dict[str, Any]] = []
    done: dict[str, list[dict[str, Any]]] = {}
    for shape in every(given, asked):
        one = settled(given, shape)
        key = repr(sorted(vars(one).items()))
        if key not in done:
            print(f"{asked}: {shape.of} {shape.name} …", file=sys.stderr, flush=True)
            done[key] = _in_a_process(one, asked)
        rows += [{**row, "shape": shape.of, "value": shape.name} for row in done[key]]
    return rows
