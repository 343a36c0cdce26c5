# SPDX-License-Identifier: MPL-2.0
"""A draft instrument from a table of items, options and points: a researcher's paper in an hour."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from actueel.errors import Error, Problem
from actueel.instrument import Instrument

from .grid import Row, groups, read_rows
from .names import Names, slug

__all__ = ["Draft", "draft_from_table", "finished"]

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft instrument, and everything that was assumed because its table or form did not say it."""

    document: Document
    instrument: Instrument
    assumed: tuple[str, ...]

    def to_json(self) -> str:
        """Return the draft as a document to edit."""
        return json.dumps(self.document, ensure_ascii=False, indent=2) + "\n"


def draft_from_table(
    path: Path,
    *,
    sheet: str | None = None,
    id: str | None = None,
    title: str | None = None,
    lang: str = "en",
    levels: str | None = None,
    shelf_life: str = "P3M",
) -> Draft:
    """Make a draft instrument from a table of items, options and points.

    Parameters
    ----------
    path : Path
        A CSV file, or a workbook (with the extra ``excel``).
    sheet : str, optional
        The sheet of a workbook; the first by default.
    id, title : str, optional
        Of the draft; the table's name by default.
    lang : str
        The language of columns that name none.
    levels : str, optional
        Levels of the last scale, lowest first, with where each begins: ``"low, moderate=11, high=22"``.
    shelf_life : str
        How long answers to dynamic items hold where the table is silent.

    Raises
    ------
    Error
        Every cell that cannot be read, with its row and column; then whatever the core says of the draft.

    """
    rows = read_rows(path, sheet)
    making = _Making(str(path), lang, shelf_life)
    making.languages = _languages(rows, lang)
    for group in groups(rows):
        making.add(group)
    if not making.items:
        making.tell("list_empty", "", "no item", "rows with an item", "fill the table")
    if making.problems:
        raise Error(making.problems)
    name = id or slug(path.stem, keep="_.-") or "draft"
    document = making.document(name, title or name, levels)
    return finished(document, f"the draft from {path}", making.assumed)


def finished(document: Document, name: str, assumed: list[str]) -> Draft:
    """Return a draft that the core has read; where it asks for a justification, the draft says that nobody gave one.

    Only the core knows which items are so near to poverty. What stands there then is shown in every report, until the
    author writes why the item may count, or takes it out.
    """
    try:
        instrument = Instrument.parse(json.dumps(document, ensure_ascii=False), name)
    except Error as error:
        if any(each.code != "justification_missing" for each in error.problems):
            raise
        for each in error.problems:
            item = document["items"][int(each.place.split("/")[2])]
            item["justification"] = {lang: NOBODY_SAID.get(lang, NOBODY_SAID["en"]) for lang in document["languages"]}
            assumed.append(
                f"nobody has said why {item['id']} may count, near to poverty as it is: write its justification"
            )
        instrument = Instrument.parse(json.dumps(document, ensure_ascii=False), name)
    return Draft(document, instrument, tuple(assumed))


NOBODY_SAID = {
    "nl": "Niemand heeft nog gezegd waarom dit mag meetellen.",
    "en": "Nobody has said yet why this may count.",
}


def _languages(rows: list[Row], lang: str) -> list[str]:
    """Return the languages of which the table has any text, Dutch first; the asked one where it names none."""
    found = {"nl": False, "en": False, lang: False}
    for row in rows:
        for language in ("nl", "en"):
            found[language] = found[language] or bool(row.get(f"question_{language}", f"label_{language}"))
        found[lang] = found[lang] or bool(row.get("question", "label"))
    return [each for each in found if found[each]] or [lang]


