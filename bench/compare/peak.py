#!/usr/bin/env python3
# SPDX-License-Identifier: MPL-2.0
"""Run a Python program and write, when it ends, the most memory that it held, in MB.

What the kernel tells of a child includes what its parent held when it began, so that the program has to say it itself.

    peak.py FILE -m MODULE ARGUMENT...
    peak.py FILE SCRIPT ARGUMENT...
"""

from __future__ import annotations

import atexit
import runpy
import sys
from pathlib import Path


def peak_mb() -> int:
    """Return the most memory that this process has held since it became this program."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) >> 10


def main() -> None:
    out, program, *rest = sys.argv[1:]
    atexit.register(lambda: Path(out).write_text(str(peak_mb()), "utf-8"))
    if program == "-m":
        module, *rest = rest
        sys.argv = [module, *rest]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    else:
        sys.argv = [program, *rest]
        sys.path[0] = str(Path(program).parent)
        runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    main()
