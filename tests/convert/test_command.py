# SPDX-License-Identifier: MPL-2.0
"""``actueel convert`` as people meet it: what it writes, what it lists, how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from fhir_forms import EXAMPLES


def test_a_questionnaire_its_response_and_back(actueel: Callable, tmp_path: Path) -> None:
    done = actueel("convert", EXAMPLES / "questionnaire.json", "-o", "draft.json", "--losses", "lost.json")
    assert (done.returncode, done.stdout) == (0, "")
    assert "4 items; total 0 to 5" in done.stderr
    for words in ("assumed", "lost", "/item/3/enableWhen/1", "a calculated value"):
        assert words in done.stderr
    lost = json.loads((tmp_path / "lost.json").read_text())
    assert len(lost) == 8
    assert set(lost[0]) == {"place", "what", "why"}
    assert actueel("check", "draft.json").returncode == 0

    asked = ("--questionnaire", EXAMPLES / "questionnaire.json")
    done = actueel("convert", EXAMPLES / "response.json", *asked, "--family", "F-1", "-o", "history.json")
    assert done.returncode == 0
    assert actueel("check", "history.json").returncode == 0
    shown = json.loads(
        actueel("assess", "history.json", "-i", "./draft.json", "--as-of", "2020-04-12", "--json").stdout
    )
    assert (shown["scales"][0]["low"], shown["scales"][0]["high"]) == (3.5, 3.5)

    done = actueel("convert", "./draft.json", "--to", "fhir", "-o", "again.json")
    assert done.returncode == 0
    assert json.loads((tmp_path / "again.json").read_text())["resourceType"] == "Questionnaire"


def test_a_shipped_instrument(actueel: Callable, tmp_path: Path) -> None:
    done = actueel("convert", "risk-check", "--to", "fhir", "-o", "q.json", "--lang", "nl")
    assert done.returncode == 0
    assert "the field rules (/rules)" in done.stderr
    document = json.loads((tmp_path / "q.json").read_text())
    assert (document["language"], len(document["item"])) == ("nl", 16)
    assert actueel("-q", "convert", "risk-check", "--to", "fhir", "-o", "q.json", "--force").stderr == ""


def test_what_is_typed_wrongly_and_what_is_wrong(actueel: Callable, tmp_path: Path) -> None:
    (tmp_path / "there.json").write_text("{}")
    cases = [
        (2, "convert", "risk-check", "--to", "hl7", "-o", "q.json"),
        (2, "convert", "risk-check", "--to", "fhir", "-o", "there.json"),
        (2, "convert", "risk-check", "--to", "fhir", "-o", "no-folder/q.json"),
        (2, "convert", "there.json", "--family", "F-1", "-o", "q.json"),
        (2, "convert", "there.json", "--per", "dog", "-o", "q.json"),
        (3, "convert", "there.json", "-o", "q.json"),
        (3, "convert", "nothing.json", "-o", "q.json"),
    ]
    for code, *arguments in cases:
        done = actueel(*arguments)
        assert done.returncode == code, (arguments, done.stderr)
        assert done.stderr.startswith("Error:")
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "q.json").exists()
    assert (tmp_path / "there.json").read_text() == "{}"
