# SPDX-License-Identifier: MPL-2.0
"""The published Cox models of the Rossi data, which ours must reproduce."""

from __future__ import annotations

__all__ = ["REFERENCE"]

REFERENCE: dict[str, dict[str, float]] = {
    "last_week": {
        "employed": -0.786889,
        "standard_error": 0.218081,
        "prio": 0.091988,
        "log_likelihood": -645.732707,
        "rows": 19377,
        "events": 113,
    },
    "same_week": {
        "employed": -1.328321,
        "standard_error": 0.250716,
        "prio": 0.085139,
        "log_likelihood": -641.054949,
        "rows": 19809,
        "events": 114,
    },
}
"""By which employment counts: figures of R's survival package 3.5-3, ties by Efron."""
