# SPDX-License-Identifier: MPL-2.0
"""The same bytes whatever the order of the rows, the threads, the memory, the chunks and the kind of file."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from made_up import ROOT

import actueel as ac
from actueel import simulate
from actueel.columns import records_table, records_tables
from actueel.columns.coded import coded, coded_by_runs
from actueel.rescoring import run
from actueel.rescoring.chunks import whole_families
from actueel.tables import Source, in_order, opened, source_of_frame
from actueel.tables.in_order import stands_in_order
from actueel.tables.source import FAULT, PLACE

SEED = random.SystemRandom().randrange(10**6)
ASK = ("-i", "risk-check", "--as-of", "month-ends:2019-10:2020-12")


@pytest.fixture(scope="module")
def found() -> list[ac.History]:
    risk = ac.instrument("risk-check").to_dict()
    return [ac.History.parse(json.dumps(each)) for each in simulate.families(25, seed=SEED, instrument=risk)]


@pytest.fixture(scope="module")
def table(found: list[ac.History]) -> pa.Table:
    return records_table(found)


@pytest.fixture(scope="module")
def shuffled(table: pa.Table) -> pa.Table:
    return table.take(pa.array(random.Random(SEED).sample(range(table.num_rows), table.num_rows)))


def as_csv(table: pa.Table, path: Path) -> None:
    """Write records as CSV, lists in cells."""
    columns = {}
    for name, column in zip(table.schema.names, table.columns, strict=True):
        if pa.types.is_list(column.type):
            column = pa.array([None if e is None else json.dumps(e) for e in column.to_pylist()], pa.string())
        elif pa.types.is_timestamp(column.type):
            column = pa.array([None if e is None else e.isoformat() for e in column.to_pylist()], pa.string())
        columns[name] = column
    pacsv.write_csv(pa.table(columns), path)


def test_every_way_in_gives_the_same_bytes(
    actueel: Callable[..., Any], found: list[ac.History], table: pa.Table, shuffled: pa.Table, tmp_path: Path
) -> None:
    pq.write_table(table, tmp_path / "sorted.parquet", row_group_size=700)
    pq.write_table(shuffled, tmp_path / "shuffled.parquet", row_group_size=900)
    as_csv(shuffled, tmp_path / "shuffled.csv")
    lines = [json.dumps(each.to_dict()) for each in random.Random(SEED).sample(found, len(found))]
    (tmp_path / "lines.jsonl").write_text("\n".join(lines))
    folder = tmp_path / "export"
    folder.mkdir()
    for kind, part in records_tables(shuffled).items():
        if kind == "observation":
            (folder / "observations").mkdir()
            pq.write_table(part.slice(0, 1000), folder / "observations" / "1.parquet")
            pq.write_table(part.slice(1000), folder / "observations" / "2.parquet")
        elif kind == "event":
            as_csv(part, folder / "events.csv")
        else:
            pq.write_table(part, folder / f"{kind}.parquet")
    ways = {
        "sorted": (tmp_path / "sorted.parquet",),
        "two threads": (tmp_path / "sorted.parquet", "--threads", "2"),
        "shuffled": (tmp_path / "shuffled.parquet",),
        "spilled": (tmp_path / "shuffled.parquet", "--memory", "64K", "--threads", "3"),
        "csv": (tmp_path / "shuffled.csv",),
        "lines": (tmp_path / "lines.jsonl",),
        "folder": (folder, "--memory", "100K"),
    }
    bytes_of = {}
    for name, way in ways.items():
        out = tmp_path / f"{name}.out.parquet"
        done = actueel("rescore", *way, *ASK, "-o", out)
        assert done.returncode == 0, (name, done.stderr, SEED)
        assert done.stderr.startswith("25 families read = 25 scored + 0 rejected"), name
        bytes_of[name] = out.read_bytes()
    assert {name for name, each in bytes_of.items() if each != bytes_of["sorted"]} == set(), SEED
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".")], "what was put aside is gone"


def test_a_folder_of_parts_holds_the_rows_of_one_file(actueel: Any, shuffled: pa.Table, tmp_path: Path) -> None:
    pq.write_table(shuffled, tmp_path / "records.parquet")
    one, parts = tmp_path / "one.parquet", tmp_path / "parts"
    assert actueel("rescore", tmp_path / "records.parquet", *ASK, "-o", one).returncode == 0
    done = actueel("rescore", tmp_path / "records.parquet", *ASK, "-o", parts)
    assert done.returncode == 0, done.stderr
    whole = pa.concat_tables(pq.ParquetFile(each).read() for each in sorted(parts.glob("*.parquet")))
    assert whole.equals(pq.ParquetFile(one).read(), check_metadata=True)
    manifest = json.loads((parts / "manifest.json").read_text())
    assert manifest["complete"]
    assert sum(each["read"] for each in manifest["parts"]) == 25
    again = actueel("rescore", tmp_path / "records.parquet", *ASK, "-o", parts)
    assert (again.returncode, "everything is there already" in again.stderr) == (0, True)


def test_a_folder_of_another_run_is_refused_and_says_what_differs(
    actueel: Any, table: pa.Table, shuffled: pa.Table, tmp_path: Path
) -> None:
    pq.write_table(table, tmp_path / "records.parquet")
    pq.write_table(shuffled, tmp_path / "others.parquet")
    out = tmp_path / "scores"
    ask = ("-i", "risk-check", "--as-of", "2020-03-31", "-o", out)
    assert actueel("rescore", tmp_path / "records.parquet", *ask).returncode == 0
    before = {each.name: each.read_bytes() for each in out.iterdir()}
    for arguments, what in (
        ((tmp_path / "others.parquet", *ask), "records"),
        ((tmp_path / "records.parquet", "-i", "risk-check", "--as-of", "2020-04-30", "-o", out), "moments"),
        ((tmp_path / "records.parquet", "-i", "violence-class", "--as-of", "2020-03-31", "-o", out), "instrument"),
        ((tmp_path / "records.parquet", *ask, "--columns", "levels"), "columns"),
    ):
        done = actueel("rescore", *arguments)
        assert done.returncode == 3, done.stderr
        assert f"{what}" in done.stderr.partition("another run:")[2]
        assert {each.name: each.read_bytes() for each in out.iterdir()} == before
    assert actueel("rescore", tmp_path / "others.parquet", *ask, "--force").returncode == 0
    (out / "manifest.json").unlink()
    assert "something else" in actueel("rescore", tmp_path / "others.parquet", *ask).stderr


def test_chunks_do_not_matter(risk: ac.Instrument, shuffled: pa.Table, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = None
    for rows in (1, 7, 1000, 10**6):
        monkeypatch.setattr(run, "ROWS", rows)
        scores = risk.rescore(shuffled, as_of=["2020-03-31", "2020-06-30"], threads=rows % 3 + 1)
        expected = expected or scores
        assert scores.equals(expected, check_metadata=True), (rows, SEED)


@pytest.mark.parametrize("limit", [1, 50_000, 1 << 40])
def test_rows_come_whole_and_in_order_within_any_memory(limit: int, shuffled: pa.Table, tmp_path: Path) -> None:
    source = source_of_frame(shuffled)
    pieces = list(in_order([source], limit=limit, folder=tmp_path))
    families = [family for piece in pieces for family in piece["family"].to_pylist()]
    assert families == sorted(shuffled["family"].to_pylist(), key=str.encode)
    rows = [row for piece in pieces for row in piece[" row"].to_pylist()]
    assert sorted(rows) == list(range(1, shuffled.num_rows + 1))
    assert list(tmp_path.iterdir()) == []
    for rows_of_chunk in (1, 100, 10**6):
        chunks = list(whole_families(iter(pieces), rows_of_chunk))
        held = [set(chunk["family"].to_pylist()) for chunk in chunks]
        assert sum(map(len, held)) == len(set(families)), "a family stands in one chunk"


def test_rows_without_ids_score_the_same_in_any_order(risk: ac.Instrument) -> None:
    rng = random.Random(SEED)
    items = [
        each["id"] for each in risk.to_dict()["items"] if each["kind"] != "derived" and "options" in each["answer"]
    ]
    codes = {
        each["id"]: [o["code"] for o in each["answer"]["options"]]
        for each in risk.to_dict()["items"]
        if each["id"] in items
    }
    rows = [
        {
            "family": f"F-{rng.randrange(9)}",
            "item": (item := rng.choice(items)),
            "observed_on": f"2020-01-{rng.randrange(10, 30)}",
            "answer": rng.choice(codes[item]),
            "source": rng.choice(["worker", "parent", "child", None]),
        }
        for _ in range(400)
    ]
    expected, rejected = None, None
    for _ in range(5):
        rng.shuffle(rows)
        rejects: list[Any] = []
        scores = risk.rescore(
            pa.Table.from_pylist(rows),
            as_of=["2020-02-01", "2020-06-01"],
            rejects=rejects,
            columns="scales,levels,counts,due,items,rules,digests",
        )
        expected = expected or scores
        rejected = rejected or [(each.family, each.code) for each in rejects]
        assert scores.equals(expected), SEED
        assert [(each.family, each.code) for each in rejects] == rejected, SEED


def test_a_duckdb_relation_comes_back_as_one(risk: ac.Instrument, shuffled: pa.Table) -> None:
    relation = duckdb.from_arrow(shuffled)
    scores = risk.rescore(relation, as_of="2020-03-31")
    assert type(scores) is type(relation)
    expected = risk.rescore(shuffled, as_of="2020-03-31")
    assert scores.select("family").fetchall() == [(each,) for each in expected["family"].to_pylist()]


def test_a_reader_is_read_once_and_a_reader_comes_back(risk: ac.Instrument, shuffled: pa.Table) -> None:
    scores = risk.rescore(shuffled.to_reader(max_chunksize=100), as_of="2020-03-31")
    assert isinstance(scores, pa.RecordBatchReader)
    assert scores.read_all().equals(risk.rescore(shuffled, as_of="2020-03-31"))
    batch = shuffled.combine_chunks().to_batches()[0]
    assert isinstance(risk.rescore(batch, as_of="2020-03-31"), pa.RecordBatch)


def test_a_file_cut_short_is_refused_and_leaves_nothing(actueel: Any, table: pa.Table, tmp_path: Path) -> None:
    whole = tmp_path / "whole.parquet"
    pq.write_table(table, whole, row_group_size=500)
    content = whole.read_bytes()
    for name, cut in (
        ("end.parquet", content[:-100]),
        ("middle.parquet", content[:5000] + b"\0" * 3000 + content[8000:]),
    ):
        (tmp_path / name).write_bytes(cut)
        done = actueel("rescore", tmp_path / name, *ASK, "-o", tmp_path / "out.parquet")
        assert done.returncode == 3, (name, done.stderr)
        assert "file_unreadable" in done.stderr
        assert not (tmp_path / "out.parquet").exists()


def test_a_folder_names_what_is_no_table_of_it(tmp_path: Path, table: pa.Table) -> None:
    pq.write_table(table, tmp_path / "observation.parquet")
    (tmp_path / "observatoin.csv").write_text("family\n")
    (tmp_path / "_SUCCESS").write_text("")
    with pytest.raises(ac.Error) as caught:
        opened(str(tmp_path))
    (problem,) = caught.value.problems
    assert (problem.code, problem.nearest) == ("file_unreadable", "observation.csv")


def test_memory_and_threads_are_said_rightly_or_refused(actueel: Any, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("family,item,observed_on,answer\n")
    for wrong in ("0M", "12", "many", "1T"):
        assert actueel("rescore", tmp_path / "r.csv", *ASK, "-o", tmp_path / "s.csv", "--memory", wrong).returncode == 2
    assert actueel("rescore", tmp_path / "r.csv", *ASK, "-o", tmp_path / "s.csv", "--threads", "0").returncode == 2
    assert actueel("rescore", tmp_path / "r.csv", *ASK, "-o", tmp_path / "s.csv").returncode == 0


def test_an_instrument_that_the_records_never_answer_is_warned_of(actueel: Any, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("family,item,observed_on,answer\nF-1,nothing_known,2020-01-01,x\n")
    done = actueel("rescore", tmp_path / "r.csv", "-i", "risk-check", "--as-of", "2020-02-01", "-o", tmp_path / "s.csv")
    assert "is it the right instrument?" in done.stderr


@pytest.mark.parametrize("rows_of_piece", [1, 2, 3, 7, 50])
@pytest.mark.parametrize("rows_of_chunk", [1, 4, 10, 100])
def test_a_family_that_straddles_pieces_is_carried_over(rows_of_piece: int, rows_of_chunk: int) -> None:
    families = [f"F-{n}" for n, size in enumerate((1, 5, 2, 9, 1, 1, 12, 3)) for _ in range(size)]
    table = pa.table({"family": families})
    pieces = (table.slice(at, rows_of_piece) for at in range(0, table.num_rows, rows_of_piece))
    chunks = [each["family"].to_pylist() for each in whole_families(pieces, rows_of_chunk)]
    assert [family for chunk in chunks for family in chunk] == families
    assert sum(len(set(chunk)) for chunk in chunks) == len(set(families))
    whole = [each["family"].to_pylist() for each in whole_families(iter([table]), rows_of_chunk)]
    assert chunks == whole, "where a chunk ends does not depend on the pieces"


def test_a_full_disk_leaves_the_old_scores_and_nothing_else(table: pa.Table, tmp_path: Path) -> None:
    pq.write_table(table, tmp_path / "records.parquet")
    out = tmp_path / "out"
    out.mkdir()
    (out / "scores.parquet").write_bytes(b"old")
    command = ["rescore", str(tmp_path / "records.parquet"), *ASK, "-o", str(out / "scores.parquet"), "--force"]
    limited = f"ulimit -f 1; exec {sys.executable} -m actueel {' '.join(command)}"
    done = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert [(each.name, each.read_bytes()) for each in out.iterdir()] == [("scores.parquet", b"old")]


def test_every_column_that_is_wrong_is_told_at_once(actueel: Any, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    wrong = {"famly": ["F"], "item": [1.5], "observed_on": [1], "recorded_at": pa.array([0], pa.timestamp("us"))}
    pq.write_table(pa.table(wrong), folder / "observation.parquet")
    pq.write_table(pa.table({"family": ["F"], "rol": ["child"]}), folder / "membership.parquet")
    done = actueel("rescore", folder, *ASK, "-o", tmp_path / "s.parquet")
    assert done.returncode == 3
    lines = [line.partition("export/")[2] for line in done.stderr.splitlines()]
    told = [(line.split()[0], line.split(":")[0].split()[-1], line.rpartition("[")[2]) for line in lines]
    assert told == [
        ("membership.parquet", "rol", "field_unknown]"),
        ("observation.parquet", "famly", "field_unknown]"),
        ("observation.parquet", "family", "field_missing]"),
        ("observation.parquet", "item", "type_wrong]"),
        ("observation.parquet", "observed_on", "type_wrong]"),
        ("observation.parquet", "recorded_at", "type_wrong]"),
    ]
    assert "did you mean family?" in done.stderr
    assert not (tmp_path / "s.parquet").exists()


def test_an_id_that_stands_twice_in_a_family_rejects_it_wherever_its_rows_are(
    risk: ac.Instrument, shuffled: pa.Table
) -> None:
    again = shuffled.slice(shuffled.num_rows - 1)
    rejects: list[Any] = []
    risk.rescore(pa.concat_tables([shuffled, again]), as_of="2020-03-31", rejects=rejects)
    assert [(each.family, each.code) for each in rejects] == [(again["family"][0].as_py(), "id_duplicate")]


@pytest.mark.parametrize("kind", ["texts", "one dictionary", "a dictionary a row group"])
@pytest.mark.parametrize("order", ["in order", "gaps first", "one family twice", "no order"])
def test_families_are_found_however_parquet_codes_them(kind: str, order: str, tmp_path: Path) -> None:
    families = [f"F-{n:02}" for n in range(40) for _ in range(n % 5 + 1)]
    if order == "gaps first":
        families = [None, None, "", *families]
    elif order == "one family twice":
        families += ["F-03"]
    elif order == "no order":
        random.Random(SEED).shuffle(families)
    column = pa.array(families)
    if kind != "texts":
        # A dictionary of a larger table, in an order of its own.
        texts = ["F-99", *sorted({each for each in families if each is not None}, reverse=True)]
        codes = pa.array([None if each is None else texts.index(each) for each in families], pa.int32())
        column = pa.DictionaryArray.from_arrays(codes, pa.array(texts))
    table = pa.table({"family": column, "answer": pa.array([f"a{n}" for n in range(len(families))])})
    path = tmp_path / "records.parquet"
    pq.write_table(table, path, row_group_size=len(families) if kind == "one dictionary" else 7)
    (source,) = opened(str(path))
    rows = [row for piece in in_order([source]) for row in piece.select(["family", "answer"]).to_pylist()]
    given = sorted(enumerate(families), key=lambda each: ((each[1] or "").encode(), each[0]))
    assert [(row["family"] or "", row["answer"]) for row in rows] == [(f or "", f"a{n}") for n, f in given], SEED
    stands = [each or "" for each in families] == sorted(each or "" for each in families)
    assert stands_in_order(source) == stands


@pytest.mark.parametrize("limit", [1, 1 << 30], ids=["on the disk", "in memory"])
def test_the_rows_of_a_family_come_as_they_stood_though_they_were_given_otherwise(limit: int) -> None:
    chance = random.Random(SEED)
    rows = [(f"F-{chance.randrange(9)}", place) for place in range(1, 400)]
    chance.shuffle(rows)
    table = pa.table(
        {
            "family": [family for family, _ in rows],
            "answer": [f"a{place}" for _, place in rows],
            PLACE: pa.array([place for _, place in rows], pa.int64()),
            FAULT: pa.nulls(len(rows), pa.string()),
        }
    )

    def read(names: list[str] | None) -> Iterator[pa.RecordBatch]:
        yield from (table if names is None else table.select(names)).to_batches(max_chunksize=50)

    made = [row for piece in in_order([Source("t", table.schema, read)], limit=limit) for row in piece.to_pylist()]
    assert [(row["family"], row[PLACE]) for row in made] == sorted(rows), SEED


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]
)
@pytest.mark.parametrize("order", ["in order", "no order"])
@pytest.mark.parametrize("piece", [None, 7])
def test_a_frame_gives_the_same_rows_however_it_holds_its_texts(
    kind: pa.DataType, order: str, piece: int | None, table: pa.Table, shuffled: pa.Table
) -> None:
    risk = ac.instrument("risk-check")
    given = table if order == "in order" else shuffled
    plain = {name: given[name].cast(pa.string()) for name in given.schema.names if given[name].type == pa.string()}
    assert {"family", "item", "answer"} <= set(plain)
    for name, texts in plain.items():
        held = texts.cast(kind) if not pa.types.is_dictionary(kind) or name in ("item", "answer", "type") else texts
        given = given.set_column(given.schema.get_field_index(name), name, held)
    if piece is not None:
        given = pa.Table.from_batches(given.to_batches(max_chunksize=piece))
    rows = risk.rescore(given, as_of="month-ends:2019-10:2020-12")
    assert rows.equals(risk.rescore(table, as_of="month-ends:2019-10:2020-12")), SEED


def test_texts_of_families_become_a_dictionary_by_their_runs() -> None:
    for families in ([], ["F-1"], ["F-1", "F-1", "F-2", "F-30", "F-30"], ["é", "é", "ü"]):
        texts = pa.array(families, pa.string())
        made = coded_by_runs(texts)
        assert made.cast(pa.string()).equals(texts)
        assert made.dictionary.to_pylist() == sorted(set(families))


def test_a_column_of_many_texts_stays_as_it_is() -> None:
    few, many = ["a", "b"] * 50, [f"a{n}" for n in range(100)]
    made = coded(pa.table({"family": few, "item": few, "answer": many, "id": few}))
    assert [pa.types.is_dictionary(each.type) for each in made.schema] == [False, True, False, False]
    assert made["item"].cast(pa.string()).to_pylist() == few
