# SPDX-License-Identifier: MPL-2.0
"""The page about the demo gives the figures that the demo gives by default."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import pytest

import actueel as ac
from actueel import demo
from actueel.demo.rossi import words
from actueel.demo.rossi.data import Rossi
from actueel.demo.rossi.histories import calendar, histories
from actueel.demo.rossi.study import study

PAGE = Path(__file__).parents[2] / "docs" / "demo.md"


@pytest.fixture(scope="module")
def finding(rossi: Rossi) -> dict:
    seed = inspect.signature(demo.main).parameters["seed"].default
    when = calendar(len(rossi), seed)
    people = [ac.History.parse(json.dumps(document)) for document in histories(rossi, when)]
    found, *_ = study(rossi, people, when, seed=seed, drawn=2000, divisions=0, step=lambda _what: None)
    return found


def test_the_finding_stands_on_the_page(finding: dict) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert f"> {words.headline(finding)}\n" in page
    for rows in (words.comparison_rows(finding), words.quarter_rows(finding), words.fit_rows(finding)):
        for row in rows:
            assert f"| {' | '.join(row)} |\n" in page


def test_the_page_speaks_of_as_many_pairs_and_people(finding: dict) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert f"All {finding['pairs']:,}\nsuch pairs" in page
    assert f"{finding['people']} people were released" in page
    assert f"{finding['arrests']} were" in page
    strict = finding["estimates"]["difference_static"]
    assert strict["low"] < 0 < strict["high"]  # the page says that this is not settled
    assert finding["quarters"][-1]["difference"]["value"] == max(
        quarter["difference"]["value"] for quarter in finding["quarters"]
    )
