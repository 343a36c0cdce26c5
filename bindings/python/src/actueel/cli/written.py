# SPDX-License-Identifier: MPL-2.0
"""One document, written whole to where it was asked for, or refused before anything is done."""

from __future__ import annotations

from pathlib import Path

from actueel.files import whole_file

from .answering import USAGE, stop

__all__ = ["check_output", "write"]


def check_output(output: Path, *, force: bool) -> None:
    """Refuse before any work what could not be written after it."""
    if output.is_dir() or not output.parent.is_dir():
        stop(f"{output}: not a file in a folder that exists; make the folder first, or name a file in another", USAGE)
    if output.exists() and not force:
        stop(f"{output}: there already; give --force to overwrite, or another name", USAGE)


def write(output: Path, text: str) -> None:
    """Write a text; whoever looks finds the old file or the new one."""
    try:
        with whole_file(output) as file:
            file.write(text.encode())
    except OSError as fault:
        stop(f"{output}: cannot be written ({fault.strerror}); name a file in a folder that you may write to", USAGE)
