# SPDX-License-Identifier: MPL-2.0
"""Instruments: versioned definitions of what is asked and how answers become scales and levels."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from . import _core
from .history import History
from .moment import Day, Days, KnownAt, day_text, known_at_text

if TYPE_CHECKING:
    from .assessment import Assessment
    from .change import Change
    from .counting import CountsFrom
    from .development import Development, Noise, Raters
    from .report.document import Report
    from .rescoring import Rejected
    from .trajectory import Detail, Trajectory

__all__ = ["Instrument"]


class Instrument:
    """A checked instrument; immutable, and free to share between threads.

    Made by `instrument` (a shipped one, or a path), `load` (a file) or `parse` (a text).

    Examples
    --------
    >>> risk = ac.Instrument.load("examples/instruments/example-risk.json")
    >>> risk.id, risk.version, risk.levels
    ('example-risk', '2.1.0', ('low', 'moderate', 'high'))
    >>> risk.title("en")
    'Example risk assessment'

    """

    __slots__ = ("_core", "_name", "_read", "_text")

    def __init__(self, text: bytes, name: str) -> None:
        self._text = text
        self._name = name
        self._core = _core.Instrument(text, name)
        self._read: dict[str, Any] | None = None

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Instrument:
        """Read an instrument from a JSON file.

        Raises
        ------
        Error
            Every problem of the document at once, each with its place and a remedy; ``file_unreadable`` for a path
            that is missing or a directory.

        """
        name = os.fspath(path)
        return cls(_core.read_file(name), name)

    @classmethod
    def parse(cls, text: str | bytes, name: str = "instrument") -> Instrument:
        """Read an instrument from a JSON text; `name` stands in errors.

        Raises
        ------
        Error
            Every problem of the document at once.

        """
        return cls(text.encode() if isinstance(text, str) else text, name)

    @property
    def id(self) -> str:
        """The instrument's id."""
        return self._core.id

    @property
    def version(self) -> str:
        """The instrument's version."""
        return self._core.version

    @property
    def sha256(self) -> str:
        """The digest of its canonical JSON, defaults left out: what an assessment names."""
        return self._core.sha256

    @property
    def draft(self) -> bool:
        """Whether it says that it is a draft."""
        return self._core.draft

    @property
    def _document(self) -> dict[str, Any]:
        """The document, read once; not to be changed or handed out."""
        if self._read is None:
            self._read = self.to_dict()
        return self._read

    @property
    def levels(self) -> tuple[str, ...]:
        """The ids of its levels, lowest first; empty where it has none."""
        return tuple(each["id"] for each in self._document.get("levels", ()))

    @property
    def scales(self) -> tuple[str, ...]:
        """The ids of its scales, in order."""
        return tuple(each["id"] for each in self._document.get("scales", ()))

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of its items, in order."""
        return tuple(each["id"] for each in self._document["items"])

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its texts."""
        return tuple(self._document["languages"])

    @property
    def subject(self) -> str:
        """``"family"``, or ``"child"`` for an instrument that is always asked about one child."""
        return str(self._document.get("subject", "family"))

    def title(self, lang: str = "nl") -> str:
        """Return the title in a language, or in the first that the instrument has."""
        texts: dict[str, str] = self._document["title"]
        return texts.get(lang) or next(iter(texts.values()))

    def to_dict(self) -> dict[str, Any]:
        """Return the document as it was written, as a new dictionary."""
        document: dict[str, Any] = json.loads(self._text)
        return document

    def assess(
        self,
        history: History,
        *,
        as_of: Day,
        known_at: KnownAt = "everything",
        child: str | None = None,
    ) -> Assessment:
        """Say what is so now, how certain that is, and what no longer counts.

        Parameters
        ----------
        history : History
            The records of one family.
        as_of : str or datetime.date
            The day that is asked about.
        known_at : str or datetime.datetime
            With what was known when: ``"everything"``, ``"as_of"`` (by the end of that day, UTC), or an instant.
        child : str, optional
            The child to ask about; required where the instrument's subject is a child.

        Returns
        -------
        Assessment
            The answer; its document is the same bytes at every door.

        Raises
        ------
        Error
            Where instrument and history do not fit (``answer_not_in_item``), or the child is missing or no member.

        Examples
        --------
        >>> risk.assess(family, as_of="2020-04-16").counts.stale
        2

        """
        from .assessment import Assessment

        document = _core.assess(
            self._core, history._core, as_of=day_text(as_of), known_at=known_at_text(known_at), child=child
        )
        return Assessment(document, self)

    def trajectory(
        self,
        history: History,
        start: Day,
        until: Day,
        *,
        known_at: KnownAt = "everything",
        child: str | None = None,
        detail: Detail = "all",
    ) -> Trajectory:
        """Say what is so on every day of a range, and what speaks of each change.

        Parameters
        ----------
        history : History
            The records of one family.
        start, until : str or datetime.date
            The first day, and the day after the last one.
        known_at : str or datetime.datetime
            With what was known when: ``"everything"``, ``"as_of"`` (each day as it was known by its end, UTC), or an
            instant.
        child : str, optional
            The child to ask about; days on which it is no member are in no segment.
        detail : {"all", "scales", "levels"}
            What ends a segment: a change of a level; of a level or a scale; or also of the status or the contested
            flag of an item and person.

        Returns
        -------
        Trajectory
            For every day in range its segment holds what `assess` says of that day.

        Raises
        ------
        Error
            ``range_empty`` where `until` is not after `start`; else as `assess` does.

        Examples
        --------
        >>> t = risk.trajectory(family, "2020-01-01", "2021-01-01", detail="levels")
        >>> t.segments[1].start, str(t.segments[1].final), t.segments[1].causes[0]
        (datetime.date(2020, 9, 20), 'low to high', Cause(cause='expired', record='o15'))

        """
        from .trajectory import trajectory

        return trajectory(self, history, start, until, known_at=known_at, child=child, detail=detail)

    def change(
        self,
        history: History,
        *,
        since: Day,
        as_of: Day,
        since_known_at: KnownAt | None = None,
        known_at: KnownAt = "everything",
        child: str | None = None,
    ) -> Change:
        """Say what changed between two moments: row by row, with the share of each on every scale and one cause.

        Parameters
        ----------
        history : History
            The records of one family.
        since : str or datetime.date
            The first day. Where an assessment of that day by this instrument was signed off, it is compared as it was
            signed: with what was known to it; else with what was known at the end of that day.
        as_of : str or datetime.date
            The second day, not before the first.
        since_known_at : str or datetime.datetime, optional
            With what was known when on the first day, in the place of that rule.
        known_at : str or datetime.datetime
            As for `assess`, of the second day; it knows all that the first moment knew.
        child : str, optional
            The child to ask about, a child on both days.

        Returns
        -------
        Change
            Shares add up exactly on every scale.

        Raises
        ------
        Error
            ``moments_turned`` where the second moment lies before the first on either clock; else as `assess` does.

        Examples
        --------
        >>> c = risk.change(family, since="2020-01-16", as_of="2020-04-16")
        >>> c.before.known_at, str(c.scales["total"].before), str(c.scales["total"].after)
        ('as_of', '11 to 34', '18 to 37')

        """
        from .change import change

        return change(
            self,
            history,
            since=since,
            as_of=as_of,
            since_known_at=since_known_at,
            known_at=known_at,
            child=child,
        )

    def report(
        self,
        history: History,
        *,
        as_of: Day,
        known_at: KnownAt = "everything",
        since: Day | None = None,
        child: str | None = None,
        audience: str = "worker",
    ) -> Report:
        """Tell one family for one reader by this instrument alone; `report_document` takes several.

        Parameters
        ----------
        history : History
            The records of one family.
        as_of, known_at, since, child, audience
            As for `report_document`.

        Returns
        -------
        Report
            The document ``actueel.report/1``, of which pages are made.

        Raises
        ------
        Error
            As `report_document` does.

        Examples
        --------
        >>> risk.report(family, as_of="2020-04-16", audience="court")
        <Report of F-0001 as of 2020-04-16 for court>

        """
        from .report.document import report_document

        return report_document(
            [self], history, as_of=as_of, known_at=known_at, since=since, child=child, audience=audience
        )

    def development(
        self,
        history: History,
        *,
        items: Sequence[str] | None = None,
        scale: str | None = None,
        raters: Raters = "apart",
        start: Day | None = None,
        until: Day | None = None,
        drift: float | None = None,
        noise: Noise | None = None,
        known_at: KnownAt = "everything",
    ) -> Development:
        """Estimate how repeated ratings ran: an estimate, never a measurement, and never part of a level.

        A local level model: a line that moves by chance, and ratings that lie around it by chance; the variance of the
        movement grows with the days. Filtered and smoothed by the core with an exact diffuse start.

        Parameters
        ----------
        history : History
            The records of one family.
        items : list of str, optional
            Items that are answered with a number; all of them by default.
        scale : str, optional
            Instead: what this scale makes of each sitting by itself, such as the mean of a feedback form.
        raters : {"apart", "parallel", "together"}
            What several raters are taken to speak of: each of a line of its own (the default: people are not
            averaged); of lines that rise and fall together; or all of one thing, without offsets of their own.
        start, until : str or datetime.date, optional
            The first day to tell, and the day after the last one; by default from the first rating to the last one.
        drift, noise : float, optional
            Variances that are stated: what a day adds, and of one rating around the line (for all raters, or a dict
            by their names). What is left out is estimated by maximum likelihood, which needs scipy.
        known_at : str or datetime.datetime
            With what was known when: ``"everything"`` or an instant.

        Returns
        -------
        Development
            Its ``lines`` say why where nothing can be estimated: too few ratings, or no variance in them.

        Raises
        ------
        Error
            Where a name is not the instrument's, or instrument and history do not fit.

        Examples
        --------
        >>> scale = ac.instrument("safety-scale")
        >>> d = scale.development(ac.History.load("examples/ratings.json"), items=["by_worker"])
        >>> print(d.lines[0].smoothed[-1].day, round(d.lines[0].smoothed[-1].mean, 1))
        2020-08-18 3.0

        """
        from .development import development

        return development(
            self,
            history,
            items=items,
            scale=scale,
            raters=raters,
            start=start,
            until=until,
            drift=drift,
            noise=noise,
            known_at=known_at,
        )

    def counting_process(
        self,
        records: Any,
        *,
        events: str | Sequence[str],
        severities: str | Sequence[str] = (),
        start: Day | None = None,
        until: Day | None = None,
        known_at: KnownAt = "as_of",
        child: str | None = None,
        counts_from: CountsFrom = "day_after",
        repeated: bool = False,
        every: int | None = None,
        detail: Literal["scales", "levels"] = "scales",
        rejects: list[Rejected] | None = None,
    ) -> Any:
        """Return rows ``(start, stop]`` with the scores that held and whether an event ended them, for hazard models.

        A row is at risk on the days after `start` up to and including `stop`, counted from entry (day 0). Its scores
        are exactly those of a trajectory segment, and with the defaults nothing looks ahead: an event is explained by
        what was current on the day before it, as it was known by the end of that day.

        Parameters
        ----------
        records : frame or iterable of History
            As for `rescore`.
        events, severities : str or list of str
            The types of events that count, by their exact names, and of which severities (by default any). What
            shares an incident counts once. Asked about children: only events that name the child.
        start, until : str or datetime.date, optional
            The day of entry, and the day after the last one whose score explains anything. By default as long as
            somebody is involved; where no involvement is on record, from the first record on, and then `until` is
            needed. With involvements on record, only days inside one.
        known_at : str or datetime.datetime
            With what was known when the scores are made; events and involvement are as everything tells them.
        child : str, optional
            The child to follow; by default every child, where the instrument's subject is a child.
        counts_from : {"day_after", "same_day"}
            Whether an event on a day is explained by the score of the day before, or of the very day, which may have
            changed because of the event.
        repeated : bool
            Go on after an event; otherwise a family or child leaves at its first.
        every : int, optional
            End a row at least every so many days after entry, for models in discrete time.
        detail : {"scales", "levels"}
            What ends a row: a change of a scale too, or of a level alone.
        rejects : list, optional
            As for `rescore`.

        Returns
        -------
        frame
            Of the kind that was given: ``family``, ``child``, ``entered_on``, ``start``, ``stop``, ``event``, then the
            ends of scales and levels as in a table of scores. Who was never at risk has no row.

        Raises
        ------
        Error
            For a question that cannot be asked; for rejected families (``follow_up_endless`` among them) unless
            `rejects` is given.

        Examples
        --------
        >>> rows = risk.counting_process(family, events="partner_violence", until="2020-06-01")
        >>> rows.select(["start", "stop", "event", "total_low", "total_high"]).to_pylist()[2]
        {'start': 12, 'stop': 40, 'event': False, 'total_low': 11.0, 'total_high': 34.0}

        """
        from .counting import Follow, counting_frame

        follow = Follow.of(
            self,
            events=events,
            severities=severities,
            start=start,
            until=until,
            known_at=known_at,
            child=child,
            counts_from=counts_from,
            repeated=repeated,
            every=every,
            detail=detail,
        )
        return counting_frame(follow, records, rejects)

    def rescore(
        self,
        records: Any,
        *,
        as_of: Days | None = None,
        known_at: KnownAt = "everything",
        moments: Any = None,
        columns: str | Sequence[str] | None = None,
        decimals: bool = False,
        threads: int = 1,
        rejects: list[Rejected] | None = None,
        rows_by: dict[str, int] | None = None,
        family_codes: bool = False,
    ) -> Any:
        """Assess many families at many moments: one row per family (or child) and moment.

        Parameters
        ----------
        records : frame or list of History
            A table with a row a record, of any kind that speaks the Arrow capsule protocol (pandas, polars, pyarrow,
            duckdb), or histories. ``family, item, observed_on, answer`` alone is a valid table.
        as_of : day, list of days, or str
            The days to assess as of; ``"month-ends:2019-01:2020-12"`` names the last day of each month.
        known_at : str or datetime.datetime
            As for `assess`.
        moments : frame, optional
            Instead of `as_of`, each family's own moments: ``family``, ``as_of`` and, where wanted, ``person`` (the
            child that is asked about) and ``known_at``.
        columns : str or list of str, optional
            Which columns, by group (``scales``, ``levels``, ``counts``, ``due``, ``items``, ``rules``, ``digests``) or
            name; the first four groups by default.
        decimals : bool
            Give points as decimal128(18, 4) instead of the nearest doubles.
        threads : int
            How many score at once; the rows are the same.
        rejects : list, optional
            Where given, families that cannot be read or scored are appended here and the others go on; without it
            any of them raises.
        rows_by : dict, optional
            Where given, it is told how many rows came about in which way: ``plan`` in lanes, all others as
            `actueel.rescoring.WAYS` says. The rows are the same whichever way.
        family_codes : bool
            Give ``family`` as a dictionary (a categorical) of its ids, as levels are, instead of as texts: less
            memory, and faster where the records have their families so too.

        Returns
        -------
        frame
            Of the kind that was given (a pyarrow table for kinds it does not know), ordered by family, child,
            ``as_of`` and ``known_at``. Each row equals `assess` of that family alone.

        Raises
        ------
        Error
            For a table that is no records table, and for rejected families unless `rejects` is given.

        Warns
        -----
        UserWarning
            Where there are rows and no family has an answer to any item on these days: it may be another instrument.

        Examples
        --------
        >>> import pyarrow as pa
        >>> seen = pa.table({
        ...     "family": ["F-1", "F-2"], "item": ["prior_harm"] * 2,
        ...     "observed_on": ["2020-01-05", "2020-02-01"], "answer": ["none", "once"],
        ... })
        >>> ways = {}
        >>> risk.rescore(seen, as_of="2020-03-01", rows_by=ways)["static_low"].to_pylist()
        [0.0, 3.0]
        >>> ways
        {'plan': 2}
        >>> hearings = pa.table({"family": ["F-2"], "as_of": ["2020-01-31"]})
        >>> risk.rescore(seen, moments=hearings, columns="counts")["family"].to_pylist()
        []

        """
        from .rescoring import rescore_frame

        return rescore_frame(
            self,
            records,
            as_of=as_of,
            known_at=known_at,
            rejects=rejects,
            moments=moments,
            columns=columns,
            decimals=decimals,
            threads=threads,
            rows_by=rows_by,
            family_codes=family_codes,
        )

    def __eq__(self, other: object) -> bool:
        """Two instruments are equal when their digests are."""
        return self.sha256 == other.sha256 if isinstance(other, Instrument) else NotImplemented

    def __hash__(self) -> int:
        """Hash the digest."""
        return hash(self.sha256)

    def __repr__(self) -> str:
        """Name the instrument and its version."""
        return f"<Instrument {self.id} {self.version}{' (draft)' if self.draft else ''}>"

    def __reduce__(self) -> tuple[Any, tuple[bytes, str]]:
        """Pickle as the document's text."""
        return Instrument, (self._text, self._name)
