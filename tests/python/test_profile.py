# SPDX-License-Identifier: MPL-2.0
"""A profile counts what is in a table; names that stand in notes reach nothing that is made of records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_up import history_document, history_of, observation

import actueel as ac
from actueel.columns import records_table

CANARY = "Zilvervos Canarie"


def seen(*rows: dict[str, Any]) -> pa.Table:
    names = dict.fromkeys(name for row in rows for name in row)
    return pa.table({name: [row.get(name) for row in rows] for name in names})


def answer(item: str = "prior_harm", said: str = "once", on: str = "2020-01-05", **more: Any) -> dict[str, Any]:
    return {"family": "F-1", "item": item, "observed_on": on, "answer": said, **more}


@pytest.fixture
def told(risk: ac.Instrument) -> Any:
    return lambda *rows: ac.profile(seen(*rows), [risk]).to_dict()


def test_rows_families_and_types_are_counted(risk: ac.Instrument, family: ac.History) -> None:
    table = records_table([family, history_of(observation("o", "stress", "high"), family="F-2")])
    told = ac.profile(table, [risk]).to_dict()
    records = family.to_dict()["records"]
    assert (told["families"], told["rows"]) == (2, len(records) + 1)
    assert sum(told["types"].values()) == told["rows"]
    assert told["records_per_family"]["most"] == len(records)
    assert told["clocks"] == 2


def test_lags_between_the_clocks(told: Any) -> None:
    found = told(
        *(
            answer(on="2020-01-05", recorded_at=at)
            for at in ("2020-01-05T10:00:00Z", "2020-01-04T10:00:00Z", "2020-03-05T10:00:00Z")
        )
    )
    assert (found["lag_days"]["least"], found["lag_days"]["median"], found["lag_days"]["most"]) == (-1, 0, 60)
    assert (found["written_before_it_was_so"], found["written_over_30_days_later"]) == (1, 1)


def test_ties_and_copies_are_of_one_voice_and_day(told: Any) -> None:
    found = told(
        answer(source="worker"),
        answer(said="none", source="worker"),
        answer(said="none", source="parent"),
        answer(said="none", source="parent"),
        answer(said="none", on="2020-01-06", repeats="x"),
    )
    assert (found["same_day_different_answers"], found["same_day_same_answer"], found["repeats"]) == (1, 1, 1)


def test_overlaps_missing_roles_and_sources(told: Any) -> None:
    member = {"family": "F-1", "type": "membership", "person": "p1", "role": "child", "observed_on": None}
    found = told(
        {**member, "start": "2019-01-01", "until": "2020-01-01"},
        {**member, "start": "2019-06-01"},
        answer(),
        answer(on="2020-02-01", source="worker"),
    )
    assert found["overlapping_memberships"] == 1
    assert found["families_without_role"] == {"child": 0, "caregiver": 1}
    assert found["without"]["observation"]["source"] == 1


def test_codes_that_no_instrument_knows_have_the_nearest(told: Any) -> None:
    found = told(answer("prior_harmm"), answer(said="onec"), answer(said="unknown"), answer(said="none"))
    assert found["items_no_instrument_knows"] == [{"item": "prior_harmm", "records": 1, "nearest": "prior_harm"}]
    assert found["answers_no_instrument_knows"] == [{"item": "prior_harm", "answer": "onec", "records": 1}]


def test_rows_that_cannot_be_read_are_counted(told: Any) -> None:
    found = told(answer(), answer() | {"family": None}, answer() | {"family": "F-2", "observed_on": None})
    assert (found["rows_without_family"], found["families_with_cells_that_cannot_be_read"]) == (1, 1)


def test_the_command_prints_what_needs_a_second_look(actueel: Any, tmp_path: Path, golden: Any) -> None:
    rows = [answer("prior_harmm"), answer(said="onec"), answer(), answer(), answer() | {"family": None}]
    pq.write_table(seen(*rows), tmp_path / "r.parquet")
    done = actueel("profile", tmp_path / "r.parquet", "-i", "risk-check")
    assert done.returncode == 0, done.stderr
    golden("profile.txt", done.stdout)
    told = json.loads(actueel("profile", tmp_path / "r.parquet", "--json").stdout)
    assert told["format"] == "actueel.profile/1"


def test_a_name_in_a_note_reaches_nothing(actueel: Any, tmp_path: Path) -> None:
    """Notes, reasons, answers, ids, codes, columns and the caller's own data: planted everywhere, shown nowhere."""
    good = history_document(
        observation("o1", "prior_harm", "once", note=CANARY, x={CANARY: CANARY}, by=CANARY, document=CANARY),
        family="F-1",
    )
    table = records_table([ac.History.parse(json.dumps(good))]).to_pylist()
    rows = [
        *table,
        {**table[0], "family": f"{CANARY} B"},
        {**table[0], "family": "F-3", "item": CANARY},
        {**table[0], "family": "F-4", "answer": CANARY},
        {**table[0], "family": "F-5", "type": CANARY},
        {**table[0], "family": "F-6", "x": CANARY},
        {**table[0], "family": "F-7", "observed_on": None},
    ]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "r.parquet")
    pq.write_table(pa.table({"family": [CANARY], "as_of": ["2020-02-01"]}), tmp_path / "m.parquet")
    (tmp_path / "m.toml").write_text(
        'format = "actueel.mapping/1"\n[columns]\nfamily = "family"\nitem = "item"\nanswer = "answer"\n'
        'observed_on = "observed_on"\n[answers.prior_harm]\nx = "none"\n'
    )
    records = tmp_path / "r.parquet"
    runs = [
        (
            "rescore",
            records,
            "-i",
            "risk-check",
            "--as-of",
            "2020-02-01",
            "-o",
            tmp_path / "s.csv",
            "--columns",
            "scales,items,digests",
        ),
        ("rescore", records, "-i", "risk-check", "--as-of", "2020-02-01", "-o", tmp_path / "parts"),
        ("rescore", records, "-i", "risk-check", "--moments", tmp_path / "m.parquet", "-o", tmp_path / "m.csv"),
        (
            "rescore",
            records,
            "-i",
            "risk-check",
            "--map",
            tmp_path / "m.toml",
            "--as-of",
            "2020-02-01",
            "-o",
            tmp_path / "n.csv",
        ),
        ("profile", records),
        ("profile", records, "--json", "--map", tmp_path / "m.toml"),
        ("map", "--draft", records, "-i", "risk-check"),
    ]
    for run in runs:
        done = actueel(*run)
        assert done.returncode in (0, 4), done.stderr
        assert "Zilvervos" not in done.stdout + done.stderr, run
    made = [each for each in tmp_path.rglob("*") if each.is_file() and each.name not in ("r.parquet", "m.parquet")]
    assert len(made) > 6
    for path in made:
        assert b"Zilvervos" not in path.read_bytes(), path
        if path.suffix == ".parquet":
            assert "Zilvervos" not in str(pq.read_table(path).to_pylist()), path
