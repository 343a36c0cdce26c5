# SPDX-License-Identifier: MPL-2.0
"""What can be typed, and what ``--help`` teaches about it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from . import author, records, teach

__all__ = ["app"]

app = typer.Typer(
    name="actueel",
    help=teach.ACTUEEL,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
shelf = typer.Typer(rich_markup_mode=None)
app.add_typer(shelf, name="instruments")

# typer reads these at run time; Optional, because it does not know `str | None` in every version that we allow.
HistoryFile = Annotated[str, typer.Argument(metavar="HISTORY", help="A history as JSON; - is standard input.")]
InstrumentName = Annotated[
    str, typer.Option("--instrument", "-i", metavar="ID|PATH", help="A shipped instrument by id, or one by path.")
]
InstrumentNames = Annotated[
    list[str],
    typer.Option("--instrument", "-i", metavar="ID|PATH", help="A shipped instrument by id, or a path; repeatable."),
]
AsOf = Annotated[
    Optional[str],  # noqa: UP045 see above
    typer.Option("--as-of", metavar="DAY", help="The day that is asked about, YYYY-MM-DD; today by default."),
]
KnownAt = Annotated[
    str,
    typer.Option(
        "--known-at", metavar="WHEN", help="everything, as_of (what was known by the end of that day), or an instant."
    ),
]
Child = Annotated[
    Optional[str],  # noqa: UP045 see above
    typer.Option("--child", metavar="ID", help="Ask about this child."),
]
Json = Annotated[bool, typer.Option("--json", help="Print the document for programs.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite what is there.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        from actueel import __version__

        typer.echo(f"actueel {__version__}")
        raise typer.Exit


@app.callback()
def global_options(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 its callback has answered
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but results and errors.")] = False,
) -> None:
    """Handle what stands before the command."""
    context.obj = quiet


@app.command(short_help="Assess one family at one moment.", help=teach.ASSESS)
def assess(
    history: HistoryFile,
    instrument: InstrumentName,
    as_of: AsOf = None,
    known_at: KnownAt = "everything",
    child: Child = None,
    since: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option(
            "--since",
            metavar="DAY",
            help="Print what changed since this day, and why: as it was signed then, or as it was known at its end.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Assess one family: scales and level as ranges, every answer, what no longer counts, what is due."""
    from .assess import run

    run(history, instrument, as_of, known_at, child, since, as_json=json)


@app.command(short_help="Write a report for people, for one reader.", help=teach.REPORT)
def report(
    context: typer.Context,
    history: HistoryFile,
    instrument: InstrumentNames,
    as_of: AsOf = None,
    known_at: KnownAt = "everything",
    since: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option("--since", metavar="DAY", help="Tell what changed since this day, and why."),
    ] = None,
    child: Child = None,
    audience: Annotated[
        str,
        typer.Option(
            "--for",
            metavar="READER",
            help="worker, court, parent:ID or child:ID; what is withheld from that reader is left out.",
        ),
    ] = "worker",
    lang: Annotated[str, typer.Option("--lang", metavar="nl|en", help="The language of the report.")] = "nl",
    form: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option("--format", metavar="html|md|text", help="The form; by default what the file's ending says."),
    ] = None,
    names: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option("--names", metavar="FILE", help="Names by id, as JSON, for this page alone."),
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where the page goes; - is standard output.")
    ] = "-",
    json: Json = False,
) -> None:
    """Write a report for people: a page that fetches nothing, reads without scripts and prints well."""
    from .report import run

    run(
        history,
        instrument,
        as_of,
        known_at,
        since,
        child,
        audience,
        lang,
        form,
        names,
        output,
        as_json=json,
        quiet=context.obj,
    )


@app.command(short_help="Make one page to talk about with the family.", help=teach.TALK)
def talk(
    context: typer.Context,
    history: HistoryFile,
    instrument: Annotated[
        Optional[list[str]],  # noqa: UP045 see above
        typer.Option(
            "--instrument",
            "-i",
            metavar="ID|PATH",
            help="Whose questions are talked about, beside the safety scale; repeatable.",
        ),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = "everything",
    reader: Annotated[
        Optional[list[str]],  # noqa: UP045 see above
        typer.Option(
            "--for",
            metavar="READER",
            help="Who sits at the table: parent:ID, child:ID or worker; repeatable. By default every caregiver. "
            "What is withheld from any of them is left out.",
        ),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", metavar="nl|en", help="The language of the page.")] = "nl",
    names: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option("--names", metavar="FILE", help="Names by id, as JSON, for this page alone."),
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where the page goes; - is standard output.")
    ] = "-",
) -> None:
    """Make one printable page for a talk: each person's number, what goes well, what worries, what was agreed."""
    from .talk import run

    run(history, instrument or [], as_of, known_at, reader or [], lang, names, output, quiet=context.obj)


@app.command(short_help="Make a form to print and fill in by hand.", help=teach.FORM)
def form(
    context: typer.Context,
    instrument: Annotated[
        str, typer.Argument(metavar="ID|PATH|feedback", help="An instrument, or feedback: the statements after a talk.")
    ],
    reader: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option("--for", metavar="child|parent", help="Who fills in the feedback."),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", metavar="nl|en", help="The language of the form.")] = "nl",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where the page goes; - is standard output.")
    ] = "-",
) -> None:
    """Make a form to print: the questions of an instrument with a box for each answer."""
    from .paper import run_form

    run_form(instrument, reader, lang, output, quiet=context.obj)


