# SPDX-License-Identifier: MPL-2.0
"""Tables of records from files, folders and frames, read in pieces and brought together by family."""

from __future__ import annotations

from .in_order import LIMIT, in_order
from .open import ENDINGS, opened, source_of_frame
from .source import Source

__all__ = ["ENDINGS", "LIMIT", "Source", "in_order", "opened", "source_of_frame"]
