# SPDX-License-Identifier: MPL-2.0
"""The instruments that are shipped with the package, and finding one by id or path."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files

from . import _core
from .errors import Error, Problem
from .instrument import Instrument

__all__ = ["instrument", "instruments"]


@cache
def _shipped() -> dict[str, bytes]:
    """Return the text of each shipped instrument by id, in the order of the ids."""
    folder = files(__package__) / "instruments"
    found = {each.name.removesuffix(".json"): each for each in folder.iterdir() if each.name.endswith(".json")}
    return {name: found[name].read_bytes() for name in sorted(found)}


def instruments() -> tuple[str, ...]:
    """Return the ids of the shipped instruments.

    Examples
    --------
    >>> "violence-class" in ac.instruments()
    True

    """
    return tuple(_shipped())


def instrument(id_or_path: str | os.PathLike[str]) -> Instrument:
    """Return a shipped instrument by its id, or one from a file by its path.

    What holds a path separator or ends with ``.json`` is a path; anything else is an id.

    Raises
    ------
    Error
        ``value_unknown`` with the nearest shipped id, or what `Instrument.load` raises.

    Examples
    --------
    >>> ac.instrument("violence-class").levels
    ('none', 'moderate', 'frequent_or_severe')
    >>> ac.instrument("examples/instruments/example-risk.json").id
    'example-risk'

    """
    name = os.fspath(id_or_path)
    if os.sep in name or "/" in name or name.endswith(".json") or isinstance(id_or_path, os.PathLike):
        return Instrument.load(name)
    known = _shipped()
    if name in known:
        return Instrument.parse(known[name], f"{name}.json")
    shown = name if len(name) <= 64 and name.replace("-", "").replace("_", "").replace(".", "").isalnum() else ""
    raise Error(
        [
            Problem(
                code="value_unknown",
                document="the question",
                place="/instrument",
                found=shown or f"text of {len(name)} characters",
                expected=f"the id of a shipped instrument ({', '.join(known)}) or a path",
                nearest=_core.nearest_name(name, list(known)),
                remedy="write a path as ./name.json",
            )
        ]
    )
