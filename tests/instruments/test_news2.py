# SPDX-License-Identifier: MPL-2.0
"""news2: a fully published score as a test bed of arithmetic and rules. Typed from the instrument page, part (g)."""

from __future__ import annotations

import itertools

import pytest
from families import assess, caregiver, computed, document, family, points, scale, shipped, terms, truth

ID = "news2"
LOW, LOW_MEDIUM, MEDIUM, HIGH = "low", "low_medium", "medium", "high"

# id: the first number of each bin and its points, and the smallest step of the number
BINS = {
    "resp_rate": ([(0, 3), (9, 1), (12, 0), (21, 2), (25, 3)], 1),
    "spo2_scale1": ([(0, 3), (92, 2), (94, 1), (96, 0)], 1),
    "spo2_scale2_air": ([(0, 3), (84, 2), (86, 1), (88, 0)], 1),
    "spo2_scale2_oxygen": ([(0, 3), (84, 2), (86, 1), (88, 0), (93, 1), (95, 2), (97, 3)], 1),
    "systolic": ([(0, 3), (91, 2), (101, 1), (111, 0), (220, 3)], 1),
    "pulse": ([(0, 3), (41, 1), (51, 0), (91, 1), (111, 2), (131, 3)], 1),
    "temperature": ([(0, 3), (35.1, 1), (36.1, 0), (38.1, 1), (39.1, 2)], 0.1),
}
OPTIONS = {
    "oxygen": {"air": 0, "oxygen": 2},
    "consciousness": {"alert": 0, "new_confusion": 3, "voice": 3, "pain": 3, "unresponsive": 3},
}
SATURATION = ["spo2_scale1", "spo2_scale2_air", "spo2_scale2_oxygen"]
WELL = {
    "resp_rate": 16,
    "spo2_scale1": 98,
    "spo2_scale2_air": "not_applicable",
    "spo2_scale2_oxygen": "not_applicable",
    "oxygen": "air",
    "systolic": 120,
    "pulse": 70,
    "consciousness": "alert",
    "temperature": 37,
}


def looked_at(answers: dict) -> dict:
    return assess(shipped(ID), family(document(ID), [caregiver()], answers))


def well_but(**changed) -> dict:
    """All is well but for these; the other saturation items do not apply."""
    used = [name for name in changed if name in SATURATION]
    saturation = dict.fromkeys(SATURATION, "not_applicable") if used else {}
    return looked_at(WELL | saturation | changed)


def edges() -> list[tuple[str, float, int]]:
    """Both sides of every bound of every bin, and the ends of the range."""
    found = []
    for name, (bins, step) in BINS.items():
        number = next(i for i in document(ID)["items"] if i["id"] == name)["answer"]["number"]
        for (start, given), before in zip(bins, [None, *bins], strict=False):
            found.append((name, start, given))
            if before is not None:
                found.append((name, round(start - step, 1) if step < 1 else start - step, before[1]))
        found.append((name, number["max"], bins[-1][1]))
    return found


def test_the_document_has_the_items_of_the_page():
    assert sorted(i["id"] for i in document(ID)["items"]) == sorted([*BINS, *OPTIONS])
    assert [i["id"] for i in document(ID)["items"] if i["answer"].get("not_applicable")] == SATURATION
    for item in document(ID)["items"]:
        assert (item["kind"], item["per"], item["shelf_life"]) == ("dynamic", "caregiver", "P1D")
        if item["id"] in BINS:
            assert item["answer"]["number"].get("integer", False) is (BINS[item["id"]][1] == 1)
        for of, term in terms(document(ID), item["id"]).items():
            assert (of == "spo2") == (item["id"] in SATURATION)
            assert term["combine"] == "max"
    assert [(s["id"], s["combine"], s.get("min_answered")) for s in document(ID)["scales"]] == [
        ("spo2", "max", 1), ("total", "sum", None), ("single", "max", None),
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "number", "given"), edges())
def test_every_bin_gives_its_points_on_both_sides_of_its_bound(name, number, given):
    a = well_but(**{name: number})
    of = "spo2" if name in SATURATION else "total"
    assert points(a, name, of) == (given, given)
    assert scale(a, "total") == (given, given)
    assert scale(a, "single") == (given, given)


@pytest.mark.parametrize(("name", "code"), [(n, code) for n, options in OPTIONS.items() for code in options])
def test_every_option_gives_its_points(name, code):
    assert scale(well_but(**{name: code}), "total") == (OPTIONS[name][code],) * 2


def test_all_worst_answers_are_20_and_high():
    measured = dict(resp_rate=30, spo2_scale1=80, systolic=80, pulse=140, temperature=34)
    a = well_but(**measured, oxygen="oxygen", consciousness="pain")
    assert scale(a, "total") == (20, 20)
    assert scale(a, "single") == (3, 3)
    assert computed(a) == (HIGH, HIGH)


@pytest.mark.parametrize(
    ("changed", "total", "level"),
    [
        ({}, 0, LOW),
        (dict(resp_rate=10, pulse=45, temperature=35.1), 3, LOW),
        (dict(resp_rate=22, oxygen="oxygen"), 4, LOW),
        (dict(consciousness="voice"), 3, LOW_MEDIUM),
        (dict(consciousness="voice", pulse=95), 4, LOW_MEDIUM),
        (dict(consciousness="voice", oxygen="oxygen"), 5, MEDIUM),
        (dict(resp_rate=22, oxygen="oxygen", pulse=95), 5, MEDIUM),
        (dict(resp_rate=22, oxygen="oxygen", pulse=115), 6, MEDIUM),
        (dict(resp_rate=22, oxygen="oxygen", pulse=115, temperature=38.5), 7, HIGH),
        (dict(consciousness="voice", oxygen="oxygen", pulse=115), 7, HIGH),
    ],
)
def test_each_level_begins_at_its_bound(changed, total, level):
    a = well_but(**changed)
    assert scale(a, "total") == (total, total)
    assert computed(a) == (level, level)


@pytest.mark.parametrize("name", [*BINS, "consciousness"])
def test_three_points_from_any_one_item_are_low_medium(name):
    if name == "temperature":
        worst: float | str = 30
    else:
        worst = "pain" if name == "consciousness" else 0
    a = well_but(**{name: worst})
    assert truth(a, "three_on_one") is True
    assert computed(a) == (LOW_MEDIUM, LOW_MEDIUM)


def test_exactly_one_saturation_item_counts():
    for used in SATURATION:
        a = well_but(**{used: 85})
        assert scale(a, "spo2") == ((3, 3) if used == "spo2_scale1" else (2, 2))
    for one, other in itertools.permutations(SATURATION, 2):
        answers = {k: v for k, v in WELL.items() if k not in SATURATION} | {one: 90, other: "not_applicable"}
        expected = {"spo2_scale1": 3, "spo2_scale2_air": 0, "spo2_scale2_oxygen": 0}[one]
        assert scale(looked_at(answers), "spo2") == (expected, expected)  # the third was not asked: one is enough


def test_what_was_not_measured_is_a_range():
    a = looked_at({k: v for k, v in WELL.items() if k != "pulse"})
    assert scale(a, "total") == (0, 3)
    assert computed(a) == (LOW, LOW_MEDIUM)


def test_the_highest_single_item_is_taken_over_the_terms_of_the_total():
    _, total, single = document(ID)["scales"]
    assert single["terms"] == total["terms"]


def test_its_review_times_are_hours_so_none_is_set():
    assert all("review_every" not in level for level in document(ID)["levels"])
    assert looked_at(WELL)["due"]["review_due"] is None
