# SPDX-License-Identifier: MPL-2.0
"""The first part of the demo: the Rossi data in, the finding out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

import actueel as ac
from actueel.demo.output import Output, digest
from actueel.demo.rossi import words
from actueel.demo.rossi.data import Rossi, load
from actueel.demo.rossi.histories import calendar, histories
from actueel.demo.speak import progress, table

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["make", "say"]


def make(output: Output, common: dict[str, Any], drawn: int, divisions: int, console: Console) -> dict[str, Any]:
    """Score the Rossi data week by week and write what comes out; return the finding.

    Raises
    ------
    MissingData
        R or its package is absent.

    """
    data, seed = load(), common["seed"]
    made_from = digest(**common, drawn=drawn, divisions=divisions, data=_bytes(data))
    if output.has("rossi", made_from):
        console.print("Made before from the same inputs: used again (--force makes it anew)")
        found: dict[str, Any] = output.read_json("rossi/finding.json")
        return found

    # Imported here, so that a second run need not wait for them.
    from actueel.demo.pictures import concordance_picture
    from actueel.demo.rossi.study import study

    when = calendar(len(data), seed)
    documents = histories(data, when)
    lines = [json.dumps(document, separators=(",", ":")) for document in documents]
    with progress(console, "Scoring 432 people week by week", 4 + divisions) as (bars, task):

        def step(what: str) -> None:
            bars.update(task, advance=1, description=what)

        finding, instruments, scores = study(
            data,
            [ac.History.parse(line) for line in lines],
            when,
            seed=seed,
            drawn=drawn,
            divisions=divisions,
            step=step,
        )
    names = ["rossi/histories.jsonl", "rossi/finding.json", "rossi/scores.parquet"]
    output.write(names[0], "".join(f"{line}\n" for line in lines))
    output.write(names[1], json.dumps(finding, indent=2) + "\n")
    person, week = np.nonzero(~np.isnan(scores["current"]))
    table = pa.table(
        {
            "family": [data.family(int(each)) for each in person],
            "week": week + 1,
            "arrested": data.arrested[person] & (data.week[person] == week + 1),
            **{name: score[person, week] for name, score in scores.items()},
        }
    )
    output.write_table(names[2], table)
    for identifier, document in instruments.items():
        names.append(f"rossi/instruments/{identifier}.json")
        output.write(names[-1], json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    pictures = ["rossi/concordance.svg", "rossi/concordance.png"]
    with output.replacing(pictures[0]) as svg, output.replacing(pictures[1]) as png:
        concordance_picture(finding, [svg, png])
    output.made("rossi", made_from, names + pictures)
    return finding


def _bytes(data: Rossi) -> bytes:
    """Everything in the data, for a digest."""
    numbers = {name: column.tolist() for name, column in data.numbers.items()}
    everything = [
        data.week.tolist(),
        data.arrested.tolist(),
        data.codes,
        numbers,
        data.employed.tolist(),
    ]
    return json.dumps(everything).encode()


def say(finding: dict[str, Any], console: Console) -> None:
    """Say what came out, and what to know before believing it."""
    console.print(
        table(
            "The published models, fitted again",
            ("Cox model, ties by Efron", "found here", "published"),
            words.fit_rows(finding),
        )
    )
    console.print(
        table(
            "Concordance: how well each score ranks who is arrested in the coming week",
            ("score", "concordance (95 % interval)", "how to read it"),
            words.comparison_rows(finding),
        )
    )
    console.print(
        table(
            "The same, as time since release goes by",
            ("weeks", "arrests", "frozen", "current", "difference"),
            words.quarter_rows(finding),
        )
    )
    console.print(words.headline(finding), style="bold", markup=False, highlight=False)
    for remark in words.remarks(finding):
        console.print(f"- {remark}", markup=False, highlight=False)
