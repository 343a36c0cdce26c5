# SPDX-License-Identifier: MPL-2.0
"""A command."""

from actueel import _core

__all__ = ["_core"]
