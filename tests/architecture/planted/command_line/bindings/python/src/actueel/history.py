# SPDX-License-Identifier: MPL-2.0
"""A class."""

from actueel.cli import main

__all__ = ["main"]
