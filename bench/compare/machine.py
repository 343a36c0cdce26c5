# SPDX-License-Identifier: MPL-2.0
"""What a figure must say beside itself: the machine, the versions, the commit, and whether anybody else was at work."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[2]

_SPIN = """
import time
end, n = time.perf_counter() + 0.6, 0
while time.perf_counter() < end:
    for _ in range(1000):
        pass
    n += 1
print(n)
"""

IDLE = 1.8
"""Two processes that only count get through at least so many times the work of one, on two idle cores."""


def _spin(processes: int) -> int:
    running = [subprocess.Popen([sys.executable, "-c", _SPIN], stdout=subprocess.PIPE) for _ in range(processes)]
    return sum(int(each.communicate()[0]) for each in running)


def two_spinning() -> float:
    """Return how much two counting processes do against one, the best of three; under `IDLE` others are at work."""
    return max(_spin(2) / _spin(1) for _ in range(3))


def bandwidth(threads: int = 1) -> float:
    """Return GB/s at which numpy adds up an array of doubles of 512 MB a thread, the best of five."""
    arrays = [np.ones(64 << 20) for _ in range(threads)]
    best = 1e9
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(5):
            begin = time.perf_counter()
            assert all(each == 64 << 20 for each in pool.map(np.add.reduce, arrays))
            best = min(best, time.perf_counter() - begin)
    return sum(each.nbytes for each in arrays) / best / 1e9


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


def facts(threads: int) -> dict[str, Any]:
    """Return everything about this run that the figures depend on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    spinning = two_spinning()
    return {
        "when": time.strftime("%Y-%m-%d %H:%M", time.gmtime()) + " UTC",
        "machine": models[0] if models else platform.processor(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "two_spinning": round(spinning, 2),
        "contended": spinning < IDLE,
        "read_gb_s": round(bandwidth(threads), 1),
        "commit": _git("rev-parse", "--short", "HEAD") + ("+" if _git("status", "--porcelain", "-uno") else ""),
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("numpy", "pandas", "polars", "duckdb", "pyarrow")},
        },
    }
