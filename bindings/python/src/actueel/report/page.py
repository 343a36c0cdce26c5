# SPDX-License-Identifier: MPL-2.0
"""The report: assessments as one self-contained HTML page for people.

This module says *what* a page holds, as plain values; the templates say where it stands. Nothing is computed that the
assessment does not say, and no free text from records enters the page.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from .. import _core
from ..definition import Definition
from ..errors import Error, Problem
from ..messages import Messages
from ..people import People
from ..pictures import counts_picture, scale_picture

if TYPE_CHECKING:
    from jinja2 import Environment

    from ..assessment import Answer, Assessment, Item, Lapsed, Row, Scale, Voice

__all__ = ["page"]

View = dict[str, Any]

BASES = ("fact", "statement", "judgement", "not_stated", "derived")
"""The blocks in which findings stand apart, in this order."""


MOST_QUESTIONS = 5
"""How many questions stand under what to ask first."""


def page(assessments: Iterable[Assessment], lang: str = "nl") -> str:
    """Return one self-contained HTML page about one family at one moment.

    Parameters
    ----------
    assessments : iterable of Assessment
        One or more, of the same family and day; safety stands first.
    lang : str
        ``"nl"`` or ``"en"``.

    Returns
    -------
    str
        A whole page: no script, nothing fetched, a strict content security policy.

    Raises
    ------
    Error
        ``value_unknown`` for a language that the catalogue or an instrument lacks; ``list_empty`` without assessments;
        ``entry_duplicate`` where they are not about one family and day.

    Examples
    --------
    >>> from actueel.report import page
    >>> page([risk.assess(family, as_of="2020-04-16")], lang="en").startswith("<!doctype html>")
    True

    """
    say = Messages(lang)
    asked = sorted(assessments, key=lambda a: Definition.of(a.instrument).purpose != "safety")
    _check(asked, lang)
    first = asked[0]
    people = People(first.household, first.as_of, say)
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        _environment()
        .get_template("report.html")
        .render(
            say=say,
            lang=lang,
            style=style,
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
            title=say("title", day=say.day(first.as_of)),
            family=say("family", family=first.family),
            people=people.described(),
            missing=people.missing(),
            parts=[_part(a, people, say) for a in asked],
            library=_core.version(),
        )
    )


def _check(assessments: Sequence[Assessment], lang: str) -> None:
    def wrong(code: str, place: str, found: str, expected: str, remedy: str) -> Error:
        return Error([Problem(code, "the report", place, found, expected, remedy)])

    if not assessments:
        raise wrong("list_empty", "/assessments", "none", "at least one assessment", "name an instrument")
    if len({(a.family, a.as_of, a.known_at) for a in assessments}) > 1:
        expected = "assessments of one family at one moment"
        raise wrong("entry_duplicate", "/assessments", "several", expected, "make a report for each")
    for a in assessments:
        if lang not in a.instrument.languages:
            known = " or ".join(a.instrument.languages)
            remedy = f"choose a language that instrument {a.instrument.id} has"
            raise wrong("value_unknown", "/lang", lang, known, remedy)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("actueel", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _style() -> str:
    return (files("actueel") / "templates" / "report.css").read_text("utf-8")


def _part(a: Assessment, people: People, say: Messages) -> View:
    """Return everything that the page says for one instrument."""
    return _Part(a, people, say).view()


class _Part:
    """One instrument's part of the page, as plain values."""

    def __init__(self, a: Assessment, people: People, say: Messages) -> None:
        self.a = a
        self.people = people
        self.say = say
        self.known = Definition.of(a.instrument)
        self.findings = 0

    def view(self) -> View:
        a, say, known = self.a, self.say, self.known
        purpose = f"purpose_{known.purpose}"
        return {
            "id": a.instrument.id,
            "version": a.instrument.version,
            "title": known.text(known.document["title"], say.lang),
            "purpose": say(purpose) if purpose in say else "",
            "about": "" if a.child is None else say("about_child", child=self.people.name(a.child)),
            "draft": a.instrument.draft,
            "validated": known.validated,
            "level": self.level(),
            "values": self.values(),
            "counts": self.counts(),
            "since": self.since(),
            "due": self.due(),
            "blocks": self.blocks(),
            "stale": [self.lapsed(each) for each in a.no_longer_counts],
            "ask": self.ask(),
            "notes": self.notes(),
            "unknown": self.unknown(),
            "open": self.open(),
            "not_applicable": list(self.not_applicable()),
            "scales": [
                self.scale(each)
                for each in sorted(a.scales.values(), key=lambda scale: scale.id not in known.leading_scales)
            ],
            "rules": list(self.rules()),
            "overrides": list(self.overrides()),
            "ignored": list(self.ignored()),
            "evidence": self.evidence(),
            "provenance": self.provenance(),
        }

    # The first screen

    def level(self) -> View | None:
        """The level now and how certain it is; None for an instrument without levels."""
        a, say, known = self.a, self.say, self.known
        if a.final is None or a.computed is None:
            return None
        low, high = known.level_index(a.final.low), known.level_index(a.final.high)
        label = self.level_words(a.final.low, a.final.high)
        if not a.final.determined:
            why = say("between_why")
        elif a.counts.stale or a.counts.unknown:
            why = say("determined_why")
        else:
            why = say("determined_all") if any(known.asked) else ""
        nothing = self.nothing_known()
        steps = [
            {
                "label": known.level_label(each, say.lang),
                "state": "not" if not low <= place <= high else "is" if a.final.determined else "possible",
            }
            for place, each in enumerate(known.levels)
        ]
        return {
            "lead": say("rating_now") if a.final.determined else say("rating_between"),
            "label": label,
            "determined": a.final.determined,
            "why": say("nothing_known_why") if nothing else why,
            "nothing": say("nothing_known") if nothing else "",
            "steps": steps,
            "computed": ""
            if a.computed == a.final
            else say("computed_was", level=self.level_words(a.computed.low, a.computed.high)),
        }

    def nothing_known(self) -> bool:
        """Whether questions are asked and none of them has an answer that counts."""
        answered = (
            row.answer is not None for item, row in self.rows("current", "not_applicable") if item.kind != "derived"
        )
        return any(self.known.asked) and not any(answered)

    def level_words(self, low: str, high: str) -> str:
        first, last = (self.known.level_label(each, self.say.lang) for each in (low, high))
        return first if low == high else self.say("between", low=first, high=last)

    def values(self) -> list[View]:
        """The scales to show on the first screen: those that give the level, else all."""
        leading = self.known.leading_scales
        return [
            {"label": self.scale_label(each.id), "value": self.range(each.low, each.high), "settled": each.determined}
            for each in self.a.scales.values()
            if each.id in leading
        ]

    def counts(self) -> View:
        counts, say = self.a.counts, self.say
        shares = (
            ("current", counts.current),
            ("stale", counts.stale),
            ("unknown", counts.unknown),
            ("not_applicable", counts.not_applicable),
        )
        told = say(
            "counts_picture",
            current=counts.current,
            stale=counts.stale,
            unknown=counts.unknown,
            not_applicable=counts.not_applicable,
        )
        return {
            "parts": [{"kind": kind, "n": n, "label": say(f"count_{kind}")} for kind, n in shares if n],
            "told": told,
            "picture": counts_picture(shares),
            "contested": counts.contested,
        }

    def since(self) -> list[str]:
        """Of when the answers are that count."""
        say = self.say
        days = [row.observed_on for _, row in self.rows("current") if row.observed_on is not None]
        ageing = [row.observed_on for _, row in self.rows("current") if row.observed_on and row.expires_on]
        if not any(self.known.asked):
            return []
        if not days:
            return [say("no_current_answer")]
        told = [say("newest_answer", day=say.day(max(days)))]
        return told + ([say("oldest_answer", day=say.day(min(ageing)))] if ageing else [])

    def due(self) -> View:
        due, say, as_of = self.a.due, self.say, self.a.as_of
        lines = []
        if due.answers_due is not None:
            late = due.answers_due <= as_of
            lines.append(say("answers_overdue" if late else "answers_due", day=say.day(due.answers_due)))
        if due.review_due is not None:
            now = due.review_due == as_of
            lines.append(say("review_now") if now else say("review_due", day=say.day(due.review_due)))
        if due.due is None:
            return {"headline": say("due_none"), "late": False, "lines": lines}
        if due.due > as_of:
            return {"headline": say("due_on", day=say.day(due.due)), "late": False, "lines": lines}
        if due.due == as_of:
            return {"headline": say("due_today"), "late": True, "lines": lines}
        return {"headline": say("overdue", day=say.day(due.due)), "late": True, "lines": lines}

    # Findings

    def rows(self, *statuses: str) -> list[tuple[Item, Row]]:
        return [(item, row) for item in self.a.items.values() for row in item if row.status in statuses]

    def blocks(self) -> list[View]:
        """Findings by what kind of word they are; what may change stands before what does not."""
        found: dict[str, list[tuple[Item, Row]]] = {basis: [] for basis in BASES}
        for item, row in self.rows("current"):
            if item.kind == "derived":
                found["derived"].append((item, row))
            else:
                found[row.basis or "not_stated"].append((item, row))
        for pairs in found.values():
            pairs.sort(key=lambda pair: pair[0].kind == "static")
        return [
            {
                "title": self.say(f"basis_{basis}"),
                "intro": self.say(f"basis_{basis}_intro"),
                "basis": basis,
                "findings": [self.finding(item, row) for item, row in pairs],
            }
            for basis, pairs in found.items()
            if pairs
        ]

    def finding(self, item: Item, row: Row) -> View:
        say = self.say
        self.findings += 1
        asked = item.kind != "derived"
        answer = self.answer(item.id, row.answer) if asked else self.derived_answer(item.id, row)
        seen = [] if row.observed_on is None else [say.day(row.observed_on), self.ago(row.age_days)]
        return {
            "n": self.findings,
            "question": self.question(item.id),
            "whom": self.whom(item.id, row.person),
            "answer": answer,
            "chips": self.chips(item, row),
            "seen": [*seen, self.voice(row.source, row.by)] if asked else [],
            "fresh": self.freshness(row) if asked else None,
            "points": self.points(row),
            "voices": [self.other_word(item.id, each) for each in row.voices],
            "differ": self.difference(row),
            "disputed": row.disputed,
            "attempts": [say(f"attempt_{each.why}") for each in row.not_current],
            "record": row.record or "",
        }

    def chips(self, item: Item, row: Row) -> list[str]:
        say = self.say
        told = [say("protective")] if item.kind == "protective" else [say("fixed")] if item.kind == "static" else []
        return told + ([say("maybe_not_applicable")] if row.applies is None else [])

    def freshness(self, row: Row) -> View:
        """How much of the answer's life is used, in twentieths, and until when it counts."""
        say = self.say
        if row.expires_on is None or row.observed_on is None:
            return {"told": say("does_not_lapse"), "left": "", "used": None}
        left = (row.expires_on - self.a.as_of).days
        whole = (row.expires_on - row.observed_on).days
        used = min(100, max(0, round(100 * (whole - left) / whole)))
        return {
            "told": say("current_until", day=say.day(row.expires_on)),
            "left": say.count("days_left", left),
            "used": used,
            "soon": left <= 14,
        }

    def other_word(self, item: str, voice: Voice) -> View:
        return {
            "voice": self.voice(voice.source, voice.by),
            "basis": self.say.code("word", voice.basis),
            "day": self.say.day(voice.observed_on),
            "answer": self.answer(item, voice.answer),
            "counted": voice.counted,
        }

    def difference(self, row: Row) -> str:
        if not row.contested:
            return ""
        differing = [each for each in row.voices if each.answer not in (row.answer, "unknown", "refused")]
        voices = [self.voice(row.source, row.by), *(self.voice(each.source, each.by) for each in differing)]
        return self.say("differ", voices=self.say.both(list(dict.fromkeys(voices))))

    # What does not count, and what is not known

    def lapsed(self, each: Lapsed) -> View:
        say = self.say
        row = next(row for row in self.a.items[each.item] if row.person == each.person)
        why = f"because_{each.expires_by.why}"
        duration = say.duration(self.known.items[each.item].get("shelf_life", ""))
        given = [
            say("points_on", points=say.count("points", points), scale=self.scale_label(scale))
            for scale, points in each.points.items()
            if points
        ]
        return {
            "question": self.question(each.item),
            "whom": self.whom(each.item, each.person),
            "was": say("was", answer=self.answer(each.item, each.answer)),
            "seen": [say.day(each.observed_on), self.voice(row.source, row.by), say.code("word", row.basis or "")],
            "since": say("stale_since", day=say.day(each.expires_on)),
            "why": say(why, duration=duration),
            "record": each.expires_by.record or "",
            "given": say("used_to_give", points=", ".join(given)) if given else "",
            "kept": each.kept,
            "voices": [self.other_word(each.item, voice) for voice in row.voices],
            "attempts": [say(f"attempt_{attempt.why}") for attempt in row.not_current],
        }

    def unknown(self) -> list[View]:
        """The open questions, together for each person, in the order of the instrument."""
        gaps: dict[str, list[View]] = {}
        for item, row in self.rows("unknown"):
            gaps.setdefault(self.whom(item.id, row.person), []).append(self.gap(item, row))
        return [
            {"whom": whom, "n": self.say.count("questions", len(questions)), "questions": questions}
            for whom, questions in gaps.items()
        ]

    def gap(self, item: Item, row: Row) -> View:
        say = self.say
        day = "" if row.observed_on is None else say.day(row.observed_on)
        if item.kind == "derived":
            told = say("unknown_derived", value=self.derived_answer(item.id, row))
        elif row.answer is None:
            told = ""
        elif row.answer == "refused":
            told = say("unknown_refused", day=day)
        else:
            told = say("unknown_unknown", day=day)
        return {
            "question": self.question(item.id),
            "told": told,
            "chips": [say("maybe_not_applicable")] if row.applies is None and row.person is not None else [],
            "voices": [self.other_word(item.id, voice) for voice in row.voices],
            "attempts": [say(f"attempt_{attempt.why}") for attempt in row.not_current],
        }

    def open(self) -> str:
        """Whom the open questions are about, most of them first; empty where there is nothing to say."""
        say = self.say
        about = Counter(
            self.whom(item.id, row.person) for item, row in self.rows("unknown", "stale") if item.kind != "derived"
        )
        if not about:
            return ""
        told = [say("questions_about", n=say.number(n), whom=whom) for whom, n in about.most_common()]
        return say("open_questions", told=say.both(told))

    def ask(self) -> list[View]:
        """What to ask first: the few questions whose answers say most."""
        return [
            {
                "question": self.question(each.item),
                "whom": self.whom(each.item, each.person),
                "settles": self.say(f"settles_{each.settles}") if each.settles in ("always", "some") else "",
            }
            for each in self.a.ask_next[:MOST_QUESTIONS]
        ]

    def notes(self) -> list[View]:
        """Remarks on the evidence, one for each kind, with what they are about."""
        about: dict[str, list[str]] = {}
        for each in self.a.notes:
            told = about.setdefault(each.note, [])
            parts = [] if each.item is None else [self.question(each.item)]
            if each.person is not None:
                parts.append(self.people.name(each.person))
            if parts and each.note != "role_unknown":  # what is unknown has its own place on the page
                told.append(" · ".join(parts))
        return [{"told": self.say(f"note_{note}"), "about": told} for note, told in about.items()]

    def not_applicable(self) -> Iterable[View]:
        for item, row in self.rows("not_applicable"):
            yield {"question": self.question(item.id), "whom": self.whom(item.id, row.person)}

    def ignored(self) -> Iterable[View]:
        for each in self.a.ignored:
            yield {
                "item": each.item,
                "why": self.say(f"ignored_{each.why}"),
                "times": self.say.count("times", each.count),
                "nearest": self.say("ignored_nearest", nearest=each.nearest) if each.nearest else "",
            }

    # How it was made

    def scale(self, scale: Scale) -> View:
        say = self.say
        label = self.scale_label(scale.id)
        value = self.range(scale.low, scale.high)
        cuts = self.known.cuts(scale.id)
        low, high = self.known.bounds(scale.id, scale.low, scale.high)
        picture = scale_picture(low, high, scale.low, scale.high, [at for _, at in cuts])
        return {
            "label": label,
            "value": value,
            "settled": scale.determined,
            "picture": picture,
            "low": say.number(low),
            "high": say.number(high),
            "told": say("scale_picture", label=label, value=value, low=say.number(low), high=say.number(high)),
            "cuts": [
                say("cut", level=self.known.level_label(level, say.lang), value=say.number(at)) for level, at in cuts
            ],
            "terms": [
                {
                    "label": self.question(term.item) if term.item is not None else self.scale_label(str(term.scale)),
                    "points": say("does_not_apply")
                    if term.value is None
                    else self.range(term.value.low, term.value.high),
                    "settled": term.value is None or term.value.determined,
                }
                for term in scale.terms
            ],
        }

    def rules(self) -> Iterable[View]:
        words = {True: "true", False: "false", None: "unknown"}
        for rule in self.a.rules:
            if rule.truth is not False:
                told = self.say(f"rule_{words[rule.truth]}")
                yield {"told": told, "why": self.known.rule_why(rule.id, self.say.lang), "settled": rule.truth}

    def overrides(self) -> Iterable[str]:
        say = self.say
        for each in self.a.overrides:
            level = self.known.level_label(each.level, say.lang) if each.level in self.known.levels else each.level
            state = say(f"override_{each.state}")
            if each.to_review:
                state = f"{state}; {say('override_to_review')}"
            yield say(
                "override_line",
                level=level,
                by=each.by,
                start=say.day(each.start),
                until=say.day(each.until),
                state=state,
            )

    def evidence(self) -> View:
        say, evidence = self.say, self.known.evidence

        def text(name: str) -> str:
            return self.known.text(evidence.get(name, {}), say.lang)

        return {
            "statement": text("statement"),
            "meant_for": text("meant_for"),
            "not_for": text("not_for"),
            "sources": [{"cite": each["cite"], "doi": each.get("doi", "")} for each in evidence.get("sources", ())],
            "figures": [self.figure(each) for each in evidence.get("figures", ())],
            "justified": [
                {"question": say("justified", question=self.question(item)), "why": why}
                for item, why in self.known.justifications(say.lang)
            ],
        }

    def figure(self, figure: View) -> str:
        say = self.say
        value = say.number(figure["value"])
        if "low" in figure and "high" in figure:
            value = f"{value} ({self.range(figure['low'], figure['high'])})"
        measure = str(figure["measure"]).replace("_", " ")
        on = self.known.text(figure["on"], say.lang) if "on" in figure else ""
        return say("figure" if on else "figure_plain", measure=measure, value=value, on=on)

    def provenance(self) -> list[tuple[str, str]]:
        a, say = self.a, self.say
        known = {"everything": "known_everything", "as_of": "known_as_of"}.get(a.known_at, "known_instant")
        return [
            (say("provenance_instrument"), f"{a.instrument.id} {a.instrument.version}"),
            (say("provenance_instrument_sha256"), a.instrument.sha256),
            (say("provenance_records_sha256"), a.records_sha256),
            (say("provenance_as_of"), a.as_of.isoformat()),
            (say("provenance_known_at"), say(known, instant=a.known_at)),
            (say("provenance_library"), f"actueel {_core.version()}"),
        ]

    # Words

    def whom(self, item: str, person: str | None) -> str:
        per = self.known.items[item].get("per")
        return self.people.of_row(person, None if per == "family" else per)

    def voice(self, source: str | None, by: str | None) -> str:
        said = self.say(f"source_{source or 'not_stated'}")
        if by is None:
            return said
        if self.people.knows(by):
            return self.people.name(by)
        return self.say("by", source=said, by=by)

    def ago(self, days: int | None) -> str:
        return self.say("today") if not days else self.say.count("days_ago", days)

    def range(self, low: float, high: float) -> str:
        say = self.say
        return say.number(low) if low == high else say("range", low=say.number(low), high=say.number(high))

    def points(self, row: Row) -> str:
        """What a row gives, where that is not simply nothing."""
        say = self.say
        told = []
        settled = True
        for each in row.points:
            if each.value is None or (each.value.low == 0 and each.value.high == 0):
                continue
            settled = settled and each.value.determined
            points = (
                say.count("points", each.value.low)
                if each.value.determined
                else say("points_range", low=say.number(each.value.low), high=say.number(each.value.high))
            )
            told.append(say("points_on", points=points, scale=self.scale_label(each.scale)))
        return say("gives" if settled else "gives_range", points=", ".join(told)) if told else ""

    def scale_label(self, scale: str) -> str:
        return self.known.scale_label(scale, self.say.lang)

    def question(self, item: str) -> str:
        return self.known.question(item, self.say)

    def answer(self, item: str, answer: Answer | None) -> str:
        if answer is None:
            return self.say("count_unknown")
        if isinstance(answer, str) and answer in ("unknown", "refused", "not_applicable"):
            return {
                "unknown": self.say("count_unknown"),
                "refused": self.say("count_unknown"),
                "not_applicable": self.say("does_not_apply"),
            }[answer]
        if isinstance(answer, str):
            return self.known.option_label(item, answer, self.say.lang)
        return self.say.number(answer)

    def derived_answer(self, item: str, row: Row) -> str:
        say = self.say
        if row.answer == "none":
            return say("derived_none")
        derive = self.known.items[item]["derive"]
        if row.answer is None:
            return say("count_unknown") if row.value is None else self.range(row.value.low, row.value.high)
        number = float(row.answer)
        if "age" in derive:
            return say.count("years", number)
        return say.count("recorded", number) if "count_events" in derive else say.number(number)
