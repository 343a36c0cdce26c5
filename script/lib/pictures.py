# SPDX-License-Identifier: MPL-2.0
"""Pictures of pages for the guides: a command, how wide the screen is, how much of the page is seen."""

from __future__ import annotations

import io
import shlex
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from actueel.cli.app import app

IMAGES = Path("docs/images")
WINTER = "report examples/winter.json -i safety-check -i risk-check --as-of 2020-01-03 --since 2019-12-16 --lang en"


@dataclass(frozen=True)
class Picture:
    """What a page is made by, and what of it is seen: its first lines, or one part of it."""

    command: str
    width: int = 1000
    height: int = 1000
    part: str = ""


PICTURES = {
    "report-winter": Picture(WINTER, height=1560),
    "report-overrides": Picture(WINTER, part=".timeline >> nth=1"),
    "report-child": Picture(
        "report examples/winter.json -i safety-check --as-of 2020-01-03 --for child:p1", height=1080
    ),
    "talk": Picture("talk examples/ratings.json --as-of 2020-08-20 --lang en", width=900, part="body"),
    "form-child": Picture("form feedback --for child --lang en", width=900, height=760),
    "feedback": Picture("feedback examples/talks.json --as-of 2020-04-16 --lang en", width=900, part="body"),
}


def taken(picture: Picture, browser: Browser, folder: Path) -> bytes:
    """The picture as a PNG of few colours, which is a fifth of one of all."""
    page = folder / "page.html"
    app(["-q", *shlex.split(picture.command), "-o", str(page)], standalone_mode=False)
    seen = browser.new_page(viewport={"width": picture.width, "height": picture.height})
    seen.goto(page.as_uri())
    shot = seen.locator(picture.part).first.screenshot() if picture.part else seen.screenshot()
    seen.close()
    small = io.BytesIO()
    Image.open(io.BytesIO(shot)).convert("RGB").quantize(64, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def main(names: list[str]) -> None:
    """Take each picture that is named, or all."""
    for name in names:
        if name not in PICTURES:
            sys.exit(f"no picture is called {name!r}; there are {', '.join(PICTURES)}")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        for name in names or PICTURES:
            path = IMAGES / f"{name}.png"
            path.write_bytes(taken(PICTURES[name], browser, Path(folder)))
            print(f"{path}: {path.stat().st_size:,} bytes")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