@app.command(short_help="What people said of talks, over time.", help=teach.FEEDBACK)
def feedback(
    context: typer.Context,
    history: HistoryFile,
    as_of: AsOf = None,
    known_at: KnownAt = "everything",
    lang: Annotated[str, typer.Option("--lang", metavar="nl|en", help="The language of the page.")] = "nl",
    names: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option("--names", metavar="FILE", help="Names by id, as JSON, for this page alone."),
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where the page goes; - is standard output.")
    ] = "-",
) -> None:
    """Make a page of what each person of the family said of the talks; never of a worker."""
    from .paper import run_feedback

    run_feedback(history, as_of, known_at, lang, names, output, quiet=context.obj)


@app.command(short_help="How levels ran over time, and why they changed.", help=teach.TIMELINE)
def timeline(
    history: HistoryFile,
    instrument: InstrumentName,
    start: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option(
            "--from", metavar="DAY", help="The first day; by default that of the involvement, or of the records."
        ),
    ] = None,
    until: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option("--until", metavar="DAY", help="The day after the last one; by default a year after --as-of."),
    ] = None,
    as_of: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option("--as-of", metavar="DAY", help="The day that is pointed at, YYYY-MM-DD; today by default."),
    ] = None,
    known_at: KnownAt = "everything",
    child: Child = None,
    detail: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option(
            "--detail",
            metavar="levels|scales|all",
            help="What gets a line: a change of the level, of a scale too, or of any answer; levels by default, "
            "with --json all.",
        ),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", metavar="nl|en", help="The language of what is told.")] = "en",
    json: Json = False,
) -> None:
    """Show how levels ran over the months, what happened, and why each level changed."""
    from .timeline import run

    run(history, instrument, start, until, as_of, known_at, child, detail, lang, as_json=json)


SignedInstruments = Annotated[
    Optional[list[str]],  # noqa: UP045 see above
    typer.Option(
        "--instrument",
        "-i",
        metavar="ID|PATH",
        help="An instrument that sign-offs name and that is not shipped, or another version of it; repeatable.",
    ),
]


@app.command(short_help="Is each signed-off level still what it was?", help=teach.REPLAY)
def replay(
    context: typer.Context,
    history: HistoryFile,
    instrument: SignedInstruments = None,
    json: Json = False,
) -> None:
    """Ask every sign-off again with what was known then: the same level, and if not, what differs."""
    from .replay import run

    run(history, instrument or [], as_json=json, quiet=context.obj)


@app.command(short_help="Which signed-off assessments leaned on a record?", help=teach.REACH)
def reach(
    records: Annotated[
        str,
        typer.Argument(
            metavar="HISTORY|RECORDS",
            help="A history as JSON (- is standard input), or many: a table, a folder of tables, histories as .jsonl.",
        ),
    ],
    record: Annotated[
        list[str],
        typer.Argument(metavar="RECORD...", help="Ids of records; of many families as FAMILY/RECORD."),
    ],
    instrument: SignedInstruments = None,
    json: Json = False,
) -> None:
    """Say which signed-off assessments leaned on a record, who has them, and what they would say now."""
    from .reach import run

    run(records, record, instrument or [], as_json=json)


