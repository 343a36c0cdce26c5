# SPDX-License-Identifier: MPL-2.0
"""Instants: whole microseconds, counted so that `instant // DAY` is the day in UTC."""

import re
from functools import lru_cache

from .calendar_days import day_text, parse_day

SECOND = 1_000_000
DAY = 86_400 * SECOND

INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:Z|([+-])(\d\d):(\d\d))\Z")


@lru_cache(maxsize=100_000)
def parse_instant(text):
    day, hour, minute, second, fraction, sign, off_hour, off_minute = INSTANT.match(text).groups()
    seconds = int(hour) * 3600 + int(minute) * 60 + int(second)
    if sign is not None:
        offset = int(off_hour) * 3600 + int(off_minute) * 60
        seconds -= offset if sign == "+" else -offset
    return parse_day(day) * DAY + seconds * SECOND + int((fraction or "").ljust(6, "0"))


def instant_text(instant):
    day, rest = divmod(instant, DAY)
    seconds, micro = divmod(rest, SECOND)
    fraction = f".{micro:06d}".rstrip("0") if micro else ""
    return f"{day_text(day)}T{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{fraction}Z"
