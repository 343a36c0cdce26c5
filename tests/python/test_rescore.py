# SPDX-License-Identifier: MPL-2.0
"""Rescoring: each row equals `assess` of that family alone; a family is scored whole or rejected whole."""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from made_up import history_document, history_of, observation

import actueel as ac
from actueel.rescoring import Rejected

MONTHS = "month-ends:2019-10:2020-06"


def histories(n: int, seed: int = 7) -> list[ac.History]:
    """Make small families with answers of many days, voices and persons."""
    rng = random.Random(seed)
    risk = ac.instrument("risk-check").to_dict()
    asked = [each for each in risk["items"] if each["kind"] != "derived"]
    families = []
    for number in range(n):
        records: list[dict[str, Any]] = [
            {"id": "p1", "type": "person", "recorded_at": "2019-10-01T00:00:00Z", "born_on": "2015-03-01"},
            member("m1", "p1", "child"),
            member("m2", "p2", "caregiver"),
        ]
        for place in range(rng.randrange(12)):
            item = rng.choice(asked)
            day = dt.date(2019, 10, 1) + dt.timedelta(rng.randrange(240))
            answer = rng.choice([*(option["code"] for option in item["answer"]["options"]), "unknown"])
            about = {"child": {"person": "p1"}, "caregiver": {"person": "p2"}}.get(item.get("per", "family"), {})
            source = rng.choice(["worker", "professional", "parent", "not_stated"])
            records.append(observation(f"o{place}", item["id"], answer, on=str(day), source=source, **about))
        families.append(history_of(*records, family=f"F-{number:03}"))
    return families


def member(id: str, person: str, role: str, start: str = "2019-10-01") -> dict[str, Any]:
    at = "2019-10-01T00:00:00Z"
    return {"id": id, "type": "membership", "recorded_at": at, "person": person, "role": role, "start": start}


def expected_row(a: ac.Assessment) -> dict[str, Any]:
    row: dict[str, Any] = {"family": a.family, "child": a.child, "as_of": a.as_of}
    for scale in a.scales.values():
        row |= {f"{scale.id}_low": scale.low, f"{scale.id}_high": scale.high}
        if scale.level is not None:
            row |= {f"{scale.id}_level_low": scale.level.low, f"{scale.id}_level_high": scale.level.high}
    for name, levels in (("computed", a.computed), ("final", a.final)):
        for end in ("low", "high"):
            row[f"{name}_{end}"] = None if levels is None else getattr(levels, end)
    row["determined"] = a.determined
    for count in ("current", "stale", "unknown", "not_applicable", "contested"):
        row[f"n_{count}"] = getattr(a.counts, count)
    for due in ("answers_due", "review_due", "due"):
        row[due] = getattr(a.due, due)
    return row


def test_each_row_equals_assess_of_that_family_alone(risk: ac.Instrument) -> None:
    families = histories(20)
    scores = risk.rescore(families, as_of=MONTHS)
    rows = scores.to_pylist()
    alone = [
        expected_row(risk.assess(family, as_of=day))
        for family in families
        for day in [row["as_of"] for row in rows if row["family"] == family.family]
    ]
    assert rows == alone
    assert scores.num_rows > 100


def test_the_order_of_what_goes_in_does_not_matter(risk: ac.Instrument) -> None:
    families = histories(12)
    shuffled = random.Random(3).sample(families, len(families))
    assert risk.rescore(shuffled, as_of=MONTHS).equals(risk.rescore(families, as_of=MONTHS), check_metadata=True)


def test_rows_come_by_family_child_and_day() -> None:
    safety = ac.instrument("safety-check")
    children = [member("m1", "k2", "child"), member("m2", "k1", "child", start="2020-02-01")]
    families = [history_of(*children, family=name) for name in ("F-2", "F-10")]
    rows = safety.rescore(families, as_of=["2020-03-01", "2020-01-01"]).select(["family", "child", "as_of"]).to_pylist()
    assert [(row["family"], row["child"], str(row["as_of"])) for row in rows] == [
        ("F-10", "k1", "2020-03-01"),
        ("F-10", "k2", "2020-01-01"),
        ("F-10", "k2", "2020-03-01"),
        ("F-2", "k1", "2020-03-01"),
        ("F-2", "k2", "2020-01-01"),
        ("F-2", "k2", "2020-03-01"),
    ]


