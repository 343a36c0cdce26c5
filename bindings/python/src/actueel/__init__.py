# SPDX-License-Identifier: MPL-2.0
"""Current answers about a family: dynamic safety and risk factors, scored over time.

Three ideas carry everything. An answer has a voice, a day and a shelf life. What is unknown is a range, never a zero.
Nothing is overwritten, so any past day can be asked again.

Examples
--------
>>> import actueel as ac
>>> risk = ac.instrument("risk-check")
>>> family = ac.History.load("examples/family.json")
>>> a = risk.assess(family, as_of="2020-04-16")
>>> print(a.final)
moderate to high

"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from . import _core
from .errors import Error, Problem
from .history import History
from .instrument import Instrument
from .levels import LevelInterval, ValueInterval
from .reach import Reach, reach
from .replay import Replay, replay
from .shipped import instrument, instruments

if TYPE_CHECKING:
    from .assessment import Assessment
    from .comparing import Reclassified, compare
    from .profiling.profile import Profile, profile
    from .report.document import Report, report_document

__all__ = [
    "Assessment",
    "Error",
    "History",
    "Instrument",
    "LevelInterval",
    "Problem",
    "Profile",
    "Reach",
    "Reclassified",
    "Replay",
    "Report",
    "ValueInterval",
    "__version__",
    "compare",
    "instrument",
    "instruments",
    "profile",
    "reach",
    "replay",
    "report_document",
]

__version__: str = _core.version()
"""The version of the library."""

_WHEN_ASKED = {
    "Assessment": "assessment",
    "Profile": "profiling",
    "Reclassified": "comparing",
    "Report": "report.document",
    "compare": "comparing",
    "profile": "profiling",
    "report_document": "report.document",
}
"""Names that are loaded when they are first asked for, with the module that has them: many runs need none."""


if not TYPE_CHECKING:  # who checks types knows every name, and that there are no others

    def __getattr__(name: str) -> Any:
        """Return one of the names that wait."""
        if name not in _WHEN_ASKED:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f".{_WHEN_ASKED[name]}", __name__), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    """Return every name, those that wait too."""
    return sorted({*globals(), *__all__})
