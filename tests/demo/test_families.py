# SPDX-License-Identifier: MPL-2.0
"""Shares are of the families in care, and the family with a report is chosen by rule."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from actueel.demo.families import study, words

JANUARY, FEBRUARY, MARCH = date(2020, 1, 31), date(2020, 2, 29), date(2020, 3, 31)


def risk_rows(*rows: tuple) -> pa.Table:
    names = ("family", "as_of", "final_low", "final_high", "n_stale", "n_contested", "n_unknown")
    return pa.table(dict(zip(names, (list(column) for column in zip(*rows, strict=True)), strict=True)))


def violence_rows(risk: pa.Table, low: str = "none") -> pa.Table:
    columns = {name: risk[name] for name in ("family", "as_of")}
    return pa.table({**columns, "final_low": [low] * risk.num_rows})


MOVED = [
    ("F-1", JANUARY, "low", "low", 0, 0, 0),
    ("F-1", FEBRUARY, "moderate", "moderate", 2, 0, 0),
    ("F-2", JANUARY, "low", "low", 1, 0, 0),
    ("F-2", FEBRUARY, "moderate", "moderate", 1, 1, 1),
    ("F-2", MARCH, "moderate", "moderate", 1, 1, 1),
]


def test_shares_are_of_the_rows_of_a_day_and_add_up_to_one() -> None:
    found = study.shares(risk_rows(*MOVED))
    assert found[JANUARY] == {("low", "low"): 1.0}
    assert found[FEBRUARY] == {("moderate", "moderate"): 1.0}
    assert list(found) == [JANUARY, FEBRUARY, MARCH]
    assert study.in_care(risk_rows(*MOVED), FEBRUARY) == 2


def test_the_family_with_most_to_see_is_chosen() -> None:
    risk = risk_rows(*MOVED)
    chosen = study.choose(risk, violence_rows(risk))
    assert (chosen.family, chosen.since, chosen.as_of, chosen.stale) == ("F-2", JANUARY, FEBRUARY, 1)
    assert (chosen.was, chosen.now) == (("low", "low"), ("moderate", "moderate"))


def test_of_equals_the_first_is_chosen() -> None:
    risk = risk_rows(*MOVED[:2], ("F-2", JANUARY, "low", "low", 0, 0, 0), ("F-2", FEBRUARY, "high", "high", 1, 0, 0))
    assert study.choose(risk, violence_rows(risk)).family == "F-1"


@pytest.mark.parametrize(
    "second",
    [
        ("F-1", FEBRUARY, "low", "low", 3, 1, 1),  # did not move
        ("F-1", FEBRUARY, "low", "high", 3, 1, 1),  # is not settled
        ("F-1", FEBRUARY, "high", "high", 0, 1, 1),  # nothing stopped counting
        ("F-9", FEBRUARY, "high", "high", 3, 1, 1),  # is another family
    ],
)
def test_a_family_without_both_is_never_chosen(second: tuple) -> None:
    risk = risk_rows(MOVED[0], second)
    with pytest.raises(LookupError, match="ask for more"):
        study.choose(risk, violence_rows(risk))


def test_the_quoted_shares_stand_as_they_were_printed() -> None:
    after = study.QUOTED["after"]
    assert round(sum(after[level] for level in words.ROWS), 1) == 100.2
    assert "100.2" in words.note
    assert "questionnaires" in words.note


def test_ours_and_the_quoted_stand_side_by_side() -> None:
    ours = {"n": 7, "none": 0.3, "moderate": 0.2, "frequent_or_severe": 0.5}
    found = {
        "quoted": study.QUOTED,
        "shares": {"before": {"day": "2020-02-29", **ours}, "after": {"day": "2020-05-31", **ours}},
    }
    rows = words.share_rows(found)
    assert rows[0] == ("before 16 March 2020", "sample families, 2020-02-29", "7", "30.0", "20.0", "50.0")
    assert rows[3] == ("after 16 March 2020", "quoted, questionnaires", "87", "28.7", "18.2", "53.3")
