# SPDX-License-Identifier: MPL-2.0
"""A Spark of one driver, two executors in processes of their own, and nothing outside this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

import actueel as ac


@pytest.fixture(scope="session")
def risk() -> ac.Instrument:
    return ac.instrument("risk-check")


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    work = tmp_path_factory.mktemp("spark")
    os.environ["SPARK_WORKER_DIR"] = str(work / "worker")
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.local.dir", str(work))
        .config("spark.sql.warehouse.dir", str(work / "warehouse"))
        .config("spark.sql.shuffle.partitions", "4")
        # Batches end in the middle of families, and clocks of the session are not those of the records.
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "3")
        .config("spark.sql.session.timeZone", "Europe/Amsterdam")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")  # executors are killed and jobs fail here on purpose
    yield session
    session.stop()
