# SPDX-License-Identifier: MPL-2.0
"""Repeated ratings as an estimated line: how numbers that several people gave ran over time, as far as can be told.

A line is always an estimate, drawn as a band, and never part of a level. The core filters and smooths (a local level
model, exact diffuse start); what is estimated from the ratings themselves, the variances, is `fit`'s.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from .. import _core
from ..errors import Error, Problem
from ..moment import Day, KnownAt, day_text, known_at_text, shown_text
from .fit import Fitted, fit

if TYPE_CHECKING:
    import pyarrow as pa
    from matplotlib.axes import Axes

    from ..history import History
    from ..instrument import Instrument

__all__ = ["Development", "Estimate", "Line", "Noise", "Rater", "Raters", "Rating", "development"]

Raters: TypeAlias = Literal["apart", "parallel", "together"]
"""What raters are taken to speak of.

``"apart"``: each of a line of its own, estimated from that rater's numbers alone. ``"parallel"``: each has a line of
its own, and the lines rise and fall together, a constant distance apart that is estimated. ``"together"``: all rate one
and the same thing, without offsets of their own; the line lies between them, and what they differ in is noise.
"""

Noise: TypeAlias = "float | Mapping[str, float]"
"""The variance of one rating around the line: of every rater, or by a rater's name."""

MOST_DAYS = 20_000


@dataclass(frozen=True, slots=True)
class Rater:
    """Who gives ratings: whose word, about whom, to which question (None: a scale's questions together)."""

    item: str | None
    person: str | None
    source: str
    by: str | None

    @property
    def name(self) -> str:
        """A name that tells raters apart.

        Examples
        --------
        >>> Rater("by_worker", None, "worker", "w7").name
        'by_worker w7'
        >>> Rater("by_caregiver", "p2", "parent", "p2").name
        'by_caregiver parent p2'

        """
        said = self.item is not None and self.source in self.item
        parts = [self.item, None if said else self.source, self.person if self.person != self.by else None, self.by]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Rating:
    """One number that a rater gave on a day; None where it was asked for and not given."""

    day: dt.date
    rater: Rater
    value: float | None
    record: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """Where a line is estimated to be on a day.

    The band holds the true line in 95 of 100 cases if the model and its variances are right; that variances were
    estimated too is not in it.
    """

    day: dt.date
    mean: float
    variance: float

    @property
    def low(self) -> float:
        """The lower end of the band."""
        return self.mean - Z95 * math.sqrt(self.variance)

    @property
    def high(self) -> float:
        """The upper end of the band."""
        return self.mean + Z95 * math.sqrt(self.variance)


Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Line:
    """One line and the raters whose numbers it follows.

    Attributes
    ----------
    name : str
        The rater's name; ``"together"`` for a line of several.
    raters : tuple of Rater
        Whose numbers it follows.
    why_not : str or None
        Why nothing can be estimated; then `filtered` and `smoothed` are empty, and the ratings are all there is.
    drift : float or None
        The variance that one day adds; zero: no movement beyond noise was found.
    noise : dict of str to float
        By rater, the variance of one rating around the line.
    said : tuple of str
        What a reader should know of how it was estimated.
    filtered, smoothed : tuple of Estimate
        A day each; from what was rated by then, and from everything. Filtered begins with the first rating.

    """

    name: str
    raters: tuple[Rater, ...]
    why_not: str | None
    drift: float | None
    noise: dict[str, float]
    log_likelihood: float | None
    said: tuple[str, ...]
    filtered: tuple[Estimate, ...]
    smoothed: tuple[Estimate, ...]


