# SPDX-License-Identifier: MPL-2.0
"""A bare import is light, and every optional package may be absent."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from made_up import ROOT

HEAVY = ("pyarrow", "typer", "rich", "jinja2", "pandas", "polars", "matplotlib", "scipy", "importlib.metadata")


def python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_bare_import_loads_numpy_at_most() -> None:
    loaded = json.loads(python("import sys, json, actueel; print(json.dumps(sorted(sys.modules)))"))
    assert not [name for name in HEAVY if name in loaded]


def test_what_not_all_need_waits_until_it_is_asked_for() -> None:
    loaded, found = json.loads(
        python(
            """
            import sys, json, actueel
            loaded = sorted(sys.modules)
            print(json.dumps([loaded, {name: type(getattr(actueel, name)).__name__ for name in actueel.__all__}]))
            assert set(actueel.__all__) <= set(dir(actueel))
            """
        )
    )
    assert not [
        name for name in loaded if name in ("actueel.assessment", "actueel.rescoring", "actueel.report.document")
    ]
    assert found["compare"] == found["profile"] == "function", found


def test_a_name_that_is_not_there_is_said_to_be_so() -> None:
    import actueel

    with pytest.raises(AttributeError, match="no attribute 'assesment'"):
        actueel.assesment  # type: ignore[attr-defined]  # noqa: B018 that it is asked for is the test


def test_assessing_loads_nothing_more() -> None:
    loaded = json.loads(
        python(
            """
            import sys, json, actueel as ac
            a = ac.instrument("risk-check").assess(ac.History.load("examples/family.json"), as_of="2020-04-16")
            str(a), a._repr_html_()
            print(json.dumps(sorted(sys.modules)))
            """
        )
    )
    assert not [name for name in HEAVY if name in loaded]


def test_help_loads_no_command() -> None:
    loaded = json.loads(
        python(
            """
            import sys, json
            from actueel.cli import main
            sys.argv = ["actueel", "--help"]
            out, sys.stdout = sys.stdout, open("/dev/null", "w")
            try:
                main()
            except SystemExit:
                pass
            print(json.dumps(sorted(sys.modules)), file=out)
            """
        )
    )
    assert not [name for name in ("pyarrow", "jinja2", "numpy", "rich.table", "pandas") if name in loaded]


@pytest.mark.parametrize(
    "typed", [("rescore", "-i", "risk-check", "--as-of", "2020-04-16", "-o"), ("convert", "-o"), ("profile",)]
)
def test_a_command_leaves_pandas_where_it_is(typed: tuple[str, ...], tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    records, out = tmp_path / "records.parquet", tmp_path / "out.parquet"
    python(
        f"""
        import actueel as ac, pyarrow.parquet as pq
        from actueel.columns import records_table
        pq.write_table(records_table([ac.History.load("examples/family.json")]), {str(records)!r})
        """
    )
    command = [typed[0], str(records), *typed[1:]]
    if command[-1] == "-o":
        command.append(str(out.with_suffix(".jsonl") if typed[0] == "convert" else out))
    loaded = json.loads(
        python(
            f"""
            import sys, json
            from actueel.cli import main
            sys.argv = ["actueel", "-q", *{command!r}]
            out, sys.stdout = sys.stdout, open("/dev/null", "w")
            try:
                main()
            except SystemExit as done:
                assert not done.code, done.code
            import pyarrow as pa
            names = sorted(sys.modules)
            assert len(pa.table({{"a": [1]}}).to_pandas()) == 1  # who asks for a frame has it
            print(json.dumps(names), file=out)
            """
        )
    )
    assert "pyarrow" in loaded
    assert "pandas" not in loaded


@pytest.mark.parametrize(
    "hidden", ["pandas", "polars", "matplotlib", "scipy", "statsmodels", "openpyxl", "pyspark", "holidays", "icalendar"]
)
def test_the_main_job_runs_without(hidden: str) -> None:
    out = python(
        f"""
        import sys

        class Hide:
            def find_spec(self, name, path=None, target=None):
                if name.partition(".")[0] == {hidden!r}:
                    raise ModuleNotFoundError(name)

        sys.meta_path.insert(0, Hide())
        import actueel as ac
        import pyarrow as pa

        risk = ac.instrument("risk-check")
        family = ac.History.load("examples/family.json")
        a = risk.assess(family, as_of="2020-04-16")
        risk.report(family, as_of="2020-04-16").page("nl")
        seen = {{"family": ["F-1"], "item": ["prior_harm"], "observed_on": ["2020-01-01"], "answer": ["once"]}}
        table = pa.table(seen)
        print(a.final, risk.rescore(table, as_of="2020-02-01").num_rows)
        """
    )
    assert out == "moderate to high 1\n"


def test_spark_says_how_to_get_it() -> None:
    out = python(
        """
        import sys

        sys.modules["pyspark"] = None
        import actueel as ac
        import actueel.spark

        try:
            actueel.spark.rescore(None, ac.instrument("risk-check"), "2020-01-01")
        except ac.Error as error:
            print(error)
        """
    )
    assert out == (
        "spark: found no package pyspark, expected the extra spark; pip install 'actueel[spark]'. [file_unreadable]\n"
    )