@app.command(short_help="Assess many families at many moments.", help=teach.RESCORE)
def rescore(
    context: typer.Context,
    records: Annotated[
        str,
        typer.Argument(
            metavar="RECORDS",
            help="Records as .parquet, .csv, .xlsx or .sav (a row a record), a folder of such tables, or histories "
            "as .jsonl (one a line); - is JSON Lines.",
        ),
    ],
    instrument: InstrumentName,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FILE|FOLDER", help="Scores: .parquet or .csv, a folder of parts, or - (CSV)."
        ),
    ],
    as_of: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option("--as-of", metavar="DAYS", help="A day, days divided by commas, or month-ends:2019-01:2020-12."),
    ] = None,
    moments: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option("--moments", metavar="TABLE", help="Each family's own moments: family, as_of, person, known_at."),
    ] = None,
    known_at: KnownAt = "everything",
    mapping: Annotated[
        Optional[Path],  # noqa: UP045 see above
        typer.Option("--map", metavar="FILE", help="A mapping (.toml) that reads a table under its own names."),
    ] = None,
    columns: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option(
            "--columns",
            metavar="NAMES",
            help="Groups (scales, levels, counts, due, items, rules, digests) or columns, divided by commas.",
        ),
    ] = None,
    decimals: Annotated[bool, typer.Option("--decimals", help="Points as decimal128 instead of float64.")] = False,
    threads: Annotated[
        int,
        typer.Option("--threads", min=1, max=256, help="How many score at once; one reads and one writes beside them."),
    ] = 1,
    memory: Annotated[
        str, typer.Option("--memory", metavar="SIZE", help="Rows held to be sorted before they go to the disk.")
    ] = "64M",
    engine: Annotated[
        str,
        typer.Option("--engine", metavar="NAME", help="any, plain or documents: the rows are the same; to compare."),
    ] = "any",
    force: Force = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was read and written, for programs.")] = False,
) -> None:
    """Assess many families at many moments: a row for each family (or child) and moment."""
    from .rescore import Asked, run

    run(
        Asked(
            records=records,
            instrument=instrument,
            output=output,
            as_of=as_of,
            moments=moments,
            known_at=known_at,
            mapping=mapping,
            columns=columns,
            decimals=decimals,
            threads=threads,
            memory=memory,
            force=force,
            json=json,
            quiet=context.obj,
            engine=engine,
        )
    )


@app.command(short_help="What of many families asks for attention, as one page.", help=teach.CASELOAD)
def caseload(
    context: typer.Context,
    records: Annotated[
        str,
        typer.Argument(metavar="RECORDS", help="As for rescore: a table of records, a folder of tables, or .jsonl; -."),
    ],
    instrument: InstrumentName,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page: .html.")],
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DAY", help="The day that is looked at, YYYY-MM-DD, or today.")
    ] = "today",
    known_at: KnownAt = "everything",
    ahead: Annotated[
        int, typer.Option("--ahead", metavar="DAYS", min=0, max=366, help="How far is looked ahead.")
    ] = 14,
    teams: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option("--teams", metavar="TABLE", help="Which team has which family: family, team and, if any, region."),
    ] = None,
    terms: Annotated[
        Optional[Path],  # noqa: UP045 see above
        typer.Option("--terms", metavar="FILE", help="Terms to measure (actueel.terms/1, JSON)."),
    ] = None,
    listed: Annotated[
        Optional[Path],  # noqa: UP045 see above
        typer.Option("--list", metavar="FILE", help="All that asks for attention: .csv or .parquet."),
    ] = None,
    figures: Annotated[
        Optional[Path],  # noqa: UP045 see above
        typer.Option("--figures", metavar="FILE", help="Key figures, counts under five hidden: .csv or .parquet."),
    ] = None,
    ics: Annotated[
        Optional[Path],  # noqa: UP045 see above
        typer.Option("--ics", metavar="FILE", help="The days to come as a calendar: .ics."),
    ] = None,
    mapping: Annotated[
        Optional[Path],  # noqa: UP045 see above
        typer.Option("--map", metavar="FILE", help="A mapping (.toml) that reads a table under its own names."),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", metavar="nl|en", help="The language of the page.")] = "nl",
    threads: Annotated[
        Optional[int],  # noqa: UP045 see above
        typer.Option("--threads", min=1, max=256, help="How many families are looked at at once; all processors."),
    ] = None,
    memory: Annotated[
        str, typer.Option("--memory", metavar="SIZE", help="Rows held to be sorted before they go to the disk.")
    ] = "512M",
    force: Force = False,
    json: Json = False,
) -> None:
    """Show a team leader whose answers lapse, what is overdue, and which terms were kept."""
    from .caseload import Wanted, run

    run(
        Wanted(
            records=records,
            instrument=instrument,
            output=output,
            as_of=as_of,
            known_at=known_at,
            ahead=ahead,
            teams=teams,
            terms=terms,
            list=listed,
            figures=figures,
            ics=ics,
            mapping=mapping,
            lang=lang,
            threads=threads,
            memory=memory,
            force=force,
            json=json,
            quiet=context.obj,
        )
    )


