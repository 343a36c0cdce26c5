# SPDX-License-Identifier: MPL-2.0
"""Rescoring on Spark gives the rows of one machine: the same bytes once they stand in one order."""

from __future__ import annotations

import contextlib
import doctest
import json
import os
import random
import signal
import threading
import warnings
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

import actueel as ac
import actueel.spark
from actueel import simulate
from actueel.columns import records_table
from actueel.rescoring import Rejected

SEED = random.SystemRandom().randrange(10**6)
MONTHS = "month-ends:2019-10:2020-06"
TYPO = "fr-"
"""How the families begin of which an answer is one that the item does not have."""


@pytest.fixture(scope="module")
def records(risk: ac.Instrument) -> pa.Table:
    """Made-up families with persons, corrections and gaps; some can only be rejected; rows in any order."""
    made = [ac.History.parse(json.dumps(each)) for each in simulate.families(48, seed=SEED, instrument=risk.to_dict())]
    table = records_table(made)
    wrong = {"id": "o1", "item": "prior_harm", "answer": "onec", "observed_on": "2020-01-05"}
    rows = [{"family": f"{TYPO}{n}", "type": "observation", "recorded_at": "2020-01-05T12:00:00Z"} for n in range(3)]
    rejected = pa.Table.from_pylist([row | wrong for row in rows])
    nobody = pa.Table.from_pylist([{"family": None, "item": "prior_harm"}, {"family": "", "item": "prior_harm"}])
    whole = pa.concat_tables([table, *(_as(each, table.schema) for each in (rejected, nobody))])
    return whole.take(pa.array(random.Random(SEED).sample(range(whole.num_rows), whole.num_rows)))


def _as(table: pa.Table, schema: pa.Schema) -> pa.Table:
    columns = []
    for field in schema:
        column = table[field.name] if field.name in table.schema.names else pa.nulls(table.num_rows, field.type)
        if pa.types.is_date(field.type) or pa.types.is_timestamp(field.type):
            column = column.cast(pa.string())
            column = pc.replace_substring(column, "Z", "") if pa.types.is_timestamp(field.type) else column
            column = pc.cast(column, pa.timestamp("us") if pa.types.is_timestamp(field.type) else field.type)
            column = pc.assume_timezone(column, "UTC") if pa.types.is_timestamp(field.type) else column
        columns.append(column.cast(field.type))
    return pa.table(columns, schema=schema)


def in_bytes(scores: pa.Table) -> bytes:
    """The bytes of scores in one order, levels as text."""
    columns = {}
    for name, column in zip(scores.schema.names, scores.columns, strict=True):
        if pa.types.is_dictionary(column.type):
            column = column.cast(pa.string())
        columns[name] = column.cast(pa.timestamp("us", "UTC")) if pa.types.is_timestamp(column.type) else column
    table = pa.table(columns)
    keys = [(name, "ascending") for name in ("family", "child", "as_of", "known_at") if name in columns]
    table = pa.table({name: column.combine_chunks() for name, column in zip(columns, table.sort_by(keys), strict=True)})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()


def on_one_machine(risk: ac.Instrument, records: pa.Table, **asked: Any) -> tuple[pa.Table, list[Rejected]]:
    rejects: list[Rejected] = []
    return risk.rescore(records, rejects=rejects, **asked), rejects


