# SPDX-License-Identifier: MPL-2.0
"""What is wrong with a table is said at once, with the file, the column or the row, and what to do."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import actueel as ac
from actueel.tables import opened

ROWS = "family,item,observed_on,answer\nF-1,prior_harm,2020-01-05,once\nF-2,prior_harm,2020-02-01,none\n"
ASK = ("-i", "risk-check", "--as-of", "2020-03-01")


def parquet(rows: int = 5000) -> bytes:
    sink = pa.BufferOutputStream()
    families = [f"F-{row:05}" for row in range(rows)]
    said = {"item": ["prior_harm"] * rows, "observed_on": ["2020-01-05"] * rows, "answer": ["once"] * rows}
    pq.write_table(pa.table({"family": families, **said}), sink)
    return bytes(sink.getvalue().to_pybytes())


def damaged() -> bytes:
    whole = bytearray(parquet())
    whole[4:4000] = bytes(3996)
    return bytes(whole)


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("e.csv", b"", "an empty file"),
        ("e.parquet", b"", "an empty file"),
        ("cut.parquet", parquet()[:-100], "a Parquet file that ends too early"),
        ("hole.parquet", damaged(), "a Parquet file with damage inside"),
        ("zip.parquet", gzip.compress(ROWS.encode()), "a file that is no Parquet"),
        ("u.csv", ROWS.encode("utf-16"), "text in UTF-16"),
        ("l.csv", ROWS.replace("F-2", "F-é").encode("cp1252"), "text that is not UTF-8, in line 3"),
        (
            "r.csv",
            (ROWS + "F-3,prior_harm,2020-02-01,none,Jansen\n").encode(),
            "5 cells in the row that ends in line 4",
        ),
        ("q.csv", ROWS.replace("F-2", '"F-2').encode(), "a cell without an end, after line 2"),
        ("h.csv", b"family," + b"Jansen" * (1 << 20) + b"\nF-1,\n", "a cell without an end, after line 0"),
        ("w.csv", b"family" + b",Jansen" * (1 << 20) + b"\nF-1,\n", "a cell without an end, after line 0"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, found: str) -> None:
    (tmp_path / name).write_bytes(data)

    def read() -> None:
        for source in opened(str(tmp_path / name)):
            list(source.checked().read(None))

    with pytest.raises(ac.Error) as caught:
        read()
    (problem,) = caught.value.problems
    assert (problem.code, problem.document) == ("file_unreadable", str(tmp_path / name))
    assert problem.found.startswith(found)
    assert problem.remedy
    assert "Jansen" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["\ufeff" + ROWS, ROWS.replace(",", ";"), ROWS.replace("\n", "\r\n")],
    ids=["mark", "semicolons", "windows"],
)
def test_marks_of_order_semicolons_and_line_ends_of_windows_are_read(
    tmp_path: Path, risk: ac.Instrument, text: str
) -> None:
    (tmp_path / "r.csv").write_bytes(text.encode())
    (source,) = opened(str(tmp_path / "r.csv"))
    table = pa.Table.from_batches(source.checked().read(None))
    assert risk.rescore(table, as_of="2020-03-01")["family"].to_pylist() == ["F-1", "F-2"]


def test_columns_that_every_observation_has_are_missed_all_at_once(risk: ac.Instrument) -> None:
    def wrong(**columns: Any) -> list[tuple[str, str]]:
        with pytest.raises(ac.Error) as caught:
            risk.rescore(pa.table(columns), as_of="2020-03-01")
        return [(each.code, each.place) for each in caught.value.problems]

    assert wrong(family=["F-1"], source=["worker"]) == [
        ("field_missing", "column item"),
        ("field_missing", "column observed_on"),
        ("field_missing", "column answer"),
    ]
    assert wrong(family=["F-1"], itm=["prior_harm"], observed_on=[3], answer_number=[1.0]) == [
        ("field_unknown", "column itm"),
        ("field_missing", "column item"),
        ("type_wrong", "column observed_on"),
    ]
    seen: list[Any] = []
    for fine in ({"family": ["F-1"]}, {"family": ["F-1"], "type": ["person"], "born_on": ["2020-01-01"]}):
        risk.rescore(pa.table(fine), as_of="2020-03-01", rejects=seen)


def test_an_instrument_that_no_record_answers_is_warned_of(risk: ac.Instrument, actueel: Any, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(ROWS.replace("prior_harm", "prior_ham"))
    (source,) = opened(str(tmp_path / "r.csv"))
    table = pa.Table.from_batches(source.read(None))
    said = "no family has an answer to an item of risk-check on these days; is it the right instrument?"
    with pytest.warns(UserWarning, match="no family has an answer") as warned:
        risk.rescore(table, as_of="2020-03-01")
    assert [str(each.message) for each in warned] == [said]
    assert Path(warned[0].filename).name == Path(__file__).name
    done = actueel("rescore", tmp_path / "r.csv", *ASK, "-o", tmp_path / "s.parquet")
    assert done.returncode == 0
    assert f"warning: {said}\n  actueel profile {tmp_path / 'r.csv'} -i risk-check " in done.stderr


def test_a_folder_holds_parts_of_a_table_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ROWS)
    (tmp_path / "_SUCCESS").touch()
    assert len(opened(str(tmp_path))) == 1
    (tmp_path / "more.jsonl").touch()
    with pytest.raises(ac.Error, match=r"more\.jsonl: found no table, in a folder of parts"):
        opened(str(tmp_path))


@pytest.mark.parametrize(
    ("ask", "code", "said"),
    [
        (
            lambda at: ("rescore", at / "r.csv", *ASK[:2], "--moments", at / "two", "-o", at / "s.parquet"),
            2,
            "2 tables",
        ),
        (lambda at: ("rescore", at / "none.csv", *ASK, "-o", at / "s.parquet"), 0, "there is no record in"),
        (lambda _: ("compare", "-", "-"), 2, "scores in a pipe cannot be compared"),
        (lambda at: ("compare", at / "c.parquet", at / "c.parquet"), 3, "c.parquet: found a Parquet file that ends"),
        (lambda at: ("compare", at / "r.parquet", at / "r.parquet"), 3, "r.parquet column as_of: found no such"),
        (lambda _: ("map", "--draft", "-"), 2, "a draft is made from a file"),
        (lambda at: ("profile", at / "c.parquet"), 3, "a Parquet file that ends too early"),
        (lambda at: ("map", "--draft", at / "c.parquet"), 3, "a Parquet file that ends too early"),
    ],
)
def test_commands_say_what_to_do(
    tmp_path: Path, actueel: Any, ask: Callable[[Path], tuple[Any, ...]], code: int, said: str
) -> None:
    (tmp_path / "two").mkdir()
    for name in ("r.csv", "two/a.csv", "two/b.csv"):
        (tmp_path / name).write_text(ROWS)
    (tmp_path / "none.csv").write_text(ROWS.partition("\n")[0] + "\n")
    (tmp_path / "c.parquet").write_bytes(parquet()[:-100])
    (tmp_path / "r.parquet").write_bytes(parquet())
    done = actueel(*ask(tmp_path))
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr


def test_a_table_on_standard_input_is_told_apart_from_histories(actueel: Any, tmp_path: Path) -> None:
    done = actueel("rescore", "-", *ASK, "-o", tmp_path / "s.parquet", stdin=ROWS)
    assert done.returncode == 4
    assert "standard input takes histories, one a line: for a table name a file" in done.stderr
    rejected = [json.loads(each)["code"] for each in (tmp_path / "s.parquet.rejects.jsonl").read_text().splitlines()]
    assert rejected == ["json_syntax"] * 3