def test_outside_involvement_there_is_no_row(risk: ac.Instrument) -> None:
    involved = {
        "id": "i1",
        "type": "involvement",
        "recorded_at": "2019-11-01T00:00:00Z",
        "start": "2019-11-01",
        "until": "2020-02-01",
        "kind": "voluntary",
    }
    scores = risk.rescore([history_of(involved)], as_of=MONTHS)
    assert [str(day) for day in scores["as_of"].to_pylist()] == ["2019-11-30", "2019-12-31", "2020-01-31"]


def test_columns_are_typed(risk: ac.Instrument) -> None:
    schema = risk.rescore(histories(2), as_of="2020-03-01").schema
    assert schema.field("total_low").type == pa.float64()
    level = schema.field("final_high").type
    assert pa.types.is_dictionary(level)
    assert level.ordered
    assert schema.field("as_of").type == pa.date32()
    assert schema.field("n_unknown").type == pa.int32()
    assert schema.field("determined").type == pa.bool_()
    assert "total_level_low" in schema.names
    assert "static_level_low" not in schema.names


def test_the_file_says_what_made_it(risk: ac.Instrument) -> None:
    scores = risk.rescore(histories(1), as_of="2020-03-01", known_at="as_of")
    told = {key.decode(): value.decode() for key, value in scores.schema.metadata.items()}
    assert told == {
        "actueel.instrument": "risk-check",
        "actueel.instrument_version": "1.0.0",
        "actueel.instrument_sha256": risk.sha256,
        "actueel.library_version": ac.__version__,
        "actueel.known_at": "as_of",
        "actueel.clocks": "two",
    }


def test_known_at_holds_for_every_row(risk: ac.Instrument) -> None:
    late = observation("o1", "prior_harm", "once", on="2020-01-05") | {"recorded_at": "2020-03-05T00:00:00Z"}
    days = ["2020-02-01", "2020-04-01"]
    assert risk.rescore([history_of(late)], as_of=days)["n_current"].to_pylist() == [1, 1]
    assert risk.rescore([history_of(late)], as_of=days, known_at="as_of")["n_current"].to_pylist() == [1]


def test_an_instrument_without_levels_gives_values_alone() -> None:
    scores = ac.instrument("cfra-nl-derived").rescore(histories(2), as_of="2020-03-01")
    assert scores["determined"].null_count == 2
    assert scores["final_low"].null_count == 2
    assert scores["total_low"].null_count == 0


def test_a_scale_may_be_called_as_another_column(example: ac.Instrument) -> None:
    document = example.to_dict()
    document["scales"][0]["id"] = "final"
    document["level_from"] = ["final"]
    document["cases"][0]["scales"] = {"final": 2.5}
    awkward = ac.Instrument.parse(json.dumps(document))
    names = awkward.rescore([history_of(observation("o1", "prior_reports", 1))], as_of="2020-02-01").column_names
    assert len(set(names)) == len(names)
    assert {"scale_final_low", "scale_final_level_low", "final_low"} <= set(names)


SEEN = {
    "family": ["F-2", "F-1", "F-1"],
    "item": ["prior_harm", "prior_harm", "family_conflict"],
    "observed_on": ["2020-01-05", "2020-01-06", "2020-01-07"],
    "answer": ["once", "none", "often"],
}


def test_categories_are_texts_whichever_library_made_them() -> None:
    made = ac.columns.records_table(histories(5))
    frame = pl.from_arrow(made)
    assert isinstance(frame, pl.DataFrame)
    categories = frame.with_columns(pl.col("family", "type", "item", "answer").cast(pl.Categorical))
    risk = ac.instrument("risk-check")
    scores = risk.rescore(categories, as_of=MONTHS)
    assert scores.equals(risk.rescore(frame, as_of=MONTHS))
    assert risk.rescore(categories.to_pandas(), as_of=MONTHS).shape == scores.shape


