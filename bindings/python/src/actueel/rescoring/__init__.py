# SPDX-License-Identifier: MPL-2.0
"""Rescoring: many families at many moments, each row equal to `assess` of that family alone."""

from __future__ import annotations

from .frames import rescore_frame
from .moments import Moment, Moments
from .rejected import Rejected, RejectedError

__all__ = ["Moment", "Moments", "Rejected", "RejectedError", "rescore_frame"]
