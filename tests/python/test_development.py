# SPDX-License-Identifier: MPL-2.0
"""The development line of repeated ratings: always an estimate, a line for each rater, a reason where there is none."""

from __future__ import annotations

import datetime as dt
import json
import sys

import matplotlib
import pytest
from made_up import EXAMPLES, history_of, observation

import actueel as ac
from actueel.development import Development

matplotlib.use("agg")


@pytest.fixture(scope="module")
def scale() -> ac.Instrument:
    return ac.instrument("safety-scale")


@pytest.fixture(scope="module")
def ratings() -> ac.History:
    return ac.History.load(EXAMPLES / "ratings.json")


@pytest.fixture(scope="module")
def lines(scale: ac.Instrument, ratings: ac.History) -> Development:
    return scale.development(ratings)


def by_worker(*values: object, days: tuple[str, ...] | None = None, **more: object) -> ac.History:
    days = days or tuple((dt.date(2020, 1, 10) + dt.timedelta(days=9 * n)).isoformat() for n in range(len(values)))
    return history_of(
        *(
            observation(f"o{n}", "by_worker", value, on=day, source="worker", **more)
            for n, (value, day) in enumerate(zip(values, days, strict=True))
        )
    )


def test_each_rater_has_a_line_of_its_own_and_too_few_numbers_say_so(lines: Development) -> None:
    child, caregiver, worker = lines.lines
    assert (child.why_not, worker.why_not) == (None, None)
    assert caregiver.why_not == "4 ratings: at least 5 are needed"
    assert (caregiver.filtered, caregiver.smoothed, caregiver.drift) == ((), (), None)
    assert child.smoothed[-1].mean > 8 > 4 > worker.smoothed[-1].mean, "people are never averaged into one number"


def test_every_day_between_the_first_and_the_last_rating_is_told(lines: Development) -> None:
    worker = lines.lines[2]
    days = [each.day for each in worker.smoothed]
    assert (days[0], days[-1], len(days)) == (dt.date(2020, 2, 4), dt.date(2020, 8, 18), 197)
    assert worker.filtered[0].day == dt.date(2020, 2, 4)
    child = lines.lines[0]
    assert child.filtered[0].day == dt.date(2020, 2, 20), "before the first rating nothing was known"
    assert child.smoothed[0].variance > child.smoothed[20].variance


def test_the_band_widens_where_nobody_rated(lines: Development) -> None:
    by_day = {each.day: each for each in lines.lines[2].smoothed}
    rated, between = by_day[dt.date(2020, 7, 2)], by_day[dt.date(2020, 7, 25)]
    assert between.high - between.low > rated.high - rated.low
    assert rated.low < rated.mean < rated.high


def test_raters_together_say_that_their_numbers_are_taken_for_one_thing(
    scale: ac.Instrument, ratings: ac.History
) -> None:
    together = scale.development(ratings, raters="together")
    (line,) = together.lines
    assert (line.name, len(line.raters)) == ("together", 3)
    assert line.noise["by_worker w7"] > 5, "what the raters differ in has become noise"
    parallel = scale.development(ratings, raters="parallel")
    first, *_, last = [[each.smoothed[at].mean for each in parallel.lines] for at in range(197)]
    assert [a - b for a, b in zip(first, last, strict=True)] == pytest.approx([first[0] - last[0]] * 3)


def test_what_is_stated_is_not_estimated(scale: ac.Instrument, ratings: ac.History) -> None:
    stated = scale.development(ratings, items=["by_caregiver"], drift=0.02, noise=0.5)
    (line,) = stated.lines
    assert (line.why_not, line.drift, line.noise) == (None, 0.02, {"by_caregiver parent p1": 0.5})
    assert line.said == ("variances as stated",)
    one = scale.development(ratings, items=["by_worker"], noise={"by_worker w7": 0.5}).lines[0]
    assert one.noise == {"by_worker w7": 0.5}
    assert one.drift is not None
    assert one.drift > 0
    with pytest.raises(ac.Error) as caught:
        scale.development(ratings, items=["by_worker"], noise={"by_worker w8": 0.5})
    assert caught.value.problems[0].code == "rater_unknown"
    assert caught.value.problems[0].nearest == "by_worker w8"
    with pytest.raises(ac.Error, match="variance_negative"):
        scale.development(ratings, drift=-1, noise=1)


@pytest.mark.parametrize(
    ("history", "why"),
    [
        (by_worker(5, 5, 5, 5, 5, 5), "all ratings are the same: there is no variance to estimate"),
        (by_worker(5, 6, days=("2020-01-10", "2020-02-10")), "ratings on 2 days: at least 3 days are needed"),
        (by_worker("refused", "unknown"), "no rating has a number"),
        (by_worker(5, 6, 7), "3 ratings: at least 5 are needed"),
    ],
)
def test_it_says_why_nothing_can_be_estimated(scale: ac.Instrument, history: ac.History, why: str) -> None:
    d = scale.development(history)
    assert d.lines[0].why_not == why
    assert why in str(d)
    assert d.to_frame().num_rows == 0
    d.plot()


