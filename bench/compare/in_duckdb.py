# SPDX-License-Identifier: MPL-2.0
"""W1 in DuckDB: intervals by a window, then sums under conditions; beside it difference arrays, and the ASOF join."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

import coded
from question import Question

FAR = 99_999
"""A day after every day."""

STALE = 1 << 20
"""A packed sum has the points below 2^10, the current answers below 2^20, and the stale ones above."""


def connection(question: Question) -> Any:
    """Return a connection; rows may come out in any order."""
    held = duckdb.connect()
    held.execute(f"set threads = {question.threads}; set preserve_insertion_order = false")
    held.register("days_arrow", pa.table({"as_of": pa.array(question.days).cast(pa.date32())}))
    held.execute("create table days as select as_of, row_number() over (order by as_of) - 1 as place from days_arrow")
    held.register("plan_arrow", pa.table({"item": question.items, "shelf": question.shelf, "per": question.per}))
    held.execute("create table plan as select * from plan_arrow")
    return held


def _view(question: Question, held: Any) -> pa.Array:
    """Show the records as numbers, and give back the families' names."""
    family, names = coded.codes(question, "family")
    item, items = coded.codes(question, "item")
    answer, answers = coded.codes(question, "answer")
    held.register("r", pa.table({"family": family, "item": item, "d": coded.days(question), "a": answer}))
    shelf = question.shelf[coded.places(items, question.items)]
    held.register("shelves", pa.table({"item": pa.array(np.arange(len(items)), item.type), "shelf": shelf}))
    held.register("gives", pa.table({"a": pa.array(np.arange(len(answers)), answer.type), "p": coded.points(answers)}))
    return names


_INTERVALS = f"""select family, s, m, n, (p + 1024)::double as w from (
    select family, s, p, least(s + shelf, n) as m, n from (
        select family, d as s, p, shelf,
            case when lead(item) over sorted = item then lead(d) over sorted else {FAR} end as n
        from r join shelves using (item) join gives using (a)
        window sorted as (partition by family order by item, d)))"""
"""Each answer: its first day s, the day m on which it lapses or is followed, the day n when it is followed, its sum."""


def finish(question: Question, packed: str) -> str:
    """Return the columns from rows of family, as_of and a packed sum."""
    first, second = question.cuts
    level = "(({0} >= {1})::tinyint + ({0} >= {2})::tinyint)"
    return f"""select family, as_of, low::double as total_low, high::double as total_high,
        {level.format("low", first, second)} as total_level_low,
        {level.format("high", first, second)} as total_level_high,
        current::integer as n_current, stale::integer as n_stale,
        ({len(question.items)} - current - stale)::integer as n_unknown
        from (select *, low + {question.most} * ({len(question.items)} - current) as high
        from (select family, as_of, v & 1023 as low, (v >> 10) & 1023 as current, v >> 20 as stale
        from (select family, as_of, v::bigint as v from ({packed}))))"""


def _rows(question: Question, held: Any, text: str) -> pa.Table:
    names = _view(question, held)
    made = held.sql(text).to_arrow_table()
    return coded.worded(dict(zip(made.column_names, made.columns, strict=True)), names)


def packed_under_conditions(question: Question) -> str:
    """Return rows of family, as_of and a packed sum: a sum under a condition for each date, then one row a date."""
    days = question.days.tolist()
    sums = ", ".join(
        f"sum(case when {d} < s then 0.0::double when {d} < m then w when {d} < n then {STALE}.0::double"
        " else 0.0::double end)"
        for d in days
    )
    return f"""select family, as_of, v from (
        select family, unnest({days}) as as_of, unnest(sums) as v, first from (
        select family, min(s) as first, [{sums}] as sums from ({_INTERVALS}) group by family)) where as_of >= first"""


def conditional(question: Question, held: Any) -> pa.Table:
    """Sum under a condition for each date, all three sums packed into one double."""
    return _rows(question, held, finish(question, packed_under_conditions(question)))


def differences(question: Question, held: Any) -> pa.Table:
    """Add what begins and take what ends at the first date on or after it, then a running sum over the dates."""
    early = int(coded.days(question).to_numpy().min())
    calendar = np.arange(early, int(question.days[-1]) + 1)
    place = np.searchsorted(question.days, calendar)
    held.register("calendar", pa.table({"day": calendar.astype(np.int32), "as_of": question.days[place]}))
    days = question.days.tolist()
    packed = f"""select family, as_of, sum(v) over (partition by family order by as_of) as v from (
        select family, as_of, sum(v) as v from (
            select family, as_of, v from (
                select family, s as day, w as v from intervals
                union all
                select family, m, case when m < n then {STALE}.0::double else 0.0::double end - w from intervals
                union all select family, n, -{STALE}.0::double from intervals where m < n
            ) join calendar using (day)
            union all select family, as_of, 0.0::double from (
                select family, min(d) as first, unnest({days}) as as_of from r group by family) where as_of >= first
        ) group by family, as_of)"""
    return _rows(question, held, f"with intervals as materialized ({_INTERVALS}) {finish(question, packed)}")


def asof(question: Question, held: Any) -> pa.Table:
    """As most people write it, on the texts: each family, question and date with its latest answer."""
    held.register("records", question.records)
    points = "case r.answer when 'a0' then 0 when 'a1' then 1 when 'a2' then 2 when 'a3' then 3 else 4 end"
    first, second = question.cuts
    level = "case when {0} >= {2} then 'high' when {0} >= {1} then 'moderate' else 'low' end"
    return held.sql(f"""
        select family, as_of, sum(low)::double as total_low, sum(high)::double as total_high,
            {level.format("total_low", first, second)} as total_level_low,
            {level.format("total_high", first, second)} as total_level_high,
            (count(*) filter (state = 1))::integer as n_current, (count(*) filter (state = 2))::integer as n_stale,
            (count(*) filter (state = 0))::integer as n_unknown from (
        select g.family, g.as_of, case when r.observed_on is null then 0
                when g.as_of < r.observed_on + g.shelf then 1 else 2 end as state,
            case when state = 1 then {points} else 0 end as low,
            case when state = 1 then {points} else {question.most} end as high
        from (select family, as_of, item, shelf from (
                select family, min(observed_on) as first from records group by family)
            join days on as_of >= first cross join plan) g
        asof left join records r on g.family = r.family and g.item = r.item and g.as_of >= r.observed_on)
        group by family, as_of""").to_arrow_table()
