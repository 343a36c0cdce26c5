# SPDX-License-Identifier: MPL-2.0
"""The shared cases through the Python door and the command line: the bytes that the C++ runner compares."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import actueel

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CASES = sorted(HERE.rglob("*.json"))


def case_of(path):
    return json.loads(path.read_text(encoding="utf-8"))


def instrument_text(case):
    stated = case["instrument"]
    if isinstance(stated, dict):
        return json.dumps(stated)
    name = stated if "/" in stated else f"schemas/instruments/{stated}.json"
    return (ROOT / name).read_text(encoding="utf-8")


def question_of(case):
    return {"as_of": case["as_of"], "known_at": case.get("known_at", "everything"), "child": case.get("child")}


def expected_bytes(path):
    """The expected document as it stands in the file, where it is written on one line."""
    line = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(' "expected": '))
    return line.removeprefix(' "expected": ')


def test_there_are_cases():
    assert len(CASES) >= 60


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_python_gives_the_same_bytes(path):
    case = case_of(path)
    instrument = actueel.Instrument.parse(instrument_text(case))
    history = actueel.History.parse(json.dumps(case["history"]))
    assert instrument.assess(history, **question_of(case)).to_json() == expected_bytes(path)


@pytest.mark.parametrize("path", CASES[::4], ids=lambda path: path.stem)
def test_the_command_line_gives_the_same_bytes(path, tmp_path):
    case = case_of(path)
    instrument, history = tmp_path / "instrument.json", tmp_path / "history.json"
    instrument.write_text(instrument_text(case), encoding="utf-8")
    history.write_text(json.dumps(case["history"]), encoding="utf-8")
    words = [sys.executable, "-m", "actueel", "assess", str(history), "-i", str(instrument), "--json"]
    words += ["--as-of", case["as_of"], "--known-at", case.get("known_at", "everything")]
    words += ["--child", case["child"]] if case.get("child") else []
    said = subprocess.run(words, capture_output=True, check=True, encoding="utf-8")
    assert said.stdout == expected_bytes(path) + "\n"
