# SPDX-License-Identifier: MPL-2.0
"""The report document: its schema, its examples, and what holds of every report of generated cases."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from coverage import Schema
from documents import SCHEMAS, VALID
from generator import make_case
from scorer import MeetError, assess, to_json

import actueel as ac

SCHEMA = Schema(json.loads((SCHEMAS / "report.schema.json").read_text()))
EXAMPLES = sorted((VALID / "report").glob("*.json"))


def first_refusal(document: object) -> str | None:
    error = next(SCHEMA.validator.iter_errors(document), None)
    return error and f"/{'/'.join(map(str, error.absolute_path))}: {error.message}"


def asked_again(path: Path) -> str:
    """The report that a name asks for: HISTORY.INSTRUMENT+INSTRUMENT.WHAT; the document says the rest."""
    history, instruments, _ = path.stem.split(".")
    asked = json.loads(path.read_text())
    return (
        ac.report_document(
            [ac.Instrument.load(VALID / "instrument" / f"{each}.json") for each in instruments.split("+")],
            ac.History.load(VALID / "history" / f"{history}.json"),
            **{name: asked[name] for name in ("as_of", "known_at", "since", "audience")},
        ).to_json()
        + "\n"
    )


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_the_cores_to_the_byte(path: Path, request: pytest.FixtureRequest) -> None:
    text = asked_again(path)
    if request.config.getoption("--update-golden"):
        path.write_text(text)
    assert text == path.read_text()
    assert first_refusal(json.loads(text)) is None


def test_there_are_examples_for_every_reader() -> None:
    readers = {json.loads(path.read_text())["audience"].partition(":")[0] for path in EXAMPLES}
    assert readers == {"worker", "court", "parent", "child"}


def rows_of(part: dict[str, Any]) -> dict[tuple[str, str | None], str]:
    """Status by item and person, of the four lists in which rows stand."""
    lists = {
        "current": [each for block in part["findings"].values() for each in block],
        "stale": part["no_longer_counts"],
        "unknown": part["not_known"],
        "not_applicable": part["not_applicable"],
    }
    rows = [((each["item"], each["person"]), status) for status, found in lists.items() for each in found]
    assert len(rows) == len(dict(rows))
    return dict(rows)


def same_as_the_assessment(part: dict[str, Any], answer: dict[str, Any]) -> None:
    """Where nothing is withheld a part says what the assessment says: every row, scale, level and due day."""
    kinds = {item["id"]: item["kind"] for item in answer["items"]}
    expected = {
        (item["id"], row["person"]): row["status"]
        for item in answer["items"]
        for row in item["rows"]
        if row["status"] != "not_applicable" or kinds[item["id"]] != "derived"
    }
    assert rows_of(part) == expected
    assert part["counts"] == answer["counts"]
    assert part["due"] == answer["due"]
    assert [(each["id"], each["low"], each["high"]) for each in part["scales"]] == [
        (each["id"], each["low"], each["high"]) for each in answer["scales"]
    ]
    level = part["level"]
    for name in ("computed", "final"):
        assert (level and level[name]) == answer["level"][name]
    assert [(each["item"], each["person"], each["settles"]) for each in part["ask_next"]] == [
        (each["item"], each["person"], each["settles"]) for each in answer["ask_next"]
    ]
    if level:
        now = [each for each in part["timeline"] if each["start"] <= answer["as_of"] < each["until"]]
        assert [(each["computed"], each["final"]) for each in now] == [(level["computed"], level["final"])]
        assert level["since"] <= answer["as_of"]


def same_as_each_day(part: dict[str, Any], instrument: ac.Instrument, history: ac.History, **asked: Any) -> int:
    """An override stands on the first and the last day of a run as the assessment of that day says."""
    told = 0
    for each in part["overridden"]:
        for run in each["runs"]:
            last = dt.date.fromisoformat(run["until"]) - dt.timedelta(days=1)
            for day in (run["start"], last.isoformat()):
                then = json.loads(instrument.assess(history, as_of=day, **asked).to_json())
                (one,) = (one for one in then["level"]["overrides"] if one["record"] == each["record"])
                assert (run["state"], run["to_review"]) == (one["state"], one["to_review"])
                assert (run["computed"], run["final"]) == (then["level"]["computed"], then["level"]["final"])
                told += 1
    return told


@pytest.mark.parametrize("first", range(1, 401, 100))
def test_a_workers_report_says_what_the_assessment_says(first: int) -> None:
    told = overridden = 0
    for seed in range(first, first + 100):
        case = make_case(seed)
        try:
            assess(**case)
        except MeetError:
            continue
        asked = {key: case[key] for key in ("as_of", "known_at", "child")}
        instrument = ac.Instrument.parse(to_json(case["instrument"]))
        history = ac.History.parse(to_json(case["history"]))
        document = json.loads(instrument.report(history, **asked).to_json())
        assert first_refusal(document) is None, seed
        if document["not_shared"]:
            continue
        answer = json.loads(instrument.assess(history, **asked).to_json())
        same_as_the_assessment(document["parts"][0], answer)
        numbers = [each["n"] for block in document["parts"][0]["findings"].values() for each in block]
        assert numbers == list(range(1, len(numbers) + 1)), seed
        if asked["known_at"] != "as_of":  # then each day has a moment of its own
            overridden += same_as_each_day(
                document["parts"][0], instrument, history, known_at=asked["known_at"], child=asked["child"]
            )
        told += 1
    assert told > 50
    assert overridden > 0
