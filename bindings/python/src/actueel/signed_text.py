# SPDX-License-Identifier: MPL-2.0
"""Replays and reaches as texts for people: a verdict first, then a table with a line a sign-off."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from .signed_table import leaned_words
from .text import Table

if TYPE_CHECKING:
    from .reach import Reach, ReachedSignOff, Said
    from .replay import Replay, ReplayedSignOff
    from .signed import SignOff

__all__ = [
    "not_told_table",
    "reach_blocks",
    "reach_headline",
    "reach_html",
    "reach_table_of_texts",
    "reach_text",
    "replay_headline",
    "replay_html",
    "replay_table_of_texts",
    "replay_text",
]

WHY = {
    "instrument": "another instrument",
    "records": "the records known then are not what they were",
    "library": "the library: instrument and records are what they were",
    "untold": "what differs cannot be told, because not all digests were written down",
}

OUTCOMES = {
    "same": "the same",
    "differs": "DIFFERS",
    "no_level": "no level was signed",
    "no_instrument": "its instrument is not here",
    "refused": "refused today",
}


def _about(each: SignOff) -> str:
    return "family" if each.child is None else each.child


def _called(each: SignOff) -> str:
    marks = [word for word, so in (("corrected", each.corrected), ("retracted", not each.in_force)) if so]
    return f"{each.record} ({', '.join(marks)})" if marks else each.record


# Replay


def replay_headline(r: Replay) -> str:
    """Return how many sign-offs in force are reproduced, on one line."""
    valid = [each for each in r.sign_offs if each.sign_off.in_force]
    if not r.sign_offs:
        return f"Family {r.family}: nothing was signed."
    fine = sum(each.reproduced for each in valid)
    if fine == len(valid):
        whole = "it is" if fine == 1 else f"all {fine} are"
        return f"Family {r.family}: {whole} still what was signed." if valid else f"Family {r.family}: all retracted."
    return f"Family {r.family}: {len(valid) - fine} of {len(valid)} sign-offs cannot be shown to be what was signed."


def replay_table_of_texts(r: Replay) -> Table:
    """Return a row for each sign-off: what was signed, what is found today, and what differs."""
    rows = tuple(
        (
            f"{_called(each.sign_off)} {each.instrument}",
            _about(each.sign_off),
            str(each.sign_off.as_of),
            str(each.signed or "-"),
            str(each.today or "-"),
            _verdict(each),
        )
        for each in r.sign_offs
    )
    return Table("", ("sign-off", "about", "as of", "signed", "today", "verdict"), rows)


def _verdict(each: ReplayedSignOff) -> str:
    told = OUTCOMES[each.outcome]
    if each.refused is not None:
        told += f" [{each.refused}]"
    why = [WHY[reason] for reason in each.why]
    if "instrument" in each.why and each.version_then is not None and each.version_then != each.version_now:
        why[0] += f" ({each.version_then} then, {each.version_now} now)"
    if each.outcome in ("same", "no_level"):
        why += ["but the records known then are not what they were"] if each.records_are == "differs" else []
        why += ["under another instrument"] if each.instrument_is == "differs" else []
        if each.outcome == "no_level" and each.reproduced:
            why += ["instrument and records are what they were"]
    return f"{told}: {'; '.join(why)}" if why else told


def replay_text(r: Replay) -> str:
    """Return the replay as aligned plain text."""
    return _text(replay_headline(r), [replay_table_of_texts(r)])


def replay_html(r: Replay) -> str:
    """Return the replay as a small, escaped HTML table for a notebook."""
    return _html(replay_headline(r), [replay_table_of_texts(r)])


# Reach


def reach_headline(r: Reach) -> str:
    """Return what was asked, what became of it, and how many sign-offs leaned on it, on one line."""
    of = f"{r.record_type.replace('_', ' ')} {r.record}"
    if r.asked != r.record:
        of += f" (asked as {r.asked}, which belongs to it)"
    so = [word for word, is_so in (("corrected", r.corrections > 0), ("retracted", r.retracted)) if is_so]
    now = f", since {' and '.join(so)}" if so else ""
    n = len(r.sign_offs)
    count = "no sign-off" if n == 0 else "1 sign-off" if n == 1 else f"{n} sign-offs"
    return f"Family {r.family}, {of}{now}: {count} leaned on it."


def reach_blocks(r: Reach) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return a block for each sign-off: its title, and pairs of a name and a text: what it said, and would say."""
    return [(_title(each), _pairs(each)) for each in r.sign_offs]


