# SPDX-License-Identifier: MPL-2.0
"""``actueel diff``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding

import actueel
from actueel.author import Moves, changes, moves
from actueel.text import Table

from .answering import answering
from .tables import heading, pairs, show, table

__all__ = ["run"]

PARTS = {
    "about": "The instrument",
    "questions": "Questions",
    "points": "Points",
    "levels": "Levels",
    "rules": "Rules",
    "time": "How long answers and reviews hold",
}


def run(before: str, after: str, families: int, seed: int, *, as_json: bool) -> None:
    """Print what changed, then how made-up families move."""
    with answering():
        old, new = actueel.instrument(before), actueel.instrument(after)
    found = changes(old, new)
    moved = moves(old, new, families=families, seed=seed) if families else None
    if as_json:
        versions = {
            name: {"id": each.id, "version": each.version, "sha256": each.sha256}
            for name, each in (("before", old), ("after", new))
        }
        told = {**versions, "changes": [asdict(each) for each in found], "moves": _document(moved, seed)}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    names = f"{old.id} {old.version} to {new.id} {new.version}"
    if not found:
        typer.echo(f"{names}: nothing changes for families")
        return
    show(
        heading(names),
        *(
            Group(heading(words), Padding(pairs(("", each.text) for each in found if each.part == part), (0, 0, 0, 1)))
            for part, words in PARTS.items()
            if any(each.part == part for each in found)
        ),
        *(_moved(moved) if moved else _not_compared(families)),
    )


def _not_compared(families: int) -> list[RenderableType]:
    return ["The versions share no levels, no scale or no subject: families cannot be compared."] if families else []


def _document(moved: Moves | None, seed: int) -> dict[str, object] | None:
    if moved is None:
        return None
    rows = [{"before": before, "after": after, "families": n} for (before, after), n in moved.table.items()]
    return {"seed": seed, **asdict(moved), "table": rows}


def _moved(moved: Moves) -> Iterable[RenderableType]:
    what = "level" if moved.by == "level" else f"value of {moved.by}"
    yield heading(f"{moved.families} made-up families")
    yield table(
        Table(
            "",
            (f"the {what}", "families", "share"),
            tuple(
                (words, str(n), f"{100 * n / moved.families:.1f} %")
                for words, n in (
                    ("rises", moved.rises),
                    ("falls", moved.falls),
                    ("is the same", moved.same),
                    ("neither is above", moved.unclear),
                )
                if n or words != "neither is above"
            ),
        )
    )
    elsewhere = tuple((before, after, str(n)) for (before, after), n in moved.table.items() if before != after)
    if elsewhere:
        yield table(Table("From level to level", ("before", "after", "families"), elsewhere))
    if moved.examples:
        rows: Sequence[tuple[str, str, str, str]] = [
            (each.family, each.before, each.after, "; ".join(each.through)) for each in moved.examples
        ]
        yield table(Table("Examples", ("family", "before", "after", "through"), tuple(rows)))
    yield "These families are made up: they show what can happen, not how often it will."
