# SPDX-License-Identifier: MPL-2.0
"""Nothing of what is withheld from a reader stands in a report: texts planted in every field of every record."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from made_up import ROOT

import actueel as ac

DAY = "2020-03-10"
READERS = ("worker", "court", "parent:p2", "child:p1")
CANARY = "kanarie"

AT = "2020-02-01T10:00:00Z"

SHARED: list[dict[str, Any]] = [
    {"id": "p1", "type": "person", "born_on": "2012-05-02"},
    {"id": "p2", "type": "person"},
    {"id": "m1", "type": "membership", "person": "p1", "role": "child", "start": "2012-05-02"},
    {"id": "m2", "type": "membership", "person": "p2", "role": "caregiver", "start": "2012-05-02"},
    {"id": "o1", "type": "observation", "observed_on": "2020-01-20", "item": "family_conflict", "answer": "often"},
    {"id": "e0", "type": "event", "happened_on": "2020-01-20", "event": "child_maltreatment"},
    {"id": "l0", "type": "plan", "start": "2020-02-01", "until": "2020-03-20"},
    {"id": "g0", "type": "goal", "start": "2020-02-01", "source": "child", "by": "p1", "note": "Vaker buiten spelen."},
    {"id": "d0", "type": "dispute", "about": "o1", "source": "parent", "by": "p2"},
]

PLANTED: list[dict[str, Any]] = [
    {"type": "person", "born_on": "1888-08-08"},
    {"type": "membership", "person": f"{CANARY}-0", "role": "caregiver", "start": "2020-01-01", "lives": "part"},
    {"type": "household", "start": "2019-01-01", "until": "2019-02-01", "empty": ["child"]},
    {"type": "involvement", "start": "2020-01-01", "kind": f"{CANARY} kind"},
    {
        "type": "observation",
        "observed_on": "2020-02-01",
        "item": "partner_violence",
        "answer": "violence",
        "source": "child",
        "by": f"{CANARY}-by",
        "basis": "fact",
        "sitting": f"{CANARY} sitting",
        "document": f"{CANARY} document",
    },
    {"type": "observation", "observed_on": "2020-02-01", "item": f"{CANARY}-item", "answer": f"{CANARY}-answer"},
    {
        "type": "observation",
        "observed_on": "2020-02-01",
        "item": "family_conflict",
        "answer": "no",
        "source": "network",
        "by": f"{CANARY}-by",
    },
    {"type": "observation", "observed_on": "2020-02-01", "item": "family_conflict", "answer": "not_seen"},
    {
        "type": "event",
        "happened_on": "2020-01-25",
        "event": "child_maltreatment",
        "severity": "severe",
        "source": "record",
        "by": f"{CANARY}-by",
        "basis": "statement",
        "incident": f"{CANARY}-incident",
        "document": f"{CANARY} document",
        "persons": [{"person": "p1", "part": "harmed"}],
    },
    {"type": "event", "happened_on": "2020-01-25", "event": f"{CANARY}-event", "severity": f"{CANARY}-severity"},
    {
        "type": "plan",
        "start": "2020-02-01",
        "until": "2020-03-20",
        "covers": [f"{CANARY}-covered"],
        "agreed_with": [f"{CANARY} with"],
    },
    {"type": "goal", "start": "2020-02-01", "source": "parent", "by": f"{CANARY}-by"},
    {"type": "view", "observed_on": "2020-02-01", "source": "parent", "by": f"{CANARY}-by", "item": f"{CANARY}-seen"},
    {
        "type": "override",
        "instrument": "risk-check",
        "level": "high",
        "computed": {"low": "low", "high": "moderate"},
        "by": f"{CANARY} decided",
        "reason": f"{CANARY} reason",
        "start": "2020-02-01",
        "until": "2020-04-01",
    },
    {
        "type": "sign_off",
        "instrument": "risk-check",
        "version": f"{CANARY}-1",
        "as_of": "2020-02-01",
        "level": {"low": f"{CANARY}-low", "high": f"{CANARY}-high"},
        "by": f"{CANARY} signed",
        "given_to": [f"{CANARY} given"],
    },
    {"type": "dispute", "about": "o1", "source": "parent", "by": f"{CANARY}-by"},
    {"type": "dispute", "about": {"item": f"{CANARY}-missing"}, "source": "parent"},
    {"type": "dispute_answer", "about": "d0", "outcome": "upheld", "by": f"{CANARY}-by", "reason": f"{CANARY} reason"},
    {"type": "ending", "ends": "l0", "on": "2020-02-05", "reason": f"{CANARY} reason"},
    {
        "type": "correction",
        "corrects": "o1",
        "reason": f"{CANARY} reason",
        "record": {
            "observed_on": "2020-01-20",
            "item": "family_conflict",
            "answer": "sometimes",
            "by": f"{CANARY}-by",
            "note": f"{CANARY} note within",
        },
    },
    {"type": "retraction", "retracts": "e0", "reason": f"{CANARY} reason"},
]


def planted() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every planted record with its id: what can have a note has one."""
    for place, each in enumerate(PLANTED):
        yield f"{CANARY}-{place}", {"note": f"{CANARY} note", **copy.deepcopy(each)}


def history(reader: str, only: str | None = None, withheld: bool = True) -> ac.History:
    """Return the shared records and the planted ones, or one of them, withheld from a reader."""
    records = [{"recorded_at": "2020-01-30T10:00:00Z", **each} for each in SHARED]
    for record, content in planted():
        if only in (None, record):
            mark = {"withhold_from": [reader]} if withheld else {}
            records.append({"id": record, "recorded_at": AT, **content, **mark})
    return ac.History.parse(json.dumps({"format": "actueel.history/1", "family": "F-1", "records": records}))


