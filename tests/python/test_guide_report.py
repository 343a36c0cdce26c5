# SPDX-License-Identifier: MPL-2.0
"""The guide's lines run as they stand, and what it shows is there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from made_up import ROOT

GUIDE = (ROOT / "docs" / "guide" / "report.md").read_text()
BLOCKS = re.findall(r"```(sh|python)\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def test_every_block_runs(folder: Path) -> None:
    command = folder / "actueel"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m actueel "$@"\n')
    command.chmod(0o755)
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    for language, text in BLOCKS:
        run = ["sh", "-eu", "-c", text] if language == "sh" else [sys.executable, "-c", text]
        done = subprocess.run(run, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    made = {path.name for path in folder.iterdir()} - {"examples", "actueel", "names.json"}
    assert made == set(re.findall(r"-o (\S+)", GUIDE))
    assert "Sam" in (folder / "with-names.html").read_text()


def test_what_the_guide_names_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", GUIDE):
        assert (ROOT / "docs" / "guide" / target).exists(), target
