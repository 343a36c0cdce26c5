# SPDX-License-Identifier: MPL-2.0
"""The words that instruments and histories of the generator share."""

from fractions import Fraction

INSTRUMENT = "made-up"
EVENTS = ["violence", "relapse", "report", "move"]
SEVERITIES = ["moderate", "severe"]
PARTS = ["harmed", "harming", "present"]
BASES = ["fact", "statement", "judgement", "not_stated"]
SOURCES = ["worker", "professional", "record", "child", "parent", "network", "not_stated"]
LIVES = ["here", "part", "elsewhere", "visits"]
ROLES = ["child", "caregiver", "other"]
SHELF_LIVES = ["P1D", "P1W", "P10D", "P1M", "P1M", "P3M", "P6M", "P1Y", "P1Y2M3D"]
WINDOWS = ["P1W", "P1M", "P3M", "P6M", "P1Y", "P2Y"]
POINTS = [Fraction(one) for one in ("0", "0", "0.5", "1", "1", "1.5", "2", "2.25", "3", "4", "0.0001", "-1")]
