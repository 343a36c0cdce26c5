# SPDX-License-Identifier: MPL-2.0
"""The figures of a run as a page."""

from __future__ import annotations

from typing import Any


def _times(mine: dict[str, Any], other: dict[str, Any], of: str) -> str:
    return f"x{mine[of] / other[of]:.3g}"


def markdown(facts: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    """Return a run as Markdown: what it ran on, and a table for each workload with ratios to ours."""
    given = facts["given"]
    versions = ", ".join(f"{name} {number}" for name, number in facts["versions"].items())
    state = "**Contended**" if facts["contended"] else "Not contended"
    order = "in no order" if given["shuffled"] == "True" else "by family"
    lines = [
        f"{facts['when']}, {facts['machine']}, {facts['cores']} cores, commit {facts['commit']}; {versions}.",
        f"{state}: two spinning processes did x{facts['two_spinning']} of one before, "
        f"x{facts['two_spinning_after']} after. numpy adds up doubles at {facts['read_gb_s']} GB/s.",
        f"Seed {given['seed']}, {given['threads']} thread(s), {given['dates']} dates, records {given['records']}, "
        f"rows {order}, best and median of {given['rounds']} in turns.",
        "",
    ]
    for workload in dict.fromkeys(row["workload"] for row in rows):
        found = [row for row in rows if row["workload"] == workload]
        mine = next((row for row in found if row["contestant"].startswith("actueel")), None)
        lines += [
            f"### {workload}",
            "",
            "| who | how | families | best s | median s | cpu s | M rows/s | M rows/cpu s | us, by clock | by cpu |",
            "|---|---|---|---|---|---|---|---|---|---|",
        ]
        for row in found:
            clock, cpu = (
                ("", "") if mine is None or row is mine else (_times(mine, row, of) for of in ("mfd_s", "mfd_cpu_s"))
            )
            lines.append(
                f"| {row['contestant']} | {row['form']} | {row['families']:,} | {row['best_s']:.3g} |"
                f" {row['median_s']:.3g} | {row['cpu_s']:.3g} | {row['mfd_s']:.3g} | {row['mfd_cpu_s']:.3g} |"
                f" {clock} | {cpu} |"
            )
        lines.append("")
        shares = facts.get("ours_by", {}).get(workload, {})
        if any(shares.values()):
            whole = sum(shares.values())
            told = "; ".join(f"{word} {number / whole:.2%}" for word, number in shares.items() if number)
            lines += [f"Our rows, of {whole:,}: {told}.", ""]
    return "\n".join(lines)
