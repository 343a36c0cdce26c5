# SPDX-License-Identifier: MPL-2.0
"""The schemas say what the core reads: what one accepts or refuses, so does the other, where a schema can know."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from coverage import Schema, keywords, keywords_of_errors
from documents import INVALID, ROOT, SCHEMAS, VALID, dumps, error_of, refused_documents
from generator import make_case
from jsonschema import Draft7Validator
from scorer import MeetError, assess, read_json, to_json

import actueel as ac

KINDS = ("instrument", "history", "assessment", "change", "trajectory", "replay", "reach", "report")
SCHEMA = {kind: Schema(json.loads((SCHEMAS / f"{kind}.schema.json").read_text())) for kind in KINDS}
REFUSED = [each for each in refused_documents() if each.kind in KINDS and each.path.suffix == ".json"]
CORE_ALONE = INVALID / "only-the-core-knows.txt"


def valid(kind: str) -> list[Path]:
    return sorted((VALID / kind).glob("*.json"))


def core_alone() -> set[str]:
    """Names of documents that a schema cannot refuse; comments say why."""
    lines = (line.strip() for line in CORE_ALONE.read_text().splitlines())
    return {line for line in lines if line and not line.startswith("#")}


def first_refusal(kind: str, document: object) -> str | None:
    error = next(SCHEMA[kind].validator.iter_errors(document), None)
    return error and f"/{'/'.join(map(str, error.absolute_path))}: {error.message}"


# ---- the schemas themselves


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one_is_closed_and_names_itself(kind: str) -> None:
    document = SCHEMA[kind].document
    Draft7Validator.check_schema(document)
    assert document["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert document["$id"] == f"urn:actueel:schema:{kind}:1"
    assert "format" in document["required"]
    assert document["properties"]["format"]["const"] == f"actueel.{kind}/1"
    for pointer, schema in SCHEMA[kind]._walk("", document):
        if schema.get("type") == "object" and "properties" in schema and "additionalProperties" not in schema:
            assert {"if", "allOf"} & set(schema), f"{pointer} is open, and no branch closes it"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_words_for_an_editor(kind: str) -> None:
    schema = SCHEMA[kind]

    def words(at: Any) -> bool:
        if not isinstance(at, dict):
            return True
        if "description" in at or "const" in at or at.get("type") == "boolean" or "enum" in at:
            return True
        if "$ref" in at:
            return words(schema.at(at["$ref"].removeprefix("#")))
        return any(words(each) for key in ("anyOf", "allOf") for each in at.get(key, [])) or (
            "items" in at and words(at["items"])
        )

    wordless = []
    for pointer, name in sorted(schema.fields()):
        if not words(schema.at(f"{pointer}/properties/{name}")):
            wordless.append(f"{pointer}/{name}")
    assert wordless == [] or kind == "assessment", wordless


@pytest.mark.parametrize("kind", KINDS)
def test_every_default_is_a_value_of_its_field(kind: str) -> None:
    for pointer, schema in SCHEMA[kind]._walk("", SCHEMA[kind].document):
        if "default" in schema and not pointer.endswith("/properties"):
            assert SCHEMA[kind].accepts(pointer, schema["default"]), pointer


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_used_by_a_valid_document(kind: str) -> None:
    schema = SCHEMA[kind]
    used = {field for path in valid(kind) for field in schema.used(json.loads(path.read_text()))}
    unused = {f"{pointer}/{name}" for pointer, name in schema.fields() - used if name != "x"}
    assert unused == set()


NEVER_WRONG = (
    "/x$",  # the caller's own
    "/definitions/record_[a-z_]+/type$|/item_derived/kind$",  # chose the branch that it stands in
    "/content_|/case/properties/events",  # the fields of a record again, wrong there
)


@pytest.mark.parametrize("kind", ["instrument", "history"])
def test_every_field_is_wrong_in_a_refused_document(kind: str) -> None:
    schema = SCHEMA[kind]
    documents = [json.loads(each.path.read_text()) for each in REFUSED if each.kind == kind]
    wrong = {field for document in documents for field in schema.used(document, wrong=True)}
    never = {f"{pointer}/{name}" for pointer, name in schema.fields() - wrong}
    assert {each for each in never if not any(re.search(why, each) for why in NEVER_WRONG)} == set()


@pytest.mark.parametrize("kind", ["instrument", "history"])
def test_every_keyword_refuses_a_document(kind: str) -> None:
    schema = SCHEMA[kind]
    told: set[str] = set()
    for each in REFUSED:
        if each.kind == kind:
            told |= set(keywords_of_errors(schema, json.loads(each.path.read_text())))
    applied = keywords(schema.document) - {"$ref", "if"}  # these lead to others
    assert applied - told == set()


# ---- documents, and what the core says of them


@pytest.mark.parametrize(
    "path", valid("instrument") + valid("history"), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_a_valid_document_is_valid_for_both(path: Path) -> None:
    kind = path.parent.name
    assert first_refusal(kind, json.loads(path.read_text())) is None
    assert error_of(kind, path.name, path.read_bytes()) is None


def shipped() -> list[Path]:
    found = [
        *ROOT.glob("schemas/instruments/*.json"),
        *ROOT.glob("examples/*.json"),
        *ROOT.glob("examples/instruments/*.json"),
    ]
    return sorted(each for each in found if each.stem != "terms")  # read by the package: tests/python/test_terms.py


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_what_is_shipped_is_valid(path: Path) -> None:
    document = json.loads(path.read_text())
    kind = document["format"].removeprefix("actueel.").removesuffix("/1")
    assert first_refusal(kind, document) is None


@pytest.mark.parametrize("document", REFUSED, ids=str)
def test_a_refused_document_is_refused_by_the_schema_where_it_can_know(document) -> None:
    refused = first_refusal(document.kind, json.loads(document.path.read_text())) is not None
    listed = f"{document.kind}/{document.name}" in core_alone()
    assert refused != listed, (
        "refused by the schema, and listed" if refused else "accepted by the schema, and not listed"
    )


def test_what_only_the_core_knows_is_there() -> None:
    assert core_alone() <= {f"{each.kind}/{each.name}" for each in REFUSED}


def question_of(path: Path) -> tuple[dict[str, Any], str, str]:
    question = json.loads((VALID / "question" / path.name).read_text())
    instrument = (VALID / "instrument" / f"{question.pop('instrument')}.json").read_text()
    history = (VALID / "history" / f"{question.pop('history')}.json").read_text()
    return question, instrument, history


@pytest.mark.parametrize("path", valid("assessment"), ids=lambda path: path.stem)
def test_an_assessment_is_the_cores_to_the_byte(path: Path, request: pytest.FixtureRequest) -> None:
    question, instrument, history = question_of(path)
    text = ac.Instrument.parse(instrument).assess(ac.History.parse(history), **question).to_json() + "\n"
    if request.config.getoption("--update-golden"):
        path.write_text(text)
    assert text == path.read_text()
    assert first_refusal("assessment", json.loads(text)) is None


@pytest.mark.parametrize("path", valid("assessment"), ids=lambda path: path.stem)
def test_an_assessment_is_the_references_too(path: Path) -> None:
    question, instrument, history = question_of(path)
    question = {"known_at": "everything", "child": None, **question}
    ours = json.loads(path.read_text(), parse_float=Decimal)
    theirs = json.loads(to_json(assess(read_json(instrument), read_json(history), **question)), parse_float=Decimal)
    for document in (ours, theirs):  # a hint to the reader, and no part of what scorers are compared by
        for entry in document["ignored"]:
            del entry["nearest"]
    assert ours == theirs


def test_every_question_has_its_assessment() -> None:
    assert [path.name for path in sorted((VALID / "question").glob("*.json"))] == [
        path.name for path in valid("assessment")
    ]


def given_instruments() -> list[ac.Instrument]:
    return [ac.Instrument.load(path) for path in valid("instrument")]


def of_the_past(kind: str, path: Path) -> str:
    """The document whose question is in its name: HISTORY, HISTORY.RECORD, or HISTORY.INSTRUMENT.DETAIL(.CHILD)."""
    name, *more = path.stem.split(".")
    history = ac.History.load(VALID / "history" / f"{name}.json")
    if kind == "replay":
        return ac.replay(history, given_instruments()).to_json()
    if kind == "reach":
        return ac.reach(history, more[0], given_instruments()).to_json()
    instrument = ac.Instrument.load(VALID / "instrument" / f"{more[0]}.json")
    detail, child = more[1], more[2] if len(more) > 2 else None
    range_ = ("2020-01-01", "2021-01-01")
    return instrument.trajectory(history, *range_, detail=detail, known_at="as_of", child=child).to_json()


@pytest.mark.parametrize(
    ("kind", "path"),
    [(kind, path) for kind in ("trajectory", "replay", "reach") for path in valid(kind)],
    ids=lambda each: each if isinstance(each, str) else each.stem,
)
def test_a_document_of_the_past_is_the_cores_to_the_byte(kind: str, path: Path, request) -> None:
    text = of_the_past(kind, path) + "\n"
    if request.config.getoption("--update-golden"):
        path.write_text(text)
    assert text == path.read_text()
    assert first_refusal(kind, json.loads(text)) is None


@pytest.mark.parametrize("first", range(1, 301, 100))
def test_generated_documents_are_valid(first: int) -> None:
    for seed in range(first, first + 100):
        case = make_case(seed)
        instrument, history = to_json(case["instrument"]), to_json(case["history"])
        assert first_refusal("instrument", json.loads(instrument)) is None, seed
        assert first_refusal("history", json.loads(history)) is None, seed
        try:
            assess(**case)
        except MeetError:
            continue
        asked = {key: case[key] for key in ("as_of", "known_at", "child")}
        text = ac.Instrument.parse(instrument).assess(ac.History.parse(history), **asked).to_json()
        assert first_refusal("assessment", json.loads(text)) is None, seed


def test_decimals_are_written_as_they_were_read() -> None:
    text = '{"a":[1.50,{"b":-0.0001}],"c":"x","d":null,"e":true}'
    assert dumps(json.loads(text, parse_float=Decimal)) == text
