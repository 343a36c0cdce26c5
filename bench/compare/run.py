#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""Run us, DuckDB, Polars, pandas and numpy on the same Arrow tables: first the same rows, then the clock."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

EXAMPLES = """examples:
  bench/compare/run.py                                    W1 and W2-lite, 20,000 families, one thread
  bench/compare/run.py --all -n 100000                    every workload, every form, W4: what bench/README.md has
  bench/compare/run.py --all --shapes -n 100000           the same and the shapes of W1, an hour of an idle machine
  bench/compare/run.py --shapes -w w1 -n 20000            shapes alone of a workload
  bench/compare/run.py -w w2-as-of                        W2, each day as it was known on it: we alone, in two ways
  bench/compare/run.py -w w1 -n 1000000 --threads 2       the whole of W1
  bench/compare/run.py -w w1 --dates 730 --records 1:9    any other shape
  bench/compare/run.py -w w1 -n 200000 --files            Parquet to Parquet as cold processes, frame to frame in Python
  bench/compare/run.py --smoke                            only: do all give the same rows? (part of script/test bench)

--shapes changes one thing at a time, each in a process of its own whose rows are checked first: records a family (1,
10, 50, 1,000, 10,000; W1 alone; as many records in all, so fewer families where each has more), dates (1, 24, 104,
730), rows in no order, 1 and 2 threads, and 1,000 to --most families. Everybody takes part who takes part in the
workload; who is slow gets fewer families, as --budget says. Give -w for others than W1.

It writes figures.md (ready to be pasted), compare.md (figures and every detail) and compare.json.
"""


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    workloads = ("w1", "w2-lite", "w2", "w2-as-of")
    add("-w", "--workload", action="append", choices=workloads, help="repeatable; default: w1 and w2-lite")
    add("-n", "--families", type=int, default=20_000)
    add("-c", "--contestants", default="actueel,numpy,duckdb,polars,pandas", help="libraries, divided by commas")
    add("--all", action="store_true", help="every workload, every form, and W4 for w1 and w2")
    add("--usual", action="store_true", help="also the forms that most people write")
    add("--seed", type=int, default=7)
    add("--threads", type=int, default=1)
    add("--rounds", type=int, default=5, help="times that everybody has a turn")
    add("--budget", type=float, default=20.0, help="seconds a turn: who is slower gets fewer families, and it is said")
    add("--records", default="30:70", help="records of a family in w1, least:most")
    add("--dates", type=int, default=24, choices=(1, 24, 104, 730), help="month ends, weeks or days over two years")
    add("--shuffled", action="store_true", help="rows in no order")
    add("--files", action="store_true", help="W4 of w1 and w2: Parquet to Parquet, and frame to frame")
    add("--shapes", action="store_true", help="other shapes, of w1 or of what -w names; see below")
    add("--most", type=int, default=1_000_000, help="families of the largest shape; 10000000 where memory is plenty")
    add("--check", type=int, default=5000, help="families on which all must agree before the clock starts")
    add("--plain", type=int, default=300, help="of these, how many are also asked of the plain engine")
    add("--smoke", action="store_true", help="only check, on few families, with every form, and try shapes")
    add("--alone", type=Path, metavar="FILE", help="only one workload's rows as JSON: what --shapes runs")
    add("-o", "--output", type=Path, default=ROOT / "build/compare", help="folder for figures.md, compare.md and .json")
    given = parser.parse_args(arguments)
    given.only_shapes = given.shapes and not given.all
    if given.all:
        given.workload, given.usual, given.files = list(workloads), True, True
    default = list(workloads) if given.smoke else ["w1"] if given.only_shapes else ["w1", "w2-lite"]
    given.workload = list(dict.fromkeys(given.workload or default))
    given.check_usual = given.alone is None  # shapes: the forms that are timed there
    return given


def smoke(given: argparse.Namespace) -> int:
    """Check everybody on few families, and try shapes on fewer."""
    import shapes
    import shown
    from contestants import of
    from rounds import check

    # numpy takes 2,184 families at a time: so many are more than one piece
    given.plain, given.check = min(given.plain, 60), min(given.check, 2500)
    wrong: list[str] = []
    for asked in given.workload:
        everybody = of(asked, given.contestants.split(","), usual=True)
        found = check(given, asked, everybody)
        names = "; ".join(each.name for each in everybody)
        print(f"{asked}: {'DIFFERENT' if found else 'the same rows'}: the plain engine; {names}")
        wrong += found
    tiny = argparse.Namespace(
        **{**vars(given), "families": 100, "plain": 10, "check": 100, "rounds": 1, "usual": False}
    )
    rows = shapes.all_timed(tiny, "w1")
    told = shown.details(rows)
    print(f"shapes: {len(rows)} turns on the same rows, {len(told.splitlines())} lines about them")
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


def timed(given: argparse.Namespace) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Check, time, and return what it ran on and a row for everybody in everything."""
    import files
    import machine
    import ours
    import shapes
    from asking import question_of
    from contestants import of
    from rounds import check
    from rounds import timed as in_turns

    libraries = given.contestants.split(",")
    asked_plainly = [] if given.only_shapes else given.workload
    for asked in asked_plainly:
        everybody = of(asked, libraries, usual=True)
        if found := check(given, asked, of(asked, libraries, usual=True)):
            raise SystemExit("\n".join(found))
        names = "; ".join(each.name for each in everybody)
        print(f"{asked}: the same rows: the plain engine; {names}", file=sys.stderr)
    facts = {"given": {name: str(value) for name, value in vars(given).items()}, **machine.facts(given.threads)}
    rows: list[dict[str, Any]] = []
    for asked in asked_plainly:
        rows += in_turns(given, asked, of(asked, libraries, usual=given.usual))
        if given.files and asked in ("w1", "w2"):
            rows += files.timed(given, question_of(given, asked, given.families))
    if "actueel" in libraries:
        few = {asked: question_of(given, asked, min(given.families, 5000)) for asked in asked_plainly}
        facts["ours_by"] = {asked: ours.shares(question) for asked, question in few.items()}
    if given.shapes:
        usual = given.usual and not given.all  # what most people write is no faster in another shape
        for asked in given.workload if given.only_shapes else ["w1"]:
            rows += shapes.all_timed(argparse.Namespace(**{**vars(given), "usual": usual}), asked)
    facts["two_spinning_after"] = round(machine.two_spinning(), 2)
    facts["contended"] = facts["contended"] or facts["two_spinning_after"] < machine.IDLE
    return facts, rows


def main(arguments: list[str] | None = None) -> int:
    given = parsed(arguments)
    os.environ["POLARS_MAX_THREADS"] = str(given.threads)  # read when Polars is loaded
    if given.smoke:
        return smoke(given)
    if given.alone is not None:
        import shapes

        given.alone.write_text(json.dumps(shapes.timed_alone(given, given.workload[0])), "utf-8")
        return 0
    import shown

    facts, rows = timed(given)
    given.output.mkdir(parents=True, exist_ok=True)
    (given.output / "compare.json").write_text(json.dumps({**facts, "rows": rows}, indent=2) + "\n", "utf-8")
    text = shown.figures(facts, rows)
    (given.output / "figures.md").write_text(text, "utf-8")
    (given.output / "compare.md").write_text(f"{text}\n## Every figure\n\n{shown.details(rows)}", "utf-8")
    print(text)
    print(f"in {given.output}: figures.md, compare.md and compare.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
