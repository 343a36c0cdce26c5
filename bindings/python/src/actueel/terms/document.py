# SPDX-License-Identifier: MPL-2.0
"""Terms documents (`actueel.terms/1`): which record starts a term, which one ends it, and how long it may take."""

from __future__ import annotations

import datetime as dt
import json
import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import _core
from ..errors import Error, Problem
from .calendar import WorkingDays, countries

__all__ = ["CODE_OF", "FORMAT", "Limit", "Select", "Suspension", "Term", "Terms"]

FORMAT = "actueel.terms/1"

CODE_OF: Mapping[str, str | None] = {
    "dispute": "source",
    "dispute_answer": "outcome",
    "ending": None,
    "event": "event",
    "goal": "source",
    "household": None,
    "involvement": "kind",
    "membership": "role",
    "observation": "item",
    "override": "instrument",
    "person": None,
    "plan": None,
    "sign_off": "instrument",
    "view": "source",
}
"""Types of records that a term may name, each with the field that may narrow it."""

WORDS: Mapping[str, tuple[str, ...]] = {
    "outcome": ("upheld", "partly", "not_upheld"),
    "role": ("child", "caregiver", "other"),
    "source": ("worker", "professional", "record", "child", "parent", "network", "not_stated"),
}
"""The words that a field may have where these are few; a term that names another would never begin, and say nothing."""

BELONGS = {
    "dispute_answer": ("dispute",),
    "ending": ("dispute", "goal", "household", "involvement", "membership", "plan"),
}
"""An answer and an ending belong to one record: as the end of a term they end that of their own record alone."""

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9._:-]{1,129}", re.ASCII)
_WORD = re.compile(r"(?! )[^\x00-\x1f\x7f]{1,64}(?<! )")
_OWN_WORDS = ("event", "kind")
"""Fields whose codes are the organisation's own words, with spaces where it likes."""
_DURATION = re.compile(r"P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?", re.ASCII)
_MOST_DAYS = 2600


