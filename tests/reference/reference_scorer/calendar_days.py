# SPDX-License-Identifier: MPL-2.0
"""Days and durations (semantics 2, *Calendar*).

A day is an integer: 1 is 0001-01-01, and there is none after 9999-12-31. `None` as an end means *never*.
"""

import calendar
import re
from datetime import date
from functools import lru_cache

LAST_DAY = date.max.toordinal()

DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?\Z")


@lru_cache(maxsize=100_000)
def parse_day(text):
    return date.fromisoformat(text).toordinal()


@lru_cache(maxsize=100_000)
def day_text(day):
    return None if day is None else date.fromordinal(day).isoformat()


@lru_cache(maxsize=10_000)
def parse_duration(text):
    """`(months, days)`."""
    years, months, weeks, days = (int(part or 0) for part in DURATION.match(text).groups())
    return 12 * years + months, 7 * weeks + days


@lru_cache(maxsize=200_000)
def add(day, duration):
    """The day on which what lasts for `duration` from `day` no longer holds; `None` when that is never."""
    months, days = parse_duration(duration)
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > 9999:
        return None
    length_of_month = calendar.monthrange(year, month + 1)[1]
    end = date(year, month + 1, min(start.day, length_of_month)).toordinal() + days
    return end if end <= LAST_DAY else None


def runs(start, end, day):
    """Whether `[start, end)` holds on the day."""
    return start <= day and (end is None or day < end)


def lasts(start, duration, day):
    """Whether what began on `start` and lasts for `duration` holds on the day."""
    return runs(start, add(start, duration), day)


def earliest(*days):
    """The earliest of some days of which each may be never."""
    return min((day for day in days if day is not None), default=None)


def completed_years(born, day):
    """The greatest n with `born + nY <= day`; zero before birth."""
    years = date.fromordinal(day).year - date.fromordinal(born).year
    if years > 0 and add(born, f"P{years}Y") > day:
        years -= 1
    return max(years, 0)
