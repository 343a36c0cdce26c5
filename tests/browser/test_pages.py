# SPDX-License-Identifier: MPL-2.0
"""Every page in a real browser: without scripts, by keyboard, narrow, dark and on paper, and nothing is asked for."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import ROOT, Page

WIDE = {"width": 1200, "height": 900}
NARROW = {"width": 320, "height": 640}
MAIN = "document.querySelector('main').innerText"


def test_nothing_is_asked_for_and_nothing_fails(page: Any, made: Any, opened: Any) -> None:
    found = opened(made[page.name])
    found.page.wait_for_load_state("networkidle")
    assert found.requests == []
    assert found.faults == []
    for text in page.texts:
        assert text in found.page.inner_text("body")


def test_all_of_it_reads_without_scripts(page: Any, made: Any, opened: Any, shots: Path) -> None:
    found = opened(made[page.name], java_script_enabled=False)
    hidden = found.page.locator("main :is(h1, h2, h3, h4, p, li, td)").evaluate_all(
        "all => all.filter(each => !each.closest('[hidden], details:not([open])') &&"
        " getComputedStyle(each).display === 'none').map(each => each.outerHTML)"
    )
    assert hidden == []
    assert len(found.page.inner_text("main").split()) > 30
    assert found.requests == []
    found.page.screenshot(path=shots / f"{page.name}-no-scripts.png", full_page=True)


def test_a_keyboard_reaches_everything_in_order_and_shows_where_it_is(page: Any, made: Any, opened: Any) -> None:
    found = opened(made[page.name])
    can = "a[href], button, input, select, textarea, summary, [tabindex='0']"
    wanted = found.page.evaluate(
        "can => [...document.querySelectorAll(can)].filter(each => each.checkVisibility() && !each.disabled &&"
        " each.tabIndex >= 0).map((each, n) => { each.dataset.place = n; return n; })",
        can,
    )
    seen = []
    for _ in range(len(wanted) + 1):
        found.page.keyboard.press("Tab")
        now = found.page.evaluate(
            "() => { const at = document.activeElement, style = getComputedStyle(at);"
            " return at === document.body ? null : [Number(at.dataset.place), at.tagName,"
            " (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none']; }"
        )
        if now is None:
            break
        place, tag, shown = now
        assert shown, f"{tag} {place} has the focus, and nothing shows it"
        if seen and place == seen[0]:
            break
        seen.append(place)
    radios = found.page.evaluate(  # of radio buttons with one name a keyboard reaches one, and the arrows the others
        "() => [...document.querySelectorAll('input[type=radio]')].map(each => [Number(each.dataset.place), each.name])"
    )
    groups: dict[str, list[int]] = {}
    for place, name in radios:
        groups.setdefault(name, []).append(place)
    passed = {place for places in groups.values() if set(places) & set(seen) for place in places}
    assert seen == sorted(seen)
    assert set(wanted) - set(seen) - passed == set()


def test_a_narrow_screen_scrolls_one_way_only(page: Any, made: Any, opened: Any, shots: Path) -> None:
    found = opened(made[page.name], viewport=NARROW)
    wide = found.page.evaluate(
        "() => [...document.querySelectorAll('body *')].filter(each => each.getBoundingClientRect().right >"
        " document.documentElement.clientWidth + 1).map(each => each.tagName + '.' + each.className).slice(0, 5)"
    )
    assert found.page.evaluate("document.scrollingElement.scrollWidth") <= NARROW["width"], wide
    found.page.screenshot(path=shots / f"{page.name}-narrow.png", full_page=True)


@pytest.mark.parametrize(("scheme", "viewport"), [("light", WIDE), ("dark", NARROW)], ids=["light-wide", "dark-narrow"])
def test_axe_finds_nothing(
    page: Any, made: Any, opened: Any, shots: Path, scheme: str, viewport: dict[str, int]
) -> None:
    found = opened(made[page.name], color_scheme=scheme, viewport=viewport, bypass_csp=True)
    results = Axe().run(found.page)
    assert results.violations_count == 0, results.generate_report()
    found.page.set_viewport_size(WIDE)
    found.page.screenshot(path=shots / f"{page.name}-{scheme}.png", full_page=True)
    ground = found.page.evaluate("getComputedStyle(document.body).backgroundColor")
    light = sum(int(part) for part in ground.strip("rgb()").split(",")[:3]) / 3
    assert (light < 100) == (scheme == "dark")


def test_axe_would_find_something(opened: Any, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text("<!doctype html><html><body><img src='data:,'><p style='color:#ccc;background:#fff'>pale</p>")
    found = {each["id"] for each in Axe().run(opened(bad).page).response["violations"]}
    assert {"image-alt", "color-contrast", "html-has-lang", "document-title"} <= found


def test_a_full_table_is_still_one_sheet(opened: Any, tmp_path: Path) -> None:
    """Five people with a number, all lists full, everybody's words, a plan."""
    winter = json.loads((ROOT / "examples" / "winter.json").read_text())
    records = [{key: each[key] for key in each if key != "withhold_from"} for each in winter["records"]]
    raters = (("worker", ""), ("child", "p1"), ("caregiver", "p2"), ("caregiver", "p3"), ("network", ""))
    for number, (rater, person) in enumerate(raters, 2):
        said = {"id": f"z{number}", "type": "observation", "recorded_at": "2019-12-16T18:00:00Z"}
        said |= {"observed_on": "2019-12-16", "item": f"by_{rater}", "answer": number}
        said |= {"source": "parent" if rater == "caregiver" else rater}
        records.append(said | ({"person": person, "by": person} if person else {}))
    history = tmp_path / "full.json"
    history.write_text(json.dumps(winter | {"records": records}))
    path = Page("talk", "talk {history} {instruments} --as-of 2019-12-19 -o {out}", ()).make(
        tmp_path / "talk.html", history
    )
    found = opened(path)
    assert [found.page.locator(each).count() for each in (".raters li", ".points li", ".own li")] == [5, 8, 4]
    found.page.pdf(path=tmp_path / "talk.pdf", prefer_css_page_size=True)
    told = subprocess.run(["pdfinfo", tmp_path / "talk.pdf"], capture_output=True, check=True, text=True).stdout
    assert re.search(r"^Pages: +1$", told, re.MULTILINE)


def test_it_prints_on_paper(page: Any, made: Any, opened: Any, shots: Path) -> None:
    found = opened(made[page.name], color_scheme="dark")
    path = shots / f"{page.name}.pdf"
    found.page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    told = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True).stdout
    for text in page.texts:
        assert " ".join(text.split()) in " ".join(told.split())
    if page.sheets is not None:
        assert told.count("\f") == page.sheets
    subprocess.run(["pdftoppm", "-r", "50", "-png", "-singlefile", path, path.with_suffix("")], check=True)
    found.page.emulate_media(media="print")
    ground = found.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"), "paper is white, also from a dark screen"
