# SPDX-License-Identifier: MPL-2.0
"""Texts of others run nothing, fetch nothing and stay texts, in every text field of every type of record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import hostile
import pytest
from pages import PAGES, Page

FOUND = """() => ({
    hits: window.hits,
    tags: [...new Set([...document.querySelectorAll('*')].map(each => each.localName))],
    scripts: document.querySelectorAll('script').length,
    handlers: [...document.querySelectorAll('*')].flatMap(each => each.getAttributeNames())
        .filter(name => name.startsWith('on')),
    addresses: [...document.querySelectorAll('[href], [src], [action], [data]')]
        .map(each => each.getAttribute('href') ?? each.getAttribute('src') ?? each.getAttribute('action') ?? '')
        .filter(each => !each.startsWith('#') && !each.startsWith('data:image/')),
    text: document.body.innerText,
})"""


def touched(found: Any) -> dict[str, Any]:
    """What stands on a page after a reader moved over it and used its keyboard."""
    found.page.mouse.move(50, 50)
    found.page.mouse.click(300, 300)
    found.page.keyboard.press("Tab")
    found.page.wait_for_timeout(20)
    return dict(found.page.evaluate(FOUND))


def test_there_are_300_different_strings() -> None:
    assert len(set(hostile.STRINGS)) == 300


def test_every_text_field_of_the_schema_is_tried() -> None:
    fields = hostile.text_fields()
    assert len(fields) > 40
    tried: dict[tuple[str, str], set[str]] = {}
    for document in hostile.histories():
        for record in document["records"]:
            for field, value in record.items():
                if (record["type"], field) in fields:
                    for each in value if isinstance(value, list) else [value]:
                        tried.setdefault((record["type"], field), set()).update(each.split("\n"))
    texts = [each for each, kind in fields.items() if kind == "text"]
    assert [each for each in fields if each not in tried] == []
    empty = {("person", "note"), ("correction", "note"), ("retraction", "note")}  # of every-field.json
    assert [each for each in texts if each not in empty and not tried[each] >= set(hostile.STRINGS)] == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.hostile], ids=lambda page: page.name)
def test_texts_of_a_history_and_an_instrument_stay_texts(page: Page, opened: Any, tmp_path: Path, made: Any) -> None:
    plain = touched(opened(made[page.name], bypass_csp=True))
    shown: set[str] = set()
    for number, (history, instrument) in enumerate(zip(hostile.histories(), hostile.instruments(), strict=True)):
        paths = [tmp_path / f"{kind}-{number}.json" for kind in ("history", "instrument")]
        for path, document in zip(paths, (history, instrument), strict=True):
            path.write_text(json.dumps(document))
        out = page.make(tmp_path / f"{number}.html", paths[0], f"-i {paths[1]}")
        found = opened(out, bypass_csp=True)  # what is tested is the page, not the policy that stands behind it
        after = touched(found)
        assert after["hits"] == 0
        assert found.requests == []
        assert after["handlers"] == []
        assert after["scripts"] == plain["scripts"]
        assert set(after["tags"]) - set(plain["tags"]) <= {"table", "tbody", "tr", "td", "th", "ul", "ol", "em", "br"}
        assert [each for each in after["addresses"] if each not in plain["addresses"]] == []
        text = " ".join(after["text"].split())
        shown |= {each for each in hostile.STRINGS if " ".join(each.split()) in text}
    assert len(shown) > 100, "they stand on the pages as they were written"


@pytest.mark.parametrize("text", hostile.STRINGS[:4], ids=["script", "case", "svg", "image"])
def test_a_page_that_put_them_down_raw_would_be_noticed(text: str, opened: Any, tmp_path: Path) -> None:
    raw = tmp_path / "raw.html"
    raw.write_text(f"<!doctype html><body><p>{text}</p>")
    found = opened(raw)
    after = touched(found)
    assert after["hits"] > 0 or after["handlers"] or found.requests
