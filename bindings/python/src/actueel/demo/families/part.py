# SPDX-License-Identifier: MPL-2.0
"""The second part of the demo: sample families in, scores, shares, a caseload and a report out."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import actueel as ac
from actueel import simulate
from actueel.demo.families import study, words
from actueel.demo.output import Output, digest
from actueel.demo.speak import progress, table

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["make", "say"]


def make(output: Output, common: dict[str, Any], count: int, console: Console) -> dict[str, Any]:
    """Make the families, rescore them, write what comes out; return the figures."""
    made_from = digest(**common, families=count)
    if output.has("families", made_from):
        console.print("Made before from the same inputs: used again (--force makes it anew)")
        kept: dict[str, Any] = output.read_json("families/found.json")
        return kept

    # Imported here, so that a second run need not wait for them.
    from actueel.caseload.page import page
    from actueel.demo.pictures import levels_picture

    with progress(console, f"Making {count:,} families", count) as (bars, task):
        histories, types = study.make(count, common["seed"], lambda: bars.advance(task))
    with progress(console, "Rescoring them at 24 month ends", 2) as (bars, task):
        scores = {}
        for name in study.INSTRUMENTS:
            scores[name] = study.rescore(name, histories)
            bars.advance(task)

    caseload = study.caseload(histories)
    violence, risk = (study.shares(scores[name]) for name in study.INSTRUMENTS)
    chosen = study.choose(scores["risk-check"], scores["violence-class"])
    history = next(each for each in histories if each.family == chosen.family)
    found = json.loads(
        json.dumps(
            {
                "families": count,
                "records": types.total(),
                "types": dict(types.most_common()),
                "rows": {name: each.num_rows for name, each in scores.items()},
                "quoted": study.QUOTED,
                "shares": {
                    moment: {
                        "day": day,
                        "n": study.in_care(scores["violence-class"], day),
                        **{level: violence[day].get((level, level), 0.0) for level in words.ROWS},
                    }
                    for moment, day in (
                        ("before", study.BEFORE),
                        ("after", study.AFTER),
                    )
                },
                "chosen": asdict(chosen),
                "caseload": {"day": study.LAST, "families": len(caseload.rows), "asking": len(caseload.needing)},
            },
            default=str,
        )
    )

    names = ["families/histories.jsonl", "families/family.json", "families/found.json"]
    texts = [json.dumps(each.to_dict(), ensure_ascii=False, separators=(",", ":")) for each in histories]
    output.write(names[0], "".join(f"{text}\n" for text in texts))
    output.write(names[1], json.dumps(history.to_dict(), ensure_ascii=False, indent=2) + "\n")
    output.write(names[2], json.dumps(found, indent=2) + "\n")
    for name, rows in scores.items():
        names.append(f"families/{name}.parquet")
        output.write_table(names[-1], rows)
    for language in ("nl", "en"):
        instruments = [ac.instrument(name) for name in reversed(study.INSTRUMENTS)]
        report = ac.report_document(instruments, history, as_of=chosen.as_of, known_at="as_of")
        names.append(f"families/report-{language}.html")
        output.write(names[-1], report.page(language))
        names.append(f"families/caseload-{language}.html")
        output.write(names[-1], page(caseload, language))
    pictures = ["families/levels.svg", "families/levels.png"]
    with output.replacing(pictures[0]) as svg, output.replacing(pictures[1]) as png:
        levels_picture(
            {day: {low: share for (low, _), share in each.items()} for day, each in violence.items()},
            risk,
            violence_levels=ac.instrument("violence-class").levels,
            risk_levels=ac.instrument("risk-check").levels,
            lockdown=simulate.LOCKDOWN,
            paths=[svg, png],
        )
    output.made("families", made_from, names + pictures)
    return found  # type: ignore[no-any-return]


def say(found: dict[str, Any], console: Console) -> None:
    """Say what came out, beside the quoted figures."""
    rows = ", ".join(f"{count:,} under {name}" for name, count in found["rows"].items())
    console.print(
        f"{found['records']:,} records; rows scored, one a family in care and month end: {rows}",
        highlight=False,
    )
    console.print(
        table(
            "Violence class, in percent of the families",
            ("moment", "whose figures", "families", "none", "moderate", "frequent or severe"),
            words.share_rows(found),
        )
    )
    console.print(words.note, highlight=False)
    console.print(words.chosen(found), highlight=False)
    console.print(words.caseload(found), highlight=False)
