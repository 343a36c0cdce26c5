# SPDX-License-Identifier: MPL-2.0
"""Debian's Chromium, without a window, in which nothing may be asked of anybody."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests are imported one by one

from pages import PAGES, ROOT, Page

SHOTS = ROOT / "build" / "browser-shots"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every page, made once."""
    folder = tmp_path_factory.mktemp("pages")
    return {page.name: page.make(folder / f"{page.name}.html") for page in PAGES}


@pytest.fixture(params=PAGES, ids=lambda page: page.name)
def page(request: pytest.FixtureRequest) -> Page:
    return request.param


@dataclass
class Opened:
    """A page that is open, and what it tried."""

    page: Any
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@pytest.fixture
def opened(chromium: Browser, made: dict[str, Path]) -> Iterator[Callable[..., Opened]]:
    """Open a file; whatever it asks for besides itself is refused and written down."""
    with contextlib.ExitStack() as stack:

        def act(path: Path, **context: Any) -> Opened:
            browsing = chromium.new_context(**{"viewport": {"width": 1200, "height": 900}, **context})
            stack.callback(browsing.close)
            browsing.add_init_script("window.hits = 0; window.hit = () => { window.hits += 1; };")
            found = Opened(browsing.new_page())

            def routed(route: Any) -> None:
                if route.request.url == path.as_uri():
                    route.continue_()
                else:
                    found.requests.append(route.request.url)
                    route.abort()

            browsing.route("**/*", routed)
            found.page.on("pageerror", lambda error: found.faults.append(str(error)))
            found.page.on("console", lambda said: found.faults.append(said.text) if said.type == "error" else None)
            found.page.on("dialog", lambda dialog: (found.faults.append("dialog"), dialog.dismiss()))
            found.page.goto(path.as_uri())
            return found

        yield act


@pytest.fixture(scope="session")
def shots() -> Path:
    SHOTS.mkdir(parents=True, exist_ok=True)
    return SHOTS
