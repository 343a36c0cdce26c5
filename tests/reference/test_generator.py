# SPDX-License-Identifier: MPL-2.0
"""The generator makes valid cases, the same from one seed, and interesting ones; the differential sees a difference."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import differential
from case_generator.validity import problems
from generator import make_case, statistics
from reference_scorer.asking import possible_answers, try_answer
from reference_scorer.meet import MeetError
from reference_scorer.situation import Situation
from reference_scorer.world import World
from scorer import to_json


def test_histories_are_valid():
    for seed in range(400):
        assert problems(make_case(seed)["history"]) == [], seed


def test_a_seed_makes_one_case():
    assert to_json(make_case(5)) == to_json(make_case(5)) != to_json(make_case(6))


def test_the_first_features_leave_the_others_out():
    for seed in range(300):
        words = to_json(make_case(seed, "first"))
        for left_out in (
            '"pick"',
            '"mean"',
            '"min_answered"',
            '"table"',
            '"one_sitting":true',
            '"tree"',
            '"type":"plan"',
            '"plan":"active"',
            '"type":"override"',
            '"type":"dispute"',
        ):
            assert left_out not in words, (seed, left_out)


def test_cases_are_interesting():
    total = statistics(range(1, 301), "all")
    rows = total["asked rows"]
    assert 0.25 < total["levels: False"] / total["assessed"] < 0.75
    for name in ("rows: current", "rows: stale", "rows: unknown", "rows: not_applicable", "rows: contested"):
        assert total[name] > 0.05 * rows, name
    for name in ("rules: True", "rules: False", "rules: None"):
        assert total[name] > 0.1 * (total["rules: True"] + total["rules: False"] + total["rules: None"]), name
    for why in ("shelf_life", "joins", "leaves", "event"):
        assert total["expires by " + why] > 0, why


def test_whatever_is_answered_lies_within_what_was_computed():
    """Soundness, where nothing states a value instead of an uncertainty: no policy, proration, pool or status."""
    tried = 0
    for seed in range(400):
        case = make_case(seed)
        if '"status":[' in to_json(case["instrument"]) or '"min_answered"' in to_json(case["instrument"]):
            continue
        try:
            world = World(Situation(**case))
        except MeetError:
            continue
        for state in world.asked_states():
            item = state.question.item
            unknown = state.status == "unknown" or (state.status == "stale" and item.when_stale == "unknown")
            if not unknown or not state.question.named or state.applies is False:
                continue
            if item.pick is not None or item.when_unknown != "range":
                continue
            for answer in possible_answers(world, state.question):
                then = try_answer(world, state.question, answer)
                tried += 1
                for name in world.scales:
                    assert within(then.value(name), world.value(name)), (seed, state.question.key, answer, name)
                if world.judgement.computed is not None:
                    assert within(then.judgement.computed, world.judgement.computed), (seed, state.question.key, answer)
    assert tried > 500


def within(inner, outer):
    return outer[0] <= inner[0] and inner[1] <= outer[1]


# ---- the differential ------------------------------------------------------------------------------------------------


def test_the_reference_does_not_differ_from_itself(capsys):
    options = differential.Options()
    assert not differential.report(differential.run(range(1, 60), options, core=differential.by_reference))
    assert ": 0 differ" in capsys.readouterr().out


def broken(case):
    return differential.by_reference(case).replace('"determined":true', '"determined":false')


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_broken_core_is_found_out(capsys, jobs):
    assert differential.report(differential.run(range(1, 60), differential.Options(), jobs, core=broken))
    assert "/level/determined\n  reference true\n  core      false" in capsys.readouterr().out


def test_a_broken_trajectory_is_found_out(capsys):
    options = differential.Options(what="trajectory")
    whole = options.what.by_reference
    assert not differential.report(differential.run(range(1, 30), options, core=whole))

    def shorter(case):
        return whole(case).replace('"causes":null}]', '"causes":[]}]')

    assert differential.report(differential.run(range(1, 30), options, core=shorter))
    assert "/causes\n  reference null\n  core      []" in capsys.readouterr().out


def test_a_broken_change_is_found_out(capsys):
    options = differential.Options(what="change")
    whole = options.what.by_reference
    assert not differential.report(differential.run(range(1, 40), options, core=whole))

    def other_cause(case):
        return whole(case).replace('"cause":"became_known"', '"cause":"new_answer"')

    assert differential.report(differential.run(range(1, 40), options, core=other_cause))
    assert "/cause\n  reference became_known\n  core      new_answer" in capsys.readouterr().out


def test_keys_restrict_what_is_compared():
    options = differential.Options(keys=["scales", "items"])
    assert not differential.report(differential.run(range(1, 60), options, core=broken))


def test_null_keys_of_the_core_are_skipped_and_counted(capsys):
    def unfinished(case):
        text = differential.by_reference(case)
        return text[: text.index('"notes":')] + '"notes":null}'

    options = differential.Options(ignore_null_keys=True)
    assert not differential.report(differential.run(range(1, 60), options, core=unfinished))
    assert "times notes skipped: null in the core" in capsys.readouterr().out


def test_refusals_are_compared_by_their_places():
    seed = next(seed for seed in range(1, 1000) if differential.answer(differential.by_reference, make_case(seed))[1])
    assert differential.compare(seed, differential.Options(), differential.by_reference).refused

    def other_place(case):
        raise differential.Refused(["/records"], "elsewhere")

    assert differential.compare(seed, differential.Options(), other_place).difference[0] == "(refusal)"


def test_a_case_is_saved_with_what_is_expected(tmp_path, capsys):
    differential.save(tmp_path, 2, differential.Options(), None, "4")
    saved = differential.read_json((tmp_path / "generated-all-2.json").read_text(encoding="utf-8"))
    assert list(saved) == [
        "description",
        "section",
        "instrument",
        "history",
        "as_of",
        "known_at",
        "child",
        "expected",
    ]
    case = make_case(2)
    assert to_json(saved["expected"]) == differential.by_reference(case)
    assert to_json(saved["instrument"]) == to_json(case["instrument"])
