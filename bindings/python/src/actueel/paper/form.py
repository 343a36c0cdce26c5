# SPDX-License-Identifier: MPL-2.0
"""An instrument as a form on paper: what it asks, with a box for each answer, and one for who does not want to say."""

from __future__ import annotations

from typing import Any

from ..definition import Definition
from ..instrument import Instrument
from .sheet import sheet, spoken

__all__ = ["form_page"]

FACES = ("sad", "even", "glad")
"""Beside three answers of a child, worst first."""


def form_page(instrument: Instrument, *, lang: str = "nl") -> str:
    """Make a form to print and fill in by hand: one HTML file that fetches nothing.

    Questions and answers stand in the words and the order of the instrument; what follows from records is not asked. A
    form about single people has a line for whom a sheet is about. A feedback form for children has a face beside each
    of its three answers, and the word.

    Raises
    ------
    Error
        ``value_unknown`` for a language that the instrument or the catalogue lacks.

    Examples
    --------
    >>> from actueel.paper import form_page
    >>> page = form_page(ac.instrument("collaboration-feedback-child"), lang="en")
    >>> page.count('class="question"'), "I was listened to." in page
    (6, True)

    """
    say = spoken(instrument, lang)
    known = Definition.of(instrument)
    feedback = known.purpose == "feedback"
    child = feedback and all(each.get("per") == "child" for each in known.items.values())
    questions = [_question(known, item, lang, faces=child) for item in known.asked]
    each_person = not feedback and any(known.items[item].get("per", "family") != "family" for item in known.asked)
    about = "child" if child else "parent" if feedback else "any"
    return sheet(
        "form.html",
        say,
        {
            "title": known.text(known.document["title"], lang),
            "intro": say(f"form_intro_{about}"),
            "each": say("form_each") if each_person else "",
            "whom": say("form_whom") if each_person else "",
            "who": say(f"form_who_{about}"),
            "closing": say("form_closing_feedback" if feedback else "form_closing"),
            "card": "" if known.validated else say("form_not_validated"),
            "questions": questions,
            "not_said": say("form_not_say" if feedback else "form_not_known"),
            "big": child,
            "made_of": f"{instrument.id} {instrument.version}",
        },
    )


def _question(known: Definition, item: str, lang: str, *, faces: bool) -> dict[str, Any]:
    asked = known.items[item]
    answer = asked["answer"]
    options = [known.option_label(item, each["code"], lang) for each in answer.get("options", ())]
    number = answer.get("number", {})
    low, high = number.get("min"), number.get("max")
    counted = number.get("integer") and low is not None and high is not None and high - low <= 10
    return {
        "text": known.text(asked["ask"], lang),
        "options": [
            {"label": label, "face": FACES[place] if faces and len(options) == len(FACES) else ""}
            for place, label in enumerate(options)
        ],
        "numbers": list(range(int(low), int(high) + 1)) if counted else [],
        "open": not options and not counted,
    }
