# SPDX-License-Identifier: MPL-2.0
"""The documents of schemas/v1: where they are, what the core says of them, and what a place in one points at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import actueel as ac

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "schemas" / "v1"
INVALID = SCHEMAS / "invalid"
VALID = SCHEMAS / "valid"
EXPECTED = ".error.txt"


@dataclass(frozen=True)
class Refused:
    """One refused document: what kind it is given as, and the file that it is."""

    kind: str
    path: Path

    @property
    def name(self) -> str:
        return self.path.name.split(".")[0]

    @property
    def expected(self) -> Path:
        return self.path.with_name(self.name + EXPECTED)

    def __str__(self) -> str:
        return f"{self.kind}/{self.path.name}"


def refused_documents() -> list[Refused]:
    found = [path for path in sorted(INVALID.glob("*/*")) if not path.name.endswith(EXPECTED)]
    # Read by the package: tests/python/test_mapping.py, test_terms.py.
    found = [path for path in found if path.parent.name not in ("mapping", "terms")]
    return [Refused(path.parent.name, path) for path in found]


def read(kind: str, name: str, data: bytes) -> object:
    """Give a document to the core as what it claims to be; raises `actueel.Error`."""
    if kind == "instrument":
        return ac.Instrument.parse(data, name)
    if kind == "history":
        return ac.History.parse(data, name)
    question = json.loads(data, parse_float=Decimal)
    instrument = ac.Instrument.parse(dumps(question.pop("instrument")), "instrument")
    family = ac.History.parse(dumps(question.pop("history")), "history")
    if "since" in question:
        return instrument.change(family, **question)
    return (instrument.trajectory if "until" in question else instrument.assess)(family, **question)


def error_of(kind: str, name: str, data: bytes) -> ac.Error | None:
    try:
        read(kind, name, data)
    except ac.Error as error:
        return error
    return None


def dumps(value: Any) -> str:
    """JSON with every decimal as it was written."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{dumps(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(dumps, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value)


# ---- places

NOWHERE = object()


def pointed_at(document: Any, place: str) -> Any:
    """The value at a JSON Pointer, or `NOWHERE`."""
    at = document
    for part in place.split("/")[1:]:
        if isinstance(at, dict) and part in at:
            at = at[part]
        elif isinstance(at, list) and part.isdigit() and int(part) < len(at):
            at = at[int(part)]
        else:
            return NOWHERE
    return at


def places_in_order(document: Any, place: str = "") -> Iterator[str]:
    """Every place of a document, as they stand in its text."""
    yield place
    if isinstance(document, dict):
        for key, value in document.items():
            yield from places_in_order(value, f"{place}/{key}")
    elif isinstance(document, list):
        for index, value in enumerate(document):
            yield from places_in_order(value, f"{place}/{index}")


def exists(data: bytes, place: str) -> bool:
    """Whether a place of an error is one of the document: a line and column of the text, or a value of the JSON."""
    if place == "":
        return True
    if line_column := re.fullmatch(r"line (\d+), column (\d+)", place):
        line, column = map(int, line_column.groups())
        lines = data.decode(errors="surrogateescape").split("\n")
        return line <= len(lines) and column <= len(lines[line - 1]) + 1
    return pointed_at(json.loads(data), place) is not NOWHERE
