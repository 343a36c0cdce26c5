# SPDX-License-Identifier: MPL-2.0
"""What the tests of the converters share: our own examples, and the command line as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests are imported one by one


@pytest.fixture
def actueel(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line in a folder of its own, without colour."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "actueel", *map(str, arguments)],
            capture_output=True,
            text=True,
            env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "TERM": "dumb"},
            cwd=tmp_path,
            check=False,
            timeout=120,
        )

    return run
