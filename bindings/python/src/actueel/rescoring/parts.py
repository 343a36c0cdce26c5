# SPDX-License-Identifier: MPL-2.0
"""Scores as a folder of parts, which a run that was killed takes up where it was.

`manifest.json` says what the folder is of: instrument, library, moments, columns and records, by their digests. Each
part is there whole or not at all, and the manifest names it once it is; a part that it does not name is written again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .. import _core
from ..errors import Error, Problem
from ..files import whole_file
from .chunks import Chunk
from .engine import Scored, Task
from .output import Rejects, scores_file
from .run import ROWS, Totals

__all__ = ["FORMAT", "PART", "Folder", "digest_of_files"]

FORMAT = "actueel.scores/1"
MANIFEST = "manifest.json"
PART = 50
"""Chunks of a part: about a million records."""


@dataclass(slots=True)
class _Manifest:
    made_by: dict[str, Any]
    parts: list[dict[str, Any]] = field(default_factory=list)
    complete: bool = False

    def text(self) -> bytes:
        document = {"format": FORMAT, **self.made_by, "parts": self.parts, "complete": self.complete}
        return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


class Folder:
    """A folder of parts.

    Parameters
    ----------
    path : pathlib.Path
        The folder; made where it is not there.
    task : Task
        What is asked.
    made_by : dict
        What else the scores depend on: the records by digest, the mapping.
    force : bool
        Whether scores of another run that are there may be taken away.

    Raises
    ------
    Error
        ``fields_exclude`` where the folder holds something else, or scores of another run; it says what differs.

    """

    def __init__(self, path: Path, task: Task, made_by: dict[str, Any], *, force: bool) -> None:
        self.path = path
        self._schema = task.schema
        self._manifest = _Manifest(_made_by(task, made_by))
        path.mkdir(exist_ok=True)
        for each in path.iterdir():
            if each.name.startswith((".part-", f".{MANIFEST}.")):
                each.unlink()  # of a run that was killed: it never took its name
        there = _read(path / MANIFEST)
        if there is not None and not force:
            self._take_up(there)
        elif any(path.iterdir()):
            if not force:
                raise _refused(path, "files of something else", "name an empty folder, or give --force")
            self._clear()
        if not self._manifest.parts:
            self._keep()

    @property
    def done(self) -> int:
        """How many parts are there already."""
        return len(self._manifest.parts)

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do."""
        return self._manifest.complete

    @property
    def skipped(self) -> int:
        """How many chunks need not be scored again."""
        return self.done * PART

    def totals(self) -> Totals:
        """Return what the parts that are there have read and given."""
        totals = Totals()
        for part in self._manifest.parts:
            for name in ("read", "rejected", "rows", "answered", "asked", "outside", "retired", "chunks"):
                setattr(totals, name, getattr(totals, name) + part.get(name, 0))
            for name in ("codes", "rows_by"):
                counts = getattr(totals, name)
                for code, n in part.get(name, {}).items():
                    counts[code] = counts.get(code, 0) + n
        return totals

    def write(self, scored: Iterable[tuple[Chunk, Scored]]) -> Iterator[tuple[Chunk, Scored]]:
        """Write chunks, as they come, in parts of `PART`; yields each once it is written."""
        coming = iter(scored)
        while (first := next(coming, None)) is not None:
            yield from self._part(first, coming)
        self._manifest.complete = True
        self._keep()

    def _part(
        self, first: tuple[Chunk, Scored], coming: Iterator[tuple[Chunk, Scored]]
    ) -> Iterator[tuple[Chunk, Scored]]:
        name = f"part-{self.done:05}"
        totals = Totals()
        with (
            Rejects(self.path / f"{name}.rejects.jsonl") as rejects,
            scores_file(self.path / f"{name}.parquet", self._schema) as scores,
        ):
            one: tuple[Chunk, Scored] | None = first
            while one is not None:
                totals.add(one[1])
                scores.add(one[1].table)
                rejects.add(one[1].rejected)
                yield one
                one = next(coming, None) if totals.chunks < PART else None
            rejects.settle()
        self._manifest.parts.append({"part": f"{name}.parquet", **asdict(totals)})
        self._keep()

    def _keep(self) -> None:
        with whole_file(self.path / MANIFEST) as file:
            file.write(self._manifest.text())

    def _take_up(self, there: dict[str, Any]) -> None:
        """Go on with what is there, if it is of the same run."""
        ours = self._manifest.made_by
        differs = [name for name in ours if there.get(name) != ours[name]]
        if there.get("format") != FORMAT or differs:
            what = "scores of another run" + (f": {', '.join(differs)} differ" if differs else "")
            raise _refused(self.path, what, "name another folder, or give --force to take them away")
        self._manifest.parts = there["parts"]
        self._manifest.complete = there["complete"]

    def _clear(self) -> None:
        """Take away what a run of ours wrote, the manifest first: parts without it are nobody's."""
        (self.path / MANIFEST).unlink(missing_ok=True)
        for each in self.path.iterdir():
            if each.name.startswith("part-"):
                each.unlink()
        if any(self.path.iterdir()):
            raise _refused(self.path, "files that are no scores", "name an empty folder")


def _made_by(task: Task, beside: dict[str, Any]) -> dict[str, Any]:
    asked = task.instrument
    return {
        "library_version": _core.version(),
        "instrument": {"id": asked.id, "version": asked.version, "sha256": asked.sha256},
        "moments": {"known_at": task.moments.known_at, "days": task.moments.days, "sha256": task.moments.digest},
        "columns": list(task.chosen.names),
        "decimals": task.chosen.decimals,
        "chunk_rows": ROWS,
        **beside,
    }


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _refused(path: Path, found: str, remedy: str) -> Error:
    expected = "an empty folder, or scores of the same run"
    return Error([Problem("fields_exclude", str(path), "", found, expected, remedy)])


def digest_of_files(paths: Iterable[str]) -> list[dict[str, Any]]:
    """Return name, size and SHA-256 of files."""
    found = []
    for path in paths:
        with Path(path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found.append({"name": Path(path).name, "bytes": Path(path).stat().st_size, "sha256": digest})
    return found
