# SPDX-License-Identifier: MPL-2.0
"""What of a schema documents use, and which of its fields they get wrong."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft7Validator

Field = tuple[str, str]
"""A JSON Pointer to an object schema, and the name of one of its properties."""

INNER = ("allOf", "anyOf", "oneOf")


class Schema:
    """A draft-07 schema whose references are all within itself."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.validator = Draft7Validator(document)

    def at(self, pointer: str) -> Any:
        at: Any = self.document
        for part in pointer.split("/")[1:]:
            at = at[int(part)] if isinstance(at, list) else at[part]
        return at

    def accepts(self, pointer: str, value: object) -> bool:
        return self.validator.evolve(schema=self.at(pointer)).is_valid(value)

    def fields(self) -> set[Field]:
        """Every property that is stated, but those of conditions and of what is forbidden."""
        return {
            (pointer, name)
            for pointer, schema in self._walk("", self.document)
            for name, field in schema.get("properties", {}).items()
            if field is not False and not self._is_condition(pointer)
        }

    def _walk(self, pointer: str, at: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        if isinstance(at, dict):
            yield pointer, at
            for key, value in at.items():
                yield from self._walk(f"{pointer}/{key}", value)
        elif isinstance(at, list):
            for index, value in enumerate(at):
                yield from self._walk(f"{pointer}/{index}", value)

    @staticmethod
    def _is_condition(pointer: str) -> bool:
        parts = pointer.split("/")
        return any(
            part in ("if", "not") or (part in ("then", "else") and around != "properties")
            for around, part in itertools.pairwise(parts)
            if around != "properties" and not around.startswith("condition")
        )

    def used(self, value: Any, pointer: str = "", wrong: bool = False) -> Iterator[Field]:
        """The properties that a value uses; with `wrong`, those whose values the schema refuses."""
        schema = self.at(pointer)
        if not isinstance(schema, dict):
            return
        if reference := schema.get("$ref"):
            yield from self.used(value, reference.removeprefix("#"), wrong)
            return
        if isinstance(value, dict):
            for name in schema.get("properties", {}):
                if name in value:
                    inner = f"{pointer}/properties/{name}"
                    if not wrong or not self.accepts(inner, value[name]):
                        yield pointer, name
                    yield from self.used(value[name], inner, wrong)
            if isinstance(schema.get("additionalProperties"), dict):
                for name in set(value) - set(schema.get("properties", {})):
                    yield from self.used(value[name], f"{pointer}/additionalProperties", wrong)
        if isinstance(value, list) and isinstance(schema.get("items"), dict):
            for each in value:
                yield from self.used(each, f"{pointer}/items", wrong)
        for keyword in INNER:
            for index in range(len(schema.get(keyword, []))):
                inner = f"{pointer}/{keyword}/{index}"
                if keyword == "allOf" or wrong or self.accepts(inner, value):
                    yield from self.used(value, inner, wrong)
        if "if" in schema:
            branch = "then" if self.accepts(f"{pointer}/if", value) else "else"
            if branch in schema:
                yield from self.used(value, f"{pointer}/{branch}", wrong)


def keywords(schema: Any) -> set[str]:
    """Every validation keyword that a schema uses."""
    if isinstance(schema, list):
        return set().union(*map(keywords, schema))
    if not isinstance(schema, dict):
        return set()
    named = ("properties", "definitions", "fields")
    found = {key for key in schema if key in Draft7Validator.VALIDATORS}
    for key, value in schema.items():
        found |= (
            set().union(*map(keywords, value.values())) if key in named and isinstance(value, dict) else keywords(value)
        )
    return found


def keywords_of_errors(schema: Schema, document: object) -> Iterator[str]:
    """The keywords by which a schema refuses a document."""
    waiting = list(schema.validator.iter_errors(document))
    while waiting:
        error = waiting.pop()
        yield from (str(part) for part in error.absolute_schema_path if str(part) in Draft7Validator.VALIDATORS)
        waiting += error.context
