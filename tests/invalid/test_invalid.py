# SPDX-License-Identifier: MPL-2.0
"""Every document of schemas/v1/invalid is refused with exactly the text that stands beside it."""

from __future__ import annotations

import json
import re

import pytest
from documents import (
    EXPECTED,
    INVALID,
    NOWHERE,
    Refused,
    error_of,
    exists,
    places_in_order,
    pointed_at,
    refused_documents,
)
from run_time import MADE_AT_RUN_TIME

from actueel import _core

DOCUMENTS = refused_documents()
PLANTED = ("zilvervos", "canarie")
"""Parts of a made-up name that stands wherever a text about people could: in notes, reasons, answers, ids, keys."""


def refuse(document: Refused):
    error = error_of(document.kind, document.path.name, document.path.read_bytes())
    assert error is not None, f"{document} was accepted"
    return error


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_a_refused_document_gives_exactly_its_error(document: Refused, request: pytest.FixtureRequest) -> None:
    text = str(refuse(document)) + "\n"
    if request.config.getoption("--update-golden"):
        document.expected.write_text(text)
    assert document.expected.exists(), f"{document.expected} is missing; run with --update-golden and read it"
    assert text == document.expected.read_text()


def test_documents_are_found_and_none_is_alone() -> None:
    assert len(DOCUMENTS) >= 120
    assert {each.kind for each in DOCUMENTS} == {"instrument", "history", "assess"}
    names = {(each.kind, each.name) for each in DOCUMENTS}
    assert len(names) == len(DOCUMENTS), "two documents share one expected error"
    alone = [
        path
        for path in INVALID.glob(f"*/*{EXPECTED}")
        if (path.parent.name, path.name.split(".")[0]) not in names and path.parent.name not in ("mapping", "terms")
    ]
    assert alone == []


def test_every_code_is_provoked() -> None:
    told = {problem.code for each in DOCUMENTS for problem in refuse(each).problems}
    for code, provoke in MADE_AT_RUN_TIME.items():
        assert code in provoke(), code
    assert told | set(MADE_AT_RUN_TIME) == set(_core.error_codes())
    assert not told & set(MADE_AT_RUN_TIME), "a document suffices for these"


def test_no_name_reaches_a_message() -> None:
    planted = 0
    for each in DOCUMENTS:
        planted += any(name in each.path.read_bytes().decode(errors="replace").lower() for name in PLANTED)
        error = refuse(each)
        for text in (str(error), repr(error), *(repr(problem) for problem in error.problems)):
            assert not any(name in text.lower() for name in PLANTED), f"{each}: {text}"
    assert planted >= 60


def test_every_place_is_one_of_the_document() -> None:
    for each in DOCUMENTS:
        data = each.path.read_bytes()
        for problem in refuse(each).problems:
            if problem.document == "the question":
                continue
            if each.kind == "assess":
                assert pointed_at(json.loads(data)["history"], problem.place) is not NOWHERE, f"{each}: {problem}"
            else:
                assert exists(data, problem.place), f"{each}: {problem}"


def test_several_faults_are_told_in_the_order_of_the_document() -> None:
    several = 0
    for each in DOCUMENTS:
        places = [problem.place for problem in refuse(each).problems]
        if len(places) == 1:
            continue
        document = json.loads(each.path.read_bytes())
        order = {place: at for at, place in enumerate(places_in_order(document.get("history", document)))}
        # A key that is free text is told at the object around it, where it stands.
        known = [order[place] for place in places if not free_text_under(pointed_at(document, place))]
        assert known == sorted(known), f"{each}: {places}"
        several += 1
    assert several >= 20


def free_text_under(value: object) -> bool:
    return isinstance(value, dict) and any(not re.fullmatch(r"[A-Za-z0-9._-]{1,64}", key) for key in value)


def test_every_problem_says_what_was_found_expected_and_what_to_do() -> None:
    for each in DOCUMENTS:
        for problem in refuse(each).problems:
            assert problem.found, each
            assert problem.expected, each
            assert problem.remedy, each
            assert problem.document, each