def _title(each: ReachedSignOff) -> str:
    signed = each.sign_off
    to = ", ".join(signed.given_to)
    given = f"given to {to}" if to else "given to nobody on record"
    about = "the family" if signed.child is None else f"child {signed.child}"
    return f"{_called(signed)}: {each.instrument} {each.version}, {about}, as of {signed.as_of}; {given}"


def _pairs(each: ReachedSignOff) -> list[tuple[str, str]]:
    pairs = [("leaned on it", ", ".join(map(leaned_words, each.leaned))), ("it said", _first(each))]
    pairs.append(("now", _moved(each.now, each.then, "the same")))
    if each.without is not None:
        pairs.append(("without it", _moved(each.without, each.now, "the same as now")))
    return pairs


def _first(each: ReachedSignOff) -> str:
    """Return the level that was signed, else what is found of then."""
    if each.signed is None:
        return _level(each.then)
    return str(each.signed) + (f" (today that is found to be {_level(each.then)})" if each.then.differs else "")


def _level(said: Said) -> str:
    return str(said.final or ", ".join(f"{name} {value}" for name, value in said.scales.items()))


def _moved(said: Said, before: Said, same: str) -> str:
    """Return the level, and each scale that moved."""
    if said.refused is not None:
        return f"refused [{said.refused}]"
    if not said.differs:
        return same
    moved = [
        f"{name} {value}, was {before.scales[name]}" if name in before.scales else f"{name} {value}"
        for name, value in said.scales.items()
        if before.scales.get(name) != value
    ]
    level = [] if said.final is None else [str(said.final)]
    return "; ".join(level + moved)


def reach_table_of_texts(r: Reach) -> Table:
    """Return a row for each sign-off: to whom it was given, what it said, and what it would say."""
    rows = []
    for each in r.sign_offs:
        told = dict(_pairs(each))
        signed = each.sign_off
        rows.append(
            (
                _called(signed),
                f"{each.instrument} {each.version}",
                _about(signed),
                str(signed.as_of),
                ", ".join(signed.given_to) or "nobody on record",
                *(told.get(name, "") for name in ("leaned on it", "it said", "now", "without it")),
            )
        )
    headers = ("sign-off", "instrument", "about", "as of", "given to", "leaned on it", "it said", "now", "without it")
    return Table("", headers, tuple(rows)).without_empty_columns()


def not_told_table(r: Reach) -> Table:
    """Return a row for each sign-off of which it cannot be told."""
    rows = tuple(
        (
            _called(each.sign_off),
            each.instrument,
            _about(each.sign_off),
            str(each.sign_off.as_of),
            "its instrument is not here: give it with -i"
            if each.code is None
            else f"the question is refused today [{each.code}]",
        )
        for each in r.not_told
    )
    return Table("Cannot be told", ("sign-off", "instrument", "about", "as of", "why"), rows)


def reach_text(r: Reach) -> str:
    """Return the reach as plain text, a block a sign-off."""
    lines = [reach_headline(r)]
    for title, pairs in reach_blocks(r):
        width = max(len(name) for name, _ in pairs)
        lines += ["", title, *(f"  {name:<{width}}  {told}" for name, told in pairs)]
    return _text("\n".join(lines), [not_told_table(r)])


def reach_html(r: Reach) -> str:
    """Return the reach as small, escaped HTML tables for a notebook."""
    tables = [table for table in (reach_table_of_texts(r), not_told_table(r)) if table.rows]
    return _html(reach_headline(r), tables)


def _text(headline: str, tables: list[Table]) -> str:
    lines = [headline]
    for table in tables:
        if not table.rows:
            continue
        rows = [table.headers, *table.rows]
        widths = [max(len(row[i]) for row in rows) for i in range(len(table.headers))]
        lines += ["", *([table.title] if table.title else [])]
        lines += ["  ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(lines)


def _html(headline: str, tables: list[Table]) -> str:
    parts = [f"<div class='actueel'><p><strong>{escape(headline)}</strong></p>"]
    for table in tables:
        head = "".join(f"<th scope='col'>{escape(each)}</th>" for each in table.headers)
        title = f"<caption>{escape(table.title)}</caption>" if table.title else ""
        parts.append(f"<table>{title}<thead><tr>{head}</tr></thead><tbody>")
        parts += ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows]
        parts.append("</tbody></table>")
    return "".join(parts) + "</div>"
