# SPDX-License-Identifier: MPL-2.0
"""The one catalogue of what reports say, and how days, numbers and durations read in each language."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from functools import cache
from importlib.resources import files

from . import _core
from .errors import Error, Problem
from .levels import number_text

__all__ = ["Messages", "catalogue", "languages"]

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", re.ASCII)


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return every message by its name: a text in each language."""
    return tomllib.loads((files(__package__) / "messages.toml").read_text("utf-8"))


def languages() -> tuple[str, ...]:
    """Return the languages in which the whole catalogue exists.

    Examples
    --------
    >>> languages()
    ('nl', 'en')

    """
    return ("nl", "en")


class Messages:
    """The catalogue in one language.

    Examples
    --------
    >>> nl = Messages("nl")
    >>> nl("stale_since", day=nl.day(dt.date(2020, 5, 4)))
    'niet meer actueel sinds 4 mei 2020'
    >>> nl.count("days_left", 1), nl.number(2.5), nl.duration("P1Y6M")
    ('nog 1 dag', '2,5', '1 jaar en 6 maanden')

    """

    def __init__(self, lang: str) -> None:
        if lang not in languages():
            shown = lang if re.fullmatch(r"[A-Za-z-]{1,16}", lang, re.ASCII) else f"text of {len(lang)} characters"
            raise Error(
                [
                    Problem(
                        code="value_unknown",
                        document="the question",
                        place="/lang",
                        found=shown,
                        expected="nl or en",
                        nearest=_core.nearest_name(lang, languages()),
                        remedy="choose a language that reports are written in",
                    )
                ]
            )
        self.lang = lang
        self._texts = {name: texts[lang] for name, texts in catalogue().items()}
        self._months = self._texts["months"].split()

    def __call__(self, message: str, /, **values: object) -> str:
        """Return a message with its values filled in; a name that the catalogue lacks is a fault of ours."""
        return self._texts[message].format(**values)

    def __contains__(self, message: str) -> bool:
        """Whether the catalogue has a message."""
        return message in self._texts

    def count(self, message: str, n: float) -> str:
        """Return the message for one or for many."""
        return self(f"{message}_one", n=self.number(n)) if abs(n) == 1 else self(f"{message}_many", n=self.number(n))

    def day(self, day: dt.date) -> str:
        """Return a day as people write it."""
        return self("day_format", day=day.day, month=self._months[day.month - 1], year=day.year)

    def month(self, month: int, year: int) -> str:
        """Return a month in short, with its year in January."""
        name = self._texts["short_months"].split()[month - 1]
        return f"{name} {year}" if month == 1 else name

    def number(self, value: float) -> str:
        """Return a number in its shortest form."""
        return number_text(float(value)).replace(".", self._texts["decimal_point"]).replace("-", "\N{MINUS SIGN}")

    def both(self, parts: list[str]) -> str:
        """Return a list as people say it: ``a, b and c``."""
        return parts[0] if len(parts) == 1 else self("and", first=", ".join(parts[:-1]), last=parts[-1])

    def duration(self, duration: str) -> str:
        """Return ``P1Y6M`` in words."""
        match = _DURATION.fullmatch(duration)
        numbers = match.groups() if match else ()
        units = ("years", "months", "weeks", "days")
        said = [self.count(unit, int(n)) for unit, n in zip(units, numbers, strict=False) if n and int(n)]
        return self.both(said) if said else duration

    def code(self, kind: str, code: str) -> str:
        """Return the word for a code, or the code itself where the catalogue has none."""
        name = f"{kind}_{code}"
        return self(name) if name in self._texts else code.replace("_", " ")
