# SPDX-License-Identifier: MPL-2.0
"""Seeded corruptions of valid documents: refused with a place that exists, or read as any reader of JSON reads them."""

from __future__ import annotations

import json
import random
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from documents import SCHEMAS, VALID, dumps, error_of, exists
from jsonschema import Draft7Validator

import actueel as ac

KINDS = ("instrument", "history")
SOURCES = [path for kind in KINDS for path in sorted((VALID / kind).glob("*.json"))]
EACH = 2000 // len(SOURCES)
VALIDATORS = {kind: Draft7Validator(json.loads((SCHEMAS / f"{kind}.schema.json").read_text())) for kind in KINDS}


# ---- ways to spoil bytes


def flip(dice: random.Random, data: bytes) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]


def delete(dice: random.Random, data: bytes) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[at + dice.choice([1, 1, 1, 7, 40]) :]


def insert(dice: random.Random, data: bytes) -> bytes:
    at = dice.randrange(len(data))
    return (
        data[:at]
        + dice.choice([b"\xff", b"\x00", b'"', b"{", b"]", b",", b"0", b"\\u0000", b"e9", b"\xc3"])
        + data[at:]
    )


def move(dice: random.Random, data: bytes) -> bytes:
    start, size, to = dice.randrange(len(data)), dice.randrange(1, 60), dice.randrange(len(data))
    piece, rest = data[start : start + size], data[:start] + data[start + size :]
    return rest[:to] + piece + rest[to:]


# ---- ways to spoil values


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every value inside, as what holds it and its key or index."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [place for key in keys for place in [(value, key), *places(value[key])]]


def swap(dice: random.Random, data: bytes) -> bytes:
    document = json.loads(data, parse_float=Decimal)
    (one, first), (other, second) = dice.sample(places(document), 2)
    value = json.loads(json.dumps(one[first], default=float))  # a copy: one may hold the other
    one[first] = json.loads(json.dumps(other[second], default=float))
    if isinstance(other, dict) or second < len(other):
        other[second] = value
    return dumps(document).encode()


def replace(dice: random.Random, data: bytes) -> bytes:
    document = json.loads(data, parse_float=Decimal)
    around, key = dice.choice(places(document))
    around[key] = dice.choice(
        [None, True, {}, [], "", " ", 0, -1, 10**9 + 1, Decimal("0.00001"), "2020-02-30", "p1", "Zilvervos Canarie"]
    )
    return dumps(document).encode()


def drop(dice: random.Random, data: bytes) -> bytes:
    document = json.loads(data, parse_float=Decimal)
    around, key = dice.choice(places(document))
    del around[key]
    return dumps(document).encode()


def repeat(dice: random.Random, data: bytes) -> bytes:
    document = json.loads(data, parse_float=Decimal)
    around, key = dice.choice([place for place in places(document) if isinstance(place[0], list)])
    around.insert(key, around[key])
    return dumps(document).encode()


def duplicate_key(dice: random.Random, data: bytes) -> bytes:
    document = json.loads(data, parse_float=Decimal)
    around, key = dice.choice([place for place in places(document) if isinstance(place[0], dict)])
    around["\0"] = around[key]
    return dumps(document).encode().replace(b'"\\u0000":', json.dumps(key).encode() + b":")


WAYS = [flip, delete, insert, move, swap, replace, drop, repeat, duplicate_key]


def meaning(kind: str, data: bytes | str) -> object:
    """What the core makes of a document, as far as a question can tell."""
    if kind == "instrument":
        return ac.Instrument.parse(data).sha256
    try:
        return ac.instrument("violence-class").assess(ac.History.parse(data), as_of="2020-01-20").to_json()
    except ac.Error as error:  # it can be read, and does not meet this instrument
        return str(error)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_corrupted_document_is_refused_at_a_place_or_read_as_it_stands(path: Path) -> None:
    kind, whole = path.parent.name, path.read_bytes()
    seen: Counter[str] = Counter()
    for seed in range(EACH):
        dice = random.Random(f"{path.stem} {seed}")
        data = whole
        for _ in range(dice.choice([1, 1, 1, 2, 3])):
            try:
                data = dice.choice(WAYS)(dice, data) or b" "
            except (ValueError, IndexError):  # bytes that were spoiled before are no JSON any more
                data = dice.choice([flip, delete, insert])(dice, data or b" ")
        error = error_of(kind, "corrupted", data)  # a foreign exception fails here, a crash ends the run
        if error is None:
            seen["read"] += 1
            document = json.loads(data, parse_float=Decimal)
            assert meaning(kind, data) == meaning(kind, dumps(document)), seed
            plain = json.loads(data)
            wrong = next(VALIDATORS[kind].iter_errors(plain), None)
            assert wrong is None, f"{seed}: the core reads what the schema refuses: {wrong.message}"
            continue
        seen["refused"] += 1
        for problem in error.problems:
            assert "zilvervos" not in str(problem).lower(), seed
            if problem.code == "json_duplicate_key" and not is_json(data):
                # The first fault ends the reading; where the text breaks after it, there is nothing to point into.
                assert data.count(json.dumps(problem.place.split("/")[-1]).encode()) >= 2, f"{seed}: {problem}"
            else:
                assert exists(data, problem.place), f"{seed}: {problem}"
    assert seen["refused"] > 0.2 * EACH


def is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return not data.strip()
    return True
