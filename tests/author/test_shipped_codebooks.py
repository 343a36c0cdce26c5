# SPDX-License-Identifier: MPL-2.0
"""The codebooks in docs/instruments/codebooks are those of the shipped instruments; script/codebooks writes them."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODEBOOKS = ROOT / "docs" / "instruments" / "codebooks"
SHIPPED = sorted(path.stem for path in (ROOT / "schemas" / "instruments").glob("*.json"))


def test_every_shipped_instrument_has_a_codebook():
    assert sorted(path.stem for path in CODEBOOKS.glob("*.md")) == SHIPPED


@pytest.mark.parametrize("identifier", SHIPPED)
def test_a_codebook_is_that_of_its_instrument(identifier):
    words = [sys.executable, "-m", "actueel", "instruments", "show", identifier, "--codebook", "md"]
    said = subprocess.run(words, capture_output=True, check=True, encoding="utf-8").stdout
    assert (CODEBOOKS / f"{identifier}.md").read_text(encoding="utf-8") == said
