# SPDX-License-Identifier: MPL-2.0
"""What the demo's tests share: the Rossi data, their calendar and histories, and sample families."""

from __future__ import annotations

import json

import pytest

import actueel as ac
from actueel import simulate
from actueel.demo.rossi.data import Rossi, load
from actueel.demo.rossi.histories import Calendar, calendar, histories

SEED = 11


@pytest.fixture(scope="session")
def rossi() -> Rossi:
    """The real data; R and its package carData must be installed (script/demo does so)."""
    return load()


@pytest.fixture(scope="session")
def when(rossi: Rossi) -> Calendar:
    return calendar(len(rossi), SEED)


@pytest.fixture(scope="session")
def documents(rossi: Rossi, when: Calendar) -> list[dict]:
    return histories(rossi, when)


@pytest.fixture(scope="session")
def people(documents: list[dict]) -> list[ac.History]:
    return [ac.History.parse(json.dumps(document)) for document in documents]


@pytest.fixture(scope="session")
def risk() -> dict:
    return ac.instrument("risk-check").to_dict()


@pytest.fixture(scope="session")
def sample(risk: dict) -> list[dict]:
    return list(simulate.families(150, seed=SEED, instrument=risk))
