# SPDX-License-Identifier: MPL-2.0
"""W2-lite in DuckDB: intervals by a window, cut to memberships, then sums under conditions, one column a date, twice.

For one question and date, the answers of its members are one packed sum: how many gave 0, 1, 2, 3, 4 points (three bits
each), then how many lapsed. The most points are the highest of these that anybody gave. What each question brings to
the family is a packed sum again.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

import coded
from question import Question

FAR = 99_999
LAPSED = 1 << 15


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
    held.execute(
        f"set variable observation = {words['type'].index('observation')}; set variable membership ="
        f" {words['type'].index('membership')}; set variable carer = {words['role'].index('caregiver')}"
    )
    return words["family"]


def expert(question: Question, held: Any) -> pa.Table:
    """Score W2-lite."""
    names = _view(question, held)
    q = {name: place for place, name in enumerate(question.items)}
    cared, child = (sum(per == who for per in question.per) for who in ("caregiver", "child"))
    items, most = len(question.items), question.most
    days = question.days.tolist()
    low_cut, high_cut = question.cuts
    level = "(({0} >= {1})::tinyint + ({0} >= {2})::tinyint)"

    def each(form: str) -> str:
        return ", ".join(form.format(d=d, at=at) for at, d in enumerate(days))

    stands = each(
        "sum(case when {d} < b then 0.0::double when {d} < m then w when {d} < f then "
        f"{LAPSED}.0::double else 0.0::double end)::integer as w{{at}}"
    )
    top = " ".join(f"when w{{at}} & {7 << 3 * points} <> 0 then {points}" for points in (4, 3, 2, 1))
    ones = " + ".join(f"((w{{at}} >> {3 * points}) & 7)" for points in range(5))
    of = "case kind when 0 then 1 when 1 then n{at} & 1023 else n{at} >> 10 end"
    figures = each(f"case {top} else 0 end as l{{at}}, {ones} as c{{at}}, ({ones}) >= greatest({of}, 1) as k{{at}}")
    # low (8 bits), the unknown points that are taken away (8), current (8), lapsed (8), then three questions (4 each)
    brings = each(
        f"sum((case when q < 2 then 0 else l{{at}} + case when k{{at}} then ({most} - l{{at}}) << 8 else 0 end end"
        " + (c{at} << 16) + ((w{at} >> 15) << 24))::double"
        " + case when shown is null then 0.0::double else (l{at} + k{at}::integer * 8)::double * shown end) as v{at}"
    )
    shown = " ".join(f"when {q[name]} then {1 << 32 + 4 * at}.0::double" for at, name in enumerate(("f1", "f2", "c2")))
    wide = each("v{at}")
    members = each("sum(case when start <= {d} and {d} < until then one else 0.0::double end)::integer as n{at}")
    made = held.sql(f"""
        with members as materialized (
            select family, person, role, start, coalesce(until, {FAR}) as until
            from r where type = getvariable('membership')),
        answers as (
            select family, person, q, of, w, s, least(s + shelf, n) as m, n from (
                select family, person, q, of, (1 << (3 * p)::integer)::double as w, shelf, observed_on as s,
                    case when lead(q) over sorted = q and lead(person) over sorted is not distinct from person
                        then lead(observed_on) over sorted else {FAR} end as n
                from r join asked using (item) join gives using (answer) where type = getvariable('observation')
                window sorted as (partition by family order by q, person, observed_on))),
        counted as (
            select family, q, w, s as b, m, n as f from answers where of = -1
            union all
            select a.family, q, w, greatest(s, start), least(m, until), least(n, until)
            from answers a join members using (family, person) where of = role),
        people as (
            select family, {members} from (
                select family, start, until,
                    case role when getvariable('carer') then 1.0::double else 1024.0::double end as one from members)
            group by family),
        questions as (select family, q, {stands} from counted group by family, q),
        figures as (
            select family, q, case q {shown} end as shown, {each("w{at}")}, {figures} from (
                select *, case when q < 6 then 0 when q < {6 + cared} then 1 else 2 end as kind
                from questions join people using (family))),
        summed as (select family, {brings} from figures group by family),
        began as (select family, min(least(observed_on, start)) as first from r group by family),
        whole as (
            select family, as_of, coalesce(n, 0) as n, coalesce(v, 0)::bigint as v from (
                select family, first, unnest({days}) as as_of, unnest([{each("n{at}")}]) as n, unnest([{wide}]) as v
                from began left join people using (family) left join summed using (family))
            where as_of >= first),
        told as (
            select family, as_of, n, v & 255 as low, {(items - 2) * most} - ((v >> 8) & 255) as high,
                (v >> 16) & 255 as current, (v >> 24) & 255 as stale,
                (v >> 32) & 15 as f1, (v >> 36) & 15 as f2, (v >> 40) & 15 as c2 from whole),
        ended as (
            select family, as_of, current, stale, low, high, greatest(f1 & 7, f2 & 7) as conflict_low,
                greatest(case when f1 >= 8 then f1 & 7 else {most} end, case when f2 >= 8 then f2 & 7 else {most} end)
                    as conflict_high,
                6 + {cared} * greatest(n & 1023, 1) + {child} * greatest(n >> 10, 1) as rows_of,
                case when f1 >= 8 then (f1 & 7 = {most})::integer end as one,
                case when c2 & 7 = {most} then 1 when c2 >= 8 then 0 end as two from told),
        levelled as (
            select *, low + conflict_low as total_low, high + conflict_high as total_high,
                case when one = 0 or two = 0 then 0 when one = 1 and two = 1 then 2 else 1 end as holds from ended)
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
