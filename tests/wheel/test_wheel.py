# SPDX-License-Identifier: MPL-2.0
"""What is handed out: an sdist that holds the core, and a wheel that is the same wherever it is built.

The wheel that ``script/test`` installed (``build/wheel``) was built in the checkout. Here a second one is built from
the unpacked sdist, in another folder, and installed into an environment that has the hard dependencies and no extra.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PIP = ["-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]


def run(*command: str | Path, cwd: Path | None = None) -> str:
    date = subprocess.run(
        ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"], check=True, capture_output=True, text=True
    )
    environment = os.environ | {"SOURCE_DATE_EPOCH": date.stdout.strip()}
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def checkout_wheel() -> Path:
    (wheel,) = (ROOT / "build/wheel").glob("actueel-*.whl")
    return wheel


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", folder, ROOT)
    (archive,) = folder.glob("actueel-*.tar.gz")
    return archive


@pytest.fixture(scope="module")
def sdist_wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    run("tar", "-xzf", sdist, "-C", folder)
    (source,) = folder.iterdir()
    options = ["--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", folder / "wheel"]
    run(sys.executable, *PIP, "wheel", *options, source)
    (wheel,) = (folder / "wheel").iterdir()
    return wheel


def test_the_sdist_holds_what_building_takes_and_no_more(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {member.name.split("/", 1)[1] for member in archive.getmembers() if member.isfile()}
    tops = {name.split("/")[0] for name in names}
    assert tops <= {"bindings", "cmake", "core", "schemas"} | {name for name in names if "/" not in name}
    assert {"LICENSE", "CMakeLists.txt", "pyproject.toml", "core/CMakeLists.txt", "core/layers.txt"} <= names
    headers = {str(path.relative_to(ROOT)) for path in (ROOT / "core/include").rglob("*.hpp")}
    assert headers <= names


def test_checkout_and_sdist_give_the_same_wheel_bytes(checkout_wheel: Path, sdist_wheel: Path) -> None:
    with zipfile.ZipFile(checkout_wheel) as one, zipfile.ZipFile(sdist_wheel) as other:
        assert one.namelist() == other.namelist()
        differ = [name for name in one.namelist() if one.read(name) != other.read(name)]
    assert differ == []
    assert checkout_wheel.read_bytes() == sdist_wheel.read_bytes()


def test_the_wheel_ships_each_instrument_as_it_stands_in_schemas(sdist_wheel: Path) -> None:
    shipped = {path.name: path.read_bytes() for path in (ROOT / "schemas/instruments").glob("*.json")}
    with zipfile.ZipFile(sdist_wheel) as wheel:
        prefix = "actueel/instruments/"
        packed = {name.removeprefix(prefix): wheel.read(name) for name in wheel.namelist() if name.startswith(prefix)}
    assert packed == shipped
    assert len(shipped) > 0


def test_the_wheel_scores_in_a_fresh_environment_without_extras(sdist_wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "fresh", with_pip=True)
    python = tmp_path / "fresh/bin/python"
    locked = ["--require-hashes", "--only-binary", ":all:", "-r", ROOT / "requirements/run.txt"]
    run(python, *PIP, "install", *locked)
    run(python, *PIP, "install", "--no-deps", "--no-index", sdist_wheel)
    run(python, *PIP, "check")

    family = ROOT / "examples/family.json"
    question = ["assess", family, "-i", "risk-check", "--as-of", "2020-04-16", "--json"]
    # In an empty folder, so that nothing of the checkout can be imported by accident.
    answer = json.loads(run(tmp_path / "fresh/bin/actueel", *question, cwd=tmp_path))
    assert answer["format"] == "actueel.assessment/1"
    assert answer["as_of"] == "2020-04-16"
    assert answer["instrument"]["id"] == "risk-check"
