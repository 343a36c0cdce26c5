# SPDX-License-Identifier: MPL-2.0
"""Packages that come with an extra alone."""

from __future__ import annotations

import importlib
from typing import Any

from .errors import Error, Problem

__all__ = ["needed"]


def needed(package: str, extra: str, for_what: str) -> Any:
    """Return a package that is optional, or say how to get it.

    Raises
    ------
    Error
        ``file_unreadable``, with what to type, where it is not installed.

    Examples
    --------
    >>> from actueel.extras import needed
    >>> needed("json", "caseload", "working days").loads("1")
    1

    """
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError:
        found, expected, remedy = f"no package {package}", f"the extra {extra}", f"pip install 'actueel[{extra}]'"
        raise Error([Problem("file_unreadable", for_what, "", found, expected, remedy)]) from None
