# SPDX-License-Identifier: MPL-2.0
"""An assessment as tables of texts: drawn plainly by `print`, as HTML in a notebook, by rich at the command line."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from .levels import number_text

if TYPE_CHECKING:
    from .assessment import Assessment, Row

__all__ = ["Table", "assessment_html", "assessment_tables", "assessment_text", "headline", "standing"]


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table of texts; a column that is empty in every row is left out when it is drawn."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def without_empty_columns(self) -> Table:
        """Return the table with only the columns that say something."""
        kept = [i for i in range(len(self.headers)) if any(row[i] for row in self.rows)]
        return Table(
            self.title,
            tuple(self.headers[i] for i in kept),
            tuple(tuple(row[i] for i in kept) for row in self.rows),
        )


def headline(a: Assessment) -> str:
    """Return the instrument, the family and the moment on one line."""
    of = f"family {a.family}" if a.child is None else f"family {a.family}, child {a.child}"
    known = {"everything": "", "as_of": ", as known that day"}.get(a.known_at, f", as known at {a.known_at}")
    return f"{a.instrument.title('en')} ({a.instrument.id} {a.instrument.version}): {of}, as of {a.as_of}{known}"


def standing(a: Assessment) -> list[tuple[str, str]]:
    """Return what a reader must see first, as pairs of a name and a text."""
    lines = []
    if a.final is not None:
        certain = "" if a.final.determined else "  (information is missing)"
        lines.append(("level", f"{a.final}{certain}"))
        if a.computed != a.final:
            lines.append(("computed", f"{a.computed}, before an override with a reason"))
    lines += [(scale.id, str(scale)) for scale in a.scales.values()]
    counts = a.counts
    told = [
        f"{counts.current} current",
        f"{counts.stale} no longer current",
        f"{counts.unknown} unknown",
        f"{counts.not_applicable} not applicable" if counts.not_applicable else "",
        f"{counts.contested} contested" if counts.contested else "",
    ]
    lines.append(("answers", ", ".join(part for part in told if part)))
    if a.due.overdue_since is not None:
        lines.append(("due", f"overdue since {a.due.overdue_since}"))
    elif a.due.due is not None:
        lines.append(("due", str(a.due.due)))
    evidence = "validated" if a._document["instrument"]["validated"] else "not validated"
    lines.append(("evidence", f"{evidence}{', draft' if a.instrument.draft else ''}; a level decides nothing"))
    return lines


def assessment_tables(a: Assessment) -> list[Table]:
    """Return the tables that have rows: answers, what no longer counts, what to ask, what was ignored."""
    answers = Table(
        "Answers",
        ("item", "answer", "observed", "until", "word of", "points"),
        tuple(
            (
                _of(item.id, row.person),
                _standing_answer(row),
                str(row.observed_on or ""),
                str(row.expires_on or "") if row.status == "current" else "",
                _word_of(row),
                _points(row),
            )
            for item in a.items.values()
            for row in item
        ),
    )
    lapsed = Table(
        "No longer current",
        ("item", "answer", "observed", "since", "because", "used to give"),
        tuple(
            (
                _of(each.item, each.person),
                _word(each.answer),
                str(each.observed_on),
                str(each.expires_on),
                " ".join(part for part in (each.expires_by.why.replace("_", " "), each.expires_by.record) if part),
                ", ".join(f"{scale} {_number(points)}" for scale, points in each.points.items())
                + (" (kept)" if each.kept else ""),
            )
            for each in a.no_longer_counts
        ),
    )
    ignored = Table(
        "Not used by this instrument",
        ("item", "because", "times", "did you mean"),
        tuple((each.item, each.why.replace("_", " "), str(each.count), each.nearest or "") for each in a.ignored),
    )
    ask = Table(
        "Ask next",
        ("item", "question", "settles the level"),
        tuple(
            (_of(each.item, each.person), each.question("en"), SETTLES[each.settles])
            for each in a.ask_next[:MOST_QUESTIONS]
        ),
    )
    return [table.without_empty_columns() for table in (answers, lapsed, ask, ignored) if table.rows]


MOST_QUESTIONS = 5
"""How many questions are told; the document has them all."""

SETTLES = {"always": "whatever the answer", "some": "for some answers", "never": "not alone", None: ""}


def assessment_text(a: Assessment) -> str:
    """Return the assessment as aligned plain text."""
    lines = [headline(a), ""]
    first = standing(a)
    width = max(len(name) for name, _ in first)
    lines += [f"{name:<{width}}  {text}" for name, text in first]
    for table in assessment_tables(a):
        lines += ["", table.title]
        rows = [table.headers, *table.rows]
        widths = [max(len(row[i]) for row in rows) for i in range(len(table.headers))]
        lines += ["  ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(lines)


def assessment_html(a: Assessment) -> str:
    """Return the assessment as small, escaped HTML tables for a notebook."""
    parts = [f"<div class='actueel'><p><strong>{escape(headline(a))}</strong></p><table><tbody>"]
    parts += [f"<tr><th scope='row'>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in standing(a)]
    parts.append("</tbody></table>")
    for table in assessment_tables(a):
        head = "".join(f"<th scope='col'>{escape(each)}</th>" for each in table.headers)
        parts.append(f"<table><caption>{escape(table.title)}</caption><thead><tr>{head}</tr></thead><tbody>")
        parts += ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows]
        parts.append("</tbody></table>")
    return "".join(parts) + "</div>"


def _of(item: str, person: str | None) -> str:
    return item if person is None else f"{item} ({person})"


def _standing_answer(row: Row) -> str:
    """Return the answer with what a reader must not overlook about it."""
    answer = "unknown" if row.answer is None else _word(row.answer)
    if row.status == "stale":
        return f"unknown (was {answer})"
    if row.status == "not_applicable":
        return "not applicable"
    if row.value is not None and row.answer is None:
        answer = f"unknown ({row.value})"
    marks = [word for word, said in (("contested", row.contested), ("disputed", row.disputed)) if said]
    return ", ".join([answer, *marks])


def _word_of(row: Row) -> str:
    """Return whose word it is and of what kind, where that was stated."""
    told = [each.replace("_", " ") for each in (row.source, row.basis) if each]
    return ", ".join(each for each in told if each != "not stated") or (", ".join(told[:1]))


def _word(answer: str | float) -> str:
    if isinstance(answer, str):
        return answer.replace("_", " ") if answer == "not_applicable" else answer
    return number_text(float(answer))


def _points(row: Row) -> str:
    told = [str(each.value) for each in row.points if each.value is not None]
    return ", ".join(dict.fromkeys(told))


def _number(points: float | None) -> str:
    return "nothing" if points is None else number_text(float(points))
