# SPDX-License-Identifier: MPL-2.0
"""``actueel timeline`` as people meet it, and the strip that it draws."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest
from made_up import EXAMPLES, history_document, history_of, observation

import actueel as ac
from actueel.cli.timeline import first_day, year_after
from actueel.trajectory_text import strip

FAMILY = "examples/family.json"
ASK = ["-i", "risk-check", "--as-of", "2020-04-16"]
ASK_EXAMPLE = [
    *("-i", "examples/instruments/example-risk.json"),
    *("--from", "2020-01-01", "--as-of", "2020-06-01", "--until", "2020-09-01", "--detail", "scales"),
]


def fine(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout


def told(done: subprocess.CompletedProcess[str], code: int) -> str:
    assert done.returncode == code, (done.returncode, done.stderr)
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return done.stderr


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    """Return a family whose level is determined for a while, with an override and a late answer."""
    document = history_document(
        {
            "id": "h1",
            "type": "household",
            "recorded_at": "2020-01-20T00:00:00Z",
            "start": "2020-01-15",
            "empty": ["caregiver", "child"],
        },
        observation("o1", "prior_reports", 0, on="2020-01-15") | {"recorded_at": "2020-03-02T09:00:00Z"},
        {
            "id": "v1",
            "type": "override",
            "recorded_at": "2020-04-01T10:00:00Z",
            "start": "2020-04-01",
            "until": "2020-05-01",
            "instrument": "example-risk",
            "level": "moderate",
            "by": "supervisor",
            "computed": {"low": "low", "high": "low"},
            "reason": "what the school told",
        },
    )
    path = tmp_path / "decided.json"
    path.write_text(json.dumps(document))
    return path


# What it prints


def test_help_teaches_with_examples(actueel, golden) -> None:
    text = fine(actueel("timeline", "--help"))
    assert "actueel timeline family.json -i risk-check" in text
    golden("help-timeline.txt", text)


def test_it_draws_levels_over_the_months_and_says_why_they_changed(actueel, golden) -> None:
    text = fine(actueel("timeline", FAMILY, *ASK))
    assert "2020-09-20  low to high  expired: relation (p1), relation (p2)\n" in text
    golden("timeline.txt", text)


def test_it_tells_the_outlook_apart(actueel) -> None:
    text = fine(actueel("timeline", FAMILY, *ASK))
    past, ahead = text.split("If nothing more is recorded")
    assert "2019-11-12" in past
    assert "2020-09-20" not in past
    assert "2020-09-20" in ahead


def test_it_speaks_dutch(actueel, golden) -> None:
    text = fine(actueel("timeline", FAMILY, *ASK, "--lang", "nl"))
    assert "2020-09-20  laag tot hoog  verlopen: relation (p1), relation (p2)\n" in text
    golden("timeline.nl.txt", text)


def test_five_years_fit_on_narrow_and_wide_terminals(actueel, tmp_path: Path, golden) -> None:
    seen = [
        observation(f"o{number}", "partner_violence", answer, on=f"20{15 + number // 2}-{3 + 6 * (number % 2):02}-10")
        for number, answer in enumerate(["no", "violence"] * 5)
    ]
    path = tmp_path / "five.json"
    path.write_text(json.dumps(history_document(*seen)))
    for width in ("60", "80", "120"):
        text = fine(actueel("timeline", path, "-i", "risk-check", "--as-of", "2020-01-01", COLUMNS=width))
        assert max(map(len, text.splitlines())) <= int(width)
        golden(f"timeline-five-years-{width}.txt", text)


def test_every_scale_gets_its_line_where_asked(actueel, golden) -> None:
    golden("timeline-scales.txt", fine(actueel("timeline", FAMILY, *ASK, "--detail", "scales")))


def test_what_is_certain_is_solid_and_an_override_is_told(actueel, golden, decided: Path) -> None:
    text = fine(actueel("timeline", decided, *ASK_EXAMPLE))
    assert "█" in text
    assert "override; computed" in text
    assert "written down 47 days later" in " ".join(text.split())
    golden("timeline-decided.txt", text)


def test_as_of_shows_what_was_known_when(actueel, golden, decided: Path) -> None:
    text = fine(actueel("timeline", decided, *ASK_EXAMPLE, "--known-at", "as_of"))
    assert "became known: prior_reports" in text
    golden("timeline-as-of.txt", text)


def test_it_minds_a_narrow_terminal(actueel, golden) -> None:
    text = fine(actueel("timeline", FAMILY, *ASK, COLUMNS="48"))
    assert max(map(len, text.splitlines())) <= 48
    golden("timeline-narrow.txt", text)


def test_it_uses_ascii_where_the_terminal_has_nothing_else(actueel, golden) -> None:
    text = fine(actueel("timeline", FAMILY, *ASK, PYTHONIOENCODING="ascii"))
    assert text.isascii()
    golden("timeline-ascii.txt", text)


def test_there_is_colour_only_where_it_is_wanted(actueel) -> None:
    assert "\x1b" not in fine(actueel("timeline", FAMILY, *ASK))
    loud = actueel("timeline", FAMILY, *ASK, NO_COLOR="", FORCE_COLOR="1", TERM="xterm-256color")
    assert "\x1b" in fine(loud)


def test_it_prints_the_document(actueel, risk: ac.Instrument, family: ac.History) -> None:
    days = ["--from", "2020-01-01", "--until", "2020-07-01"]
    text = fine(actueel("timeline", FAMILY, *ASK, *days, "--json"))
    assert text == risk.trajectory(family, "2020-01-01", "2020-07-01").to_json() + "\n"
    levels = fine(actueel("timeline", FAMILY, *ASK, *days, "--json", "--detail", "levels"))
    assert levels == risk.trajectory(family, "2020-01-01", "2020-07-01", detail="levels").to_json() + "\n"


def test_it_asks_about_a_child_and_reads_standard_input(actueel) -> None:
    text = (EXAMPLES / "family.json").read_text()
    ask = ["-i", "safety-check", "--as-of", "2020-04-16", "--child", "p1", "--known-at", "as_of", "--json"]
    document = json.loads(fine(actueel("timeline", "-", *ask, stdin=text)))
    assert (document["child"], document["known_at"]) == ("p1", "as_of")
    assert (document["start"], document["until"]) == ("2019-11-01", "2021-04-16")


def test_an_instrument_without_levels_shows_its_scales(actueel) -> None:
    text = fine(actueel("timeline", FAMILY, "-i", "cfra-nl-derived", "--as-of", "2020-04-16"))
    assert "since       total" in text


def test_an_empty_history_is_a_line(actueel, tmp_path: Path) -> None:
    path = tmp_path / "empty.json"
    path.write_text(json.dumps(history_document()))
    text = fine(actueel("timeline", path, *ASK))
    assert "2020-04-16  low to high" in text
    assert "never determined" in text


# What is wrong


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--from", "2021-01-01", "--until", "2021-01-01"], "range_empty"),
        (["--from", "2020-02-30"], "day_impossible"),
        (["--until", "soon"], "day_malformed"),
        (["--as-of", "today"], "day_malformed"),
        (["--known-at", "yesterday"], "known_at_malformed"),
        (["--detail", "level"], "value_unknown"),
        (["--lang", "fr"], "value_unknown"),
        (["--instrument", "risk-chek"], "value_unknown"),
    ],
)
def test_a_wrong_question_is_usage(actueel, more: list[str], code: str) -> None:
    for json_too in ([], ["--json"]):
        assert f"[{code}]" in told(actueel("timeline", FAMILY, *ASK, *more, *json_too), 2)


def test_wrong_input_is_bad_input(actueel, tmp_path: Path) -> None:
    assert "[file_unreadable]" in told(actueel("timeline", tmp_path / "none.json", *ASK), 3)
    assert "[child_missing]" in told(actueel("timeline", FAMILY, "-i", "safety-check"), 3)
    assert "[child_not_member]" in told(actueel("timeline", FAMILY, *ASK, "--child", "p9"), 3)
    told(actueel("timeline", FAMILY), 2)


# The strip, and its range


@pytest.mark.parametrize("width", [14, 20, 31, 72, 100, 300])
@pytest.mark.parametrize("start", ["2020-04-15", "2019-11-30", "1995-06-01", "0001-01-01"])
@pytest.mark.parametrize("until", ["2020-04-17", "2021-12-31", "9999-12-31"])
def test_a_strip_fits_and_loses_no_mark(
    risk: ac.Instrument, family: ac.History, width: int, start: str, until: str
) -> None:
    levels = risk.trajectory(family, start, until, detail="levels")
    happened = risk.trajectory(family, start, until)
    lines = strip(levels, happened, width, blocks=True, today=dt.date(2020, 4, 16))
    assert max(map(len, lines)) <= max(width, 14)
    drawn = {line.split()[0]: line for line in lines if line.strip()}
    assert {"high", "moderate", "today"} <= drawn.keys()
    assert "^" in drawn["today"]
    if start < "2020-01-01" and until > "2021-01-01":
        assert {"answers", "expired", "household"} <= drawn.keys()


def test_a_month_has_up_to_four_columns(risk: ac.Instrument, family: ac.History) -> None:
    levels = risk.trajectory(family, "2020-08-01", "2020-11-01", detail="levels")
    assert strip(levels, levels, 30, blocks=False) == [
        "          2020",
        "          A   S   O",
        "high      ::::::::::::",
        "moderate  ::::::::::::",
        "low             ::::::",
        "expired         x",
    ]


def test_an_event_that_changes_nothing_is_marked_until_it_is_retracted(risk: ac.Instrument) -> None:
    def event(on: str, id: str) -> dict:
        return {"id": id, "type": "event", "recorded_at": f"{on}T12:00:00Z", "happened_on": on, "event": "school_visit"}

    def drawn(*records: dict) -> list[str]:
        t = risk.trajectory(history_of(*records), "2020-01-01", "2020-04-01")
        assert len(t.segments) == 1
        return strip(t, t, 40, blocks=False)

    assert drawn(event("2020-02-10", "e1"), event("2020-04-01", "e2"))[-1] == "events         !"
    taken = {"id": "x1", "type": "retraction", "recorded_at": "2020-02-11T12:00:00Z", "retracts": "e1", "reason": "-"}
    assert not any(line.startswith("events") for line in drawn(event("2020-02-10", "e1"), taken))


def test_the_picture_begins_where_somebody_began_to_look(family: ac.History) -> None:
    now = dt.date(2020, 4, 16)
    assert first_day(family, now) == "2019-11-01"
    seen = history_document(observation("o1", "anger", "often", on="2020-02-03"))
    assert first_day(ac.History.parse(json.dumps(seen)), now) == "2020-02-03"
    assert first_day(ac.History.parse(json.dumps(history_document())), now) == "2020-04-16"


def test_a_year_later_is_a_day_that_exists() -> None:
    assert year_after(dt.date(2020, 4, 16)) == "2021-04-16"
    assert year_after(dt.date(2020, 2, 29)) == "2021-03-01"
    assert year_after(dt.date.max) == "9999-12-31"
