# SPDX-License-Identifier: MPL-2.0
"""The pages in docs/instruments say what the documents say: items, points, shelf lives, levels, derived effects."""

from __future__ import annotations

import pytest
import test_risk_check_derivation as derivation
from families import INSTRUMENTS, Json, document, ids, terms

PAGES = INSTRUMENTS.parents[1] / "docs" / "instruments"


def rows(page: str) -> dict[str, list[str]]:
    """The tables' rows by their first cell; a name in the levels or the effects is kept under its table."""
    found: dict[str, list[str]] = {}
    head = ""
    before = ""
    for line in (PAGES / f"{page}.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|---"):
            head = before
        elif line.startswith("| `"):
            found[f"{head}/{cells[0].strip('`')}"] = cells[1:]
        before = cells[0]
    return found


def points_of(found: Json, item: Json) -> str:
    of = terms(found, item["id"])
    if not of:
        return "rules only"
    term = next(iter(of.values()))
    if "points" in term:
        return ", ".join(f"`{code}` {given}" for code, given in term["points"].items())
    if "bins" in term:
        return ", ".join(f"from {b['at_least']}: {b['points']}" for b in term["bins"])
    return f"{term['linear']['times']} × number" + (f" + {term['linear']['plus']}" if "plus" in term["linear"] else "")


@pytest.mark.parametrize("instrument", ids())
def test_a_page_lists_every_item_as_the_document_has_it(instrument):
    found, page = document(instrument), rows(instrument)
    for item in found["items"]:
        text = item.get("ask") or item["label"]
        line = page[f"id/{item['id']}"]
        assert line[:5] == [text["nl"], text["en"], item["kind"], item.get("per", "family"), points_of(found, item)]
        if "shelf_life" in item:
            assert line[5] == item["shelf_life"]
    assert [name for name in page if name.startswith("id/")] == [f"id/{item['id']}" for item in found["items"]]


@pytest.mark.parametrize("instrument", ids())
def test_a_page_lists_every_level_as_the_document_has_it(instrument):
    found, page = document(instrument), rows(instrument)
    cuts = {level: value for s in found["scales"] for level, value in s.get("cuts", {}).items()}
    for number, level in enumerate(found.get("levels", [])):
        begins = cuts.get(level["id"], "the lowest value" if number == 0 else "by rule only")
        expected = [level["label"]["nl"], level["label"]["en"], str(begins), level.get("review_every", "not set")]
        assert page[f"level/{level['id']}"] == expected


@pytest.mark.parametrize("item", derivation.DERIVED)
def test_the_page_of_risk_check_prints_the_effects_computed_again(item):
    mean = derivation.mean_d(item)
    points = derivation.points_of(mean)
    shown = rows("risk-check")[f"item/{item}"]
    assert shown[1:] == [f"{mean:.3f}", f"{5 * mean:.2f}", f"{'−' if item == 'uses_help' else ''}{points}"]
    assert len(shown[0].split(";")) == len(derivation.DERIVED[item][0])
