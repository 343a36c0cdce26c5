# SPDX-License-Identifier: MPL-2.0
"""Tests are imported one by one, so the folder that holds `plain` is named here."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
