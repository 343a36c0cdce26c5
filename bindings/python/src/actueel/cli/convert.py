# SPDX-License-Identifier: MPL-2.0
"""``actueel convert``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import typer

import actueel
from actueel.convert import Lost
from actueel.convert.fhir import draft_from_questionnaire, history_from_response, questionnaire_from_instrument
from actueel.files import document as read_document

from . import reshape
from .answering import USAGE, answering, stop
from .new import summary, tell_assumed
from .written import check_output, write

__all__ = ["run"]


def run(
    document: str,
    output: Path,
    *,
    to: str | None,
    questionnaire: str | None,
    family: str | None,
    per: str,
    person: str | None,
    source: str | None,
    shelf_life: str,
    lang: str,
    losses: Path | None,
    force: bool,
    quiet: bool,
) -> None:
    """Convert one document, write it, and list what it does not hold."""
    if to not in {None, "fhir", "actueel"}:
        stop(f"--to {to}: not a form that is known; write fhir or actueel", USAGE)
    if per not in {"family", "child", "caregiver"}:
        stop(f"--per {per}: nobody is called so; write family, child or caregiver", USAGE)
    for each in (output, losses):
        if each is not None:
            check_output(each, force=force)
    if reshape.fits(document, output):
        reshape.run(document, output, quiet=quiet)
        return
    assumed: tuple[str, ...] = ()
    with answering():
        if to == "fhir":
            made = questionnaire_from_instrument(actueel.instrument(document), lang)
            text, lost = made.to_json(), made.lost
            what = f"Questionnaire with {len(made.document['item'])} questions"
        elif questionnaire is not None or family is not None:
            if questionnaire is None or family is None:
                stop("a response needs both --questionnaire and --family: name them", USAGE)
            history = history_from_response(
                read_document(document)[0],
                read_document(questionnaire)[0],
                family=family,
                name=document,
                per=per,
                person=person,
                source=source,
            )
            text, lost, assumed = history.to_json(), history.lost, history.assumed
            what = f"history of family {family}, {len(history.document['records'])} records"
        else:
            data, name = read_document(document)
            converted = draft_from_questionnaire(data, name, per=per, shelf_life=shelf_life, lang=lang)
            text, lost, assumed = converted.draft.to_json(), converted.lost, converted.draft.assumed
            what = summary(converted.draft)
    write(output, text)
    if losses is not None:
        write(losses, json.dumps([asdict(each) for each in lost], ensure_ascii=False, indent=2) + "\n")
    if not quiet:
        typer.echo(f"{output}: {what}", err=True)
        tell_assumed(assumed)
        _tell_lost(lost)


def _tell_lost(lost: Sequence[Lost]) -> None:
    """List what was lost: each kind of thing once, with how often, where first, and why."""
    typer.echo("lost, because it has no place there:" if lost else "nothing was lost", err=True)
    in_order = {(each.what, each.why): n for n, each in reversed(list(enumerate(lost)))}
    for (what, why), same in groupby(
        sorted(lost, key=lambda each: in_order[each.what, each.why]), key=lambda each: (each.what, each.why)
    ):
        places = [each.place for each in same]
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        typer.echo(f"  {what} ({places[0]}{more}): {why}", err=True)
