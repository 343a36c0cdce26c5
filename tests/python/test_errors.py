# SPDX-License-Identifier: MPL-2.0
"""Errors: one type, every problem with its place, and no word about people in any of them."""

from __future__ import annotations

import json
import pickle
import re

import pytest
from made_up import ROOT, history_document, observation

import actueel as ac
from actueel import _core

CANARY = "Zilvervos Canarie"
"""Planted wherever a text about people could stand; must come out nowhere."""


def test_a_missing_file_and_a_directory_are_told_apart(tmp_path) -> None:
    for load in (ac.History.load, ac.Instrument.load):
        for path in (tmp_path, tmp_path / "nothing.json"):
            with pytest.raises(ac.Error) as caught:
                load(path)
            problem = caught.value.problems[0]
            assert problem.code == "file_unreadable"
            assert problem.document == str(path)
            assert problem.remedy


def test_a_problem_prints_as_the_core_words_it() -> None:
    problem = ac.Problem("day_impossible", "f.json", "/as_of", "2020-02-30", "a day that exists", "write another", "x")
    text = (
        "f.json /as_of: found 2020-02-30, expected a day that exists; did you mean x? write another. [day_impossible]"
    )
    assert str(problem) == text
    assert str(ac.Error([problem, problem])) == f"{text}\n{text}"


def test_errors_pickle() -> None:
    error = ac.Error([ac.Problem("text_empty", "d", "/a")])
    again = pickle.loads(pickle.dumps(error))
    assert again.problems == error.problems


def test_every_code_that_python_uses_is_a_code_of_the_core() -> None:
    source = ROOT / "bindings" / "python" / "src" / "actueel"
    used = set()
    for path in source.glob("**/*.py"):
        if "demo" in path.parts:
            continue
        text = path.read_text()
        used |= set(re.findall(r'(?:code=|_wrong\(|_problem\(|_Cell\(|Problem\()"([a-z_]+)"', text))
    assert len(used) > 8
    assert used <= set(_core.error_codes())


@pytest.mark.parametrize(
    "broken",
    [
        history_document(observation("o1", CANARY, "x")),
        history_document(observation("o1", "anger", CANARY, source=CANARY)),
        history_document({**observation("o1", "anger", "often"), CANARY: 1}),
        history_document(observation("o1", "anger", "often", note=CANARY, basis=CANARY)),
        history_document(observation(CANARY, "anger", "often")),
        history_document(observation("o1", "anger", "often"), family=CANARY),
        history_document({"id": "o1", "type": CANARY}),
        [CANARY],
    ],
)
def test_no_name_reaches_an_error(broken: object, actueel, tmp_path) -> None:
    text = json.dumps(broken, ensure_ascii=False)
    with pytest.raises(ac.Error) as caught:
        ac.History.parse(text)
    assert "Zilvervos" not in str(caught.value)
    assert "Zilvervos" not in repr(caught.value)
    path = tmp_path / "f.json"
    path.write_text(text)
    for command in (["check", path], ["check", path, "--json"], ["assess", path, "-i", "risk-check"]):
        done = actueel(*command)
        assert done.returncode == 3
        assert "Zilvervos" not in done.stdout + done.stderr


def test_notes_reach_no_output_but_reports_would(risk: ac.Instrument) -> None:
    document = history_document(observation("o1", "family_conflict", "often", note=CANARY))
    a = risk.assess(ac.History.parse(json.dumps(document)), as_of="2020-01-20")
    for text in (a.to_json(), str(a), a._repr_html_(), repr(a)):
        assert "Zilvervos" not in text
