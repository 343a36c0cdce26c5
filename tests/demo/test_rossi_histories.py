# SPDX-License-Identifier: MPL-2.0
"""Each person's history says what the data say, and says it when it could have been known."""

from __future__ import annotations

from datetime import date, timedelta

import actueel as ac
from actueel.demo.rossi.data import Rossi
from actueel.demo.rossi.histories import Calendar, calendar, history


def observed(document: dict, item: str) -> list[dict]:
    records = document["records"]
    return [r for r in records if r["type"] == "observation" and r["item"] == item]


def test_every_history_is_valid_and_named_in_the_order_of_the_data(rossi: Rossi, people: list[ac.History]) -> None:
    assert [each.family for each in people] == [rossi.family(row) for row in range(len(rossi))]


def test_the_weeks_of_employment_come_back(rossi: Rossi, documents: list[dict]) -> None:
    for row, document in enumerate(documents):
        weeks = observed(document, "employed")
        answers = [1 if record["answer"] == "yes" else 0 for record in weeks]
        assert answers == rossi.employed[row, : rossi.week[row]].tolist()


def test_the_static_answers_come_back(rossi: Rossi, documents: list[dict]) -> None:
    married = {"married": "yes", "not married": "no"}
    for row, document in enumerate(documents):
        for item in ("fin", "wexp", "paro", "race"):
            assert [r["answer"] for r in observed(document, item)] == [rossi.codes[item][row]]
        assert [r["answer"] for r in observed(document, "mar")] == [married[rossi.codes["mar"][row]]]
        for item in ("age", "prio"):
            assert [r["answer"] for r in observed(document, item)] == [rossi.numbers[item][row]]


def test_an_arrest_is_an_event_in_the_last_week(rossi: Rossi, when: Calendar, documents: list[dict]) -> None:
    for row, document in enumerate(documents):
        events = [r for r in document["records"] if r["type"] == "event"]
        assert len(events) == int(rossi.arrested[row])
        for event in events:
            assert when.week(row, date.fromisoformat(event["happened_on"])) == rossi.week[row]


def test_everybody_is_released_on_a_monday_and_weeks_run_to_sunday(rossi: Rossi, when: Calendar) -> None:
    for row in range(len(rossi)):
        assert when.release[row].weekday() == 0
        assert when.ends(row, 1).weekday() == 6
        assert when.week(row, when.ends(row, 7)) == 7
        assert when.week(row, when.begins(row, 8)) == 8


def test_a_week_is_recorded_when_it_ends_and_known_when_the_next_begins(when: Calendar, documents: list[dict]) -> None:
    for row, document in enumerate(documents):
        for week, record in enumerate(observed(document, "employed"), start=1):
            assert record["observed_on"] == str(when.ends(row, week))
            assert record["recorded_at"][:10] == record["observed_on"]


def test_that_following_ends_is_recorded_only_when_it_does(rossi: Rossi, when: Calendar, documents: list[dict]) -> None:
    for row, document in enumerate(documents):
        (ending,) = [r for r in document["records"] if r["type"] == "ending"]
        after = when.begins(row, int(rossi.week[row]) + 1)
        assert ending["on"] == str(after)
        assert ending["recorded_at"][:10] == str(after - timedelta(days=1))


def test_a_seed_gives_one_calendar(rossi: Rossi) -> None:
    assert calendar(20, 3) == calendar(20, 3) != calendar(20, 4)
    assert history(rossi, calendar(432, 3), 5) == history(rossi, calendar(432, 3), 5)
