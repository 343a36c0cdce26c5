# SPDX-License-Identifier: MPL-2.0
"""The checkout keeps its layers, and the check that says so is not blind.

Each folder of ``planted/`` is a small checkout with one kind of violation, and ``expected.txt`` in it is what the check
must print. A rule without such a folder is a rule that could stop working without a sound.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PLANTED = sorted(path.parent for path in (HERE / "planted").glob("*/expected.txt"))


def run_check(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HERE / "check.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_this_checkout_has_no_findings() -> None:
    done = run_check()
    assert done.stdout == "no findings\n", done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("folder", PLANTED, ids=lambda folder: folder.name)
def test_planted_violations_are_found(folder: Path) -> None:
    done = run_check(str(folder))
    assert done.stderr == ""
    assert done.stdout == (folder / "expected.txt").read_text("utf-8")
    assert done.returncode == 1


def test_every_rule_has_a_planted_violation() -> None:
    source = (HERE / "check.py").read_text("utf-8")
    rules = set(re.findall(r'self\.report\([^")]*?"([a-z ]+)"', source)) | {"upward", "sideways"}
    found = "".join((folder / "expected.txt").read_text("utf-8") for folder in PLANTED)
    assert {rule for rule in rules if f": {rule}: " not in found} == set()
    assert len(rules) > 12


def test_every_layer_that_exists_is_listed_once() -> None:
    text = (HERE.parents[1] / "core/layers.txt").read_text("utf-8")
    names = [name for line in text.splitlines() for name in line.split("#")[0].split()]
    assert len(names) == len(set(names))
    folders = {path.name for path in (HERE.parents[1] / "core/src").iterdir() if path.is_dir()}
    assert folders <= set(names)
