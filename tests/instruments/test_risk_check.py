# SPDX-License-Identifier: MPL-2.0
"""risk-check: seventeen items, four scales, two rules. Typed from the instrument page, part (d)."""

from __future__ import annotations

import itertools

import pytest
from families import (
    assess,
    caregiver,
    child,
    computed,
    days_later,
    document,
    event,
    family,
    final,
    points,
    row,
    said,
    scale,
    shipped,
    sign_off,
    terms,
    truth,
)

ID = "risk-check"
LOW, MODERATE, HIGH = "low", "moderate", "high"

# id: kind, per, Dutch, English, the options with their points, shelf life
TABLE = {
    "prior_harm": ("static", "family", "Hoe vaak is eerder vastgesteld dat een kind hier schade opliep?",
                   "How often was harm to a child here established before?",
                   {"none": 0, "once": 3, "twice_or_more": 5}, None),
    "violence_past": ("static", "caregiver", "Is een opvoeder eerder veroordeeld voor geweld of andere misdrijven?",
                      "Was a caregiver ever convicted of violence or other crime?", {"no": 0, "yes": 3}, None),
    "own_childhood": ("static", "caregiver", "Werd een opvoeder als kind zelf mishandeld of verwaarloosd?",
                      "Was a caregiver maltreated as a child?", {"no": 0, "yes": 2}, None),
    "partner_violence": ("dynamic", "family", "Is er nu geweld of dwang tussen (ex-)partners?",
                         "Violence or coercion between (ex-)partners now?",
                         {"no": 0, "coercion": 1, "violence": 2}, "P30D"),
    "family_conflict": ("dynamic", "family", "Is er vaak hevige ruzie, ook zonder geweld?",
                        "Frequent fierce conflict, also without violence?",
                        {"no": 0, "sometimes": 2, "often": 4}, "P30D"),
    "anger": ("dynamic", "caregiver", "Verliest een opvoeder de beheersing tegen het kind?",
              "Does a caregiver lose self-control with the child?", {"no": 0, "sometimes": 2, "often": 3}, "P3M"),
    "substance": ("dynamic", "caregiver", "Heeft gebruik van drank of drugs nu gevolgen voor het kind?",
                  "Does drink or drug use affect the child now?", {"no": 0, "in_treatment": 1, "yes": 2}, "P30D"),
    "mental_health": ("dynamic", "caregiver",
                      "Heeft een opvoeder nu psychische klachten die het zorgen moeilijk maken?",
                      "Mental health problems that now make caring hard?",
                      {"no": 0, "in_treatment": 2, "yes": 3}, "P3M"),
    "stress": ("dynamic", "caregiver", "Is de druk nu te hoog voor een opvoeder?",
               "Is the strain too high for a caregiver now?", {"no": 0, "sometimes": 1, "often": 2}, "P3M"),
    "isolation": ("dynamic", "caregiver", "Staat een opvoeder er alleen voor, zonder steun?",
                  "Is a caregiver alone, without support?", {"no": 0, "partly": 1, "yes": 2}, "P3M"),
    "relation": ("dynamic", "child", "Is de band tussen kind en opvoeder slecht?",
                 "Is the bond between child and caregiver poor?", {"good": 0, "mixed": 2, "poor": 4}, "P6M"),
    "view_of_child": ("dynamic", "caregiver", "Ziet een opvoeder het kind vooral als lastig of slecht?",
                      "Does a caregiver see the child mostly as difficult or bad?",
                      {"no": 0, "sometimes": 2, "often": 4}, "P6M"),
    "harsh": ("dynamic", "caregiver", "Slaat of straft een opvoeder hard?",
              "Does a caregiver hit or punish harshly?", {"no": 0, "sometimes": 2, "often": 3}, "P3M"),
    "child_need": ("dynamic", "child", "Heeft een kind een langdurige ziekte of beperking?",
                   "Does a child have a long-term illness or disability?", {"no": 0, "yes": 2}, "P1Y"),
    "coping": ("dynamic", "caregiver", "Lukt het een opvoeder niet om problemen op te lossen?",
               "Is a caregiver unable to solve problems?", {"no": 0, "yes": 1}, "P6M"),
    "uses_help": ("protective", "caregiver", "Doet een opvoeder mee met hulp en zien we verandering?",
                  "Does a caregiver use help and do we see change?", {"no": 0, "yes": -1}, "P3M"),
}  # fmt: skip

