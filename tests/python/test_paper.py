# SPDX-License-Identifier: MPL-2.0
"""Forms to fill in by hand, and what people said of talks: of each person apart, never of a worker."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import pytest
from made_up import EXAMPLES, ROOT

import actueel as ac
from actueel.paper import feedback_page, form_page
from actueel.rendering import environment

TALKS = EXAMPLES / "talks.json"


def talks(*records: dict[str, Any], **changed: Any) -> ac.History:
    document = json.loads(TALKS.read_text())
    for record in document["records"]:
        if record["type"] == "observation":
            record |= changed
    document["records"] += records
    return ac.History.parse(json.dumps(document))


def words(page: str) -> str:
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL).split())


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("each", sorted(ac.instruments()))
def test_a_form_asks_every_question_once_with_every_answer(each: str, lang: str) -> None:
    instrument = ac.instrument(each)
    page = form_page(instrument, lang=lang)
    asked = [item for item in instrument.to_dict()["items"] if item["kind"] != "derived"]
    assert page.count('class="question"') == len(asked)
    text = words(page)
    for item in asked:
        assert item["ask"][lang] in text
        for option in item["answer"].get("options", ()):
            assert option["label"][lang] in text


def test_a_child_has_a_face_beside_each_word() -> None:
    page = form_page(ac.instrument("collaboration-feedback-child"))
    assert page.count("<svg") == 18
    assert page.count("nee") >= 6, "a face is never alone"
    assert "svg" not in form_page(ac.instrument("collaboration-feedback-parent")).replace("svg {", "")


def test_a_form_about_single_people_has_a_line_for_whom_it_is() -> None:
    assert "Over wie gaat dit blad?" in form_page(ac.instrument("risk-check"))
    for about_nobody in (ac.instrument("collaboration-feedback-child"), ac.instrument("violence-class")):
        assert "Over wie gaat dit blad?" not in form_page(about_nobody)


def test_who_does_not_want_to_say_has_a_box() -> None:
    assert form_page(ac.instrument("collaboration-feedback-child")).count("zeg ik liever niet") == 6
    assert "weet ik niet" in form_page(ac.instrument("risk-check"))


def test_each_talk_has_the_mean_of_the_scale_for_each_person() -> None:
    text = words(feedback_page(talks(), as_of="2020-04-16"))
    child, parent = text[text.index("het kind") :].split("opvoeder 1")
    assert re.findall(r"(\d+ \w+ 2020) ([^ ]+ van 4|te weinig antwoorden)", child) == [
        ("18 februari 2020", "2,3 van 4"),
        ("20 maart 2020", "3,7 van 4"),
        ("14 april 2020", "te weinig antwoorden"),
    ]
    assert re.findall(r"(\d+ \w+ 2020) ([^ ]+ van 4)", parent) == [
        ("18 februari 2020", "3,2 van 4"),
        ("14 april 2020", "3,7 van 4"),
    ]


def test_the_means_are_those_of_assess(tmp_path: Path) -> None:
    for who, day in (("child", "2020-02-18"), ("child", "2020-03-20"), ("parent", "2020-04-14")):
        scale = ac.instrument(f"collaboration-feedback-{who}").assess(talks(), as_of=day).scales["collaboration"]
        assert scale.low == scale.high
        assert f"{scale.low:.1f}".replace(".", ",") in words(feedback_page(talks(), as_of=day))


def test_later_talks_and_what_was_written_down_later_are_not_there() -> None:
    early = words(feedback_page(talks(), as_of="2020-03-31"))
    assert "20 maart 2020" in early
    assert "april" not in early
    late = talks(recorded_at="2020-06-01T12:00:00Z")
    assert "20 maart 2020" in words(feedback_page(late, as_of="2020-04-16"))
    assert "Niemand heeft" in words(feedback_page(late, as_of="2020-04-16", known_at="as_of"))


def test_no_worker_stands_on_the_page() -> None:
    page = feedback_page(talks(by="worker-w7"), as_of="2020-04-16")
    assert "w7" not in page
    assert "18 februari 2020" in page


def test_without_forms_nobody_is_said_to_have_filled_one_in(family: ac.History) -> None:
    assert "Niemand heeft een formulier ingevuld." in feedback_page(family, as_of="2020-04-16")


def withholding(chosen: Callable[[dict[str, Any]], bool], entry: str = "worker") -> ac.History:
    """The talks, of which some observations are withheld; each of those has an answer and a note of its own."""
    document = json.loads(TALKS.read_text())
    for record in document["records"]:
        if record["type"] == "observation" and chosen(record):
            record |= {"withhold_from": [entry], "note": "kanarie"}
    return ac.History.parse(json.dumps(document))


def test_what_is_withheld_from_the_worker_is_left_out_as_if_it_were_not_there() -> None:
    """A page says at its head that not all stands there; else it is that of a history without what is withheld."""
    days = ("18 februari", "20 maart", "14 april")
    for place, day in enumerate(("2020-02-18", "2020-03-20", "2020-04-14")):
        gone = withholding(lambda record, day=day: (record["by"], record["observed_on"]) == ("c1", day))
        document = gone.to_dict()
        document["records"] = [each for each in document["records"] if "withhold_from" not in each]
        page = feedback_page(gone, as_of="2020-04-16", names={"c1": "Sam"})
        child = words(page).split("Sam")[1].split("opvoeder")[0]
        assert [each in child for each in days] == [n != place for n in range(3)]
        assert "kanarie" not in page
        told = '<p class="meta">Niet alles wat is opgeschreven, staat hier.</p>\n'
        assert told in page
        without = feedback_page(ac.History.parse(json.dumps(document)), as_of="2020-04-16", names={"c1": "Sam"})
        assert page.replace(told, "") == without


@pytest.mark.parametrize("item", ["heard", "next"])
def test_a_form_of_which_an_answer_is_withheld_has_no_mean(item: str) -> None:
    family = withholding(
        lambda record: record["observed_on"] == "2020-02-18" and record["item"].endswith(f"child:{item}")
    )
    child = words(feedback_page(family, as_of="2020-04-16")).split("opvoeder 1")[0]
    assert "18 februari" not in child
    assert "20 maart 2020 3,7 van 4" in child


def test_where_all_is_withheld_nobody_is_said_to_have_said_nothing() -> None:
    for entry in ("worker", "an entry that nobody understands"):
        page = feedback_page(withholding(lambda _: True, entry), as_of="2020-04-16", names={"c1": "kanarie"})
        assert "Er is geen formulier dat hier is gedeeld." in page
        assert "Niemand heeft" not in page
        assert "kanarie" not in page
    whole = feedback_page(withholding(lambda _: True, "parent"), as_of="2020-04-16")
    assert "20 maart 2020" in whole, "what is withheld from others is for the worker"
    assert "Niet alles" not in whole


def test_a_person_who_is_withheld_is_not_named() -> None:
    document = json.loads(TALKS.read_text())
    for record in document["records"]:
        if record["id"] in ("c1", "m1"):
            record["withhold_from"] = ["worker"]
    page = feedback_page(ac.History.parse(json.dumps(document)), as_of="2020-04-16", names={"c1": "kanarie"})
    assert "kanarie" not in page
    assert "c1" not in page
    assert "opvoeder 1" in page


def test_two_forms_of_one_day_are_both_told() -> None:
    """One of which an answer is another."""
    document = json.loads(TALKS.read_text())
    again = [
        {**each, "id": f"{each['id']}-again", "sitting": "later", "answer": "no"}
        for each in document["records"]
        if each["type"] == "observation" and (each["by"], each["observed_on"]) == ("c1", "2020-02-18")
    ]
    document["records"] += again
    child = words(feedback_page(ac.History.parse(json.dumps(document)), as_of="2020-04-16")).split("opvoeder 1")[0]
    assert re.findall(r"18 februari 2020 ([^ ]+) van 4", child) == ["2,3", "0"]


def test_names_are_escaped() -> None:
    page = feedback_page(talks(), as_of="2020-04-16", names={"c1": "<b>Sam</b>"})
    assert "&lt;b&gt;Sam&lt;/b&gt;" in page


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(ac.Error, match="value_unknown"):
        form_page(ac.instrument("risk-check"), lang="fr")
    with pytest.raises(ac.Error, match="value_unknown"):
        feedback_page(talks(), as_of="2020-04-16", lang="fr")


@pytest.mark.parametrize("template", ["talk.html", "form.html", "feedback.html", "caseload.html"])
def test_a_variable_that_a_template_lacks_is_an_error(template: str) -> None:
    with pytest.raises(jinja2.UndefinedError):
        environment().get_template(template).render()


def test_the_commands_write_pages_or_say_what_to_type(actueel: Any, tmp_path: Path) -> None:
    out = tmp_path / "form.html"
    assert actueel("form", "feedback", "--for", "child", "-o", out).returncode == 0
    assert out.read_text() == form_page(ac.instrument("collaboration-feedback-child"))
    for wrong in (["feedback"], ["risk-check", "--for", "child"], ["feedback", "--for", "worker"]):
        assert actueel("form", *wrong).returncode == 2
    done = actueel("feedback", TALKS, "--as-of", "2020-04-16", "--lang", "en")
    assert "3.7 out of 4" in done.stdout


def test_what_the_guide_shows_runs(actueel: Any, tmp_path: Path) -> None:
    told = (ROOT / "docs" / "guide" / "talk.md").read_text()
    commands = [shlex.split(line, comments=True)[1:] for line in told.splitlines() if line.startswith("actueel ")]
    assert len(commands) == 5
    for *command, out in commands:
        done = actueel(*command, tmp_path / out)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / out).stat().st_size > 3000
