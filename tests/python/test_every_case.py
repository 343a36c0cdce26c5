# SPDX-License-Identifier: MPL-2.0
"""Whatever the generator of hard cases makes can be read, printed, reported and rescored."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from made_up import ROOT
from test_rescore import expected_row

import actueel as ac

SEEDS = range(300)


@pytest.fixture(scope="module")
def made() -> Callable[[int], tuple[ac.Instrument, ac.History, dict[str, Any]] | None]:
    generator, scorer = load("generator"), load("scorer")

    def case(seed: int) -> tuple[ac.Instrument, ac.History, dict[str, Any]] | None:
        made = generator.make_case(seed)
        try:
            instrument = ac.Instrument.parse(scorer.to_json(made["instrument"]))
            history = ac.History.parse(scorer.to_json(made["history"]))
            asked = {name: made[name] for name in ("as_of", "known_at", "child")}
            instrument.assess(history, **asked)
        except ac.Error:
            return None  # a case that is meant to be refused
        return instrument, history, asked

    return case


def load(name: str) -> ModuleType:
    folder = ROOT / "tests" / "reference"
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("start", range(0, len(SEEDS), 50))
def test_each_case_is_read_printed_and_reported(start: int, made) -> None:
    shown = 0
    for seed in SEEDS[start : start + 50]:
        case = made(seed)
        if case is None:
            continue
        instrument, history, asked = case
        a = instrument.assess(history, **asked)
        for name in dir(type(a)):
            if not name.startswith("_"):
                getattr(a, name)
        assert str(a)
        assert a._repr_html_().startswith("<div")
        for lang in ("nl", "en"):
            if lang in instrument.languages:
                assert instrument.report(history, **asked).page(lang).endswith("</html>\n"), (seed, lang)
                shown += 1
    assert shown > 30


@pytest.mark.parametrize("start", range(0, len(SEEDS), 100))
def test_each_row_is_the_assessment_s(start: int, made) -> None:
    rows = 0
    for seed in SEEDS[start : start + 100]:
        case = made(seed)
        if case is None:
            continue
        instrument, history, asked = case
        rejects: list[Any] = []
        scores = instrument.rescore([history], as_of=asked["as_of"], known_at=asked["known_at"], rejects=rejects)
        assert rejects == []
        for row in scores.to_pylist():
            a = instrument.assess(history, as_of=row["as_of"], known_at=asked["known_at"], child=row["child"])
            assert list(row.values()) == list(expected_row(a).values()), seed
            rows += 1
    assert rows > 30
