# SPDX-License-Identifier: MPL-2.0
"""Tables under their own names and codes: what is translated, what becomes of the rest, and what is refused."""

from __future__ import annotations

import datetime as dt
import decimal
import json
import tomllib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from jsonschema import Draft7Validator
from made_up import ROOT

import actueel as ac
from actueel.columns.names import CODES, KIND
from actueel.mapping import FATES, Mapped, Mapping
from actueel.tables import source_of_frame

SCHEMAS = ROOT / "schemas" / "v1"
VALID = sorted((SCHEMAS / "valid" / "mapping").glob("*.toml"))
INVALID = sorted((SCHEMAS / "invalid" / "mapping").glob("*.toml"))
SCHEMA = Draft7Validator(json.loads((SCHEMAS / "mapping.schema.json").read_text()))

ONLY_THE_LIBRARY = (
    "time_zone_unknown",
    "encoding_unknown",
    "family_missing",
    "constant_twice",
    "wide_and_item",
    "no_toml",
)
"""What a schema cannot know."""

HEAD = """
format = "actueel.mapping/1"
[columns]
family = "klant"
item = "vraag"
observed_on = "datum"
answer = "antwoord"
"""

THEIRS: dict[str, Any] = {
    "klant": ["F-1", "F-1", "F-2"],
    "vraag": ["prior_harm", "prior_harm", "prior_harm"],
    "datum": ["2020-01-05", "2020-01-06", "2020-01-07"],
    "antwoord": ["0", "1", "7"],
}


def read(text: str, columns: dict[str, Any]) -> list[dict[str, Any]]:
    return Mapping.parse(HEAD + text).read(pa.table(columns)).to_pylist()


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_mapping_is_read(path: Path) -> None:
    Mapping.load(path)
    SCHEMA.validate(tomllib.loads(path.read_text()))


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_refused_mapping_gives_exactly_its_error(path: Path, request: pytest.FixtureRequest) -> None:
    with pytest.raises(ac.Error) as caught:
        Mapping.parse(path.read_bytes(), path.name)
    expected = path.with_name(f"{path.stem}.error.txt")
    if request.config.getoption("--update-golden"):
        expected.write_text(f"{caught.value}\n")
    assert f"{caught.value}\n" == expected.read_text()
    if path.stem not in ONLY_THE_LIBRARY:
        assert not SCHEMA.is_valid(tomllib.loads(path.read_text()))
    elif path.stem != "no_toml":
        assert SCHEMA.is_valid(tomllib.loads(path.read_text())), "the schema knows it after all"


def test_the_schema_has_the_columns_codes_and_fates_of_the_library() -> None:
    told = SCHEMA.schema["properties"]
    assert set(told["columns"]["properties"]) == set(KIND)
    assert set(told["values"]["properties"]) == set(told["not_mapped"]["properties"]) == set(CODES)
    assert tuple(told["not_mapped"]["properties"]["answer"]["enum"]) == FATES


def test_codes_become_ours_by_item_before_those_of_every_item() -> None:
    rows = read(
        '[values.answer]\n0 = "unknown"\n1 = "unknown"\n7 = "refused"\n[answers.prior_harm]\n1 = "once"', THEIRS
    )
    assert [row["answer"] for row in rows] == ["unknown", "once", "refused"]


@pytest.mark.parametrize(
    ("fate", "answers"),
    [("keep", ["none", "once", "7"]), ("leave_out", ["none", "once"]), ("unknown", ["none", "once", "unknown"])],
)
def test_what_is_not_mapped_has_the_fate_that_is_stated_and_is_counted(fate: str, answers: list[str]) -> None:
    text = f'[answers.prior_harm]\n0 = "none"\n1 = "once"\n[not_mapped]\nanswer = "{fate}"'
    assert [row["answer"] for row in read(text, THEIRS)] == answers
    mapped = Mapped(Mapping.parse(HEAD + text))
    list(mapped.source(source_of_frame(pa.table(THEIRS))).read(None))
    (told,) = mapped.told()
    assert (told["column"], told["item"], told["code"], told["count"]) == ("answer", "prior_harm", "7", 1)


