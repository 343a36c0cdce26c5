# SPDX-License-Identifier: MPL-2.0
"""Rescoring: many families at many moments, each row equal to `assess` of that family alone."""

from __future__ import annotations

from .engine import WAYS
from .frames import rescore_frame
from .moments import Moment, Moments
from .plan import Plan
from .rejected import Rejected, RejectedError

__all__ = ["WAYS", "Moment", "Moments", "Plan", "Rejected", "RejectedError", "rescore_frame"]