def report_of(family: ac.History, reader: str, known_at: str = "everything") -> ac.Report:
    asked = [ac.instrument(name) for name in ("safety-check", "risk-check", "violence-class", "safety-scale")]
    return ac.report_document(asked, family, as_of=DAY, known_at=known_at, since="2020-01-25", audience=reader)


NAMES = {f"{CANARY}-0": f"{CANARY} name", f"{CANARY}-by": f"{CANARY} name"}
"""Names of people who are withheld stand nowhere either."""

FORMS: dict[str, Callable[[ac.Report], str]] = {
    "json": lambda told: told.to_json(),
    "html nl": lambda told: told.page("nl", names=NAMES),
    "html en": lambda told: told.page("en"),
    "md": lambda told: told.page("nl", form="md", names=NAMES),
    "text": lambda told: told.page("en", form="text", names=NAMES),
}
"""Every form in which a report leaves the library."""


def leaks(told: ac.Report) -> list[str]:
    return [form for form, made in FORMS.items() if CANARY in made(told).lower() or "1888" in made(told)]


@pytest.mark.parametrize("reader", READERS)
def test_nothing_of_what_is_withheld_stands_in_any_form(reader: str) -> None:
    told = report_of(history(reader), reader)
    assert told.not_shared
    assert leaks(told) == []


@pytest.mark.parametrize("record", [record for record, _ in planted()])
def test_nothing_of_any_one_record_stands_in_any_form(record: str) -> None:
    for reader in READERS:
        told = report_of(history(reader, only=record), reader)
        assert leaks(told) == [], reader


def test_what_is_planted_stands_there_where_it_is_not_withheld() -> None:
    """The test can see: without the entries nearly every planted field that a report tells is found."""
    text = report_of(history("worker", withheld=False), "worker").to_json()
    for field in ("note", "document", "reason", "decided", "with", "given"):
        assert f"{CANARY} {field}" in text, field
    for field in ("by", "event", "severity", "seen", "missing", "covered"):
        assert f"{CANARY}-{field}" in text, field
    assert "1888" in text


def test_every_type_of_record_is_planted() -> None:
    """With every field of it that holds a text."""
    schema = json.loads((ROOT / "schemas" / "v1" / "history.schema.json").read_text())["definitions"]
    types = {name.removeprefix("record_") for name in schema if name.startswith("record_")}
    assert {each["type"] for each in PLANTED} == types


def beside_levels(told: ac.Report) -> dict[str, Any]:
    """What a report says beside levels, and what is told or not by whether something is withheld at all."""
    document = told.to_dict()
    del document["not_shared"]
    for part in document["parts"]:
        for name in ("level", "timeline", "scales", "rules", "due"):
            part.pop(name, None)
        for each in part.get("ask_next", ()):
            del each["settles"]
        for each in part.get("overrides", ()):
            del each["state"], each["why"], each["to_review"]
        for each in part.get("overridden", ()):
            del each["runs"]  # of levels
        if part.get("change"):
            for name in ("level", "scales", "causes", "not_shared"):
                del part["change"][name]
            for row in part["change"]["rows"]:
                del row["shares"]
    return document


@pytest.mark.parametrize("record", [record for record, _ in planted()])
def test_beside_levels_a_report_is_that_of_a_history_without_what_is_withheld(record: str) -> None:
    for reader in ("worker", "court", "parent:p2"):
        family = history(reader, only=record)
        gone = family.withheld_from(reader, as_of=DAY)
        document = family.to_dict()
        document["records"] = [
            each for each in document["records"] if not gone & {each["id"], each.get("corrects"), each.get("retracts")}
        ]
        without = ac.History.parse(json.dumps(document))
        assert beside_levels(report_of(family, reader)) == beside_levels(report_of(without, reader)), reader


def test_a_withheld_override_is_neither_drawn_nor_named() -> None:
    """That the level became another stays; that somebody decided so, and what was computed, is not for that reader."""
    (record,) = (record for record, each in planted() if each["type"] == "override")
    family = history("parent:p2", only=record)
    for reader, seen in (("worker", True), ("parent:p2", False), ("child:p1", False)):
        page = report_of(family, reader).page("en")
        drawn = 'class="numbered"' in page
        assert (drawn, "verride" in page.partition("<body>")[2]) == (seen, seen), reader


def test_the_level_is_the_same_for_every_reader() -> None:
    levels = set()
    for reader in READERS:
        for part in json.loads(report_of(history("parent:p2"), reader).to_json())["parts"]:
            if part["instrument"]["id"] == "risk-check":
                levels.add(json.dumps(part["level"]["final"]))
    assert len(levels) == 1


def test_an_entry_that_is_not_understood_keeps_a_record_from_everybody() -> None:
    for reader in READERS:
        assert leaks(report_of(history("the neighbours"), reader)) == []


def test_what_was_withheld_later_is_as_it_was_before() -> None:
    """With what was known before the planted records, the report is that of the history cut there."""
    for reader in READERS:
        before = report_of(history(reader), reader, known_at="2020-01-31T00:00:00Z")
        cut = report_of(history(reader, only="none"), reader, known_at="2020-01-31T00:00:00Z")
        assert before.to_json() == cut.to_json()
