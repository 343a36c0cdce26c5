# SPDX-License-Identifier: MPL-2.0
"""Tools for who writes instruments: what deserves a second look, what a new version changes, drafts and codebooks."""

from __future__ import annotations

from .caution import Caution
from .warnings import history_warnings, instrument_warnings

__all__ = ["Caution", "history_warnings", "instrument_warnings"]
