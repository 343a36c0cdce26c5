# SPDX-License-Identifier: MPL-2.0
"""Codebooks hold every item, answer and point of their instrument, and nothing that reads as a formula or as HTML."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest
from small_instrument import Document, parsed, texts

import actueel as ac
from actueel.author import codebook_csv, codebook_markdown


@pytest.mark.parametrize("name", ac.instruments())
def test_every_answer_with_its_points(name: str) -> None:
    instrument = ac.instrument(name)
    document = instrument.to_dict()
    rows = list(csv.DictReader(io.StringIO(codebook_csv(instrument))))
    given = {(each["scale"], each["item"], each["code"]): each["points"] for each in rows}
    for scale in document["scales"]:
        for term in scale["terms"]:
            for code, points in term.get("points", {}).items():
                assert float(given[scale["id"], term["item"], code]) == points
    assert [each["id"] for each in document["items"]] == list(dict.fromkeys(each["item"] for each in rows))
    for lang in instrument.languages:
        page = codebook_markdown(instrument, lang)
        for item in document["items"]:
            assert f"### `{item['id']}`" in page
            for option in item.get("answer", {}).get("options", ()):
                assert f"| `{option['code']}` |" in page
        for rule in document.get("rules", ()):
            assert f"| `{rule['id']}` |" in page


def test_cells_are_safe(small: Document) -> None:
    small["items"][0]["ask"] = texts("=1+1", "<b>A | B</b>")
    small["scales"][0]["terms"][0]["points"]["yes"] = -1
    rows = list(csv.DictReader(io.StringIO(codebook_csv(parsed(small)))))
    assert rows[0]["question_nl"] == "'=1+1"
    assert rows[1]["points"] == "-1"
    page = codebook_markdown(parsed(small))
    assert "<b>" not in page


def test_bins_numbers_and_trees(small: Document) -> None:
    small["items"][2]["answer"] = {"number": {"min": 0, "max": 9, "integer": True}}
    bins = [{"at_least": 0, "points": 0}, {"at_least": 3, "points": 1}]
    small["scales"][0]["terms"][2] = {"item": "c", "bins": bins}
    del small["level_from"]
    leaf = {"level": "high", "rate": 0.4, "n": 20}
    small["tree"] = {"if": {"item": "a", "is": "yes"}, "then": leaf, "else": {"level": "low"}}
    page = codebook_markdown(parsed(small))
    assert "| `[0, 3)` |  | 0 |" in page
    assert "- if a is yes:\n  - `high`, published rate 0.4 (n = 20)\n- otherwise:\n  - `low`" in page


def test_the_command(actueel: Callable) -> None:
    page = actueel("instruments", "show", "risk-check", "--codebook", "md", "--lang", "nl").stdout
    assert page == codebook_markdown(ac.instrument("risk-check"), "nl")
    assert actueel("instruments", "show", "risk-check", "--codebook", "csv").stdout.startswith("item,kind,per,")
    assert actueel("instruments", "show", "risk-check", "--codebook", "pdf").returncode == 2
    assert json.loads(actueel("instruments", "show", "risk-check", "--json").stdout)["id"] == "risk-check"
