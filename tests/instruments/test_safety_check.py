# SPDX-License-Identifier: MPL-2.0
"""safety-check: is this child in danger now? Typed from the instrument page, part (c)."""

from __future__ import annotations

import itertools

import pytest
from families import (
    TODAY,
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

ID = "safety-check"
SAFE, WITH_PLAN, UNSAFE = "safe", "safe_with_plan", "unsafe"
YES_NO = ["no", "yes"]

# id: kind, Dutch, English, options, shelf life
TABLE = {
    "t_hurt": ("dynamic", "Doet een opvoeder het kind pijn, of kan dat nu gebeuren?",
               "Is a caregiver hurting the child, or could that happen now?", YES_NO, "P30D"),
    "t_sexual": ("dynamic", "Zijn er tekenen van seksueel misbruik?",
                 "Are there signs of sexual abuse?", ["no", "yes_no_access", "yes_access"], "P30D"),
    "t_adults": ("dynamic", "Is er geweld of dreiging tussen volwassenen waar het kind bij is?",
                 "Violence or threats between adults around the child?", YES_NO, "P30D"),
    "t_lethal": ("dynamic", "Dreigt iemand te doden, is er een wapen, of dreigt iemand het kind mee te nemen?",
                 "Threat to kill, a weapon, or a threat to take the child?", YES_NO, "P30D"),
    "t_care": ("dynamic", "Mist het kind nu eten, medicijnen of toezicht?",
               "Is the child now without food, medicine or supervision?", YES_NO, "P30D"),
    "t_unable": ("dynamic", "Kan de opvoeder nu niet voor het kind zorgen?",
                 "Is the caregiver unable to care now?", YES_NO, "P30D"),
    "t_home": ("dynamic", "Is het huis nu gevaarlijk voor dit kind?",
               "Is the home dangerous for this child now?", YES_NO, "P30D"),
    "t_hidden": ("dynamic", "Kunnen we het kind niet zien of spreken?",
                 "Can we not see or speak to the child?", YES_NO, "P14D"),
    "t_self": ("dynamic", "Is het kind een gevaar voor zichzelf en grijpt niemand in?",
               "Is the child a danger to itself and does nobody act?", YES_NO, "P30D"),
    "t_fear": ("dynamic", "Zegt het kind dat het thuis bang is?",
               "Does the child say it is afraid at home?", YES_NO, "P30D"),
    "v_need": ("dynamic", "Kan het kind zichzelf minder goed beschermen (ziek, beperking)?",
               "Is the child less able to protect itself (ill, disabled)?", YES_NO, "P1Y"),
    "v_unseen": ("dynamic", "Ziet niemand van buiten het kind elke week?",
                 "Does nobody from outside see the child every week?", YES_NO, "P30D"),
    "p_acts": ("protective", "Stopt een opvoeder het gevaar, en hebben we dat gezien?",
               "Does a caregiver stop the danger, and did we see it?", YES_NO, "P30D"),
    "p_network": ("protective", "Kan iemand die de zorg kent vandaag inspringen?",
                  "Can someone who knows the worry step in today?", YES_NO, "P30D"),
    "p_apart": ("protective", "Is wie gevaar geeft nu weg bij het kind?",
                "Is the person who is dangerous away from the child now?", YES_NO, "P14D"),
    "plan_running": ("dynamic", "Is er een veiligheidsplan dat werkt, deze week nagegaan?",
                     "Is there a working safety plan, checked this week?", YES_NO, "P7D"),
}  # fmt: skip

THREATS = [name for name in TABLE if name.startswith("t_")]
PROTECTION = ["p_acts", "p_network", "p_apart"]
PLANLESS = [name for name in TABLE if name != "plan_running"]
ALL_SAFE = dict.fromkeys(THREATS, "no") | {"v_need": "no", "v_unseen": "no"} | dict.fromkeys(PROTECTION, "yes")
HELD = ALL_SAFE | {"plan_running": "yes"}
HOME = (child(8), caregiver())


def plan(start: str = TODAY, until: str = "2020-01-31", covers=tuple(THREATS), **more) -> dict:
    return {"type": "plan", "start": start, "until": until, "covers": list(covers), "agreed_with": ["parent"], **more}


def looked_at(answers: dict, *, more=(), persons=HOME, as_of=TODAY, events=(), who="child1") -> dict:
    return assess(shipped(ID), family(document(ID), persons, answers, events, more=more), as_of, who)


# What the document says


@pytest.mark.parametrize("name", TABLE)
def test_the_document_asks_what_the_page_asks(name):
    kind, nl, en, options, life = TABLE[name]
    item = next(i for i in document(ID)["items"] if i["id"] == name)
    assert (item["kind"], item["per"], item["shelf_life"], item["ask"]) == (kind, "child", life, {"nl": nl, "en": en})
    assert [option["code"] for option in item["answer"]["options"]] == options
    if name in THREATS:
        assert item["lapses_on"] == {"joins": ["caregiver", "other"], "events": ["new_report", "placement"]}
        assert item["when_contested"] == "range"
        assert item["best"] == "no"
        assert "child" in item["sources"]
        expected = {"item": name, "combine": "max", "points": {code: 0 if code == "no" else 2 for code in options}}
        assert terms(document(ID), name) == {"threats": expected}
    else:
        assert not {"lapses_on", "when_contested", "sources"} & set(item)
        assert terms(document(ID), name) == {}
    assert item.get("applies_when") == ({"plan": "active"} if name == "plan_running" else None)


def test_the_document_has_these_items_and_the_age():
    found = document(ID)
    assert [i["id"] for i in found["items"] if i["kind"] != "derived"] == list(TABLE)
    assert [i["id"] for i in found["items"] if i["kind"] == "derived"] == ["v_age"]
    bins = [{"at_least": 0, "points": 1}, {"at_least": 6, "points": 0}]
    assert terms(found, "v_age") == {"young": {"item": "v_age", "combine": "max", "bins": bins}}
    assert found["subject"] == "child"


def test_whose_word_counts_about_a_threat():
    sources = {i["id"]: set(i["sources"]) for i in document(ID)["items"] if i["id"] in THREATS}
    assert sources.pop("t_fear") == {"child", "worker", "professional", "not_stated"}
    assert all(counted == {"worker", "professional", "record", "child", "not_stated"} for counted in sources.values())


def test_only_what_help_can_change_is_changeable():
    changeable = {i["id"]: i["best"] for i in document(ID)["items"] if i.get("changeable")}
    assert changeable == {n: "no" if n in [*THREATS, "v_unseen"] else "yes" for n in TABLE if n != "v_need"}


def test_levels_bounds_and_review_times_are_those_of_the_page():
    found = document(ID)
    assert [(level["id"], level["review_every"]) for level in found["levels"]] == [
        (SAFE, "P30D"), (WITH_PLAN, "P7D"), (UNSAFE, "P1D"),
    ]  # fmt: skip
    threats = next(s for s in found["scales"] if s["id"] == "threats")
    assert (threats["combine"], threats["minimum"], threats["maximum"]) == ("sum", 0, 20)
    assert threats["cuts"] == {WITH_PLAN: 1, UNSAFE: 2}
    assert found["overrides"] == {"roles": ["supervisor"], "up": 1, "longest": "P30D"}  # down: 0 by default
    assert found["hear_child_every"] == "P30D"
    assert [(rule["id"], rule["then"]) for rule in found["rules"]] == [
        ("R1", {"at_most": WITH_PLAN}), ("R2", {"at_least": UNSAFE}),
    ]  # fmt: skip


# Threats


@pytest.mark.parametrize(("name", "code"), [(n, code) for n in THREATS for code in TABLE[n][3]])
def test_every_answer_gives_its_points(name, code):
    a = looked_at(ALL_SAFE | {name: code})
    given = 0 if code == "no" else 2
    assert points(a, name, "threats") == (given, given)
    assert scale(a, "threats") == (given, given)
    assert computed(a) == ((SAFE, SAFE) if code == "no" else (UNSAFE, UNSAFE))


@pytest.mark.parametrize("number", range(11))
def test_threats_add_up(number):
    sexual = {"t_sexual": "yes_no_access" if number > 1 else "no"}
    a = looked_at(ALL_SAFE | dict.fromkeys(THREATS[:number], "yes") | sexual)
    assert scale(a, "threats") == (2 * number, 2 * number)
    assert computed(a) == ((SAFE, SAFE) if number == 0 else (UNSAFE, UNSAFE))


@pytest.mark.parametrize("name", THREATS)
def test_a_threat_not_asked_is_not_no(name):
    a = looked_at({k: v for k, v in ALL_SAFE.items() if k != name})
    assert scale(a, "threats") == (0, 2)
    assert computed(a) == (SAFE, UNSAFE)


def test_nothing_asked_is_safe_to_unsafe():
    a = looked_at({})
    assert scale(a, "threats") == (0, 20)
    assert computed(a) == (SAFE, UNSAFE)


# Vulnerability


@pytest.mark.parametrize(("age", "young"), [(0, 1), (5, 1), (6, 0), (17, 0)])
def test_a_child_is_young_until_its_sixth_birthday(age, young):
    a = looked_at(ALL_SAFE, persons=(child(age), caregiver()))
    assert scale(a, "young") == (young, young)
    assert row(a, "v_age")["answer"] == age


def test_a_child_turns_six_on_its_birthday():
    persons = ({"role": "child", "born_on": "2014-01-02"}, caregiver())
    assert scale(looked_at(ALL_SAFE, persons=persons), "young") == (1, 1)
    assert scale(looked_at(ALL_SAFE, persons=persons, as_of="2020-01-02"), "young") == (0, 0)


def test_a_child_without_a_birth_date_may_be_young():
    assert scale(looked_at(ALL_SAFE, persons=({"role": "child"}, caregiver())), "young") == (0, 1)


def test_the_age_is_that_of_the_child_asked_about():
    persons = (child(8), child(2), caregiver())
    answers = {name: [code, code] for name, code in ALL_SAFE.items()}
    assert scale(looked_at(answers, persons=persons), "young") == (0, 0)
    assert scale(looked_at(answers, persons=persons, who="child2"), "young") == (1, 1)


# Rule R1: a plan that works and covers the threat, and enough protection


@pytest.mark.parametrize("running", ["yes", "no"])
@pytest.mark.parametrize("vulnerable", [(), ("young",), ("v_need",), ("v_unseen",), ("young", "v_need", "v_unseen")])
@pytest.mark.parametrize("protecting", [c for n in range(4) for c in itertools.combinations(PROTECTION, n)])
def test_rule_r1_a_vulnerable_child_needs_two_protections_another_one(running, vulnerable, protecting):
    answers = HELD | {"t_adults": "yes", "plan_running": running}
    answers |= {name: "yes" if name in protecting else "no" for name in PROTECTION}
    answers |= {name: "yes" if name in vulnerable else "no" for name in ("v_need", "v_unseen")}
    persons = (child(5 if "young" in vulnerable else 8), caregiver())
    a = looked_at(answers, more=[plan()], persons=persons)
    holds = running == "yes" and len(protecting) >= (2 if vulnerable else 1)
    assert truth(a, "R1") is holds
    assert computed(a) == ((WITH_PLAN, WITH_PLAN) if holds else (UNSAFE, UNSAFE))


def test_rule_r1_needs_a_plan():
    a = looked_at(ALL_SAFE | {"t_adults": "yes"})
    assert truth(a, "R1") is False
    assert row(a, "plan_running")["status"] == "not_applicable"
    assert computed(a) == (UNSAFE, UNSAFE)


@pytest.mark.parametrize("threat", THREATS)
def test_rule_r1_needs_a_plan_that_covers_the_threat_there_is(threat):
    answers = HELD | {threat: "yes_no_access" if threat == "t_sexual" else "yes"}
    only_this = looked_at(answers, more=[plan(covers=[threat])])
    all_but_this = looked_at(answers, more=[plan(covers=[t for t in THREATS if t != threat])])
    assert truth(only_this, "R1") is True
    assert truth(all_but_this, "R1") is False
    assert computed(all_but_this) == (UNSAFE, UNSAFE)


def test_rule_r1_is_open_while_an_uncovered_threat_is_unknown():
    answers = {k: v for k, v in HELD.items() if k != "t_care"} | {"t_adults": "yes"}
    a = looked_at(answers, more=[plan(covers=["t_adults"])])
    assert truth(a, "R1") is None
    assert computed(a) == (WITH_PLAN, UNSAFE)


def test_two_plans_cover_together():
    answers = HELD | {"t_adults": "yes", "t_care": "yes"}
    a = looked_at(answers, more=[plan(covers=["t_adults"]), plan(covers=["t_care"])])
    assert computed(a) == (WITH_PLAN, WITH_PLAN)


def test_a_plan_never_makes_a_safe_child_less_safe():
    a = looked_at(HELD, more=[plan()])
    assert truth(a, "R1") is True
    assert computed(a) == (SAFE, SAFE)


def test_a_plan_for_one_child_does_not_protect_the_other():
    persons = (child(8), child(10), caregiver())
    answers = {name: [code, code] for name, code in (HELD | {"t_adults": "yes"}).items()}
    one = [plan(persons=["child1"])]
    assert computed(looked_at(answers, more=one, persons=persons)) == (WITH_PLAN, WITH_PLAN)
    other = looked_at(answers, more=one, persons=persons, who="child2")
    assert row(other, "plan_running")["status"] == "not_applicable"
    assert computed(other) == (UNSAFE, UNSAFE)
    for who in ("child1", "child2"):
        assert computed(looked_at(answers, more=[plan()], persons=persons, who=who)) == (WITH_PLAN, WITH_PLAN)


def test_on_day_8_the_check_of_the_plan_lapses_and_the_level_opens():
    answers = HELD | {"t_adults": "yes"}
    day_7 = looked_at(answers, more=[plan()], as_of="2020-01-07")
    assert computed(day_7) == (WITH_PLAN, WITH_PLAN)
    day_8 = looked_at(answers, more=[plan()], as_of="2020-01-08")
    assert row(day_8, "plan_running")["status"] == "stale"
    assert truth(day_8, "R1") is None
    assert computed(day_8) == (WITH_PLAN, UNSAFE)


def test_on_the_day_a_plan_ends_the_child_is_no_longer_safe_with_it():
    answers = HELD | {"t_adults": "yes"}
    short = [plan(until="2020-01-05")]
    assert computed(looked_at(answers, more=short, as_of="2020-01-04")) == (WITH_PLAN, WITH_PLAN)
    over = looked_at(answers, more=short, as_of="2020-01-05")
    assert row(over, "plan_running")["status"] == "not_applicable"
    assert truth(over, "R1") is False
    assert computed(over) == (UNSAFE, UNSAFE)


# Rule R2: what no plan can hold


BEYOND_A_PLAN = [("t_sexual", "yes_access"), ("t_lethal", "yes"), ("t_hidden", "yes")]


@pytest.mark.parametrize(("name", "code"), [(n, code) for n in THREATS for code in TABLE[n][3]])
def test_rule_r2_overrules_a_plan(name, code):
    holds = (name, code) in BEYOND_A_PLAN
    a = looked_at(HELD | {name: code}, more=[plan()])
    assert truth(a, "R1") is True
    assert truth(a, "R2") is holds
    level = UNSAFE if holds else SAFE if code == "no" else WITH_PLAN
    assert computed(a) == (level, level)


@pytest.mark.parametrize("name", ["t_sexual", "t_lethal", "t_hidden"])
def test_rule_r2_is_open_while_its_question_is(name):
    a = looked_at({k: v for k, v in HELD.items() if k != name}, more=[plan()])
    assert truth(a, "R2") is None
    assert computed(a) == (SAFE, UNSAFE)


# Time


LAST_DAY = {"P7D": "2020-01-07", "P14D": "2020-01-14", "P30D": "2020-01-30", "P1Y": "2020-12-31"}


@pytest.mark.parametrize("name", TABLE)
def test_an_answer_counts_until_its_shelf_life_is_over(name):
    last = LAST_DAY[TABLE[name][4]]
    long_plan = [plan(until="2022-01-01")]
    assert row(looked_at(HELD, more=long_plan, as_of=last), name)["status"] == "current"
    after = row(looked_at(HELD, more=long_plan, as_of=days_later(last, 1)), name)
    assert (after["status"], after["expires_on"]) == ("stale", days_later(last, 1))


@pytest.mark.parametrize("name", PLANLESS)
@pytest.mark.parametrize("what", ["caregiver", "other", "child", "new_report", "placement", "partner_violence"])
def test_what_makes_an_answer_lapse(name, what):
    persons, events = HOME, ()
    if what in ("caregiver", "other", "child"):
        persons = (*HOME, {"role": what, "start": "2020-01-05", "id": "newcomer"})
    else:
        events = (event(what, "2020-01-05"),)
    answers = {k: [v, v] if what == "child" else v for k, v in ALL_SAFE.items()}
    lapses = name in THREATS and what in ("caregiver", "other", "new_report", "placement")
    before = looked_at(answers, persons=persons, events=events, as_of="2020-01-04")
    assert row(before, name, "child1")["status"] == "current"
    after = row(looked_at(answers, persons=persons, events=events, as_of="2020-01-05"), name, "child1")
    assert after["status"] == ("stale" if lapses else "current")
    if lapses:
        assert after["expires_by"]["why"] == ("joins" if what in ("caregiver", "other") else "event")


def test_a_report_about_another_child_makes_nothing_lapse_here():
    persons = (child(8), child(10), caregiver())
    answers = {name: [code, code] for name, code in ALL_SAFE.items()}
    about = event("new_report", "2020-01-05", persons=[{"person": "child2"}])
    here = looked_at(answers, persons=persons, events=[about], as_of="2020-01-05")
    there = looked_at(answers, persons=persons, events=[about], as_of="2020-01-05", who="child2")
    assert row(here, "t_hurt", "child1")["status"] == "current"
    assert row(there, "t_hurt", "child2")["status"] == "stale"
    assert (computed(here), computed(there)) == ((SAFE, SAFE), (SAFE, UNSAFE))


@pytest.mark.parametrize(("answers", "level", "due"), [
    (ALL_SAFE, SAFE, "2020-01-31"),
    (HELD | {"t_adults": "yes"}, WITH_PLAN, "2020-01-08"),
    (ALL_SAFE | {"t_adults": "yes"}, UNSAFE, "2020-01-02"),
])  # fmt: skip
def test_the_review_is_due_by_level(answers, level, due):
    more = [sign_off(ID, TODAY, level, person="child1")] + ([plan()] if level == WITH_PLAN else [])
    a = looked_at(answers, more=more)
    assert final(a) == (level, level)
    assert a["due"]["review_due"] == due


# Voices


@pytest.mark.parametrize("name", [t for t in THREATS if t != "t_sexual"])
@pytest.mark.parametrize(
    ("source", "widens"),
    [("child", True), ("professional", True), ("parent", False), ("network", False), ("record", True)],
)
def test_another_counted_word_widens_the_level_and_is_never_lost(name, source, widens):
    widens = widens and not (name == "t_fear" and source == "record")
    other = said(name, "yes", person="child1", source=source, observed_on="2019-12-31")
    a = looked_at(ALL_SAFE, more=[other])
    assert row(a, name)["contested"] is True
    assert points(a, name, "threats") == ((0, 2) if widens else (0, 0))
    assert computed(a) == ((SAFE, UNSAFE) if widens else (SAFE, SAFE))


def test_a_child_who_says_it_is_not_afraid_does_not_take_away_what_the_worker_saw():
    a = looked_at(ALL_SAFE | {"t_hurt": "yes"}, more=[said("t_hurt", "no", person="child1", source="child")])
    assert scale(a, "threats") == (0, 2)
    assert computed(a) == (SAFE, UNSAFE)


# Overrides


def override(level: str, **more) -> dict:
    return {
        "type": "override", "instrument": ID, "person": "child1", "level": level,
        "computed": {"low": SAFE, "high": SAFE}, "by": "supervisor",
        "reason": "made up", "start": TODAY, "until": "2020-01-31", **more,
    }  # fmt: skip


def test_an_override_goes_one_level_up():
    a = looked_at(ALL_SAFE, more=[override(WITH_PLAN)])
    assert computed(a) == (SAFE, SAFE)
    assert final(a) == (WITH_PLAN, WITH_PLAN)


@pytest.mark.parametrize("more", [
    {"level": UNSAFE},
    {"by": "worker"},
    {"until": "2020-02-01"},
])  # fmt: skip
def test_an_override_two_levels_up_by_another_or_for_longer_is_not_allowed(more):
    a = looked_at(ALL_SAFE, more=[override(WITH_PLAN) | more])
    assert final(a) == (SAFE, SAFE)
    assert [o["state"] for o in a["level"]["overrides"]] == ["not_allowed"]


def test_an_override_never_goes_down():
    down = override(WITH_PLAN, computed={"low": UNSAFE, "high": UNSAFE})
    a = looked_at(ALL_SAFE | {"t_adults": "yes"}, more=[down])
    assert final(a) == (UNSAFE, UNSAFE)
    assert [o["state"] for o in a["level"]["overrides"]] == ["not_allowed"]
