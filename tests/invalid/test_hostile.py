# SPDX-License-Identifier: MPL-2.0
"""Hostile documents are refused in bounded memory and time: in a process of its own, which is measured."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from documents import error_of, exists
from run_time import LARGEST

import actueel as ac

MEGABYTES = 300
SECONDS = 10
"""Of the processor: a machine that is busy with something else fails nothing."""

HIGHEST = """
def megabytes():  # of this process alone: what the system counts of a child begins with its parent's
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
"""

READ = f"""
import json, sys, time
import actueel as ac
{HIGHEST}
begin = time.process_time()
try:
    {{"instrument": ac.Instrument, "history": ac.History}}[sys.argv[1]].load(sys.argv[2])
    told = []
except ac.Error as error:
    told = [[problem.code, problem.place] for problem in error.problems]
print(json.dumps({{"told": told, "seconds": time.process_time() - begin, "megabytes": megabytes()}}))
"""

SMALL = {
    "history": """{"format": "actueel.history/1", "family": "F-1", "records": [
  {"id": "o1", "type": "observation", "recorded_at": "2020-01-10T12:00:00Z", "observed_on": "2020-01-09",
   "item": "drinks", "answer": 2.5, "note": "één \\u00e9 \\"woord\\""}], "x": [true, null, -1e-2, {}]}
""",
    "instrument": """{"format": "actueel.instrument/1", "id": "small", "version": "1", "status": "draft",
 "languages": ["nl"], "title": {"nl": "Eén vraag"},
 "items": [{"id": "a", "kind": "static", "ask": {"nl": "Ja?"}, "answer": {"number": {"min": -1.5, "max": 1}}}],
 "scales": [{"id": "s", "combine": "sum", "terms": [{"item": "a", "linear": {"times": 1}}]}]}
""",
}


def read_apart(kind: str, path: Path, megabytes: float = MEGABYTES) -> list[tuple[str, str]]:
    """What a process of its own says of a file: codes and places. It keeps within memory and time."""
    done = subprocess.run([sys.executable, "-c", READ, kind, path], capture_output=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert told["megabytes"] < megabytes
    assert told["seconds"] < SECONDS
    return [(code, place) for code, place in told["told"]]


@pytest.fixture(params=["history", "instrument"])
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


def test_what_is_no_file_or_empty_is_refused(kind: str, tmp_path: Path) -> None:
    empty = tmp_path / "empty.json"
    empty.touch()
    assert read_apart(kind, empty) == [("document_empty", "")]
    assert read_apart(kind, tmp_path) == [("file_unreadable", "")]
    assert read_apart(kind, tmp_path / "none.json") == [("file_unreadable", "")]


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_refused(kind: str, seed: int) -> None:
    data = random.Random(seed).randbytes(2000)
    error = error_of(kind, "binary", data)
    assert error is not None
    assert error.problems[0].code in ("json_encoding", "json_syntax")
    assert exists(data, error.problems[0].place)


def test_a_document_cut_short_is_refused_wherever_it_is_cut(kind: str) -> None:
    whole = SMALL[kind].encode()
    assert error_of(kind, "whole", whole) is None
    for end in range(len(whole.rstrip())):
        error = error_of(kind, "cut", whole[:end])
        assert error is not None, whole[:end]
        (problem,) = error.problems
        assert problem.code in ("document_empty", "json_syntax", "json_encoding"), whole[:end]
        assert exists(whole[:end], problem.place), problem


@pytest.mark.parametrize("bracket", ["[", '{"a":', '[{"a":'])
def test_a_million_deep_is_refused(kind: str, bracket: str, tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    path.write_text(bracket * 1_000_000)
    ((code, _),) = read_apart(kind, path)
    assert code == "json_too_deep"


def test_a_line_of_a_gigabyte_is_refused_before_it_is_held(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "line.json"
    with path.open("wb") as file:
        file.write(b'{"format": "')
        file.truncate(1 << 30)
    assert read_apart(kind, path) == [("document_too_large", "")]


COMMAND = f"""
import sys
from actueel.cli import main
{HIGHEST}
try:
    main()
except SystemExit as ended:
    print("code", ended.code)