CODES = pa.dictionary(pa.int32(), pa.string())


@pytest.mark.parametrize("given", [pa.string(), CODES, pa.dictionary(pa.int8(), pa.large_string())])
@pytest.mark.parametrize("order", ["as they stand", "in order", "by moments"])
def test_families_may_come_out_as_a_dictionary(given: pa.DataType, order: str, risk: ac.Instrument) -> None:
    seen = pa.table(SEEN)
    seen = seen.take([1, 2, 0]) if order == "in order" else seen
    seen = seen.set_column(0, "family", seen["family"].combine_chunks().cast(given))
    asked = {"moments": pa.table({"family": ["F-2", "F-1"], "as_of": ["2020-02-01"] * 2})}
    asked = asked if order == "by moments" else {"as_of": ["2020-02-01", "2020-03-01"]}
    texts, codes = (risk.rescore(seen, family_codes=wanted, **asked) for wanted in (False, True))
    assert texts["family"].type == pa.string()
    assert codes["family"].type == CODES
    assert codes.set_column(0, "family", codes["family"].cast(pa.string())).equals(texts)


def test_families_as_a_dictionary_stand_among_those_that_documents_give(risk: ac.Instrument) -> None:
    own = pa.table(SEEN).append_column("x", pa.array(['{"a": 1e5}', None, None])).sort_by("family")
    rejects: list[ac.Rejected] = []
    unknown = own.set_column(3, "answer", pa.array(["none", "often", "no such"])).append_column("id", [["a", "b", "c"]])
    for given in (own, unknown):
        ways: dict[str, int] = {}
        asked = {"as_of": "2020-02-01", "rejects": rejects, "rows_by": ways}
        texts, codes = (risk.rescore(given, family_codes=wanted, **asked) for wanted in (False, True))
        assert codes["family"].to_pylist() == texts["family"].to_pylist()
        assert codes["family"].type == CODES


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, pa.table])
def test_the_same_kind_of_frame_comes_back(kind, risk: ac.Instrument) -> None:
    scores = risk.rescore(kind(SEEN), as_of="2020-02-01")
    assert type(scores) is type(kind(SEEN))
    assert pa.table(scores)["family"].to_pylist() == ["F-1", "F-2"]


def test_any_arrow_speaking_frame_is_taken(risk: ac.Instrument) -> None:
    class Speaks:
        def __init__(self, table: pa.Table) -> None:
            self.table = table

        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return self.table.__arrow_c_stream__(requested_schema)

    scores = risk.rescore(Speaks(pa.table(SEEN)), as_of="2020-02-01")
    assert isinstance(scores, pa.Table)
    assert scores.num_rows == 2


def test_pandas_days_are_days(risk: ac.Instrument) -> None:
    frame = pd.DataFrame(SEEN)
    frame["observed_on"] = pd.to_datetime(frame["observed_on"])
    assert risk.rescore(frame, as_of="2020-02-01")["n_current"].tolist() == [2, 1]


def test_a_frame_that_is_none_is_an_error(risk: ac.Instrument) -> None:
    with pytest.raises(ac.Error) as caught:
        risk.rescore({"family": []}, as_of="2020-02-01")
    assert caught.value.problems[0].code == "type_wrong"


def test_a_table_without_ids_has_one_clock(risk: ac.Instrument) -> None:
    scores = risk.rescore(pa.table(SEEN), as_of="2020-01-06", known_at="as_of")
    assert scores["n_current"].to_pylist() == [1, 1]
    assert scores.schema.metadata[b"actueel.clocks"] == b"one"


