# SPDX-License-Identifier: MPL-2.0
"""The two years that made-up families cover."""

from __future__ import annotations

from datetime import date

__all__ = ["END", "LOCKDOWN", "RELAXED", "START"]

START = date(2019, 1, 1)
"""The first day of the two years that the families cover."""

LOCKDOWN = date(2020, 3, 16)
"""Schools close; for eleven weeks talks are rarer and there is more violence."""

RELAXED = date(2020, 6, 1)
"""Schools are open again."""

END = date(2021, 1, 1)
"""The day after the last one."""