SCALES = ["static", "conflict", "dynamic", "total"]
STATIC = ["prior_harm", "violence_past", "own_childhood"]
CONFLICT = ["partner_violence", "family_conflict"]
IN_DYNAMIC = [name for name in TABLE if name not in STATIC + CONFLICT]
SCALE_OF = {name: "static" if name in STATIC else "conflict" if name in CONFLICT else "dynamic" for name in TABLE}
EVERY_ANSWER = [(name, code) for name, line in TABLE.items() for code in line[4]]
HOME = (caregiver(), child(6))

ZERO = {name: next(code for code, given in line[4].items() if given == 0) for name, line in TABLE.items()}
BEST = ZERO | {"uses_help": "yes"}
WORST = {name: max(line[4], key=line[4].__getitem__) for name, line in TABLE.items()}
ALL_PAST = {name: WORST[name] for name in STATIC}


def harm(day: str, **more) -> dict:
    return event("child_maltreatment", day, **more)


def looked_at(answers: dict, *, events=(), persons=HOME, as_of="2020-01-01", on="2020-01-01", more=()) -> dict:
    return assess(shipped(ID), family(document(ID), persons, answers, events, on=on, more=more), as_of)


def by_hand(answers: dict, harmed: bool = False) -> dict[str, int]:
    """The four scales, added up from the table above alone."""
    of = {name: TABLE[name][4][code] for name, code in answers.items()}
    past = sum(of[name] for name in STATIC)
    conflict = max(of[name] for name in CONFLICT)
    now = sum(of[name] for name in IN_DYNAMIC) + conflict + (3 if harmed else 0)
    return {"static": past, "conflict": conflict, "dynamic": now, "total": past + now}


def level_of(total: int) -> str:
    return LOW if total < 11 else MODERATE if total < 22 else HIGH


# What the document says


@pytest.mark.parametrize("name", TABLE)
def test_the_document_asks_what_the_page_asks(name):
    kind, per, nl, en, given, life = TABLE[name]
    item = next(i for i in document(ID)["items"] if i["id"] == name)
    assert (item["kind"], item.get("per", "family"), item.get("shelf_life")) == (kind, per, life)
    assert item["ask"] == {"nl": nl, "en": en}
    assert [option["code"] for option in item["answer"]["options"]] == list(given)
    ((of, term),) = terms(document(ID), name).items()
    assert (of, term["points"]) == (SCALE_OF[name], given)
    assert term.get("combine") == (None if per == "family" else "max")


def test_the_document_has_these_items_and_no_others():
    assert [i["id"] for i in document(ID)["items"] if i["kind"] != "derived"] == list(TABLE)
    assert [i for i in document(ID)["items"] if i["kind"] == "derived"] == [
        {
            "id": "recent_harm",
            "kind": "derived",
            "label": {"nl": "Was er schade in de laatste 12 maanden?", "en": "Any harm in the past 12 months?"},
            "derive": {"count_events": {"types": ["child_maltreatment"], "window": "P1Y"}},
        }
    ]
    assert terms(document(ID), "recent_harm") == {
        "dynamic": {"item": "recent_harm", "bins": [{"at_least": 0, "points": 0}, {"at_least": 1, "points": 3}]}
    }


def test_only_what_help_can_change_is_changeable():
    changeable = {i["id"]: i["best"] for i in document(ID)["items"] if i.get("changeable")}
    assert changeable == {n: BEST[n] for n in TABLE if n not in STATIC and n != "child_need"}


def test_scales_have_the_bounds_of_the_page():
    assert [(s["id"], s["combine"], s["minimum"], s["maximum"]) for s in document(ID)["scales"]] == [
        ("static", "sum", 0, 10), ("conflict", "max", 0, 4), ("dynamic", "sum", -1, 33), ("total", "sum", -1, 43),
    ]  # fmt: skip


