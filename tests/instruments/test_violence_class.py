# SPDX-License-Identifier: MPL-2.0
"""violence-class: three counts over 12 months, one rule. Typed from the instrument page, part (b)."""

from __future__ import annotations

import pytest
from families import assess, computed, days_later, document, event, family, loaded, row, scale, shipped, sign_off, truth

ID = "violence-class"
NONE, MODERATE, FREQUENT = "none", "moderate", "frequent_or_severe"

# id, Dutch, English, event types, severities
TABLE = [
    ("incidents_12m", "Hoeveel incidenten in 12 maanden?", "How many incidents in 12 months?",
     ["partner_violence", "child_maltreatment"], None),
    ("maltreatment_12m", "Was er kindermishandeling in 12 maanden?", "Any child maltreatment in 12 months?",
     ["child_maltreatment"], None),
    ("severe_partner_12m", "Was er ernstig partnergeweld in 12 maanden?", "Any severe partner violence in 12 months?",
     ["partner_violence"], ["severe"]),
]  # fmt: skip


def incidents(number: int, first: str = "2019-01-02") -> list[dict]:
    return [event("partner_violence", days_later(first, 14 * k)) for k in range(number)]


def looked_at(events: list[dict], as_of: str = "2020-01-01", more: list[dict] | None = None) -> dict:
    return assess(shipped(ID), family(document(ID), events=events, more=more or []), as_of)


@pytest.mark.parametrize(("name", "nl", "en", "types", "severities"), TABLE)
def test_the_document_counts_what_the_page_counts(name, nl, en, types, severities):
    found = document(ID)
    item = next(i for i in found["items"] if i["id"] == name)
    expected = {"types": types, "window": "P1Y"} | ({"severities": severities} if severities else {})
    assert item == {
        "id": name, "kind": "derived", "label": {"nl": nl, "en": en}, "derive": {"count_events": expected},
    }  # fmt: skip
    of = next(s for s in found["scales"] if s["id"] == name)
    assert of["label"] == {"nl": nl, "en": en}
    assert of["terms"] == [{"item": name, "linear": {"times": 1}}]


def test_nobody_is_asked_anything():
    assert {i["kind"] for i in document(ID)["items"]} == {"derived"}
    assert len(document(ID)["items"]) == len(TABLE)


def test_every_level_is_looked_at_again_after_three_months():
    assert [(level["id"], level["review_every"]) for level in document(ID)["levels"]] == [
        (NONE, "P3M"), (MODERATE, "P3M"), (FREQUENT, "P3M"),
    ]  # fmt: skip


def test_the_bounds_stand_at_1_and_23():
    of = next(s for s in document(ID)["scales"] if s["id"] == "incidents_12m")
    assert of["cuts"] == {MODERATE: 1, FREQUENT: 23}
    assert document(ID)["level_from"] == ["incidents_12m"]
    assert [rule["then"] for rule in document(ID)["rules"]] == [{"at_least": FREQUENT}]
    assert {s["combine"] for s in document(ID)["scales"]} == {"sum"}


@pytest.mark.parametrize("number", range(27))
def test_each_number_of_incidents_has_its_level(number):
    a = looked_at(incidents(number))
    level = NONE if number == 0 else MODERATE if number <= 22 else FREQUENT
    assert scale(a, "incidents_12m") == (number, number)
    assert computed(a) == (level, level)
    assert a["level"]["determined"] is True


def test_22_is_moderate_and_23_is_frequent():
    assert computed(looked_at(incidents(22))) == (MODERATE, MODERATE)
    assert computed(looked_at(incidents(23))) == (FREQUENT, FREQUENT)


@pytest.mark.parametrize(
    ("kind", "severity", "counts", "level"),
    [
        ("partner_violence", None, (1, 0, 0), MODERATE),
        ("partner_violence", "moderate", (1, 0, 0), MODERATE),
        ("partner_violence", "severe", (1, 0, 1), FREQUENT),
        ("child_maltreatment", None, (1, 1, 0), FREQUENT),
        ("child_maltreatment", "severe", (1, 1, 0), FREQUENT),
        ("new_report", "severe", (0, 0, 0), NONE),
        ("worker_aggression", "severe", (0, 0, 0), NONE),
    ],
)
def test_each_kind_of_event_counts_where_it_belongs(kind, severity, counts, level):
    more = {"severity": severity} if severity else {}
    a = looked_at([event(kind, "2019-06-15", **more)])
    assert [scale(a, name)[0] for name, *_ in TABLE] == list(counts)
    assert [row(a, name)["answer"] for name, *_ in TABLE] == list(counts)
    assert computed(a) == (level, level)


