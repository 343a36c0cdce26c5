# SPDX-License-Identifier: MPL-2.0
"""What is in a records table before it is scored."""

from __future__ import annotations

from .profile import Profile, profile

__all__ = ["Profile", "profile"]
