# SPDX-License-Identifier: MPL-2.0
"""The command line as people meet it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from made_up import EXAMPLES, ROOT, history_document, observation

import actueel as ac

FAMILY = "examples/family.json"
ASK = ["-i", "risk-check", "--as-of", "2020-04-16"]

SEEN = {
    "family": ["F-2", "F-1", "F-3"],
    "item": ["prior_harm", "prior_harm", "family_conflict"],
    "observed_on": ["2020-01-05", "2020-01-06", "2020-01-07"],
    "answer": ["once", "none", "impossible"],
}


def fine(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout


def told(done: subprocess.CompletedProcess[str], code: int) -> str:
    """Return the error of a run that ends with a code: one that says what to do, and is no traceback."""
    assert done.returncode == code, (done.returncode, done.stderr)
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
    return done.stderr


# What it prints


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["assess"],
        ["report"],
        ["talk"],
        ["form"],
        ["feedback"],
        ["rescore"],
        ["caseload"],
        ["counting-process"],
        ["simulate"],
        ["check"],
        ["instruments"],
        ["instruments", "show"],
        ["demo"],
        ["compare"],
        ["profile"],
        ["map"],
    ],
    ids=" ".join,
)
def test_help_teaches_with_examples(command: list[str], actueel, golden) -> None:
    text = fine(actueel(*command, "--help"))
    assert "actueel" in text
    golden(f"help{'-'.join(['', *command])}.txt", text)


def test_assess_prints_tables(actueel, golden) -> None:
    golden("assess.txt", fine(actueel("assess", FAMILY, *ASK)))


def test_assess_minds_a_narrow_terminal(actueel, golden) -> None:
    text = fine(actueel("assess", FAMILY, *ASK, COLUMNS="72"))
    assert max(map(len, text.splitlines())) <= 72
    golden("assess-narrow.txt", text)


def test_assess_prints_the_document(actueel, risk: ac.Instrument, family: ac.History) -> None:
    text = fine(actueel("assess", FAMILY, *ASK, "--json"))
    assert text == risk.assess(family, as_of="2020-04-16").to_json() + "\n"


def test_assess_reads_standard_input_and_today(actueel) -> None:
    text = (EXAMPLES / "family.json").read_text()
    document = json.loads(fine(actueel("assess", "-", "-i", "risk-check", "--json", stdin=text)))
    assert document["family"] == "F-0001"
    assert document["as_of"] > "2026"


def test_assess_asks_about_a_child_and_the_past(actueel) -> None:
    done = actueel("assess", FAMILY, *ASK, "--child", "p1", "--known-at", "as_of", "--json")
    document = json.loads(fine(done))
    assert (document["child"], document["known_at"]) == ("p1", "as_of")


def test_there_is_colour_only_where_it_is_wanted(actueel) -> None:
    assert "\x1b" not in fine(actueel("assess", FAMILY, *ASK))
    loud = actueel("assess", FAMILY, *ASK, NO_COLOR="", FORCE_COLOR="1", TERM="xterm-256color")
    assert "\x1b" in fine(loud)


def test_instruments_are_listed_and_shown(actueel, golden) -> None:
    golden("instruments.txt", fine(actueel("instruments")))
    golden("instruments-show-risk-check.nl.txt", fine(actueel("instruments", "show", "risk-check", "--lang", "nl")))
    golden("instruments-show-violence-class.txt", fine(actueel("instruments", "show", "violence-class")))
    shown = json.loads(fine(actueel("instruments", "show", "risk-check", "--json")))
    assert shown == ac.instrument("risk-check").to_dict()


def test_the_version_is_told(actueel) -> None:
    assert fine(actueel("--version")) == f"actueel {ac.__version__}\n"


def test_completion_is_offered(actueel) -> None:
    done = actueel("--show-completion", "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert "actueel" in fine(done)


# check


def test_check_praises_what_is_right(actueel, golden) -> None:
    golden("check.txt", fine(actueel("check", FAMILY, "examples/instruments/example-risk.json")))


def test_check_tells_every_problem_at_once(actueel, golden, tmp_path: Path) -> None:
    document = json.loads((EXAMPLES / "instruments" / "example-risk.json").read_text())
    document["items"][0]["shelf_lif"] = document["items"][0].pop("shelf_life")
    document["scales"][0]["cuts"] = {"moderate": 6, "high": 3}
    document["rules"][0]["if"]["all"][1]["item"] = "substance_us"
    (tmp_path / "wrong.json").write_text(json.dumps(document))
    done = subprocess.run(
        [sys.executable, "-m", "actueel", "check", "wrong.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr.count("wrong.json /") >= 3
    golden("check-wrong.txt", done.stderr)


def test_check_prints_problems_for_programs(actueel, tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    path.write_text(json.dumps(history_document({"id": "o1", "type": "observatio"})))
    done = actueel("check", path, FAMILY, "--json")
    assert done.returncode == 3
    wrong, right = json.loads(done.stdout)
    assert wrong["kind"] == "history"
    assert wrong["problems"][0]["place"].startswith("/records/0")
    assert set(wrong["problems"][0]) == {"code", "document", "place", "found", "expected", "remedy", "nearest"}
    assert right["problems"] == []


# report


def test_report_writes_a_page(actueel, tmp_path: Path, risk: ac.Instrument, family: ac.History) -> None:
    path = tmp_path / "report.html"
    done = actueel("report", FAMILY, *ASK, "--lang", "en", "-o", path)
    assert fine(done) == ""
    assert str(path) in done.stderr
    assert path.read_text() == risk.report(family, as_of="2020-04-16").page("en")
    assert fine(actueel("report", FAMILY, *ASK, "--lang", "en")) == path.read_text()


def test_report_takes_several_instruments_and_asks_about_each_child(actueel) -> None:
    html = fine(actueel("report", FAMILY, *ASK, "-i", "safety-check", "--lang", "en"))
    assert html.count('<article class="part" aria-labelledby') == 3
    one = fine(actueel("report", FAMILY, *ASK, "-i", "safety-check", "--child", "p1", "--lang", "en"))
    assert one.count('<article class="part" aria-labelledby') == 2


def test_quiet_says_nothing(actueel, tmp_path: Path) -> None:
    done = actueel("--quiet", "report", FAMILY, *ASK, "-o", tmp_path / "r.html")
    assert (fine(done), done.stderr) == ("", "")


@pytest.mark.parametrize(
    "wrong",
    [["--lang", "fr"], ["-i", "risk-chek"], ["--as-of", "2020-02-30"], ["--known-at", "yesterday"], ["--child", "p9"]],
    ids=lambda wrong: wrong[0],
)
def test_a_report_that_fails_leaves_no_file(wrong: list[str], actueel, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    done = actueel("report", FAMILY, *ASK, "-o", path, *wrong)
    assert done.returncode in (2, 3)
    told(done, done.returncode)
    assert not list(tmp_path.iterdir())


# rescore


def table(tmp_path: Path, columns: dict = SEEN) -> Path:
    path = tmp_path / "records.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def test_rescore_writes_scores_and_rejects(actueel, golden, tmp_path: Path, risk: ac.Instrument) -> None:
    records = table(tmp_path)
    out = tmp_path / "scores.parquet"
    done = actueel("rescore", records, "-i", "risk-check", "--as-of", "month-ends:2020-01:2020-03", "-o", out)
    golden("rescore.txt", told(done, 4).replace(str(tmp_path), "."))
    good = pa.table({name: values[:2] for name, values in SEEN.items()})
    assert pq.read_table(out).equals(risk.rescore(good, as_of="month-ends:2020-01:2020-03"), check_metadata=True)
    (reject,) = [json.loads(line) for line in (tmp_path / "scores.parquet.rejects.jsonl").read_text().splitlines()]
    assert set(reject) == {"family", "code", "place", "reason"}
    assert (reject["family"], reject["code"], reject["place"]) == ("F-3", "answer_not_in_item", "row 3, column answer")


def test_rescore_reads_csv_and_writes_csv(actueel, tmp_path: Path) -> None:
    records = tmp_path / "records.csv"
    pyarrow.csv.write_csv(pa.table({name: values[:2] for name, values in SEEN.items()}), records)
    out = tmp_path / "scores.csv"
    fine(actueel("rescore", records, "-i", "risk-check", "--as-of", "2020-02-01,2020-03-01", "-o", out))
    lines = out.read_text().splitlines()
    assert lines[0].startswith('"family","child","as_of","static_low"')
    assert len(lines) == 5
    assert not (tmp_path / "scores.csv.rejects.jsonl").exists()


def test_rescore_reads_json_lines_also_from_standard_input(actueel, tmp_path: Path) -> None:
    lines = [json.dumps(history_document(observation("o1", "prior_harm", "once"), family=f"F-{n}")) for n in (2, 1)]
    lines.insert(1, '{"format": "actueel.history/1"')
    text = "\n".join([*lines, "", ""])
    path = tmp_path / "families.jsonl"
    path.write_text(text)
    days = ["-i", "risk-check", "--as-of", "2020-02-01"]
    told(actueel("rescore", path, *days, "-o", tmp_path / "a.parquet"), 4)
    told(actueel("rescore", "-", *days, "-o", tmp_path / "b.parquet", stdin=text), 4)
    a, b = (pq.read_table(tmp_path / name) for name in ("a.parquet", "b.parquet"))
    assert a["family"].to_pylist() == ["F-1", "F-2"]
    assert a.equals(b)
    (reject,) = [json.loads(line) for line in (tmp_path / "a.parquet.rejects.jsonl").read_text().splitlines()]
    assert reject["code"] == "json_syntax"
    assert "line 2" in reject["reason"]


def test_rescore_refuses_to_overwrite(actueel, tmp_path: Path) -> None:
    records = table(tmp_path)
    out = tmp_path / "scores.parquet"
    command = ["rescore", records, "-i", "risk-check", "--as-of", "2020-02-01", "-o", out]
    told(actueel(*command), 4)
    before = out.read_bytes()
    assert "--force" in told(actueel(*command), 2)
    assert out.read_bytes() == before
    told(actueel(*command, "--force"), 4)
    assert out.read_bytes() == before


def test_a_good_run_takes_old_rejects_away(actueel, tmp_path: Path) -> None:
    out = tmp_path / "scores.parquet"
    command = ["rescore", table(tmp_path), "-i", "risk-check", "--as-of", "2020-02-01", "-o", out, "--force"]
    told(actueel(*command), 4)
    table(tmp_path, {name: values[:2] for name, values in SEEN.items()})
    fine(actueel(*command))
    assert not (tmp_path / "scores.parquet.rejects.jsonl").exists()


def test_a_killed_rescoring_leaves_no_file(tmp_path: Path) -> None:
    lines = [
        json.dumps(history_document(observation("o1", "prior_harm", "once"), family=f"F-{n}")) for n in range(4000)
    ]
    path = tmp_path / "families.jsonl"
    path.write_text("\n".join(lines))
    out = tmp_path / "out"
    out.mkdir()
    command = [sys.executable, "-m", "actueel", "rescore", path, "-i", "risk-check"]
    running = subprocess.Popen(
        [*map(str, command), "--as-of", "month-ends:2019-01:2020-12", "-o", str(out / "s.parquet")]
    )
    until = time.monotonic() + 60
    while not any(out.iterdir()) and time.monotonic() < until:
        time.sleep(0.01)
    assert [each.suffix for each in out.iterdir()] == [".part"], "it writes"
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    assert not (out / "s.parquet").exists()


def test_a_name_in_a_note_reaches_no_output_of_rescoring(actueel, tmp_path: Path) -> None:
    canary = "Zilvervos Canarie"
    lines = [
        json.dumps(history_document(observation("o1", "prior_harm", "once", note=canary), family="F-1")),
        json.dumps(history_document(observation("o1", "prior_harm", canary, note=canary), family="F-2")),
        json.dumps(history_document(observation("o1", "prior_harm", "once"), family=f"{canary} B")),
        f'{{"format": "{canary}',
    ]
    (tmp_path / "f.jsonl").write_text("\n".join(lines))
    out = tmp_path / "scores.csv"
    done = actueel("rescore", tmp_path / "f.jsonl", "-i", "risk-check", "--as-of", "2020-02-01", "-o", out)
    told(done, 4)
    rejects = (tmp_path / "scores.csv.rejects.jsonl").read_text()
    assert len(rejects.splitlines()) == 3
    for text in (done.stdout, done.stderr, out.read_text(), rejects):
        assert "Zilvervos" not in text


# What goes wrong


def test_errors_say_what_to_do(actueel, golden, tmp_path: Path) -> None:
    out = tmp_path / "s.parquet"
    score = ["-i", "risk-check", "--as-of", "2020-02-01", "-o", out]
    runs = [
        (["assess", tmp_path / "nothing.json", *ASK], 3),
        (["assess", tmp_path, *ASK], 3),
        (["assess", FAMILY, "-i", "risk-chek"], 2),
        (["assess", FAMILY, "-i", "./nothing.json"], 3),
        (["assess", FAMILY, *ASK, "--as-of", "16-04-2020"], 2),
        (["assess", FAMILY, *ASK, "--child", "p9"], 3),
        (["assess", FAMILY, "-i", "safety-check"], 3),
        (["report", FAMILY, *ASK, "--lang", "fr"], 2),
        (["report", FAMILY, *ASK, "-o", tmp_path / "no" / "such" / "r.html"], 2),
        (["report", FAMILY, *ASK, "-o", tmp_path], 2),
        (["instruments", "show", "violence-clas"], 2),
        (["rescore", tmp_path / "nothing.parquet", *score], 3),
        (["rescore", tmp_path / "nothing.jsonl", *score], 3),
        (["rescore", "records.docx", *score], 2),
        (["rescore", table(tmp_path), "-i", "risk-check", "--as-of", "2020-02-01", "-o", tmp_path / "s.txt"], 2),
        (["rescore", table(tmp_path), "-i", "risk-check", "--as-of", "2020-02-01", "-o", tmp_path / "no" / "s.csv"], 2),
        (["rescore", table(tmp_path), "-i", "risk-check", "--as-of", "month-ends:2020", "-o", out], 2),
        (["check", tmp_path / "nothing.json"], 3),
    ]
    texts = []
    for arguments, code in runs:
        done = actueel(*arguments)
        shown = " ".join(map(str, arguments))
        texts.append(f"$ actueel {shown}\n{told(done, code)}[{code}]\n")
    golden("errors.txt", "\n".join(texts).replace(str(tmp_path), "TMP"))
    assert [each.name for each in tmp_path.iterdir()] == ["records.parquet"]


def test_usage_is_told_by_the_command(actueel) -> None:
    assert "Usage" in told(actueel("assess", FAMILY), 2)
    assert "asess" in told(actueel("asess"), 2)
    assert "--nope" in told(actueel("assess", FAMILY, "--nope"), 2)


def test_a_folder_that_cannot_be_written_is_told(actueel, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told(actueel("report", FAMILY, *ASK, "-o", tmp_path / "file" / "r.html"), 2)


def test_a_fault_of_ours_is_told_without_a_word_of_the_data(tmp_path: Path) -> None:
    code = """
    import sys
    import actueel.cli.assess as assess
    def run(*arguments, **more):
        raise RuntimeError("Zilvervos lives at number 7")
    assess.run = run
    sys.argv = ["actueel", "assess", "examples/family.json", "-i", "risk-check"]
    from actueel.cli import main
    main()
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 1
    assert "fault of actueel" in done.stderr
    assert "RuntimeError" in done.stderr
    assert "Zilvervos" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_fault() -> None:
    command = f"{sys.executable} -m actueel instruments show risk-check --json | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout == '{\n  "forma'
    assert done.stderr == ""


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"{", b"[" * 100_000, b"null", b'"text"', b"{}"])
def test_what_is_no_document_is_refused(content: bytes, actueel, tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    path.write_bytes(content)
    told(actueel("check", path), 3)
    told(actueel("assess", path, *ASK), 3)
    told(actueel("assess", FAMILY, "-i", path), 3)


def test_a_very_long_line_is_read_past(actueel, tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    good = json.dumps(history_document(observation("o1", "prior_harm", "once"))).encode()
    with path.open("wb") as file:
        file.write(b'{"format": "')
        for _ in range(65):
            file.write(b"x" * (1 << 20))
        file.write(b'"}\n' + good + b"\n")
    out = tmp_path / "s.parquet"
    told(actueel("rescore", path, "-i", "risk-check", "--as-of", "2020-02-01", "-o", out), 4)
    assert pq.read_table(out).num_rows == 1
    reject = json.loads((tmp_path / "s.parquet.rejects.jsonl").read_text())
    assert reject["code"] == "document_too_large"
    path.unlink()


def test_a_bar_is_shown_on_a_terminal_alone_and_only_when_it_takes_a_while(tmp_path: Path) -> None:
    lines = [json.dumps(history_document(observation("o1", "prior_harm", "once"), family=f"F-{n}")) for n in range(20)]
    path = tmp_path / "families.jsonl"
    path.write_text("\n".join(lines))
    code = f"""
    import sys
    import actueel.cli.progress as progress
    progress.PATIENCE = PATIENCE
    sys.argv = ["actueel", "rescore", {str(path)!r}, "-i", "risk-check", "--as-of", "2020-02-01", "-o", OUT]
    from actueel.cli import main
    main()
    """
    shown = {}
    for patience in ("-1.0", "60.0"):
        out = str(tmp_path / f"scores{patience}.parquet")
        words = textwrap.dedent(code).replace("= PATIENCE", f"= {patience}").replace("OUT]", f"{out!r}]")
        done, shown[patience] = on_a_terminal([sys.executable, "-c", words])
        assert done == 0
        assert "20 families read = 20 scored + 0 rejected" in shown[patience]
    counted = re.compile(r"20/[0-9?]")  # and no folder of 20 of anything
    assert counted.search(shown["-1.0"])
    assert not counted.search(shown["60.0"])


def on_a_terminal(command: list[str]) -> tuple[int, str]:
    """Run with a terminal as standard error; return the exit code and what was shown there."""
    ours, theirs = os.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(command, stderr=theirs, stdin=subprocess.DEVNULL, env=environment) as running:
        os.close(theirs)
        parts = []
        try:
            while part := os.read(ours, 1 << 16):
                parts.append(part)
        except OSError:  # so a terminal says that its other side is gone
            pass
    os.close(ours)
    return running.returncode, b"".join(parts).decode()


@pytest.mark.parametrize(("ending", "begins"), [("md", "# Where things stand"), ("txt", "Where things stand")])
def test_report_takes_its_form_from_the_files_ending(actueel, tmp_path: Path, ending: str, begins: str) -> None:
    path = tmp_path / f"report.{ending}"
    fine(actueel("report", FAMILY, *ASK, "--lang", "en", "-o", path))
    assert path.read_text().startswith(begins)
    form = {"md": "md", "txt": "text"}[ending]
    assert fine(actueel("report", FAMILY, *ASK, "--lang", "en", "--format", form)) == path.read_text()


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_report_is_not_written_as_what_it_is_not(actueel, tmp_path: Path, ending: str) -> None:
    told(actueel("report", FAMILY, *ASK, "-o", tmp_path / f"report.{ending}"), 2)
    assert not list(tmp_path.iterdir())


def test_an_instrument_that_is_named_twice_is_asked_once(actueel) -> None:
    assert fine(actueel("report", FAMILY, *ASK, *ASK)) == fine(actueel("report", FAMILY, *ASK))


def test_report_prints_the_document_for_programs(actueel, risk: ac.Instrument, family: ac.History) -> None:
    asked = {"as_of": "2020-04-16", "since": "2020-01-16", "audience": "parent:p3"}
    printed = fine(actueel("report", FAMILY, *ASK, "--since", "2020-01-16", "--for", "parent:p3", "--json"))
    assert printed == risk.report(family, **asked).to_json() + "\n"


def test_names_are_on_the_page_and_never_in_the_document(actueel, tmp_path: Path) -> None:
    names = tmp_path / "names.json"
    names.write_text('{"p1": "Sam Voorbeeld"}')
    assert "Sam Voorbeeld" in fine(actueel("report", FAMILY, *ASK, "--names", names))
    assert "Sam Voorbeeld" not in fine(actueel("report", FAMILY, *ASK, "--names", names, "--json"))


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--for", "everybody"], "value_unknown"),
        (["--for", "parent:p9"], "person_not_introduced"),
        (["--for", "child:p1", "--child", "p2"], "child_not_member"),
        (["--format", "pdf"], "value_unknown"),
        (["--lang", "fr"], "value_unknown"),
        (["--since", "2020-05-01"], "moments_turned"),
        (["--names", "README.md"], "json_syntax"),
    ],
)
def test_a_report_that_cannot_be_made_leaves_no_page(actueel, tmp_path: Path, options: list[str], code: str) -> None:
    path = tmp_path / "report.html"
    done = actueel("report", FAMILY, *ASK, *options, "-o", path)
    assert done.returncode in (2, 3)
    assert f"[{code}]" in done.stderr
    assert list(tmp_path.iterdir()) == []
