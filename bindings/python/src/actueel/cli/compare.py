# SPDX-License-Identifier: MPL-2.0
"""``actueel compare``."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from actueel import Error
from actueel.comparing import compare
from actueel.files import whole_file

from .answering import USAGE, answering, stop
from .arrow import lean_arrow
from .written import check_output

if TYPE_CHECKING:
    import pyarrow as pa

    from actueel.comparing import Reclassified

__all__ = ["run"]

PICTURES = (".png", ".svg", ".pdf")


def run(
    before: str, after: str, output: Path | None, *, matched: bool, as_json: bool, force: bool, quiet: bool
) -> None:
    """Compare two files of scores; print the table, or write who moved, or a picture."""
    if output is not None:
        if output.suffix not in (".parquet", ".csv", *PICTURES):
            stop(f"{output}: name a .parquet or .csv file for who moved, or a .png, .svg or .pdf for a picture", USAGE)
        check_output(output, force=force)
    lean_arrow()
    with answering():
        found = _compared(before, after, matched=matched)
        if output is not None and output.suffix in PICTURES:
            with whole_file(output) as file:
                found.plot().figure.savefig(file, format=output.suffix[1:], dpi=150)
        elif output is not None:
            from actueel.rescoring.output import write_table

            write_table(output, _flat(found.to_table(), output))
    if as_json:
        typer.echo(json.dumps(found.to_dict(), ensure_ascii=False))
    elif not quiet or output is None:
        typer.echo(str(found))


def _compared(before: str, after: str, *, matched: bool) -> Reclassified:
    """Compare, and call tables by their files where something is wrong with them."""
    called = {"before": before, "after": after}
    try:
        return compare(_scores(before), _scores(after), matched=matched)
    except Error as error:
        raise Error(
            replace(each, document=called.get(each.document, each.document)) for each in error.problems
        ) from None


def _flat(table: pa.Table, output: Path) -> pa.Table:
    """Return a table whose lists are text where CSV is written."""
    if output.suffix != ".csv":
        return table
    import pyarrow as pa

    items = pa.array([None if each is None else "; ".join(each) for each in table["items"].to_pylist()], pa.string())
    return table.set_column(table.schema.get_field_index("items"), "items", items)


def _scores(path: str) -> pa.Table:
    """Return the scores of a file or of a folder of parts."""
    import pyarrow as pa

    from actueel import Problem
    from actueel.tables.unreadable import unreadable

    if path == "-":
        stop("-: scores in a pipe cannot be compared; name two files or folders of parts", USAGE)
    place = Path(path)
    if not place.exists():
        problem = Problem("file_unreadable", path, "", "no such file", "a file of scores", "look at the path")
        raise Error([problem])
    files = sorted(place.glob("part-*.parquet")) if place.is_dir() else [place]
    try:
        import pyarrow.parquet as pq

        if not files or any(each.suffix != ".parquet" for each in files):
            raise OSError
        return pa.concat_tables(pq.ParquetFile(each).read() for each in files)
    except (pa.ArrowException, OSError):
        expected = "a .parquet file of scores, or a folder of parts"
        broken = next((each for each in files if each.suffix == ".parquet" and not _whole(each)), None)
        if broken is not None:
            found, remedy = unreadable(broken)
            raise Error([Problem("file_unreadable", str(broken), "", found, expected, remedy)]) from None
        found, remedy = "what is no scores in Parquet", "rescore into Parquet: CSV has lost the order of levels"
        raise Error([Problem("file_unreadable", path, "", found, expected, remedy)]) from None


def _whole(file: Path) -> bool:
    """Whether a Parquet file can be read to its end."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        pq.ParquetFile(file).read()
    except (pa.ArrowException, OSError):
        return False
    return True
