# SPDX-License-Identifier: MPL-2.0
"""``replay`` in Python and ``actueel replay``: the past asked again."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from made_up import EXAMPLES, history_document, observation

import actueel as ac

SIGNED = "examples/signed.json"
EXAMPLE = "examples/instruments/example-risk.json"


@pytest.fixture
def signed() -> ac.History:
    return ac.History.load(EXAMPLES / "signed.json")


def sign_off(id: str = "s1", instrument: str = "example-risk", **more: object) -> dict:
    return {
        "id": id,
        "type": "sign_off",
        "recorded_at": "2020-02-10T09:30:00Z",
        "instrument": instrument,
        "as_of": "2020-02-10",
        "by": "worker",
        **more,
    }


def of(*records: dict) -> ac.History:
    return ac.History.parse(json.dumps(history_document(*records)))


# In Python


def test_what_was_signed_is_still_what_it_was(signed: ac.History) -> None:
    r = ac.replay(signed)
    assert r.reproduced
    assert bool(r)
    assert [each.outcome for each in r.sign_offs] == ["same"] * 3
    first = r.sign_offs[0]
    assert (str(first.signed), str(first.today)) == ("moderate to high", "moderate to high")
    assert (first.instrument_is, first.records_are) == ("not_stated", "same")
    assert first.sign_off.given_to == ("parent",)
    assert r.sign_offs[2].sign_off.child == "p1"


def test_shipped_instruments_are_found_and_others_are_given() -> None:
    history = of(sign_off(level={"low": "low", "high": "high"}))
    assert [each.outcome for each in ac.replay(history).sign_offs] == ["no_instrument"]
    example = ac.Instrument.load(EXAMPLES / "instruments" / "example-risk.json")
    for given in (example, [example], str(EXAMPLES / "instruments" / "example-risk.json")):
        (one,) = ac.replay(history, given).sign_offs
        assert (one.outcome, one.version_then, one.version_now) == ("same", None, "2.1.0")


def test_a_past_that_was_rewritten_is_told(signed: ac.History) -> None:
    document = signed.to_dict()
    (seen,) = (each for each in document["records"] if each["id"] == "o4")
    seen["basis"] = "statement"  # changed in place, not corrected
    r = ac.replay(ac.History.parse(json.dumps(document)))
    assert not r
    first = r.sign_offs[0]
    assert (first.outcome, first.records_are, first.reproduced) == ("same", "differs", False)
    assert "the records known then are not what they were" in str(r)


def test_it_is_one_document(signed: ac.History) -> None:
    r = ac.replay(signed)
    assert r.to_json() == ac.replay(signed).to_json()
    assert r == ac.replay(signed)
    assert hash(r) == hash(ac.replay(signed))
    assert pickle.loads(pickle.dumps(r)) == r
    assert r.to_dict()["format"] == "actueel.replay/1"
    assert "3 of 3" in repr(r)
    assert r.family == "F-0002"


def test_it_shows_as_text_as_a_page_and_as_a_frame(signed: ac.History) -> None:
    r = ac.replay(signed)
    assert "still what was signed" in str(r)
    assert "<table>" in r._repr_html_()
    frame = r.to_frame()
    assert frame.num_rows == 3
    assert frame.column("reproduced").to_pylist() == [True] * 3


def test_nothing_signed_is_said() -> None:
    r = ac.replay(of())
    assert r.reproduced
    assert str(r).endswith("nothing was signed.")


# At the command line


def test_help_teaches(actueel, golden) -> None:
    golden("help-replay.txt", actueel("replay", "--help").stdout)


def test_it_prints_a_verdict_and_a_table(actueel, golden) -> None:
    done = actueel("replay", SIGNED)
    assert done.returncode == 0, done.stderr
    golden("replay.txt", done.stdout)


def test_it_prints_the_document(actueel, signed: ac.History) -> None:
    assert actueel("replay", SIGNED, "--json").stdout == ac.replay(signed).to_json() + "\n"


def test_a_script_hears_what_is_not_reproduced(actueel, golden, tmp_path: Path) -> None:
    seen = observation("o1", "prior_reports", 3, on="2020-02-03") | {"recorded_at": "2020-02-03T09:00:00Z"}
    path = tmp_path / "signed.json"
    path.write_text(
        json.dumps(
            history_document(
                seen,
                sign_off("s1", level={"low": "low", "high": "low"}, version="1.0.0"),
                sign_off("s2", level={"low": "low", "high": "low"}),
                sign_off("s3", "elsewhere"),
                sign_off("s4"),
                sign_off("s5", level={"low": "low", "high": "low"}, records_sha256="0" * 64),
                {
                    "id": "x1",
                    "type": "retraction",
                    "recorded_at": "2020-02-11T09:30:00Z",
                    "retracts": "s5",
                    "reason": "Signed by mistake.",
                },
            )
        )
    )
    done = actueel("replay", path, "-i", EXAMPLE)
    assert done.returncode == 4
    assert done.stderr == ""
    golden("replay-differs.txt", done.stdout)
    assert actueel("--quiet", "replay", path, "-i", EXAMPLE).stdout == ""


def test_wrong_input_is_bad_input(actueel, tmp_path: Path) -> None:
    done = actueel("replay", tmp_path / "none.json")
    assert done.returncode == 3
    assert "[file_unreadable]" in done.stderr
    done = actueel("replay", SIGNED, "-i", "risk-chek")
    assert done.returncode == 2
    assert "[value_unknown]" in done.stderr
