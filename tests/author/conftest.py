# SPDX-License-Identifier: MPL-2.0
"""What the tests of the author's tools share: a small instrument to spoil, and the command line as a user runs it."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests are imported one by one

from small_instrument import SMALL, Document


@pytest.fixture
def small() -> Document:
    """An instrument about which there is nothing to say: each test spoils a copy in one way."""
    return copy.deepcopy(SMALL)


@pytest.fixture
def actueel(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line in a folder of its own, 100 columns wide and without colour."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "TERMINAL_WIDTH": "100", "TERM": "dumb"}
        return subprocess.run(
            [sys.executable, "-m", "actueel", *map(str, arguments)],
            capture_output=True,
            text=True,
            env=env,
            cwd=tmp_path,
            check=False,
            timeout=120,
        )

    return run
