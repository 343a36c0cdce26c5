# SPDX-License-Identifier: MPL-2.0
"""The change document: its schema, its examples, and what holds of every change of generated cases."""

from __future__ import annotations

import datetime as dt
import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from coverage import Schema
from documents import SCHEMAS, VALID
from generator import make_case
from scorer import MeetError, assess, to_json

import actueel as ac

SCHEMA = Schema(json.loads((SCHEMAS / "change.schema.json").read_text()))
EXAMPLES = sorted((VALID / "change").glob("*.json"))
CAUSES = ("retracted", "corrected", "became_known", "new_answer", "household", "event", "applies", "expired", "derived")


def first_refusal(document: object) -> str | None:
    error = next(SCHEMA.validator.iter_errors(document), None)
    return error and f"/{'/'.join(map(str, error.absolute_path))}: {error.message}"


def asked_again(path: Path) -> str:
    """The change whose instrument and history are in its name, between the moments that it tells."""
    history, instrument, _ = path.stem.split(".")
    document = json.loads(path.read_text())
    before, after = document["before"], document["after"]
    change = ac.Instrument.load(VALID / "instrument" / f"{instrument}.json").change(
        ac.History.load(VALID / "history" / f"{history}.json"),
        since=before["as_of"],
        since_known_at=before["known_at"] if before["sign_off"] is None else None,
        as_of=after["as_of"],
        known_at=after["known_at"],
        child=document["child"],
    )
    return change.to_json() + "\n"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_the_cores_to_the_byte(path: Path, request: pytest.FixtureRequest) -> None:
    text = asked_again(path)
    if request.config.getoption("--update-golden"):
        path.write_text(text)
    assert text == path.read_text()
    assert first_refusal(json.loads(text)) is None


def test_the_examples_show_what_a_change_can_tell() -> None:
    documents = [json.loads(path.read_text()) for path in EXAMPLES]
    assert {row["cause"] for each in documents for row in each["rows"]} >= {
        "corrected",
        "retracted",
        "household",
        "expired",
    }
    assert {cause["of"] for each in documents for cause in each["level"]["causes"]} >= {"override", "rule"}
    assert any(each["before"]["sign_off"] for each in documents)
    assert any(scale["reliable"] for each in documents for scale in each["scales"])


def moments(seed: int, case: dict[str, Any]) -> dict[str, Any]:
    """Two moments in order on both clocks, around the days of a case."""
    dice = random.Random(seed)
    as_of = dt.date.fromisoformat(case["as_of"])
    since = as_of - dt.timedelta(days=dice.choice([0, 1, 7, 30, 90, 200, 400]))
    known = dice.choice([("as_of", "as_of"), ("everything", "everything"), ("as_of", "everything"), (None, "as_of")])
    return {"since": since.isoformat(), "as_of": as_of.isoformat(), "since_known_at": known[0], "known_at": known[1]}


def exact(text: str) -> Any:
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


@pytest.mark.parametrize("first", range(1, 1501, 250))
def test_what_holds_of_every_change(first: int) -> None:
    told = 0
    for seed in range(first, first + 250):
        case = make_case(seed)
        try:
            assess(**case)
        except MeetError:
            continue
        asked = moments(seed, case)
        instrument = ac.Instrument.parse(to_json(case["instrument"]))
        history = ac.History.parse(to_json(case["history"]))
        try:
            change = instrument.change(history, child=case["child"], **asked)
        except ac.Error as error:
            if error.problems[0].code != "child_not_member":
                raise
            continue
        document = exact(change.to_json())
        assert first_refusal(json.loads(change.to_json())) is None, seed
        for place, scale in enumerate(document["scales"]):
            for end in ("low", "high"):
                assert sum(row["shares"][place][end] for row in document["rows"]) == scale["moved"][end], seed
                assert scale["after"][end] - scale["before"][end] == scale["moved"][end], seed
        compared_with_assessments(seed, case, change, document)
        told += len(document["rows"])
    assert told > 100


def compared_with_assessments(seed: int, case: dict[str, Any], change: Any, document: Any) -> None:
    """Scales, levels and states are those of the two assessments; rows that are not told are the same in both."""
    sides = {}
    for name in ("before", "after"):
        moment = document[name]
        known_at, as_of = moment["known_at"], moment["as_of"]
        answer = change.instrument.assess(change.history, as_of=as_of, known_at=known_at, child=case["child"])
        sides[name] = exact(answer.to_json())
        assert moment["records_sha256"] == sides[name]["records_sha256"], seed
        for level in ("computed", "final"):
            ours = document["level"][level]
            assert (ours and ours[name]) == sides[name]["level"][level], seed
        for ours, scale in zip(document["scales"], sides[name]["scales"], strict=True):
            assert ours[name] == {"low": scale["low"], "high": scale["high"]}, seed
    keys = ("status", "applies", "answer", "value", "observed_on", "record", "contested", "points")
    states = {
        name: {
            (item["id"], row["person"]): {key: row[key] for key in keys}
            for item in side["items"]
            for row in item["rows"]
        }
        for name, side in sides.items()
    }
    told = {(row["item"], row["person"]): row for row in document["rows"]}
    for key in states["before"].keys() | states["after"].keys():
        before, after = states["before"].get(key), states["after"].get(key)
        if key not in told:
            assert before == after, (seed, key)
            continue
        for name, state in (("before", before), ("after", after)):
            ours = told[key][name]
            assert (ours and {each: ours[each] for each in keys}) == state, (seed, key)
            told[key][name] and told[key][name].pop("widened")
        assert told[key]["cause"] in CAUSES
        assert told[key]["records"], (seed, key)
    assert told.keys() <= states["before"].keys() | states["after"].keys()
