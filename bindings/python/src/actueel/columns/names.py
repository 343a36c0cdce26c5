# SPDX-License-Identifier: MPL-2.0
"""The columns that a records table may have, by the kind of their cells."""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = ["CODES", "CORRECTED", "KIND", "KNOWN", "LISTS", "PARTED", "TYPES", "Kind"]

Kind: TypeAlias = Literal["text", "day", "instant", "list", "number", "json"]
"""What the cells of a column are: text, a day, an instant, a list of texts, a number, or JSON as text."""

TYPES = (
    "person",
    "membership",
    "household",
    "involvement",
    "observation",
    "event",
    "plan",
    "goal",
    "view",
    "override",
    "sign_off",
    "dispute",
    "dispute_answer",
    "ending",
    "correction",
    "retraction",
)
"""The types of records."""

_OF: dict[Kind, tuple[str, ...]] = {
    "text": (
        "family",
        "id",
        "type",
        "person",
        "item",
        "answer",
        "source",
        "by",
        "basis",
        "corrects",
        "retracts",
        "ends",
        "reason",
        "note",
        "sitting",
        "repeats",
        "document",
        "event",
        "severity",
        "incident",
        "role",
        "lives",
        "kind",
        "instrument",
        "version",
        "instrument_sha256",
        "records_sha256",
        "level",
        "level_low",
        "level_high",
        "computed_low",
        "computed_high",
        "about",
        "about_item",
        "about_person",
        "outcome",
        "record_type",
        "record_reason",
        "record_note",
    ),
    "day": ("observed_on", "happened_on", "start", "until", "on", "born_on", "as_of"),
    "instant": ("recorded_at", "known_at"),
    "list": (
        "persons",
        "parts",
        "covers",
        "agreed_with",
        "given_to",
        "empty",
        "withhold_from",
        "record_withhold_from",
        "persons_x",
    ),
    "number": ("answer_number",),
    "json": ("x", "record_x", "computed_x", "level_x", "about_x", "family_x"),
}

KIND: dict[str, Kind] = {name: kind for kind, names in _OF.items() for name in names}
"""The kind of each column."""

KNOWN: tuple[str, ...] = tuple(KIND)
"""All columns that a records table may have."""

LISTS = _OF["list"]
"""Columns of lists; in CSV the entries stand in one cell, divided by ``;``, or as a JSON list."""

CORRECTED = ("type", "reason", "note", "withhold_from", "x")
"""What a correction and the content that it gives both have; the content's stands in ``record_<name>``."""

PARTED = {"level": ("low", "high", "x"), "computed": ("low", "high", "x"), "about": ("item", "person", "x")}
"""Fields that are objects: each part has a column ``<field>_<part>``."""

CODES = ("type", "item", "answer", "source", "basis", "event", "severity", "role", "lives", "kind", "outcome", "by")
"""Columns whose cells are codes, which a mapping may translate."""