class Development:
    """How repeated ratings of one family ran, as an estimate; made by `Instrument.development`.

    Examples
    --------
    >>> scale = ac.instrument("safety-scale")
    >>> ratings = ac.History.load("examples/ratings.json")
    >>> d = scale.development(ratings)
    >>> [line.name for line in d.lines]
    ['by_child c1', 'by_caregiver parent p1', 'by_worker w7']
    >>> d.spread()
    (6.0, ('by_worker w7', 3.0), ('by_child c1', 9.0))

    """

    __slots__ = ("__dict__", "history", "instrument", "known_at", "lines", "of", "ratings")

    def __init__(
        self,
        instrument: Instrument,
        history: History,
        of: str | None,
        known_at: str,
        ratings: tuple[Rating, ...],
        lines: tuple[Line, ...],
    ) -> None:
        self.instrument = instrument
        self.history = history
        self.of = of
        self.known_at = known_at
        self.ratings = ratings
        self.lines = lines

    @cached_property
    def raters(self) -> tuple[Rater, ...]:
        """Everybody who gave or was asked for a rating."""
        return tuple(dict.fromkeys(rater for line in self.lines for rater in line.raters))

    def spread(self, day: Day | None = None) -> tuple[float, tuple[str, float], tuple[str, float]] | None:
        """Return the distance between the largest and the smallest latest rating, and who gave these.

        Of each rater the latest number up to and including `day` (by default: all); None below two raters.
        """
        until = dt.date.max if day is None else dt.date.fromisoformat(day_text(day, "/day"))
        latest = {each.rater: each.value for each in self.ratings if each.value is not None and each.day <= until}
        if len(latest) < 2:
            return None
        least = min(latest.items(), key=lambda one: (one[1], one[0].name))
        most = max(latest.items(), key=lambda one: (one[1], one[0].name))
        return most[1] - least[1], (least[0].name, least[1]), (most[0].name, most[1])

    def to_frame(self) -> pa.Table:
        """Return one row for each line and day: what is estimated, and nothing that was rated.

        Returns
        -------
        pyarrow.Table
            ``family``, ``line``, ``day``, then ``filtered_mean``, ``filtered_variance`` (null before the first
            rating), ``smoothed_mean``, ``smoothed_variance``, ``smoothed_low`` and ``smoothed_high`` (the band of
            95 %). The metadata say that it is an estimate, of which instrument, and how.

        """
        from .table import table

        return table(self)

    def plot(self, *, ax: Axes | None = None, lang: str = "en") -> Axes:
        """Draw each line as a band with the ratings as points, a shape for each rater; needs matplotlib (``plot``).

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            Where to draw; a new figure by default.
        lang : {"en", "nl"}
            The language of the words; it says *estimate* or *schatting* in the title.

        Raises
        ------
        ModuleNotFoundError
            Where matplotlib is not installed.

        """
        from .plot import plot

        return plot(self, ax, lang)

    def __str__(self) -> str:
        """Return each line on a row: its last estimate, or why there is none."""
        from .text import text

        return text(self)

    def __repr__(self) -> str:
        """Name the family and the number of lines."""
        return f"<Development (an estimate) of {self.history.family}: {len(self.lines)} lines>"


def development(
    instrument: Instrument,
    history: History,
    *,
    items: Sequence[str] | None,
    scale: str | None,
    raters: Raters,
    start: Day | None,
    until: Day | None,
    drift: float | None,
    noise: Noise | None,
    known_at: KnownAt,
) -> Development:
    """Do what `Instrument.development` promises."""
    if raters not in get_args(Raters):
        raise _wrong("value_unknown", "/raters", shown_text(raters), "apart, parallel or together", "say which")
    if items is not None and scale is not None:
        raise _wrong("fields_exclude", "/scale", "items and a scale", "one of them", "leave one out")
    known = known_at_text(known_at)
    if known == "as_of":
        expected = "everything, or an instant"
        raise _wrong("known_at_malformed", "/known_at", "as_of", expected, "a line looks at all days at once: give one")
    asked = None
    if scale is None:
        asked = list(items) if items is not None else _numeric_items(instrument)
    found, records = _core.ratings_on_record(instrument._core, history._core, items=asked, scale=scale, known_at=known)
    who = [Rater(item, person, source, by or None) for item, person, source, by in found]
    ratings = tuple(
        Rating(dt.date.fromordinal(day), who[rater], value, record) for day, rater, value, record in records
    )
    days = _days(ratings, start, until)
    lines: list[Line] = []
    by_rater: dict[Rater, list[Rating]] = {rater: [] for rater in who}
    for each in ratings:
        by_rater[each.rater].append(each)
    for group in [[rater] for rater in who] if raters == "apart" else [who] if who else []:
        mine = list(ratings) if raters != "apart" else by_rater[group[0]]
        place = {rater: number for number, rater in enumerate(group)}
        fitted = fit(
            [(each.day, place[each.rater], each.value) for each in mine],
            [rater.name for rater in group],
            each=raters == "parallel",
            drift=drift,
            noise=noise,
        )
        lines += _lines(group, mine, fitted, days, each=raters == "parallel")
    of = scale or (items[0] if items and len(items) == 1 else None)
    return Development(instrument, history, of, known, ratings, tuple(lines))


