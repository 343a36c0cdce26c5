# SPDX-License-Identifier: MPL-2.0
"""``actueel profile``."""

from __future__ import annotations

import json
from pathlib import Path

import typer

import actueel
from actueel.profiling import profile

from .answering import USAGE, answering, stop
from .arrow import lean_arrow
from .rescore import LINES, in_bytes, sources_of

__all__ = ["run"]


def run(records: str, instruments: list[str], mapping: Path | None, memory: str, *, as_json: bool, quiet: bool) -> None:
    """Count what is in a records table, and print it."""
    if records.lower().endswith(LINES) or records == "-":
        stop(
            f"{records}: profile reads tables; turn histories into one first: actueel convert {records} -o r.parquet",
            USAGE,
        )
    lean_arrow()
    with answering():
        asked = [actueel.instrument(each) for each in instruments] or None
        sources, mapped = sources_of(records, mapping)
        found = profile(sources, asked, limit=in_bytes(memory))
        if as_json:
            told = found.to_dict() | ({} if mapped is None else {"not_mapped": mapped.told()})
            typer.echo(json.dumps(told, ensure_ascii=False))
        else:
            typer.echo(str(found))
            if mapped is not None and not quiet:
                typer.echo(mapped.text())
