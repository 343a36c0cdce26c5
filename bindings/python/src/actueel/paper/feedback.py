# SPDX-License-Identifier: MPL-2.0
"""What people of one family said of talks, over time: of each person apart, and never of a worker."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from .. import _core
from ..definition import Definition
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

    What is withheld from the worker is left out, and a sitting of which any part is: a mean of the rest would be
    another one. The page then says that not all stands there, not where (decisions 8 and 11).

    The two forms ask by the same words, so that a history names whose they are: ``collaboration-feedback-child:heard``.

    Raises
    ------
    Error
        ``value_unknown`` for an unknown language.

    Examples
    --------
    >>> from actueel.paper import feedback_page
    >>> "Nobody has filled in a form" in feedback_page(family, as_of="2020-04-16", lang="en")
    True

    """
    asked = {who: instrument(name) for who, name in FORMS.items()}
    say = next(spoken(each, lang) for each in asked.values())
    report = report_document(asked.values(), history, as_of=as_of, known_at=known_at)
    document = report.to_dict()
    known = Names(document, say, names)
    until, known_text = day_text(as_of), known_at_text(known_at)
    shared = _core.shared_with(history._core, audience="worker", as_of=until, known_at=known_text)
    people = [
        person
        for each in asked.values()
        for person in _people(
            _sittings(each, shared, until, known_text), _sittings(each, history._core, until, known_text), known, say
        )
    ]
    return sheet(
        "feedback.html",
        say,
        {
            "title": say("feedback_title"),
            "family": say("family", family=document["family"]),
            "people": people,
            "not_shared": report.not_shared,
            "width": WIDTH,
            "height": HEIGHT,
        },
    )


Sittings = dict[tuple[str | None, str], list[tuple[int, float | None]]]
"""Of each person and source, the day and the mean of every sitting, in their order."""


def _sittings(form: Instrument, history: _core.History, until: str, known_at: str) -> Sittings:
    (scale,) = Definition.of(form).leading_scales
    known = f"{until}T23:59:59.999999Z" if known_at == "as_of" else known_at  # what was written down by its end
    raters, ratings = _core.ratings_on_record(form._core, history, items=None, scale=scale, known_at=known)
    found: Sittings = {}
    last = dt.date.fromisoformat(until).toordinal()
    for day, rater, value, _ in ratings:
        if day <= last:
            _, person, source, _ = raters[rater]
            found.setdefault((person, source), []).append((day, value))
    return found


def _people(shared: Sittings, whole: Sittings, names: Names, say: Messages) -> list[dict[str, Any]]:
    """Each person who filled in this form, with each time that comes out as it does with all that was said."""
    people = []
    for (person, source), found in sorted(shared.items(), key=lambda each: (str(each[0][0]), each[0][1])):
        times = [each for each in found if each in whole.get((person, source), ())]
        if not times:
            continue
        who = names.name(person) if person is not None else names.voice(source, None)
        people.append(
            {
                "who": who,
                "times": [
                    {
                        "day": say.day(dt.date.fromordinal(day)),
                        "told": say("feedback_too_few")
                        if value is None
                        else say("feedback_of_4", n=say.number(_tenth(value))),
                    }
                    for day, value in times
                ],
                "dots": _dots(times),
                "picture": say("feedback_picture", who=who),
            }
        )
    return people


def _tenth(value: float) -> float:
    return round(value, 1)


def _dots(times: list[tuple[int, float | None]]) -> list[tuple[float, float]]:
    """Where each mean stands in the picture, 0 at the bottom and 4 at the top."""
    first, last = times[0][0], times[-1][0]
    span = max(last - first, 1)
    return [
        (round(30 + 540 * (day - first) / span, 1), round(115 - 25 * value, 1))
        for day, value in times
        if value is not None
    ]
