# SPDX-License-Identifier: MPL-2.0
"""The Rossi data come from R, and what is missing is said with what to install."""

from __future__ import annotations

from pathlib import Path

import pytest

from actueel.demo.rossi.data import MissingData, Rossi, load, parse


def header() -> list[str]:
    fixed = ["week", "arrest", "fin", "age", "race", "wexp", "mar", "paro", "prio"]
    return fixed + [f"emp{week}" for week in range(1, 53)]


def person(week: int, **other: str) -> list[str]:
    row = dict(zip(header(), [str(week), "1", *["no", "27", "black", "no", "married", "yes", "3"]], strict=False))
    row |= {f"emp{w}": "yes" if w <= week else "NA" for w in range(1, 53)}
    return [(row | other)[name] for name in header()]


def csv(*rows: list[str]) -> str:
    return "\n".join(",".join(row) for row in (header(), *rows))


def install_rscript(folder: Path, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    script = folder / "Rscript"
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_the_real_data_are_432_people_and_114_arrests(rossi: Rossi) -> None:
    assert len(rossi) == 432
    assert int(rossi.arrested.sum()) == 114
    assert int(rossi.week.sum()) == 19809
    assert rossi.family(0) == "R-001"
    assert rossi.family(431) == "R-432"


def test_employment_is_known_in_the_weeks_followed_and_in_no_other(rossi: Rossi) -> None:
    for row in range(len(rossi)):
        assert ((rossi.employed[row] >= 0).sum()) == rossi.week[row]


def test_without_r_the_debian_packages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingData, match="apt-get install r-base-core r-cran-cardata"):
        load()


def test_without_the_r_package_the_debian_packages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_rscript(tmp_path, "exit 42", monkeypatch)
    with pytest.raises(MissingData, match=r"no package carData.*r-cran-cardata"):
        load()


def test_a_failure_of_r_says_what_r_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_rscript(tmp_path, "echo 'cannot open file' >&2; exit 1", monkeypatch)
    with pytest.raises(MissingData, match=r"exit 1.*cannot open file"):
        load()


def test_a_person_reads_as_it_stands() -> None:
    data = parse(csv(person(2)))
    assert data.codes["mar"] == ["married"]
    assert data.numbers["age"].tolist() == [27]
    assert data.employed[0, :3].tolist() == [1, 1, -1]


def test_a_column_that_is_absent_is_named() -> None:
    with pytest.raises(MissingData, match="lack the column week"):
        parse("a,b\n1,2\n")


def test_employment_after_the_last_week_is_refused() -> None:
    with pytest.raises(MissingData, match=r"row 2 .*just its weeks"):
        parse(csv(person(4), person(2, emp9="no")))


def test_a_code_of_another_data_set_is_refused() -> None:
    with pytest.raises(MissingData, match=r"row 1 .*mar is not one of married, not married"):
        parse(csv(person(2, mar="divorced")))