def test_levels_have_the_cuts_and_the_review_times_of_the_page():
    found = document(ID)
    assert [(level["id"], level["review_every"]) for level in found["levels"]] == [
        (LOW, "P6M"), (MODERATE, "P3M"), (HIGH, "P30D"),
    ]  # fmt: skip
    assert next(s["cuts"] for s in found["scales"] if s["id"] == "total") == {MODERATE: 11, HIGH: 22}
    assert found["level_from"] == ["total"]
    assert found["overrides"] == {"roles": ["supervisor"], "up": 1, "longest": "P3M"}  # down: 0 by default
    assert found["hear_child_every"] == "P6M"
    assert [(rule["id"], rule["then"]) for rule in found["rules"]] == [
        ("P1", {"at_least": MODERATE}), ("P2", {"at_least": HIGH}),
    ]  # fmt: skip


# Points of every answer


@pytest.mark.parametrize(("name", "code"), EVERY_ANSWER)
def test_every_answer_gives_its_points(name, code):
    a = looked_at(ZERO | {name: code})
    given = TABLE[name][4][code]
    assert points(a, name, SCALE_OF[name]) == (given, given)
    for of, value in by_hand(ZERO | {name: code}).items():
        assert scale(a, of) == (value, value)
    assert row(a, name)["status"] == "current"


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("say", [None, "unknown", "refused"])
def test_an_unknown_answer_is_the_range_of_all_its_points(name, say):
    answers = {k: v for k, v in ZERO.items() if k != name} | ({name: say} if say else {})
    a = looked_at(answers)
    low, high = min(TABLE[name][4].values()), max(TABLE[name][4].values())
    assert row(a, name)["status"] == "unknown"
    assert points(a, name, SCALE_OF[name]) == (low, high)
    assert scale(a, SCALE_OF[name]) == (low, high)
    assert scale(a, "total") == (low, high)


@pytest.mark.parametrize("violence", TABLE["partner_violence"][4])
@pytest.mark.parametrize("quarrels", TABLE["family_conflict"][4])
def test_violence_and_conflict_count_once(violence, quarrels):
    a = looked_at(ZERO | {"partner_violence": violence, "family_conflict": quarrels})
    worst = max(TABLE["partner_violence"][4][violence], TABLE["family_conflict"][4][quarrels])
    assert scale(a, "conflict") == (worst, worst)
    assert scale(a, "total") == (worst, worst)


@pytest.mark.parametrize("name", [n for n in TABLE if TABLE[n][1] != "family"])
def test_of_two_persons_the_worse_counts(name):
    persons = (caregiver(), caregiver(), child(6), child(9))
    for one, other in itertools.product(TABLE[name][4], repeat=2):
        a = looked_at(ZERO | {name: [one, other]}, persons=persons)
        worse = max(TABLE[name][4][one], TABLE[name][4][other])
        assert scale(a, SCALE_OF[name]) == (worse, worse), (one, other)


def test_one_caregiver_who_does_not_take_part_removes_the_point():
    persons = (caregiver(), caregiver(), child(6))
    assert scale(looked_at(ZERO | {"uses_help": ["yes", "yes"]}, persons=persons), "total") == (-1, -1)
    assert scale(looked_at(ZERO | {"uses_help": ["yes", "no"]}, persons=persons), "total") == (0, 0)


# Scales and levels


def test_all_best_and_all_worst():
    best = looked_at(BEST)
    assert [scale(best, of)[0] for of in SCALES] == [scale(best, of)[1] for of in SCALES] == [0, 0, -1, -1]
    assert computed(best) == (LOW, LOW)
    worst = looked_at(WORST, events=[harm("2019-06-15")])
    assert [scale(worst, of)[0] for of in SCALES] == [scale(worst, of)[1] for of in SCALES] == [10, 4, 33, 43]
    assert computed(worst) == (HIGH, HIGH)


def with_total(wanted: int) -> dict[str, str]:
    """Some answers that add up to the total wanted, found by trying the table's items one after the other."""
    reached: dict[int, dict[str, str]] = {0: {}}
    for name, line in TABLE.items():
        if name == "partner_violence":  # its points overlap with those of family_conflict
            continue
        for total, so_far in list(reached.items()):
            for code, given in line[4].items():
                reached.setdefault(total + given, so_far | {name: code})
    return ZERO | reached[wanted]


