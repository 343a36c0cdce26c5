# SPDX-License-Identifier: MPL-2.0
"""The data and R, for every test of this folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from actueel.demo.rossi.data import Rossi, load

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests are imported one by one

from published import Fit, fitted


@pytest.fixture(scope="session")
def rossi() -> Rossi:
    return load()


@pytest.fixture
def fit(tmp_path: Path) -> Fit:
    return lambda script, table: fitted(script, table, tmp_path)
