# SPDX-License-Identifier: MPL-2.0
"""What pages for paper share: one style, pinned, and nothing that is fetched or runs."""

from __future__ import annotations

from typing import Any

from ..errors import Error, Problem
from ..instrument import Instrument
from ..messages import Messages
from ..rendering import asset, environment, pinned

__all__ = ["sheet", "spoken"]


def sheet(template: str, say: Messages, view: dict[str, Any]) -> str:
    """Return a template filled in; everything is made before anything is returned."""
    style = asset("paper.css")
    policy = f"default-src 'none'; style-src {pinned(style)}; base-uri 'none'; form-action 'none'"
    shared = {"say": say, "lang": say.lang, "style": style, "policy": policy}
    return environment().get_template(template).render(**shared, **view)


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
