# SPDX-License-Identifier: MPL-2.0
"""cfra-nl-derived: a published table of fifteen items, one total, no levels. Typed from the instrument page, (a)."""

from __future__ import annotations

import pytest
from families import (
    TODAY,
    assess,
    caregiver,
    child,
    days_later,
    document,
    event,
    family,
    points,
    row,
    scale,
    shipped,
    terms,
)

ID = "cfra-nl-derived"
YES_NO = {"no": 0, "yes": 1}
COUNTED = {"none": 0, "one": 1, "two_or_more": 2}
DETERMINED = {"no": 0, "partly": 1, "yes": 2, "not_determined": 1}

# id: kind, per, Dutch, English, options with their points, shelf life, events on which it lapses
TABLE = {
    "n_current": ("static", "family", "Gaat de melding nu over verwaarlozing?", "Is the present report about neglect?",
                  YES_NO, None, ["new_report"]),
    "n_prior": ("static", "family", "Hoeveel eerdere meldingen van verwaarlozing?", "How many earlier neglect reports?",
                COUNTED, None, ["new_report"]),
    "a_current": ("static", "family", "Gaat de melding nu over mishandeling?", "Is the present report about abuse?",
                  YES_NO, None, ["new_report"]),
    "a_prior": ("static", "family", "Hoeveel eerdere meldingen van mishandeling?", "How many earlier abuse reports?",
                COUNTED, None, ["new_report"]),
    "a_injury": ("static", "family", "Had een kind eerder letsel door mishandeling of verwaarlozing?",
                 "Was a child injured before by abuse or neglect?", YES_NO, None, None),
    "blame": ("dynamic", "caregiver", "Geeft een ouder het kind de schuld?", "Does a parent blame the child?",
              YES_NO, "P3M", None),
    "care": ("dynamic", "caregiver", "Geeft een ouder te weinig lichamelijke zorg?",
             "Does a parent give too little physical care?", YES_NO, "P3M", None),
    "drug": ("dynamic", "caregiver", "Heeft een ouder nu een probleem met drank of drugs?",
             "Does a parent now have an alcohol or drug problem?", YES_NO, "P30D", None),
    "style": ("dynamic", "caregiver", "Is een ouder te streng of te overheersend?",
              "Is a parent too strict or domineering?", {"no": 0, "strict": 1, "domineering": 1}, "P6M", None),
    "money": ("dynamic", "family", "Zijn er ernstige geldzorgen?", "Severe money trouble?", YES_NO, "P3M", None),
    "destructive": ("dynamic", "family", "Gaan gezinsleden vernielend met elkaar om?",
                    "Do family members treat each other destructively?",
                    {"no": 0, "sometimes": 1, "often": 2}, "P3M", None),
    "skills": ("dynamic", "caregiver", "Mist een ouder vaardigheden om op te voeden?",
               "Does a parent lack parenting skills?", DETERMINED, "P6M", None),
    "attend": ("dynamic", "caregiver", "Heeft een ouder te weinig aandacht voor het kind?",
               "Does a parent pay the child too little attention?", DETERMINED, "P3M", None),
    "downplay": ("dynamic", "caregiver", "Maakt een ouder de zorgen kleiner dan ze zijn?",
                 "Does a parent play the concerns down?", YES_NO, "P3M", None),
}  # fmt: skip

LEAST = {name: next(iter(line[4])) for name, line in TABLE.items()}
MOST = {name: max(line[4], key=line[4].__getitem__) for name, line in TABLE.items()}
HOME = (caregiver(), child(6))


def looked_at(answers: dict, *, events=(), as_of=TODAY, persons=HOME) -> dict:
    return assess(shipped(ID), family(document(ID), persons, answers, events), as_of)


@pytest.mark.parametrize("name", TABLE)
def test_the_document_asks_what_the_page_asks(name):
    kind, per, nl, en, given, life, lapses = TABLE[name]
    item = next(i for i in document(ID)["items"] if i["id"] == name)
    assert (item["kind"], item.get("per", "family"), item.get("shelf_life")) == (kind, per, life)
    assert item["ask"] == {"nl": nl, "en": en}
    assert item.get("lapses_on") == ({"events": lapses} if lapses else None)
    assert [option["code"] for option in item["answer"]["options"]] == list(given)
    term = terms(document(ID), name)["total"]
    assert term["points"] == given
    assert term.get("combine") == (None if per == "family" else "max")


