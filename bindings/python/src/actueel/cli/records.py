# SPDX-License-Identifier: MPL-2.0
"""The commands for who has a table of records: what can be typed, and what ``--help`` teaches about it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

__all__ = ["register"]

COMPARE = """\
Say who moved from which level to which, between two versions or two moments, and through which items.

\b
actueel compare scores-v1.parquet scores-v2.parquet
actueel compare scores-v1.parquet scores-v2.parquet --json | jq .through
actueel compare january/ december/ -o moved.csv
actueel compare scores-v1.parquet scores-v2.parquet -o moved.png

Items are told where both were rescored with --columns scales,levels,items,rules. Files that do not hold the same
families and moments are refused; --matched compares what both hold and counts the rest.
"""

PROFILE = """\
Say what is in a table of records before it is scored: lags, ties, copies, overlaps, what is missing, unknown codes.

\b
actueel profile records.parquet
actueel profile export.csv --map mapping.toml -i risk-check
actueel profile export/ --json | jq .items_no_instrument_knows

Lines that begin with ! deserve a second look. Without -i, codes are looked for in all shipped instruments.
"""

MAP = """\
Write a first mapping for a table with names and codes of its own; a person finishes it.

\b
actueel map --draft export.csv -i risk-check -o mapping.toml
actueel map --draft export.sav
actueel profile export.csv --map mapping.toml
actueel rescore export.csv --map mapping.toml -i risk-check --as-of 2020-12-31 -o scores.parquet

Excel and SPSS files need the extras: pip install 'actueel[excel,spss]'.
"""

Json = Annotated[bool, typer.Option("--json", help="Print the document for programs.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite what is there.")]
Text = Optional[str]  # noqa: UP045 typer does not know `str | None` in every version that we allow
File = Optional[Path]  # noqa: UP045 see above


def register(app: typer.Typer) -> None:
    """Add the commands about records to the command line."""
    app.command(short_help="Who moved between two files of scores.", help=COMPARE)(compare)
    app.command(short_help="What is in a table of records.", help=PROFILE)(profile)
    app.command("map", short_help="Draft a mapping for a table.", help=MAP)(map_)


def compare(
    context: typer.Context,
    before: Annotated[str, typer.Argument(metavar="BEFORE", help="Scores: a .parquet file, or a folder of parts.")],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="Scores to compare them with.")],
    output: Annotated[
        File,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Who moved, as .parquet or .csv; or a picture: .png, .svg, .pdf."
        ),
    ] = None,
    matched: Annotated[bool, typer.Option("--matched", help="Compare what both hold, and count the rest.")] = False,
    json: Json = False,
    force: Force = False,
) -> None:
    """Say who moved from which level to which, and through which items."""
    from .compare import run

    run(before, after, output, matched=matched, as_json=json, force=force, quiet=context.obj)


def profile(
    context: typer.Context,
    records: Annotated[
        str,
        typer.Argument(metavar="RECORDS", help="Records as .parquet, .csv, .xlsx, .sav, or a folder of such tables."),
    ],
    instrument: Annotated[
        Optional[list[str]],  # noqa: UP045 see above
        typer.Option("--instrument", "-i", metavar="ID|PATH", help="Whose items and codes are known; repeatable."),
    ] = None,
    mapping: Annotated[
        File, typer.Option("--map", metavar="FILE", help="A mapping (.toml) to read it through.")
    ] = None,
    memory: Annotated[
        str, typer.Option("--memory", metavar="SIZE", help="Rows held to be sorted before they go to the disk.")
    ] = "64M",
    json: Json = False,
) -> None:
    """Say what is in a table of records before it is scored."""
    from .profile import run

    run(records, instrument or [], mapping, memory, as_json=json, quiet=context.obj)


def map_(
    table: Annotated[str, typer.Option("--draft", metavar="TABLE", help="The table: .csv, .parquet, .xlsx or .sav.")],
    instrument: Annotated[
        Text, typer.Option("--instrument", "-i", metavar="ID|PATH", help="Whose items and codes are meant.")
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where it goes; - is standard output.")
    ] = "-",
    delimiter: Annotated[Text, typer.Option("--delimiter", help="Of a CSV file; found by itself by default.")] = None,
    encoding: Annotated[str, typer.Option("--encoding", help="Of a CSV file.")] = "utf8",
    force: Force = False,
) -> None:
    """Write a first mapping for a table."""
    from .map import run

    run(table, instrument, output, delimiter, encoding, force=force)
