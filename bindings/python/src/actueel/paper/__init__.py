# SPDX-License-Identifier: MPL-2.0
"""Pages for paper: an instrument as a form to fill in, and what people said of talks over time."""

from __future__ import annotations

from .feedback import feedback_page
from .form import form_page

__all__ = ["feedback_page", "form_page"]
