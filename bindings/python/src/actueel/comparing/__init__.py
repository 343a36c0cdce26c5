# SPDX-License-Identifier: MPL-2.0
"""Reclassification between two tables of scores."""

from __future__ import annotations

from .reclassified import Change, Reclassified, compare

__all__ = ["Change", "Reclassified", "compare"]
