# SPDX-License-Identifier: MPL-2.0
"""Days and instants as people give them, turned into the texts that the core reads."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from typing import TypeAlias

from .errors import Error, Problem

__all__ = ["Day", "Days", "KnownAt", "day_text", "day_texts", "known_at_text", "shown_text"]

Day: TypeAlias = "str | dt.date"
"""A day: ``"2020-04-16"`` or a ``datetime.date``."""

Days: TypeAlias = "Day | Iterable[Day]"
"""One day, several, or ``"month-ends:2019-01:2020-12"``."""

KnownAt: TypeAlias = "str | dt.datetime"
"""``"everything"``, ``"as_of"``, an RFC 3339 text, or a ``datetime`` with a time zone."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH_ENDS = re.compile(r"month-ends:(\d{4})-(\d{2}):(\d{4})-(\d{2})", re.ASCII)


def _wrong(code: str, place: str, found: str, expected: str, remedy: str) -> Error:
    return Error([Problem(code, "the question", place, found, expected, remedy)])


def shown_text(text: str) -> str:
    """Show what was typed only when it cannot be a story about somebody."""
    shaped = re.fullmatch(r"[A-Za-z0-9._:+-]{1,64}", text, re.ASCII)
    return text if shaped else f"text of {len(text)} characters"


def day_text(value: Day, place: str = "/as_of") -> str:
    """Return a day as ``YYYY-MM-DD``; `place` says in errors which one it is.

    Raises
    ------
    Error
        ``day_malformed`` or ``day_impossible``.

    Examples
    --------
    >>> day_text(dt.date(2020, 4, 16))
    '2020-04-16'

    """
    remedy = "write it as YYYY-MM-DD"
    if isinstance(value, dt.datetime):
        raise _wrong("day_malformed", place, "a datetime", "a day", f"{remedy}, without a time")
    if isinstance(value, dt.date):
        return value.isoformat()
    if not _DAY.fullmatch(value):
        raise _wrong("day_malformed", place, shown_text(value), "a day (YYYY-MM-DD)", remedy)
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        expected = "a day that exists (YYYY-MM-DD)"
        raise _wrong("day_impossible", place, value, expected, "write the day that was meant") from None
    return value


def day_texts(value: Days) -> list[str]:
    """Return the days of a moment list in order, each once.

    Examples
    --------
    >>> day_texts("month-ends:2019-12:2020-02")
    ['2019-12-31', '2020-01-31', '2020-02-29']
    >>> day_texts(["2020-02-01", "2020-01-01", "2020-02-01"])
    ['2020-01-01', '2020-02-01']

    """
    if isinstance(value, str):
        if value.startswith("month-ends:"):
            return _month_ends(value)
        value = [part.strip() for part in value.split(",")]
    elif isinstance(value, dt.date):
        value = [value]
    days = sorted({day_text(each) for each in value})
    if not days:
        raise _wrong("list_empty", "/as_of", "no day", "at least one day", "say as of which days to assess")
    return days


def _month_ends(value: str) -> list[str]:
    expected = "month-ends:YYYY-MM:YYYY-MM, the first month not after the last"
    match = _MONTH_ENDS.fullmatch(value)
    if match is None:
        raise _wrong("day_malformed", "/as_of", shown_text(value), expected, "write it as month-ends:2019-01:2020-12")
    year, month, last_year, last_month = (int(group) for group in match.groups())
    if not (1 <= month <= 12 and 1 <= last_month <= 12 and year and (year, month) <= (last_year, last_month)):
        raise _wrong("day_impossible", "/as_of", value, expected, "write it as month-ends:2019-01:2020-12")
    ends = []
    while (year, month) <= (last_year, last_month):
        ends.append(f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return ends


def known_at_text(value: KnownAt) -> str:
    """Return ``"everything"``, ``"as_of"`` or an instant as the core reads it.

    Examples
    --------
    >>> known_at_text(dt.datetime(2020, 4, 16, 9, tzinfo=dt.UTC))
    '2020-04-16T09:00:00Z'

    """
    if isinstance(value, str):
        return value
    if value.tzinfo is not None:
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    found, expected = "a datetime without a time zone", '"everything", "as_of", or an instant'
    raise _wrong("known_at_malformed", "/known_at", found, expected, "give a datetime with a time zone")
