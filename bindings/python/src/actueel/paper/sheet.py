# SPDX-License-Identifier: MPL-2.0
"""What pages for paper share: one style, pinned, and nothing that is fetched or runs."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..errors import Error, Problem
from ..instrument import Instrument
from ..messages import Messages

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["sheet", "spoken"]


def sheet(template: str, say: Messages, view: dict[str, Any]) -> str:
    """Return a template filled in; everything is made before anything is returned."""
    style = (files("actueel") / "templates" / "paper.css").read_text("utf-8")
    pinned = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{pinned}'; base-uri 'none'; form-action 'none'"
    shared = {"say": say, "lang": say.lang, "style": style, "policy": policy}
    return _environment().get_template(template).render(**shared, **view)


def spoken(instrument: Instrument, lang: str) -> Messages:
    """Return the catalogue in a language that the instrument has too.

    Raises
    ------
    Error
        ``value_unknown`` for a language that either lacks.

    """
    say = Messages(lang)
    if lang not in instrument.languages:
        remedy = f"choose a language that {instrument.id} has"
        raise Error([Problem("value_unknown", "the page", "/lang", lang, " or ".join(instrument.languages), remedy)])
    return say


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("actueel", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
