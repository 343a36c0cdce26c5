# SPDX-License-Identifier: MPL-2.0
"""What the README shows works when it is pasted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()


def block(language: str, mark: str) -> str:
    """Return the one block in a language that holds a mark."""
    found = [text for text in re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL) if mark in text]
    assert len(found) == 1
    return found[0]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that looks like the root of the checkout, to run in without leaving anything behind."""
    for name in ("examples", "schemas", "core"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def run(command: list[str], folder: Path) -> str:
    beside = Path(sys.executable).parent
    environment = os.environ | {"PATH": f"{beside}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def promised(text: str, comment: str) -> list[str]:
    """Return what the lines say that they print."""
    return [match.strip() for match in re.findall(rf"{comment}(.*)$", text, re.MULTILINE)]


def test_the_shell_lines_work(checkout: Path) -> None:
    lines = block("sh", "actueel assess")
    assert len(lines.splitlines()) == 5
    out = run(["bash", "-euo", "pipefail", "-c", lines], checkout)
    assert "moderate to high" in out
    assert (checkout / "report.html").read_text().startswith("<!doctype html>")
    assert len((checkout / "scores.csv").read_text().splitlines()) == 7


def test_the_python_lines_work(checkout: Path) -> None:
    lines = block("python", "import actueel")
    assert len(lines.splitlines()) == 5
    assert run([sys.executable, "-c", lines], checkout).splitlines() == promised(lines, "  # ")


def test_the_cpp_lines_work(library: Path, checkout: Path) -> None:
    lines = block("cpp", "#include <actueel/actueel.hpp>")
    (checkout / "main.cpp").write_text(lines)
    built = compiled(checkout / "main.cpp", library, checkout)
    assert run([str(built)], checkout).splitlines() == promised(lines, "// ")


def test_the_cpp_example_works(library: Path, checkout: Path) -> None:
    built = compiled(ROOT / "examples" / "assess.cpp", library, checkout)
    asked = ["schemas/instruments/risk-check.json", "examples/family.json", "2020-04-16"]
    assert "level: moderate to high" in run([str(built), *asked], checkout)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static library, built as the wheel builds it; what is there already is used as it is."""
    wheel = ROOT / "build" / "python"
    if (wheel / "CMakeCache.txt").exists() and shutil.which("cmake"):
        subprocess.run(["cmake", "--build", str(wheel), "--target", "actueel"], check=True, capture_output=True)
        return wheel / "core" / "libactueel.a"
    folder = tmp_path_factory.mktemp("library")
    options = ["-DACTUEEL_TESTS=OFF", "-DACTUEEL_CASES=OFF", "-DCMAKE_BUILD_TYPE=Release"]
    subprocess.run(["cmake", "-S", str(ROOT), "-B", str(folder), *options], check=True, capture_output=True)
    subprocess.run(["cmake", "--build", str(folder), "-j", "2"], check=True, capture_output=True)
    return folder / "core" / "libactueel.a"


def compiled(source: Path, library: Path, folder: Path) -> Path:
    built = folder / "program"
    include = ROOT / "core" / "include"
    warnings = ["-Wall", "-Wextra", "-Werror"]
    run(["c++", "-std=c++20", *warnings, f"-I{include}", str(source), str(library), "-o", str(built)], folder)
    return built


def test_the_picture_is_there_and_small() -> None:
    picture = ROOT / "docs" / "images" / "report.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < 200_000


def test_what_is_named_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if "://" not in target:
            assert (ROOT / target).exists(), target
