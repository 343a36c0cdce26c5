# SPDX-License-Identifier: MPL-2.0
"""The codebook of an instrument: what is asked, how it is coded, what it gives. Made from the document alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from actueel.definition import Definition
from actueel.levels import number_text

from .parts import option_codes
from .wording import say_answer, say_condition, say_points

if TYPE_CHECKING:
    from actueel.instrument import Instrument

__all__ = ["codebook_csv", "codebook_markdown"]

Document = dict[str, Any]


def codebook_csv(instrument: Instrument) -> str:
    """Return the codebook as CSV: a row for each answer of each item on each scale; empty where there is nothing.

    Examples
    --------
    >>> print(codebook_csv(ac.instrument("violence-class")).splitlines()[0])
    item,kind,per,question_nl,question_en,code,label_nl,label_en,scale,points,holds_for,formerly,source

    """
    document = instrument.to_dict()
    languages = document["languages"]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    asked = [f"question_{each}" for each in languages]
    labels = [f"label_{each}" for each in languages]
    writer.writerow(
        ["item", "kind", "per", *asked, "code", *labels, "scale", "points", "holds_for", "formerly", "source"]
    )
    for item in document["items"]:
        texts = item.get("ask") or item.get("label") or {}
        head = [item["id"], item["kind"], item.get("per", "family"), *(texts.get(each, "") for each in languages)]
        tail = [item.get("shelf_life", ""), item.get("source", "")]
        for code, label, formerly, scale, points in _rows(document, item):
            words = [label.get(each, "") for each in languages]
            writer.writerow([_safe(each) for each in (*head, code, *words, scale, points, tail[0], formerly, tail[1])])
    return out.getvalue()


def _safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; a number stays one."""
    if cell[:1] in "=+-@\t\r" and not cell.lstrip("+-").replace(".", "", 1).isdigit():
        return f"'{cell}" if cell else cell
    return cell


def _rows(document: Document, item: Document) -> Iterator[tuple[str, Document, str, str, str]]:
    """Yield code, label, former codes, scale and points: each answer on each scale on which it counts, or alone."""
    options = {each["code"]: each for each in item.get("answer", {}).get("options", ())}
    counted = False
    for scale in document.get("scales", ()):
        for term in scale["terms"]:
            if term.get("item") == item["id"]:
                counted = True
                for answer, points in say_points(term):
                    option = options.get(answer, {})
                    yield answer, option.get("label", {}), " ".join(option.get("formerly", ())), scale["id"], points
    if not counted:
        for code, option in options.items():
            yield code, option.get("label", {}), " ".join(option.get("formerly", ())), "", ""
        if not options:
            yield say_answer(item), {}, "", "", ""


def codebook_markdown(instrument: Instrument, lang: str = "en") -> str:
    """Return the codebook as a Markdown page: evidence, levels, each item with its answers and points, scales, rules.

    Examples
    --------
    >>> print(codebook_markdown(ac.instrument("violence-class")).splitlines()[0])
    # Violence class, counted over 12 months

    """
    return "\n".join(_page(instrument, Definition.of(instrument), lang)).rstrip() + "\n"


def _page(instrument: Instrument, known: Definition, lang: str) -> Iterator[str]:
    document = known.document
    yield f"# {_line(instrument.title(lang))}"
    yield ""
    draft = ", a draft" if instrument.draft else ""
    yield f"`{instrument.id}` version {instrument.version}{draft}, about each {instrument.subject}. "
    yield f"SHA-256 `{instrument.sha256}`."
    yield ""
    evidence = "Validated" if known.validated else "Not validated"
    yield f"**{evidence}.** {_line(_text(known, 'statement', lang))}".rstrip()
    yield ""
    for part, words in (("meant_for", "Meant for"), ("not_for", "Not for")):
        if _text(known, part, lang):
            yield f"{words}: {_line(_text(known, part, lang))}"
            yield ""
    if known.levels:
        yield from _table(
            "Levels, lowest first",
            ("level", "label", "looked at again every"),
            [
                (f"`{id}`", known.level_label(id, lang), each.get("review_every", ""))
                for id, each in known.levels.items()
            ],
        )
    yield "## Items"
    yield ""
    for item in document["items"]:
        yield from _item(document, item, lang)
    yield from _table(
        "Scales",
        ("scale", "combines by", "terms", "lowest", "highest", "levels begin at"),
        [_scale(each) for each in document.get("scales", ())],
    )
    if "tree" in document:
        yield "## Tree"
        yield ""
        yield from _tree(document["tree"], "")
        yield ""
    if document.get("rules"):
        rows = [(f"`{each['id']}`", _rule(each), known.rule_why(each["id"], lang)) for each in document["rules"]]
        yield from _table("Rules, in the order in which they are applied", ("rule", "what it does", "why"), rows)
    sources = known.evidence.get("sources", ())
    if sources:
        yield from _table("Sources", ("id", "source"), [(f"`{each['id']}`", _cite(each)) for each in sources])