@dataclass(frozen=True, slots=True)
class Select:
    """Which records are meant: those of a type, or of them those with one of some codes.

    Attributes
    ----------
    type : str
        One of `CODE_OF`.
    codes : tuple of str
        Of the field that narrows it; empty for all.

    """

    type: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a term may take: so many working days, or a calendar duration.

    Attributes
    ----------
    working_days : int or None
        Or None for a calendar duration; 0 is the same day.
    months, days : int
        Of a calendar duration: months are added first.

    """

    working_days: int | None = None
    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Suspension:
    """What stops the clock of a term, what lets it go on, and why that may be."""

    start: Select
    end: Select
    reason: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """One term.

    Attributes
    ----------
    id, kind : str
        ``statutory`` or ``own``.
    source, label : dict of str to str
        Where it is written, and what was to be done; by language.
    start, end : Select
        The record that starts it, and the first one after it that ends it.
    limit : Limit
        How long it may take.
    next_working_day : bool
        Whether a last day that is no working day moves to the next that is one.
    aim : int or None
        Of 100 how many are to be kept.
    suspended : tuple of Suspension
        What stops its clock.

    """

    id: str
    kind: str
    source: Mapping[str, str]
    label: Mapping[str, str]
    start: Select
    end: Select
    limit: Limit
    next_working_day: bool = False
    aim: int | None = None
    suspended: tuple[Suspension, ...] = ()

    def text(self, lang: str) -> str:
        """Return what is to be done, in a language, or in the first that the document has."""
        return self.label.get(lang) or next(iter(self.label.values()))


class Terms:
    """A checked terms document.

    Attributes
    ----------
    name : str
        What errors call it.
    id : str
        Its own name.
    languages : tuple of str
        In which its texts are.
    time_zone : str
        In which the day of a `recorded_at` is meant.
    terms : tuple of Term
        In the order of the document.

    Examples
    --------
    >>> terms = Terms.load("examples/terms.json")
    >>> [(term.id, term.limit.working_days) for term in terms.terms][0]
    ('safety_assessment', 5)

    """

    def __init__(self, document: Mapping[str, Any], name: str = "terms") -> None:
        self.name = name
        _Check(name).whole(document)
        holidays = document.get("holidays", {})
        self.id: str = document["id"]
        self.languages: tuple[str, ...] = tuple(document["languages"])
        self.time_zone: str = document.get("time_zone", "Europe/Amsterdam")
        self._country: str = holidays.get("country", "NL")
        self._also = [dt.date.fromisoformat(day) for day in holidays.get("also", ())]
        self._never = [dt.date.fromisoformat(day) for day in holidays.get("never", ())]
        self.terms: tuple[Term, ...] = tuple(_term(each) for each in document["terms"])

    @classmethod
    def load(cls, path: str | Path) -> Terms:
        """Read a terms document from a file.

        Raises
        ------
        Error
            ``file_unreadable``, ``json_syntax``, and every fault of the document at once.

        """
        return cls.parse(_core.read_file(str(path)), str(path))

    @classmethod
    def parse(cls, text: str | bytes, name: str = "terms") -> Terms:
        """Read a terms document from its text."""
        return cls(_json(text, name), name)

    def working_days(self) -> WorkingDays:
        """Return the working days of its country."""
        return WorkingDays(self._country, also=self._also, never=self._never)

    def spans(self) -> tuple[tuple[Select, Select], ...]:
        """Return from which records to which it measures, each once: of the terms, and of what stops their clocks."""
        found: dict[tuple[Select, Select], None] = {}
        for term in self.terms:
            found[term.start, term.end] = None
            found |= dict.fromkeys((each.start, each.end) for each in term.suspended)
        return tuple(found)


def duration_of(text: str) -> tuple[int, int]:
    """Return a duration as months and days; ``ValueError`` where it is none."""
    match = _DURATION.fullmatch(text)
    years, months, weeks, days = (int(each or 0) for each in match.groups()) if match else (0, 0, 0, 0)
    if (total := (12 * years + months, 7 * weeks + days)) == (0, 0):
        raise ValueError(text)
    return total


def _json(text: str | bytes, name: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in pairs}) < len(pairs):
            raise Error([Problem("json_duplicate_key", name, "", "a key twice in one object", "once", "leave one out")])
        return dict(pairs)

    def number(_: str) -> None:
        raise ValueError

    try:
        plain = text.decode("utf-8") if isinstance(text, bytes) else text
    except UnicodeDecodeError:
        problem = Problem("json_encoding", name, "", "bytes that are not UTF-8", "JSON", "save it as UTF-8")
        raise Error([problem]) from None
    try:
        return json.loads(plain, object_pairs_hook=once, parse_constant=number)
    except json.JSONDecodeError as fault:
        place = f"line {fault.lineno}, column {fault.colno}"
        raise Error([Problem("json_syntax", name, place, "what is no JSON", "JSON", "look at that place")]) from None
    except (ValueError, RecursionError):
        raise Error(
            [Problem("json_syntax", name, "", "what is no JSON", "JSON", "look for NaN, or for depth")]
        ) from None


def _select(stated: Mapping[str, Any]) -> Select:
    field = CODE_OF[stated["type"]]
    codes = stated.get(field, ()) if field is not None else ()
    return Select(stated["type"], (codes,) if isinstance(codes, str) else tuple(codes))


def _term(stated: Mapping[str, Any]) -> Term:
    within = stated["within"]
    if "working_days" in within:
        limit = Limit(working_days=within["working_days"])
    else:
        limit = Limit(None, *duration_of(within["calendar"]))
    return Term(
        id=stated["id"],
        kind=stated["kind"],
        source=dict(stated["source"]),
        label=dict(stated["label"]),
        start=_select(stated["from"]),
        end=_select(stated["to"]),
        limit=limit,
        next_working_day=stated.get("last_day") == "next_working_day",
        aim=stated.get("aim"),
        suspended=tuple(
            Suspension(_select(each["from"]), _select(each["to"]), dict(each["reason"]))
            for each in stated.get("suspended", ())
        ),
    )


class _Check:
    """Everything that is wrong with a document, in its order."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.languages: tuple[str, ...] = ()

    def wrong(
        self, code: str, place: str, found: object, expected: str, remedy: str, known: tuple[str, ...] = ()
    ) -> None:
        shown = isinstance(found, str) and re.fullmatch(r"[A-Za-z0-9._:+/-]{1,64}", found, re.ASCII)
        text = str(found) if shown or type(found) is int else _kind(found)
        nearest = _core.nearest_name(str(found), list(known)) if known and shown else ""
        self.problems.append(Problem(code, self.name, place, text, expected, remedy, nearest))

    def whole(self, document: object) -> None:
        if not isinstance(document, Mapping):
            self.wrong("type_wrong", "", document, "a terms document", "write an object")
            raise Error(self.problems)
        stated = document.get("format")
        if stated != FORMAT:
            newer = isinstance(stated, str) and re.fullmatch(r"actueel\.terms/[2-9]\d*", stated) is not None
            remedy = "use a newer version of the library" if newer else f'write "format": "{FORMAT}"'
            self.wrong("format_newer" if newer else "format_unknown", "/format", stated, FORMAT, remedy)
            raise Error(self.problems)
        known = ("format", "id", "languages", "time_zone", "holidays", "terms", "x")
        if self.fields(document, "", known, ("id", "languages", "terms")):
            self.id(document.get("id"), "/id")
            self.in_languages(document.get("languages"))
            self.zone(document.get("time_zone", "Europe/Amsterdam"))
            self.holidays(document.get("holidays", {}))
            self.terms(document.get("terms"))
        if self.problems:
            raise Error(self.problems)

    def fields(self, at: object, place: str, known: tuple[str, ...], needed: tuple[str, ...]) -> bool:
        """Check that it is an object with these fields; say whether it is one."""
        if not isinstance(at, Mapping):
            self.wrong("type_wrong", place, at, "an object", "write it between braces")
            return False
        for field in at:
            if field not in known:
                shown = field if _ID.fullmatch(field) else "?"
                where = f"{place}/{shown}" if shown != "?" else place
                self.wrong("field_unknown", where, field, "a field of terms", "mend its name or leave it out", known)
        for field in needed:
            if field not in at:
                self.wrong("field_missing", f"{place}/{field}", None, "a field that must be there", "add it")
        return True

    def id(self, at: object, place: str) -> None:
        if at is not None and not (isinstance(at, str) and _ID.fullmatch(at)):
            self.wrong("id_malformed", place, at, "1 to 64 of A-Z a-z 0-9 . _ -", "give it such an id")

    def in_languages(self, at: object) -> None:
        if at is None:
            return
        if not isinstance(at, list) or not all(each in ("nl", "en") for each in at) or len(set(at)) < len(at):
            self.wrong("value_unknown", "/languages", at, "nl, en, or both", 'write ["nl", "en"]')
        elif not at:
            self.wrong("list_empty", "/languages", at, "at least one language", 'write ["nl", "en"]')
        else:
            self.languages = tuple(at)

    def zone(self, at: object) -> None:
        known = tuple(sorted(zoneinfo.available_timezones()))
        if at not in known:
            self.wrong(
                "value_unknown", "/time_zone", at, "a time zone such as Europe/Amsterdam", "write its name", known
            )

    def holidays(self, at: object) -> None:
        if not self.fields(at, "/holidays", ("country", "also", "never"), ()):
            return
        assert isinstance(at, Mapping)
        if (country := at.get("country", "NL")) not in (known := countries()):
            remedy = "write the two letters of a country"
            self.wrong("value_unknown", "/holidays/country", country, "a country such as NL", remedy, known)
        for field in ("also", "never"):
            days = at.get(field, [])
            if not isinstance(days, list):
                self.wrong("type_wrong", f"/holidays/{field}", days, "a list of days", 'write ["2020-05-05"]')
                continue
            for index, day in enumerate(days):
                self.day(day, f"/holidays/{field}/{index}")

    def day(self, at: object, place: str) -> None:
        if not isinstance(at, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", at, re.ASCII):
            self.wrong("day_malformed", place, at, "a day (YYYY-MM-DD)", "write year, month and day with dashes")
            return
        try:
            dt.date.fromisoformat(at)
        except ValueError:
            self.wrong("day_impossible", place, at, "a day that exists (YYYY-MM-DD)", "write the day that was meant")

    def text(self, at: object, place: str) -> None:
        if not isinstance(at, str):
            self.wrong("type_wrong", place, at, "a text", "write it between quotes")
        elif not at.strip():
            self.wrong("text_empty", place, at, "a text", "write it")

    def texts(self, at: object, place: str) -> None:
        if at is None or not self.fields(at, place, self.languages or ("nl", "en"), self.languages):
            return
        assert isinstance(at, Mapping)
        for language in self.languages:
            if language in at:
                self.text(at[language], f"{place}/{language}")

    def terms(self, at: object) -> None:
        if at is None:
            return
        if not isinstance(at, list):
            self.wrong("type_wrong", "/terms", at, "a list of terms", "write it between brackets")
            return
        if not at:
            self.wrong("list_empty", "/terms", at, "at least one term", "add one")
        seen: set[str] = set()
        for index, each in enumerate(at):
            self.term(each, f"/terms/{index}", seen)

    def term(self, at: object, place: str, seen: set[str]) -> None:
        known = ("id", "label", "kind", "source", "from", "to", "within", "last_day", "aim", "suspended", "x")
        if not self.fields(at, place, known, ("id", "label", "kind", "source", "from", "to", "within")):
            return
        assert isinstance(at, Mapping)
        self.id(at.get("id"), f"{place}/id")
        if isinstance(at.get("id"), str):
            if at["id"] in seen:
                self.wrong("name_duplicate", f"{place}/id", at["id"], "an id of its own", "give it another")
            seen.add(at["id"])
        self.texts(at.get("label"), f"{place}/label")
        self.one_of(at.get("kind"), f"{place}/kind", ("statutory", "own"))
        self.texts(at.get("source"), f"{place}/source")
        self.select(at.get("from"), f"{place}/from")
        self.select(at.get("to"), f"{place}/to", of=at.get("from"))
        self.within(at.get("within"), f"{place}/within")
        self.one_of(at.get("last_day"), f"{place}/last_day", ("as_it_falls", "next_working_day"))
        if "aim" in at:
            self.whole_number(at["aim"], f"{place}/aim", 1, 100)
        stops = at.get("suspended", [])
        if not isinstance(stops, list):
            self.wrong("type_wrong", f"{place}/suspended", stops, "a list", "write it between brackets")
            return
        for index, each in enumerate(stops):
            where = f"{place}/suspended/{index}"
            if self.fields(each, where, ("from", "to", "reason"), ("from", "to", "reason")):
                self.select(each.get("from"), f"{where}/from")
                self.select(each.get("to"), f"{where}/to", of=each.get("from"))
                self.texts(each.get("reason"), f"{where}/reason")

    def one_of(self, at: object, place: str, known: tuple[str, ...]) -> None:
        if at is not None and at not in known:
            self.wrong("value_unknown", place, at, " | ".join(known), "write one of these", known)

    def whole_number(self, at: object, place: str, least: int, most: int) -> None:
        if type(at) is not int or not least <= at <= most:
            expected = f"a whole number from {least} to {most}"
            self.wrong("number_not_whole", place, at, expected, "write such a number")

    def select(self, at: object, place: str, of: object = None) -> None:
        if at is None:
            return
        kind = at.get("type") if isinstance(at, Mapping) else None
        field = CODE_OF.get(kind) if isinstance(kind, str) else None
        if not self.fields(at, place, ("type", field) if field else ("type",), ("type",)) or kind is None:
            return
        assert isinstance(at, Mapping)
        if kind in ("correction", "retraction"):
            remedy = "name the type of the record that was corrected: its first recording counts"
            self.wrong("value_unknown", f"{place}/type", kind, "a type of record that stands by itself", remedy)
        elif kind not in CODE_OF:
            remedy = "write one of these"
            self.wrong("value_unknown", f"{place}/type", kind, ", ".join(CODE_OF), remedy, tuple(CODE_OF))
        if field and field in at:
            self.codes(at[field], f"{place}/{field}", field)
        whose = of.get("type") if isinstance(of, Mapping) else None
        if kind in BELONGS and of is not None and whose in CODE_OF and whose not in BELONGS[kind]:
            expected = f"a term that starts with {' or '.join(BELONGS[kind])}"
            self.wrong("reference_wrong_type", f"{place}/type", kind, expected, "name another start, or another end")

    def codes(self, at: object, place: str, field: str) -> None:
        codes = [at] if isinstance(at, str) else at
        if not isinstance(codes, list):
            self.wrong("type_wrong", place, at, "a code, or a list of codes", "write it between quotes")
            return
        if not codes:
            self.wrong("list_empty", place, at, "at least one code", "add one, or leave the field out")
        for index, code in enumerate(codes):
            where = place if codes is not at else f"{place}/{index}"
            if field in WORDS:
                if code not in WORDS[field]:
                    expected = " | ".join(WORDS[field])
                    self.wrong("value_unknown", where, code, expected, "write one of these", WORDS[field])
            elif field in _OWN_WORDS:
                if not isinstance(code, str) or not _WORD.fullmatch(code):
                    expected = "a code: 1 to 64 characters, no space at its ends"
                    self.wrong("id_malformed", where, code, expected, "write the code that the records have")
            elif not isinstance(code, str) or not _NAME.fullmatch(code):
                self.wrong("id_malformed", where, code, "a code of 1 to 64 of A-Z a-z 0-9 . _ -", "write its code")

    def within(self, at: object, place: str) -> None:
        if at is None or not self.fields(at, place, ("working_days", "calendar"), ()):
            return
        assert isinstance(at, Mapping)
        if ("working_days" in at) == ("calendar" in at):
            found = "both" if "calendar" in at else "neither"
            self.wrong("fields_exclude", place, found, "working_days or calendar", "write one of them")
        elif "working_days" in at:
            self.whole_number(at["working_days"], f"{place}/working_days", 0, _MOST_DAYS)
        else:
            try:
                duration_of(at["calendar"])
            except (ValueError, TypeError):
                remedy = "write P10W, P90D or P3M"
                self.wrong("duration_malformed", f"{place}/calendar", at["calendar"], "a duration", remedy)


def _kind(found: object) -> str:
    if found is None:
        return "nothing"
    if isinstance(found, str):
        return f"text of {len(found)} characters"
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(found), type(found).__name__)
