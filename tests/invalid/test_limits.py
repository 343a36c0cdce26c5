# SPDX-License-Identifier: MPL-2.0
"""Each limit of docs/reference/limits.md: at the limit a document is read, one beyond it is refused."""

from __future__ import annotations

import re

import pytest
from documents import ROOT, error_of
from large import LIMITS, Limit, text_of

PAGE = (ROOT / "docs" / "reference" / "limits.md").read_text()
CONSTANTS = r"constexpr\s+(?:std::size_t|int|decimal)\s+(\w+)\s*=\s*([^;]+);"

# Tested where documents of their size are made: in test_hostile.py.
LARGE = {
    "bytes of a document",
    "values of a document (objects, lists, texts, numbers, `true`, `false`, `null`)",
    "`records`",
    "faults told of one document, before one that says that there are more",
}


def rows() -> dict[str, tuple[int, str, str]]:
    """The page's limits: what -> (most, constant, code)."""
    found = {}
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 4 and cells[1].isdigit():
            found[cells[0]] = (int(cells[1]), cells[2].strip("`"), cells[3].strip("`") or "too_many")
    return found


def constants() -> dict[str, int]:
    """Every limit that the core names, by its name."""
    found = {}
    for path in [*ROOT.glob("core/include/**/*.hpp"), *ROOT.glob("core/src/**/*.cpp")]:
        for name, value in re.findall(CONSTANTS, path.read_text()):
            shift = re.fullmatch(r"(\d+)u? << (\d+)u?", value)
            whole = re.fullmatch(r"(?:decimal::whole\()?([\d']+)\)?", value)
            if shift:
                found[name] = int(shift[1]) << int(shift[2])
            elif whole:
                found[name] = int(whole[1].replace("'", ""))
    return found


def test_the_page_says_what_the_code_says() -> None:
    known = constants()
    for what, (most, constant, _) in rows().items():
        if constant:
            assert known[constant] == most, what
    stated = {constant for _, constant, _ in rows().values()}
    limits = {name for name in known if re.match("most_|largest_|deepest_", name)}
    of_figures = {"largest_product", "most_lines", "most_line_entries", "most_lanes"}
    # beyond these a row of a table is left to the document's reader
    of_routes = {"most_introduced", "most_covered", "most_parts", "most_entries"}
    assert limits - stated == of_figures | of_routes, "which bound what is computed, not what is read"


def test_every_row_of_the_page_is_tested() -> None:
    assert {limit.what for limit in LIMITS} | LARGE == set(rows())
    for limit in LIMITS:
        assert (limit.most, limit.code) == (rows()[limit.what][0], rows()[limit.what][2]), limit.what


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit.what} {limit.place}")
def test_at_the_limit_a_document_is_read_and_one_beyond_it_is_refused(limit: Limit) -> None:
    at = error_of(limit.kind, "at", text_of(limit.document(limit.most)))
    assert at is None, str(at)[:500]
    beyond = error_of(limit.kind, "beyond", text_of(limit.document(limit.most + 1)))
    assert beyond is not None
    assert (limit.code, limit.place) in {(problem.code, problem.place) for problem in beyond.problems}, str(beyond)[
        :500
    ]
