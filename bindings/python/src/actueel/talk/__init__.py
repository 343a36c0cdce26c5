# SPDX-License-Identifier: MPL-2.0
"""The talking picture: one page to talk about with the family, made of what everybody at the table may see."""

from __future__ import annotations

from .page import talk_page

__all__ = ["talk_page"]
