# SPDX-License-Identifier: MPL-2.0
"""What FHIR R4 calls things, and reading it without trusting its shape."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from actueel.errors import Error, Problem

__all__ = [
    "CALCULATED",
    "MAX_VALUE",
    "MIN_VALUE",
    "SCORES",
    "TRANSLATION",
    "UNKNOWN_WHY",
    "Document",
    "extension",
    "objects",
    "plain",
    "read",
    "text",
    "value_of",
]

Document = dict[str, Any]

HL7 = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
SCORES = (f"{HL7}ordinalValue", f"{HL7}itemWeight", f"{HL7}questionnaire-ordinalValue")
"""The extensions in which an option states its points; itemWeight is what R5 calls ordinalValue."""

CALCULATED = (f"{SDC}calculatedExpression", f"{HL7}cqf-calculatedValue", f"{HL7}questionnaire-calculatedExpression")
MIN_VALUE = f"{HL7}minValue"
MAX_VALUE = f"{HL7}maxValue"
TRANSLATION = f"{HL7}translation"
UNKNOWN_WHY = f"{HL7}data-absent-reason"


def read(data: bytes, name: str, kinds: tuple[str, ...]) -> Document:
    """Read a FHIR resource of one of some kinds; numbers stay decimals, as they are written.

    Raises
    ------
    Error
        Text that is no JSON, or another resource.

    """
    try:
        document = json.loads(data, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise _wrong("json_syntax", name, "", "text that is no JSON", "a FHIR resource as JSON") from None
    kind = document.get("resourceType") if isinstance(document, dict) else None
    if kind not in kinds:
        found = str(kind) if isinstance(kind, str) and kind.isalpha() and len(kind) < 65 else "no such resource"
        raise _wrong("format_unknown", name, "/resourceType", found, f"a FHIR R4 {' or '.join(kinds)}")
    _check_shape(document, name)
    return dict(document)


LISTS = (
    "item",
    "answer",
    "answerOption",
    "enableWhen",
    "extension",
    "contained",
    "entry",
    "contains",
    "concept",
    "include",
)
DEEPEST = 32


def _check_shape(document: Document, name: str) -> None:
    """Refuse what is no list of objects where FHIR has one, and what is nested deeper than any form."""
    waiting: list[tuple[str, Any, int]] = [("", document, 0)]
    while waiting:
        place, at, depth = waiting.pop()
        if depth > 4 * DEEPEST:
            raise _wrong(
                "json_too_deep", name, place[:200], "a deeper nesting", f"at most {DEEPEST} items in each other"
            )
        if isinstance(at, dict):
            for key, value in at.items():
                inside = f"{place}/{key.replace('~', '~0').replace('/', '~1')}"
                if key in LISTS and not (isinstance(value, list) and all(isinstance(each, dict) for each in value)):
                    raise _wrong("type_wrong", name, inside, "something else", "a list of objects")
                waiting.append((inside, value, depth + 1))
        elif isinstance(at, list):
            waiting += [(f"{place}/{n}", each, depth + 1) for n, each in enumerate(at)]


def _refuse(_: str) -> None:
    raise ValueError


def _wrong(code: str, name: str, place: str, found: str, expected: str) -> Error:
    return Error([Problem(code, name, place, found, expected, "look at what was given")])


def objects(document: Document, name: str) -> list[Document]:
    """Return the objects of a list; an absent list is empty."""
    found = document.get(name, [])
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def text(document: Document, name: str) -> str:
    """Return a text without blanks at its ends; empty where there is none."""
    found = document.get(name)
    return found.strip() if isinstance(found, str) else ""


def value_of(document: Document, prefix: str = "value") -> tuple[str, Any]:
    """Return the type and the value of a choice such as ``valueCoding``; empty and None where there is none."""
    for name, value in document.items():
        if name.startswith(prefix) and name != prefix and name[len(prefix)].isupper():
            return name[len(prefix) :], value
    return "", None


def extension(document: Document, *urls: str) -> Any:
    """Return the value of the first extension of one of some kinds, or None."""
    for each in objects(document, "extension"):
        if each.get("url") in urls:
            return value_of(each)[1]
    return None


def plain(number: Decimal | int | float) -> tuple[int | float, bool]:
    """Return a number as an instrument may hold it, with four decimals at most, and whether it had to be rounded."""
    exact = Decimal(number) if not isinstance(number, float) else Decimal(repr(number))
    rounded = exact.quantize(Decimal("0.0001"), rounding=ROUND_HALF_EVEN)
    value = int(rounded) if rounded == rounded.to_integral_value() else float(rounded)
    return value, rounded != exact