print("megabytes", int(megabytes()))
"""


def test_a_line_of_a_gigabyte_among_many_families_is_rejected_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "families.jsonl"
    with path.open("wb") as file:
        file.write(history([]).encode() + b'\n{"x": "')
        file.truncate(1 << 30)
        file.seek(0, 2)
        file.write(b'"}\n' + history([]).replace("F-1", "F-2").encode())
    out = tmp_path / "scores.csv"
    arguments = ["rescore", path, "-i", "risk-check", "--as-of", "2020-01-01", "-o", out]
    done = subprocess.run([sys.executable, "-c", COMMAND, *arguments], capture_output=True, text=True, timeout=600)
    said = dict(line.split() for line in done.stdout.splitlines() if line.startswith(("code", "megabytes")))
    assert said["code"] == "4", done.stderr
    assert int(said["megabytes"]) < MEGABYTES
    (rejected,) = map(json.loads, (tmp_path / "scores.csv.rejects.jsonl").read_text().splitlines())
    assert rejected["code"] == "document_too_large"


def test_a_text_as_long_as_a_document_may_be_is_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "text.json"
    path.write_text('{"format": "' + "a" * (LARGEST - 20) + '"}')
    assert read_apart(kind, path) == [("format_unknown", "/format")]


def test_as_many_bytes_as_a_document_may_have_and_one_more(kind: str) -> None:
    whole = SMALL[kind].encode()
    assert error_of(kind, "at", whole + b" " * (LARGEST - len(whole))) is None
    error = error_of(kind, "beyond", whole + b" " * (LARGEST - len(whole) + 1))
    assert error is not None
    assert [problem.code for problem in error.problems] == ["document_too_large"]


VALUES = 6_000_000
TREE = 1500
"""Megabytes: what the largest tree that the limits allow may take while it grows."""


def test_as_many_values_as_a_document_may_have_and_one_more(tmp_path: Path) -> None:
    path = tmp_path / "values.json"
    head = '{"format": "actueel.history/1", "family": "F-1", "records": [], "x": ['
    others = 5  # the document, its format, family, records and x
    path.write_text(head + ",".join("0" * (VALUES - others)) + "]}")
    assert read_apart("history", path, TREE) == []
    path.write_text(head + ",".join("0" * (VALUES - others + 1)) + "]}")
    assert read_apart("history", path, TREE) == [("document_too_large", "/x")]


def test_as_many_records_as_a_history_may_have_and_one_more(tmp_path: Path) -> None:
    path = tmp_path / "records.json"
    for count, refused in ((1_000_000, False), (1_000_001, True)):
        records = ",".join(["0"] * count)
        path.write_text(f'{{"format": "actueel.history/1", "family": "F-1", "records": [{records}]}}')
        told = read_apart("history", path, TREE)
        assert (("too_many", "/records") in told) == refused
        assert len(told) == (1 if refused else 1001), "faults told of one document, and that there are more"


# ---- what would take the square of its size


def record(index: int, **more: object) -> str:
    return json.dumps({"id": f"r{index}", "type": "person", "recorded_at": "2020-01-10T12:00:00Z", **more})


def refused_in_time(tmp_path: Path, kind: str, text: str) -> set[str]:
    path = tmp_path / "wide.json"
    path.write_text(text)
    return {code for code, _ in read_apart(kind, path, TREE)}


def history(records: list[str], more: str = "") -> str:
    return f'{{"format": "actueel.history/1", "family": "F-1", "records": [{",".join(records)}]{more}}}'


def test_very_many_unknown_fields_are_refused_in_time(tmp_path: Path) -> None:
    fields = ",".join(f'"formt{index}": 0' for index in range(500_000))
    assert refused_in_time(tmp_path, "history", history([], "," + fields)) == {"field_unknown", "too_many"}
    text = f'{{"format": "actueel.instrument/1", "languages": ["nl"], "title": {{{fields}}}}}'
    assert "languages_differ" in refused_in_time(tmp_path, "instrument", text)


def test_very_long_chains_are_read_in_time(tmp_path: Path) -> None:
    correction = {"type": "correction", "record": {}}
    circle = [record(index, **correction, corrects=f"r{(index + 1) % 100_000}") for index in range(100_000)]
    assert refused_in_time(tmp_path, "history", history(circle)) == {"chain_cycle", "too_many"}
    line = [record(0)] + [record(index, **correction, corrects=f"r{index - 1}") for index in range(1, 100_000)]
    assert refused_in_time(tmp_path, "history", history(line)) == set()


def test_very_many_endings_of_a_long_chain_are_read_in_time(tmp_path: Path) -> None:
    content = {"start": "2020-01-01"}
    chain = [record(0, **{**content, "type": "goal"})]
    chain += [record(at, type="correction", corrects=f"r{at - 1}", record=content) for at in range(1, 30_000)]
    endings = [record(at, type="ending", ends="r0", on="2020-01-02") for at in range(30_000, 60_000)]
    assert refused_in_time(tmp_path, "history", history(chain + endings)) == set()


def test_the_same_key_twice_among_very_many_is_found_in_time(tmp_path: Path) -> None:
    fields = ",".join(f'"k{index % 999_999}": 0' for index in range(1_000_000))
    assert refused_in_time(tmp_path, "history", f'{{"x": {{{fields}}}}}') == {"json_duplicate_key"}


def test_a_refusal_leaves_the_interpreter_as_it_was() -> None:
    for _ in range(3):
        with pytest.raises(ac.Error):
            ac.History.parse(b"[" * 100_000)
    assert ac.History.parse(SMALL["history"]).family == "F-1"
