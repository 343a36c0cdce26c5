# SPDX-License-Identifier: MPL-2.0
"""``actueel report``."""

from __future__ import annotations

from pathlib import Path

import typer

import actueel
from actueel.files import document, whole_file
from actueel.report import read_names

from .answering import USAGE, answering, history_named, stop, today

__all__ = ["run"]

ENDINGS = {".md": "md", ".markdown": "md", ".txt": "text"}
"""The form that a file's ending asks for; none, or that of a page, is HTML."""

OTHER_KINDS = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".json")
"""Endings of files that would not be what they say."""


def run(
    history: str,
    instruments: list[str],
    as_of: str | None,
    known_at: str,
    since: str | None,
    child: str | None,
    audience: str,
    lang: str,
    form: str | None,
    names: str | None,
    output: str,
    *,
    as_json: bool,
    quiet: bool,
) -> None:
    """Make the whole report, then write it; an error leaves no file."""
    if Path(output).suffix.lower() in OTHER_KINDS and not as_json:
        stop(f"{output}: a report is written as .html, .md or .txt; print the page to a PDF from a browser", USAGE)
    with answering():
        report = actueel.report_document(
            [actueel.instrument(name) for name in dict.fromkeys(instruments)],
            history_named(history),
            as_of=as_of or today(),
            known_at=known_at,
            since=since,
            child=child,
            audience=audience,
        )
        if as_json:
            text = report.to_json() + "\n"
        else:
            given = None if names is None else read_names(*document(names))
            form = form or ENDINGS.get(Path(output).suffix.lower(), "html")
            text = report.page(lang, form=form, names=given)
    if output == "-":
        typer.echo(text, nl=False)
        return
    try:
        with whole_file(Path(output)) as file:
            file.write(text.encode())
    except OSError as fault:
        stop(f"{output}: cannot be written ({fault.strerror}); name a file in a folder that you may write to", USAGE)
    if not quiet:
        typer.echo(f"Wrote {output}, for {audience}.", err=True)
