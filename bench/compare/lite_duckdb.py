# SPDX-License-Identifier: MPL-2.0
"""W2-lite in DuckDB: intervals by a window, cut to memberships, spread over the dates, put together twice.

For one question and date, the answers of its members are one packed sum: how many gave 0, 1, 2, 3, 4 points (three bits
each), then how many lapsed. The most points are the highest of these that anybody gave.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

import coded
from question import Question

FAR = 99_999
LAPSED = 1 << 15
NOBODY = 99


def _view(question: Question, held: Any) -> pa.Array:
    """Show the records as numbers, the small tables of the instrument, and give back the families' names."""
    columns: dict[str, pa.Array] = {name: coded.days(question, name) for name in ("observed_on", "start", "until")}
    words: dict[str, list[str]] = {}
    for name in ("family", "type", "person", "item", "answer", "role"):
        columns[name], found = coded.codes(question, name)
        words[name] = found if name == "family" else found.to_pylist()
    held.register("r", pa.table(columns))
    plan = {
        "item": np.arange(len(words["item"]), dtype=np.int8),
        "q": coded.places(pa.array(words["item"]), question.items).astype(np.int8),
    }
    roles = [words["role"].index(per) if per in words["role"] else -1 for per in question.per]
    plan["shelf"] = question.shelf[plan["q"]]
    plan["of"] = np.array(roles, np.int8)[plan["q"]]
    held.register("asked", pa.table(plan))
    held.register(
        "gives",
        pa.table({"answer": np.arange(len(words["answer"]), dtype=np.int8), "p": coded.points(words["answer"])}),
    )
    first, last = int(question.days[0]), int(question.days[-1])
    days = np.arange(first, last + 2, dtype=np.int32)
    place = np.searchsorted(question.days, days).astype(np.int32)
    for called in ("b", "m", "f"):
        held.register(f"at_{called}", pa.table({f"{called}_on": days, called: place}))
    held.register("dates", pa.table({"place": np.arange(len(question.days), dtype=np.int32), "as_of": question.days}))
    held.execute(
        f"set variable observation = {words['type'].index('observation')}; set variable membership ="
        f" {words['type'].index('membership')}; set variable carer = {words['role'].index('caregiver')}"
    )
    return words["family"]


def expert(question: Question, held: Any) -> pa.Table:
    """Score W2-lite."""
    names = _view(question, held)
    first, last = int(question.days[0]), int(question.days[-1])
    q = {name: place for place, name in enumerate(question.items)}
    cared, child = (sum(per == who for per in question.per) for who in ("caregiver", "child"))
    dates, items, most = len(question.days), len(question.items), question.most
    low_cut, high_cut = question.cuts
    level = "(({0} >= {1})::tinyint + ({0} >= {2})::tinyint)"
    ones = " + ".join(f"((v >> {3 * points}) & 7)" for points in range(5))
    top = f"case {' '.join(f'when v & {7 << 3 * points} <> 0 then {points}' for points in (4, 3, 2, 1))} else 0 end"
    day = f"least(greatest({{}}, {first}), {last + 1})"
    made = held.sql(f"""
        with members as materialized (
            select family, person, role, start, coalesce(until, {FAR}) as until
            from r where type = getvariable('membership')),
        answers as (
            select family, person, q, of, p, s, least(s + shelf, n) as m, n from (
                select family, person, q, of, p, shelf, observed_on as s,
                    case when lead(q) over w = q and lead(person) over w is not distinct from person
                        then lead(observed_on) over w else {FAR} end as n
                from r join asked using (item) join gives using (answer) where type = getvariable('observation')
                window w as (partition by family order by q, person, observed_on))),
        counted as (
            select family, q, p, s as b_on, m as m_on, n as f_on from answers where of = -1
            union all
            select a.family, q, p, greatest(s, start), least(m, until), least(n, until)
            from answers a join members using (family, person) where of = role),
        placed as (
            select family, q, p, b, m, f from (
                select family, q, p, {day.format("b_on")} as b_on, {day.format("m_on")} as m_on,
                    {day.format("f_on")} as f_on from counted)
            join at_b using (b_on) join at_m using (m_on) join at_f using (f_on) where b < f),
        spread as (
            select family, q, place, (case when place < m then 1 << (3 * p)::integer else {LAPSED} end)::double as w
            from (select family, q, p, m, unnest(range(b, f)) as place from placed)),
        people as (
            select cell, sum(case role when getvariable('carer') then 1 else 1024 end::double)::integer as n from (
                select family::bigint * {dates} + unnest(range(b, f)) as cell, role from (
                    select family, role, {day.format("start")} as b_on, {day.format("until")} as f_on from members)
                join at_b using (b_on) join at_f using (f_on))
            group by cell),
        questions as (
            select key // {items} as cell, (key % {items})::tinyint as q, v from (
                select (family::bigint * {dates} + place) * {items} + q as key, sum(w)::integer as v
                from spread group by key)),
        began as (
            select family, min(least(observed_on, start)) as first from r group by family),
        whole as (
            select family::bigint * {dates} + place as cell, family, as_of, coalesce(n, 0) as n
            from began join dates on as_of >= first left join people on cell = family::bigint * {dates} + place),
        each_one as (
            select cell, q, v, {top} as low, {ones} as current, v >> 15 as stale,
                case when q < 6 then 1 when q < {6 + cared} then n & 1023 else n >> 10 end as members
            from questions join whole using (cell)),
        summed as (
            select cell, sum((case when q < 2 then 0 else low end)::double) as low,
                sum((case when q < 2 or current < members then 0 else {most} - low end)::double) as known,
                sum(current::double) as current, sum(stale::double) as stale,
                max(case when q < 2 then low end) as conflict_low,
                max(case when q = {q["f1"]} then (current << 3) + low end) as f1,
                max(case when q = {q["f2"]} then (current << 3) + low end) as f2,
                max(case when q = {q["c2"]} then ((current >= members)::integer << 3) + low end) as c2
            from each_one group by cell),
        told as (
            select family, as_of, coalesce(conflict_low, 0) as conflict_low,
                greatest(case when f1 >= 8 then f1 & 7 else {most} end, case when f2 >= 8 then f2 & 7 else {most} end)
                    as conflict_high,
                coalesce(low, 0) as low, {(items - 2) * most} - coalesce(known, 0) as high,
                coalesce(current, 0) as current, coalesce(stale, 0) as stale,
                6 + {cared} * greatest(n & 1023, 1) + {child} * greatest(n >> 10, 1) as rows_of,
                case when f1 >= 8 then (f1 & 7 = {most})::integer end as one,
                case when c2 & 7 = {most} then 1 when c2 >= 8 then 0 end as two
            from whole left join summed using (cell)),
        levelled as (
            select *, low + conflict_low as total_low, high + conflict_high as total_high,
                case when one = 0 or two = 0 then 0 when one = 1 and two = 1 then 2 else 1 end as holds from told)
        select family, as_of, conflict_low::double as conflict_low, conflict_high::double as conflict_high,
            total_low::double as total_low, total_high::double as total_high,
            {level.format("total_low", low_cut, high_cut)} as total_level_low,
            {level.format("total_high", low_cut, high_cut)} as total_level_high,
            case when holds = 2 then 2 else total_level_low end as computed_low,
            case when holds > 0 then 2 else total_level_high end as computed_high,
            current::integer as n_current, stale::integer as n_stale,
            (rows_of - current - stale)::integer as n_unknown
        from levelled""").to_arrow_table()
    return coded.worded(dict(zip(made.column_names, made.columns, strict=True)), names)