def _tree(node: Document, indent: str) -> Iterator[str]:
    if "if" not in node:
        rate = f", published rate {node['rate']}" if "rate" in node else ""
        yield f"{indent}- `{node['level']}`{rate}" + (f" (n = {node['n']})" if "n" in node else "")
        return
    yield f"{indent}- if {_line(say_condition(node['if']))}:"
    yield from _tree(node["then"], f"{indent}  ")
    yield f"{indent}- otherwise:"
    yield from _tree(node["else"], f"{indent}  ")


def _cite(source: Document) -> str:
    return str(source["cite"]) + (f" (doi {source['doi']})" if "doi" in source else "")


def _text(known: Definition, part: str, lang: str) -> str:
    return known.text(known.evidence.get(part, ""), lang)


def _item(document: Document, item: Document, lang: str) -> Iterator[str]:
    yield f"### `{item['id']}`"
    yield ""
    texts = item.get("ask") or item.get("label")
    yield _line(Definition.text(texts, lang)) if texts else say_answer(item)[:1].upper() + say_answer(item)[1:]
    yield ""
    facts = [item["kind"], f"per {item.get('per', 'family')}"]
    facts += [f"holds for {item['shelf_life']}"] if "shelf_life" in item else []
    facts += [f"lapses on {_lapses(item['lapses_on'])}"] if "lapses_on" in item else []
    facts += [f"asked only when {say_condition(item['applies_when'])}"] if "applies_when" in item else []
    facts += [f"word of {', '.join(item['sources'])}"] if "sources" in item else []
    facts += [f"formerly {', '.join(item['formerly'])}"] if "formerly" in item else []
    facts += [f"source {item['source']}"] if "source" in item else []
    yield _line("; ".join(facts)) + "."
    yield ""
    scales = {
        scale["id"]: dict(say_points(term))
        for scale in document.get("scales", ())
        for term in scale["terms"]
        if term.get("item") == item["id"]
    }
    codes = list(dict.fromkeys((*option_codes(item), *(each for points in scales.values() for each in points))))
    if codes:
        options = {each["code"]: each for each in item.get("answer", {}).get("options", ())}
        rows = [
            (
                f"`{code}`",
                Definition.text(options.get(code, {}).get("label", ""), lang),
                *(points.get(code, "") for points in scales.values()),
            )
            for code in codes
        ]
        headers = ("answer", "label", *(f"points on {each}" for each in scales))
        yield from _table("", headers, rows)
    else:
        yield f"Answered with {say_answer(item)}; it gives no points."
        yield ""


def _lapses(on: Document) -> str:
    told = [f"a {role} who joins" for role in on.get("joins", ())]
    told += [f"a {role} who leaves" for role in on.get("leaves", ())]
    return ", ".join([*told, *(f"the event {each}" for each in on.get("events", ()))])


def _scale(scale: Document) -> tuple[str, ...]:
    cuts = ", ".join(f"{level} {number_text(at)}" for level, at in scale.get("cuts", {}).items())
    terms = ", ".join(each.get("item", each.get("scale", "")) for each in scale["terms"])
    ends = [number_text(scale[each]) if each in scale else "" for each in ("minimum", "maximum")]
    return f"`{scale['id']}`", scale["combine"], terms, *ends, cuts


def _rule(rule: Document) -> str:
    outcome, level = next(iter(rule["then"].items()))
    return f"if {say_condition(rule['if'])}, then {outcome.replace('_', ' ')} {level}"


def _table(title: str, headers: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if title:
        yield f"## {title}"
        yield ""
    yield f"| {' | '.join(headers)} |"
    yield f"|{'---|' * len(headers)}"
    for row in rows:
        yield f"| {' | '.join(_line(each).replace('|', chr(92) + '|') for each in row)} |"
    yield ""


def _line(text: str) -> str:
    """Return a text on one line, in which nothing reads as HTML."""
    return " ".join(text.split()).replace("<", "&lt;")
