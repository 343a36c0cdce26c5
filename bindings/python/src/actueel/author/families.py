# SPDX-License-Identifier: MPL-2.0
"""Made-up families: histories to ask the core about, so that no rule of scoring is written a second time."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from actueel import _core
from actueel.history import History

if TYPE_CHECKING:
    from actueel.assessment import Assessment
    from actueel.instrument import Instrument

__all__ = ["AS_OF", "Family", "Person", "Standing", "assess", "household", "stand"]

AS_OF = "2020-01-01"
"""The one day on which made-up families are asked and assessed."""

Answer = str | float


@dataclass(frozen=True, slots=True)
class Person:
    """A member of a made-up household, who has lived there from birth on; an age in completed years, or none."""

    id: str
    role: str
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """A made-up family: who is there, what was answered about whom, what happened, what plan runs."""

    id: str
    persons: tuple[Person, ...]
    answers: dict[tuple[str, str | None], Answer] = field(default_factory=dict)
    events: tuple[dict[str, Any], ...] = ()
    plan_covers: tuple[str, ...] = ()

    def of_role(self, role: str) -> list[Person]:
        """Return the members with a role, in order."""
        return [each for each in self.persons if each.role == role]

    def history(self, document: dict[str, Any]) -> History:
        """Return the family's records for an instrument; each answer comes from a voice that its item counts."""
        sources = {each["id"]: each.get("sources", ["worker"]) for each in document["items"]}
        records: list[dict[str, Any]] = []
        for person in self.persons:
            born = {} if person.age is None else {"born_on": f"{2019 - person.age:04}-07-01"}
            member = {"person": person.id, "role": person.role, "start": born.get("born_on", "2000-01-01")}
            records.append({"id": person.id, "type": "person", **born})
            records.append({"id": f"m-{person.id}", "type": "membership", **member})
        for n, ((item, about), answer) in enumerate(self.answers.items()):
            said = {"item": item, "answer": answer, "observed_on": AS_OF, "source": sources[item][0], "sitting": "s1"}
            whom = {} if about is None else {"person": about}
            records.append({"id": f"o{n}", "type": "observation", **said, **whom})
        records += [{"id": f"e{n}", "type": "event", **event} for n, event in enumerate(self.events)]
        if self.plan_covers:
            plan = {"start": AS_OF, "until": "2020-01-08", "covers": list(self.plan_covers), "agreed_with": ["parent"]}
            records.append({"id": "l1", "type": "plan", **plan})
        for record in records:
            record["recorded_at"] = f"{AS_OF}T12:00:00Z"
        return History.parse(json.dumps({"format": "actueel.history/1", "family": self.id, "records": records}))


def assess(instrument: Instrument, document: dict[str, Any], family: Family) -> Assessment:
    """Ask the core about a family, or about its first child where the instrument is about a child."""
    child = family.of_role("child")[0].id if instrument.subject == "child" else None
    return instrument.assess(family.history(document), as_of=AS_OF, child=child)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the core gives for a family without saying why: computed level by place, each scale's two ends."""

    level: tuple[int, int] | None
    scales: dict[str, tuple[float, float]]


def stand(instrument: Instrument, document: dict[str, Any], family: Family) -> Standing:
    """Ask the core for levels and scales alone: what `assess` says, many times faster."""
    child = family.of_role("child")[0].id if document.get("subject") == "child" else None
    history = family.history(document)
    rows = _core.score_rows(instrument._core, history._core, moments=[(AS_OF, "everything", None)])
    row = next(each for each in rows if each.child == child)
    scales = zip((each["id"] for each in document.get("scales", ())), row.scales, strict=True)
    return Standing(row.computed, {scale: (low / 10_000, high / 10_000) for scale, (low, high, _) in scales})


def household(document: dict[str, Any]) -> tuple[Person, ...]:
    """Return one caregiver and one child, of the age to which most items apply."""

    def fits(item: dict[str, Any], age: int) -> bool:
        ages = item.get("ages", {})
        return bool(ages.get("at_least", 0) <= age < ages.get("below", 10_000))

    per_child = [each for each in document["items"] if each.get("per") == "child"]
    ages = sorted(range(18), key=lambda age: (-sum(fits(each, age) for each in per_child), abs(age - 6)))
    return Person("p1", "caregiver", 35), Person("p2", "child", ages[0])
