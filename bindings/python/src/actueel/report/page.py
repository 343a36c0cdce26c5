# SPDX-License-Identifier: MPL-2.0
"""A report as pages: one view of plain values, and a template for each form. Nothing is computed here.

HTML is one file that fetches nothing; Markdown and plain text are for pasting into other systems.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..definition import Definition
from ..errors import Error, Problem
from ..messages import Messages
from ..rendering import asset, environment, pinned
from . import changed, family, findings, made, now, timeline
from .names import Names
from .plain import Mark, for_markdown, for_text
from .words import View, Words, day_in_words

if TYPE_CHECKING:
    from jinja2 import Environment

    from .document import Report

__all__ = ["FORMATS", "render"]

FORMATS = {"html": "report.html", "md": "report.txt", "text": "report.txt"}
"""The forms of a page, by the name of their template."""

FINALIZE = {"html": None, "md": for_markdown, "text": for_text}
"""What every value goes through that a form writes."""

MARKS = {
    "html": {},
    "md": {"title": "# ", "part": "## ", "section": "### ", "strong": "**", "number": "**", "numbered": ".**"},
    "text": {"title": "", "part": "== ", "section": "-- ", "strong": "", "number": "[", "numbered": "]"},
}
"""What sets off headings, numbers and the level in the plain forms."""


def render(report: Report, lang: str, form: str, names: Mapping[str, str] | None) -> str:
    """Return a report as a page of one form; everything is made before anything is returned."""
    if form not in FORMATS:
        raise _wrong("/format", form, " or ".join(FORMATS), "choose one of these")
    say = Messages(lang)
    for each in report.instruments:
        if lang not in each.languages:
            raise _wrong("/lang", lang, " or ".join(each.languages), f"choose a language that {each.id} has")
    page = _environment(form).get_template(FORMATS[form]).render(**_view(report, say, names), marks=_marks(form))
    return page if form == "html" else _tidy(page)


def _environment(form: str) -> Environment:
    return environment(escaped=form == "html", finalize=FINALIZE[form])


def _tidy(text: str) -> str:
    """Leave at most one empty line, and no space at the end of a line; values are on one line each."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" +\n", "\n", text)).strip() + "\n"


def _marks(form: str) -> dict[str, Mark]:
    return {name: Mark(mark) for name, mark in MARKS[form].items()}


def _wrong(place: str, found: str, expected: str, remedy: str) -> Error:
    shown = found if found.isascii() and found.isalpha() and len(found) <= 16 else f"text of {len(found)} characters"
    return Error([Problem("value_unknown", "the report", place, shown, expected, remedy)])


def _view(report: Report, say: Messages, given: Mapping[str, str] | None) -> View:
    document = report.to_dict()
    names = Names(document, say, given)
    definitions = {each.sha256: Definition.of(each) for each in report.instruments}
    parts = [
        _part(Words(document, each, definitions[each["instrument"]["sha256"]], names, say))
        for each in document["parts"]
    ]
    kind, _, person = document["audience"].partition(":")
    reader = names.name(person) if kind == "parent" else say(f"reader_{kind}")
    for_child = kind == "child"
    style, script = asset("report.css"), asset("report.js")
    return {
        "say": say,
        "lang": say.lang,
        "style": style,
        "script": script,
        "policy": (
            f"default-src 'none'; style-src {pinned(style)}; script-src {pinned(script)}; "
            "base-uri 'none'; form-action 'none'"
        ),
        "title": say("title_child" if for_child else "title", day=day_in_words(document["as_of"], say)),
        "family": say("family", family=document["family"]),
        "reader": say("written_for", reader=reader),
        "for_child": for_child,
        "not_shared": document["not_shared"],
        "people": names.described(),
        "missing": names.missing(),
        "parts": parts,
        "told": family.family_view(document, list(definitions.values()), names, say),
    }


def _part(words: Words) -> View:
    """Return everything that the page says for one instrument."""
    say, known, part = words.say, words.known, words.part
    purpose = f"purpose_{known.purpose}"
    head = {
        "title": known.text(known.document["title"], say.lang),
        "purpose": say(purpose) if purpose in say else "",
        "about": "" if part["child"] is None else say("about_child", child=words.names.name(part["child"])),
        "draft": part["instrument"]["draft"],
        "validated": part["instrument"]["validated"],
        "assessed": part["assessed"],
        "evidence": made.evidence(words),
        "provenance": made.provenance(words),
    }
    if not part["assessed"]:
        return head
    return {
        **head,
        **now.first_screen(words),
        "change": changed.changed(words),
        "timeline": timeline.timeline(words),
        "own_words": findings.own_words(words),
        "blocks": findings.blocks(words),
        "stale": findings.no_longer_counts(words),
        "lapses": findings.lapses(words),
        "ask": findings.ask(words),
        "unknown": findings.unknown(words),
        "not_applicable": findings.not_applicable(words),
        "scales": made.scales(words),
        "rules": made.rules(words),
        "overrides": made.overrides(words),
        "ignored": made.ignored(words),
        "notes": made.notes(words),
    }
