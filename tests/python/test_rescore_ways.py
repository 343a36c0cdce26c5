# SPDX-License-Identifier: MPL-2.0
"""How rows come about is told and counted, and makes no difference to them: in lanes, plain, or as documents."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from made_up import ROOT, history_document, history_of, observation

import actueel as ac
from actueel import simulate
from actueel.columns import records_table, records_tables
from actueel.files import whole_file
from actueel.rescoring import WAYS, Plan

ASK = ("--as-of", "month-ends:2020-01:2020-04")


SEED = random.SystemRandom().randrange(10**6)


@pytest.fixture(scope="module")
def found() -> list[ac.History]:
    risk = ac.instrument("risk-check").to_dict()
    return [ac.History.parse(json.dumps(each)) for each in simulate.families(40, seed=SEED, instrument=risk)]


def test_check_explains_the_plan(actueel: Any, golden: Any) -> None:
    done = actueel("check", "--explain", "risk-check", "safety-check")
    assert done.returncode == 0, done.stderr
    told = re.sub(r"(?m)^(scale .* yes  +)\S.*", r"\1...", done.stdout)  # kernels choose their own words
    assert told != done.stdout
    golden("check-explain.txt", told)


def test_check_explains_the_plan_for_programs(actueel: Any) -> None:
    done = actueel("check", "--explain", "--json", "violence-class", "collaboration-feedback-parent")
    runs, does_not = json.loads(done.stdout)
    assert (runs["instrument"], runs["lanes"], runs["verdict"]) == ("violence-class", True, "runs in lanes")
    assert all(each["lanes"] for each in runs["parts"])
    assert not does_not["lanes"]
    assert does_not["verdict"] == "goes to the plain engine: instrument, scale collaboration"
    assert [each["part"] for each in does_not["parts"] if not each["lanes"]] == ["instrument", "scale collaboration"]
    assert {each["part"] for each in does_not["parts"]} >= {"item heard", "rule any_lowest"}


def test_a_plan_names_every_part_once_and_every_refusal() -> None:
    safety = ac.instrument("safety-check")
    plan = Plan.of(safety)
    names = [each.part for each in plan.parts]
    assert len(set(names)) == len(names)
    told = {f"item {each}" for each in safety.items} | {f"scale {each}" for each in safety.scales} | {"rule R1"}
    assert told <= set(names)
    refused = [each.part for each in plan.parts if not each.lanes]
    assert refused == ["instrument", "item v_age", "item plan_running", "rule R1"]
    assert not plan.lanes


def test_an_instrument_that_is_wrong_is_not_explained(actueel: Any, tmp_path: Path) -> None:
    (tmp_path / "wrong.json").write_text("{}")
    done = actueel("check", "--explain", tmp_path / "wrong.json")
    assert (done.returncode, done.stdout) == (3, "")
    assert actueel("check", "--explain", "risk-chek").returncode == 2


def changed(risk: ac.Instrument, item: str, **more: Any) -> ac.Instrument:
    """Return an instrument of which an item is another."""
    document = risk.to_dict()
    next(each for each in document["items"] if each["id"] == item).update(more)
    document["id"] = "changed"
    return ac.Instrument.parse(json.dumps(document))


@pytest.fixture(scope="module")
def ranged() -> ac.Instrument:
    risk = ac.instrument("risk-check")
    return changed(risk, "prior_harm", when_contested="range", retired=["gone"])


SEEN = {
    "family": ["F-1", "F-2", "F-2", "F-3", "F-4", "F-4"],
    "item": ["prior_harm"] * 6,
    "observed_on": ["2020-01-05"] * 6,
    "answer": ["once", "once", "none", "wrong", "gone", "gone"],
    "source": ["worker", "worker", "professional", "worker", "worker", "worker"],
    "id": ["o1", "o1", "o2", "o1", "o1", "o2"],
    "recorded_at": ["2020-01-05T12:00:00Z"] * 6,
}


def test_every_way_is_told_with_how_many_rows_it_gave(ranged: ac.Instrument) -> None:
    ways: dict[str, int] = {}
    rejects: list[Any] = []
    ask: dict[str, Any] = {"as_of": ["2020-02-01", "2020-03-01"], "rejects": rejects, "rows_by": ways}
    scores = ranged.rescore(pa.table(SEEN), **ask)
    assert ways == {"plan": 4, "plain_voices": 2}
    assert sum(ways.values()) == scores.num_rows
    assert [each.family for each in rejects] == ["F-3"]
    for more, way in (
        ({"columns": "items"}, "plain_asked"),
        ({"columns": "digests"}, "document_asked"),
        ({"as_of": None, "moments": pa.table({"family": ["F-1"], "as_of": ["2020-02-01"]})}, "plain_moments"),
        (
            {"as_of": None, "moments": pa.table({"family": ["F-1"], "as_of": ["2020-02-01"]}), "columns": "digests"},
            "document_asked",
        ),
    ):
        ways.clear()
        scores = ranged.rescore(pa.table(SEEN), **ask | more)
        assert ways == {way: scores.num_rows}
    ways.clear()
    ac.instrument("safety-scale").rescore(pa.table(SEEN), **ask)
    assert set(ways) == {"plain_plan"}
    assert set(ways) < set(WAYS)
    ways.clear()
    ranged.rescore([history_of(observation("o1", "prior_harm", "once"))], **ask)
    assert ways == {"document_asked": 2}


def test_a_family_that_the_document_reader_scores_is_told(ranged: ac.Instrument) -> None:
    ways: dict[str, int] = {}
    rejects: list[Any] = []
    seen = {name: [*cells[:3], *cells[:1]] for name, cells in SEEN.items()}
    seen |= {"family": ["F-1", "F-2", "F-3", "F-4"], "source": ["worker"] * 4}
    rare = {"family_x": [None, '{"their": "own"}', None, None], "type": [None, None, None, "x-own"]}
    ask: dict[str, Any] = {"as_of": ["2020-02-01", "2020-03-01"], "rejects": rejects, "rows_by": ways}
    scores = ranged.rescore(pa.table(seen | rare), **ask)
    assert ways == {"plan": 4, "document_rows": 2}
    assert WAYS["document_rows"] == "document reader: rows that are rare or wrong"
    assert [(each.family, each.code) for each in rejects] == [("F-4", "value_unknown")]
    plainly = pa.table({name: cells[:3] for name, cells in seen.items()})
    assert scores.equals(ranged.rescore(plainly, as_of=ask["as_of"]))


def test_the_command_tells_the_share_of_the_plan_and_why_others_fell_back(
    ranged: ac.Instrument, actueel: Any, tmp_path: Path
) -> None:
    (tmp_path / "i.json").write_text(json.dumps(ranged.to_dict()))
    pq.write_table(pa.table(SEEN), tmp_path / "r.parquet")
    ask = ("rescore", tmp_path / "r.parquet", "-i", tmp_path / "i.json", *ASK)
    done = actueel(*ask, "-o", tmp_path / "s.parquet")
    assert done.returncode == 4
    assert (
        "8 of them in lanes (66.6 %); others:\n  4 plain engine: counted voices differ\n"
        in done.stderr.partition("12 rows in ")[2]
    )
    assert "2 answers in codes that changed has retired: they count as unknown" in done.stderr
    out = json.loads(actueel(*ask, "-o", tmp_path / "t.parquet", "--json").stdout)
    assert out["rows_by"] == {"plan": 8, "plain_voices": 4}
    assert out["answers_in_retired_codes"] == 2
    for _ in range(2):  # the second time from the manifest alone
        out = json.loads(actueel(*ask, "-o", tmp_path / "parts", "--json").stdout)
        assert (out["rows_by"], out["answers_in_retired_codes"]) == ({"plan": 8, "plain_voices": 4}, 2)
    (part,) = json.loads((tmp_path / "parts" / "manifest.json").read_text())["parts"]
    assert (part["rows_by"], part["retired"]) == ({"plan": 8, "plain_voices": 4}, 2)


@pytest.mark.parametrize("known_at", ["everything", "as_of"])
def test_every_engine_gives_the_same_bytes(
    known_at: str, found: list[ac.History], ranged: ac.Instrument, actueel: Any, tmp_path: Path
) -> None:
    table = records_table(found)
    pq.write_table(table, tmp_path / "r.parquet")
    (tmp_path / "i.json").write_text(json.dumps(ranged.to_dict()))
    by, bytes_of = {}, {}
    for engine in ("any", "plain", "documents"):
        out = tmp_path / f"{engine}.parquet"
        ask = ("rescore", tmp_path / "r.parquet", "-i", tmp_path / "i.json", *ASK, "--known-at", known_at)
        done = actueel(*ask, "--engine", engine, "--json", "-o", out)
        assert done.returncode == 0, (done.stderr, SEED)
        by[engine], bytes_of[engine] = json.loads(done.stdout)["rows_by"], out.read_bytes()
    assert bytes_of["any"] == bytes_of["plain"] == bytes_of["documents"], SEED
    rows = pq.ParquetFile(tmp_path / "any.parquet").metadata.num_rows
    assert by["any"]["plan"] > 0
    assert by["plain"] == by["documents"] == {"engine_chosen": rows}
    assert actueel("rescore", "r.csv", "-i", "risk-check", *ASK, "-o", "s.csv", "--engine", "fast").returncode == 2


def test_answers_in_retired_codes_are_counted_on_every_route(risk: ac.Instrument, actueel: Any, tmp_path: Path) -> None:
    asked = changed(risk, "prior_harm", formerly=["harm_before"], retired=["gone", "past"])
    (tmp_path / "i.json").write_text(json.dumps(asked.to_dict()))
    correction = {
        "id": "c1",
        "type": "correction",
        "recorded_at": "2020-01-12T12:00:00Z",
        "corrects": "o1",
        "reason": "typo",
        "record": {
            name: value
            for name, value in observation("o1", "changed:prior_harm", "past").items()
            if name not in ("id", "recorded_at")
        },
    }
    families = [
        history_of(observation("o1", "prior_harm", "gone"), observation("o2", "harm_before", "past"), family="F-1"),
        history_of(observation("o1", "prior_harm", "once"), correction, family="F-2"),
        history_of(observation("o1", "family_conflict", "no"), family="F-3"),
    ]
    wrong = history_document(
        observation("o1", "prior_harm", "gone"), observation("o2", "family_conflict", "x"), family="F-4"
    )
    (tmp_path / "f.jsonl").write_text("\n".join(json.dumps(each) for each in [*(f.to_dict() for f in families), wrong]))
    rejected = history_of(
        observation("o1", "prior_harm", "gone"), observation("o2", "family_conflict", "x"), family="F-4"
    )
    pq.write_table(records_table([*families, rejected]), tmp_path / "r.parquet")
    for records in ("f.jsonl", "r.parquet"):
        for engine in ("any", "plain", "documents"):
            ask = ("rescore", tmp_path / records, "-i", tmp_path / "i.json", "--as-of", "2020-03-01", "--json")
            done = actueel(*ask, "--engine", engine, "-o", tmp_path / "s.parquet", "--force")
            told = json.loads(done.stdout)
            assert (told["rejected"], told["answers_in_retired_codes"]) == (1, 3), (records, engine)
    none = actueel("rescore", tmp_path / "r.parquet", "-i", "risk-check", *ASK, "-o", tmp_path / "n.parquet", "--json")
    assert json.loads(none.stdout)["answers_in_retired_codes"] == 0


@pytest.mark.parametrize("engine", ["any", "plain", "documents"])
def test_what_is_said_of_whom_nobody_asks_is_ignored_whole_by_every_engine(
    engine: str, ranged: ac.Instrument, actueel: Any, tmp_path: Path
) -> None:
    (tmp_path / "i.json").write_text(json.dumps(ranged.to_dict()))
    said = {
        "family": ["F-1"] * 6,
        "type": ["membership"] + [None] * 5,
        "role": ["caregiver"] + [None] * 5,
        "start": ["2019-01-01"] + [None] * 5,
        "person": ["p1", None, "p1", "p1", None, "p1"],
        "item": [None, "prior_harm", "prior_harm", "prior_harm", "anger", "prior_harm"],
        "observed_on": [None] + ["2020-01-05"] * 5,
        "answer": [None, "once", "no such code", "none", "hits", "gone"],  # differ, and one is retired
    }
    pq.write_table(pa.table(said), tmp_path / "r.parquet")
    ask = ("rescore", tmp_path / "r.parquet", "-i", tmp_path / "i.json", "--as-of", "2020-02-01", "--json")
    done = actueel(*ask, "--engine", engine, "-o", tmp_path / "s.parquet")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["rejected"], told["answers_in_retired_codes"]) == (0, 0)
    (row,) = pq.read_table(tmp_path / "s.parquet").to_pylist()
    assert (row["n_current"], row["n_contested"]) == (1, 0)


# Standard output


def test_scores_on_standard_output_are_those_of_a_file(ranged: ac.Instrument, actueel: Any, tmp_path: Path) -> None:
    (tmp_path / "i.json").write_text(json.dumps(ranged.to_dict()))
    pq.write_table(pa.table(SEEN), tmp_path / "r.parquet")
    ask = ("rescore", tmp_path / "r.parquet", "-i", tmp_path / "i.json", *ASK)
    file, stream = actueel(*ask, "-o", tmp_path / "s.csv"), actueel(*ask, "-o", "-")
    assert (file.returncode, stream.returncode) == (4, 4)
    assert stream.stdout == (tmp_path / "s.csv").read_text()
    reject, *told = stream.stderr.splitlines()
    assert f"{reject}\n" == (tmp_path / "s.csv.rejects.jsonl").read_text()
    assert told[:2] == ["4 families read = 3 scored + 1 rejected", "12 rows in standard output"]
    assert actueel(*ask, "-o", "-", "--json").returncode == 2
    assert not (ROOT / "-").exists()


def test_who_reads_no_further_is_nobody_to_tell(found: list[ac.History], tmp_path: Path) -> None:
    pq.write_table(records_table(found), tmp_path / "r.parquet")
    ask = f"rescore {tmp_path}/r.parquet -i risk-check --as-of month-ends:2001-01:2020-12 -o -"
    pipe = f"({sys.executable} -m actueel {ask}; echo $? >&2) | head -c 10"
    done = subprocess.run(["bash", "-c", pipe], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout == '"family","'
    assert done.stderr.splitlines()[-1] == "1"
    assert "Traceback" not in done.stderr
    assert "fault" not in done.stderr


# Families that stand in several places


def test_a_family_split_over_files_is_one(found: list[ac.History], actueel: Any, tmp_path: Path) -> None:
    whole = records_table(found)
    pq.write_table(whole, tmp_path / "whole.parquet")
    for kind, part in records_tables(whole).items():
        (tmp_path / "export" / kind).mkdir(parents=True)
        for n in range(3):
            rows = pa.array(range(n, part.num_rows, 3), pa.int64())
            pq.write_table(part.take(rows), tmp_path / "export" / kind / f"{n}.parquet")
    for records, out in (("whole.parquet", "one.parquet"), ("export", "split.parquet")):
        done = actueel("rescore", tmp_path / records, "-i", "risk-check", *ASK, "-o", tmp_path / out)
        assert done.stderr.startswith("40 families read = 40 scored + 0 rejected"), (records, SEED)
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "split.parquet").read_bytes(), SEED


def test_an_id_that_stands_in_two_files_rejects_its_family(actueel: Any, tmp_path: Path) -> None:
    folder = tmp_path / "export" / "observation"
    folder.mkdir(parents=True)
    rows = 30_000  # each file is longer than a chunk, so that the two rows come in different ones
    seen = {"family": [f"F-{n:05}" for n in range(rows)], "id": ["o1"] * rows, "item": ["prior_harm"] * rows}
    seen |= {"observed_on": ["2020-01-05"] * rows, "answer": ["once"] * rows}
    seen |= {"recorded_at": ["2020-01-05T12:00:00Z"] * rows}
    pq.write_table(pa.table(seen), folder / "1.parquet")
    pq.write_table(pa.table({name: cells[7:8] for name, cells in seen.items()}), folder / "2.parquet")
    ask = ("rescore", tmp_path / "export", "-i", "risk-check", "--as-of", "2020-02-01", "--columns", "determined")
    done = actueel(*ask, "-o", tmp_path / "s.parquet", "--memory", "1M")
    assert done.returncode == 4, done.stderr
    (reject,) = (tmp_path / "s.parquet.rejects.jsonl").read_text().splitlines()
    assert (json.loads(reject)["family"], json.loads(reject)["code"]) == ("F-00007", "id_duplicate")
    assert pq.read_metadata(tmp_path / "s.parquet").num_rows == rows - 1


def test_days_out_of_range_and_instants_without_a_zone_are_told_with_their_row(
    risk: ac.Instrument, actueel: Any, tmp_path: Path
) -> None:
    (tmp_path / "r.csv").write_text(
        "family,item,observed_on,answer,id,recorded_at\n"
        "F-1,prior_harm,2020-02-30,once,o1,2020-03-01T12:00:00Z\n"
        "F-2,prior_harm,12020-02-03,once,o1,2020-03-01T12:00:00Z\n"
        "F-3,prior_harm,2020-02-03,once,o1,2020-03-01T12:00:00\n"
        "F-4,prior_harm,2020-02-03,once,o1,2020-03-01T12:00:00Z\n"
    )
    done = actueel("rescore", tmp_path / "r.csv", "-i", "risk-check", *ASK, "-o", tmp_path / "s.csv")
    assert done.returncode == 4
    told = [json.loads(line) for line in (tmp_path / "s.csv.rejects.jsonl").read_text().splitlines()]
    assert [(each["family"], each["code"], each["place"]) for each in told] == [
        ("F-1", "day_impossible", "row 1, column observed_on"),
        ("F-2", "day_malformed", "row 2, column observed_on"),
        ("F-3", "instant_malformed", "row 3, column recorded_at"),
    ]


@pytest.mark.parametrize("number", [-(2**31), -20_000_000, 70_000_000, 2**31 - 1])
def test_a_typed_day_or_instant_that_no_calendar_holds_rejects_its_family_alone(
    number: int, risk: ac.Instrument
) -> None:
    days = pa.array([number, 18_000], pa.int32()).cast(pa.date32())
    microseconds = pa.array([number * 4_000_000_000, 18_000 * 86_400_000_000], pa.int64())
    said = {"family": ["F-1", "F-2"], "id": ["o1", "o1"], "item": ["prior_harm"] * 2, "answer": ["once"] * 2}
    good = {"observed_on": ["2019-04-14"] * 2, "recorded_at": ["2019-04-14T00:00:00Z"] * 2}
    for wrong, code in (
        ({"observed_on": days}, "day_malformed"),
        ({"recorded_at": microseconds.cast(pa.timestamp("us", "UTC"))}, "instant_malformed"),
    ):
        rejects: list[Any] = []
        scores = risk.rescore(pa.table(said | good | wrong), as_of="2020-02-01", rejects=rejects)
        assert scores["family"].to_pylist() == ["F-2"]
        assert [(each.family, each.code) for each in rejects] == [("F-1", code)]
        assert rejects[0].place == f"row 1, column {next(iter(wrong))}"


# Memory


MEASURED = """
import sys
from actueel.cli.app import app
import pyarrow.parquet, actueel.cli.rescore
def megabytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
bare = megabytes()
try:
    app(sys.argv[1:], prog_name="actueel")
