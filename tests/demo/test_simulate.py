# SPDX-License-Identifier: MPL-2.0
"""Sample families are the same for a seed, valid, full of what is hard, and near the quoted shares."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime

import actueel as ac
from actueel import simulate
from actueel.demo.families import study

SPECIAL = {"unknown", "refused", "not_seen"}


def of_type(documents: list[dict], *types: str) -> list[dict]:
    return [r for document in documents for r in document["records"] if r["type"] in types]


def test_a_seed_and_a_number_give_one_family(risk: dict, sample: list[dict]) -> None:
    again = list(simulate.families(20, seed=11, instrument=risk))
    assert again == sample[:20]
    assert simulate.family(7, seed=11, instrument=risk) == sample[6]


def test_another_seed_gives_other_families(risk: dict, sample: list[dict]) -> None:
    other = list(simulate.families(20, seed=12, instrument=risk))
    assert all(mine != theirs for mine, theirs in zip(sample, other, strict=False))


def test_every_family_is_a_valid_history_that_both_instruments_can_read(sample: list[dict]) -> None:
    histories = [ac.History.parse(json.dumps(document), document["family"]) for document in sample]
    assert len({each.family for each in histories}) == len(sample)
    for name in study.INSTRUMENTS:
        assert study.rescore(name, histories).num_rows > len(sample)


def test_another_instruments_items_can_be_asked() -> None:
    other = ac.instrument("violence-class").to_dict()
    documents = list(simulate.families(5, seed=3, instrument=other))
    assert not of_type(documents, "observation")  # it asks nothing, and counts events
    for document in documents:
        ac.History.parse(json.dumps(document))


def test_days_lie_in_the_two_years_or_in_the_year_before_the_intake(sample: list[dict]) -> None:
    for document in sample:
        (involvement,) = of_type([document], "involvement")
        opened = date.fromisoformat(involvement["start"])
        assert date(2018, 10, 1) <= opened < date(2020, 12, 31)
        for record in of_type([document], "observation"):
            assert opened <= date.fromisoformat(record["observed_on"]) < simulate.END
        for record in of_type([document], "event"):
            day = date.fromisoformat(record["happened_on"])
            assert (day - opened).days >= -366
            assert day < simulate.END


def test_households_have_one_to_four_children_and_up_to_three_caregivers_at_intake(
    sample: list[dict],
) -> None:
    children, caregivers = Counter(), Counter()
    for document in sample:
        intake = document["records"][0]["recorded_at"]
        roles = Counter(r["role"] for r in of_type([document], "membership") if r["recorded_at"] == intake)
        children[roles["child"]] += 1
        caregivers[roles["caregiver"]] += 1
    assert set(children) == {1, 2, 3, 4}
    assert set(caregivers) <= {0, 1, 2, 3}
    assert {1, 2, 3} <= set(caregivers)


def test_both_clocks_run_and_lags_differ(sample: list[dict]) -> None:
    lags = Counter()
    for record in of_type(sample, "observation"):
        recorded = datetime.fromisoformat(record["recorded_at"]).date()
        lags[(recorded - date.fromisoformat(record["observed_on"])).days] += 1
    assert min(lags) == 0
    assert lags[0] > lags[2] > 0
    assert sum(count for lag, count in lags.items() if lag > 14) > 0


def test_two_in_a_hundred_are_corrected_and_some_taken_away(sample: list[dict]) -> None:
    written = len(of_type(sample, "observation", "event"))
    assert 0.015 < len(of_type(sample, "correction")) / written < 0.025
    assert 0.002 < len(of_type(sample, "retraction")) / written < 0.009


def test_the_same_voices_are_not_always_heard_and_do_not_always_agree(sample: list[dict]) -> None:
    observations = of_type(sample, "observation")
    sources = Counter(record["source"] for record in observations)
    assert {"worker", "professional", "record", "child", "parent", "network"} <= set(sources)
    answers = Counter(record["answer"] for record in observations)
    assert all(answers[special] > 0 for special in SPECIAL)
    assert any("repeats" in record for record in observations)


def test_everything_that_makes_a_history_hard_occurs(risk: dict) -> None:
    types = Counter(
        record["type"]
        for document in simulate.families(400, seed=11, instrument=risk)
        for record in document["records"]
    )
    for kind in ("ending", "plan", "override", "view", "goal", "dispute", "dispute_answer"):
        assert types[kind] > 0, kind
    assert types["household"] > 0
    assert types["plan"] < 80
    assert types["override"] < 40


def test_incidents_name_what_happened_how_badly_and_to_whom(sample: list[dict]) -> None:
    events = of_type(sample, "event")
    assert {e["event"] for e in events} == {"partner_violence", "child_maltreatment"}
    assert {e.get("severity") for e in events} == {None, "severe"}
    parts = {part["part"] for event in events for part in event.get("persons", ())}
    assert parts == {"harming", "harmed", "present"}
    incidents = Counter(
        (document["family"], record["incident"])
        for document in sample
        for record in of_type([document], "event")
        if "incident" in record
    )
    assert max(incidents.values()) == 2


def test_classes_come_near_the_quoted_shares() -> None:
    histories, _ = study.make(1200, 2020, lambda: None)
    shares = study.shares(study.rescore("violence-class", histories))
    for moment, day in (("before", study.BEFORE), ("after", study.AFTER)):
        for level in ("none", "moderate", "frequent_or_severe"):
            ours = 100 * shares[day][level, level]
            assert abs(ours - study.QUOTED[moment][level]) < 4, (moment, level, ours)
    assert shares[study.AFTER]["none", "none"] < shares[study.BEFORE]["none", "none"]
