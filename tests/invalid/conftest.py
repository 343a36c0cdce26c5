# SPDX-License-Identifier: MPL-2.0
"""Expected errors are files; they are rewritten only when asked for, and their difference is read."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests are imported one by one


def pytest_addoption(parser: pytest.Parser) -> None:
    with contextlib.suppress(ValueError):  # another folder of tests that run together has the same option
        parser.addoption(
            "--update-golden", action="store_true", help="write the golden files anew; read their difference"
        )
