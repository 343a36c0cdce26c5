# SPDX-License-Identifier: MPL-2.0
"""The whole demo, small: it runs, says what to open, is quick the second time, and fails clearly."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from rich.console import Console

from actueel import demo

FILES = [
    "index.html",
    "rossi/histories.jsonl",
    "rossi/finding.json",
    "rossi/scores.parquet",
    "rossi/instruments/rossi-published.json",
    "rossi/instruments/rossi-current-01.json",
    "rossi/concordance.svg",
    "rossi/concordance.png",
    "families/histories.jsonl",
    "families/violence-class.parquet",
    "families/risk-check.parquet",
    "families/found.json",
    "families/family.json",
    "families/report-nl.html",
    "families/report-en.html",
    "families/caseload-nl.html",
    "families/caseload-en.html",
    "families/levels.svg",
    "families/levels.png",
]


def run(folder: Path, families: int = 60) -> tuple[int, str]:
    heard = io.StringIO()
    code = demo.main(folder, families=families, quick=True, console=Console(file=heard, width=200))
    return code, heard.getvalue()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str]:
    folder = tmp_path_factory.mktemp("demo") / "demo-output"
    return folder, *run(folder)


def test_it_writes_every_file_and_leaves_none_unfinished(first: tuple[Path, int, str]) -> None:
    folder, code, _ = first
    assert code == 0
    assert [name for name in FILES if not (folder / name).is_file()] == []
    assert not list(folder.rglob(".unfinished-*"))


def test_the_last_lines_say_what_to_open(first: tuple[Path, int, str]) -> None:
    folder, _, heard = first
    last = [line.strip() for line in heard.splitlines()[-4:]]
    pages = ("families/report-nl.html", "families/report-en.html", "families/caseload-en.html")
    assert last == [str(folder / name) for name in ("index.html", *pages)]


def test_the_caseload_has_whoever_is_in_care_on_the_last_day(first: tuple[Path, int, str]) -> None:
    folder, _, heard = first
    found = json.loads((folder / "families/found.json").read_text())["caseload"]
    scores = pq.read_table(folder / "families/risk-check.parquet", columns=["as_of"])["as_of"].to_pylist()
    assert found["day"] == "2020-12-31" == max(scores).isoformat()
    assert found["families"] == scores.count(max(scores)) > 0
    assert f"{found['families']} families are in care; {found['asking']} of them ask for attention." in heard
    assert "What asks for attention" in (folder / "families/caseload-en.html").read_text()


def test_it_prints_the_finding_with_intervals_and_the_reference(
    first: tuple[Path, int, str],
) -> None:
    folder, _, heard = first
    finding = json.loads((folder / "rossi/finding.json").read_text())
    for name in ("current", "frozen", "difference", "static", "published", "same_week"):
        each = finding["estimates"][name]
        assert f"{each['value']:.3f} ({each['low']:.3f} to {each['high']:.3f})" in heard
    assert heard.count("-0.786889") == 2  # found here, and published
    assert "-1.328321" in heard
    assert "partly the arrest itself" in heard
    assert "optimistic" in heard


def test_the_scores_written_are_one_row_a_person_and_week(first: tuple[Path, int, str]) -> None:
    folder, *_ = first
    scores = pq.read_table(folder / "rossi/scores.parquet")
    assert scores.num_rows == 19809
    assert sum(scores["arrested"].to_pylist()) == 114
    assert all(scores[name].null_count == 0 for name in scores.column_names)


def test_everything_the_page_links_to_is_there(first: tuple[Path, int, str]) -> None:
    folder, *_ = first
    page = (folder / "index.html").read_text()
    links = set(re.findall(r'(?:href|src)="([^"]+)"', page))
    assert len(links) > 10
    assert [link for link in links if not (folder / link).exists()] == []
    finding = json.loads((folder / "rossi/finding.json").read_text())
    assert f"{finding['estimates']['difference']['value']:+.3f}" in page


def test_a_second_run_uses_what_is_there_and_says_so(first: tuple[Path, int, str]) -> None:
    folder, _, heard = first
    names = [name for name in FILES if name != "index.html"]
    before = {name: (folder / name).stat().st_mtime_ns for name in names}
    code, again = run(folder)
    assert code == 0
    assert again.count("used again") == 2
    assert {name: (folder / name).stat().st_mtime_ns for name in names} == before
    assert heard.splitlines()[-4:] == again.splitlines()[-4:]


def test_without_r_the_families_are_still_made_and_the_page_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    code, heard = run(tmp_path / "out")
    assert code == 3
    assert "apt-get install r-base-core r-cran-cardata" in heard
    assert "r-cran-cardata" in (tmp_path / "out" / "index.html").read_text()
    assert (tmp_path / "out" / "families/report-en.html").is_file()


def test_too_few_families_are_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # the first part is not what is tested
    code, heard = run(tmp_path / "out", families=1)
    assert code == 2
    assert "Too few families (1)" in heard
    assert "--families" in heard


def test_without_its_libraries_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "find_spec", lambda _name: None)
    code, heard = run(tmp_path / "out")
    assert code == 2
    assert "pip install 'actueel[demo]'" in heard
    assert not (tmp_path / "out").exists()
