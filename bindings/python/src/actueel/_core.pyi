# SPDX-License-Identifier: MPL-2.0
"""The compiled core. It decides everything; the package around it converts and shows."""

from collections.abc import Sequence
from typing import Final, final

def version() -> str: ...
def error_codes() -> list[str]: ...
def describe(code: str, document: str, place: str, found: str, expected: str, remedy: str, nearest: str) -> str: ...
def nearest_name(text: str, known: Sequence[str]) -> str: ...
def completed_years(born_on: str, as_of: str) -> int: ...
def read_file(path: str) -> bytes: ...

@final
class History:
    def __init__(self, text: bytes, document: str) -> None: ...
    @property
    def family(self) -> str: ...
    def involved_on(self, as_of: str, known_at: str) -> bool: ...
    def children_on(self, as_of: str, known_at: str) -> list[str]: ...
    def event_days(self, start: str, until: str, known_at: str) -> list[str]: ...

@final
class Instrument:
    def __init__(self, text: bytes, document: str) -> None: ...
    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def draft(self) -> bool: ...

def assess(instrument: Instrument, history: History, *, as_of: str, known_at: str, child: str | None = None) -> str: ...
def trajectory(
    instrument: Instrument,
    history: History,
    *,
    start: str,
    until: str,
    known_at: str,
    child: str | None = None,
    detail: str = "all",
) -> str: ...
def change(
    instrument: Instrument,
    history: History,
    *,
    since: str,
    since_known_at: str | None = None,
    as_of: str,
    known_at: str,
    child: str | None = None,
) -> str: ...
def replay(history: History, instruments: Sequence[Instrument]) -> str: ...
def reach(history: History, record: str, instruments: Sequence[Instrument]) -> str: ...
def instruments_signed(history: History) -> set[str]: ...
def withheld_from(history: History, *, audience: str, as_of: str, known_at: str) -> list[str]: ...
def shared_with(history: History, *, audience: str, as_of: str, known_at: str) -> History: ...
def report(
    instruments: Sequence[Instrument],
    history: History,
    *,
    as_of: str,
    known_at: str,
    since: str | None = None,
    child: str | None = None,
    audience: str = "worker",
) -> str: ...

_Levels = tuple[int, int] | None

@final
class ScoreRow:
    """What stands in a row of rescoring; days as Arrow counts them, levels by their place in the instrument, points
    in 1/10000."""

    @property
    def child(self) -> str | None: ...
    @property
    def as_of(self) -> int: ...
    @property
    def scales(self) -> list[tuple[int, int, _Levels]]: ...
    @property
    def computed(self) -> _Levels: ...
    @property
    def final(self) -> _Levels: ...
    @property
    def determined(self) -> bool | None: ...
    @property
    def counts(self) -> list[int]: ...
    @property
    def due(self) -> list[int | None]: ...
    @property
    def terms(self) -> list[tuple[int, int] | None]: ...
    @property
    def rules(self) -> list[bool | None]: ...
    @property
    def digest(self) -> str | None: ...

def family_ends(families: object, *, rows: int) -> list[int] | None: ...

SCORED_BY: Final[tuple[str, ...]]
"""What gave a family its rows, in the order of the counts of `Rescorer.score`."""

@final
class ScoredRows:
    """Rows of scores, for one reader by the Arrow PyCapsule protocol."""

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]: ...

@final
class Rescorer:
    """Scores whole families of records tables on the same days. May be used by many threads; the GIL is released."""

    def __init__(
        self,
        instrument: Instrument,
        *,
        days: list[str],
        known_at: str,
        columns: list[tuple[str, str, int, bool]],
        plain_only: bool = False,
    ) -> None: ...
    def score(
        self,
        batch: object,
        *,
        origins: list[tuple[bool, bool, str | None]],
        table: str,
        fault: str,
        family_codes: bool = False,
    ) -> tuple[ScoredRows, int, int, list[tuple[int, int, int, int]], list[int], list[int]]: ...

@final
class MomentRescorer:
    """Scores whole families of records tables at each family's own moments. May be used by many threads.

    `moments` is a batch of `family`, `person`, `as_of` and `known_at`; `known_at` holds where a row does not say it.
    `score` returns what `Rescorer.score` does, then how many moments were asked about, and how many have no row.
    """

    def __init__(
        self,
        instrument: Instrument,
        *,
        moments: object,
        known_at: str,
        columns: list[tuple[str, str, int, bool]],
    ) -> None: ...
    def score(
        self, batch: object, *, origins: list[tuple[bool, bool, str | None]], table: str, fault: str
    ) -> tuple[ScoredRows, int, int, list[tuple[int, int, int, int]], list[int], list[int], int, int]: ...

