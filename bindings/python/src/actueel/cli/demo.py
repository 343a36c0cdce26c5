# SPDX-License-Identifier: MPL-2.0
"""``actueel demo``."""

from __future__ import annotations

from pathlib import Path

import typer

__all__ = ["run"]


def run(output: Path, families: int, seed: int, *, quick: bool, force: bool) -> None:
    """Run the demo of the package."""
    from actueel.demo import main

    raise typer.Exit(main(output, families=families, seed=seed, quick=quick, force=force))
