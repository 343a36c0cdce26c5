# SPDX-License-Identifier: MPL-2.0
"""The published figures of the pbcseq data (R's survival): which pick rule ranks best; Cox on log bilirubin.

Four items are answered at each visit with the same number, and pick the latest, worst, best and mean so far.
"""

from __future__ import annotations

import csv
import io
import subprocess

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from published import Fit, followed, happened, history, instrument, scale, seen

PICKS = ("latest", "worst", "best", "mean")


@pytest.fixture(scope="module")
def rows() -> pa.Table:
    script = "write.csv(survival::pbcseq[, c('id', 'futime', 'status', 'day', 'bili')], row.names = FALSE)"
    asked = ["Rscript", "--vanilla", "-e", script]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=120, check=True)
    visits = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(visits) == 1_945
    people: dict[str, list[dict[str, str]]] = {}
    for visit in visits:
        people.setdefault(visit["id"], []).append(visit)
    assert len(people) == 312
    items, scales = [], []
    for pick in PICKS:
        item = {
            "id": pick,
            "kind": "dynamic",
            "shelf_life": "P100Y",
            "ask": {"en": "?"},
            "answer": {"number": {"min": 0, "max": 99}},
        }
        if pick != "latest":
            item["pick"] = {"rule": pick, "window": "P100Y"}
        items.append(item)
        scales.append(scale(pick, linear={"times": 1}))
    histories = []
    for person, mine in people.items():
        records = [followed(int(mine[0]["futime"]))]
        for visit in mine:
            day = int(visit["day"])
            records += [seen(f"{pick}-{day}", pick, float(visit["bili"]), day) for pick in PICKS]
        if mine[0]["status"] == "2":
            records.append(happened("death", int(mine[0]["futime"])))
        histories.append(history(f"P-{int(person):03}", records))
    made: pa.Table = instrument(items, scales).counting_process(histories, events="death")
    return made


def test_everybody_is_followed_from_the_first_visit_to_the_last_day(rows: pa.Table) -> None:
    assert pc.sum(rows["event"]).as_py() == 140
    assert len(rows["family"].unique()) == 312
    assert rows.num_rows <= 1_945, "visits that change nothing end no row"
    for pick in PICKS:
        assert rows[f"{pick}_low"].equals(rows[f"{pick}_high"])


def test_the_latest_ranks_best_among_what_was_known_then(rows: pa.Table, fit: Fit) -> None:
    found = fit(
        """
        d$first <- ave(d$latest_low, d$family, FUN = function(x) x[1])
        for (name in c('latest_low', 'worst_low', 'mean_low', 'best_low', 'first'))
            tell(sub('_low', '', name),
                 concordance(Surv(start, stop, event == 'true') ~ d[[name]], d, reverse = TRUE)$concordance)
        """,
        rows,
    )
    published = {"latest": 0.863946, "worst": 0.852705, "best": 0.802738, "first": 0.778971}
    assert {name: round(found[name], 6) for name in published} == published
    assert round(found["mean"], 6) == 0.845669


def test_the_published_mean_counts_equal_means_as_different(fit: Fit) -> None:
    """It was .845686: means in floating point, where equal ones differ in the last bit. Exact ones tie."""
    begin = """
        d <- survival::pbcseq
        next_day <- function(day) c(day[-1], NA)
        d$stop <- ave(d$day, d$id, FUN = next_day); d$stop[is.na(d$stop)] <- d$futime[is.na(d$stop)]
        d$death <- d$status == 2 & d$stop == d$futime
        tell_of <- function(name, x)
            tell(name, concordance(Surv(day, stop, death) ~ x, d, reverse = TRUE)$concordance)
        so_far <- function(x) cumsum(x) / seq_along(x)
        tell_of('floating', ave(d$bili, d$id, FUN = so_far))
        tell_of('exact', ave(round(10 * d$bili), d$id, FUN = so_far))
    """
    found = fit(begin, pa.table({"nothing": [0]}))
    assert {name: round(value, 6) for name, value in found.items()} == {"floating": 0.845686, "exact": 0.845669}


def test_one_value_over_the_whole_file_uses_the_future_and_turns_the_order_round(rows: pa.Table, fit: Fit) -> None:
    found = fit(
        """
        first <- d[!duplicated(d$family), ]; last <- d[!duplicated(d$family, fromLast = TRUE), ]
        last$first_low <- first$latest_low
        for (name in c('best', 'mean', 'first', 'latest', 'worst'))
            tell(name, concordance(Surv(stop, event == 'true') ~ last[[paste0(name, '_low')]], last,
                                   reverse = TRUE)$concordance)
        """,
        rows,
    )
    wrong = {"best": 0.811981, "mean": 0.789239, "first": 0.778971, "latest": 0.751607, "worst": 0.742451}
    assert {name: round(found[name], 6) for name in wrong} == wrong


def test_the_cox_model_on_log_bilirubin(rows: pa.Table, fit: Fit) -> None:
    found = fit(
        """
        m <- coxph(Surv(start, stop, event == 'true') ~ log(latest_low), d)
        tell('coef', coef(m)); tell('se', sqrt(vcov(m))); tell('loglik', m$loglik[2])
        """,
        rows,
    )
    assert {name: round(value, 6) for name, value in found.items()} == {
        "coef": 1.288730,
        "se": 0.084545,
        "loglik": -583.119652,
    }
