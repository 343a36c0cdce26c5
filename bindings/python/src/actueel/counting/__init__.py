# SPDX-License-Identifier: MPL-2.0
"""Trajectories as rows of a counting process, ready for Cox and other hazard models."""

from __future__ import annotations

from .follow import CountsFrom, Follow
from .frames import counting_frame

__all__ = ["CountsFrom", "Follow", "counting_frame"]
