# SPDX-License-Identifier: MPL-2.0
"""Small made-up histories, and where things are."""

from __future__ import annotations

import json
from pathlib import Path

import actueel as ac

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
GOLDEN = ROOT / "tests" / "golden" / "python"


def history_document(*records: dict, family: str = "F-1") -> dict:
    return {"format": "actueel.history/1", "family": family, "records": list(records)}


def observation(id: str, item: str, answer: object, on: str = "2020-01-10", **more: object) -> dict:
    return {
        "id": id,
        "type": "observation",
        "recorded_at": f"{on}T12:00:00Z",
        "observed_on": on,
        "item": item,
        "answer": answer,
        **more,
    }


def history_of(*records: dict, family: str = "F-1") -> ac.History:
    return ac.History.parse(json.dumps(history_document(*records, family=family)))
