# SPDX-License-Identifier: MPL-2.0
"""Instruments and terms that are shipped as examples say it in plain words too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from plain import claims, hard, reading_ease, texts, too_long, very_long

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "schemas" / "instruments").glob("*.json"))
EXAMPLES = sorted((ROOT / "examples" / "instruments").glob("*.json"))
LEAST_EASE = 60
"""What the Dutch of each instrument has to reach as a whole."""


def document(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


EVERY = [
    pytest.param(text, id=f"{path.stem}{at}")
    for path in [*EXAMPLES, ROOT / "examples" / "terms.json"]
    for at, text in texts(document(path))
]


@pytest.mark.parametrize("text", EVERY)
def test_an_example_is_short_and_plain_and_claims_nothing(text: dict[str, str]) -> None:
    assert too_long(text["nl"]) == []
    assert hard(text["nl"]) == []
    assert very_long(text["nl"]) == []
    assert [claims(text[language], language) for language in ("nl", "en")] == [[], []]


@pytest.mark.parametrize("path", [*SHIPPED, *EXAMPLES], ids=lambda path: path.stem)
def test_the_dutch_of_an_instrument_reads_easily_as_a_whole(path: Path) -> None:
    found = [text["nl"] for _, text in texts(document(path))]
    if found:
        assert reading_ease(found) > LEAST_EASE
