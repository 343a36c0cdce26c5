# SPDX-License-Identifier: MPL-2.0
"""The page of results: everything the demo found, with its figures, on one page."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

import actueel as ac
from actueel.demo.families import words as families_words
from actueel.demo.rossi import words as rossi_words

__all__ = ["render"]


def render(finding: dict[str, Any] | None, found: dict[str, Any], *, missing: str | None) -> str:
    """Write the page.

    Parameters
    ----------
    finding
        What came out for the Rossi data, or None where they were not found.
    found
        What came out for the sample families.
    missing
        Why there is no finding.

    """
    environment = Environment(
        loader=PackageLoader("actueel.demo"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    rossi = None
    if finding is not None:
        rossi = {
            "headline": rossi_words.headline(finding),
            "remarks": rossi_words.remarks(finding),
            "comparison": rossi_words.comparison_rows(finding),
            "quarters": rossi_words.quarter_rows(finding),
            "fits": rossi_words.fit_rows(finding),
        }
    return environment.get_template("index.html").render(
        version=ac.__version__,
        missing=missing,
        rossi=rossi,
        found=found,
        shares=families_words.share_rows(found),
        note=families_words.note,
        chosen=families_words.chosen(found),
        caseload=families_words.caseload(found),
    )
