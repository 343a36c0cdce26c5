# SPDX-License-Identifier: MPL-2.0
"""Terms: how long something may take, by statute or by an organisation's own rule, and whether it was kept."""

from __future__ import annotations

from .calendar import WorkingDays
from .document import Limit, Select, Suspension, Term, Terms
from .measure import Cases, Span, measured

__all__ = ["Cases", "Limit", "Select", "Span", "Suspension", "Term", "Terms", "WorkingDays", "measured"]