def plan_notes(instrument: Instrument) -> list[tuple[str, str, bool]]: ...
def score_rows(
    instrument: Instrument,
    history: History,
    *,
    moments: Sequence[tuple[str, str, str | None]],
    terms: bool = False,
    digests: bool = False,
) -> list[ScoreRow]: ...

_Rating = tuple[int, int, float | None]
_Estimate = tuple[float, float] | None

def ratings_on_record(
    instrument: Instrument,
    history: History,
    *,
    items: Sequence[str] | None,
    scale: str | None,
    known_at: str,
) -> tuple[list[tuple[str | None, str | None, str, str]], list[tuple[int, int, float | None, str]]]: ...
def develop(
    ratings: Sequence[_Rating],
    *,
    drift: float,
    noise: Sequence[float],
    each: bool,
    start: tuple[int, float, float] | None,
    asked: Sequence[int],
) -> tuple[list[tuple[int, list[_Estimate], list[_Estimate]]], float]: ...
def log_likelihood(
    ratings: Sequence[_Rating],
    *,
    drift: float,
    noise: Sequence[float],
    each: bool,
    start: tuple[int, float, float] | None,
) -> float: ...

_CountingRow = tuple[int, int, bool, list[tuple[float, float]], _Levels, _Levels]

@final
class CountingRows:
    """A family or a child as rows ``(start, stop, event, scales, computed, final)``; days as Python counts them."""

    @property
    def child(self) -> str | None: ...
    @property
    def entered_on(self) -> int: ...
    @property
    def rows(self) -> list[_CountingRow]: ...
    @property
    def events_counted(self) -> int: ...
    @property
    def events_outside(self) -> int: ...
    @property
    def events_of_nobody(self) -> int: ...

def counting_process(
    instrument: Instrument,
    history: History,
    *,
    events: Sequence[str],
    severities: Sequence[str],
    start: str | None,
    until: str | None,
    known_at: str,
    child: str | None,
    same_day: bool,
    repeated: bool,
    every: int,
    levels_only: bool,
) -> list[CountingRows]: ...

_Choice = tuple[str, Sequence[str]]

@final
class AttentionRow:
    """What of a family, or a child of it, asks for attention; days as Arrow counts them, levels by their place in the
    instrument, instants in microseconds since 1970."""

    @property
    def child(self) -> str | None: ...
    @property
    def computed(self) -> _Levels: ...
    @property
    def final(self) -> _Levels: ...
    @property
    def counts(self) -> list[int]: ...
    @property
    def due(self) -> list[int | None]: ...
    @property
    def expired(self) -> int: ...
    @property
    def expiring(self) -> int: ...
    @property
    def first_expiring(self) -> int | None: ...
    @property
    def first_expired(self) -> int | None: ...
    @property
    def plans(self) -> list[tuple[str, int, bool]]: ...
    @property
    def overrides(self) -> list[tuple[str, int, str, bool]]: ...
    @property
    def disputes(self) -> list[tuple[str, int]]: ...
    @property
    def was(self) -> tuple[int, int] | None: ...

@final
class FamilyAttention:
    """The rows of a family inside involvement, and its spans: which question, first record, began, ended."""

    @property
    def involved(self) -> bool: ...
    @property
    def rows(self) -> list[AttentionRow]: ...
    @property
    def spans(self) -> list[tuple[int, str, int, int | None]]: ...

def attention(
    instrument: Instrument,
    history: History,
    *,
    as_of: str,
    known_at: str,
    ahead: int,
    spans: Sequence[tuple[_Choice, _Choice]] = ...,
) -> FamilyAttention: ...
def attention_in_columns(
    instrument: Instrument,
    batch: object,
    *,
    origins: Sequence[tuple[bool, bool, str | None]],
    table: str,
    fault: str,
    as_of: str,
    known_at: str,
    ahead: int,
    spans: Sequence[tuple[_Choice, _Choice]] = ...,
) -> tuple[list[tuple[str, FamilyAttention]], list[tuple[int, int, int]]]: ...