@pytest.mark.parametrize(
    "asked",
    [
        {"as_of": MONTHS},
        {"as_of": MONTHS, "known_at": "as_of", "columns": "levels,items,rules,digests", "decimals": True},
        {"moments": True, "columns": ["total_low", "counts"]},
    ],
    ids=["months", "columns", "moments"],
)
def test_the_rows_are_those_of_one_machine(
    spark: Any, risk: ac.Instrument, records: pa.Table, asked: dict[str, Any]
) -> None:
    if asked.get("moments"):
        families = sorted({each for each in records["family"].to_pylist() if each})
        known = [None, "2020-02-01T12:00:00Z", "2020-05-01T00:00:00Z"]
        rows = [
            {"family": each, "as_of": day, "known_at": at}
            for each in families[::2]
            for day, at in zip(("2020-01-31", "2020-03-31", "2020-03-31"), known, strict=True)
        ]
        asked = asked | {"moments": pa.Table.from_pylist(rows)}
    expected, rejected = on_one_machine(risk, records, **asked)
    assert expected.num_rows > 10
    assert len(rejected) == 5
    scored = actueel.spark.rescore(spark.createDataFrame(records), risk, rejects=True, **asked).persist()
    scores, why = actueel.spark.apart(scored)
    assert in_bytes(scores.toArrow()) == in_bytes(expected), SEED
    found = sorted((row.family or "", row.code, row.place.partition(", ")[2]) for row in why.collect())
    assert found == sorted((each.family or "", each.code, each.place.partition(", ")[2]) for each in rejected), SEED
    scored.unpersist()


def test_moments_of_a_frame_of_spark_go_to_their_families(spark: Any, risk: ac.Instrument, records: pa.Table) -> None:
    families = sorted({each for each in records["family"].to_pylist() if each})[::2]
    rnd = random.Random(SEED)
    days = [f"2020-0{month}-{day:02}" for month in range(1, 7) for day in (1, 15, 28)]
    rows = [(each, rnd.choice(days), rnd.choice([None, "2020-03-01T12:00:00Z"])) for each in families for _ in range(9)]
    rows += [("nobody", "2020-02-01", None), *rows[:3]]  # of nobody there, and some twice
    rows += [("F-0", "2020-02-01", None)]
    rnd.shuffle(rows)
    moments = pa.table(dict(zip(("family", "as_of", "known_at"), map(list, zip(*rows, strict=True)), strict=True)))
    expected, rejected = on_one_machine(risk, records, moments=moments)
    assert expected.num_rows > 5
    frame = spark.createDataFrame(rows, "family string, as_of string, known_at string")
    asked = {"rejects": True, "partitions": 3}
    scored = actueel.spark.rescore(spark.createDataFrame(records), risk, moments=frame, **asked).persist()
    scores, why = actueel.spark.apart(scored)
    assert in_bytes(scores.toArrow()) == in_bytes(expected), SEED
    assert sorted((each.family or "", each.code) for each in why.collect()) == sorted(
        (each.family or "", each.code) for each in rejected
    ), SEED
    scored.unpersist()


def moments_among(risk: ac.Instrument, records: pa.Table, moments: pa.Table) -> tuple[pa.Table, list[Any]]:
    """What a part makes of records among which moments stand, as the shuffle brings them together."""
    import dataclasses

    from actueel.rescoring.moments import COLUMNS, Moments

    asked = Moments.of_table(moments)
    assert asked.kept is not None
    beside = asked.kept.rename_columns(["family", *(f"{actueel.spark.MOMENT}{each}" for each in COLUMNS[1:])])
    beside = beside.set_column(0, "family", beside["family"].cast(pa.string()))
    whole = pa.concat_tables([records, beside], promote_options="default")
    stands = list(zip(whole["family"].to_pylist(), whole[f"{actueel.spark.MOMENT}as_of"].to_pylist(), strict=True))
    order = sorted(range(len(stands)), key=lambda row: (stands[row][0], stands[row][1] is not None))
    whole = whole.take(pa.array(order))
    part = part_of(risk, records)
    part = dataclasses.replace(part, task=dataclasses.replace(part.task, moments=asked.part(asked.kept.slice(0, 0))))
    part = dataclasses.replace(part, rejects=True)
    made = pa.Table.from_batches(part(iter(whole.to_batches(max_chunksize=2))), part.schema)
    rejected = made.filter(pc.is_valid(made["rejected_code"])).to_pylist()
    return made.filter(pc.is_null(made["rejected_code"])).drop_columns(list(actueel.spark.REJECTED)), rejected


