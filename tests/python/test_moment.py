# SPDX-License-Identifier: MPL-2.0
"""Days and instants as people give them."""

from __future__ import annotations

import datetime as dt

import pytest

import actueel as ac
from actueel.moment import day_text, day_texts, known_at_text


def code_of(call, *arguments) -> tuple[str, str]:
    with pytest.raises(ac.Error) as caught:
        call(*arguments)
    return caught.value.problems[0].code, caught.value.problems[0].place


@pytest.mark.parametrize("value", ["2020-4-16", "16-04-2020", "", "today", "2020-04-16T00:00:00Z", "２０２０-04-16"])
def test_a_malformed_day_is_an_error(value: str) -> None:
    assert code_of(day_text, value) == ("day_malformed", "/as_of")


def test_a_day_that_does_not_exist_is_an_error() -> None:
    assert code_of(day_text, "2019-02-29") == ("day_impossible", "/as_of")
    assert code_of(day_text, "0000-01-01") == ("day_impossible", "/as_of")


def test_a_datetime_is_no_day() -> None:
    assert code_of(day_text, dt.datetime(2020, 1, 1)) == ("day_malformed", "/as_of")


def test_days_come_in_order_and_once() -> None:
    assert day_texts([dt.date(2020, 2, 1), "2020-01-01", "2020-02-01"]) == ["2020-01-01", "2020-02-01"]
    assert day_texts("2020-02-01, 2020-01-01") == ["2020-01-01", "2020-02-01"]
    assert day_texts(dt.date(2020, 2, 1)) == ["2020-02-01"]


def test_month_ends_know_leap_years() -> None:
    ends = day_texts("month-ends:2019-01:2020-12")
    assert len(ends) == 24
    assert ends[1] == "2019-02-28"
    assert ends[13] == "2020-02-29"
    assert day_texts("month-ends:1900-02:1900-02") == ["1900-02-28"]


@pytest.mark.parametrize(
    "value", ["month-ends:2020-13:2020-14", "month-ends:2020-02:2020-01", "month-ends:0000-01:0001-01"]
)
def test_month_ends_that_do_not_exist_are_an_error(value: str) -> None:
    assert code_of(day_texts, value) == ("day_impossible", "/as_of")


def test_no_day_is_an_error() -> None:
    assert code_of(day_texts, []) == ("list_empty", "/as_of")
    assert code_of(day_texts, "month-ends:2020") == ("day_malformed", "/as_of")


def test_an_instant_needs_a_time_zone() -> None:
    assert code_of(known_at_text, dt.datetime(2020, 1, 1)) == ("known_at_malformed", "/known_at")
    zone = dt.timezone(dt.timedelta(hours=2))
    assert known_at_text(dt.datetime(2020, 1, 1, 1, 30, 0, 120, tzinfo=zone)) == "2019-12-31T23:30:00.000120Z"


def test_a_known_at_that_means_nothing_is_an_error(risk: ac.Instrument, family: ac.History) -> None:
    with pytest.raises(ac.Error) as caught:
        risk.assess(family, as_of="2020-04-16", known_at="yesterday")
    assert caught.value.problems[0].code == "known_at_malformed"


def test_what_was_typed_is_never_echoed_when_it_could_be_a_story() -> None:
    with pytest.raises(ac.Error) as caught:
        day_text("Jan said it was in May")
    assert "Jan" not in str(caught.value)
