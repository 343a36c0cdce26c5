# SPDX-License-Identifier: MPL-2.0
"""Tables with names and codes of their own, read as records."""

from __future__ import annotations

from .apply import Mapped
from .document import FATES, FORMAT, Mapping

__all__ = ["FATES", "FORMAT", "Mapped", "Mapping"]
