# SPDX-License-Identifier: MPL-2.0
"""docs/reference/errors.md has each code of the core, in the order of their numbers, and its example is the core's."""

from __future__ import annotations

import json
import re

import pytest
from documents import ROOT, error_of
from large import history, record

from actueel import _core

PAGE = (ROOT / "docs" / "reference" / "errors.md").read_text()
ROWS = [
    (cells[0].strip("`"), cells[1], cells[2])
    for line in PAGE.splitlines()
    if len(cells := [cell.strip() for cell in line.strip("|").split("|")]) == 3 and cells[0].startswith("`")
]


def test_every_code_has_its_row() -> None:
    assert [code for code, _, _ in ROWS] == list(_core.error_codes())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_says_what_it_means_and_what_to_do(row: tuple[str, str, str]) -> None:
    _, meaning, remedy = row
    assert meaning.endswith(".")
    assert remedy.endswith(".")


def test_the_example_is_the_cores() -> None:
    (example,) = re.findall(r"```text\n(.+)\n```", PAGE)
    document = history(
        [
            *(record("person", f"p{index}") for index in range(41)),
            record("observation", "o1", observed_on="2026-02-30", item="drinks", answer="no"),
        ]
    )

    error = error_of("history", "histories/F-0193.json", json.dumps(document).encode())
    assert str(error) == example
