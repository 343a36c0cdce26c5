# SPDX-License-Identifier: MPL-2.0
"""The guide for scientists runs as it stands, and prints what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "guide" / "science.md").read_text()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("study")
    (made / "examples").symlink_to(ROOT / "examples")
    return made


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


def run(command: list[str], folder: Path) -> str:
    environment = os.environ | {"MPLBACKEND": "agg"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_everything_pasted_runs_in_order_and_prints_what_it_says(folder: Path) -> None:
    commands = [line for block in blocks("sh") for line in block.splitlines()]
    assert len(commands) == 2
    for command in commands:
        run([sys.executable, "-m", *command.split()], folder)
    hazard, *ratings = blocks("python")
    (told,) = blocks("text")
    for code in (hazard, "\n".join(ratings)):
        promised = told.splitlines() if "print(d)" in code else []
        promised += [match.strip() for match in re.findall(r"  # (.*)$", code, re.MULTILINE)]
        assert run([sys.executable, "-W", "error", "-c", code], folder).splitlines() == promised
    assert (folder / "ratings.png").read_bytes().startswith(b"\x89PNG")


def test_what_is_named_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", GUIDE):
        assert (ROOT / "docs" / "guide" / target).exists(), target
