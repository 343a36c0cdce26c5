# SPDX-License-Identifier: MPL-2.0
"""Tests are imported one by one, so the folder that holds `families` is named here."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1] / "words")]
