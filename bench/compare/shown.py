# SPDX-License-Identifier: MPL-2.0
"""The figures of a run as pages: one to be pasted, one with everything."""

from __future__ import annotations

from typing import Any

from asking import LABELS

Row = dict[str, Any]


def _by(facts: dict[str, Any]) -> tuple[str, str, str]:
    """Return which rate and which time are told, and in words: what others disturb least where others were at work."""
    if facts["contended"]:
        return "mfd_cpu_s", "cpu_s", "a processor second"
    return "mfd_s", "best_s", "a second"


def _is_ours(row: Row) -> bool:
    return str(row["contestant"]) == "actueel"


def _times(mine: Row | None, row: Row, of: str) -> str:
    return "" if mine is None or row is mine else f"x{mine[of] / row[of]:.3g}"


def _ran_on(facts: dict[str, Any]) -> str:
    given = facts["given"]
    versions = ", ".join(f"{name} {number}" for name, number in facts["versions"].items())
    threads = "one thread" if given["threads"] == "1" else f"{given['threads']} threads"
    state = "**contended**" if facts["contended"] else "not contended"
    return (
        f"{facts['when']}, {facts['machine']}, {facts['cores']} cores, commit {facts['commit']}, {threads}, {state}"
        f" (two spinning processes did x{facts['two_spinning']} of one before, x{facts['two_spinning_after']} after;"
        f" numpy added up doubles at {facts['read_gb_s']} GB/s). {versions[0].upper()}{versions[1:]}."
    )


def _told(facts: dict[str, Any]) -> str:
    given = facts["given"]
    order = "in no order" if given["shuffled"] == "True" else "by family"
    return (
        f"M rows (a family at a date) {_by(facts)[2]}, the best of {given['rounds']} turns, and how many times that we"
        f" do; seed {given['seed']}, {given['dates']} dates, records {order}."
    )


def _grid(head: list[str], lines: list[list[str]]) -> list[str]:
    return [
        f"| {' | '.join(head)} |",
        "|---" * len(head) + "|",
        *(f"| {' | '.join(line)} |" for line in lines),
        "",
    ]


def _names(rows: list[Row]) -> list[str]:
    """Return everybody, ours first and the forms that most people write last."""
    usual = {row["contestant"]: bool(row.get("usual")) for row in rows}
    return sorted(usual, key=lambda name: (not name.startswith("actueel"), usual[name]))


def _beside_each_other(facts: dict[str, Any], rows: list[Row]) -> list[str]:
    """Return a table: everybody, and for each workload a rate and how many times that we do."""
    rate = _by(facts)[0]
    asked = [each for each in LABELS if any(row["workload"] == each for row in rows)]
    rows = [row for row in rows if row["workload"] in asked]
    head = ["who", *(cell for each in asked for cell in (LABELS[each], "we do"))]
    lines = []
    for name in _names(rows):
        cells = [f"**{name}**" if name == "actueel" else name]
        for each in asked:
            found = [row for row in rows if row["workload"] == each]
            mine = next(filter(_is_ours, found), None)
            row = next((row for row in found if row["contestant"] == name), None)
            cells += ["", ""] if row is None else [f"{row[rate]:.3g}", _times(mine, row, rate)]
        lines.append(cells)
    whole = max((row["families"] for row in rows), default=0)
    fewer = [
        f"{row['contestant']} on {LABELS[row['workload']]} {row['families']:,}"
        for row in rows
        if row["families"] < whole
    ]
    said = f"{whole:,} families" + (f"; who was slower had fewer: {', '.join(fewer)}" if fewer else "")
    return [*_grid(head, lines), f"{said}. All gave the same rows before the clock started.", ""]


