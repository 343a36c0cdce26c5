# SPDX-License-Identifier: MPL-2.0
"""Every page that `actueel` makes, one line each: what is tested of one is tested of all."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

from actueel.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
FAMILY = ROOT / "examples" / "family.json"
FAMILIES = ROOT / "tests" / "browser" / "families.jsonl"
WINTER = ROOT / "examples" / "winter.json"
RATINGS = ROOT / "examples" / "ratings.json"
TALKS = ROOT / "examples" / "talks.json"


@dataclass(frozen=True)
class Page:
    """A page by the command that makes it; {history}, {instruments}, {form} (the first of them), {out} are filled in.

    `texts` are words that stand on it. Where `hostile` is no, it holds no text of a history or an instrument, or its
    template is tried by another page. `sheets` is how many sheets of paper it takes, where that matters.
    """

    name: str
    command: str
    texts: tuple[str, ...]
    instruments: str = "-i safety-check -i risk-check"
    history: Path = FAMILY
    hostile: bool = True
    sheets: int | None = None

    def make(self, out: Path, history: Path | None = None, instruments: str = "") -> Path:
        """Make the page in this process, as the command line does."""
        named = {"history": history or self.history, "instruments": instruments or self.instruments, "out": out}
        named["form"] = named["instruments"].split()[1]
        app(["-q", *shlex.split(self.command.format(**named))], standalone_mode=False)
        assert out.stat().st_size > 1000
        return out


PAGES = (
    Page(
        "report-nl",
        "report {history} {instruments} --as-of 2020-04-16 --since 2020-01-16 -o {out}",
        ("Stand van zaken", "Gezin"),
    ),
    Page(
        "report-child-en",
        "report {history} {instruments} --as-of 2020-04-16 --since 2020-01-16 --for child:p1 --lang en -o {out}",
        ("How things are", "What you say and want"),
        hostile=False,  # the templates are those of the Dutch one
    ),
    Page(
        "report-overridden-nl",
        "report {history} {instruments} --as-of 2020-01-03 --since 2019-12-16 -o {out}",
        ("Afwijkingen met reden", "berekend tussen laag en hoog, het werd hoog"),
        history=WINTER,
        hostile=False,  # the templates are those of the other one
    ),
    Page(
        "caseload-nl",
        f"caseload {FAMILIES} -i risk-check --as-of 2020-09-01 --terms {ROOT}/examples/terms.json -o {{out}}",
        ("Wat aandacht vraagt", "Niveaus nu", "Termijnen"),
        hostile=False,  # of records it holds ids and days alone; names of teams are tried in tests/python
    ),
    Page(
        "caseload-en",
        f"caseload {FAMILIES} -i risk-check --as-of 2020-09-01 --lang en -o {{out}}",
        ("What asks for attention", "Who first"),
        hostile=False,
    ),
    Page(
        "talk-nl",
        "talk {history} {instruments} --as-of 2020-04-16 -o {out}",
        ("Samen kijken", "Wat gaat goed?"),
        sheets=1,
    ),
    Page(
        "talk-en",
        "talk {history} {instruments} --as-of 2020-08-20 --lang en -o {out}",
        ("Looking together", "What goes well?"),
        history=RATINGS,
        hostile=False,  # the template is that of the Dutch one
        sheets=1,
    ),
    Page(
        "form-child", "form feedback --for child -o {out}", ("Er werd naar mij geluisterd.",), hostile=False, sheets=1
    ),
    Page(
        "form-parent",
        "form feedback --for parent --lang en -o {out}",
        ("The worker listened to me.",),
        hostile=False,
        sheets=1,
    ),
    Page("form", "form {form} -o {out}", ("Zet een kruis",)),
    Page(
        "feedback-nl",
        "feedback {history} --as-of 2020-04-16 -o {out}",
        ("Hoe gingen de gesprekken?", "2,3 van 4", "te weinig antwoorden"),
        history=TALKS,
        hostile=False,  # of records it holds numbers and days alone
    ),
)