def test_by_default_what_is_not_mapped_rejects_its_family(actueel: Any, tmp_path: Path) -> None:
    import pyarrow.csv as pacsv

    text = HEAD + '[answers.prior_harm]\n0 = "none"\n1 = "once"'
    with pytest.raises(ac.Error) as caught:
        Mapping.parse(text).read(pa.table(THEIRS))
    assert [(each.code, each.found) for each in caught.value.problems] == [("value_unknown", "7 (1 times)")]
    pacsv.write_csv(pa.table(THEIRS), tmp_path / "t.csv")
    (tmp_path / "m.toml").write_text(text)
    ask = ("--map", tmp_path / "m.toml", "-i", "risk-check", "--as-of", "2020-02-01")
    done = actueel("rescore", tmp_path / "t.csv", *ask, "-o", tmp_path / "s.parquet")
    assert done.returncode == 4
    assert "answer of prior_harm: 7, 1 times: family rejected" in done.stderr
    (reject,) = [json.loads(line) for line in (tmp_path / "s.parquet.rejects.jsonl").read_text().splitlines()]
    assert (reject["family"], reject["code"], reject["place"]) == ("F-2", "value_unknown", "row 3, column answer")


@pytest.mark.parametrize(
    "answers",
    [
        [0, 1, 3],
        [0.0, 1.0, 3.0],
        [decimal.Decimal(0), decimal.Decimal(1), decimal.Decimal(3)],
        ["0", "1", "3"],
        ["0", "1 ", " 3"],
    ],
    ids=["integers", "doubles", "decimals", "texts", "blanks"],
)
def test_codes_may_be_numbers_and_numbers_stay_numbers(answers: list[Any]) -> None:
    theirs = THEIRS | {"vraag": ["prior_harm", "prior_harm", "prior_reports"], "antwoord": answers}
    rows = read('[answers.prior_harm]\n0 = "none"\n1 = "once"', theirs)
    assert [row["answer"] for row in rows] == ["none", "once", None if not isinstance(answers[0], str) else "3"]
    head = HEAD.replace("[columns]", 'numbers = ["prior_reports"]\n[columns]')
    rows = Mapping.parse(head + '[answers.prior_harm]\n0 = "none"\n1 = "once"').read(pa.table(theirs)).to_pylist()
    assert [(row["answer"], row["answer_number"]) for row in rows][2] == (None, "3")


def test_instants_without_a_zone_need_one() -> None:
    naive = {
        "recorded": pa.array([dt.datetime(2020, 7, 1, 10), None, dt.datetime(2020, 10, 25, 2, 30)], pa.timestamp("ns"))
    }
    head = HEAD.replace("answer =", 'recorded_at = "recorded"\nanswer =')
    with pytest.raises(ac.Error, match="time_zone"):
        Mapping.parse(head).read(pa.table(THEIRS | naive))
    zoned = head.replace("[columns]", 'time_zone = "Europe/Amsterdam"\n[columns]')
    rows = Mapping.parse(zoned).read(pa.table(THEIRS | naive)).to_pylist()
    found = [row["recorded_at"] and row["recorded_at"].astimezone(dt.UTC).isoformat() for row in rows]
    assert found == ["2020-07-01T08:00:00+00:00", None, "2020-10-25T01:30:00+00:00"], "of an hour twice, the later"


def test_days_are_read_as_the_mapping_says_and_what_is_otherwise_rejects() -> None:
    theirs = THEIRS | {"datum": ["05-01-2020", "6-1-2020", "2020-01-07"]}
    mapped = Mapped(Mapping.parse(HEAD + '[dates]\nobserved_on = "%d-%m-%Y"'))
    (batch,) = mapped.source(source_of_frame(pa.table(theirs))).read(None)
    rows = batch.to_pylist()
    assert [row["observed_on"] for row in rows] == [dt.date(2020, 1, 5), dt.date(2020, 1, 6), None]
    assert [row[" fault"] for row in rows] == [None, None, "observed_on"]


