# SPDX-License-Identifier: MPL-2.0
"""The demo's parts, one after the other, each made once for the same inputs."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actueel.demo import page
from actueel.demo.families import part as families_part
from actueel.demo.output import Output, package_digest
from actueel.demo.rossi import part as rossi_part
from actueel.demo.rossi.data import MissingData

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["run"]

# Whose other version may give other figures or pictures.
_LIBRARIES = ("holidays", "numpy", "pyarrow", "scipy", "statsmodels", "matplotlib")


def run(
    folder: Path,
    *,
    families: int,
    seed: int,
    drawn: int,
    divisions: int,
    force: bool,
    console: Console,
) -> int:
    """Run both parts and write the page about them; return an exit code."""
    output = Output(folder, force=force)
    common = {
        "package": package_digest(),
        "libraries": [version(name) for name in _LIBRARIES],
        "seed": seed,
    }
    status, missing = 0, None
    finding: dict[str, Any] | None = None
    console.rule("[bold]1. Real input: 432 people released from prison, followed for a year")
    try:
        finding = rossi_part.make(output, common, drawn, divisions, console)
    except MissingData as error:
        status, missing = 3, str(error)
        console.print(f"Left out: {error}", style="red", markup=False)
    else:
        rossi_part.say(finding, console)
    console.rule(f"[bold]2. Sample families: {families:,} made-up families in 2019 and 2020")
    try:
        found = families_part.make(output, common, families, console)
    except LookupError as too_few:
        console.print(f"Too few families ({families}): {too_few}", style="red", markup=False)
        return 2
    families_part.say(found, console)

    output.write("index.html", page.render(finding, found, missing=missing))
    console.rule()
    console.print("Open these:")
    for name in ("index.html", "families/report-nl.html", "families/report-en.html", "families/caseload-en.html"):
        console.print(f"  {output / name}", markup=False, highlight=False, soft_wrap=True)
    return status
