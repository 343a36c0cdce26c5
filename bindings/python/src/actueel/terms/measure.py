# SPDX-License-Identifier: MPL-2.0
"""Terms measured: from the day on which the starting record was written down to that of the ending one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from .calendar import WorkingDays
from .document import Limit, Term, Terms

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["KEPT", "LATE", "RUNNING", "Cases", "Span", "last_days", "local_days", "measured"]

KEPT, LATE, RUNNING = "kept", "late", "running"
"""Ended on its last day or before; ended after it, or still open after it; open, and its last day has not passed."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one record of a family to the first one after it that ends what it began, as the core finds them.

    Attributes
    ----------
    of : int
        Which of `Terms.spans` it is.
    record : str
        The id of the record that began it.
    began, ended : date
        The days, in the zone of the terms, on which the two were first written down; None while nothing ended it.

    """

    of: int
    record: str
    began: dt.date
    ended: dt.date | None = None


@dataclass(slots=True)
class Cases:
    """Every time that a term was started, a list for each thing that is known of it.

    Attributes
    ----------
    family : list of str
        Whose it is.
    term, record : list of str
        Which term, and which record started it.
    began, ended : list of date or None
        The days on which the two records were written down; None while nothing ended it.
    last_day : list of date or None
        The last day on which it is kept; None while its clock stands still.
    outcome : list of str
        `KEPT`, `LATE` or `RUNNING`.
    stopped : list of int
        Days on which its clock stood still.
    why : list of tuple of int
        By which suspensions of its term, by their place in the document.

    """

    family: list[str] = field(default_factory=list)
    term: list[str] = field(default_factory=list)
    record: list[str] = field(default_factory=list)
    began: list[dt.date] = field(default_factory=list)
    last_day: list[dt.date | None] = field(default_factory=list)
    ended: list[dt.date | None] = field(default_factory=list)
    outcome: list[str] = field(default_factory=list)
    stopped: list[int] = field(default_factory=list)
    why: list[tuple[int, ...]] = field(default_factory=list)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.family)


def local_days(instants: npt.NDArray[np.int64], time_zone: str) -> npt.NDArray[np.datetime64]:
    """Return the days in a time zone of instants, which are microseconds since 1970 in UTC.

    Examples
    --------
    >>> late = np.array([1577833200_000000])  # 2019-12-31T23:00:00Z
    >>> local_days(late, "Europe/Amsterdam")
    array(['2020-01-01'], dtype='datetime64[D]')

    """
    import pyarrow as pa
    import pyarrow.compute as pc

    held = pa.array(instants, pa.timestamp("us", time_zone))
    found: npt.NDArray[np.datetime64] = pc.local_timestamp(held).to_numpy(zero_copy_only=False).astype("datetime64[D]")
    return found


def last_days(
    began: npt.NDArray[np.datetime64], limit: Limit, work: np.busdaycalendar, *, next_working_day: bool = False
) -> npt.NDArray[np.datetime64]:
    """Return the last day on which each term is kept, where nothing stops its clock.

    The day on which a term begins does not count. In working days it is the n-th working day after it; with 0 the day
    itself, or the next working day. In calendar time it is that day plus the duration: years and months first, where
    a day that the month lacks becomes its last day.

    Examples
    --------
    >>> good_friday = np.array(["2020-04-10"], "datetime64[D]")
    >>> last_days(good_friday, Limit(working_days=1), WorkingDays().calendar)
    array(['2020-04-14'], dtype='datetime64[D]')
    >>> last_days(np.array(["2020-01-31"], "datetime64[D]"), Limit(months=1), WorkingDays().calendar)
    array(['2020-02-29'], dtype='datetime64[D]')

    """
    last: npt.NDArray[np.datetime64]
    if limit.working_days is not None:
        roll = "backward" if limit.working_days else "forward"
        last = np.busday_offset(began, limit.working_days, roll=roll, busdaycal=work)  # type: ignore[call-overload]
        return last
    month = began.astype("datetime64[M]")
    then = month + limit.months
    longest = (then + 1).astype("datetime64[D]") - then.astype("datetime64[D]")
    in_month = np.minimum(began - month.astype("datetime64[D]"), longest - 1)
    last = then.astype("datetime64[D]") + in_month + limit.days
    return np.busday_offset(last, 0, roll="forward", busdaycal=work) if next_working_day else last


def measured(terms: Terms, families: Mapping[str, Sequence[Span]], as_of: dt.date, work: WorkingDays) -> Cases:
    """Return each time that a term began on `as_of` or before, and what became of it by then.

    Parameters
    ----------
    terms : Terms
        What is measured.
    families : dict of str to list of Span
        The spans of each family.
    as_of : date
        What was written down later has not happened yet.
    work : WorkingDays
        The working days of the terms.

    Returns
    -------
    Cases
        By term, then in the order of the families and their spans.

    Examples
    --------
    >>> terms = Terms.load("examples/terms.json")
    >>> assessed = Span(0, "e1", dt.date(2020, 4, 9), dt.date(2020, 4, 20))
    >>> cases = measured(terms, {"F-1": [assessed]}, dt.date(2020, 5, 1), terms.working_days())
    >>> cases.last_day[0], cases.outcome[0]
    (datetime.date(2020, 4, 20), 'kept')

    """
    cases = Cases()
    places = {pair: place for place, pair in enumerate(terms.spans())}
    for term in terms.terms:
        stops = {places[each.start, each.end]: which for which, each in enumerate(term.suspended)}
        _add(cases, term, places[term.start, term.end], stops, families, as_of, work)
    return cases


def _add(
    cases: Cases,
    term: Term,
    of: int,
    stops: Mapping[int, int],
    families: Mapping[str, Sequence[Span]],
    as_of: dt.date,
    work: WorkingDays,
) -> None:
    begun: list[Span] = []
    stopped: list[list[_Stop]] = []
    for family, spans in families.items():
        mine = [each for each in spans if each.of == of and each.began <= as_of]
        if not mine:
            continue
        still = [
            _Stop(stops[each.of], each.began, _by(each.ended, as_of))
            for each in spans
            if each.of in stops and each.began <= as_of
        ]
        cases.family += [family] * len(mine)
        begun += mine
        stopped += [still] * len(mine)
    if not begun:
        return
    plain = last_days(
        np.array([each.began for each in begun], "datetime64[D]"),
        term.limit,
        work.calendar,
        next_working_day=term.next_working_day,
    )
    cases.term += [term.id] * len(begun)
    for span, last_day, some in zip(begun, plain.tolist(), stopped, strict=True):
        end = _by(span.ended, as_of)
        until = as_of if end is None else end
        held = [each for each in some if each.start <= until and (each.end is None or each.end > span.began)]
        days: list[dt.date] = []
        if held:
            last_day, days = _suspended(term, span.began, until, held, work)
        cases.record.append(span.record)
        cases.began.append(span.began)
        cases.ended.append(end)
        cases.last_day.append(last_day)
        cases.outcome.append(_outcome(last_day, end, as_of))
        cases.stopped.append(len(days))
        cases.why.append(tuple(sorted({each.which for each in held})) if days else ())


def _by(ended: dt.date | None, as_of: dt.date) -> dt.date | None:
    return None if ended is None or ended > as_of else ended


def _outcome(last_day: dt.date | None, end: dt.date | None, as_of: dt.date) -> str:
    if last_day is not None and last_day < (as_of if end is None else end):
        return LATE
    return RUNNING if end is None else KEPT


@dataclass(frozen=True, slots=True)
class _Stop:
    """A clock that stands still: from a day until the one on which it goes on, or still."""

    which: int
    start: dt.date
    end: dt.date | None


def _suspended(
    term: Term, began: dt.date, until: dt.date, held: Sequence[_Stop], work: WorkingDays
) -> tuple[dt.date | None, list[dt.date]]:
    """Return the last day of a term whose clock stood still, or None while it does, and the days on which it stood.

    A day of suspension counts neither as a working day nor as a calendar day. What was late before is late.
    """
    still = min((each.start for each in held if each.end is None), default=None)
    days = np.unique(
        np.concatenate(
            [
                np.arange(np.datetime64(max(each.start, began)), np.datetime64(each.end or until) + (each.end is None))
                for each in held
            ]
        )
    )
    if term.limit.working_days is not None:
        last = last_days(np.array([began], "datetime64[D]"), term.limit, work.without(days))[0]
    else:
        plain_end = last_days(np.array([began], "datetime64[D]"), term.limit, work.calendar)[0]
        every = np.busdaycalendar(weekmask="1111111", holidays=days)
        count = int((plain_end - np.datetime64(began)).astype(int))
        last = np.busday_offset(np.datetime64(began), count, roll="backward", busdaycal=every)
        if term.next_working_day:
            last = np.busday_offset(last, 0, roll="forward", busdaycal=work.without(days))
    found: dt.date = last.astype(dt.date)
    stood = [day for day in days.astype(dt.date).tolist() if began <= day <= until and day <= found]
    if still is not None and found >= still:
        return None, [day for day in days.astype(dt.date).tolist() if began <= day <= until]
    return found, stood