def test_a_table_with_a_column_for_each_item_has_a_row_for_each_answer() -> None:
    wide = Mapping.parse(
        'format = "actueel.mapping/1"\n[columns]\nfamily = "k"\nobserved_on = "d"\n'
        '[wide]\nprior_harm = "v1"\nstress = "v2"\n[answers.prior_harm]\n0 = "none"\n[answers.stress]\n1 = "high"\n'
    )
    seen = pa.table({"k": ["F-1", "F-2"], "d": ["2020-01-05", "2020-01-06"], "v1": [0, None], "v2": [1, 1]})
    rows = sorted((row["family"], row["item"], row["answer"]) for row in wide.read(seen).to_pylist())
    assert rows == [("F-1", "prior_harm", "none"), ("F-1", "stress", "high"), ("F-2", "stress", "high")]


def test_a_column_that_the_table_lacks_is_told_with_the_nearest() -> None:
    with pytest.raises(ac.Error) as caught:
        read("", {name.replace("antwoord", "antwoorden"): cells for name, cells in THEIRS.items()})
    (problem,) = caught.value.problems
    assert (problem.code, problem.place, problem.nearest) == ("name_unknown", "/columns/answer", "antwoorden")


def test_excel_and_spss_are_read(tmp_path: Path, actueel: Any) -> None:
    import openpyxl
    import pandas as pd
    import pyreadstat

    book = openpyxl.Workbook()
    for row in (["klant", "vraag", "datum", "antwoord"], ["F-1", "prior_harm", dt.datetime(2020, 1, 5), 1], [None] * 4):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    frame = pd.DataFrame({"klant": ["F-1"], "vraag": ["prior_harm"], "datum": [dt.date(2020, 1, 5)], "antwoord": [1.0]})
    pyreadstat.write_sav(frame, str(tmp_path / "t.sav"), variable_value_labels={"antwoord": {1: "een keer"}})
    (tmp_path / "m.toml").write_text(HEAD + '[answers.prior_harm]\n1 = "once"')
    ask = ("--map", tmp_path / "m.toml", "-i", "risk-check", "--as-of", "2020-02-01")
    for kind in ("xlsx", "sav"):
        done = actueel("rescore", tmp_path / f"t.{kind}", *ask, "-o", tmp_path / f"{kind}.csv")
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "xlsx.csv").read_bytes() == (tmp_path / "sav.csv").read_bytes()
    draft = actueel("map", "--draft", tmp_path / "t.sav", "-i", "risk-check").stdout
    assert "een keer" in draft


@pytest.mark.parametrize(("hidden", "kind"), [("openpyxl", "xlsx"), ("pyreadstat", "sav")])
def test_an_absent_extra_is_told(hidden: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from actueel.tables import opened

    monkeypatch.setitem(sys.modules, hidden, None)
    (tmp_path / f"t.{kind}").write_bytes(b"x")
    with pytest.raises(ac.Error, match=r"pip install 'actueel\["):
        opened(str(tmp_path / f"t.{kind}"))


def test_a_draft_is_a_mapping_and_shows_no_words(actueel: Any, tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_bytes(
        "klant;vraagcode;datum;antwoord;opmerking;naam\n"
        "F-1;V1;05-01-2020;1;Zilvervos zei;Jan Zilvervos\nF-1;prior_harm;06-01-2020;onec;;\n"
        "F-2;prior_harm;06-01-2020;Zilvervos zegt van niet;;\n".encode("cp1252")
    )
    done = actueel("map", "--draft", tmp_path / "e.csv", "-i", "risk-check", "-o", tmp_path / "m.toml")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "m.toml").read_text()
    Mapping.parse(text)
    assert "Zilvervos" not in text
    assert '# onec = "once"' in text
    assert 'observed_on = "%d-%m-%Y"' in text
    assert "naam" in text
