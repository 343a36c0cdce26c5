#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""Run us, DuckDB, Polars, pandas and numpy on the same Arrow tables: first the same rows, then the clock."""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

EXAMPLES = """examples:
  bench/compare/run.py                                    W1 and W2-lite, 20,000 families, one thread
  bench/compare/run.py -w w1 -n 1000000 --threads 2       the whole of W1
  bench/compare/run.py -w w1 --dates 730 --records 1:9    other shapes
  bench/compare/run.py -w w1 -n 200000 --files            Parquet to Parquet as cold processes, frame to frame in Python
  bench/compare/run.py --smoke                            only: do all give the same rows? (part of script/test bench)
"""


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("-w", "--workload", action="append", choices=("w1", "w2-lite", "w2"), help="default: w1 and w2-lite")
    add("-n", "--families", type=int, default=20_000)
    add("-c", "--contestants", default="actueel,numpy,duckdb,polars,pandas", help="libraries, divided by commas")
    add("--usual", action="store_true", help="also the forms that most people write")
    add("--seed", type=int, default=7)
    add("--threads", type=int, default=1)
    add("--rounds", type=int, default=5, help="times that everybody has a turn")
    add("--budget", type=float, default=20.0, help="seconds a turn: who is slower gets fewer families, and it is said")
    add("--records", default="30:70", help="records of a family in w1, least:most")
    add("--dates", type=int, default=24, choices=(1, 24, 104, 730), help="month ends, weeks or days over two years")
    add("--known-at", default="everything", choices=("everything", "as_of"), help="for w2; no other library has it")
    add("--shuffled", action="store_true", help="rows in no order")
    add("--files", action="store_true", help="W4: Parquet to Parquet, and frame to frame")
    add("--check", type=int, default=5000, help="families on which all must agree before the clock starts")
    add("--plain", type=int, default=300, help="of these, how many are also asked of the plain engine")
    add("--smoke", action="store_true", help="only check, on few families, with every form")
    add("-o", "--output", type=Path, default=ROOT / "build/compare", help="folder for compare.md and compare.json")
    return parser.parse_args(arguments)


def asked_days(count: int) -> Any:
    import numpy as np

    import workloads

    if count == 24:
        return workloads.month_ends()
    every = {1: 730, 104: 7, 730: 1}[count]
    return (workloads.FIRST + np.arange(1, count + 1) * every - 1).astype(np.int32)


def question_of(given: argparse.Namespace, workload: str, families: int, *, edges: bool = False) -> Any:
    import workloads
    from question import Question

    least, most = map(int, given.records.split(":"))
    shape = workloads.Shape(families, given.seed, least, most, given.shuffled, edges)
    document = workloads.instrument_of(workload)
    documents = document if isinstance(document, dict) else {}
    records, days = workloads.table(workload, shape), asked_days(given.dates)
    return Question(workload, records, days, given.threads, documents, given.known_at)


def check(given: argparse.Namespace, workload: str, contestants: list[Any]) -> list[str]:
    """Return every disagreement: with the plain engine on some families, and among the contestants on more."""
    import agree
    import ours
    from contestants import of

    wrong: list[str] = []
    everybody = of(workload, given.contestants.split(","), usual=True)
    for edges in (False, True):
        question = question_of(given, workload, min(given.plain, given.families), edges=edges)
        right = ours.plain(question)
        if "actueel" in given.contestants and not right.equals(ours.rescore(question)):
            wrong.append(f"{workload}: rescore is not the plain engine's table, byte for byte")
        by = ours.shares(question)
        if workload == "w2" and by and next(iter(by.values())) < 0.95 * sum(by.values()):
            wrong.append(f"{workload}: less than 95 % of the rows come {next(iter(by))}: {by}")
        right = agree.plainly(right, question.columns)
        if (fault := agree.unnoticed(right)) is not None:
            wrong.append(f"{workload}: {fault} would not be noticed")
        for each in everybody:
            found = agree.plainly(each.run(question, each.prepare(question)), question.columns)
            if (difference := agree.first_difference(right, found)) is not None:
                wrong.append(f"{workload}: {each.name} is not the plain engine: {difference}")
    question = question_of(given, workload, min(given.check, given.families))
    before: tuple[str, Any] | None = None
    for each in contestants:
        if each.usual:
            continue
        found = agree.plainly(each.run(question, each.prepare(question)), question.columns)
        if before is not None and (difference := agree.first_difference(before[1], found)) is not None:
            wrong.append(f"{workload}: {each.name} is not {before[0]}: {difference}")
        before = before or (each.name, found)
    return wrong


