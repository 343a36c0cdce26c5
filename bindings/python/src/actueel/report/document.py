# SPDX-License-Identifier: MPL-2.0
"""The report as a document: made in the core, which decides what a reader gets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from .. import _core
from ..document_view import DocumentView
from ..history import History
from ..instrument import Instrument
from ..moment import Day, KnownAt, day_text, known_at_text

__all__ = ["Report", "report_document"]


def report_document(
    instruments: Iterable[Instrument],
    history: History,
    *,
    as_of: Day,
    known_at: KnownAt = "everything",
    since: Day | None = None,
    child: str | None = None,
    audience: str = "worker",
) -> Report:
    """Tell one family for one reader, by one or several instruments: safety first.

    Parameters
    ----------
    instruments : iterable of Instrument
        What is asked; an instrument about a child is asked about each child, unless `child` names one.
    history : History
        The records of the family.
    as_of : str or datetime.date
        The day.
    known_at : str or datetime.datetime
        ``"everything"``, ``"as_of"`` or an instant.
    since : str or datetime.date, optional
        Tell what changed since this day.
    child : str, optional
        A child of the day.
    audience : str
        ``"worker"``, ``"court"``, ``"parent:ID"`` or ``"child:ID"``: what is withheld from that reader is left out.

    Returns
    -------
    Report
        The document ``actueel.report/1``.

    Raises
    ------
    Error
        ``list_empty`` without instruments; ``value_unknown`` or ``person_not_introduced`` for an unknown reader; what
        an assessment or a change is refused for.

    Examples
    --------
    >>> told = ac.report_document([risk], family, as_of="2020-04-16", since="2020-01-16", audience="parent:p3")
    >>> told.audience, told.not_shared, len(told.to_dict()["parts"])
    ('parent:p3', False, 1)

    """
    asked = tuple(instruments)
    text = _core.report(
        [each._core for each in asked],
        history._core,
        as_of=day_text(as_of),
        known_at=known_at_text(known_at),
        since=None if since is None else day_text(since),
        child=child,
        audience=audience,
    )
    return Report(text, asked)


class Report(DocumentView):
    """One family told for one reader, as a document; the pages are made of it."""

    __slots__ = ("_instruments",)

    def __init__(self, text: str, instruments: tuple[Instrument, ...]) -> None:
        super().__init__(text)
        self._instruments = instruments

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """The instruments that were asked, as they were given."""
        return self._instruments

    @property
    def as_of(self) -> dt.date:
        """The day asked about."""
        return dt.date.fromisoformat(self._document["as_of"])

    @property
    def audience(self) -> str:
        """For whom it is."""
        return str(self._document["audience"])

    @property
    def not_shared(self) -> bool:
        """Whether something on record is not shared with this reader."""
        return bool(self._document["not_shared"])

    def page(self, lang: str = "nl", *, form: str = "html", names: Mapping[str, str] | None = None) -> str:
        """Return the report as a page for people.

        Parameters
        ----------
        lang : str
            ``"nl"`` or ``"en"``.
        form : str
            ``"html"``: one file that fetches nothing and reads without scripts; ``"md"`` or ``"text"``: for pasting.
        names : mapping of str to str, optional
            Names by pseudonym, for this page alone; without them *oldest child*, *caregiver 1*.

        Raises
        ------
        Error
            ``value_unknown`` for a language that the catalogue or an instrument lacks, or a form.

        Examples
        --------
        >>> told = risk.report(family, as_of="2020-04-16")
        >>> told.page("en").startswith("<!doctype html>")
        True

        """
        from .page import render

        return render(self, lang, form, names)

    def __reduce__(self) -> tuple[type[Report], tuple[str, tuple[Instrument, ...]]]:
        """Pickle as the document's text and its instruments."""
        return Report, (self._text, self._instruments)

    def __repr__(self) -> str:
        """Name the family, the day and the reader."""
        return f"<Report of {self.family} as of {self.as_of} for {self.audience}>"
