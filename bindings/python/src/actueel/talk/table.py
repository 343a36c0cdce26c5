# SPDX-License-Identifier: MPL-2.0
"""What everybody at one table may see: what the core shares with each of them, and nothing that it keeps from any."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from ..errors import Error, Problem
from ..history import History
from ..instrument import Instrument
from ..moment import Day, KnownAt
from ..report import report_document

__all__ = ["for_all", "who_sits_there"]

Document = dict[str, Any]


def who_sits_there(
    instruments: Sequence[Instrument], history: History, *, as_of: Day, known_at: KnownAt = "everything"
) -> list[str]:
    """Return every caregiver of the day as a reader: for whom a page is when nobody says.

    Raises
    ------
    Error
        ``value_unknown`` where no caregiver is known: then somebody has to say who reads.

    """
    household = report_document(instruments, history, as_of=as_of, known_at=known_at).to_dict()["household"]
    found = [f"parent:{each['person']}" for each in household["members"] if each["role"] == "caregiver"]
    if not found:
        what, remedy = "no caregiver of that day", "say who sits at the table: parent:ID or child:ID"
        raise Error([Problem("value_unknown", "the question", "/audience", what, "readers", remedy)])
    return found


def for_all(
    instruments: Sequence[Instrument],
    history: History,
    readers: Iterable[str],
    *,
    as_of: Day,
    known_at: KnownAt = "everything",
) -> Document:
    """Return a report document that holds only what is the same in the report of each reader.

    Everything else is left out as if it were withheld: ``not_shared`` then says so. Levels are the true ones for every
    reader, so that they stay.
    """
    documents = [
        report_document(instruments, history, as_of=as_of, known_at=known_at, audience=reader).to_dict()
        for reader in dict.fromkeys(readers)
    ]
    for document in documents:
        document |= {"audience": "worker", "records_sha256": ""}  # nobody is the one who reads
        for part in document["parts"]:
            if part["assessed"]:
                _bare(part)
    first, *others = documents
    shared: Document = _common(first, others)
    differ = any(_told(_common(each, [first])) != _told(each) for each in others) or _told(shared) != _told(first)
    shared["not_shared"] = any(each["not_shared"] for each in documents) or differ
    return shared


def _bare(part: Document) -> None:
    """Keep of answers what a talk needs: notes, other words and points are not for a table, and differ by reader."""
    part["own_words"] = []
    for name, block in part["findings"].items():
        part["findings"][name] = [{key: each[key] for key in _OF_A_FINDING} for each in block]
    for name in ("not_known", "no_longer_counts"):
        part[name] = [{key: each[key] for key in ("item", "person")} for each in part[name]]


_OF_A_FINDING = ("item", "person", "answer", "observed_on", "record", "source", "by", "contested")


def _common(value: Any, others: Sequence[Any]) -> Any:
    """Return what is the same in all: of objects field by field, of lists the entries that stand in each."""
    if isinstance(value, dict) and all(isinstance(each, dict) for each in others):
        return {key: _common(inner, [each.get(key) for each in others]) for key, inner in value.items()}
    if isinstance(value, list) and all(isinstance(each, list) for each in others):
        if _parts(value):
            return [_common(each, [_same_part(each, other) for other in others]) for each in value]
        held = [{_told(each) for each in other} for other in others]
        return [each for each in value if all(_told(each) in other for other in held)]
    return value if all(each == value for each in others) else None


def _parts(value: list[Any]) -> bool:
    return bool(value) and isinstance(value[0], dict) and "evidence" in value[0]


def _same_part(part: Document, parts: list[Document]) -> Any:
    """Return the part of another reader by the same instrument about the same child, or nothing."""
    key = (part["instrument"]["sha256"], part["child"])
    return next((each for each in parts if (each["instrument"]["sha256"], each["child"]) == key), {})


def _told(entry: Any) -> str:
    """Return what tells entries apart; their numbers run on in each report by itself."""
    return json.dumps(_unnumbered(entry), sort_keys=True)


def _unnumbered(entry: Any) -> Any:
    if isinstance(entry, dict):
        return {key: _unnumbered(value) for key, value in entry.items() if key not in ("n", "not_shared")}
    return [_unnumbered(each) for each in entry] if isinstance(entry, list) else entry
