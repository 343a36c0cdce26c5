# SPDX-License-Identifier: MPL-2.0
"""What every page is made with: templates in which all text is escaped, the files beside them, and their hashes."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["asset", "environment", "pinned"]


@cache
def environment(*, escaped: bool = True, finalize: Callable[[object], object] | None = None) -> Environment:
    """Return the templates; a name that a template lacks is an error, never an empty place.

    Parameters
    ----------
    escaped : bool
        Whether text is escaped as HTML asks; only forms that are no HTML go without.
    finalize : callable, optional
        What each value that is written goes through.

    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("actueel", "templates"),
        autoescape=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=finalize,
    )


@cache
def asset(name: str) -> str:
    """Return the text of a file beside the templates: a style, a script, pictures."""
    return (files("actueel") / "templates" / name).read_text("utf-8")


def pinned(text: str) -> str:
    """Return a style or a script as a content security policy names it: by its hash."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
