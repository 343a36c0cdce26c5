# SPDX-License-Identifier: MPL-2.0
"""Results are whole or absent, and made again only when something changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from actueel.demo.output import Output, digest, package_digest


def test_a_part_is_kept_for_the_same_inputs(tmp_path: Path) -> None:
    output = Output(tmp_path / "out")
    made_from = digest(seed=1, data=b"x")
    assert not output.has("part", made_from)
    output.write("folder/a.txt", "one")
    output.made("part", made_from, ["folder/a.txt"])
    assert Output(tmp_path / "out").has("part", made_from)
    assert not output.has("other", made_from)


def test_other_inputs_make_it_again(tmp_path: Path) -> None:
    output = Output(tmp_path)
    output.write("a.txt", "one")
    output.made("part", digest(seed=1, data=b"x"), ["a.txt"])
    assert not output.has("part", digest(seed=2, data=b"x"))
    assert not output.has("part", digest(seed=1, data=b"y"))


@pytest.mark.parametrize("change", ["edited", "gone"])
def test_a_file_that_is_not_as_it_was_makes_it_again(tmp_path: Path, change: str) -> None:
    output = Output(tmp_path)
    output.write("a.txt", "one")
    output.made("part", "d", ["a.txt"])
    if change == "edited":
        (tmp_path / "a.txt").write_text("two")
    else:
        (tmp_path / "a.txt").unlink()
    assert not output.has("part", "d")


def test_force_makes_it_again(tmp_path: Path) -> None:
    Output(tmp_path).made("part", "d", [])
    assert Output(tmp_path).has("part", "d")
    assert not Output(tmp_path, force=True).has("part", "d")


def test_a_ledger_that_cannot_be_read_counts_as_none(tmp_path: Path) -> None:
    output = Output(tmp_path)
    output.made("part", "d", [])
    (tmp_path / "made-from.json").write_text("{")
    assert not output.has("part", "d")


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    output = Output(tmp_path)
    output.write("a.txt", "old")

    def fail() -> None:
        with output.replacing("a.txt") as unfinished:
            unfinished.write_text("new")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def test_the_package_has_one_digest() -> None:
    assert package_digest() == package_digest()
