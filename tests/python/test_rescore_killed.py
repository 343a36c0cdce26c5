# SPDX-License-Identifier: MPL-2.0
"""A rescoring that is killed at any step leaves the old scores or the new ones, never half; a folder goes on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_up import ROOT


def records(folder: Path, families: int = 32) -> Path:
    rows = [
        {
            "family": f"F-{n:03}",
            "item": item,
            "observed_on": f"2020-0{1 + n % 3}-05",
            "answer": "once" if n % 7 else "wrong",
        }
        for n in range(families)
        for item in ("prior_harm", "no_such_item", "other_such_item", "third")
    ]
    path = folder / "records.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


def kills(before: Path, folder: Path, every: int, *arguments: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Run to the end once, then again for every step, killed there."""
    script = ROOT / "tests" / "python" / "killed.py"
    done = subprocess.run(
        [sys.executable, str(script), str(before), str(folder), str(every), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    first, *rest = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert len(rest) == first["steps"]
    assert {each["killed"] for each in rest} == {-9}
    return first, rest


ASK = ("-i", "risk-check", "--as-of", "2020-04-01", "--columns", "determined")


@pytest.mark.parametrize(("name", "least"), [("scores.parquet", 50), ("scores.csv", 40)])
def test_one_file_is_the_old_or_the_new_one(name: str, least: int, tmp_path: Path) -> None:
    path = records(tmp_path)
    before = tmp_path / "before"
    before.mkdir()
    (before / name).write_bytes(b"old")
    (before / f"{name}.rejects.jsonl").write_bytes(b"old rejects")
    folder = tmp_path / "now"
    out = folder / name
    whole, killed = kills(before, folder, 5, "rescore", str(path), *ASK, "-o", str(out), "--force")
    new, rejects = whole["left"][name], whole["left"][f"{name}.rejects.jsonl"]
    assert whole["code"] == 4
    assert len(killed) >= least
    seen = set()
    for each in killed:
        scores = each["left"][name]
        beside = each["left"][f"{name}.rejects.jsonl"]
        assert scores in (b"old".hex(), new), each["die_at"]
        assert beside in (b"old rejects".hex(), rejects), each["die_at"]
        assert not (scores == new and beside != rejects), "new scores never stand beside old rejects"
        assert each.get("then", whole["left"]) == whole["left"], each["die_at"]
        assert each.get("hidden", []) == [], "the next run takes away what this one left"
        seen.add((scores == new, beside == rejects))
    assert seen == {(False, False), (False, True), (True, True)}


def test_a_folder_of_parts_goes_on_wherever_it_was_killed(tmp_path: Path) -> None:
    path = records(tmp_path)
    before = tmp_path / "before"
    before.mkdir()
    folder = tmp_path / "now"
    whole, killed = kills(before, folder, 6, "rescore", str(path), *ASK, "-o", str(folder))
    parts = [name for name in whole["left"] if name.endswith(".parquet")]
    assert len(parts) > 1
    assert len(killed) >= 130  # with those of one file more than 200
    resumed = 0
    for each in killed:
        manifest = json.loads(bytes.fromhex(each["left"].get("manifest.json", "")) or "{}")
        for part in manifest.get("parts", ()):
            assert each["left"][part["part"]] == whole["left"][part["part"]], each["die_at"]
        for name in each["left"]:
            if name != "manifest.json":
                assert each["left"][name] == whole["left"][name], (each["die_at"], name)
        resumed += 0 < len(manifest.get("parts", ())) < len(parts)
        assert each.get("then", whole["left"]) == whole["left"], each["die_at"]
        assert each.get("again", 4) == 4
        assert each.get("hidden", []) == [], each["die_at"]
    assert resumed > 5