def _files(facts: dict[str, Any], rows: list[Row]) -> list[str]:
    """Return a table for each workload of what went through files and frames."""
    rate, taken, per = _by(facts)
    lines = []
    for each in dict.fromkeys(row["workload"] for row in rows):
        found = [row for row in rows if row["workload"] == each]
        mine = next(filter(_is_ours, found), None)
        workload, _, job = each.partition(", ")
        for row in found:
            memory = f"{row['memory_mb']}" if "memory_mb" in row else ""
            what = row["contestant"] if job == "stages" else f"{job}: {row['contestant']}"
            what = f"**{what}**" if _is_ours(row) else what
            cells = [LABELS[workload], what, row["form"], f"{row[taken]:.3g}", f"{row[rate]:.3g}"]
            lines.append([*cells, memory, _times(mine, row, rate)])
    if not lines:
        return []
    families = max(row["families"] for row in rows)
    seconds = "seconds" if per == "a second" else "processor seconds"
    head = ["workload", "what", "how", seconds, f"M rows {per}", "MB at most", "we do"]
    return [f"W4, {families:,} families: whole processes, and from frame to frame.", "", *_grid(head, lines)]


def _shapes(facts: dict[str, Any], rows: list[Row]) -> list[str]:
    """Return a table for each thing that was changed: everybody, and a rate for each of its values."""
    rate = _by(facts)[0]
    lines: list[str] = []
    for workload, shape in dict.fromkeys((row["workload"], row["shape"]) for row in rows):
        found = [row for row in rows if (row["workload"], row["shape"]) == (workload, shape)]
        values = list(dict.fromkeys(row["value"] for row in found))
        body = []
        for name in _names(found):
            cells = [f"**{name}**" if name == "actueel" else name]
            for value in values:
                here = [row for row in found if row["value"] == value]
                mine = next(filter(_is_ours, here), None)
                row = next((row for row in here if row["contestant"] == name), None)
                times = "" if row is None else _times(mine, row, rate)
                cells.append("" if row is None else f"{row[rate]:.3g}" + (f" ({times})" if times else ""))
            body.append(cells)
        lines += _grid([f"{LABELS[workload]}, {shape}", *values], body)
    return lines


def figures(facts: dict[str, Any], rows: list[Row]) -> str:
    """Return what is quoted: what it ran on, everybody beside each other, files, shapes."""
    shapes = [row for row in rows if "shape" in row]
    files = [row for row in rows if "shape" not in row and row["workload"] not in LABELS]
    plain = [row for row in rows if row["workload"] in LABELS and "shape" not in row]
    lines = [_ran_on(facts), "", _told(facts), ""]
    lines += _beside_each_other(facts, plain) if plain else []
    for asked, shares in facts.get("ours_by", {}).items():
        if whole := sum(shares.values()):
            told = "; ".join(f"{word} {number / whole:.2%}" for word, number in shares.items() if number)
            lines += [f"Our rows of {LABELS[asked]}: {told}.", ""]
    return "\n".join([*lines, *_files(facts, files), *_shapes(facts, shapes)])


def details(rows: list[Row]) -> str:
    """Return every figure of a run."""
    lines: list[str] = []
    for workload, shape, value in dict.fromkeys(
        (row["workload"], row.get("shape", ""), row.get("value", "")) for row in rows
    ):
        found = [
            row
            for row in rows
            if (row["workload"], row.get("shape", ""), row.get("value", "")) == (workload, shape, value)
        ]
        mine = next(filter(_is_ours, found), None)
        name = LABELS.get(workload, workload)
        lines += [f"### {name}{f', {shape} {value}' if shape else ''}", ""]
        head = ["who", "how", "families", "best s", "median s", "cpu s", "M rows/s", "M rows/cpu s", "we do", "by cpu"]
        body = [
            [
                row["contestant"],
                row["form"],
                f"{row['families']:,}",
                *(f"{row[figure]:.3g}" for figure in ("best_s", "median_s", "cpu_s", "mfd_s", "mfd_cpu_s")),
                *(_times(mine, row, of) for of in ("mfd_s", "mfd_cpu_s")),
            ]
            for row in found
        ]
        lines += _grid(head, body)
    return "\n".join(lines)
