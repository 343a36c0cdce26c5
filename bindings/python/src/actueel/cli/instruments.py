# SPDX-License-Identifier: MPL-2.0
"""``actueel instruments``."""

from __future__ import annotations

import json

import typer

import actueel
from actueel.definition import Definition
from actueel.messages import Messages
from actueel.text import Table

from .answering import answering
from .tables import pairs, show, table

__all__ = ["run_list", "run_show"]


def run_list() -> None:
    """Print the shipped instruments."""
    rows = []
    for name in actueel.instruments():
        each = actueel.instrument(name)
        known = Definition.of(each)
        validated = "validated" if known.validated else "not validated"
        rows.append((each.id, each.version, each.title("en"), validated, str(len(known.asked))))
    show(table(Table("", ("id", "version", "title", "evidence", "questions"), tuple(rows))))


def run_show(name: str, lang: str, *, as_json: bool) -> None:
    """Print one instrument: its card, its levels, its questions."""
    with answering():
        each = actueel.instrument(name)
        say = Messages(lang)
    known = Definition.of(each)
    if as_json:
        typer.echo(json.dumps(each.to_dict(), ensure_ascii=False, indent=2))
        return
    card = [
        ("id", f"{each.id} {each.version}{' (draft)' if each.draft else ''}"),
        ("title", each.title(lang)),
        ("about", f"each {each.subject}"),
        ("evidence", "validated" if known.validated else "not validated"),
        *((part.replace("_", " "), known.text(known.evidence.get(part, ""), lang)) for part in PARTS),
        ("sha256", each.sha256),
    ]
    levels = tuple(
        (level, known.level_label(level, lang), say.duration(document.get("review_every", "")))
        for level, document in known.levels.items()
    )
    questions = tuple(
        (
            item,
            document["kind"],
            document.get("per", "family"),
            known.question(item, say),
            ", ".join(option["code"] for option in document.get("answer", {}).get("options", ())) or _number(document),
            say.duration(document.get("shelf_life", "")),
        )
        for item, document in known.items.items()
    )
    tables = [
        Table("Levels, lowest first", ("id", "label", "look again after"), levels),
        Table("Items", ("id", "kind", "per", "question", "answers", "holds for"), questions),
    ]
    show(
        pairs((part, text) for part, text in card if text),
        *(table(each.without_empty_columns()) for each in tables if each.rows),
    )


PARTS = ("statement", "meant_for", "not_for")


def _number(document: dict[str, object]) -> str:
    answer = document.get("answer")
    return "a number" if isinstance(answer, dict) and "number" in answer else ""