@pytest.mark.parametrize("total", range(-1, 41))
def test_every_total_has_its_level(total):
    answers = with_total(total)
    assert by_hand(answers)["total"] == total
    a = looked_at(answers)
    assert scale(a, "total") == (total, total)
    assert computed(a) == (level_of(total), level_of(total))


def test_the_past_alone_never_lifts_a_family_above_low():
    a = looked_at(ZERO | ALL_PAST)
    assert scale(a, "total") == (10, 10)
    assert computed(a) == (LOW, LOW)


def test_11_is_moderate_21_is_moderate_22_is_high():
    assert computed(looked_at(ZERO | ALL_PAST | {"stress": "sometimes"})) == (MODERATE, MODERATE)
    nearly = ALL_PAST | {"relation": "poor", "view_of_child": "often", "harsh": "often"}
    assert computed(looked_at(ZERO | nearly)) == (MODERATE, MODERATE)
    assert computed(looked_at(ZERO | nearly | {"coping": "yes"})) == (HIGH, HIGH)


def test_when_nobody_asked_anything_everything_is_possible():
    a = looked_at({})
    assert scale(a, "total") == (-1, 40)  # nothing harmful is on file, so 3 of the 43 are known not to count
    assert computed(a) == (LOW, HIGH)
    assert a["level"]["determined"] is False
    assert a["counts"] == {"current": 0, "stale": 0, "unknown": 16, "not_applicable": 0, "contested": 0}


# Events, rules


@pytest.mark.parametrize(
    ("as_of", "given"), [("2019-03-09", 0), ("2019-03-10", 3), ("2020-03-09", 3), ("2020-03-10", 0)]
)
def test_recent_harm_counts_for_a_year(as_of, given):
    a = looked_at(ZERO, events=[harm("2019-03-10")], as_of=as_of, on="2019-03-09")
    assert points(a, "recent_harm", "dynamic") == (given, given)


def test_recent_harm_gives_3_points_however_often():
    a = looked_at(ZERO, events=[harm("2019-10-01"), harm("2019-11-01"), harm("2019-12-01")])
    assert row(a, "recent_harm")["answer"] == 3
    assert points(a, "recent_harm", "dynamic") == (3, 3)


def test_partner_violence_on_file_is_no_recent_harm():
    a = looked_at(ZERO, events=[event("partner_violence", "2019-12-01", severity="severe")])
    assert points(a, "recent_harm", "dynamic") == (0, 0)
    assert computed(a) == (LOW, LOW)


@pytest.mark.parametrize(
    ("before", "day", "holds"),
    [
        ("twice_or_more", "2019-01-02", True),
        ("twice_or_more", "2019-01-01", False),
        ("twice_or_more", "2020-01-01", True),
        ("once", "2019-06-15", False),
        ("none", "2019-06-15", False),
    ],
)
def test_rule_p1_harm_before_and_again_is_at_least_moderate(before, day, holds):
    a = looked_at(ZERO | {"prior_harm": before}, events=[harm(day)])
    assert truth(a, "P1") is holds
    assert computed(a) == ((MODERATE, MODERATE) if holds else (LOW, LOW))


def test_rule_p1_is_open_while_prior_harm_is_unknown():
    answers = {k: v for k, v in ZERO.items() if k != "prior_harm"}
    a = looked_at(answers, events=[harm("2019-06-15")])
    assert scale(a, "total") == (3, 8)
    assert truth(a, "P1") is None
    assert computed(a) == (LOW, MODERATE)


def test_rule_p1_is_false_without_an_event_whatever_the_past():
    answers = {k: v for k, v in ZERO.items() if k != "prior_harm"}
    assert truth(looked_at(answers), "P1") is False


def test_rule_p1_never_lowers_a_high_level():
    a = looked_at(WORST, events=[harm("2019-06-15")])
    assert truth(a, "P1") is True
    assert computed(a) == (HIGH, HIGH)


@pytest.mark.parametrize(
    ("day", "severity", "holds"),
    [
        ("2020-01-01", "severe", True),
        ("2019-12-03", "severe", True),
        ("2019-12-02", "severe", False),
        ("2019-12-31", "moderate", False),
        ("2019-12-31", None, False),
    ],
)
def test_rule_p2_severe_harm_in_the_last_30_days_is_high(day, severity, holds):
    more = {"severity": severity} if severity else {}
    a = looked_at(ZERO, events=[harm(day, **more)])
    assert truth(a, "P2") is holds
    assert computed(a) == ((HIGH, HIGH) if holds else (LOW, LOW))