KINDS = {
    "static": "static", "statisch": "static", "vast": "static",
    "dynamic": "dynamic", "dynamisch": "dynamic",
    "protective": "protective", "beschermend": "protective",
}  # fmt: skip
PER = {
    "family": "family", "gezin": "family",
    "child": "child", "kind": "child",
    "caregiver": "caregiver", "opvoeder": "caregiver", "ouder": "caregiver", "parent": "caregiver", "cg": "caregiver",
}  # fmt: skip
UNITS = {"dag": "D", "dagen": "D", "day": "D", "days": "D", "week": "W", "weken": "W", "weeks": "W",
         "maand": "M", "maanden": "M", "month": "M", "months": "M", "jaar": "Y", "year": "Y", "years": "Y"}  # fmt: skip
OPEN = 1000.0
"""Where a last bin ends that says nothing of its end."""

Points = list[tuple[str, float]]


@dataclass
class _Making:
    """A draft in the making: what is read so far, what was assumed, what is wrong."""

    path: str
    lang: str
    shelf_life: str
    languages: list[str] = field(default_factory=list)
    items: list[Document] = field(default_factory=list)
    terms: dict[str, list[Document]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    assumed: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    names: Names = field(default_factory=Names)

    def tell(self, code: str, place: str, found: str, expected: str, remedy: str) -> None:
        self.problems.append(Problem(code, self.path, place, found, expected, remedy))

    def assume(self, words: str) -> None:
        if words not in self.assumed:
            self.assumed.append(words)

    def add(self, group: list[Row]) -> None:
        """Read one item: a row an option, or one row with all of them in a cell."""
        first = group[0]
        told = {key: cell for row in reversed(group) for key, cell in row.cells.items()}
        whole = Row(first.number, told)
        if any(each["id"] == first.get("item") for each in self.items):
            place = f"row {first.number}, column item"
            self.tell("name_duplicate", place, "an item that stood above", "the rows of an item together", "move them")
        name = self.names.give(first.get("item") or slug(whole.get("question", "question_en", "question_nl")), "item")
        item: Document = {"id": name, "kind": self.one_of(whole, "kind", KINDS, "dynamic")}
        per = self.one_of(whole, "per", PER, "family", quiet=True)
        if per != "family":
            item["per"] = per
        question = whole.get("question", "question_en", "question_nl") or name
        item["ask"] = self.texts(whole, "question", question, f"the question of {name}")
        term: Document = {"item": name}
        if per != "family":
            term["combine"] = self.one_of(whole, "combine", {"max": "max", "min": "min"}, "max", quiet=True)
        packed = whole.get("options")
        numeric = _spans(packed) if packed else None
        if numeric:
            self.number(item, term, whole, numeric)
        else:
            self.options(item, term, group, packed)
        if item["kind"] != "static":
            item["shelf_life"] = self.life(whole, name)
        if whole.get("justification", "justification_nl", "justification_en"):
            item["justification"] = self.texts(whole, "justification", "", f"why {name} may count")
        if whole.get("source"):
            item["source"] = self.source(whole.get("source"))
        self.items.append(item)
        scale = slug(whole.get("scale")) or "total"
        self.terms.setdefault(scale, []).append(term)

    def one_of(self, row: Row, column: str, known: dict[str, str], usual: str, *, quiet: bool = False) -> str:
        cell = row.get(column).lower()
        if not cell:
            if not quiet:
                self.assume(f"items are {usual} where the table names no {column}")
            return usual
        if cell not in known:
            expected = ", ".join(known)
            self.tell(
                "value_unknown", f"row {row.number}, column {column}", "another word", expected, "write one of them"
            )
        return known.get(cell, usual)

    def texts(self, row: Row, column: str, otherwise: str, what: str) -> dict[str, str]:
        """Return a text in each language of the draft; one that is missing is told and taken from the other."""
        out = {}
        for language in self.languages:
            own = row.get(f"{column}_{language}") or (row.get(column) if language == self.lang else "")
            if not own and len(self.languages) > 1:
                self.assume(f"{what} stands in {language} too as it is in the other language")
            out[language] = own or row.get(column, f"{column}_en", f"{column}_nl") or otherwise
        return out

    def options(self, item: Document, term: Document, group: list[Row], packed: str) -> None:
        """Read the options of an item: all in one cell, or a row each."""
        codes, options, points = Names(), [], {}
        place = f"row {group[0].number}, column options"
        if packed:
            pairs = _pairs(packed)
            if not pairs:
                expected = "code=points; code=points, or words = 0/1/2, or [from,to)=points"
                self.tell("type_wrong", place, f"text of {len(packed)} characters", expected, "write the options so")
            for words, worth in pairs:
                code = codes.give(slug(words), "option")
                options.append({"code": code, "label": dict.fromkeys(self.languages, words)})
                points[code] = worth
            if len(self.languages) > 1:
                self.assume("answers that stand in one cell have the same words in both languages")
        else:
            for row in group:
                words = row.get("option", "label", "label_en", "label_nl")
                if not words:
                    self.tell(
                        "field_missing",
                        f"row {row.number}",
                        "no option",
                        "an option or a label",
                        "say which answer it is",
                    )
                    continue
                code = codes.give(words if re.fullmatch(r"[\w.-]+", words, re.ASCII) else slug(words), "option")
                label = self.texts(row, "label", row.get("option") or words, f"the answer {code} of {item['id']}")
                options.append({"code": code, "label": label})
                points[code] = self.points(row)
        item["answer"] = {"options": options}
        term["points"] = {code: _plain(worth) for code, worth in points.items()}

    def points(self, row: Row) -> float:
        worth = _number(row.get("points"))
        if worth is None:
            place = f"row {row.number}, column points"
            remedy = "write the points of this option, 0 where it gives none"
            self.tell("type_wrong", place, "no number" if row.get("points") else "nothing", "a number", remedy)
        return worth or 0.0

    def number(self, item: Document, term: Document, row: Row, spans: list[tuple[float, float | None, float]]) -> None:
        """Read bins ``[from, to)=points``; each begins where the one before ends."""
        for before, after in pairwise(spans):
            if before[1] != after[0]:
                found = f"{_plain(after[0])} after {_plain(before[1] or 0)}"
                expected, remedy = "each bin begins where the one before ends", "mend the bins"
                self.tell("bins_gap", f"row {row.number}, column options", found, expected, remedy)
        low = _number(row.get("min"))
        high = _number(row.get("max"))
        last = spans[-1][1]
        whole = all(each == int(each) for span in spans for each in span[:2] if each is not None)
        if high is None:
            high = last - (1 if whole else 0.0001) if last is not None else max(OPEN, 10 * spans[-1][0])
            if last is None:
                self.assume(f"{item['id']} is at most {_plain(high)}: its last bin has no end, and the table no max")
        item["answer"] = {
            "number": {
                "min": _plain(low if low is not None else spans[0][0]),
                "max": _plain(high),
                **({"integer": True} if whole else {}),
            }
        }
        if whole:
            self.assume("an item whose bins begin at whole numbers is answered with whole numbers")
        term["bins"] = [{"at_least": _plain(start), "points": _plain(worth)} for start, _, worth in spans]

    def life(self, row: Row, name: str) -> str:
        cell = row.get("shelf_life")
        if not cell:
            self.assume(f"answers to dynamic items hold for {self.shelf_life} where the table does not say how long")
            return self.shelf_life
        said = re.fullmatch(r"(\d+)\s*([a-z]+)", cell.lower())
        if said and said[2] in UNITS:
            return f"P{said[1]}{UNITS[said[2]]}"
        if re.fullmatch(r"P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?", cell) and cell != "P":
            return cell
        remedy = "write P30D, P3M, or 30 days, 3 maanden"
        self.tell("duration_malformed", f"row {row.number}, column shelf_life", f"of {name}", "a duration", remedy)
        return self.shelf_life

    def source(self, cite: str) -> str:
        return self.sources.setdefault(cite, slug(cite, keep="_.-") or f"source_{len(self.sources) + 1}")

    def document(self, name: str, title: str, levels: str | None) -> Document:
        """Return the whole draft."""
        statements = {
            "nl": "Concept, gemaakt uit een tabel. Niet gevalideerd.",
            "en": "A draft, made from a table. Not validated.",
        }
        evidence: Document = {
            "validated": False,
            "statement": {each: statements.get(each, statements["en"]) for each in self.languages},
        }
        if self.sources:
            evidence["sources"] = [{"id": id, "cite": cite} for cite, id in self.sources.items()]
        scales: list[Document] = [
            {"id": scale, "combine": "sum", "terms": terms} for scale, terms in self.terms.items()
        ]
        document: Document = {
            "format": "actueel.instrument/1",
            "id": name,
            "version": "0.1.0",
            "status": "draft",
            "languages": self.languages,
            "title": dict.fromkeys(self.languages, title),
            "evidence": evidence,
        }
        if levels:
            cuts = self.levels(document, levels)
            scales[-1]["cuts"] = cuts
        document |= {"items": self.items, "scales": scales}
        if levels:
            document["level_from"] = [scales[-1]["id"]]
        self.assume("points are added up")
        return document

    def levels(self, document: Document, levels: str) -> dict[str, float]:
        """Read ``low, moderate=11, high=22``: all but the lowest begin somewhere."""
        named, cuts, names = [], {}, Names()
        for n, each in enumerate(re.split(r"[,;]\s*(?!\d)", levels)):
            words, _, at = (part.strip() for part in each.partition("="))
            level = names.give(slug(words), "level")
            named.append({"id": level, "label": dict.fromkeys(self.languages, words)})
            begins = _number(at)
            if n and begins is not None:
                cuts[level] = _plain(begins)
            elif n or at:
                expected = "the lowest level alone, then level=value"
                problem = Problem("value_unknown", "the question", "/levels", "another form", expected, "write it so")
                raise Error([problem])
        document["levels"] = named
        return cuts


def _number(cell: str) -> float | None:
    """Read a number as people type it: with a point or a comma, with any dash."""
    text = cell.strip().replace(",", ".").replace("\N{EN DASH}", "-").replace("\N{MINUS SIGN}", "-")
    return float(text) if re.fullmatch(r"[+-]?\d+(\.\d+)?", text) else None


def _plain(number: float) -> float:
    """Return a number as JSON writes it: whole ones without a fraction."""
    return int(number) if number == int(number) else number


NUMBER = r"[+\-\u2013\u2212]?\d+(?:[.,]\d+)?"
SPAN = re.compile(rf"\[\s*({NUMBER})\s*[,;]\s*(?:({NUMBER})|\.\.|\u2026|\.\.\.)?\s*[\)\]]?\s*=\s*({NUMBER})")


def _spans(cell: str) -> list[tuple[float, float | None, float]] | None:
    """Read ``[0,9)=3 [9,12)=1 [12,..)=0``, or nothing where the cell is no such list."""
    found = [(_number(low) or 0.0, _number(high) if high else None, _number(worth) or 0.0)
             for low, high, worth in SPAN.findall(cell)]  # fmt: skip
    return found if found and not SPAN.sub("", cell).strip(" ;|\n") else None


def _pairs(cell: str) -> Points:
    """Read ``no=0; yes=1``, one a line or with commas, or ``no/yes = 0/1``; nothing where it is neither."""
    sides = cell.split("=")
    if len(sides) == 2 and "/" in sides[1]:
        words = [each.strip() for each in sides[0].split("/")]
        worths = [_number(each) for each in sides[1].split("/")]
        if len(words) == len(worths) and None not in worths and all(words):
            return [(word, worth) for word, worth in zip(words, worths, strict=True) if worth is not None]
        return []
    parts = re.split(r"[;|\n]", cell) if re.search(r"[;|\n]", cell) else re.split(r",\s+|,(?=\D)", cell)
    out: Points = []
    for part in parts:
        if part.strip():
            words_of, _, worth_of = part.rpartition("=")
            worth = _number(worth_of)
            if not words_of.strip() or worth is None:
                return []
            out.append((words_of.strip(), worth))
    return out