def timed(given: argparse.Namespace, workload: str, contestants: list[Any]) -> list[dict[str, Any]]:
    """Give everybody a turn, so many rounds, and return what each took."""
    few = min(given.families, 1000)
    small = question_of(given, workload, few)
    sizes, rows = {}, []
    for each in contestants:
        state = each.prepare(small)
        each.run(small, state)  # a first call loads and compiles
        begin = time.perf_counter()
        each.run(small, state)
        fit = int(few * given.budget / (time.perf_counter() - begin))
        sizes[each.name] = given.families if fit >= given.families else max(few, fit)
    tables = {size: question_of(given, workload, size) for size in sorted(set(sizes.values()))}
    turns = [(each, tables[sizes[each.name]], each.prepare(tables[sizes[each.name]])) for each in contestants]
    taken: dict[str, list[tuple[float, float]]] = {each.name: [] for each in contestants}
    made: dict[str, int] = {}
    for number in range(given.rounds):
        shift = number % len(turns)
        for each, question, state in turns[shift:] + turns[:shift]:
            gc.collect()
            begin, cpu = time.perf_counter(), time.process_time()
            result = each.run(question, state)
            taken[each.name].append((time.perf_counter() - begin, time.process_time() - cpu))
            made[each.name] = result.num_rows
            del result
    for each in contestants:
        first = contestants[0].name
        if sizes[each.name] == sizes[first] and made[each.name] != made[first]:
            raise SystemExit(f"{each.name} gave {made[each.name]} rows, {first} {made[first]}")
        wall = [one for one, _ in taken[each.name]]
        rows.append(
            {
                "workload": workload,
                "contestant": each.name,
                "form": each.form,
                "families": sizes[each.name],
                "family_dates": made[each.name],
                "best_s": min(wall),
                "median_s": statistics.median(wall),
                "cpu_s": min(cpu for _, cpu in taken[each.name]),
                "mfd_s": made[each.name] / min(wall) / 1e6,
                "mfd_cpu_s": made[each.name] / min(cpu for _, cpu in taken[each.name]) / 1e6,
            }
        )
    return rows


def main(arguments: list[str] | None = None) -> int:
    given = parsed(arguments)
    os.environ["POLARS_MAX_THREADS"] = str(given.threads)  # read when Polars is loaded
    import shown
    from contestants import of

    workloads = given.workload or (["w1", "w2-lite", "w2"] if given.smoke else ["w1", "w2-lite"])
    libraries = given.contestants.split(",")
    wrong: list[str] = []
    for workload in workloads:
        if given.smoke:
            # numpy takes 2,184 families at a time: so many are more than one piece
            given.plain, given.check = min(given.plain, 60), min(given.check, 2500)
        found = check(given, workload, of(workload, libraries, usual=True))
        everybody = ", ".join(each.name for each in of(workload, libraries, usual=True))
        print(f"{workload}: {'DIFFERENT' if found else 'the same rows'}: the plain engine, {everybody}")
        wrong += found
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    if given.smoke:
        return 0

    import machine

    facts = {"given": {name: str(value) for name, value in vars(given).items()}, **machine.facts(given.threads)}
    rows: list[dict[str, Any]] = []
    for workload in workloads:
        rows += timed(given, workload, of(workload, libraries, usual=given.usual))
        if given.files:
            import files

            rows += files.timed(given, question_of(given, workload, given.families))
    if "actueel" in libraries:
        import ours

        few = {workload: question_of(given, workload, min(given.families, 5000)) for workload in workloads}
        facts["ours_by"] = {workload: ours.shares(question) for workload, question in few.items()}
    facts["two_spinning_after"] = round(machine.two_spinning(), 2)
    facts["contended"] = facts["contended"] or facts["two_spinning_after"] < machine.IDLE
    given.output.mkdir(parents=True, exist_ok=True)
    (given.output / "compare.json").write_text(json.dumps({**facts, "rows": rows}, indent=2) + "\n", "utf-8")
    text = shown.markdown(facts, rows)
    (given.output / "compare.md").write_text(text, "utf-8")
    print(text)
    print(f"in {given.output}/compare.md and compare.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
