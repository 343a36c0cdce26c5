# SPDX-License-Identifier: MPL-2.0
"""First the same rows, then the clock: everybody has a turn in each round, another one first each time."""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from typing import Any

import agree
import ours
from asking import question_of
from contestants import Contestant, of

FIRST_CALL = 1000
"""Families of the call that loads, compiles, and tells how many fit into a turn."""


def check(given: argparse.Namespace, asked: str, contestants: list[Contestant]) -> list[str]:
    """Return every disagreement: with the plain engine on some families, and among the contestants on more."""
    wrong: list[str] = []
    everybody = of(asked, given.contestants.split(","), usual=given.check_usual)
    for edges in (False, True):
        question = question_of(given, asked, min(given.plain, given.families), edges=edges)
        right = ours.plain(question)
        if "actueel" in given.contestants and not agree.named(right).equals(agree.named(ours.rescore(question))):
            wrong.append(f"{asked}: rescore is not the plain engine's table, byte for byte")
        by = ours.shares(question)
        if question.workload == "w2" and by and next(iter(by.values())) < 0.95 * sum(by.values()):
            wrong.append(f"{asked}: less than 95 % of the rows come {next(iter(by))}: {by}")
        right = agree.plainly(right, question.columns)
        if (fault := agree.unnoticed(right)) is not None:
            wrong.append(f"{asked}: {fault} would not be noticed")
        for each in everybody:
            found = agree.plainly(each.run(question, each.prepare(question)), question.columns)
            if (difference := agree.first_difference(right, found)) is not None:
                wrong.append(f"{asked}: {each.name} is not the plain engine: {difference}")
    question = question_of(given, asked, min(given.check, given.families))
    before: tuple[str, Any] | None = None
    for each in contestants:
        if each.usual:
            continue
        found = agree.plainly(each.run(question, each.prepare(question)), question.columns)
        if before is not None and (difference := agree.first_difference(before[1], found)) is not None:
            wrong.append(f"{asked}: {each.name} is not {before[0]}: {difference}")
        before = before or (each.name, found)
    return wrong


def timed(given: argparse.Namespace, asked: str, contestants: list[Contestant]) -> list[dict[str, Any]]:
    """Give everybody a turn, so many rounds, and return what each took.

    Who would take longer than the budget of a turn gets fewer families.
    """
    few = min(given.families, FIRST_CALL)
    small = question_of(given, asked, few)
    sizes, rows = {}, []
    for each in contestants:
        state = each.prepare(small)
        each.run(small, state)  # a first call loads and compiles
        begin = time.perf_counter()
        each.run(small, state)
        fit = int(few * given.budget / (time.perf_counter() - begin))
        sizes[each.name] = given.families if fit >= given.families else max(few, fit)
    tables = {size: question_of(given, asked, size) for size in sorted(set(sizes.values()))}
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
                "workload": asked,
                "contestant": each.name,
                "form": each.form,
                "usual": each.usual,
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