def test_the_document_has_fifteen_items_one_of_them_counted():
    items = document(ID)["items"]
    assert [i["id"] for i in items if i["kind"] != "derived"] == list(TABLE)
    assert [i for i in items if i["kind"] == "derived"] == [
        {
            "id": "dv",
            "kind": "derived",
            "label": {
                "nl": "Was er partnergeweld in de laatste 12 maanden?",
                "en": "Partner violence in the past 12 months?",
            },
            "derive": {"count_events": {"types": ["partner_violence"], "window": "P1Y"}},
        }
    ]


def test_all_that_is_asked_about_the_present_is_changeable():
    changeable = {i["id"]: i["best"] for i in document(ID)["items"] if i.get("changeable")}
    assert changeable == {n: LEAST[n] for n in TABLE if TABLE[n][0] == "dynamic"}


def test_no_levels_are_shipped_because_no_cut_offs_were_published():
    assert not {"levels", "level_from", "rules", "overrides", "tree"} & set(document(ID))
    a = looked_at(LEAST)
    assert (a["level"]["computed"], a["level"]["final"], a["level"]["determined"]) == (None, None, None)


@pytest.mark.parametrize(("name", "code"), [(n, code) for n, line in TABLE.items() for code in line[4]])
def test_every_answer_gives_its_points(name, code):
    a = looked_at(LEAST | {name: code})
    given = TABLE[name][4][code]
    assert points(a, name, "total") == (given, given)
    assert scale(a, "total") == (given, given)


@pytest.mark.parametrize("name", TABLE)
def test_an_unknown_answer_is_a_range_and_not_determined_is_not_unknown(name):
    a = looked_at({k: v for k, v in LEAST.items() if k != name})
    assert scale(a, "total") == (0, max(TABLE[name][4].values()))


def test_the_items_add_up_to_21_not_to_the_printed_18():
    least = looked_at(LEAST)
    most = looked_at(MOST, events=[event("partner_violence", "2019-06-15")])
    assert scale(least, "total") == (0, 0)
    assert scale(most, "total") == (21, 21)
    assert next(s for s in document(ID)["scales"])["maximum"] == 21


@pytest.mark.parametrize(("day", "given"), [("2019-01-01", 0), ("2019-01-02", 2), (TODAY, 2)])
def test_partner_violence_gives_2_points_for_12_months(day, given):
    a = looked_at(LEAST, events=[event("partner_violence", day), event("partner_violence", day)])
    assert points(a, "dv", "total") == (given, given)


def test_child_maltreatment_is_no_partner_violence():
    assert scale(looked_at(LEAST, events=[event("child_maltreatment", "2019-12-01")]), "total") == (0, 0)


def test_money_alone_moves_the_total_by_one_of_21_points():
    for answers in (LEAST, MOST):
        without = scale(looked_at(answers | {"money": "no"}), "total")
        with_money = scale(looked_at(answers | {"money": "yes"}), "total")
        assert with_money[0] - without[0] == with_money[1] - without[1] == 1
    assert set(next(i for i in document(ID)["items"] if i["id"] == "money")["justification"]) == {"nl", "en"}


@pytest.mark.parametrize("name", [n for n in TABLE if TABLE[n][1] == "caregiver"])
def test_of_two_parents_the_higher_counts(name):
    persons = (caregiver(), caregiver(), child(6))
    for one in TABLE[name][4]:
        for other in TABLE[name][4]:
            a = looked_at(LEAST | {name: [one, other]}, persons=persons)
            higher = max(TABLE[name][4][one], TABLE[name][4][other])
            assert scale(a, "total") == (higher, higher)


LAST_DAY = {"P30D": "2020-01-30", "P3M": "2020-03-31", "P6M": "2020-06-30"}


@pytest.mark.parametrize("name", [n for n in TABLE if TABLE[n][5]])
def test_an_answer_counts_until_its_shelf_life_is_over(name):
    last = LAST_DAY[TABLE[name][5]]
    assert row(looked_at(LEAST, as_of=last), name)["status"] == "current"
    assert row(looked_at(LEAST, as_of=days_later(last, 1)), name)["status"] == "stale"


@pytest.mark.parametrize("name", TABLE)
def test_a_new_report_reopens_what_is_asked_about_reports(name):
    a = looked_at(LEAST, events=[event("new_report", "2020-01-05")], as_of="2020-01-05")
    assert row(a, name)["status"] == ("stale" if TABLE[name][6] else "current")
