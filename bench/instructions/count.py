#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""Count the instructions of the hot paths under callgrind, and hold them against what was recorded.

More than 3 % above the recorded figure of this compiler and C library fails, and says in which functions. A compiler or
library that has no figure is reported and does not fail. What was built for one machine alone is refused.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "bench/records/instructions.json"
BUILD = ROOT / "build/bench"
MORE = 0.03
SHOWN = 12
"""Functions that a record names, those with the most instructions of their own."""


def told(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def flags_for_one_machine(build: Path) -> list[str]:
    """Return the lines of a build's cache that bind it to one processor."""
    cache = (build / "CMakeCache.txt").read_text("utf-8").splitlines()
    return [line for line in cache if "FLAGS" in line and re.search(r"-m(arch|tune|cpu)=", line)]


def counted(program: Path, path: str) -> dict[str, int]:
    """Return the instructions inside hot_<path>: all of them, and those of each function by itself."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "callgrind.out"
        subprocess.run(
            [
                "valgrind",
                "--tool=callgrind",
                "--collect-atstart=no",
                f"--toggle-collect=hot_{path}",
                f"--callgrind-out-file={out}",
                program,
                path,
            ],
            check=True,
            capture_output=True,
        )
        text = told("callgrind_annotate", "--threshold=100", str(out))
    rows = re.findall(r"^ *([\d,]+) \([ \d.]+%\) +(.+)$", text, re.MULTILINE)
    made: dict[str, int] = {}
    for number, name in rows:
        name = "all" if name == "PROGRAM TOTALS" else re.sub(r" \[[^\[]*\]$", "", name).split(":", 1)[-1]
        made[name] = made.get(name, 0) + int(number.replace(",", ""))
    if not made.get("all"):
        raise SystemExit(f"hot_{path}: nothing was counted; is the function still called, and not inlined?")
    return made


def grown(recorded: dict[str, int], now: dict[str, int]) -> list[str]:
    """Return where there are more instructions than were recorded, most first."""
    rest = sum(recorded.values()) - recorded["all"]
    more = {name: now.get(name, 0) - was for name, was in recorded.items() if name != "all"}
    others = {name: number for name, number in now.items() if name not in recorded}
    more["functions that the record does not name"] = sum(others.values()) - (recorded["all"] - rest)
    found = sorted((number, name) for name, number in more.items() if number > 0)
    named = sorted(((number, name) for name, number in others.items()), reverse=True)[:3]
    lines = [f"    {number:+12,}  {name}" for number, name in reversed(found)]
    return lines + [f"    {number:12,}  in {name}, of these" for number, name in named]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true", help="write today's figures as those to hold to")
    parser.add_argument("--build", type=Path, default=BUILD, help="a build of the preset bench")
    given = parser.parse_args(arguments)
    if bound := flags_for_one_machine(given.build):
        raise SystemExit("built for one machine, so nothing is compared: " + "; ".join(bound))
    program = given.build / "bench/instructions/hot_paths"
    key = told(str(program), "--key").strip()
    record = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    known = record.get(key, {})
    failed = 0
    for path in told(str(program)).split():
        now = counted(program, path)
        if given.record:
            most = sorted(((n, name) for name, n in now.items() if name != "all"), reverse=True)[:SHOWN]
            known[path] = {"all": now["all"], **{name: number for number, name in most}}
            print(f"{path}: {now['all']:,} instructions recorded for {key}")
        elif path not in known:
            print(f"{path}: {now['all']:,} instructions; no figure for {key}: not compared")
        else:
            share = now["all"] / known[path]["all"] - 1
            print(f"{path}: {now['all']:,} instructions, {share:+.2%} of what was recorded for {key}")
            if share > MORE:
                failed += 1
                print("\n".join([f"  more than {MORE:.0%} above; what grew:", *grown(known[path], now)]))
            elif share < -MORE:
                print("  fewer: count.py --record makes this the figure to hold to")
    if given.record:
        RECORD.parent.mkdir(exist_ok=True)
        RECORD.write_text(json.dumps({**record, key: known}, indent=2, sort_keys=False) + "\n", "utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
