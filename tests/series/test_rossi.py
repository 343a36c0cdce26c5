# SPDX-License-Identifier: MPL-2.0
"""The published Cox models of the Rossi data, fitted by R on rows that our own door made of histories.

A week is seven days. Work in a week is written down as the week begins (same week), or when it is over (last week); an
arrest happens on the last day of its week. What a row explains is then exactly what the published rows explain.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from published import Fit, followed, happened, history, instrument, scale, seen
from statsmodels.duration.hazard_regression import PHReg

import actueel as ac
from actueel.demo.rossi.data import Rossi

PRINTED = 1e-5
"""How near to the printed log-likelihoods: R prints other last digits of the original data, see below."""

CODES = ("fin", "wexp", "mar", "paro")
NUMBERS = ("age", "prio")
YES_NO = {"options": [{"code": code, "label": {"en": code}} for code in ("no", "yes")]}


def study(*, employed: bool) -> ac.Instrument:
    """Return an instrument with a scale for each covariate: its values are those of the model matrix."""
    items: list[dict[str, Any]] = [
        {"id": each, "kind": "static", "ask": {"en": "?"}, "answer": YES_NO} for each in CODES
    ]
    items += [
        {"id": each, "kind": "static", "ask": {"en": "?"}, "answer": {"number": {"min": 0, "max": 99}}}
        for each in NUMBERS
    ]
    scales = [scale(each, points={"no": 0, "yes": 1}) for each in CODES]
    scales += [scale(each, linear={"times": 1}) for each in NUMBERS]
    if employed:
        items.append({"id": "employed", "kind": "dynamic", "shelf_life": "P7D", "ask": {"en": "?"}, "answer": YES_NO})
        scales.append(scale("employed", points={"no": 0, "yes": 1}))
    return instrument(items, scales)


def histories(data: Rossi, employed: str, *, longer: int = 0) -> list[ac.History]:
    """Return everybody's records.

    `employed` says when work in a week is written down, as it is begun or ended; `longer` follows by so many days more.
    """
    made = []
    for person in range(len(data)):
        weeks = int(data.week[person])
        records = [followed(7 * weeks + longer)]
        for each in CODES:
            code = data.codes[each][person]
            records.append(seen(each, each, "yes" if code in ("yes", "not married") else "no", 0))
        records += [seen(each, each, int(data.numbers[each][person]), 0) for each in NUMBERS]
        for week in range(weeks):
            answer = "yes" if data.employed[person, week] else "no"
            records.append(seen(f"w{week}", "employed", answer, 7 * (week + (employed == "ended"))))
        if data.arrested[person]:
            records.append(happened("arrest", 7 * weeks))
        made.append(history(data.family(person), records))
    return made


def with_race(rows: pa.Table, data: Rossi) -> pa.Table:
    """Add who the study calls other: an item about this may be recorded for an audit, and never has points."""
    other = {data.family(person): data.codes["race"][person] == "other" for person in range(len(data))}
    return rows.append_column("race", pa.array([int(other[each]) for each in rows["family"].to_pylist()]))


def rows_of(data: Rossi, employed: str) -> pa.Table:
    return with_race(study(employed=True).counting_process(histories(data, employed), events="arrest", every=7), data)


@pytest.fixture(scope="module")
def begun(rossi: Rossi) -> pa.Table:
    return rows_of(rossi, "begun")


@pytest.fixture(scope="module")
def ended(rossi: Rossi) -> pa.Table:
    return rows_of(rossi, "ended")


FIXED = "fin_low + age_low + race + wexp_low + mar_low + paro_low + prio_low"
TOLD = """
m <- coxph(Surv(start, stop, event == 'true') ~ {formula}, d, ties = '{ties}')
for (name in names(coef(m))) tell(sub('_low', '', name), coef(m)[[name]])
for (name in names(coef(m))) tell(paste0('se_', sub('_low', '', name)), sqrt(diag(vcov(m)))[[name]])
tell('null', m$loglik[1]); tell('loglik', m$loglik[2]); tell('events', m$nevent)
"""


def figures(formula: str, ties: str = "efron") -> str:
    return TOLD.format(formula=formula, ties=ties)


def test_the_fixed_model_its_concordance_and_its_proportional_hazards(rossi: Rossi, fit: Fit) -> None:
    rows = with_race(study(employed=False).counting_process(histories(rossi, "begun"), events="arrest"), rossi)
    assert rows.num_rows == 432, "nothing changes, so everybody has one row"
    assert pc.sum(rows["event"]).as_py() == 114
    found = fit(
        figures(FIXED)
        + """
        tell('concordance', concordance(m)$concordance); tell('se_concordance', sqrt(concordance(m)$var))
        z <- cox.zph(m)$table
        for (row in c('age_low', 'wexp_low', 'GLOBAL')) {
            tell(paste0('z_', row), z[row, 1]); tell(paste0('p_', row), z[row, 3])
        }
        """,
        rows,
    )
    published = {
        "fin": -0.379422,
        "age": -0.057438,
        "race": -0.313900,
        "wexp": -0.149796,
        "mar": 0.433704,
        "paro": -0.084871,
        "prio": 0.091497,
        "concordance": 0.640329,
        "se_concordance": 0.026658,
    }
    assert {name: round(found[name], 6) for name in published} == published
    assert (found["null"], found["loglik"]) == pytest.approx((-675.380633, -658.747660), abs=PRINTED)
    zph = {"z_age_low": 5.9740, "z_wexp_low": 4.2246, "z_GLOBAL": 17.6944}
    zph |= {"p_age_low": 0.0145, "p_wexp_low": 0.0398, "p_GLOBAL": 0.0134}
    assert {name: round(found[name], 4) for name in zph} == zph


def test_work_in_the_same_week(begun: pa.Table, fit: Fit) -> None:
    rows = begun
    assert rows.num_rows == 19_809
    found = fit(figures(f"{FIXED} + employed_low"), rows)
    published = {
        "fin": -0.356722,
        "age": -0.046342,
        "race": -0.338658,
        "wexp": -0.025553,
        "mar": 0.293747,
        "paro": -0.064206,
        "prio": 0.085139,
        "employed": -1.328321,
        "se_employed": 0.250716,
    }
    assert {name: round(found[name], 6) for name in published} == published
    assert found["loglik"] == pytest.approx(-641.054949, abs=PRINTED)
    breslow = fit(figures(f"{FIXED} + employed_low", ties="breslow"), rows)
    published = {"employed": -1.324585, "prio": 0.084666}
    assert {name: round(breslow[name], 6) for name in published} == published
    assert breslow["loglik"] == pytest.approx(-641.539091, abs=PRINTED)


def test_r_says_the_same_of_the_original_data(begun: pa.Table, fit: Fit) -> None:
    ours = fit(figures(f"{FIXED} + employed_low"), begun)
    theirs = fit(
        """
        r <- carData::Rossi
        one <- function(i) {
            p <- r[i, ]; week <- seq_len(p$week)
            data.frame(start = week - 1, stop = week, arrest = (week == p$week) * p$arrest, fin = p$fin, age = p$age,
                       race = p$race, wexp = p$wexp, mar = p$mar, paro = p$paro, prio = p$prio,
                       employed = unlist(p[paste0('emp', week)]) == 'yes')
        }
        weeks <- do.call(rbind, lapply(seq_len(nrow(r)), one))
        m <- coxph(Surv(start, stop, arrest) ~ fin + age + race + wexp + mar + paro + prio + employed, weeks)
        for (name in c('age', 'prio')) tell(name, coef(m)[[name]])
        tell('employed', coef(m)[['employedTRUE']]); tell('null', m$loglik[1]); tell('loglik', m$loglik[2])
        """,
        pa.table({"nothing": [0]}),
    )
    assert {name: ours[name] for name in theirs} == pytest.approx(theirs, rel=1e-9)


def known(rows: pa.Table) -> pa.Table:
    """Keep the rows in which work is known: what is unknown is a range, not a zero."""
    return rows.filter(pc.equal(rows["employed_low"], rows["employed_high"]))


LAST_WEEK = {"employed": -0.786889, "se_employed": 0.218081, "prio": 0.091988}
LAST_WEEK_LIKELIHOOD = -645.732707


def test_work_in_the_last_week(ended: pa.Table, fit: Fit) -> None:
    assert ended.num_rows == 19_809
    rows = known(ended)
    assert rows.num_rows == 19_377, "in the first week nobody's work is known"
    found = fit(figures(f"{FIXED} + employed_low"), rows)
    assert {name: round(found[name], 6) for name in LAST_WEEK} == LAST_WEEK
    assert found["loglik"] == pytest.approx(LAST_WEEK_LIKELIHOOD, abs=PRINTED)
    assert found["events"] == 113


def test_rows_that_are_not_cut_every_week_say_the_same(rossi: Rossi, fit: Fit) -> None:
    whole = study(employed=True).counting_process(histories(rossi, "ended"), events="arrest")
    rows = known(with_race(whole, rossi))
    assert rows.num_rows < 3_000
    found = fit(figures(f"{FIXED} + employed_low"), rows)
    assert {name: round(found[name], 6) for name in LAST_WEEK} == LAST_WEEK
    assert found["loglik"] == pytest.approx(LAST_WEEK_LIKELIHOOD, abs=PRINTED)


def test_statsmodels_agrees_where_the_weeks_are_strata(ended: pa.Table) -> None:
    """With ``entry``, statsmodels puts people into the risk set of the time of their own entry; strata do not."""
    rows = known(ended)
    names = [f"{each}_low" for each in ("fin", "age", "wexp", "mar", "paro", "prio", "employed")]
    design = np.column_stack([rows[name].to_numpy() for name in [*names, "race"]])
    event = rows["event"].to_numpy(zero_copy_only=False)
    fitted = PHReg(np.ones(len(event)), design, status=event, strata=rows["stop"].to_numpy(), ties="efron").fit()
    found = {"employed": fitted.params[6], "se_employed": fitted.bse[6], "prio": fitted.params[5]}
    assert found == pytest.approx(LAST_WEEK, abs=6e-7)
    assert fitted.llf == pytest.approx(LAST_WEEK_LIKELIHOOD, abs=PRINTED)


def test_a_score_of_the_very_day_would_look_ahead(rossi: Rossi, fit: Fit) -> None:
    """Nobody works in prison: what becomes known of a week on the day of an arrest tells the arrest itself."""
    whole = study(employed=True).counting_process(
        histories(rossi, "ended", longer=1), events="arrest", every=7, counts_from="same_day"
    )
    rows = known(with_race(whole, rossi))
    found = fit(figures(f"{FIXED} + employed_low"), rows)
    assert found["employed"] < -1.2 < LAST_WEEK["employed"]
