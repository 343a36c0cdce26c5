# SPDX-License-Identifier: MPL-2.0
"""How a report names people: by their place in the household, or by names that exist only while it is rendered."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from .. import _core
from ..errors import Error, Problem
from ..messages import Messages

__all__ = ["Names", "read_names"]

Member = dict[str, Any]


def read_names(text: str | bytes, document: str = "names") -> dict[str, str]:
    """Read a document of names: one JSON object, from pseudonym to the name that the page shows.

    Raises
    ------
    Error
        ``json_syntax`` where it is no JSON, ``type_wrong`` where it is not an object of texts.

    Examples
    --------
    >>> from actueel.report.names import read_names
    >>> read_names('{"p1": "Sam"}')
    {'p1': 'Sam'}

    """

    def wrong(code: str, found: str) -> Error:
        expected = 'an object from id to name: {"p1": "Sam"}'
        return Error([Problem(code, document, "", found, expected, "write the names as such an object")])

    try:
        names = json.loads(text)
    except ValueError as fault:
        raise wrong("json_syntax", "text that is not JSON") from fault
    if not isinstance(names, dict) or not all(isinstance(each, str) and each.strip() for each in names.values()):
        raise wrong("type_wrong", "another shape")
    return names


class Names:
    """The people of one report, as its reader knows them: *oldest child*, *caregiver 1*, or their names."""

    def __init__(self, document: dict[str, Any], say: Messages, names: Mapping[str, str] | None = None) -> None:
        self._say = say
        self._as_of: str = document["as_of"]
        self._household: dict[str, Any] = document["household"]
        self._given = dict(names or {})
        self._not_shared = bool(document["not_shared"])
        self._names: dict[str, str] = {}
        for role in ("child", "caregiver", "other"):
            members = [each for each in self._household["members"] if each["role"] == role]
            members.sort(key=lambda each: (each["born_on"] or dt.date.max.isoformat(), each["person"]))
            for place, member in enumerate(members):
                self._names.setdefault(member["person"], self._name(role, place, members))
        kind, _, reader = document["audience"].partition(":")
        if kind == "child":
            self._names[reader] = say("you_child")

    def _name(self, role: str, place: int, members: list[Member]) -> str:
        say = self._say
        if role == "child":
            if len(members) == 1:
                return say("only_child")
            born = [each["born_on"] for each in members]
            if None not in born and len(set(born)) == len(born):
                if place == 0:
                    return say("oldest_child")
                if place == len(members) - 1:
                    return say("youngest_child")
                return say("middle_child") if len(members) == 3 else say("nth_child", n=place + 1)
        return say(f"numbered_{role}", n=place + 1)

    def name(self, person: str | None) -> str:
        """Return how the reader knows a person."""
        if person is None:
            return self._say("whole_family")
        return self._given.get(person) or self._names.get(person) or self._say("person_not_in_household", person=person)

    def of_row(self, person: str | None, per: str | None) -> str:
        """Return whom a row is about; without a person, a per-person row is about somebody nobody knows."""
        if person is None and per not in (None, "family"):
            return self._say(f"unnamed_{per}")
        return self.name(person)

    def voice(self, source: str | None, by: str | None) -> str:
        """Return whose word it is: a member of the household, or a source with its pseudonym."""
        said = self._say(f"source_{source or 'not_stated'}")
        if by is None:
            return said
        if by in self._given or by in self._names:
            return self.name(by)
        return self._say("by", source=said, by=by)

    def described(self) -> list[dict[str, str]]:
        """Return each member with age and way of living."""
        say = self._say
        lines = []
        order = list(self._names)
        for member in sorted(self._household["members"], key=lambda each: order.index(each["person"])):
            age = say("born_unknown") if member["role"] == "child" else ""
            if member["born_on"] is not None:
                age = str(_core.completed_years(member["born_on"], self._as_of))
            lives = "" if member["lives"] == "here" else say(f"lives_{member['lives']}")
            person = member["person"]
            lines.append({"name": self.name(person), "age": age, "lives": lives, "person": person})
        return lines

    def missing(self) -> list[str]:
        """Return a sentence for each role that is unknown, empty or not shared."""
        told = []
        for role in ("child", "caregiver"):
            state = self._household[role]
            if state == "unknown" and self._not_shared:
                state = "not_shared"
            if state != "known":
                told.append(self._say(f"role_{state}_{role}"))
        return told
