# SPDX-License-Identifier: MPL-2.0
"""collaboration-feedback-parent and -child: six statements after a talk. Typed from the instrument page, part (e)."""

from __future__ import annotations

import pytest
from families import (
    TODAY,
    assess,
    caregiver,
    child,
    computed,
    days_later,
    document,
    family,
    points,
    row,
    said,
    scale,
    shipped,
    terms,
    truth,
)

TALK, MIXED, TOGETHER = "talk_now", "mixed", "together"

# id: parent nl, en; child nl, en
STATEMENTS = {
    "heard": ("De medewerker luisterde naar mij.", "The worker listened to me.",
              "Er werd naar mij geluisterd.", "I was listened to."),
    "clear": ("Ik begreep wat er werd gezegd.", "I understood what was said.",
              "Ik snapte het gesprek.", "I understood the talk."),
    "correct": ("Wat over ons werd verteld, klopte.", "What was said about us was right.",
                "Wat over mij werd verteld, klopte.", "What was said about me was right."),
    "say": ("Ik kon meedenken over wat we gaan doen.", "I had a say in what we will do.",
            "Ik durfde te zeggen wat ik wil.", "I dared to say what I want."),
    "respect": ("Ik werd met respect behandeld.", "I was treated with respect.",
                "Er werd aardig tegen mij gedaan.", "People were kind to me."),
    "next": ("Dit gesprek helpt ons verder.", "This talk helps us on.",
             "Ik weet wat er nu gaat gebeuren.", "I know what happens next."),
}  # fmt: skip

POINTS = {
    "parent": {"not_at_all": 0, "not_really": 1, "a_little": 2, "mostly": 3, "completely": 4},
    "child": {"no": 0, "a_little": 2, "yes": 4},
}
ROLE = {"parent": "caregiver", "child": "child"}
HOME = (caregiver(), child(10))

both = pytest.mark.parametrize("who", ["parent", "child"])


def shorthand(who: str, given: str) -> dict:
    """Answers by their points, in the order of the statements; a dot is not answered: '4434.2'."""
    code = {str(value): name for name, value in POINTS[who].items()}
    return {name: code[g] for name, g in zip(STATEMENTS, given, strict=True) if g != "."}


def looked_at(who: str, answers: dict | str, *, persons=HOME, as_of=TODAY, more=()) -> dict:
    answers = shorthand(who, answers) if isinstance(answers, str) else answers
    name = f"collaboration-feedback-{who}"
    return assess(shipped(name), family(document(name), persons, answers, more=more), as_of)


@both
@pytest.mark.parametrize("name", STATEMENTS)
def test_the_document_says_what_the_page_says(who, name):
    found = document(f"collaboration-feedback-{who}")
    item = next(i for i in found["items"] if i["id"] == name)
    nl, en = STATEMENTS[name][:2] if who == "parent" else STATEMENTS[name][2:]
    assert item["ask"] == {"nl": nl, "en": en}
    assert (item["kind"], item["per"], item["shelf_life"], item["sources"]) == ("dynamic", ROLE[who], "P60D", [who])
    assert terms(found, name) == {"collaboration": {"item": name, "combine": "min", "points": POINTS[who]}}


@both
def test_the_document_is_one_sitting_with_a_mean_of_four_of_six(who):
    found = document(f"collaboration-feedback-{who}")
    assert found["one_sitting"] is True
    (of,) = found["scales"]
    assert (of["combine"], of["min_answered"], of["minimum"], of["maximum"]) == ("mean", 4, 0, 4)
    assert of["cuts"] == {MIXED: 2, TOGETHER: 3}
    assert of["higher_is"] == "better"
    assert {level["id"]: level["review_every"] for level in found["levels"]} == dict.fromkeys(
        (TALK, MIXED, TOGETHER), "P60D"
    )
    assert [item["id"] for item in found["items"]] == list(STATEMENTS)


