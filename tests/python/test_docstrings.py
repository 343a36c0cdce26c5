# SPDX-License-Identifier: MPL-2.0
"""The examples in docstrings run, and the stubs are those of the module."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from made_up import ROOT

import actueel as ac
from actueel import _core

MODULES = sorted(
    each.name
    for each in pkgutil.walk_packages(ac.__path__, "actueel.")
    if not each.name.startswith(("actueel.demo", "actueel.__main__")) and each.name != "actueel._core"
)


ELSEWHERE = ("actueel.spark",)
"""Modules whose examples run in a part of their own, with what they need."""


@pytest.mark.parametrize("name", ["actueel", *(each for each in MODULES if each not in ELSEWHERE)])
def test_examples_run(name: str, risk: ac.Instrument, family: ac.History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    module = importlib.import_module(name)
    names = vars(module) | {"ac": ac, "risk": risk, "family": family}
    failed, _ = doctest.testmod(module, extraglobs=names, report=True)
    assert failed == 0


@pytest.mark.parametrize("name", ["actueel", *MODULES])
def test_what_is_public_is_said(name: str) -> None:
    module = importlib.import_module(name)
    assert isinstance(module.__all__, list)
    for each in module.__all__:
        assert hasattr(module, each), each


def test_the_public_names_are_these() -> None:
    assert ac.__all__ == [
        "Assessment",
        "Error",
        "History",
        "Instrument",
        "LevelInterval",
        "Problem",
        "Profile",
        "Reach",
        "Reclassified",
        "Replay",
        "Report",
        "ValueInterval",
        "__version__",
        "compare",
        "instrument",
        "instruments",
        "profile",
        "reach",
        "replay",
        "report_document",
    ]


def test_the_stub_tells_what_the_module_has(tmp_path: Path) -> None:
    allowed = ROOT / "bindings" / "python" / "stubtest.txt"  # says what may differ, and why
    done = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "actueel._core", "--allowlist", allowed, "--ignore-disjoint-bases"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert _core.version() == ac.__version__
