# SPDX-License-Identifier: MPL-2.0
"""What the tests of the author's tools share: a small instrument to change, and the command line as a user runs it."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import actueel as ac

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests are imported one by one

ROOT = Path(__file__).resolve().parents[2]
Document = dict[str, Any]


def texts(nl: str, en: str) -> dict[str, str]:
    return {"nl": nl, "en": en}


def options(*codes: str) -> Document:
    return {"options": [{"code": each, "label": texts(each, each)} for each in codes]}


SMALL: Document = {
    "format": "actueel.instrument/1",
    "id": "small",
    "version": "1.0.0",
    "status": "draft",
    "languages": ["nl", "en"],
    "title": texts("Klein", "Small"),
    "levels": [
        {"id": "low", "label": texts("laag", "low"), "review_every": "P6M"},
        {"id": "high", "label": texts("hoog", "high"), "review_every": "P1M"},
    ],
    "evidence": {
        "validated": False,
        "statement": texts("Niet gevalideerd. De punten zijn onze keuze.", "Not validated. The points are our choice."),
    },
    "items": [
        {"id": "a", "kind": "dynamic", "ask": texts("A?", "A?"), "answer": options("no", "yes"), "shelf_life": "P30D"},
        {"id": "b", "kind": "dynamic", "ask": texts("B?", "B?"), "answer": options("no", "yes"), "shelf_life": "P30D"},
        {"id": "c", "kind": "static", "ask": texts("C?", "C?"), "answer": options("no", "yes")},
    ],
    "scales": [
        {
            "id": "total",
            "combine": "sum",
            "terms": [{"item": each, "points": {"no": 0, "yes": 1}} for each in ("a", "b", "c")],
            "cuts": {"high": 2},
        }
    ],
    "level_from": ["total"],
}


@pytest.fixture
def small() -> Document:
    """An instrument about which there is nothing to say: each test spoils a copy in one way."""
    return copy.deepcopy(SMALL)


def parsed(document: Document) -> ac.Instrument:
    return ac.Instrument.parse(json.dumps(document))


@pytest.fixture
def actueel(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line in a folder of its own, 100 columns wide and without colour."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "TERMINAL_WIDTH": "100", "TERM": "dumb"}
        return subprocess.run(
            [sys.executable, "-m", "actueel", *map(str, arguments)],
            capture_output=True,
            text=True,
            env=env,
            cwd=tmp_path,
            check=False,
            timeout=120,
        )

    return run
