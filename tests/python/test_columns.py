# SPDX-License-Identifier: MPL-2.0
"""Records as columns: what a table may look like, and where its faults are."""

from __future__ import annotations

import datetime as dt
import decimal
import json
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.csv
import pytest
from made_up import ROOT, history_of, observation

import actueel as ac
from actueel.columns import KNOWN, LISTS, FamilyRows, families
from actueel.columns.cells import typed
from actueel.columns.frames import same_kind
from actueel.rescoring import Rejected
from actueel.tables import opened

SEEN: dict[str, Any] = {"family": ["F-1"], "item": ["prior_reports"], "observed_on": ["2020-01-05"]}


def read_table(path: str) -> pa.Table:
    (source,) = opened(path)
    return pa.Table.from_batches(source.read(None), source.schema)


def only(table: pa.Table) -> FamilyRows:
    ((_, found),) = families(table, "t")
    if isinstance(found, ac.Error):
        raise found
    return found


def problem_of(columns: dict[str, Any]) -> tuple[str, str]:
    with pytest.raises(ac.Error) as caught:
        only(pa.table(columns)).history()
    return caught.value.problems[0].code, caught.value.problems[0].place


def as_columns(document: dict[str, Any]) -> dict[str, list[Any]]:
    """Lay a history out as a table, a row a record: the reverse of what is tested."""
    rows = []
    for record in document["records"]:
        row = {"family": document["family"], **record, **record.get("record", {})}
        row.pop("record", None)
        for whole in ("level", "computed"):
            if isinstance(row.get(whole), dict):
                row |= {f"{whole}_{end}": value for end, value in row.pop(whole).items()}
        if isinstance(row.get("about"), dict):
            row |= {f"about_{end}": value for end, value in row.pop("about").items()}
        if any(isinstance(each, dict) for each in row.get("persons", ())):
            row["parts"] = [each.get("part") for each in row["persons"]]
            row["persons"] = [each["person"] for each in row["persons"]]
        if not isinstance(row.get("answer", ""), str):
            row["answer_number"] = row.pop("answer")
        rows.append(row)
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def test_the_example_family_is_the_same_as_columns(family: ac.History, risk: ac.Instrument) -> None:
    columns = as_columns(family.to_dict())
    again = only(pa.table(columns)).history()
    assert again.to_dict()["records"] == family.to_dict()["records"]
    for day in ("2020-02-19", "2020-04-16"):
        alone = risk.assess(family, as_of=day, known_at="as_of")
        assert risk.assess(again, as_of=day, known_at="as_of") == alone


def test_the_example_family_is_the_same_as_csv(family: ac.History, risk: ac.Instrument, tmp_path) -> None:
    columns = as_columns(family.to_dict())
    for name in LISTS:
        if name in columns:
            columns[name] = [None if each is None else ";".join(each) for each in columns[name]]
    path = tmp_path / "records.csv"
    pyarrow.csv.write_csv(pa.table(columns), path)
    again = only(read_table(str(path))).history()
    assert risk.assess(again, as_of="2020-04-16") == risk.assess(family, as_of="2020-04-16")


def test_every_record_type_has_its_columns() -> None:
    at = "2020-01-01T12:00:00Z"
    document = history_of(
        {"id": "m1", "type": "membership", "recorded_at": at, "person": "p1", "role": "child", "start": "2020-01-01"},
        observation("o1", "prior_reports", 2, on="2020-01-01", withhold_from=["parent:p2"]),
        {
            "id": "v1",
            "type": "override",
            "recorded_at": at,
            "instrument": "example-risk",
            "level": "high",
            "computed": {"low": "low", "high": "moderate"},
            "by": "supervisor",
            "reason": "because",
            "start": "2020-01-01",
            "until": "2020-02-01",
        },
        {
            "id": "s1",
            "type": "sign_off",
            "recorded_at": at,
            "instrument": "example-risk",
            "version": "2.1.0",
            "instrument_sha256": "0" * 64,
            "records_sha256": "1" * 64,
            "as_of": "2020-01-01",
            "known_at": at,
            "level": {"low": "low", "high": "high"},
            "by": "worker",
            "given_to": ["parent", "court"],
        },
        {"id": "d1", "type": "dispute", "recorded_at": at, "about": "o1", "source": "parent"},
        {
            "id": "d2",
            "type": "dispute",
            "recorded_at": at,
            "about": {"item": "substance_use", "person": "p1"},
            "source": "parent",
        },
        {"id": "h1", "type": "household", "recorded_at": at, "start": "2020-01-01", "empty": ["caregiver"]},
        {
            "id": "l1",
            "type": "plan",
            "recorded_at": at,
            "start": "2020-01-01",
            "until": "2020-02-01",
            "persons": ["p1"],
            "covers": ["substance_use"],
            "agreed_with": ["parent"],
        },
    ).to_dict()
    assert only(pa.table(as_columns(document))).history().to_dict() == document


