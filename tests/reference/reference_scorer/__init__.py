# SPDX-License-Identifier: MPL-2.0
"""A second scorer, written from the pages alone: plain, slow, and meant to be obviously right."""

from .assessment import assess, to_json
from .decimals import read_json
from .meet import MeetError, NotAChild

__all__ = ["MeetError", "NotAChild", "assess", "read_json", "to_json"]
