# SPDX-License-Identifier: MPL-2.0
"""A change as tables of texts: drawn plainly by `print`, as HTML in a notebook, by rich at the command line."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from .change_words import cause_words
from .levels import number_text
from .messages import Messages
from .text import Table
from .trajectory_text import Records

if TYPE_CHECKING:
    from .change import Change, Movement, RowAt

__all__ = ["NOTHING", "change_headline", "change_html", "change_standing", "change_tables", "change_text"]


def change_headline(c: Change) -> str:
    """Return the instrument, the family and the two moments on one line."""
    of = f"family {c.family}" if c.child is None else f"family {c.family}, child {c.child}"
    known = {"everything": "", "as_of": ", as known that day"}.get(
        c.after.known_at, f", as known at {c.after.known_at}"
    )
    return (
        f"{c.instrument.title('en')} ({c.instrument.id} {c.instrument.version}): {of}, "
        f"what changed from {c.before.as_of} to {c.after.as_of}{known}"
    )


def change_standing(c: Change) -> list[tuple[str, str]]:
    """Return what a reader must see first, as pairs of a name and a text."""
    if c.before.sign_off is not None:
        since = f"{c.before.as_of}, as it was signed ({c.before.sign_off}, known at {c.before.known_at})"
        if c.before.same_instrument is False:
            since += "; signed with another version of the instrument: what it said then may differ"
    else:
        known = {"as_of": "as known at the end of that day", "everything": "with all that is known now"}
        since = f"{c.before.as_of}, {known.get(c.before.known_at, f'as known at {c.before.known_at}')}"
    lines = [("since", since)]
    if c.final is not None:
        lines.append(("level", str(c.final)))
        if c.computed is not None and c.computed != c.final:
            lines.append(("computed", f"{c.computed}, before overrides"))
    for name, scale in c.scales.items():
        moved = str(scale.after) if scale.before == scale.after else f"{scale.before} -> {scale.after}"
        if scale.reliable is not None:
            moved += f"  ({VERDICTS[scale.reliable.verdict]}; reliable change index {scale.reliable.index})"
        lines.append((name, moved))
    return lines


NOTHING = "Nothing changed."

VERDICTS = {
    "improved": "the rating improved beyond measurement error",
    "worsened": "the rating worsened beyond measurement error",
    "not_beyond_error": "not beyond measurement error",
}


def change_tables(c: Change) -> list[Table]:
    """Return the tables that have rows: what changed with its shares, and what else speaks of the level."""
    records = Records(c.history)
    say = Messages("en")
    rows = Table(
        "What changed",
        ("item", "before", "after", *c.scales, "because", "records"),
        tuple(
            (
                row.item if row.person is None else f"{row.item} ({row.person})",
                _state(row.before),
                _state(row.after),
                *(_movement(share) for share in row.shares.values()),
                cause_words(row, say),
                ", ".join(row.records),
            )
            for row in c.rows
        ),
    )
    level = Table(
        "What else speaks of the level",
        ("what", "before", "after", "because", "records"),
        tuple(
            (
                f"{each.of} {each.id}" if each.of in {"rule", "tree"} else records.name(each.id),
                _truth(each.before, each.of),
                _truth(each.after, each.of),
                each.cause.replace("_", " "),
                ", ".join(each.records),
            )
            for each in c.level_causes
        ),
    )
    return [table.without_empty_columns() for table in (rows, level) if table.rows]


def change_text(c: Change) -> str:
    """Return the change as aligned plain text."""
    lines = [change_headline(c), ""]
    first = change_standing(c)
    width = max(len(name) for name, _ in first)
    lines += [f"{name:<{width}}  {text}" for name, text in first]
    if not c.differs:
        lines += ["", NOTHING]
    for table in change_tables(c):
        lines += ["", table.title]
        rows = [table.headers, *table.rows]
        widths = [max(len(row[i]) for row in rows) for i in range(len(table.headers))]
        lines += ["  ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(lines)


def change_html(c: Change) -> str:
    """Return the change as small, escaped HTML tables for a notebook."""
    parts = [f"<div class='actueel'><p><strong>{escape(change_headline(c))}</strong></p><table><tbody>"]
    parts += [
        f"<tr><th scope='row'>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in change_standing(c)
    ]
    parts.append("</tbody></table>" if c.differs else f"</tbody></table><p>{escape(NOTHING)}</p>")
    for table in change_tables(c):
        head = "".join(f"<th scope='col'>{escape(each)}</th>" for each in table.headers)
        parts.append(f"<table><caption>{escape(table.title)}</caption><thead><tr>{head}</tr></thead><tbody>")
        parts += ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows]
        parts.append("</tbody></table>")
    return "".join(parts) + "</div>"


def _state(state: RowAt | None) -> str:
    if state is None:
        return "not there"
    answer = "unknown" if state.answer is None else str(state.answer)
    if isinstance(state.answer, int | float):
        answer = number_text(float(state.answer))
    if state.status == "not_applicable":
        return "not applicable"
    if state.status == "stale":
        return f"unknown (was {answer})"
    if state.answer is None and state.value is not None:
        answer = f"unknown ({state.value})"
    return f"{answer}, contested" if state.contested else answer


def _movement(share: Movement) -> str:
    """Return what the ends move by: ``+3``, or ``+3 / 0`` where they differ; nothing where neither moves."""
    if not share:
        return ""
    low, high = (number_text(end) if end <= 0 else f"+{number_text(end)}" for end in (share.low, share.high))
    return low if low == high else f"{low} / {high}"


def _truth(value: bool | str | None, of: str) -> str:
    if isinstance(value, str):
        return value.replace("_", " ")
    words = ("runs", "does not run") if of == "plan" else ("holds", "does not hold")
    if value is None:
        return "not active" if of == "override" else "unknown"
    return words[0] if value else words[1]
