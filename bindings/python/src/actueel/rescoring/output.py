# SPDX-License-Identifier: MPL-2.0
"""Scores and rejects as files: each is there whole or not at all, and the same bytes however its rows came in."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from ..files import spreadsheet_safe, take_away_left, whole_file
from .rejected import Rejected

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ENDINGS", "ROW_GROUP", "Rejects", "Scores", "line_of", "scores_file", "scores_stream", "write_table"]

ENDINGS = (".parquet", ".csv")
"""Kinds of files that scores go to."""

ROW_GROUP = 1 << 17
"""Rows of a row group."""

AT_ONCE = 1 << 20
"""Bytes of Parquet that are gathered before they are written."""


class Scores(Protocol):
    """A file of scores that is being written."""

    def add(self, table: pa.Table) -> None:
        """Add rows after those that are there."""

    def close(self) -> None:
        """Write what is left."""


@contextlib.contextmanager
def scores_stream(file: BinaryIO, schema: pa.Schema) -> Iterator[Scores]:
    """Open a stream of scores as CSV, the bytes of a file of them; what was given away cannot be taken back."""
    made = _Csv(file, schema)
    try:
        yield made
        made.close()
    except BaseException:
        with contextlib.suppress(Exception):
            made.close()
        raise


@contextlib.contextmanager
def scores_file(path: Path, schema: pa.Schema) -> Iterator[Scores]:
    """Open a file of scores, Parquet or CSV by its name; it takes its name once all is written.

    Parquet has row groups of `ROW_GROUP` rows, wherever the tables that are added end. CSV is made for a
    spreadsheet: no text in it can be taken for a formula.
    """
    with whole_file(path) as file:
        made: Scores = _Csv(file, schema) if path.suffix == ".csv" else _Parquet(file, schema)
        try:
            yield made
            made.close()
        except BaseException:
            with contextlib.suppress(Exception):
                made.close()
            raise


class _Parquet:
    """Row groups, each written by a thread of its own while the next one is scored; one waits at a time."""

    def __init__(self, file: BinaryIO, schema: pa.Schema) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        # Least and greatest are of bytes: of levels they say nothing, and take a tenth of the time to write.
        told = [field.name for field in schema if not pa.types.is_dictionary(field.type)]
        # A file of Python is waited for by whoever runs Python meanwhile: it is given few large pieces.
        self._stream = pa.BufferedOutputStream(pa.PythonFile(file, mode="w"), AT_ONCE)
        self._writer: Any = pq.ParquetWriter(self._stream, schema, compression="zstd", write_statistics=told)
        self._beside = ThreadPoolExecutor(1)
        self._writing: Future[None] | None = None
        self._held: list[pa.Table] = []
        self._rows = 0

    def add(self, table: pa.Table) -> None:
        """Add rows; a fault in writing earlier ones is raised here, or when it is closed."""
        import pyarrow as pa

        self._held.append(table)
        self._rows += table.num_rows
        while self._rows >= ROW_GROUP:
            whole = pa.concat_tables(self._held)
            self._write(whole.slice(0, ROW_GROUP))
            self._held = [whole.slice(ROW_GROUP)]
            self._rows -= ROW_GROUP

    def close(self) -> None:
        """Write the last row group, and the footer; a file without rows has its schema."""
        import pyarrow as pa

        if self._writer is None:
            return
        try:
            if self._rows:
                self._write(pa.concat_tables(self._held))
            self._written()
        finally:
            self._beside.shutdown()
            writer, self._writer = self._writer, None
            try:
                writer.close()
            finally:
                self._stream.detach()  # the file is closed by whoever opened it

    def _write(self, table: pa.Table) -> None:
        self._written()
        self._writing = self._beside.submit(_write_whole, self._writer, table)

    def _written(self) -> None:
        """Wait for what is being written."""
        writing, self._writing = self._writing, None
        if writing is not None:
            writing.result()


def _write_whole(writer: Any, table: pa.Table) -> None:
    """Write a table in one piece: how it was put together does not show in the file."""
    import pyarrow as pa

    whole = pa.Table.from_arrays([column.combine_chunks() for column in table.columns], schema=table.schema)
    writer.write_table(whole, row_group_size=ROW_GROUP)


class _Csv:
    def __init__(self, file: BinaryIO, schema: pa.Schema) -> None:
        import pyarrow.csv as csv

        self._writer: Any = csv.CSVWriter(file, spreadsheet_safe(schema.empty_table()).schema)

    def add(self, table: pa.Table) -> None:
        """Add rows."""
        if table.num_rows:
            self._writer.write_table(spreadsheet_safe(table))

    def close(self) -> None:
        """Write what is left."""
        self._writer.close()


def line_of(rejected: Rejected) -> bytes:
    """Return a reject as a line of JSON."""
    return json.dumps(asdict(rejected), ensure_ascii=False).encode() + b"\n"


class Rejects:
    """The rejects of a run, one a line; the file is there only where there are any."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stack = contextlib.ExitStack()
        self._file: BinaryIO | None = None
        take_away_left(path)

    def add(self, rejected: Sequence[Rejected]) -> None:
        """Write rejects after those that are there."""
        if not rejected:
            return
        if self._file is None:
            self._file = self._stack.enter_context(whole_file(self.path))
        self._file.writelines(map(line_of, rejected))

    def __enter__(self) -> Rejects:
        """Begin."""
        return self

    def __exit__(self, *fault: Any) -> None:
        """Let the file take its name, or leave nothing of it after a fault."""
        self._stack.__exit__(*fault)

    def settle(self) -> None:
        """Let the file take its name now; where nobody was rejected there is none."""
        self._stack.close()
        self._file = None


def write_table(path: Path, table: pa.Table) -> None:
    """Write a table whole to a file, Parquet or CSV by its name."""
    with scores_file(path, table.schema) as file:
        file.add(table)
