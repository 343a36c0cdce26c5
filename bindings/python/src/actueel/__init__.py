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

from . import _core
from .assessment import Assessment
from .comparing import Reclassified, compare
from .errors import Error, Problem
from .history import History
from .instrument import Instrument
from .levels import LevelInterval, ValueInterval
from .profiling import Profile, profile
from .reach import Reach, reach
from .replay import Replay, replay
from .report.document import Report, report_document
from .shipped import instrument, instruments

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