def test_no_movement_is_zero_and_noise_is_never_less_than_rounding(scale: ac.Instrument) -> None:
    still = scale.development(by_worker(5, 6, 5, 6, 5, 6, 5, 6, 5, 6)).lines[0]
    assert still.drift == 0
    assert "no movement beyond noise was found" in still.said
    smooth = scale.development(by_worker(1, 1, 2, 3, 3, 4, 5, 5, 6, 7, 7, 8)).lines[0]
    assert list(smooth.noise.values()) == pytest.approx([1 / 12])
    assert "noise held at what rounding alone makes" in smooth.said


def test_the_same_ratings_give_the_same_numbers(scale: ac.Instrument, ratings: ac.History, lines: Development) -> None:
    turned = ratings.to_dict()
    turned["records"].reverse()
    again = scale.development(ac.History.parse(json.dumps(turned)))
    assert again.lines == lines.lines


def test_a_scale_is_asked_of_each_sitting() -> None:
    talk = ac.instrument("collaboration-feedback-parent")
    items = [each["id"] for each in talk.to_dict()["items"]]
    records = []
    for sitting, answers in enumerate([[4] * 6, [3] * 6, [2, 2, 2, 2, 2, 2], [4, 2, 2, 0, 2, 2], [1, 1]]):
        codes = [[option["code"] for option in item["answer"]["options"]] for item in talk.to_dict()["items"]]
        records += [
            observation(
                f"o{sitting}{at}",
                items[at],
                codes[at][answer],
                on=f"2020-0{sitting + 1}-10",
                source="parent",
                person="p1",
                sitting=f"t{sitting}",
            )
            for at, answer in enumerate(answers)
        ]
    person = {"id": "p1", "type": "person", "recorded_at": "2019-01-01T00:00:00Z"}
    scale = talk.scales[0]
    d = talk.development(history_of(person, *records), scale=scale)
    assert [each.value for each in d.ratings] == [4, 3, 2, 2, None]
    assert d.raters[0].name == "parent p1"


def test_the_spread_is_of_the_latest_numbers_and_names_who_differs(lines: Development) -> None:
    assert lines.spread() == (6.0, ("by_worker w7", 3.0), ("by_child c1", 9.0))
    assert lines.spread("2020-02-10") == (1.0, ("by_worker w7", 7.0), ("by_caregiver parent p1", 8.0))
    assert lines.spread("2020-01-01") is None


@pytest.mark.parametrize(
    ("asked", "code", "place"),
    [
        ({"raters": "apar"}, "value_unknown", "/raters"),
        ({"items": ["by_workers"]}, "name_unknown", "/items"),
        ({"scale": "worri"}, "name_unknown", "/scale"),
        ({"items": ["by_worker"], "scale": "worry"}, "fields_exclude", "/scale"),
        ({"known_at": "as_of"}, "known_at_malformed", "/known_at"),
        ({"start": "2020-03-01", "until": "2020-03-01"}, "range_empty", "/until"),
        ({"start": "0001-01-01"}, "too_many", "/until"),
    ],
)
def test_a_wrong_question_is_refused(
    scale: ac.Instrument, ratings: ac.History, asked: dict, code: str, place: str
) -> None:
    with pytest.raises(ac.Error) as caught:
        scale.development(ratings, **asked)
    assert (caught.value.problems[0].code, caught.value.problems[0].place) == (code, place)


def test_an_instrument_without_numbers_asks_for_a_scale(ratings: ac.History) -> None:
    with pytest.raises(ac.Error) as caught:
        ac.instrument("safety-check").development(ratings)
    assert caught.value.problems[0].code == "points_do_not_fit"


@pytest.mark.parametrize(("lang", "word"), [("en", "estimate"), ("nl", "schatting")])
def test_the_picture_calls_it_an_estimate_and_tells_raters_by_shape(lines: Development, lang: str, word: str) -> None:
    ax = lines.plot(lang=lang)
    assert word in ax.get_title(loc="left").lower()
    shapes = {each.get_label(): each.get_marker() for each in ax.lines if not str(each.get_label()).startswith("_")}
    assert len(shapes) == len(set(shapes.values())) == 4, "three raters, and one who was asked and gave no number"
    legend = ax.get_legend()
    assert legend is not None
    assert any(word in text.get_text() for text in legend.get_texts())
    assert len(ax.collections) == 2, "a band for each line that could be estimated, none for the other"


def test_its_texts_call_it_an_estimate_and_no_part_of_a_level(lines: Development) -> None:
    assert str(lines).startswith("Estimate, not a measurement, never part of a level")
    assert repr(lines) == "<Development (an estimate) of F-0002: 3 lines>"
    table = lines.to_frame()
    assert table.schema.metadata[b"actueel.kind"] == b"estimate"
    assert table.num_rows == 2 * 197


@pytest.mark.parametrize(("hidden", "asked"), [("scipy", {}), ("matplotlib", {"drift": 0.1, "noise": 1.0})])
def test_what_is_not_installed_is_named(
    scale: ac.Instrument, ratings: ac.History, monkeypatch: pytest.MonkeyPatch, hidden: str, asked: dict
) -> None:
    for name in [each for each in sys.modules if each.partition(".")[0] == hidden]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, f"{hidden}.optimize" if hidden == "scipy" else f"{hidden}.pyplot", None)
    with pytest.raises(ModuleNotFoundError, match="pip install 'actueel"):
        scale.development(ratings, **asked).plot()
