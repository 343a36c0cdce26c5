# SPDX-License-Identifier: MPL-2.0
"""Tools for who writes instruments: what deserves a second look, what a new version changes, drafts and codebooks."""

from __future__ import annotations

from .caution import Caution
from .changes import Change, changes
from .codebook import codebook_csv, codebook_markdown
from .draft import Draft, draft_from_table
from .moves import Moved, Moves, moves
from .warnings import history_warnings, instrument_warnings

__all__ = [
    "Caution",
    "Change",
    "Draft",
    "Moved",
    "Moves",
    "changes",
    "codebook_csv",
    "codebook_markdown",
    "draft_from_table",
    "history_warnings",
    "instrument_warnings",
    "moves",
]