def test_dictionary_large_and_view_texts_are_taken(example: ac.Instrument) -> None:
    family = pa.array(["F-1", "F-1"]).dictionary_encode()
    item = pa.array(["prior_reports", "prior_reports"], pa.large_string())
    days = pa.array(["2020-01-05", "2020-01-06"], pa.string_view())
    table = pa.table(
        {"family": family, "item": item, "observed_on": days, "answer_number": pa.array([1, 4], pa.int8())}
    )
    assert example.rescore(table, as_of="2020-02-01")["risk_low"].to_pylist() == [2.0]


@pytest.mark.parametrize(
    "number",
    [
        pa.array([2.5]),
        pa.array([decimal.Decimal("2.5000")]),
        pa.array(["2.5"]),
        pa.array(["2.50"]),
    ],
)
def test_numbers_go_in_exactly(number: pa.Array) -> None:
    record = only(pa.table(SEEN | {"answer_number": number})).records[0]
    assert json.dumps(record["answer"]) == "2.5"


def test_a_numeric_answer_column_holds_numbers() -> None:
    assert only(pa.table(SEEN | {"answer": [3]})).records[0]["answer"] == 3


def test_instants_keep_their_time_zone() -> None:
    zone = dt.timezone(dt.timedelta(hours=1))
    at = pa.array([dt.datetime(2020, 1, 5, 10, 30, tzinfo=zone)], pa.timestamp("ms", "Europe/Amsterdam"))
    record = only(pa.table(SEEN | {"answer": ["x"], "recorded_at": at, "id": ["o1"]})).records[0]
    assert record["recorded_at"] == "2020-01-05T09:30:00Z"


@pytest.mark.parametrize(
    ("columns", "code", "place"),
    [
        ({"item": ["x"]}, "field_missing", "column family"),
        (SEEN | {"answers": ["x"]}, "field_unknown", "column answers"),
        (SEEN | {"recorded_at": pa.array([0], pa.timestamp("us"))}, "type_wrong", "column recorded_at"),
        (SEEN | {"observed_on": pa.array([1], pa.timestamp("s"))}, "type_wrong", "column observed_on"),
        (SEEN | {"observed_on": [20200105]}, "type_wrong", "column observed_on"),
        (SEEN | {"source": [1]}, "type_wrong", "column source"),
        (SEEN | {"covers": [1]}, "type_wrong", "column covers"),
        (SEEN | {"answer_number": [True]}, "type_wrong", "column answer_number"),
        (SEEN | {"answer_number": ["many"]}, "type_wrong", "row 1, column answer_number"),
        (SEEN | {"answer_number": [float("nan")]}, "type_wrong", "row 1, column answer_number"),
        (SEEN | {"answer_number": ["0.10000000000000000001"]}, "decimal_too_fine", "row 1, column answer_number"),
        (SEEN | {"answer_number": [0.12345]}, "decimal_too_fine", "row 1, column answer"),
        (SEEN | {"answer_number": [1], "answer": ["x"]}, "fields_exclude", "row 1, column answer_number"),
        (SEEN | {"answer": ["x"], "observed_on": ["2020-02-30"]}, "day_impossible", "row 1, column observed_on"),
        (
            {"family": ["a b"], "item": ["i"], "observed_on": ["2020-01-01"], "answer": ["x"]},
            "id_malformed",
            "row 1, column family",
        ),
        ({"family": ["F"], "type": ["person"], "id": ["p1"]}, "field_missing", "row 1, column recorded_at"),
    ],
)
def test_a_fault_has_its_row_and_column(columns: dict[str, Any], code: str, place: str) -> None:
    assert problem_of(columns) == (code, place)


