# SPDX-License-Identifier: MPL-2.0
"""``actueel check``."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import typer
from rich.padding import Padding
from rich.table import Table as Drawn
from rich.text import Text

from actueel import Error, History, Instrument, Problem, instrument
from actueel.author import Caution, history_warnings, instrument_warnings
from actueel.files import document
from actueel.rescoring.plan import Plan
from actueel.text import Table as Rows

from .answering import BAD_INPUT, answering
from .tables import show, table

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["explain", "run"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What one document is, and everything that is wrong with it or deserves a second look."""

    path: str
    kind: str
    praise: str = ""
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Caution, ...] = ()


def run(documents: list[str], *, as_json: bool, strict: bool) -> None:
    """Check each document; say everything that is wrong, and what deserves a second look."""
    answers = [_check(path) for path in documents]
    if as_json:
        typer.echo(json.dumps([_told(each) for each in answers], ensure_ascii=False, indent=2))
    else:
        for each in answers:
            _print(each)
    if any(each.problems or (strict and each.warnings) for each in answers):
        raise typer.Exit(BAD_INPUT)


def explain(instruments: list[str], *, as_json: bool) -> None:
    """Print how tables are scored by each instrument: what runs in lanes, what does not, and every reason why."""
    with answering():
        plans = [Plan.of(instrument(each)) for each in instruments]
    if as_json:
        told = [{**asdict(each), "lanes": each.lanes, "verdict": each.verdict} for each in plans]
        typer.echo(json.dumps(told, indent=2))
        return
    for place, plan in enumerate(plans):
        if place:
            typer.echo()
        rows = [(each.part, "yes" if each.lanes else "no", each.how) for each in plan.parts]
        show(table(Rows("", ("part", "lanes", "how, or why not"), tuple(rows))))
        typer.echo(f"\n{plan.instrument} {plan.version} {plan.verdict}")


def _told(checked: Checked) -> dict[str, object]:
    return {
        "document": checked.path,
        "kind": checked.kind,
        "problems": [asdict(each) for each in checked.problems],
        "warnings": [asdict(each) for each in checked.warnings],
    }


def _print(checked: Checked) -> None:
    """Print the faults as errors, or what the document is with its warnings, one kind under the other."""
    if checked.problems:
        for problem in checked.problems:
            typer.echo(str(problem), err=True)
        typer.echo(f"{checked.path}: {_count(len(checked.problems), 'problem')}", err=True)
        return
    warned = f", {_count(len(checked.warnings), 'warning')}" if checked.warnings else ""
    typer.echo(f"{checked.path}: {checked.praise}{warned}")
    parts: list[RenderableType] = []
    for code, same in groupby(checked.warnings, key=lambda each: each.code):
        found = list(same)
        drawn = Drawn.grid(padding=(0, 2))
        drawn.add_column(no_wrap=True)
        drawn.add_column(overflow="fold")
        drawn.add_row(Text("warning", style="yellow"), Text(code, style="bold"))
        for each in found:
            drawn.add_row(Text(each.place or "document", style="dim"), Text(each.text))
        for remedy in dict.fromkeys(each.remedy for each in found):
            drawn.add_row(Text("what to do"), Text(remedy))
        parts.append(Padding(drawn, (0, 0, 0, 2)))
    if parts:
        typer.echo()
        show(*parts)
        typer.echo()


def _count(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def _check(path: str) -> Checked:
    """Return what a document is, what to say when it is right, and what is wrong with it."""
    kind = "history"
    try:
        text, name = document(path)
        kind = _kind(text)
        if kind == "instrument":
            found = Instrument.parse(text, name)
            draft = ", a draft" if found.draft else ""
            praise = f"instrument {found.id} {found.version}{draft}; no problem found"
            return Checked(path, kind, praise, warnings=tuple(instrument_warnings(found, name)))
        history = History.parse(text, name)
        n = len(history.to_dict()["records"])
        praise = f"history of family {history.family}, {_count(n, 'record')}; no problem found"
        return Checked(path, kind, praise, warnings=tuple(history_warnings(history, name)))
    except Error as error:
        return Checked(path, kind, problems=error.problems)


def _kind(text: bytes) -> str:
    """Tell from the text itself which kind was meant; the core says what is wrong with it."""
    if b'"actueel.history/' in text:
        return "history"
    return "instrument" if b'"actueel.instrument/' in text or b'"items"' in text else "history"