def test_rows_that_tie_with_different_answers_reject_the_family(risk: ac.Instrument) -> None:
    rejects: list[Rejected] = []
    table = pa.table(
        {
            "family": ["F-1", "F-1", "F-2", "F-2"],
            "item": ["prior_harm"] * 4,
            "observed_on": ["2020-01-05"] * 4,
            "answer": ["once", "none", "once", "once"],
        }
    )
    scores = risk.rescore(table, as_of="2020-02-01", rejects=rejects)
    assert scores["family"].to_pylist() == ["F-2"]
    assert [(each.family, each.code, each.place) for each in rejects] == [
        ("F-1", "family_ambiguous", "row 2, column answer")
    ]


@pytest.mark.parametrize(
    ("extra", "why"),
    [
        ({"source": ["worker", "parent"]}, "one of them does not count"),
        ({"answer": ["once", "not_seen"]}, "an attempt is no answer"),
        ({"item": ["prior_harm", "no_such_item"]}, "one is not an item"),
        ({"observed_on": ["2020-01-05", "2020-01-06"]}, "one is later"),
    ],
)
def test_what_does_not_count_does_not_tie(extra: dict, why: str, risk: ac.Instrument) -> None:
    seen = {
        "family": ["F-1"] * 2,
        "item": ["prior_harm"] * 2,
        "observed_on": ["2020-01-05"] * 2,
        "answer": ["once", "none"],
    }
    assert risk.rescore(pa.table(seen | extra), as_of="2020-02-01").num_rows == 1, why


def test_a_tie_under_ids_is_decided_by_place(risk: ac.Instrument) -> None:
    table = pa.table(
        {
            "family": ["F-1"] * 2,
            "id": ["b", "a"],
            "item": ["prior_harm"] * 2,
            "observed_on": ["2020-01-05"] * 2,
            "recorded_at": ["2020-01-05T10:00:00Z"] * 2,
            "answer": ["once", "none"],
        }
    )
    assert risk.rescore(table, as_of="2020-02-01")["static_low"].to_pylist() == [3.0]


def test_rejects_are_told_and_the_others_go_on(risk: ac.Instrument) -> None:
    rejects: list[Rejected] = []
    table = pa.table(SEEN | {"answer": ["once", "none", "impossible"]})
    scores = risk.rescore(table, as_of="2020-02-01", rejects=rejects)
    assert scores["family"].to_pylist() == ["F-2"]
    assert [(each.family, each.code, each.place) for each in rejects] == [
        ("F-1", "answer_not_in_item", "row 3, column answer")
    ]


def test_without_a_list_rejects_raise(risk: ac.Instrument) -> None:
    with pytest.raises(ac.Error) as caught:
        risk.rescore(pa.table(SEEN | {"answer": ["once", "none", "impossible"]}), as_of="2020-02-01")
    assert "answer_not_in_item" in str(caught.value)
    assert "rejects=[]" in str(caught.value)


def test_a_family_in_two_histories_is_in_neither(risk: ac.Instrument) -> None:
    one = history_of(observation("o1", "prior_harm", "once"), family="F-1")
    two = history_of(observation("o1", "prior_harm", "none"), family="F-1")
    other = history_of(observation("o1", "prior_harm", "none"), family="F-2")
    for order in ([one, two, other], [two, other, one]):
        rejects: list[Rejected] = []
        scores = risk.rescore(order, as_of="2020-02-01", rejects=rejects)
        assert scores["family"].to_pylist() == ["F-2"]
        assert [(each.family, each.code) for each in rejects] == [("F-1", "entry_duplicate")] * 2


def test_nothing_gives_an_empty_table_of_the_same_shape(risk: ac.Instrument) -> None:
    empty = risk.rescore([], as_of="2020-02-01")
    assert empty.num_rows == 0
    assert empty.schema.equals(risk.rescore(histories(1), as_of="2020-02-01").schema)


def test_a_history_that_does_not_fit_is_rejected_whole(risk: ac.Instrument) -> None:
    later = history_document(observation("o1", "prior_harm", "no_such_code", on="2021-01-01"))
    rejects: list[Rejected] = []
    scores = risk.rescore([ac.History.parse(json.dumps(later))], as_of=["2020-02-01", "2022-01-01"], rejects=rejects)
    assert scores.num_rows == 0
    assert [each.code for each in rejects] == ["answer_not_in_item"]
