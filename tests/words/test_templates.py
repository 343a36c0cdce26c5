# SPDX-License-Identifier: MPL-2.0
"""Templates hold no words of their own: what a page says stands in the catalogue, and is checked there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import actueel

NO_WORDS = {"doi"}
"""What stands in every language as it is."""

TEMPLATES = sorted((Path(actueel.__file__).parent / "templates").glob("*.html"))


def words_of(template: str) -> list[str]:
    """What a template would say by itself: outside tags, and in attributes that are read to people."""
    unsaid = r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<style.*?</style>|<script.*?</script>"
    text = re.sub(unsaid, " ", template, flags=re.DOTALL)
    read = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', text)
    return [word for part in [*read, re.sub(r"<[^>]*>", " ", text)] for word in re.findall(r"[^\W\d_]{2,}", part)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_says_nothing_itself(path: Path) -> None:
    assert set(words_of(path.read_text())) <= NO_WORDS


def test_there_are_templates_and_words_in_one_would_be_noticed() -> None:
    assert TEMPLATES
    assert words_of('<p aria-label="een naam">{{ say("dag") }} <b>nu</b></p>') == ["een", "naam", "nu"]
