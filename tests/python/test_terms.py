# SPDX-License-Identifier: MPL-2.0
"""Terms: what a document may say, and the last day of a term against somebody who walks the calendar day by day."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path

import numpy as np
import pytest
from jsonschema import Draft7Validator
from made_up import EXAMPLES, ROOT

import actueel as ac
from actueel.terms import Limit, Select, Span, Suspension, Term, Terms, WorkingDays, measured
from actueel.terms.document import CODE_OF
from actueel.terms.measure import local_days

SCHEMAS = ROOT / "schemas" / "v1"
VALID = sorted((SCHEMAS / "valid" / "terms").glob("*.json"))
INVALID = sorted((SCHEMAS / "invalid" / "terms").glob("*.json"))
SCHEMA = Draft7Validator(json.loads((SCHEMAS / "terms.schema.json").read_text()))

ONLY_THE_LIBRARY = (
    "answer_of_no_dispute",
    "country_unknown",
    "holiday_impossible",
    "label_language_missing",
    "term_twice",
    "time_zone_unknown",
    "key_twice",
    "not_a_number",
    "no_json",
)
"""What a schema cannot know."""

NOT_JSON = ("no_json", "not_a_number", "key_twice")

START, END = Select("dispute"), Select("dispute_answer")
WAIT, GO_ON = Select("event", ("wait",)), Select("event", ("go_on",))

DUTCH = WorkingDays()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def term(limit: Limit, *, suspended: bool = False, **more: object) -> Term:
    stops = (Suspension(WAIT, GO_ON, {"en": "we wait"}),) if suspended else ()
    return Term("t", "own", {"en": "made up"}, {"en": "done"}, START, END, limit, suspended=stops, **more)  # type: ignore[arg-type]


def terms_of(*terms: Term) -> Terms:
    found = Terms.load(EXAMPLES / "terms.json")
    found.terms = terms
    return found


def case(one: Term, as_of: str, *days: tuple[Select, str]) -> tuple[dt.date | None, str, int]:
    """Records by their days, each after the other; what becomes of the first start."""
    terms = terms_of(one)
    spans = []
    for of, (start, end) in enumerate(terms.spans()):
        for place, (select, on) in enumerate(days):
            if select == start:
                after = (day(then) for other, then in days[place + 1 :] if other == end)
                spans.append(Span(of, f"r{place}", day(on), next(after, None)))
    cases = measured(terms, {"F-1": spans}, day(as_of), DUTCH)
    return cases.last_day[0], cases.outcome[0], cases.stopped[0]


# ---- documents


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_terms_document_is_read(path: Path) -> None:
    Terms.load(path)
    SCHEMA.validate(json.loads(path.read_text()))


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_refused_terms_document_gives_exactly_its_error(path: Path, request: pytest.FixtureRequest) -> None:
    with pytest.raises(ac.Error) as caught:
        Terms.parse(path.read_bytes(), path.name)
    expected = path.with_name(f"{path.stem}.error.txt")
    if request.config.getoption("--update-golden"):
        expected.write_text(f"{caught.value}\n")
    assert f"{caught.value}\n" == expected.read_text()
    if path.stem not in NOT_JSON:
        assert SCHEMA.is_valid(json.loads(path.read_text())) == (path.stem in ONLY_THE_LIBRARY)


def test_the_example_is_the_valid_document() -> None:
    assert (EXAMPLES / "terms.json").read_text() == (SCHEMAS / "valid" / "terms" / "example.json").read_text()


def test_the_schema_has_the_types_of_records_of_the_library() -> None:
    told = {}
    for branch in SCHEMA.schema["definitions"]["select"]["anyOf"]:
        fields = branch["properties"]
        (narrows,) = [each for each in fields if each != "type"] or [None]
        for kind in fields["type"].get("enum", [fields["type"].get("const")]):
            told[kind] = narrows
    assert told == dict(CODE_OF)


def test_no_text_of_a_document_reaches_its_error() -> None:
    text = json.loads((EXAMPLES / "terms.json").read_text())
    text["terms"][0]["label"] = {"nl": ["Mevrouw Jansen"], "en": 3}
    text["terms"][0]["kind"] = "van Jansen"
    text["terms"][0]["to"] = {"type": "Jansen zei", "Jansen zei": 1}
    with pytest.raises(ac.Error) as caught:
        Terms.parse(json.dumps(text))
    assert "Jansen" not in str(caught.value)


# ---- one day at a time


@pytest.mark.parametrize(
    ("began", "n", "last"),
    [
        ("2020-04-06", 5, "2020-04-15"),  # Good Friday and Easter Monday between
        ("2020-04-11", 1, "2020-04-14"),  # begun on a Saturday
        ("2020-04-24", 1, "2020-04-28"),  # King's Day on the Monday
        ("2020-12-24", 0, "2020-12-24"),
        ("2020-12-25", 0, "2020-12-28"),  # nobody works at Christmas
    ],
)
def test_working_days_are_those_after_the_start(began: str, n: int, last: str) -> None:
    assert case(term(Limit(working_days=n)), "2021-01-01", (START, began))[0] == day(last)


@pytest.mark.parametrize(
    ("began", "limit", "last"),
    [
        ("2020-02-03", Limit(days=70), "2020-04-13"),
        ("2020-01-31", Limit(months=1), "2020-02-29"),
        ("2020-01-31", Limit(months=1, days=1), "2020-03-01"),
    ],
)
def test_a_calendar_term_ends_on_the_day_that_the_duration_gives(began: str, limit: Limit, last: str) -> None:
    assert case(term(limit), "2021-01-01", (START, began))[0] == day(last)


def test_a_last_day_may_move_to_the_next_working_day() -> None:
    moved = term(Limit(days=70), next_working_day=True)
    assert case(moved, "2021-01-01", (START, "2020-02-03"))[0] == day("2020-04-14")  # Easter Monday


@pytest.mark.parametrize(
    ("as_of", "ended", "outcome"),
    [
        ("2020-03-09", None, "running"),  # its last day
        ("2020-03-10", None, "late"),
        ("2020-03-20", "2020-03-09", "kept"),
        ("2020-03-20", "2020-03-10", "late"),
        ("2020-03-08", "2020-03-09", "running"),  # not yet written down
    ],
)
def test_a_term_is_kept_on_its_last_day_and_late_after_it(as_of: str, ended: str | None, outcome: str) -> None:
    days = [(START, "2020-03-02"), *([(END, ended)] if ended else [])]
    assert case(term(Limit(working_days=5)), as_of, *days)[1] == outcome


def test_days_of_suspension_do_not_count() -> None:
    one = term(Limit(working_days=5), suspended=True)
    stops = [(START, "2020-03-02"), (WAIT, "2020-03-04"), (GO_ON, "2020-03-11")]
    assert case(one, "2020-05-01", *stops) == (day("2020-03-16"), "late", 7)
    assert case(one, "2020-05-01", *stops, (END, "2020-03-16"))[1] == "kept"


def test_while_the_clock_stands_still_there_is_no_last_day_and_nothing_is_late() -> None:
    one = term(Limit(days=10), suspended=True)
    assert case(one, "2020-05-01", (START, "2020-03-02"), (WAIT, "2020-03-04")) == (None, "running", 59)
    ended = [(START, "2020-03-02"), (WAIT, "2020-03-04"), (END, "2020-04-01")]
    assert case(one, "2020-05-01", *ended)[1] == "kept"


def test_what_was_late_before_is_not_saved_by_a_suspension() -> None:
    one = term(Limit(days=10), suspended=True)
    assert case(one, "2020-05-01", (START, "2020-03-02"), (WAIT, "2020-03-13"))[:2] == (day("2020-03-12"), "late")


def test_the_day_of_an_instant_is_that_of_the_zone() -> None:
    before, after = (int(dt.datetime(2020, 6, 30, hour, tzinfo=dt.UTC).timestamp() * 1e6) for hour in (21, 22))
    assert local_days(np.array([before, after]), "Europe/Amsterdam").astype(str).tolist() == [
        "2020-06-30",
        "2020-07-01",
    ]


def test_days_may_be_added_to_the_holidays_and_taken_from_them() -> None:
    ours = WorkingDays(also=[day("2020-03-03")], never=[day("2020-04-13")])
    assert not ours.is_working(day("2020-03-03"))
    assert ours.is_working(day("2020-04-13"))


@pytest.mark.parametrize("year", [2021, 2025])
def test_dutch_holidays_are_those_of_the_act_on_terms(year: int) -> None:
    easter = {2021: dt.date(2021, 4, 4), 2025: dt.date(2025, 4, 20)}[year]
    moving = [easter + dt.timedelta(days) for days in (-2, 1, 39, 50)]
    king = {2021: dt.date(2021, 4, 27), 2025: dt.date(2025, 4, 26)}[year]
    fixed = [dt.date(year, 1, 1), king, dt.date(year, 5, 5), dt.date(year, 12, 25), dt.date(year, 12, 26)]
    assert {each for each in DUTCH.holidays if each.year == year and each.weekday() < 6} == {
        each for each in [*moving, *fixed] if each.weekday() < 6
    }


# ---- against a plain walk


def walked(one: Term, began: dt.date, still: set[dt.date], stands_from: dt.date | None) -> dt.date | None:
    """The last day, by looking at each day after the start."""
    if one.limit.working_days is None:
        months = began.year * 12 + began.month - 1 + one.limit.months
        first, after = (dt.date(each // 12, each % 12 + 1, 1) for each in (months, months + 1))
        plain = first + dt.timedelta(min(began.day, (after - first).days) - 1 + one.limit.days)
        left = (plain - began).days
    else:
        left = one.limit.working_days
    at = began
    while left:
        at += dt.timedelta(1)
        if stands_from is not None and at >= stands_from:
            return None
        if at in still or (one.limit.working_days is not None and not DUTCH.is_working(at)):
            continue
        left -= 1
    while one.next_working_day and one.limit.working_days is None and (at in still or not DUTCH.is_working(at)):
        at += dt.timedelta(1)
        if stands_from is not None and at >= stands_from:
            return None
    return at


def test_every_last_day_is_the_one_that_a_plain_walk_finds() -> None:
    seed = random.SystemRandom().randrange(1 << 30)
    print(f"seed {seed}")
    chance = random.Random(seed)
    for _ in range(400):
        limit = (
            Limit(working_days=chance.randint(1, 15))
            if chance.random() < 0.5
            else Limit(None, chance.randint(0, 3), chance.randint(1, 40))
        )
        one = term(limit, suspended=True, next_working_day=chance.random() < 0.5)
        began = dt.date(2019, 12, 1) + dt.timedelta(chance.randrange(200))
        as_of = began + dt.timedelta(chance.randrange(120))
        at, days, still, stands_from = began, [(START, began)], set(), None
        for _ in range(chance.randint(0, 2)):
            begins = at + dt.timedelta(chance.randrange(12))
            at = begins + dt.timedelta(chance.randrange(12))
            if begins > as_of:
                break
            days.append((WAIT, begins))
            if chance.random() < 0.3 or at > as_of:
                stands_from = begins
                break
            days.append((GO_ON, at))
            still |= {begins + dt.timedelta(n) for n in range((at - begins).days)}
        expected = walked(one, began, still, stands_from)
        told = [(select, on.isoformat()) for select, on in days]
        last, outcome, _ = case(one, as_of.isoformat(), *told)
        assert last == expected, (one, told, as_of)
        assert outcome == ("late" if expected is not None and expected < as_of else "running")
