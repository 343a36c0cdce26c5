# SPDX-License-Identifier: MPL-2.0
"""The commands for who writes instruments: what can be typed, and what ``--help`` teaches about it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

__all__ = ["register"]

DIFF = """\
Say what a new version of an instrument changes for families, and how it moves made-up ones.

\b
actueel diff v1.json v2.json
actueel diff risk-check ./risk-check-2.json --families 5000 --seed 7
actueel diff v1.json v2.json --json | jq .moves

Parts are matched by id, or by what the new version says that they were called (formerly). The families are made up:
they show what can happen, not how often it will. For real ones rescore records under both versions.
"""

NEW = """\
Make a draft instrument from a table of items, options and points.

\b
actueel new --from table.csv -o draft.json
actueel new --from table.xlsx --sheet points -o draft.json --id my-check --title "My check"
actueel new --from table.csv --levels "low, moderate=11, high=22" -o draft.json

\b
One row an option:                        or one row an item:
  item      question    option points       item      question    options
  conflict  Conflict?   no     0            conflict  Conflict?   no=0; sometimes=2; often=4
  conflict              often  4            pulse     Pulse?      [0,41)=3 [41,51)=1 [51,91)=0

\b
Columns, in any order, in English or Dutch; only item (or question) and points (or options) are needed:
  item | vraagcode            the item's id; made from the question where it is left out
  question, question_nl, _en  vraag: what is asked, in one language or in two
  kind | soort                static | statisch, dynamic | dynamisch, protective | beschermend
  per                         family | gezin, child | kind, caregiver | opvoeder
  shelf_life | houdbaar       P3M, or 30 days | 30 dagen
  option, label, label_nl     optie, antwoord: one answer a row, its code and its words
  points | punten             its points; 2.5 or 2,5
  options | opties            all answers in one cell: code=points, or words = 0/1/2, or bins [from,to)=points
  min, max                    the ends of an item that is answered with a number
  scale | schaal              the scale that it counts in; total by default
  combine                     how several persons combine: max (default), min
  source | bron               the paper that it rests on
  justification, _nl, _en     verantwoording: why an item near to poverty may count
What the table does not say is assumed, and said. The draft loads and scores at once; then: actueel check draft.json
"""

CONVERT = """\
Convert between instruments, histories and FHIR R4; what cannot be carried over is listed, never dropped silently.
Between histories a line and tables of records nothing is lost.

\b
actueel convert questionnaire.json -o draft.json
actueel convert response.json --questionnaire questionnaire.json --family F-1 -o history.json
actueel convert risk-check --to fhir -o questionnaire.json
actueel convert families.jsonl -o records.parquet
actueel convert export/ -o families.jsonl

A Questionnaire becomes a draft instrument: its choices with ordinalValue or itemWeight scores, numbers, yes or no,
and enableWhen. A QuestionnaireResponse becomes the observations of a history.
"""

Json = Annotated[bool, typer.Option("--json", help="Print the document for programs.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite what is there.")]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where it goes: a .json file.")]
Text = Optional[str]  # noqa: UP045 typer does not know `str | None` in every version that we allow


def register(app: typer.Typer) -> None:
    """Add the author's commands to the command line."""
    app.command(short_help="Say what a new version changes for families.", help=DIFF)(diff)
    app.command(short_help="Make a draft instrument from a table of points.", help=NEW)(new)
    app.command(short_help="Convert from and to FHIR questionnaires.", help=CONVERT)(convert)


def diff(
    before: Annotated[str, typer.Argument(metavar="OLD", help="A shipped instrument by id, or one by path.")],
    after: Annotated[str, typer.Argument(metavar="NEW", help="The other version, by id or path.")],
    families: Annotated[int, typer.Option("--families", min=0, max=1_000_000, help="How many are made up.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", help="Of the made-up families.")] = 1,
    json: Json = False,
) -> None:
    """Say what a new version of an instrument changes for families, and how it moves made-up ones."""
    from .diff import run

    run(before, after, families, seed, as_json=json)


def new(
    context: typer.Context,
    table: Annotated[Path, typer.Option("--from", metavar="TABLE", help="The table: .csv or .xlsx.")],
    output: Output,
    sheet: Annotated[Text, typer.Option("--sheet", help="The sheet of a workbook; the first by default.")] = None,
    id: Annotated[Text, typer.Option("--id", help="The draft's id; the table's name by default.")] = None,
    title: Annotated[Text, typer.Option("--title", help="The draft's title; its id by default.")] = None,
    lang: Annotated[
        str, typer.Option("--lang", metavar="nl|en", help="The language of columns that name none.")
    ] = "en",
    levels: Annotated[
        Text,
        typer.Option("--levels", help='Levels, lowest first, with where each begins: "low, moderate=11, high=22".'),
    ] = None,
    shelf_life: Annotated[
        str, typer.Option("--shelf-life", metavar="DURATION", help="How long answers hold where the table is silent.")
    ] = "P3M",
    force: Force = False,
) -> None:
    """Make a draft instrument from a table of items, options and points."""
    from .new import run

    run(table, output, sheet, id, title, lang, levels, shelf_life, force=force, quiet=context.obj)


def convert(
    context: typer.Context,
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="A FHIR document, an instrument by id or path, or records.")
    ],
    output: Output,
    to: Annotated[
        Text, typer.Option("--to", metavar="fhir|actueel", help="What it becomes; told from DOCUMENT.")
    ] = None,
    questionnaire: Annotated[
        Text, typer.Option("--questionnaire", metavar="FILE", help="The Questionnaire that a response answers.")
    ] = None,
    family: Annotated[Text, typer.Option("--family", metavar="ID", help="Whose history a response becomes.")] = None,
    per: Annotated[
        str, typer.Option("--per", metavar="family|child|caregiver", help="About whom the questions are asked.")
    ] = "family",
    person: Annotated[
        Text, typer.Option("--person", metavar="ID", help="Whom a response is about; with --per.")
    ] = None,
    source: Annotated[
        Text, typer.Option("--source", help="Whose word a response is: worker, parent, child ...")
    ] = None,
    shelf_life: Annotated[
        str, typer.Option("--shelf-life", metavar="DURATION", help="How long answers of a draft hold.")
    ] = "P3M",
    lang: Annotated[str, typer.Option("--lang", metavar="nl|en", help="The language where none is stated.")] = "en",
    losses: Annotated[
        Optional[Path],  # noqa: UP045 see above
        typer.Option("--losses", metavar="FILE", help="Write what was lost as JSON too."),
    ] = None,
    force: Force = False,
) -> None:
    """Convert between instruments, histories and FHIR R4; what is lost is listed."""
    from .convert import run

    run(
        document,
        output,
        to=to,
        questionnaire=questionnaire,
        family=family,
        per=per,
        person=person,
        source=source,
        shelf_life=shelf_life,
        lang=lang,
        losses=losses,
        force=force,
        quiet=context.obj,
    )
