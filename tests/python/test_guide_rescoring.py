# SPDX-License-Identifier: MPL-2.0
"""The guides of analysts and of team leaders run as they stand, and print what they say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from made_up import ROOT

GUIDES = ROOT / "docs" / "guide"
BLOCK = re.compile(r"```(\w+)(?: (\S+))?\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize(("name", "least"), [("rescoring", 12), ("caseload", 6)])
def test_every_command_prints_what_the_guide_says(
    name: str, least: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    guide = GUIDES / f"{name}.md"
    text = guide.read_text()
    beside = tmp_path / "bin"
    beside.mkdir()
    (beside / "actueel").write_text(f'#!/bin/sh\nexec {sys.executable} -m actueel "$@"\n')
    (beside / "actueel").chmod(0o755)
    environment = os.environ | {"PATH": f"{beside}:{os.environ['PATH']}", "NO_COLOR": "1", "COLUMNS": "100"}
    found = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    environment["PYTHONPATH"] = os.pathsep.join(str(Path(each).resolve()) for each in found if each)
    folder = tmp_path / "empty"
    folder.mkdir()
    commands = 0

    def run(match: re.Match[str]) -> str:
        nonlocal commands
        language, file, block = match.groups()
        if language != "console":
            if file is not None:  # a block without one takes too long to be run here, and prints nothing that is told
                (folder / file).write_text(block)
            return match[0]
        out = []
        for line in block.splitlines():
            if line.startswith("$ "):
                commands += 1
                done = subprocess.run(
                    ["bash", "-c", line[2:]], cwd=folder, env=environment, capture_output=True, text=True, check=False
                )
                assert done.returncode in (0, 4), (line, done.stderr)
                shown = (done.stdout + done.stderr).rstrip().splitlines()
                out += [line, *(each.rstrip() for each in shown)]
        return _block(out)

    made = BLOCK.sub(run, text)
    assert commands >= least
    if request.config.getoption("--update-golden"):
        guide.write_text(made)
    assert made == guide.read_text()


def _block(lines: list[str]) -> str:
    return "```console\n" + "\n".join(lines) + "\n```"
