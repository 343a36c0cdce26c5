# SPDX-License-Identifier: MPL-2.0
"""The folder of results: whole files or none, and parts that are not made twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

__all__ = ["Output", "digest", "package_digest"]

_LEDGER = "made-from.json"


def digest(**inputs: Any) -> str:
    """Return one SHA-256 for whatever a part was made from; each must be JSON or bytes."""
    known = {
        name: hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value for name, value in inputs.items()
    }
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


def package_digest() -> str:
    """Return one SHA-256 of this package as installed: code, core, instruments and templates."""
    found = hashlib.sha256()
    for name, file in sorted(_walk(files("actueel"), "")):
        found.update(f"{name}\0".encode())
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def _walk(folder: Traversable, before: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _walk(entry, f"{before}{entry.name}/")
        else:
            yield f"{before}{entry.name}", entry


class Output:
    """A folder in which parts are made, each from inputs of a known digest.

    Parameters
    ----------
    folder
        Made when absent.
    force
        Whether every part is made again.

    """

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        self.folder = folder
        self.force = force
        folder.mkdir(parents=True, exist_ok=True)

    def __truediv__(self, name: str) -> Path:
        return self.folder / name

    def has(self, part: str, made_from: str) -> bool:
        """Say whether a part was made from these inputs and its files are still as they were."""
        kept = self._ledger().get(part)
        if self.force or kept is None or kept["made_from"] != made_from:
            return False
        return all(self._sha256(name) == sha256 for name, sha256 in kept["files"].items())

    def made(self, part: str, made_from: str, names: Iterable[str]) -> None:
        """Remember what a part was made from and which files it wrote."""
        ledger = self._ledger()
        written = {name: self._sha256(name) for name in sorted(names)}
        ledger[part] = {"made_from": made_from, "files": written}
        self.write(_LEDGER, json.dumps(ledger, indent=2) + "\n")

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file, whole or not at all."""
        with self.replacing(name) as unfinished:
            unfinished.write_bytes(content.encode() if isinstance(content, str) else content)

    def write_table(self, name: str, table: pa.Table) -> None:
        """Write a table as Parquet, whole or not at all."""
        with self.replacing(name) as unfinished:
            pq.write_table(table, unfinished, compression="zstd")

    def read_json(self, name: str) -> Any:
        """Read a JSON file that a part wrote."""
        return json.loads((self / name).read_text(encoding="utf-8"))

    @contextmanager
    def replacing(self, name: str) -> Iterator[Path]:
        """Give a path to write to, which becomes the named file when all went well."""
        path = self / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # The ending stays what it was: writers of pictures and tables look at it.
        unfinished = path.with_name(f".unfinished-{path.name}")
        try:
            yield unfinished
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

    def _ledger(self) -> dict[str, Any]:
        try:
            ledger: dict[str, Any] = self.read_json(_LEDGER)
        except (FileNotFoundError, ValueError):
            return {}
        return ledger

    def _sha256(self, name: str) -> str | None:
        try:
            with (self / name).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return None