def test_a_family_without_moments_has_no_rows_and_moments_of_nobody_are_passed_over(risk: ac.Instrument) -> None:
    seen = {"item": ["prior_harm"] * 3, "observed_on": ["2020-01-05"] * 3, "answer": ["once", "none", "onec"]}
    records = pa.table({"family": ["F-1", "F-2", "F-3"], **seen})
    rows = [("F-0", "2020-02-01"), ("F-2", "2020-03-01"), ("F-2", "2020-02-01"), ("F-4", "2020-02-01")]
    moments = pa.table({"family": [each for each, _ in rows], "as_of": [day for _, day in rows]})
    made, rejected = moments_among(risk, records, moments)
    expected, also = on_one_machine(risk, records, moments=moments)
    assert in_bytes(made) == in_bytes(expected)
    assert [(row["family"], str(row["as_of"])) for row in made.to_pylist()] == [("F-2", day) for _, day in rows[2:0:-1]]
    assert [(row["family"], row["rejected_code"]) for row in rejected] == [(each.family, each.code) for each in also]


def test_what_is_wrong_with_a_moment_keeps_its_row(risk: ac.Instrument) -> None:
    seen = {"family": ["F-1"], "item": ["prior_harm"], "observed_on": ["2020-01-05"], "answer": ["once"]}
    moments = pa.table({"family": ["F-9", "F-1"], "as_of": ["2020-02-01"] * 2, "person": [None, "p1"]})
    _, rejected = moments_among(risk, pa.table(seen), moments)
    _, also = on_one_machine(risk, pa.table(seen), moments=moments)
    assert [each.place for each in also] == ["row 2, column person"]
    assert [(row["rejected_place"], row["rejected_reason"]) for row in rejected] == [
        (each.place, each.reason) for each in also
    ]


def test_a_cell_that_is_no_moment_names_its_family(risk: ac.Instrument) -> None:
    batch = pa.RecordBatch.from_pydict({"family": ["F-1", "F-2"], "as_of": ["2020-02-01", "2020-02-31"]})
    with pytest.raises(ac.Error, match=r"moments of F-2 column as_of: found 2020-02-31"):
        list(actueel.spark._Checked("everything")(iter([batch])))


def test_moments_that_are_no_table_of_them_are_refused_before_any_job(spark: Any, risk: ac.Instrument) -> None:
    seen = spark.sql("select 'F-1' as family")
    with pytest.raises(ac.Error, match=r"moments column day: found a column that moments do not have"):
        actueel.spark.rescore(seen, risk, moments=spark.sql("select 'F-1' as family, '2020-02-01' as day"))
    with pytest.raises(ac.Error, match=r"moments row 1, column as_of: found 2020-02-31"):
        actueel.spark.rescore(seen, risk, moments=pa.table({"family": ["F-1"], "as_of": ["2020-02-31"]}))


def test_no_answer_is_warned_of_after_the_job_and_some_are_not(spark: Any, risk: ac.Instrument) -> None:
    for item, told in (("prior_ham", 1), ("prior_harm", 0)):
        seen = [(f"F-{n}", item if n else "prior_ham", "2020-01-05", "once") for n in range(4)]
        frame = spark.createDataFrame(seen, "family string, item string, observed_on string, answer string")
        counted = actueel.spark.Counted(spark)
        scored = actueel.spark.rescore(frame, risk, "2020-02-01", counted=counted)
        with warnings.catch_warnings(record=True, action="always") as before:
            counted.warn(risk)
        scored.collect()
        with warnings.catch_warnings(record=True, action="always") as after:
            counted.warn(risk)
        assert (len(before), len(after)) == (0, told)


def test_batches_end_in_the_middle_of_families(spark: Any, records: pa.Table) -> None:
    def sizes(batches: Any) -> Any:
        for batch in batches:
            yield pa.RecordBatch.from_pydict({"rows": [batch.num_rows]})

    found = [row.rows for row in spark.createDataFrame(records).mapInArrow(sizes, "rows long").collect()]
    assert max(found) == 3
    assert sum(found) == records.num_rows


