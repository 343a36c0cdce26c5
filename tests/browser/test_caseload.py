# SPDX-License-Identifier: MPL-2.0
"""The caseload's rows in a browser: sorted and chosen by its script, and all there without it."""

from __future__ import annotations

from typing import Any

ROWS = (
    "() => [...document.querySelectorAll('[data-list] tbody tr')].filter(each => !each.hidden)"
    ".map(each => each.cells[0].dataset.v.trim())"
)


def test_rows_are_sorted_both_ways_by_mouse_and_by_keyboard(made: Any, opened: Any) -> None:
    found = opened(made["caseload-nl"]).page
    first = found.evaluate(ROWS)
    assert len(first) == 5
    head = found.locator("[data-list] thead th").first
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert found.evaluate(ROWS) == sorted(first)
    found.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert found.evaluate(ROWS) == sorted(first, reverse=True)
    found.locator("[data-list] thead th").last.locator("button").click()
    assert head.get_attribute("aria-sort") is None, "one column is sorted by"
    days = found.evaluate("() => [...document.querySelectorAll('[data-list] .day')].map(each => each.dataset.v)")
    assert days == sorted(days)


def test_a_kind_chooses_the_rows_that_have_it_and_says_how_many(made: Any, opened: Any) -> None:
    found = opened(made["caseload-nl"]).page
    found.select_option("select", "plan_lapsing")
    assert found.evaluate(ROWS) == ["F-2"]
    assert found.inner_text("[role=status]") == "1 regels te zien"
    found.select_option("select", "")
    assert len(found.evaluate(ROWS)) == 5


def test_without_scripts_there_is_nothing_to_press_in_vain(made: Any, opened: Any) -> None:
    found = opened(made["caseload-nl"], java_script_enabled=False).page
    assert found.locator("button, select").count() == 0
    assert found.locator("[data-list] tbody tr").count() == 5
