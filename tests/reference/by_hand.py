# SPDX-License-Identifier: MPL-2.0
"""Small instruments and histories for tests, with what does not matter left to them."""

from fractions import Fraction

from scorer import assess

NOON = "T12:00:00Z"


def text(words):
    return {"en": words}


def options(**codes):
    return {"options": [{"code": code, "label": text(code)} for code in codes]}


def asked(identifier, answer=None, kind="static", **more):
    return {
        "id": identifier,
        "kind": kind,
        "ask": text(identifier),
        "answer": answer or options(no=0, some=1, much=2),
        **more,
    }


def number(low, high, **more):
    return {"number": {"min": low, "max": high, **more}}


def points(item, values=(0, 1, 3), **more):
    return {"item": item, "points": dict(zip(("no", "some", "much"), values, strict=False)), **more}


def scale(*terms, combine="sum", identifier="s", **more):
    return {"id": identifier, "label": text(identifier), "combine": combine, "terms": list(terms), **more}


def instrument(items, scales=(), levels=(), **more):
    made = {
        "format": "actueel.instrument/1",
        "id": "made-up",
        "version": "1",
        "status": "draft",
        "languages": ["en"],
        "title": text("t"),
        "purpose": "risk",
        "evidence": {"validated": False, "statement": text("no"), "meant_for": text("t"), "not_for": text("t")},
        "items": list(items),
        "scales": list(scales),
        **more,
    }
    if levels:
        made["levels"] = [{"id": level, "label": text(level), "review_every": "P1M"} for level in levels]
    return made


class History:
    """Records written one after another; each recorded at noon of the day it speaks of, unless told otherwise."""

    def __init__(self):
        self.records = []

    def add(self, of_type, day, at=None, identifier=None, **content):
        identifier = identifier or f"{of_type[0]}{len(self.records) + 1}"
        self.records.append({"id": identifier, "type": of_type, "recorded_at": at or day + NOON, **content})
        return identifier

    def said(self, item, answer, day, at=None, identifier=None, **content):
        return self.add("observation", day, at, identifier, observed_on=day, item=item, answer=answer, **content)

    def happened(self, event, day, **content):
        return self.add("event", day, happened_on=day, event=event, **content)

    def person(self, person, born=None, day="2015-01-01"):
        return self.add("person", day, identifier=person, **({"born_on": born} if born else {}))

    def member(self, person, role, start, at=None, **content):
        return self.add("membership", start, at, person=person, role=role, start=start, **content)

    def correct(self, target, day, **record):
        return self.add("correction", day, corrects=target, reason="wrong", record=record)

    def retract(self, target, day):
        return self.add("retraction", day, retracts=target, reason="wrong")

    def end(self, target, on, day=None):
        return self.add("ending", day or on, ends=target, on=on, reason="over")

    def document(self):
        return {"format": "actueel.history/1", "family": "F", "records": self.records}


def assessed(made, history, as_of, known_at="everything", child=None):
    return assess(made, history.document(), as_of, known_at, child)


def rows(document, item):
    return next(one["rows"] for one in document["items"] if one["id"] == item)


def row(document, item, person=None):
    return next(one for one in rows(document, item) if one["person"] == person)


def value(document, identifier="s"):
    found = next(one for one in document["scales"] if one["id"] == identifier)
    return found["low"], found["high"]


def computed(document):
    return document["level"]["computed"]["low"], document["level"]["computed"]["high"]


def final(document):
    return document["level"]["final"]["low"], document["level"]["final"]["high"]


def decimal(words):
    return Fraction(words)
