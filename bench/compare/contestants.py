# SPDX-License-Identifier: MPL-2.0
"""Who takes part in which workload, and how each is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from question import Question


@dataclass(frozen=True)
class Contestant:
    """One form of one library.

    `prepare` gives, outside the clock, what `run` works on; `run` begins with the Arrow table of the question and ends
    with an Arrow table of the rows.
    """

    name: str
    form: str
    run: Callable[[Question, Any], Any]
    prepare: Callable[[Question], Any] = lambda _: None
    usual: bool = False
    """Whether it is written as most people write it, not as fast as it can be."""

    @property
    def library(self) -> str:
        """Return whose form it is."""
        return self.name.split()[0].lower()


def _ours() -> list[Contestant]:
    import ours

    made = [Contestant("actueel", "Instrument.rescore, a new table", lambda q, _: ours.rescore(q))]
    if ours.has_engines():
        made.append(Contestant("actueel, plain", "no plan", lambda q, _: ours.plain_in_columns(q), usual=True))
    return made


def _numpy(workload: str) -> list[Contestant]:
    if workload == "w2-lite":
        import lite_numpy

        form = "one sort, cut to memberships, difference arrays of packed counts"
        return [Contestant("numpy", form, lambda q, _: lite_numpy.expert(q))]

    import in_numpy

    def room(question: Question) -> Any:
        return in_numpy.buffers(question, question.records["family"].combine_chunks().dictionary.__len__())

    return [
        Contestant("numpy", "radix sort, difference arrays; new arrays", lambda q, _: in_numpy.expert(q)),
        Contestant("numpy, reused", "the same into the pages of its last run", in_numpy.expert, room),
    ]


def _duckdb(workload: str) -> list[Contestant]:
    import in_duckdb

    start = in_duckdb.connection
    if workload == "w2-lite":
        import lite_duckdb

        return [
            Contestant("DuckDB", "lead() intervals cut to memberships, packed sums twice", lite_duckdb.expert, start)
        ]
    return [
        Contestant("DuckDB", "lead() intervals, packed sums under conditions", in_duckdb.conditional, start),
        Contestant("DuckDB, differences", "lead() intervals, difference arrays", in_duckdb.differences, start, True),
        Contestant("DuckDB, ASOF", "ASOF join as most people write it", in_duckdb.asof, start, True),
    ]


def _polars(workload: str) -> list[Contestant]:
    import in_polars

    if workload == "w2-lite":
        import lite_polars

        return [
            Contestant(
                "Polars",
                "one sort, cut to memberships, spread over dates, two groups",
                lambda q, _: lite_polars.expert(q),
            )
        ]
    return [
        Contestant("Polars", "one sort, packed sums under conditions", lambda q, _: in_polars.conditional(q)),
        Contestant("Polars, differences", "difference arrays", lambda q, _: in_polars.differences(q), usual=True),
        Contestant("Polars, join_asof", "as most people write it", lambda q, _: in_polars.asof(q), usual=True),
    ]


def _pandas(workload: str) -> list[Contestant]:
    if workload == "w2-lite":
        import lite_pandas

        form = "one sort, cut to memberships, difference arrays with a column a question"
        return [Contestant("pandas", form, lambda q, _: lite_pandas.expert(q))]

    import in_pandas

    return [
        Contestant("pandas", "one sort, difference arrays", lambda q, _: in_pandas.differences(q)),
        Contestant("pandas, merge_asof", "as most people write it", lambda q, _: in_pandas.asof(q), usual=True),
    ]


LIBRARIES = ("actueel", "numpy", "duckdb", "polars", "pandas")


def of(workload: str, libraries: list[str], *, usual: bool) -> list[Contestant]:
    """Return the contestants of a workload among these libraries; ours first."""
    made = _ours() if "actueel" in libraries else []
    if workload in ("w1", "w2-lite"):
        made += _numpy(workload) if "numpy" in libraries else []
        made += _duckdb(workload) if "duckdb" in libraries else []
        made += _polars(workload) if "polars" in libraries else []
        made += _pandas(workload) if "pandas" in libraries else []
    alone = workload not in ("w1", "w2-lite")  # where nobody takes part, our plain engine stands beside us
    return [each for each in made if usual or alone or not each.usual]
