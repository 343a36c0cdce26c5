# SPDX-License-Identifier: MPL-2.0
"""Every sentence that a page says: short, plain, the same values in both languages, and it claims nothing."""

from __future__ import annotations

import re

import pytest
from plain import claims, hard, reading_ease, too_long, very_long

from actueel.messages import catalogue, languages

FILLED = {"day": "4 mei 2020", "since": "4 mei 2020", "until": "4 mei 2020"}
LEAST_EASE = 70
"""What the catalogue has to reach as a whole; 60 to 70 is called standard Dutch, more is easy."""

MESSAGES = sorted(catalogue())


def filled(text: str) -> str:
    """A message with words where values come, so that its sentences have their length."""
    return re.sub(r"\{(\w*)[^}]*\}", lambda match: FILLED.get(match[1], "woord"), text)


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_short_and_plain(name: str) -> None:
    text = filled(catalogue()[name]["nl"])
    assert too_long(text) == []
    assert hard(text) == []
    assert very_long(text) == []


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_claims_nothing(name: str) -> None:
    assert [claims(text, language) for language, text in catalogue()[name].items()] == [[], []]


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_stands_in_every_language_with_the_same_values(name: str) -> None:
    texts = catalogue()[name]
    assert tuple(texts) == languages()
    values = {language: sorted(set(re.findall(r"\{(\w+)", text))) for language, text in texts.items()}
    assert values["nl"] == values["en"]


def test_the_catalogue_reads_easily_as_a_whole() -> None:
    assert reading_ease(filled(texts["nl"]) for texts in catalogue().values()) > LEAST_EASE
