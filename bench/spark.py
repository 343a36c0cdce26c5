# SPDX-License-Identifier: MPL-2.0
"""How fast Spark rescores and how much a Python worker takes: figures to size a cluster by.

    build/spark/bin/python bench/spark.py [--families 2000] [--days 12] [--cores 2]

Makes families up, writes them as Parquet, and rescores them from there into Parquet on `local-cluster[CORES,1,1024]`:
executors in processes of their own, one core each. The rows are compared with those of one machine before anything is
timed. Each Python worker tells the most memory that it took.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import actueel as ac
import actueel.spark
from actueel import simulate
from actueel.columns import records_table
from actueel.rescoring import Rejected


def made_up(families: int, instrument: ac.Instrument) -> pa.Table:
    """Families of seed 7, their rows in an order that keeps no family together."""
    documents = simulate.families(families, seed=7, instrument=instrument.to_dict())
    made = [ac.History.parse(json.dumps(each)) for each in documents]
    table = records_table(made)
    return table.take(pa.array([(row * 7919) % table.num_rows for row in range(table.num_rows)]))


def measured(part: type, folder: Path) -> type:
    """A part that also tells the most memory of its process."""

    class Measured(part):  # type: ignore[misc]
        def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            import resource

            yield from super().__call__(batches)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            (folder / f"{os.getpid()}-{time.monotonic_ns()}").write_text(str(peak))

    return Measured


def main() -> None:
    """Measure, and print one line a figure."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--families", type=int, default=2000)
    asked.add_argument("--days", type=int, default=12)
    asked.add_argument("--cores", type=int, default=2)
    asked.add_argument("--instrument", default="risk-check")
    asked = asked.parse_args()
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    risk = ac.instrument(asked.instrument)
    table = made_up(asked.families, risk)
    days = [f"{2019 + n // 12}-{1 + n % 12:02}-28" for n in range(asked.days)]
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        pq.write_table(table, folder / "records.parquet")
        os.environ["SPARK_WORKER_DIR"] = str(folder / "worker")
        from pyspark.sql import SparkSession

        spark: Any = (
            SparkSession.builder.master(f"local-cluster[{asked.cores},1,1024]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", str(4 * asked.cores))
            .getOrCreate()
        )
        spark.sparkContext.setLogLevel("OFF")
        (folder / "told").mkdir()
        actueel.spark._Part = measured(actueel.spark._Part, folder / "told")  # type: ignore[misc]
        scores = actueel.spark.rescore(
            spark.read.parquet(str(folder / "records.parquet")), risk, days, rejects=True, partitions=4 * asked.cores
        )
        rejects: list[Rejected] = []
        expected = risk.rescore(table, as_of=days, rejects=rejects)
        found = actueel.spark.apart(scores)[0].orderBy("family", "child", "as_of").toArrow()
        if found.drop_columns([]).to_pylist() != expected.to_pylist():
            raise SystemExit("the rows are not those of one machine")
        for each in (folder / "told").iterdir():
            each.unlink()
        times = []
        for n in range(3):
            begin = time.perf_counter()
            scores.write.parquet(str(folder / f"out-{n}"))
            times.append(time.perf_counter() - begin)
        peaks = [int(each.read_text()) / 1024 for each in (folder / "told").iterdir()]
        spark.stop()
    took = sorted(times)[1]
    print(f"records      {table.num_rows} of {asked.families} families, {asked.days} days, {asked.instrument}")
    print(f"scores       {expected.num_rows}, the same as of one machine; {len(rejects)} rejected")
    told = ", ".join(f"{each:.1f}" for each in times)
    print(f"seconds      {took:.1f} in the middle of {told}, on {asked.cores} executors of one core")
    records, rows = (each.num_rows / took / asked.cores for each in (table, expected))
    print(f"a core       {records:.0f} records, {rows:.0f} scores a second")
    print(f"a worker     {max(peaks):.0f} MB at most")


if __name__ == "__main__":
    main()
