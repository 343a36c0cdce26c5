# SPDX-License-Identifier: MPL-2.0
"""Runs a command again and again, killed before and after each write, flush, fsync, rename and removal; run by a test.

`python killed.py BEFORE FOLDER EVERY ARGUMENT...`: FOLDER is laid out as a copy of BEFORE, and `actueel ARGUMENT...`
runs in a fork of this process. Prints a line of JSON for each kill: at which step, what it left, and (for one in EVERY)
what the same command then made of it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet  # before any fork

import actueel.files as files
from actueel.cli import rescore  # before any fork
from actueel.cli.app import app
from actueel.rescoring import output, parts, run

assert rescore.run
pa.set_cpu_count(1)
pa.set_io_thread_count(1)


class Steps:
    """Counts what reaches the disk, and kills this process at one of its steps."""

    def __init__(self, die_at: int | None) -> None:
        self.done = 0
        self.die_at = die_at

    def step(self, act: Callable[[], Any]) -> Any:
        for moment in (lambda: None, act):
            made = moment()
            if self.done == self.die_at:
                os.kill(os.getpid(), signal.SIGKILL)
            self.done += 1
        return made


class Counted:
    """A file whose writes and flushes are steps."""

    def __init__(self, file: Any, steps: Steps) -> None:
        self._file, self._steps = file, steps

    def write(self, data: Any) -> Any:
        return self._steps.step(lambda: self._file.write(data))

    def flush(self) -> Any:
        return self._steps.step(self._file.flush)

    def __enter__(self) -> Counted:
        return self

    def __exit__(self, *fault: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def counting(steps: Steps) -> None:
    """Let every step to the disk be counted; a kill loses nothing that the kernel has, so nothing waits for a disk."""
    fdopen, replace, unlink = os.fdopen, Path.replace, Path.unlink
    for owner, name, counted in (
        (files.os, "fdopen", lambda handle, mode: Counted(fdopen(handle, mode, buffering=0), steps)),
        (files.os, "fsync", lambda _: steps.step(lambda: None)),
        (Path, "replace", lambda self, to: steps.step(lambda: replace(self, to))),
        (Path, "unlink", lambda self, missing_ok=False: steps.step(lambda: unlink(self, missing_ok))),
    ):
        setattr(owner, name, counted)


def in_a_fork(act: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            act()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            sys.stdout.flush()
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def command(arguments: list[str], steps: Steps, told: Path | None = None) -> None:
    counting(steps)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        app(arguments, prog_name="actueel", standalone_mode=True)
    finally:
        if told is not None:
            with open(told, "w") as file:  # noqa: PTH123 Path is counted
                file.write(str(steps.done))


def left(folder: Path) -> dict[str, str]:
    """What stands in a folder, hidden names left out: they are nobody's."""
    found = (each for each in sorted(folder.rglob("*")) if each.is_file() and not each.name.startswith("."))
    return {str(each.relative_to(folder)): each.read_bytes().hex() for each in found}


def main(before: str, folder: str, every: int, arguments: list[str]) -> None:
    output.ROW_GROUP = 40
    output.AT_ONCE = 1  # each piece is a step
    parts.PART = 2
    run.ROWS = parts.ROWS = 60
    place, told = Path(folder), Path(folder + ".steps")

    def lay_out() -> None:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(before, place)

    lay_out()
    code = in_a_fork(lambda: command(arguments, Steps(None), told))
    whole, steps = left(place), int(told.read_text())
    print(json.dumps({"steps": steps, "code": code, "left": whole}), flush=True)
    for die_at in range(steps):
        lay_out()
        killed = in_a_fork(lambda die_at=die_at: command(arguments, Steps(die_at)))  # type: ignore[misc]
        found = left(place)
        told_of = {"die_at": die_at, "killed": killed, "left": found}
        if die_at % every == 0:
            told_of |= {"again": in_a_fork(lambda: command(arguments, Steps(None))), "then": left(place)}
            told_of |= {"hidden": [str(each) for each in place.rglob(".*")]}
        print(json.dumps(told_of), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:])
