#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""One peer's whole job as a process of its own: W1 from Parquet to Parquet. `run.py --files` times it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np


def duckdb_alone(records: Path, out: Path, days: np.ndarray, document: dict[str, Any], threads: int) -> None:
    """Read, score and write in one statement: the packed sums of `in_duckdb.conditional`, on texts."""
    import duckdb
    import pyarrow as pa

    import in_duckdb
    from question import Question

    question = Question("w1", pa.table({}), days, threads, document)
    held = duckdb.connect()
    held.execute(f"set threads = {threads}; set preserve_insertion_order = false")
    shelves = dict(zip(question.items, question.shelf.tolist(), strict=True))
    held.register("shelves", pa.table({"item": list(shelves), "shelf": pa.array(shelves.values(), pa.int32())}))
    gives = {f"a{points}": points for points in range(question.most + 1)}
    held.register("gives", pa.table({"a": list(gives), "p": pa.array(gives.values(), pa.int32())}))
    held.execute(
        f"""create view r as select family, item, observed_on - date '1970-01-01' as d, answer as a
        from read_parquet('{records}')"""
    )
    text = in_duckdb.finish(question, in_duckdb.packed_under_conditions(question))
    levels = "['low', 'moderate', 'high']"
    held.execute(
        f"""copy (select family, date '1970-01-01' + as_of as as_of, total_low, total_high,
            {levels}[total_level_low + 1] as total_level_low, {levels}[total_level_high + 1] as total_level_high,
            n_current, n_stale, n_unknown from ({text})) to '{out}' (format parquet, compression zstd)"""
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("form", choices=("duckdb-alone", "duckdb", "numpy", "polars", "pandas"))
    parser.add_argument("records", type=Path)
    parser.add_argument("instrument", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--days", required=True, help="days since 1970, divided by commas")
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    days = np.array(given.days.split(","), np.int32)
    document = json.loads(given.instrument.read_text("utf-8"))
    if given.form == "duckdb-alone":
        duckdb_alone(given.records, given.output, days, document, given.threads)
        return 0

    import pyarrow as pa
    import pyarrow.parquet as pq

    import contestants
    from question import Question

    pa.set_cpu_count(given.threads)
    texts = ["family", "item", "answer"]
    records = pq.read_table(given.records, read_dictionary=texts, use_threads=given.threads > 1)
    question = Question("w1", records, days, given.threads, document)
    one = contestants.of("w1", [given.form], usual=False)[0]
    pq.write_table(one.run(question, one.prepare(question)), given.output, compression="zstd")
    return 0


if __name__ == "__main__":
    sys.exit(main())
