# SPDX-License-Identifier: MPL-2.0
"""The talking picture: everybody's own number, nothing withheld from anybody at the table, and no danger left out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from made_up import EXAMPLES

import actueel as ac
from actueel.talk import talk_page

DAY = "2020-04-16"
FAMILY = EXAMPLES / "family.json"


def said(id: str, item: str, answer: object, source: str, **more: Any) -> dict[str, Any]:
    at = {"recorded_at": "2020-04-14T12:00:00Z", "observed_on": "2020-04-14"}
    return {"id": id, "type": "observation", **at, "item": item, "answer": answer, "source": source, **more}


def family_with(*records: dict[str, Any]) -> ac.History:
    document = json.loads(FAMILY.read_text())
    document["records"] += records
    return ac.History.parse(json.dumps(document))


def page_of(history: ac.History, *instruments: str, **asked: Any) -> str:
    return talk_page([ac.instrument(each) for each in instruments], history, as_of=DAY, **asked)


def words(page: str) -> str:
    text = re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)
    return " ".join(text.split())


NUMBERS = (
    said("z1", "by_caregiver", 8, "parent", person="p3", by="p3"),
    said("z2", "by_caregiver", 3, "parent", person="p4", by="p4"),
    said("z3", "by_worker", 5, "worker", by="w7"),
)


def test_each_person_has_a_number_and_nobody_an_average() -> None:
    page = page_of(family_with(*NUMBERS))
    told = re.findall(r'aria-label="([^"]*)"', page)
    assert told == ["Opvoeder 2 geeft een 3 van 10", "Medewerker geeft een 5 van 10", "Opvoeder 1 geeft een 8 van 10"]
    assert "De cijfers liggen 5 uit elkaar." in page
    assert "Nu nog geen cijfer van: Netwerk." in page
    assert "5,3" not in page
    assert "w7" not in words(page), "a worker is a worker here"


def test_a_number_that_no_longer_counts_is_none() -> None:
    old = said("z1", "by_worker", 9, "worker") | {"observed_on": "2020-01-02", "recorded_at": "2020-01-02T12:00:00Z"}
    page = page_of(family_with(old))
    assert "geeft een" not in page
    assert "Medewerker" in page


@pytest.mark.parametrize("audience", ["parent", "parent:p3", "parent:p4", "somebody"])
def test_what_is_withheld_from_anybody_at_the_table_is_left_out_for_all(audience: str) -> None:
    note = {"note": "canary", "withhold_from": [audience]}
    at = {"recorded_at": "2020-04-14T12:00:00Z"}
    plan = {"id": "y1", "type": "plan", **at, "start": "2020-04-14", "until": "2020-05-01", **note}
    goal = {"id": "y2", "type": "goal", **at, "start": "2020-04-14", "source": "parent", "by": "p3", **note}
    view = {"id": "y3", "type": "view", **at, "observed_on": "2020-04-14", "source": "parent", "by": "p3", **note}
    number = said("y4", "by_network", 1, "network", **note)
    page = page_of(family_with(plan, goal, view, number, *NUMBERS), "risk-check")
    assert "canary" not in page
    assert "geeft een 1 van" not in page
    assert "Niet alles wat is opgeschreven, staat hier." in page
    shown = page_of(family_with(plan, goal, view, number, *NUMBERS), "risk-check", readers=["worker"])
    assert ("canary" in shown) == (audience != "somebody")


def test_a_child_at_the_table_sees_no_more_than_a_child_may() -> None:
    history = family_with(*NUMBERS)
    together = page_of(history, "risk-check", readers=["parent:p3", "child:p1"])
    assert "Opvoeder 2 geeft" not in together
    assert "Medewerker geeft een 5 van 10" in together
    assert "It goes better since" not in together
    assert "No shouting at dinner." in together


def test_the_level_of_safety_is_the_true_one_for_every_reader() -> None:
    hidden = said("z9", "t_hurt", "yes", "worker", person="p1", withhold_from=["parent"], note="canary")
    page = page_of(family_with(hidden), "safety-check")
    level = ac.instrument("safety-check").assess(family_with(hidden), as_of=DAY, child="p1").final
    assert str(level) == "unsafe"
    assert "Oudste kind: onveilig" in words(page)
    assert "canary" not in page
    assert "pijn" not in words(page)


def test_no_danger_of_now_is_left_out_to_fit_the_page() -> None:
    dangers = ["t_hurt", "t_adults", "t_lethal", "t_care", "t_unable", "t_home"]
    records = [said(f"z{n}", item, "yes", "worker", person="p1") for n, item in enumerate(dangers)]
    for record in records:
        record |= {"observed_on": "2020-03-20", "recorded_at": "2020-03-20T12:00:00Z"}
    page = words(page_of(family_with(*records), "risk-check", "safety-check"))
    for item in ac.instrument("safety-check").to_dict()["items"]:
        if item["id"] in dangers:
            assert item["ask"]["nl"] in page, item["id"]
    assert "Die staan in het verslag." in page


def test_people_who_differ_are_a_worry_whatever_the_answer() -> None:
    page = page_of(family_with(), "risk-check", lang="en")
    worries = words(page[page.index('class="worries"') : page.index('class="agreed"')])
    assert "people differ about this" in worries


def test_what_was_agreed_and_when_we_look_again_stand_there() -> None:
    at = "2020-04-14T12:00:00Z"
    plan = {
        "id": "y1",
        "type": "plan",
        "recorded_at": at,
        "start": "2020-04-14",
        "until": "2020-05-01",
        "note": "Oma helpt.",
    }
    agreed = words(page_of(family_with(plan, *NUMBERS)))
    assert "Oma helpt. tot 1 mei 2020" in agreed
    assert "Op 1 mei 2020, of eerder als er iets verandert." in agreed
    assert "Er is nu geen plan." in words(page_of(family_with(*NUMBERS)))


def test_nothing_known_is_said_and_no_worry_is_no_promise() -> None:
    document = json.loads(FAMILY.read_text())
    document["records"] = [each for each in document["records"] if each["type"] in ("person", "membership")]
    page = words(page_of(ac.History.parse(json.dumps(document)), "risk-check"))
    assert "Hier weten we nu nog niets over." in page
    assert "Er staat nu geen zorg op dit blad. Dat betekent niet dat er geen is." in page


def test_names_are_on_the_page_alone_and_texts_stay_texts() -> None:
    view = {"id": "y3", "type": "view", "recorded_at": "2020-04-14T12:00:00Z", "observed_on": "2020-04-14"}
    history = family_with(view | {"source": "parent", "by": "p3", "note": "<b>bold</b>"}, *NUMBERS)
    page = page_of(history, names={"p3": "Anna <i>"})
    assert "Anna &lt;i&gt; geeft een 8 van 10" in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"lang": "fr"}, "value_unknown"),
        ({"readers": ["mother"]}, "value_unknown"),
        ({"readers": ["parent:p99"]}, "person_not_introduced"),
    ],
)
def test_a_page_for_nobody_or_in_no_language_is_refused(asked: dict[str, Any], code: str) -> None:
    with pytest.raises(ac.Error) as caught:
        page_of(family_with(), **asked)
    assert caught.value.problems[0].code == code


def test_without_a_known_caregiver_somebody_has_to_say_who_reads() -> None:
    history = ac.History.parse('{"format": "actueel.history/1", "family": "F-1", "records": []}')
    with pytest.raises(ac.Error, match="say who sits at the table"):
        page_of(history)
    assert "Samen kijken" in page_of(history, readers=["worker"])


def test_the_command_writes_a_page_or_nothing(actueel: Any, tmp_path: Path) -> None:
    out = tmp_path / "talk.html"
    done = actueel("talk", FAMILY, "-i", "risk-check", "--as-of", DAY, "--lang", "en", "-o", out)
    assert done.returncode == 0, done.stderr
    assert "Looking together" in out.read_text()
    refused = actueel("talk", FAMILY, "--as-of", DAY, "--for", "parent:p99", "-o", tmp_path / "none.html")
    assert refused.returncode == 2
    assert not (tmp_path / "none.html").exists()


def test_the_page_is_as_it_was_looked_at(golden: Any) -> None:
    golden("talk.nl.html", page_of(family_with(*NUMBERS), "safety-check", "risk-check"))