@pytest.mark.parametrize("rows", [1, 2, 5, 1000])
def test_a_family_that_straddles_batches_is_carried_over(risk: ac.Instrument, records: pa.Table, rows: int) -> None:
    kept = records.filter(pc.invert(pc.starts_with(pc.fill_null(records["family"], TYPO), TYPO)))
    kept = kept.filter(pc.not_equal(kept["family"], "")).sort_by("family")
    part = part_of(risk, kept)
    made = pa.Table.from_batches(part(iter(kept.to_batches(max_chunksize=rows))), part.schema)
    assert in_bytes(made) == in_bytes(risk.rescore(kept, as_of=MONTHS)), SEED


def part_of(risk: ac.Instrument, table: pa.Table, version: str = ac.__version__) -> Any:
    from actueel.columns.rows import Origin
    from actueel.rescoring.chosen import chosen
    from actueel.rescoring.engine import Task
    from actueel.rescoring.moments import Moments

    task = Task(risk, Moments.of_days(MONTHS), chosen(risk, None))
    return actueel.spark._Part(task, Origin("records", tuple(table.schema.names)), False, version)


def test_families_that_come_back_in_a_partition_are_never_scored_in_halves(
    risk: ac.Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["family", "item", "observed_on", "answer"]
    columns = [["F-1", "F-2", "F-1"], ["prior_harm"] * 3, ["2020-01-05"] * 3, ["once"] * 3]
    table = pa.table(columns, names)
    for rows in (1, 20_000):
        monkeypatch.setattr(actueel.spark, "ROWS", rows)
        with pytest.raises(AssertionError, match="do not stand in the order"):
            list(part_of(risk, table)(iter(table.to_batches())))


def test_an_executor_with_another_version_refuses(risk: ac.Instrument, records: pa.Table) -> None:
    with pytest.raises(ac.Error, match=r"found actueel .*, expected actueel 0\.0\.9, as on the driver"):
        list(part_of(risk, records, "0.0.9")(iter(records.to_batches())))


def test_ids_that_a_column_takes_for_one_stay_two_families(spark: Any, risk: ac.Instrument) -> None:
    rows = [(each, "prior_harm", "2020-01-05", "once") for each in ("f-1", "F-1", "f-2", "F-2")]
    rows += [(each, "family_conflict", "2020-01-06", "no") for each, *_ in rows]
    columns = "family string collate UTF8_LCASE, item string, observed_on string, answer string"
    frame = spark.createDataFrame(rows, columns)
    assert frame.select("family").distinct().count() == 2
    scores = actueel.spark.rescore(frame, risk, "2020-02-01", columns="counts", partitions=1).toArrow()
    assert scores["family"].to_pylist() == ["F-1", "F-2", "f-1", "f-2"]


def test_a_rejected_family_fails_the_job_unless_it_is_asked_for(
    spark: Any, risk: ac.Instrument, records: pa.Table
) -> None:
    with pytest.raises(Exception, match="answer_not_in_item") as caught:
        actueel.spark.rescore(spark.createDataFrame(records), risk, MONTHS).collect()
    assert "give rejects=True" in str(caught.value)


def test_a_frame_that_is_no_records_table_is_refused_before_any_job(spark: Any, risk: ac.Instrument) -> None:
    frame = spark.sql("select 1 as famly, 1.5D as item, timestamp_ntz '2020-01-01 00:00:00' as recorded_at")
    with pytest.raises(ac.Error) as caught:
        actueel.spark.rescore(frame, risk, MONTHS)
    assert [(each.code, each.place) for each in caught.value.problems] == [
        ("field_unknown", "column famly"),
        ("field_missing", "column family"),
    ]
    frame = frame.withColumnRenamed("famly", "family")
    with pytest.raises(ac.Error) as caught:
        actueel.spark.rescore(frame, risk, MONTHS)
    assert [(each.code, each.place) for each in caught.value.problems] == [
        ("field_missing", "column observed_on"),
        ("field_missing", "column answer"),
        ("type_wrong", "column item"),
        ("type_wrong", "column recorded_at"),
    ]
    seen = spark.sql("select 'F-1' as family")
    for neither_or_both in ({}, {"as_of": MONTHS, "moments": pa.table({"family": [], "as_of": []})}):
        with pytest.raises(ac.Error, match="fields_exclude"):
            actueel.spark.rescore(seen, risk, **neither_or_both)
    with pytest.raises(ac.Error, match="name_unknown"):
        actueel.spark.rescore(seen, risk, MONTHS, columns="levles")


def test_what_made_the_rows_stands_with_the_family(spark: Any, risk: ac.Instrument, tmp_path: Path) -> None:
    frame = spark.sql("select 'F-1' as family, cast(null as timestamp) as recorded_at")
    actueel.spark.rescore(frame, risk, MONTHS, known_at="as_of").write.parquet(str(tmp_path / "scores"))
    told = spark.read.parquet(str(tmp_path / "scores")).schema["family"].metadata
    assert told == {
        "actueel.instrument": "risk-check",
        "actueel.instrument_version": risk.version,
        "actueel.instrument_sha256": risk.sha256,
        "actueel.library_version": ac.__version__,
        "actueel.known_at": "as_of",
        "actueel.clocks": "two",
    }


def test_an_executor_that_is_killed_while_it_scores_changes_nothing(
    spark: Any, risk: ac.Instrument, records: pa.Table, tmp_path: Path
) -> None:
    told, never = tmp_path / "told", tmp_path / "never"
    for each in (told, never):
        os.mkfifo(each)
    folder = str(tmp_path)

    def hold(batches: Any) -> Any:
        """Let the first task that has scores tell by which process they were made, and wait to be killed."""
        import os
        from pathlib import Path

        from pyspark import TaskContext

        place = Path(folder)
        daemon = Path("/proc") / str(os.getppid()) / "stat"
        executor = daemon.read_text().rpartition(")")[2].split()[1]
        (place / f"part-{TaskContext.get().partitionId()}-{executor}").touch()
        for batch in batches:
            try:
                os.close(os.open(place / "chosen", os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                pass
            else:
                (place / "told").write_text(f"{executor} {TaskContext.get().partitionId()}")
                (place / "never").read_text()
            yield batch

    expected, _ = on_one_machine(risk, records, as_of=MONTHS)
    scored = actueel.spark.rescore(spark.createDataFrame(records), risk, MONTHS, rejects=True, partitions=4)
    held = scored.mapInArrow(hold, scored.schema)
    found: list[pa.Table] = []

    def act() -> None:
        try:
            found.append(actueel.spark.apart(held)[0].toArrow())
        finally:
            release(told)

    acting = threading.Thread(target=act)
    acting.start()
    word = told.read_text().split()
    assert word, "the job ended before any task had scores"
    executor, part = int(word[0]), word[1]
    assert b"CoarseGrainedExecutorBackend" in Path(f"/proc/{executor}/cmdline").read_bytes()
    os.kill(executor, signal.SIGKILL)
    acting.join()
    release(never)
    assert not Path(f"/proc/{executor}").exists()
    by = {each.name.rpartition("-")[2] for each in tmp_path.glob(f"part-{part}-*")}
    assert str(executor) in by
    assert len(by) == 2, "another executor did the part again"
    assert in_bytes(found[0]) == in_bytes(expected), SEED


def release(fifo: Path) -> None:
    """Let go of whoever still waits for a word."""
    with contextlib.suppress(OSError):  # nobody does
        os.close(os.open(fifo, os.O_WRONLY | os.O_NONBLOCK))


def test_the_examples_run(spark: Any, risk: ac.Instrument) -> None:
    assert doctest.testmod(actueel.spark, extraglobs={"spark": spark, "risk": risk}) == (0, 12)
