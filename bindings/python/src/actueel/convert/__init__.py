# SPDX-License-Identifier: MPL-2.0
"""Converters from and to what others use; what cannot be carried over is listed, never dropped silently."""

from __future__ import annotations

from .lost import Losses, Lost

__all__ = ["Losses", "Lost"]
