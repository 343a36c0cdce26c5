# SPDX-License-Identifier: MPL-2.0
"""A caseload: what of many families asks for somebody's attention on a day, for a team leader."""

from __future__ import annotations

from .facts import Facts, Found, Question, found_in, found_in_order
from .figures import figures
from .model import Caseload, QuarterOfTerm, caseload_of
from .rows import KINDS, Matter, Row
from .teams import Team, Teams

__all__ = [
    "KINDS",
    "Caseload",
    "Facts",
    "Found",
    "Matter",
    "QuarterOfTerm",
    "Question",
    "Row",
    "Team",
    "Teams",
    "caseload_of",
    "figures",
    "found_in",
    "found_in_order",
]
