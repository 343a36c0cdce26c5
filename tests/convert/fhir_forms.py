# SPDX-License-Identifier: MPL-2.0
"""Small forms to convert, and where things are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from actueel.convert.fhir import DraftOfQuestionnaire, draft_from_questionnaire

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "fhir"
PUBLISHED = ROOT.parent / "shared" / "data" / "fhir"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
Document = dict[str, Any]


def coding(code: str, points: float | None = None, system: str = "urn:s") -> Document:
    scored = {} if points is None else {"extension": [{"url": ORDINAL, "valueDecimal": points}]}
    return {**scored, "valueCoding": {"system": system, "code": code, "display": f"the {code}"}}


def choice(link: str, *options: Document, **more: Any) -> Document:
    return {"linkId": link, "type": "choice", "text": f"{link}?", "answerOption": list(options), **more}


def yes_no(link: str, **more: Any) -> Document:
    return choice(link, coding("no", 0), coding("yes", 1), **more)


def form(*items: Document, **more: Any) -> Document:
    head = {"resourceType": "Questionnaire", "status": "draft", "language": "en", "title": "Form"}
    return {**head, **more, "item": list(items)}


def drafted(document: Document, **more: Any) -> DraftOfQuestionnaire:
    return draft_from_questionnaire(json.dumps(document).encode(), **more)
