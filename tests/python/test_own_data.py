# SPDX-License-Identifier: MPL-2.0
"""The caller's own data in a column `x` are no reason to read a table document by document."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

import actueel as ac
from actueel.rescoring import Rejected
from actueel.rescoring.chosen import chosen
from actueel.rescoring.engine import Task, score
from actueel.rescoring.moments import Moments
from actueel.rescoring.run import chunks_of
from actueel.tables import source_of_frame

SEEN = {
    "family": ["F-1", "F-1", "F-2"],
    "item": ["prior_harm", "family_conflict", "prior_harm"],
    "observed_on": ["2020-01-05", "2020-01-12", "2020-02-01"],
    "answer": ["none", "often", "once"],
}
OWN = ['{"case": "c-17", "pages": [1, 2.5]}', None, '"ours"']


def test_families_with_own_data_are_scored_in_lanes(risk: ac.Instrument) -> None:
    ways: dict[str, int] = {}
    scores = risk.rescore(pa.table({**SEEN, "x": OWN}), as_of="2020-03-01", rows_by=ways)
    assert ways == {"plan": 2}
    assert scores.equals(risk.rescore(pa.table(SEEN), as_of="2020-03-01"))


@pytest.mark.parametrize("own", ['{"a": 1, "a": 2}', '{"a":', "NaN", '"\\ud800"'])
def test_own_data_that_are_no_json_reject_their_family_alone(risk: ac.Instrument, own: str) -> None:
    rejects: list[Rejected] = []
    ways: dict[str, int] = {}
    risk.rescore(pa.table({**SEEN, "x": [None, own, None]}), as_of="2020-03-01", rejects=rejects, rows_by=ways)
    assert [each.family for each in rejects] == ["F-1"]
    assert ways == {"plan": 1}


def test_a_row_with_own_data_alone_is_a_record_that_lacks_the_rest(risk: ac.Instrument) -> None:
    seen = {name: [*cells, None] for name, cells in SEEN.items() if name != "family"}
    table = pa.table({"family": [*SEEN["family"], "F-3"], **seen, "x": [*OWN, "1"]})
    for engine in ("any", "documents"):
        task = Task(risk, Moments.of_days("2020-03-01"), chosen(risk, None), True, engine)
        (made,) = [score(task, chunk) for chunk in chunks_of([source_of_frame(table)])]
        assert [(each.family, each.code) for each in made.rejected] == [("F-3", "field_missing")], engine


def test_digests_of_families_with_own_data_are_those_of_their_documents(risk: ac.Instrument) -> None:
    def digests(**more: Any) -> list[str]:
        ids = {"id": ["o1", "o2", "o1"], "recorded_at": ["2020-02-01T12:00:00Z"] * 3}
        table = pa.table({**SEEN, **ids, **more})
        return list(risk.rescore(table, as_of="2020-03-01", columns="digests")["records_sha256"].to_pylist())

    assert digests() == digests(x=OWN)  # own data are no part of a digest (semantics 6)
