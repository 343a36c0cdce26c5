# SPDX-License-Identifier: MPL-2.0
"""Files are there whole or not at all, and a spreadsheet opens them safely."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pyarrow as pa
import pytest

from actueel.files import spreadsheet_safe, whole_file


def left(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_file_takes_its_name_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    with whole_file(path) as file:
        file.write(b"half")
        file.flush()
        assert not path.exists()
    assert path.read_bytes() == b"half"
    assert left(tmp_path) == ["out.txt"]
    assert path.stat().st_mode & 0o777 == 0o666 & ~umask()


def umask() -> int:
    import os

    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failure_leaves_the_old_file_and_nothing_else(fault: type[BaseException], tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_bytes(b"old")

    def fail() -> None:
        with whole_file(path) as file:
            file.write(b"new")
            raise fault

    with pytest.raises(fault):
        fail()
    assert path.read_bytes() == b"old"
    assert left(tmp_path) == ["out.txt"]


@pytest.mark.parametrize("moment", ["write", "fsync", "replace"])
def test_whoever_is_killed_leaves_the_old_file(moment: str, tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_bytes(b"old")
    code = f"""
    import os, signal, sys
    from pathlib import Path
    import actueel.files as files

    def die(*arguments):
        os.kill(os.getpid(), signal.SIGKILL)

    if {moment!r} == "fsync":
        os.fsync = die
    if {moment!r} == "replace":
        files.Path.replace = die
    with files.whole_file(Path({str(path)!r})) as file:
        file.write(b"new")
        if {moment!r} == "write":
            file.flush()
            die()
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=False)
    assert done.returncode == -9
    assert path.read_bytes() == b"old"


def test_a_spreadsheet_sees_no_formula() -> None:
    cells = ["=1+1", "+1", "-1", "@x", "\tx", "F-1", "a=b", None]
    table = pa.table({"text": cells, "number": [-1.5] * 8, "level": pa.array(["-low"] * 8).dictionary_encode()})
    safe = spreadsheet_safe(table)
    assert safe["text"].to_pylist() == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "F-1", "a=b", None]
    assert safe["number"].to_pylist() == [-1.5] * 8
    assert safe["level"].to_pylist() == ["'-low"] * 8