@app.command("counting-process", short_help="Rows for Cox models: scores over time.", help=teach.COUNTING)
def counting_process(
    context: typer.Context,
    records: Annotated[
        str,
        typer.Argument(metavar="RECORDS", help="As for rescore: a table of records, a folder of tables, or .jsonl; -."),
    ],
    instrument: InstrumentName,
    events: Annotated[
        list[str], typer.Option("--event", "-e", metavar="TYPE", help="A type of event that counts; repeatable.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Rows: .parquet or .csv.")],
    severities: Annotated[
        Optional[list[str]],  # noqa: UP045 see above
        typer.Option("--severity", metavar="NAME", help="Only events of this severity; repeatable."),
    ] = None,
    start: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option("--from", metavar="DAY", help="The day of entry; by default the first day of involvement."),
    ] = None,
    until: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option("--until", metavar="DAY", help="The day after the last; needed where an involvement goes on."),
    ] = None,
    known_at: Annotated[
        str,
        typer.Option("--known-at", metavar="WHEN", help="Of the scores: as_of, everything, or an instant."),
    ] = "as_of",
    same_day: Annotated[
        bool, typer.Option("--same-day", help="Let a score explain an event of its own first day: it may look ahead.")
    ] = False,
    repeated: Annotated[bool, typer.Option("--repeated", help="Go on after an event.")] = False,
    every: Annotated[
        Optional[int],  # noqa: UP045 see above
        typer.Option("--every", metavar="DAYS", min=1, help="End a row at least every so many days."),
    ] = None,
    mapping: Annotated[
        Optional[Path],  # noqa: UP045 see above
        typer.Option("--map", metavar="FILE", help="A mapping (.toml) that reads a table under its own names."),
    ] = None,
    force: Force = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was read and written, for programs.")] = False,
) -> None:
    """Follow many families: rows (start, stop] with the scores that held, and whether an event ended them."""
    from .counting import Question, run

    run(
        Question(
            records=records,
            instrument=instrument,
            output=output,
            events=events,
            severities=severities or [],
            start=start,
            until=until,
            known_at=known_at,
            same_day=same_day,
            repeated=repeated,
            every=every,
            mapping=mapping,
            force=force,
            json=json,
            quiet=context.obj,
        )
    )


@app.command(short_help="Check instruments and histories: every problem at once.", help=teach.CHECK)
def check(
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT...", help="Instruments or histories as JSON; - is standard input.")
    ],
    json: Json = False,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings end with exit code 3 too.")] = False,
    explained: Annotated[
        bool, typer.Option("--explain", help="Say of instruments (by id or path) how tables are scored by them.")
    ] = False,
) -> None:
    """Check instruments and histories: every problem at once, with its place and what to do."""
    from .check import explain, run

    if explained:
        explain(documents, as_json=json)
        return
    run(documents, as_json=json, strict=strict)


@shelf.callback(
    invoke_without_command=True, short_help="List the shipped instruments, or show one.", help=teach.INSTRUMENTS
)
def list_instruments(context: typer.Context) -> None:
    """List the shipped instruments; ``instruments show ID`` shows one."""
    if context.invoked_subcommand is None:
        from .instruments import run_list

        run_list()


@shelf.command("show", short_help="Show one instrument.", help=teach.SHOW)
def show_instrument(
    instrument: Annotated[str, typer.Argument(metavar="ID|PATH", help="A shipped instrument by id, or one by path.")],
    lang: Annotated[str, typer.Option("--lang", metavar="nl|en", help="The language of its texts.")] = "en",
    json: Json = False,
    codebook: Annotated[
        Optional[str],  # noqa: UP045 see above
        typer.Option("--codebook", metavar="md|csv", help="Print its codebook: every answer with its code and points."),
    ] = None,
) -> None:
    """Show an instrument: what it asks, its levels, how long answers hold, and its evidence card."""
    if codebook is not None:
        from .codebook import run

        run(instrument, lang, codebook)
        return
    from .instruments import run_show

    run_show(instrument, lang, as_json=json)


@app.command(short_help="Make up families, to try things on.", help=teach.SIMULATE)
def simulate(
    context: typer.Context,
    instrument: InstrumentName,
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help="Histories: .jsonl; records: .parquet; - is lines."),
    ] = "-",
    families: Annotated[int, typer.Option("--families", "-n", min=1, help="How many to make.")] = 100,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same families.")] = 1,
    force: Force = False,
) -> None:
    """Make up families: histories of 2019 and 2020 in which nobody exists."""
    from .simulate import run

    run(instrument, output, families, seed, force=force, quiet=context.obj)


@app.command(short_help="Run the main job on real data and sample families.", help=teach.DEMO)
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder for the results.")] = Path("demo-output"),
    families: Annotated[int, typer.Option("--families", min=1, help="How many sample families to make.")] = 2000,
    seed: Annotated[int, typer.Option("--seed", help="Of everything that is made up.")] = 2020,
    quick: Annotated[bool, typer.Option("--quick", help="Small and soon, to see that it works.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Make everything again.")] = False,
) -> None:
    """Run the main job on real data (Rossi) and on sample families, and say what to open."""
    from .demo import run

    run(output, families, seed, quick=quick, force=force)


author.register(app)
records.register(app)