def test_rule_p2_looks_at_harm_to_a_child_only():
    a = looked_at(ZERO, events=[event("partner_violence", "2019-12-31", severity="severe")])
    assert truth(a, "P2") is False


# Time


LIVES = [(n, line[5]) for n, line in TABLE.items() if line[5]]
LAST_DAY = {"P30D": "2020-01-30", "P3M": "2020-03-31", "P6M": "2020-06-30", "P1Y": "2020-12-31"}


@pytest.mark.parametrize(("name", "life"), LIVES)
def test_an_answer_counts_until_its_shelf_life_is_over(name, life):
    worst = ZERO | {name: WORST[name]}
    last = LAST_DAY[life]
    given = TABLE[name][4][WORST[name]]
    on_last = looked_at(worst, as_of=last)
    assert row(on_last, name)["status"] == "current"
    assert points(on_last, name, SCALE_OF[name]) == (given, given)
    day_after = looked_at(worst, as_of=days_later(last, 1))
    assert row(day_after, name)["status"] == "stale"
    assert row(day_after, name)["expires_on"] == days_later(last, 1)
    assert points(day_after, name, SCALE_OF[name]) == (min(TABLE[name][4].values()), max(TABLE[name][4].values()))
    assert name in [gone["item"] for gone in day_after["no_longer_counts"]]


@pytest.mark.parametrize("name", STATIC)
def test_the_past_does_not_expire_by_itself(name):
    a = looked_at(ZERO | {name: WORST[name]}, as_of="2029-12-31")
    assert row(a, name)["status"] == "current"


def test_how_often_harm_was_established_is_asked_again_after_harm():
    answers = ZERO | {"prior_harm": "once"}
    before = looked_at(answers, events=[harm("2020-01-11")], as_of="2020-01-10")
    assert row(before, "prior_harm")["status"] == "current"
    after = looked_at(answers, events=[harm("2020-01-11")], as_of="2020-01-11")
    assert row(after, "prior_harm")["status"] == "stale"
    assert row(after, "prior_harm")["expires_by"]["why"] == "event"
    assert points(after, "prior_harm", "static") == (0, 5)
    assert truth(after, "P1") is None


def test_a_new_caregiver_has_no_answers_yet():
    persons = (caregiver(), caregiver(start="2020-01-15"), child(6))
    answers = {name: [code, "unknown"] if TABLE[name][1] == "caregiver" else code for name, code in BEST.items()}
    history = family(document(ID), persons, answers)
    history["records"] = [r for r in history["records"] if r.get("answer") != "unknown"]
    before = assess(shipped(ID), history, "2020-01-14")
    assert scale(before, "total") == (-1, -1)
    after = assess(shipped(ID), history, "2020-01-15")
    # the newcomer may add 3 + 2 of the past, 3 + 2 + 3 + 2 + 2 + 4 + 3 + 1 of the present, and take the help's point
    assert scale(after, "total") == (-1, 25)
    assert row(after, "anger", "caregiver1")["status"] == "current"
    assert row(after, "anger", "caregiver2")["status"] == "unknown"


def test_another_word_of_a_parent_is_contested_and_does_not_score():
    other = said("partner_violence", "violence", source="parent", by="caregiver1")
    a = looked_at(ZERO, more=[other])
    assert row(a, "partner_violence")["contested"] is True
    assert points(a, "partner_violence", "conflict") == (0, 0)
    assert a["counts"]["contested"] == 1


@pytest.mark.parametrize(("level", "answers", "due"), [
    (LOW, ZERO, "2020-07-01"),
    (MODERATE, ZERO | ALL_PAST | {"stress": "sometimes"}, "2020-04-01"),
    (HIGH, WORST, "2020-01-31"),
])  # fmt: skip
def test_the_review_is_due_by_level(level, answers, due):
    a = looked_at(answers, more=[sign_off(ID, "2020-01-01", level)])
    assert final(a) == (level, level)
    assert a["due"]["review_due"] == due
    assert a["due"]["answers_due"] == "2020-01-31"