finally:
    print(bare, megabytes())
"""


def written(path: Path, families: int) -> None:
    """Write a table of records, 40 a family, in row groups of a thousand families."""
    options = ("no", "sometimes", "often")
    rows = [(n, at) for n in range(1000) for at in range(40)]
    days = [f"20{17 + at // 12}-{1 + at % 12:02}-05" for _, at in rows]
    group = pa.table(
        {
            "family": [f"{n:03}" for n, _ in rows],
            "item": ["family_conflict"] * len(rows),
            "observed_on": days,
            "answer": [options[(n + at) % 3] for n, at in rows],
            "source": ["worker"] * len(rows),
            "id": [f"o{at}" for _, at in rows],
            "recorded_at": [f"{day}T12:00:00Z" for day in days],
        }
    )
    with pq.ParquetWriter(path, pa.schema([(name, pa.string()) for name in SEEN])) as file:
        for first in range(0, families, 1000):
            names = pc.binary_join_element_wise(f"F-{first // 1000:03}", group["family"], "")
            file.write_table(group.set_column(0, "family", names))


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    above = []
    for families in (40_000, 160_000):  # of fewer, what is read ahead and waits to be written is not full yet
        path = tmp_path / f"{families}.parquet"
        written(path, families)
        ask = ["rescore", str(path), "-i", "risk-check", "--as-of", "month-ends:2019-01:2019-12"]
        command = [sys.executable, "-c", MEASURED, *ask, "-o", str(path.with_suffix(".out.parquet"))]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.stderr.startswith(f"{families} families read = {families} scored"), done.stderr
        bare, most = map(float, done.stdout.split())
        above.append(most - bare)
    assert max(above) < 500, above
    assert above[1] < 1.3 * above[0] + 30, above


# What killed runs leave


def test_what_a_killed_run_left_is_taken_away_and_what_a_living_one_writes_is_not(tmp_path: Path) -> None:
    path = tmp_path / "scores.parquet"
    dead = tmp_path / ".scores.parquet.abcd_123.part"
    others = [
        tmp_path / name for name in (".scores.parquet.rejects.jsonl.abcd_123.part", "scores.parquet.part", ".part")
    ]
    for each in (dead, *others):
        each.write_bytes(b"half")
    with whole_file(path) as living:
        living.write(b"one")
        with whole_file(path) as later:
            later.write(b"two")
        assert path.read_bytes() == b"two"
    assert path.read_bytes() == b"one"
    assert not dead.exists()
    assert sorted(each for each in tmp_path.iterdir() if each != path) == sorted(others)
