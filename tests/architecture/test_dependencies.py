# SPDX-License-Identifier: MPL-2.0
"""Every dependency is named with its reason, and everything that pip installs is locked with hashes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PAGE = (ROOT / "docs/dependencies.md").read_text("utf-8")


def stated() -> list[str]:
    """All requirements of pyproject.toml but those on our own extras."""
    project = PROJECT["project"]
    extras = [one for group in project["optional-dependencies"].values() for one in group]
    every = [*project["dependencies"], *extras, *PROJECT["build-system"]["requires"]]
    return sorted({one for one in every if not one.startswith("actueel")})


@pytest.mark.parametrize("requirement", stated())
def test_each_dependency_has_a_row_that_says_why(requirement: str) -> None:
    name = re.split(r"[<>=]", requirement)[0]
    rows = [line for line in PAGE.splitlines() if line.startswith("|") and re.search(rf"\b{name}\b", line)]
    assert rows, f"{name} has no row in docs/dependencies.md"


@pytest.mark.parametrize("requirement", PROJECT["project"]["dependencies"])
def test_the_page_has_the_same_least_version_as_pyproject(requirement: str) -> None:
    name, least = requirement.split(">=")
    assert f"| {name} | {least} |" in PAGE


@pytest.mark.parametrize("name", ["dev.txt", "run.txt"])
def test_each_locked_package_has_one_version_and_hashes(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8").replace("\\\n", " ")
    packages = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert packages
    assert [line for line in packages if not re.match(r"\S+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_what_a_user_gets_is_a_part_of_what_is_tested_in_the_same_versions() -> None:
    def versions(name: str) -> set[str]:
        return set(re.findall(r"^(\S+==\S+)", (ROOT / "requirements" / name).read_text("utf-8"), re.MULTILINE))

    assert versions("run.txt") <= versions("dev.txt")
