# SPDX-License-Identifier: MPL-2.0
"""A first mapping for a table: what its columns and codes seem to be, for a person to finish."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from .. import _core
from ..definition import Definition
from ..tables.sheets import labels_of
from .document import FORMAT

if TYPE_CHECKING:
    from ..instrument import Instrument
    from ..tables import Source

__all__ = ["draft"]

NAMES = {
    "family": (
        "family",
        "gezin",
        "gezin_id",
        "gezinsnummer",
        "client",
        "clientnr",
        "client_id",
        "klant",
        "casus",
        "case",
    ),
    "person": ("person", "persoon", "persoon_id", "kind_id", "child_id"),
    "item": ("item", "vraag", "vraagcode", "question", "kenmerk", "variable"),
    "answer": ("answer", "antwoord", "waarde", "value", "score"),
    "observed_on": ("observed_on", "datum", "afnamedatum", "datum_afname", "date", "day", "peildatum"),
    "recorded_at": ("recorded_at", "ingevoerd", "ingevoerd_op", "created_at", "timestamp", "registratiedatum"),
    "source": ("source", "bron", "informant"),
    "by": ("by", "door", "medewerker", "worker"),
    "id": ("id", "record_id", "regelnummer"),
    "note": ("note", "opmerking", "opmerkingen", "toelichting", "comment"),
}
"""What columns are often called, in English and Dutch."""

MOST_CODES = 200
"""Different codes that a draft lists; a column with more is no column of codes."""

ROWS = 200_000
"""Rows that a draft looks at."""


def draft(source: Source, instrument: Instrument | None = None) -> str:
    """Return a mapping document for a table, as TOML with comments.

    Columns are recognised by name. Codes are listed with how often they occur, beside the nearest of the instrument's;
    a line that needs a decision is commented out. A column that seems to hold days or instants is shown with how it
    could be written. Nothing of a column that is not recognised is shown but its name.

    Parameters
    ----------
    source : Source
        The table.
    instrument : Instrument, optional
        Whose items and codes are meant.

    """
    columns = _recognised(source.names)
    cells = _counted(source, list(columns.values()))
    known = None if instrument is None else Definition.of(instrument)
    lines = [
        f"# A draft: a person finishes it. {len(columns)} of {len(source.names)} columns are recognised by name.",
        f'format = "{FORMAT}"',
    ]
    if source.name.lower().endswith(".csv"):
        lines.append("# delimiter, and an encoding such as cp1252, may be stated here")
    naive = [each for each in ("recorded_at",) if each in columns]
    lines += ['time_zone = "Europe/Amsterdam"  # of instants that are written without one'] if naive else []
    lines += ["", "[columns]  # ours = theirs"]
    lines += [f"{ours} = {_quoted(theirs)}" for ours, theirs in columns.items()]
    for needed in ("family", "item", "observed_on", "answer"):
        if needed not in columns:
            lines.append(f'# {needed} = "…"  # needed, and not recognised')
    rest = [each for each in source.names if each not in columns.values()]
    if rest:
        lines.append(f"# not recognised: {', '.join(map(_quoted, rest))}")
    dates = [
        f"{ours} = {_quoted(how)}" for ours in ("observed_on", "recorded_at") if (how := _how(cells, columns.get(ours)))
    ]
    if dates:
        lines += ["", "[dates]  # how they are written", *dates]
    lines += _items(cells, columns, known)
    lines += _answers(source, cells, columns, known)
    lines += [
        "",
        "[not_mapped]  # what becomes of other codes: error (the family is rejected), keep, leave_out, unknown",
    ]
    lines += ['item = "leave_out"', 'answer = "error"']
    return "\n".join(lines) + "\n"


def _recognised(names: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    plain = {re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_"): name for name in reversed(names)}
    for ours, called in NAMES.items():
        theirs = next((plain[each] for each in called if each in plain and plain[each] not in found.values()), None)
        if theirs is not None:
            found[ours] = theirs
    return found


def _counted(source: Source, names: list[str]) -> dict[str, Counter[str]]:
    """Count the codes of columns; a column with too many is not kept."""
    from .apply import _texts

    found: dict[str, Counter[str]] = {name: Counter() for name in names}
    pairs: Counter[str] = Counter()
    rows = 0
    for batch in source.read(None):
        held = {name: _texts(batch.column(name)).to_pylist() for name in names}
        for name in names:
            if len(found[name]) <= MOST_CODES * 50:
                found[name].update(each for each in held[name] if each)
        for item, answer in zip(*_item_answer(held, source.names), strict=True):
            if item and answer and len(pairs) < MOST_CODES * 50:
                pairs[f"{item}\x1f{answer}"] += 1
        rows += batch.num_rows
        if rows > ROWS:
            break
    return {**found, "\x1f": pairs}


def _item_answer(held: dict[str, list[Any]], names: tuple[str, ...]) -> tuple[list[Any], list[Any]]:
    columns = _recognised(names)
    if "item" not in columns or "answer" not in columns:
        return [], []
    return held[columns["item"]], held[columns["answer"]]


def _items(cells: dict[str, Counter[str]], columns: dict[str, str], known: Definition | None) -> list[str]:
    items = cells.get(columns.get("item", ""), Counter())
    if not items or len(items) > MOST_CODES:
        return []
    lines = ["", "[values.item]  # theirs = ours; an item that has our name already needs no line"]
    names = [] if known is None else list(known.items)
    for code, n in items.most_common():
        if code in names:
            continue
        if not _is_code(code):
            lines.append(f"# text of {len(code)} characters, {n} rows: no code")
            continue
        near = _core.nearest_name(code, names) if names else ""
        lines.append(f"# {_key(code)} = {_quoted(near or '…')}  # {n} rows")
    return lines if len(lines) > 2 else []


def _answers(
    source: Source, cells: dict[str, Counter[str]], columns: dict[str, str], known: Definition | None
) -> list[str]:
    by_item: dict[str, Counter[str]] = {}
    for pair, n in cells["\x1f"].items():
        item, _, answer = pair.partition("\x1f")
        by_item.setdefault(item, Counter())[answer] += n
    labels = labels_of(source.files[0]).get(columns.get("answer", ""), {}) if source.files else {}
    lines: list[str] = []
    for item, answers in sorted(by_item.items()):
        if len(by_item) > MOST_CODES or len(answers) > MOST_CODES or not _is_code(item):
            continue
        options = (
            [] if known is None or item not in known.items else known.items[item].get("answer", {}).get("options", [])
        )
        codes = [each["code"] for each in options]
        unknown = [each for each in answers if each not in codes and _is_code(each)]
        if not unknown or (known is not None and item in known.items and not options):
            continue
        lines += ["", f"[answers.{_key(item)}]" + (f"  # ours: {', '.join(codes)}" if codes else "")]
        for code in sorted(unknown):
            near = _core.nearest_name(code, codes) if codes else ""
            label = f", {labels[code]}" if code in labels else ""
            lines.append(f"# {_key(code)} = {_quoted(near or '…')}  # {answers[code]} rows{label}")
    return lines


def _how(cells: dict[str, Counter[str]], column: str | None) -> str:
    """Return how the days of a column seem to be written, where it is not as YYYY-MM-DD."""
    seen = list(cells.get(column or "", Counter()))[:1000]
    for pattern, how in (
        (r"\d{1,2}-\d{1,2}-\d{4}", "%d-%m-%Y"),
        (r"\d{1,2}/\d{1,2}/\d{4}", "%d/%m/%Y"),
        (r"\d{8}", "%Y%m%d"),
        (r"\d{1,2}-\d{1,2}-\d{4} \d{1,2}:\d{2}", "%d-%m-%Y %H:%M"),
        (r"\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}:\d{2}", "%Y-%m-%d %H:%M:%S"),
    ):
        if seen and all(re.fullmatch(pattern, each, re.ASCII) for each in seen):
            return how
    return ""


def _is_code(text: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9._:+-]{1,64}", text, re.ASCII) is not None


def _key(code: str) -> str:
    return code if re.fullmatch(r"[A-Za-z0-9_-]+", code, re.ASCII) else _quoted(code)


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)
