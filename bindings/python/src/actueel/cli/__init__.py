# SPDX-License-Identifier: MPL-2.0
"""The command line. It sees the Python package alone, and each command imports what it needs when it runs."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]


def main() -> None:
    """Run ``actueel``; exit with 0 done, 1 a fault of ours, 2 usage, 3 bad input, 4 some rejected."""
    from .app import app

    try:
        app(prog_name="actueel")
    except BrokenPipeError:
        # Whoever read our output has gone: there is nobody to tell, and nothing to flush it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as fault:
        sys.stderr.write(_fault(fault))
        sys.exit(1)


def _fault(fault: Exception) -> str:
    """Say where a fault of ours is, without a word of what was being worked on."""
    at = fault.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    where = "" if at is None else f" in {at.tb_frame.f_globals.get('__name__')}, line {at.tb_lineno}"
    return (
        f"This is a fault of actueel, not of your data: {type(fault).__name__}{where}.\n"
        "Nothing was written. Please report it with this line and the output of actueel --version;\n"
        "do not send records.\n"
    )