def _wrong(code: str, place: str, found: str, expected: str, remedy: str) -> Error:
    return Error([Problem(code, "the question", place, found, expected, remedy)])


def _numeric_items(instrument: Instrument) -> list[str]:
    """Return the asked items that are answered with a number."""
    asked = [each["id"] for each in instrument.to_dict()["items"] if "number" in each.get("answer", {})]
    if not asked:
        found, expected = "no item that is answered with a number", "items or a scale"
        raise _wrong("points_do_not_fit", "/items", found, expected, "name a scale: its points are numbers")
    return asked


def _days(ratings: Sequence[Rating], start: Day | None, until: Day | None) -> list[dt.date]:
    """Return the days to tell: from the first rating to the last one, unless narrowed or widened."""
    given = [each.day for each in ratings]
    first = dt.date.fromisoformat(day_text(start, "/start")) if start is not None else min(given, default=None)
    after = (
        dt.date.fromisoformat(day_text(until, "/until"))
        if until is not None
        else max(given, default=dt.date.min) + dt.timedelta(days=1)
    )
    if first is None:
        return []
    if after <= first:
        expected, remedy = (
            "a last day after the first one",
            "the last day is not included: make it at least a day later",
        )
        raise _wrong("range_empty", "/until", f"{first} to {after}", expected, remedy)
    if (after - first).days > MOST_DAYS:
        found, remedy = f"{(after - first).days} days", "narrow start and until"
        raise _wrong("too_many", "/until", found, f"at most {MOST_DAYS} days", remedy)
    return [first + dt.timedelta(days=n) for n in range((after - first).days)]


def _lines(group: list[Rater], mine: list[Rating], fitted: Fitted, days: list[dt.date], *, each: bool) -> list[Line]:
    names = [rater.name for rater in group] if each or len(group) == 1 else ["together"]
    of = [(rater,) for rater in group] if each else [tuple(group)]
    if fitted.model is None:
        return [
            Line(name, raters, fitted.why_not, None, {}, None, (), (), ())
            for name, raters in zip(names, of, strict=True)
        ]
    drift, noise = fitted.model
    place = {rater: number for number, rater in enumerate(group)}
    told, log_likelihood = _core.develop(
        [(one.day.toordinal(), place[one.rater], one.value) for one in mine],
        drift=drift,
        noise=noise,
        each=each,
        start=None,
        asked=[day.toordinal() for day in days],
    )
    shown = {day.toordinal() for day in days}
    lines = []
    for number, (name, raters) in enumerate(zip(names, of, strict=True)):
        filtered = tuple(_estimates([(day, lines_of[number]) for day, lines_of, _ in told if day in shown]))
        smoothed = tuple(_estimates([(day, lines_of[number]) for day, _, lines_of in told if day in shown]))
        by_rater = {rater.name: noise[place[rater]] for rater in raters}
        nobody = None if smoothed else "no rating has a number"
        lines.append(Line(name, raters, nobody, drift, by_rater, log_likelihood, fitted.said, filtered, smoothed))
    return lines


def _estimates(days: Sequence[tuple[int, tuple[float, float] | None]]) -> Iterator[Estimate]:
    for day, one in days:
        if one is not None:
            yield Estimate(dt.date.fromordinal(day), *one)
