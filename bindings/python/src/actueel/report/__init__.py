# SPDX-License-Identifier: MPL-2.0
"""The report: what instruments say of one family, for one reader, as a document and as pages made of it."""

from __future__ import annotations

from .document import Report, report_document
from .names import read_names

__all__ = ["Report", "read_names", "report_document"]
