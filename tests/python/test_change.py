# SPDX-License-Identifier: MPL-2.0
"""`Instrument.change`, the values that a change shows, and ``actueel assess --since``."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
import re

import pyarrow as pa
import pytest
from made_up import EXAMPLES, history_of, observation

import actueel as ac
from actueel.change import Change, Movement
from actueel.messages import catalogue

DAYS = {"since": "2020-01-16", "as_of": "2020-04-16"}
FAMILY = EXAMPLES / "family.json"


@pytest.fixture(scope="module")
def c(risk: ac.Instrument, family: ac.History) -> Change:
    return risk.change(family, **DAYS)


def signed(**more: object) -> dict:
    return {
        "id": "s1",
        "type": "sign_off",
        "recorded_at": "2020-02-10T12:00:00Z",
        "instrument": "risk-check",
        "as_of": "2020-02-10",
        "by": "worker",
        **more,
    }


def late_words() -> list[dict]:
    """An answer of January that was written down in March."""
    return [observation("o1", "family_conflict", "often", "2020-01-05", recorded_at="2020-03-01T09:00:00Z")]


def test_it_is_the_document(c: Change, risk: ac.Instrument, family: ac.History) -> None:
    document = json.loads(c.to_json())
    assert document["format"] == "actueel.change/1"
    assert c.to_dict() == document
    assert (c.family, c.child, c.instrument, c.history) == ("F-0001", None, risk, family)
    assert (c.before.as_of, c.before.known_at, c.before.sign_off) == (dt.date(2020, 1, 16), "as_of", None)
    assert (c.after.as_of, c.after.known_at) == (dt.date(2020, 4, 16), "everything")


def test_shares_add_up_to_what_the_scale_moved(c: Change) -> None:
    document = c.to_dict()
    for place, scale in enumerate(document["scales"]):
        for end in ("low", "high"):
            moved = sum(row["shares"][place][end] for row in document["rows"])
            assert moved == scale["moved"][end] == scale["after"][end] - scale["before"][end]


def test_both_ends_are_those_of_assess(c: Change, risk: ac.Instrument, family: ac.History) -> None:
    before = risk.assess(family, as_of="2020-01-16", known_at="as_of")
    after = risk.assess(family, as_of="2020-04-16")
    assert c.final is not None
    assert (c.final.before, c.final.after) == (before.final, after.final)
    for name, scale in c.scales.items():
        assert (scale.before.low, scale.before.high) == (before.scales[name].low, before.scales[name].high)
        assert (scale.after.low, scale.after.high) == (after.scales[name].low, after.scales[name].high)


def test_a_row_says_what_was_so_what_is_so_and_why(c: Change) -> None:
    (row,) = [each for each in c.rows if each.item == "stress" and each.cause == "expired"]
    assert row.before is not None
    assert row.after is not None
    assert (row.person, row.before.status, row.after.status, row.after.answer) == ("p3", "current", "stale", "often")
    assert row.records == ("o8",) == (row.after.record,)
    assert row.shares["dynamic"] == Movement(-2, 0)
    assert not row.shares["static"]


def test_since_a_signed_off_day_is_as_it_was_signed(risk: ac.Instrument) -> None:
    family = history_of(*late_words(), signed(known_at="2020-02-10T11:00:00Z"))
    c = risk.change(family, since="2020-02-10", as_of="2020-03-05")
    assert (c.before.sign_off, c.before.known_at) == ("s1", "2020-02-10T11:00:00Z")
    assert [(row.item, row.cause, row.records) for row in c.rows] == [("family_conflict", "became_known", ("o1",))]
    assert risk.change(family, since="2020-02-09", as_of="2020-03-05").before.sign_off is None


def test_what_was_known_on_the_first_day_can_be_said(risk: ac.Instrument) -> None:
    family = history_of(*late_words(), signed())
    c = risk.change(family, since="2020-02-10", since_known_at="everything", as_of="2020-03-05")
    assert (c.before.sign_off, c.before.known_at, c.rows) == (None, "everything", ())
    instant = dt.datetime(2020, 2, 10, 9, tzinfo=dt.UTC)
    c = risk.change(family, since="2020-02-10", since_known_at=instant, as_of="2020-03-05")
    assert c.before.known_at == "2020-02-10T09:00:00Z"


@pytest.mark.parametrize(("digest", "same"), [(None, None), ("f" * 64, False), ("own", True)])
def test_a_report_signed_with_another_version_says_so(
    risk: ac.Instrument, digest: str | None, same: bool | None
) -> None:
    more = {} if digest is None else {"instrument_sha256": risk.sha256 if digest == "own" else digest}
    c = risk.change(history_of(*late_words(), signed(**more)), since="2020-02-10", as_of="2020-03-05")
    assert c.before.same_instrument is same
    assert ("another version" in str(c)) is (same is False)
    assert ("andere versie" in c.sentences("nl")[0]) is (same is False)


def test_a_scale_with_a_standard_error_says_what_is_beyond_it(example: ac.Instrument, family: ac.History) -> None:
    c = example.change(family, **DAYS)
    reliable = c.scales["risk"].reliable
    assert reliable is not None
    assert (reliable.standard_error, reliable.higher_is, reliable.verdict) == (1.1, "worse", "not_beyond_error")
    assert reliable.index.high == pytest.approx(reliable.difference.high / (1.1 * 2**0.5), abs=5e-5)
    assert "not beyond measurement error" in str(c)


@pytest.mark.parametrize(
    ("asked", "code", "place"),
    [
        ({"since": "2020-04-17"}, "moments_turned", "/since"),
        ({"known_at": "2020-01-16T12:00:00Z"}, "moments_turned", "/known_at"),
        ({"since_known_at": "everything", "known_at": "as_of"}, "moments_turned", "/known_at"),
        ({"since": "16-01-2020"}, "day_malformed", "/since"),
        ({"since": "2020-02-30"}, "day_impossible", "/since"),
        ({"since_known_at": "then"}, "known_at_malformed", "/known_at"),
        ({"child": "p9"}, "child_not_member", ""),
    ],
)
def test_a_question_that_cannot_be_is_refused(
    risk: ac.Instrument, family: ac.History, asked: dict, code: str, place: str
) -> None:
    with pytest.raises(ac.Error) as caught:
        risk.change(family, **{**DAYS, **asked})
    problem = caught.value.problems[0]
    assert (problem.code, problem.place) == (code, place)


def test_identical_moments_have_no_changes(risk: ac.Instrument, family: ac.History) -> None:
    c = risk.change(family, since="2020-04-16", since_known_at="everything", as_of="2020-04-16")
    assert c.rows == ()
    assert "Nothing changed." in str(c)


def test_a_frame_has_a_row_for_each_row(c: Change) -> None:
    table = c.to_frame()
    assert isinstance(table, pa.Table)
    assert table.num_rows == len(c.rows)
    for name in c.scales:
        for end in ("low", "high"):
            assert sum(table[f"{name}_{end}"].to_pylist()) == getattr(c.scales[name].moved, end)
    assert table.schema.metadata[b"actueel.since"] == b"2020-01-16"


def test_it_is_a_value(c: Change, risk: ac.Instrument, family: ac.History) -> None:
    again = risk.change(family, **DAYS)
    assert c == again
    assert hash(c) == hash(again)
    assert c != risk.change(family, since="2020-01-17", as_of="2020-04-16")
    assert c != "a text"
    for twin in (copy.copy(c), pickle.loads(pickle.dumps(c))):
        assert twin == c
        assert twin.rows == c.rows


def test_it_prints_as_a_table(c: Change, golden) -> None:
    golden("change.txt", f"{c}\n")
    golden("change.html", f"{c._repr_html_()}\n")
    assert repr(c) == f"<Change risk-check of F-0001 from 2020-01-16 to 2020-04-16: {len(c.rows)} rows>"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_its_sentences_speak_of_ratings_and_answers(c: Change, lang: str, golden) -> None:
    told = c.sentences(lang)
    golden(f"change.{lang}.txt", "\n".join(told) + "\n")
    assert len(told) == 2 + len(c.scales) + len(c.rows) + len(c.level_causes)


def test_no_sentence_says_that_a_risk_fell() -> None:
    for name, texts in catalogue().items():
        if name.startswith("change_"):
            for text in texts.values():
                assert not re.search(r"ris[ik]|veilig(?!heidsplan)|\bsafe\b|danger|gevaar|fell|rose", text.lower()), (
                    name
                )


def test_the_command_prints_what_changed(actueel, golden) -> None:
    done = actueel("assess", FAMILY, "-i", "risk-check", "--since", "2020-01-16", "--as-of", "2020-04-16")
    assert done.returncode == 0, done.stderr
    golden("cli-since.txt", done.stdout)


def test_the_command_prints_the_document(actueel, c: Change) -> None:
    done = actueel("assess", FAMILY, "-i", "risk-check", "--since", "2020-01-16", "--as-of", "2020-04-16", "--json")
    assert done.returncode == 0, done.stderr
    assert done.stdout == c.to_json() + "\n"


@pytest.mark.parametrize(("since", "code"), [("2020-04-17", "moments_turned"), ("yesterday", "day_malformed")])
def test_the_command_says_what_was_typed_wrong(actueel, since: str, code: str) -> None:
    done = actueel("assess", FAMILY, "-i", "risk-check", "--since", since, "--as-of", "2020-04-16")
    assert done.returncode == 2
    assert f"[{code}]" in done.stderr
    assert "/since" in done.stderr
