# SPDX-License-Identifier: MPL-2.0
"""Working days: Monday to Friday, without public holidays, which the package `holidays` keeps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ..extras import needed

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["WorkingDays", "countries"]

FIRST, LAST = 1990, 2060
"""Years of which the public holidays are known; before and after, every weekday is a working day."""


def countries() -> tuple[str, ...]:
    """Return the codes of the countries whose public holidays are known (ISO 3166-1)."""
    return tuple(sorted(_holidays().list_supported_countries()))


class WorkingDays:
    """The working days of a country.

    Parameters
    ----------
    country : str
        Whose public holidays are meant. Of the Netherlands those of the Algemene termijnenwet, article 3: Good Friday
        and the fifth of May of every year are among them.
    also, never : iterable of date
        Days that are holidays here too, and public holidays on which work goes on.

    Raises
    ------
    Error
        ``file_unreadable`` where the package `holidays` is not installed.

    Examples
    --------
    >>> dutch = WorkingDays()
    >>> dutch.is_working(dt.date(2020, 4, 13)), dutch.is_working(dt.date(2020, 4, 14))
    (False, True)
    >>> dutch.last_before(dt.date(2020, 4, 14))
    datetime.date(2020, 4, 9)

    """

    def __init__(self, country: str = "NL", *, also: Iterable[dt.date] = (), never: Iterable[dt.date] = ()) -> None:
        kinds = ("public", "optional") if country == "NL" else ("public",)
        known = _holidays().country_holidays(country, years=range(FIRST, LAST + 1), categories=kinds)
        self.country = country
        self.holidays = tuple(sorted((set(known) | set(also)) - set(never)))

    @cached_property
    def calendar(self) -> np.busdaycalendar:
        """The same as numpy's calendar."""
        return np.busdaycalendar(weekmask="1111100", holidays=np.array(self.holidays, "datetime64[D]"))

    def without(self, days: npt.NDArray[np.datetime64]) -> np.busdaycalendar:
        """Return the calendar with some more days on which nothing counts."""
        holidays = np.concatenate([np.array(self.holidays, "datetime64[D]"), days])
        return np.busdaycalendar(weekmask="1111100", holidays=holidays)

    def is_working(self, day: dt.date) -> bool:
        """Say whether a day is one."""
        return bool(np.is_busday(np.datetime64(day), busdaycal=self.calendar))

    def last_before(self, day: dt.date) -> dt.date:
        """Return the last working day before a day."""
        before = np.busday_offset(np.datetime64(day) - 1, 0, roll="backward", busdaycal=self.calendar)
        found: dt.date = before.astype(dt.date)
        return found


def _holidays() -> Any:
    return needed("holidays", "caseload", "working days")
