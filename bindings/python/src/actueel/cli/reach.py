# SPDX-License-Identifier: MPL-2.0
"""``actueel reach``."""

from __future__ import annotations

import typer

from actueel import Error
from actueel.reach import Reach, reach
from actueel.signed_text import not_told_table, reach_blocks, reach_headline
from actueel.some_families import holds_many, some_families

from .answering import BAD_INPUT, SOME_REJECTED, USAGE, answering, history_named, stop

__all__ = ["run"]


def run(records: str, wanted: list[str], instruments: list[str], *, as_json: bool) -> None:
    """Say of each record what leaned on it; ends with 4 where something cannot be told."""
    rejected: list[Error] = []
    with answering():
        if holds_many(records):
            found = _in_many(records, wanted, instruments, rejected)
        else:
            family = history_named(records)
            found = [reach(family, _of(family.family, each), instruments) for each in wanted]
    if as_json:
        for each in found:
            typer.echo(each.to_json())
    elif found:
        _show(found)
    for error in rejected:
        typer.echo(f"Error: {error}", err=True)
    if rejected or any(each.not_told for each in found):
        raise typer.Exit(SOME_REJECTED if found else BAD_INPUT)


def _of(family: str, named: str) -> str:
    """Return the record that is named, in the one family that is there."""
    of, slash, record = named.rpartition("/")
    if slash and of != family:
        stop(f"{named}: the history is of family {family}; name a record of it", USAGE)
    return record


def _in_many(records: str, wanted: list[str], instruments: list[str], rejected: list[Error]) -> list[Reach]:
    pairs = []
    for named in wanted:
        family, slash, record = named.partition("/")
        if not slash:
            stop(f"{named}: {records} holds many families; name the record as FAMILY/{named}", USAGE)
        pairs.append((family, record))
    histories = some_families(records, {family for family, _ in pairs})
    rejected += [each for each in histories.values() if isinstance(each, Error)]
    found = []
    for family, record in pairs:
        history = histories[family]
        if not isinstance(history, Error):
            found.append(reach(history, record, instruments))
    return found


def _show(found: list[Reach]) -> None:
    from rich.console import Group, RenderableType
    from rich.padding import Padding
    from rich.text import Text

    from .tables import heading, pairs, show, table

    parts: list[RenderableType] = []
    for each in found:
        parts.append(heading(reach_headline(each)))
        parts += [Group(Text(title), Padding(pairs(told), (0, 0, 0, 2))) for title, told in reach_blocks(each)]
        parts += [table(not_told_table(each))] if each.not_told else []
    show(*parts)
