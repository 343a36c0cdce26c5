# SPDX-License-Identifier: MPL-2.0
"""The author's guide runs as it stands, and names every warning and every column that there is."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

from small_instrument import ROOT

from actueel.author import grid, warnings

GUIDE = (ROOT / "docs" / "guide" / "author.md").read_text()


def test_every_command_of_the_guide_runs(actueel: Callable, tmp_path: Path) -> None:
    tables = re.findall(r"```csv\n(.*?)```", GUIDE, re.DOTALL)
    assert len(tables) == 2
    (tmp_path / "table.csv").write_text(tables[1])
    assert actueel("new", "--from", "table.csv", "-o", "other.json").returncode == 0
    (tmp_path / "table.csv").write_text(tables[0])
    for name in ("questionnaire.json", "response.json"):
        shutil.copy(ROOT / "examples" / "fhir" / name, tmp_path / name)
    commands = [line for block in re.findall(r"```\n(actueel .*?)```", GUIDE, re.DOTALL) for line in block.splitlines()]
    assert len(commands) == 9
    for command in commands:
        if "draft-2.json" in command and not (tmp_path / "draft-2.json").exists():
            document = json.loads((tmp_path / "draft.json").read_text())
            document["version"] = "0.2.0"
            document["scales"][0]["cuts"]["high"] = 3
            (tmp_path / "draft-2.json").write_text(json.dumps(document))
        done = actueel(*shlex.split(command)[1:])
        assert done.returncode == 0, (command, done.stderr)
        assert done.stdout or done.stderr
    draft = json.loads((tmp_path / "draft.json").read_text())
    assert [each["id"] for each in draft["items"]] == ["reports", "conflict", "alone", "sleep"]


def test_the_guide_names_every_warning_and_every_column() -> None:
    source = Path(warnings.__file__).read_text()
    codes = set(re.findall(r'^ +"([a-z_]+)",$', source, re.MULTILINE)) | {"source_not_stated", "basis_not_stated"}
    assert len(codes) == 14
    assert codes <= set(re.findall(r"`([a-z_]+)`", GUIDE))
    columns = " ".join(re.findall(r"^\| `.*", GUIDE, re.MULTILINE)) + " justification_nl justification_en"
    assert all(each in columns for each in grid.COLUMNS)