@pytest.mark.parametrize(
    ("as_of", "level"),
    [
        ("2019-03-09", NONE),
        ("2019-03-10", FREQUENT),
        ("2020-03-09", FREQUENT),
        ("2020-03-10", NONE),
        ("2020-03-11", NONE),
    ],
)
def test_an_event_counts_from_its_day_until_the_same_day_a_year_later(as_of, level):
    assert computed(looked_at([event("child_maltreatment", "2019-03-10")], as_of)) == (level, level)


@pytest.mark.parametrize(("as_of", "level"), [("2021-02-27", FREQUENT), ("2021-02-28", NONE)])
def test_a_leap_day_is_one_year_old_on_the_last_day_of_february(as_of, level):
    assert computed(looked_at([event("child_maltreatment", "2020-02-29")], as_of)) == (level, level)


def test_the_class_falls_as_incidents_leave_the_window():
    history = incidents(23, "2019-01-02")
    assert computed(looked_at(history, "2020-01-01")) == (FREQUENT, FREQUENT)
    assert computed(looked_at(history, "2020-01-02")) == (MODERATE, MODERATE)
    assert scale(looked_at(history, "2020-01-02"), "incidents_12m") == (22, 22)
    last = days_later("2019-01-02", 14 * 22)
    assert scale(looked_at(history, days_later(last, 365)), "incidents_12m") == (1, 1)  # the window holds a leap day
    assert computed(looked_at(history, days_later(last, 366))) == (NONE, NONE)


def test_three_reports_of_one_night_are_one_incident():
    night = [
        event("partner_violence", "2019-11-02", incident="n1", source="record"),
        event("partner_violence", "2019-11-03", incident="n1", source="professional"),
        event("partner_violence", "2019-11-04", incident="n1", source="network"),
    ]
    assert scale(looked_at(night), "incidents_12m") == (1, 1)


@pytest.mark.parametrize(
    "as_of", ["2019-03-09", "2019-03-10", "2019-09-01", "2020-03-08", "2020-03-09", "2020-03-10", "2020-06-15"]
)
@pytest.mark.parametrize("severity", [None, "severe"])
@pytest.mark.parametrize("kind", ["child_maltreatment", "partner_violence"])
def test_the_event_in_window_condition_agrees_with_the_scale(kind, severity, as_of):
    by_events = document(ID)
    by_events["rules"][0]["if"] = {
        "any": [
            {"events": ["child_maltreatment"], "within": "P1Y", "at_least": 1},
            {"events": ["partner_violence"], "severities": ["severe"], "within": "P1Y", "at_least": 1},
        ]
    }
    by_items = document(ID)
    by_items["rules"][0]["if"] = {
        "any": [{"item": "maltreatment_12m", "at_least": 1}, {"item": "severe_partner_12m", "at_least": 1}]
    }
    more = {"severity": severity} if severity else {}
    history = family(document(ID), events=[event(kind, "2019-03-10", **more)])
    inside = "2019-03-10" <= as_of < "2020-03-10"
    expected = inside and (kind == "child_maltreatment" or severity == "severe")
    for instrument in (shipped(ID), loaded(by_events), loaded(by_items)):
        a = assess(instrument, history, as_of)
        assert truth(a, "severe") is expected
        assert computed(a) == ((FREQUENT,) * 2 if expected else (MODERATE,) * 2 if inside else (NONE,) * 2)


def test_who_lives_there_changes_nothing():
    history = family(document(ID), events=incidents(3))
    history["records"] = [r for r in history["records"] if r["type"] == "event"]
    assert computed(assess(shipped(ID), history)) == (MODERATE, MODERATE)


def test_the_review_is_due_three_months_after_the_last_signed_one():
    a = looked_at(incidents(2), more=[sign_off(ID, "2019-12-15", MODERATE)])
    assert a["due"] == {"answers_due": None, "review_due": "2020-03-15", "due": "2020-03-15", "overdue_since": None}
