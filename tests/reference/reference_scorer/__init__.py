# SPDX-License-Identifier: MPL-2.0
"""A second scorer, written from the pages alone: plain, slow, and meant to be obviously right."""

from .assessment import assess, to_json
from .change import change
from .decimals import read_json
from .meet import MeetError, NotAChild
from .moments import MomentsTurned
from .trajectory import trajectory

__all__ = ["MeetError", "MomentsTurned", "NotAChild", "assess", "change", "read_json", "to_json", "trajectory"]
