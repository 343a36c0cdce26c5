# SPDX-License-Identifier: MPL-2.0
"""What the tests of the Python door share: made-up documents, the command line as a user runs it, golden files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import actueel as ac

sys.path.insert(0, str(Path(__file__).resolve().parent))  # tests are imported one by one

from made_up import EXAMPLES, GOLDEN, ROOT


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew; read their difference")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file, byte for byte; rewrite it only when told to."""
    update = request.config.getoption("--update-golden", default=False)

    def same(name: str, text: str) -> None:
        path = GOLDEN / name
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.exists(), f"{path} is missing; run with --update-golden and read it"
        assert text == path.read_bytes().decode()

    return same


@pytest.fixture(scope="session")
def risk() -> ac.Instrument:
    return ac.instrument("risk-check")


@pytest.fixture(scope="session")
def family() -> ac.History:
    return ac.History.load(EXAMPLES / "family.json")


@pytest.fixture(scope="session")
def example() -> ac.Instrument:
    return ac.Instrument.load(EXAMPLES / "instruments" / "example-risk.json")


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def actueel(tmp_path: Path) -> Run:
    """Run the command line as a user does: 100 columns wide, without colour, in the root of the checkout."""

    def run(*arguments: str | Path, stdin: str | bytes | None = None, **environment: str):
        env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "TERMINAL_WIDTH": "100", "TERM": "dumb", **environment}
        text = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-m", "actueel", *map(str, arguments)],
            input=text if text is not None else b"",
            capture_output=True,
            env=env,
            cwd=ROOT,
            check=False,
            timeout=120,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
