# SPDX-License-Identifier: MPL-2.0
"""A small instrument to change, and where things are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import actueel as ac

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


def parsed(document: Document) -> ac.Instrument:
    return ac.Instrument.parse(json.dumps(document))
