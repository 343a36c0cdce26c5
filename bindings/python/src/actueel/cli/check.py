# SPDX-License-Identifier: MPL-2.0
"""``actueel check``."""

from __future__ import annotations

import json
from dataclasses import asdict

import typer

from actueel import Error, History, Instrument, Problem
from actueel.files import document

from .answering import BAD_INPUT

__all__ = ["run"]


def run(documents: list[str], *, as_json: bool) -> None:
    """Check each document; say everything that is wrong."""
    answers = [_check(path) for path in documents]
    if as_json:
        told = [
            {"document": path, "kind": kind, "problems": [asdict(each) for each in problems]}
            for path, (kind, _, problems) in zip(documents, answers, strict=True)
        ]
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for path, (_, praise, problems) in zip(documents, answers, strict=True):
            if not problems:
                typer.echo(f"{path}: {praise}")
            for problem in problems:
                typer.echo(str(problem), err=True)
            if problems:
                n = len(problems)
                typer.echo(f"{path}: {n} {'problem' if n == 1 else 'problems'}", err=True)
    if any(problems for _, _, problems in answers):
        raise typer.Exit(BAD_INPUT)


def _check(path: str) -> tuple[str, str, tuple[Problem, ...]]:
    """Return what kind of document it is, what to say when it is right, and what is wrong with it."""
    kind = "history"
    try:
        text, name = document(path)
        kind = _kind(text)
        if kind == "instrument":
            found = Instrument.parse(text, name)
            draft = ", a draft" if found.draft else ""
            return kind, f"instrument {found.id} {found.version}{draft}; no problem found", ()
        history = History.parse(text, name)
        n = len(history.to_dict()["records"])
        return (
            kind,
            f"history of family {history.family}, {n} {'record' if n == 1 else 'records'}; no problem found",
            (),
        )
    except Error as error:
        return kind, "", error.problems


def _kind(text: bytes) -> str:
    """Tell from the text itself which kind was meant; the core says what is wrong with it."""
    if b'"actueel.history/' in text:
        return "history"
    return "instrument" if b'"actueel.instrument/' in text or b'"items"' in text else "history"
