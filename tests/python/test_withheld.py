# SPDX-License-Identifier: MPL-2.0
"""What a reader does not get: decided in the core (tests/core/report), asked through Python."""

from __future__ import annotations

import json

import pytest

import actueel as ac


def test_a_history_says_which_records_a_reader_does_not_get(family: ac.History) -> None:
    document = family.to_dict()
    record = next(each for each in document["records"] if each["id"] == "o9")
    record["withhold_from"] = ["parent:p3"]
    history = ac.History.parse(json.dumps(document))
    assert history.withheld_from("parent:p3", as_of="2020-04-16") == {"o9"}
    assert history.withheld_from("parent:p4", as_of="2020-04-16") == frozenset()
    assert history.withheld_from("parent:p3", as_of="2020-02-01", known_at="as_of") == frozenset()


@pytest.mark.parametrize(
    ("audience", "code"),
    [("everybody", "value_unknown"), ("parent", "value_unknown"), ("child:p9", "person_not_introduced")],
)
def test_an_unknown_reader_is_an_error(family: ac.History, audience: str, code: str) -> None:
    with pytest.raises(ac.Error) as refused:
        family.withheld_from(audience, as_of="2020-04-16")
    assert [(each.code, each.place) for each in refused.value.problems] == [(code, "/audience")]
