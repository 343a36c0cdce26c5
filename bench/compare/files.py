# SPDX-License-Identifier: MPL-2.0
"""W4: from Parquet to Parquet as cold processes, from a frame to a frame in Python, and what the stages take."""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import agree
import ours
from actueel.columns.frames import table_of
from question import Question

HERE = Path(__file__).parent


def _process(command: list[str], question: Question, folder: Path) -> tuple[float, float, int]:
    """Run a Python program and return wall and processor seconds, and the most memory in MB."""
    threads, peak = str(question.threads), folder / "peak"
    environment = {**os.environ, "POLARS_MAX_THREADS": threads, "OMP_NUM_THREADS": threads}
    whole = [sys.executable, str(HERE / "peak.py"), str(peak), *command]
    begin = time.perf_counter()
    child = subprocess.Popen(whole, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begin
    if status != 0:
        raise SystemExit(f"{command[:3]}: ended with {status}")
    return wall, used.ru_utime + used.ru_stime, int(peak.read_text("utf-8"))


def _row(question: Question, who: str, how: str, families: int, taken: list[Any], rows: int) -> dict[str, Any]:
    wall, cpu = [one[0] for one in taken], min(one[1] for one in taken)
    row: dict[str, Any] = {
        "workload": f"{question.workload}, {how.split(':')[0]}",
        "contestant": who,
        "form": how.split(": ", 1)[-1],
        "families": families,
        "family_dates": rows,
        "best_s": min(wall),
        "median_s": statistics.median(wall),
        "cpu_s": cpu,
        "mfd_s": rows / min(wall) / 1e6,
        "mfd_cpu_s": rows / cpu / 1e6,
    }
    return {**row, "memory_mb": max(one[2] for one in taken)} if len(taken[0]) > 2 else row


def _written(records: pa.Table, path: Path) -> None:
    """Write records in row groups that have the texts of their own rows alone, as a file grows that is added to."""
    rows = 1 << 20
    with pq.ParquetWriter(path, records.schema, compression="zstd") as writer:
        for start in range(0, records.num_rows, rows):
            piece = records.slice(start, rows)
            families = piece["family"].cast(pa.string()).dictionary_encode()
            writer.write_table(piece.set_column(piece.schema.get_field_index("family"), "family", families))


def _files(given: argparse.Namespace, question: Question, folder: Path) -> list[dict[str, Any]]:
    records, document = folder / "records.parquet", folder / "instrument.json"
    _written(question.records, records)
    document.write_text(json.dumps(question.documents), "utf-8")
    asked = "risk-check" if question.workload == "w2" else str(document)
    out = {
        name: folder / f"{name}.parquet" for name in ("actueel", "duckdb-alone", "duckdb", "numpy", "polars", "pandas")
    }
    days = ",".join(str(each) for each in question.days.tolist())
    rescore = ["-m", "actueel", "-q", "rescore", str(records), "-i", asked, "--force"]
    rescore += ["--as-of", ",".join(ours.days(question)), "--columns", ",".join(question.columns)]
    commands = {"actueel": [*rescore, "--threads", str(question.threads), "-o", str(out["actueel"])]}
    if question.workload == "w1":
        for form in out:
            if form.split("-")[0] in given.contestants and form != "actueel":
                command = [str(HERE / "cold.py"), form, str(records), str(document), str(out[form])]
                commands[form] = [*command, "--days", days, "--threads", str(question.threads)]
    how = {
        "actueel": "actueel rescore",
        "duckdb-alone": "read_parquet, the packed sums on texts, copy to",
        "duckdb": "pyarrow reads and writes, the packed sums on numbers",
    }
    taken: dict[str, list[Any]] = {name: [] for name in commands}
    turns = list(commands.items())
    for number in range(given.rounds):
        shift = number % len(turns)
        for name, command in turns[shift:] + turns[:shift]:
            taken[name].append(_process(command, question, folder))
    right = agree.plainly(pq.read_table(out["actueel"]), question.columns)
    for name in commands:
        found = agree.plainly(pq.read_table(out[name]), question.columns)
        if (difference := agree.first_difference(right, found)) is not None:
            raise SystemExit(f"{name}, Parquet to Parquet, is not actueel: {difference}")
    families = len(question.records["family"].combine_chunks().dictionary)
    return [
        _row(
            question,
            name,
            f"Parquet to Parquet: {how.get(name, 'pyarrow reads and writes, the same as above')}",
            families,
            each,
            right.num_rows,
        )
        for name, each in taken.items()
    ]


def _turns(given: argparse.Namespace, calls: dict[str, Callable[[], Any]]) -> dict[str, list[tuple[float, float]]]:
    """Give each a first call outside the clock, then turns, another one first each time."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in calls}
    for call in calls.values():
        call()
    turns = list(calls.items())
    for number in range(given.rounds):
        shift = number % len(turns)
        for name, call in turns[shift:] + turns[:shift]:
            gc.collect()
            begin, cpu = time.perf_counter(), time.process_time()
            call()
            taken[name].append((time.perf_counter() - begin, time.process_time() - cpu))
    return taken


def _same(question: Question, calls: dict[str, Callable[[], Any]]) -> int:
    """Return how many rows everybody gives, after seeing that they are the same."""
    tables = {name: agree.plainly(table_of(call()), question.columns) for name, call in calls.items()}
    (first, right), *others = tables.items()
    for name, found in others:
        if (difference := agree.first_difference(right, found)) is not None:
            raise SystemExit(f"{name}, from frame to frame, is not {first}: {difference}")
    return int(right.num_rows)


def _frames(given: argparse.Namespace, question: Question) -> list[dict[str, Any]]:
    """Score a polars frame to a polars frame, and a pandas frame to a pandas frame.

    Everybody goes from frames to Arrow and back as we do: it is the quickest way that we know.
    """
    import polars as pl

    import in_pandas
    import in_polars
    from actueel.columns import pandas_frames, polars_frames

    def by_pandas(frame: Any) -> Any:
        columns = pandas_frames.table_of_frame(frame)
        days = columns["observed_on"].cast(pa.timestamp("ms")).cast(pa.date32())
        records = columns.set_column(at, "observed_on", days)
        return pandas_frames.frame_of_table(in_pandas.differences(replace(question, records=records)))

    def by_polars(frame: Any) -> Any:
        records = polars_frames.table_of_frame(frame)
        return polars_frames.frame_of_table(in_polars.conditional(replace(question, records=records)))

    families = len(question.records["family"].combine_chunks().dictionary)
    at = question.records.schema.get_field_index("observed_on")
    stamps = question.records["observed_on"].cast(pa.timestamp("ms"))
    kinds: dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]] = {
        "polars": (lambda: pl.DataFrame(question.records), by_polars),
        "pandas": (lambda: question.records.set_column(at, "observed_on", stamps).to_pandas(), by_pandas),
    }
    told = []
    for kind, (made, by_them) in kinds.items():
        if kind not in given.contestants:
            continue
        frame = made()
        calls: dict[str, Callable[[], Any]] = {
            "actueel": partial(ours.rescore, question, frame),
            kind: partial(by_them, frame),
        }
        rows = _same(question, calls)
        for name, taken in _turns(given, calls).items():
            told.append(_row(question, name, f"{kind} to {kind}: frame to frame", families, taken, rows))
    return told


def _stages(given: argparse.Namespace, question: Question, folder: Path) -> list[dict[str, Any]]:
    """Time the codec alone, and the score in memory of rows by family and in no order."""
    import numpy as np

    made = ours.rescore(question)
    order = np.random.default_rng(given.seed).permutation(question.records.num_rows)
    shuffled = question.records.take(pa.array(order)).combine_chunks()
    threads = question.threads > 1
    calls: dict[str, Callable[[], Any]] = {
        "read: pyarrow, every column": lambda: pq.read_table(folder / "records.parquet", use_threads=threads),
        "score: Instrument.rescore, rows by family": lambda: ours.rescore(question),
        "group and score: rows in no order": lambda: ours.rescore(question, shuffled),
        "write: pyarrow, zstd": lambda: pq.write_table(made, folder / "again.parquet", compression="zstd"),
    }
    families = len(question.records["family"].combine_chunks().dictionary)
    return [
        _row(question, name.split(":")[0], f"stages:{name.split(':')[1]}", families, each, made.num_rows)
        for name, each in _turns(given, calls).items()
    ]


def timed(given: argparse.Namespace, question: Question) -> list[dict[str, Any]]:
    """Return what each took, after it gave the rows of ours."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = _files(given, question, folder)
        if question.workload == "w1":
            rows += _frames(given, question)
        return rows + _stages(given, question, folder)
