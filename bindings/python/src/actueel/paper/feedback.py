# SPDX-License-Identifier: MPL-2.0
"""What people of one family said of talks, over time: of each person apart, and never of a worker."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from .. import _core
from ..definition import Definition
from ..errors import Error, Problem
from ..history import History
from ..instrument import Instrument
from ..messages import Messages
from ..moment import Day, KnownAt, day_text, known_at_text
from ..report import report_document
from ..report.names import Names
from ..shipped import instrument
from .sheet import sheet, spoken

__all__ = ["FORMS", "feedback_page"]

FORMS = {"child": "collaboration-feedback-child", "parent": "collaboration-feedback-parent"}
"""The shipped form of each who may be asked."""

WIDTH, HEIGHT = 600, 130
"""Of a picture; what a person said of a talk is a dot in it."""


def feedback_page(
    history: History,
    *,
    as_of: Day,
    known_at: KnownAt = "everything",
    lang: str = "nl",
    names: Mapping[str, str] | None = None,
) -> str:
    """Make a page of what each person said of the talks up to a day: for the worker, to talk about with that person.

    Each sitting has the mean of its six statements, from 0 to 4, as the instrument's scale has it; where too few were
    answered there is none, and the page says so. Who held the talk stands nowhere: a form is no mark for a worker.

    The two forms ask by the same words, so that a history names whose they are: ``collaboration-feedback-child:heard``.

    Raises
    ------
    Error
        ``value_unknown`` for an unknown language, or where something is withheld from the worker: then no page is made,
        for it cannot be told what of the forms that is.

    Examples
    --------
    >>> from actueel.paper import feedback_page
    >>> "Nobody has filled in a form" in feedback_page(family, as_of="2020-04-16", lang="en")
    True

    """
    asked = {who: instrument(name) for who, name in FORMS.items()}
    say = next(spoken(each, lang) for each in asked.values())
    report = report_document(asked.values(), history, as_of=as_of, known_at=known_at)
    if report.not_shared:
        found, remedy = "records withheld from the worker", "ask who may see them"
        raise Error([Problem("value_unknown", "the page", "/audience", found, "a history without", remedy)])
    document = report.to_dict()
    known = Names(document, say, names)
    people = [
        person
        for each in asked.values()
        for person in _people(each, history, day_text(as_of), known_at_text(known_at), known, say)
    ]
    return sheet(
        "feedback.html",
        say,
        {
            "title": say("feedback_title"),
            "family": say("family", family=document["family"]),
            "people": people,
            "width": WIDTH,
            "height": HEIGHT,
        },
    )


def _people(
    form: Instrument, history: History, until: str, known_at: str, names: Names, say: Messages
) -> list[dict[str, Any]]:
    """Each person who filled in this form, with each time."""
    (scale,) = Definition.of(form).leading_scales
    known = f"{until}T23:59:59.999999Z" if known_at == "as_of" else known_at  # what was written down by its end
    raters, ratings = _core.ratings_on_record(form._core, history._core, items=None, scale=scale, known_at=known)
    times: dict[tuple[str | None, str], dict[int, float | None]] = {}
    last = dt.date.fromisoformat(until).toordinal()
    for day, rater, value, _ in ratings:
        if day <= last:
            _, person, source, _ = raters[rater]
            times.setdefault((person, source), {})[day] = value
    return [
        {
            "who": names.name(person) if person is not None else names.voice(source, None),
            "times": [
                {
                    "day": say.day(dt.date.fromordinal(day)),
                    "told": say("feedback_too_few")
                    if value is None
                    else say("feedback_of_4", n=say.number(_tenth(value))),
                }
                for day, value in sorted(found.items())
            ],
            "dots": _dots(found),
            "picture": say("feedback_picture", who=names.name(person) if person else names.voice(source, None)),
        }
        for (person, source), found in sorted(times.items(), key=lambda each: (str(each[0][0]), each[0][1]))
    ]


def _tenth(value: float) -> float:
    return round(value, 1)


def _dots(found: dict[int, float | None]) -> list[tuple[float, float]]:
    """Where each mean stands in the picture, 0 at the bottom and 4 at the top."""
    days = sorted(found)
    span = max(days[-1] - days[0], 1)
    return [
        (round(30 + 540 * (day - days[0]) / span, 1), round(115 - 25 * value, 1))
        for day in days
        if (value := found[day]) is not None
    ]