@both
@pytest.mark.parametrize("name", STATEMENTS)
def test_every_answer_gives_its_points(who, name):
    best = shorthand(who, "444444")
    for code, given in POINTS[who].items():
        a = looked_at(who, best | {name: code})
        assert points(a, name, "collaboration") == (given, given)
        expected = round((20 + given) / 6, 4)
        assert scale(a, "collaboration") == (expected, expected)
        assert truth(a, "any_lowest") is (given == 0)
        assert truth(a, "correct_lowest") is (given == 0 and name == "correct")
        level = TALK if given == 0 and name == "correct" else MIXED if given == 0 else TOGETHER
        assert computed(a) == (level, level)


@pytest.mark.parametrize(
    ("who", "given", "value", "level"),
    [
        ("parent", "000000", 0, TALK),
        ("parent", "222221", 1.8333, TALK),
        ("parent", "222222", 2, MIXED),
        ("parent", "333332", 2.8333, MIXED),
        ("parent", "333333", 3, TOGETHER),
        ("parent", "444444", 4, TOGETHER),
        ("child", "000000", 0, TALK),
        ("child", "222220", 1.6667, TALK),
        ("child", "222222", 2, MIXED),
        ("child", "442222", 2.6667, MIXED),
        ("child", "444222", 3, TOGETHER),
        ("child", "444444", 4, TOGETHER),
    ],
)
def test_each_level_begins_at_its_bound(who, given, value, level):
    a = looked_at(who, given)
    assert scale(a, "collaboration") == (value, value)
    assert computed(a) == (level, level)


@both
def test_four_answers_make_a_mean_and_three_do_not(who):
    assert scale(looked_at(who, "4442.."), "collaboration") == (3.5, 3.5)
    assert scale(looked_at(who, "442..."), "collaboration") == (1.6667, 3.6667)  # 10 to 22 of six
    assert scale(looked_at(who, "......"), "collaboration") == (0, 4)


@both
def test_who_refuses_is_not_taken_to_agree(who):
    a = looked_at(who, shorthand(who, "44444.") | {"next": "refused"})
    assert row(a, "next")["status"] == "unknown"
    assert scale(a, "collaboration") == (4, 4)
    assert truth(a, "any_lowest") is None
    assert computed(a) == (MIXED, TOGETHER)


@both
def test_only_the_person_who_answers_counts(who):
    for source in ("worker", "professional", "record", "network", "child" if who == "parent" else "parent"):
        about = {"person": f"{ROLE[who]}1", "source": source}
        other = [said(name, code, **about) for name, code in shorthand(who, "444444").items()]
        assert scale(looked_at(who, {}, more=other), "collaboration") == (0, 4)


@both
def test_of_two_people_the_lower_answer_counts(who):
    persons = (*HOME, caregiver() if who == "parent" else child(12))
    answers = {name: [code, code] for name, code in shorthand(who, "444444").items()}
    low = shorthand(who, "2.....")["heard"]
    a = looked_at(who, answers | {"heard": [answers["heard"][0], low]}, persons=persons)
    assert points(a, "heard", "collaboration", f"{ROLE[who]}1") == (4, 4)
    assert points(a, "heard", "collaboration", f"{ROLE[who]}2") == (2, 2)
    assert scale(a, "collaboration") == (3.6667, 3.6667)


@both
def test_a_later_talk_replaces_the_whole_earlier_one(who):
    person = f"{ROLE[who]}1"
    later = [
        said(name, code, person=person, source=who, observed_on="2020-01-10")
        for name, code in shorthand(who, "2222..").items()
    ]
    a = looked_at(who, "444444", more=later, as_of="2020-01-10")
    assert scale(a, "collaboration") == (2, 2)
    assert row(a, "next")["status"] == "unknown"


@both
def test_it_is_about_one_talk_and_lapses_after_60_days(who):
    last = days_later(TODAY, 59)
    assert row(looked_at(who, "444444", as_of=last), "heard")["status"] == "current"
    assert row(looked_at(who, "444444", as_of=days_later(last, 1)), "heard")["status"] == "stale"


@both
def test_no_other_instrument_uses_a_statement(who):
    statements = {i["id"] for i in document(f"collaboration-feedback-{who}")["items"]}
    for other in ("risk-check", "safety-check", "cfra-nl-derived", "safety-scale", "violence-class"):
        assert not statements & {i["id"] for i in document(other)["items"]}