def test_a_column_twice_is_an_error() -> None:
    table = pa.Table.from_arrays([pa.array(["F"]), pa.array(["F"])], names=["family", "family"])
    with pytest.raises(ac.Error) as caught:
        list(families(table, "t"))
    assert caught.value.problems[0].code == "name_duplicate"


def test_an_unknown_column_names_the_nearest_and_not_a_story() -> None:
    with pytest.raises(ac.Error) as caught:
        only(pa.table(SEEN | {"observedon": ["x"], "what mother said": ["x"]}))
    text = str(caught.value)
    assert "did you mean observed_on?" in text
    assert "mother" not in text


def test_a_row_without_a_family_is_rejected_alone(example: ac.Instrument) -> None:
    table = pa.table(
        {
            "family": ["F-1", None],
            "item": ["prior_reports"] * 2,
            "observed_on": ["2020-01-05"] * 2,
            "answer_number": [1, 1],
        }
    )
    rejects: list[Rejected] = []
    assert example.rescore(table, as_of="2020-02-01", rejects=rejects).num_rows == 1
    assert [(each.family, each.place) for each in rejects] == [(None, "row 2, column family")]


def test_a_family_id_that_could_be_a_name_is_not_repeated(example: ac.Instrument) -> None:
    table = pa.table(
        {"family": ["Jan de Vries"], "item": ["prior_reports"], "observed_on": ["2020-01-05"], "answer_number": [1]}
    )
    rejects: list[Rejected] = []
    example.rescore(table, as_of="2020-02-01", rejects=rejects)
    assert rejects[0].family is None
    assert "Jan" not in rejects[0].reason


def test_broken_files_are_refused_without_their_words(tmp_path) -> None:
    wrong = {
        "a.parquet": b"PAR1 Jan de Vries PAR1",
        "b.csv": b"family,item\nJan,de,Vries\n",
        "c.csv": b"",
        "d.csv": b"family,item\n\xff\xfeJan,x\n",
    }
    for name, content in wrong.items():
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(ac.Error) as caught:
            only(read_table(str(path)))
        assert caught.value.problems[0].code in {"file_unreadable", "field_missing"}, name
        assert "Jan" not in str(caught.value)
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", tmp_path / "nothing.csv"):
        with pytest.raises(ac.Error) as caught:
            read_table(str(path))
        assert caught.value.problems[0].code == "file_unreadable"


def test_the_page_about_columns_names_each() -> None:
    page = (ROOT / "schemas" / "v1" / "columns.md").read_text()
    assert [name for name in KNOWN if f"`{name}`" not in page] == []


def test_codes_outside_their_dictionary_are_refused() -> None:
    indices = pa.array([0, 7], pa.int8())
    broken = pa.DictionaryArray.from_arrays(indices, pa.array(["a0"]), safe=False)
    table = pa.table({"family": ["F-1", "F-1"], "item": ["q", "q"], "answer": broken})
    with pytest.raises(ac.Error, match="codes outside the column's dictionary") as raised:
        typed(table, "records")
    assert raised.value.problems[0].place == "column answer"


@pytest.mark.parametrize("pieces", [[], [[None, None]], [["low", None]], [["high", None], ["low", "high"]]])
def test_levels_keep_their_order_in_polars(pieces: list[list[str | None]]) -> None:
    made = [pa.array(each, pa.string()).dictionary_encode() for each in pieces]  # each in an order of its own
    levels = pa.array(["low", "moderate", "high"])
    first = pa.DictionaryArray.from_arrays(pa.array([2, 0], pa.int32()), levels, ordered=True)
    chunks = [pa.DictionaryArray.from_arrays(each.indices, each.dictionary, ordered=True) for each in made]
    column = pa.chunked_array([first, *chunks] if pieces else [], first.type)
    frame = same_kind(pa.table({"level": column}), pl.DataFrame())
    assert frame["level"].to_list() == column.to_pylist()
    assert isinstance(frame["level"].dtype, pl.Enum)
    if pieces:
        assert frame["level"].dtype.categories.to_list()[:3] == levels.to_pylist()


def test_levels_that_no_row_has_are_levels_in_polars_too() -> None:
    none = pa.table({"level": pa.nulls(2, pa.dictionary(pa.int32(), pa.string(), ordered=True))})
    assert same_kind(none, pl.DataFrame())["level"].to_list() == [None, None]
