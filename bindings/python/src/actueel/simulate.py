# SPDX-License-Identifier: MPL-2.0
"""Made-up families: seeded history documents that look like a caseload of 2019 and 2020.

Nobody in them exists. They hold what makes real histories hard: two clocks with lags between them,
several voices that differ, refusals, corrections, retractions, people who join and leave, plans and
overrides that lapse. The violence recorded is tuned so that, for a few thousand families, the
classes of ``violence-class`` come near the shares that families in the Netherlands reported before
and after 16 March 2020, when schools closed; it proves nothing about them.

The same seed and number give the same family, however many are asked for.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import exp
from typing import Any, Literal

__all__ = ["END", "LOCKDOWN", "START", "families", "family"]

START = date(2019, 1, 1)
"""The first day of the two years that the families cover."""

LOCKDOWN = date(2020, 3, 16)
"""Schools close; for eleven weeks talks are rarer and there is more violence."""

_RELAXED = date(2020, 6, 1)

END = date(2021, 1, 1)
"""The day after the last one."""

Document = dict[str, Any]
_Key = tuple[str, str | None]


def families(count: int, *, seed: int, instrument: Mapping[str, Any]) -> Iterator[Document]:
    """Make families 1 to `count`.

    Parameters
    ----------
    count
        How many.
    seed
        Another seed gives other families.
    instrument
        An instrument document: its asked items are what workers ask about.

    Yields
    ------
    dict
        A history document, valid under ``actueel.history/1``.

    Examples
    --------
    >>> risk = ac.instrument("risk-check").to_dict()
    >>> [family["family"] for family in families(2, seed=1, instrument=risk)]
    ['F-00001', 'F-00002']

    """
    questions = _questions(instrument)
    for number in range(1, count + 1):
        yield _Maker(number, seed, instrument, questions).document()


def family(number: int, *, seed: int, instrument: Mapping[str, Any]) -> Document:
    """Make one family: the same document as number `number`, counted from 1, of `families`."""
    return _Maker(number, seed, instrument, _questions(instrument)).document()


# --- what is asked --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Question:
    """An asked item: its answers from the least to the most concern."""

    item: str
    per: str
    static: bool
    lapses: bool
    answers: tuple[str | int, ...]
    changeable: bool


def _questions(instrument: Mapping[str, Any]) -> list[_Question]:
    points = {
        term["item"]: term["points"]
        for scale in instrument["scales"]
        for term in scale["terms"]
        if "item" in term and "points" in term
    }
    asked = []
    for item in instrument["items"]:
        if item["kind"] == "derived" or item.get("audit_only", False):
            continue
        answers: list[str | int]
        if "options" in item["answer"]:
            answers = [option["code"] for option in item["answer"]["options"]]
            given = points.get(item["id"], {})
            answers.sort(key=lambda code: given.get(code, 0))
        else:
            number = item["answer"]["number"]
            least = int(number.get("min", 0))
            answers = list(range(least, min(int(number.get("max", least + 4)), least + 4) + 1))
        asked.append(
            _Question(
                item["id"],
                item.get("per", "family"),
                item["kind"] == "static",
                "lapses_on" in item,
                tuple(answers),
                item.get("changeable", False),
            )
        )
    return asked


# --- how violence comes and goes ------------------------------------------------------------------


@dataclass(frozen=True)
class _Climate:
    """How many incidents a year a family has on record; `share` of them are in this climate."""

    share: float
    moderate: float
    grave: float


# Tuned together, so that the classes over twelve months come near the quoted shares.
_CLIMATES = (
    _Climate(share=0.38, moderate=0.0, grave=0.0),
    _Climate(share=0.15, moderate=5.0, grave=0.05),
    _Climate(share=0.405, moderate=5.0, grave=3.0),
    _Climate(share=0.065, moderate=34.0, grave=1.0),
)
_GOLDEN = (5**0.5 - 1) / 2
_CHANGES_A_YEAR = 0.35  # how often a family's climate is drawn anew
_LOCKDOWN_MODERATE = 0.30  # more incidents a year, in every climate, while schools are closed
_LOCKDOWN_GRAVE = 0.34


def _climate_at(place: float) -> _Climate:
    """Return the climate at a place in [0, 1), where each is as wide as its share."""
    for climate in _CLIMATES:
        place -= climate.share
        if place < 0:
            return climate
    return _CLIMATES[-1]


# --- one family -----------------------------------------------------------------------------------


@dataclass
class _Person:
    person: str
    role: Literal["child", "caregiver", "other"]
    start: date
    until: date
    membership: str
    introduced: datetime
    born: date | None = None

    def member_on(self, day: date) -> bool:
        return self.start <= day < self.until


@dataclass
class _Maker:
    number: int
    seed: int
    instrument: Mapping[str, Any]
    questions: list[_Question]
    records: list[Document] = field(default_factory=list)
    people: list[_Person] = field(default_factory=list)
    # By item and person: what is really so (a place among the question's answers), and the last
    # answer on file (record, answer, when recorded).
    truth: dict[_Key, int] = field(default_factory=dict)
    asked: dict[_Key, tuple[str, str | int, datetime]] = field(default_factory=dict)

    def document(self) -> Document:
        self.rng = random.Random(f"actueel family {self.seed} {self.number}")
        self.burden = self.rng.betavariate(1.2, 2.4)
        self.opened = START - timedelta(days=90) + timedelta(days=self.rng.randrange(760))
        self.closed = min(END, self.opened + timedelta(days=120 + int(self.rng.expovariate(1 / 420))))
        self.intake = self.instant(self.opened, earliest=9, latest=11)
        self.involve()
        self.settle()
        self.come_and_go()
        self.violence()
        self.talks()
        self.decide()
        self.own_words()
        self.mend()
        self.records.sort(key=lambda record: (record["recorded_at"], record["id"]))
        return {
            "format": "actueel.history/1",
            "family": f"F-{self.number:05d}",
            "records": self.records,
        }

    # small tools

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def instant(self, day: date, *, earliest: int = 8, latest: int = 17) -> datetime:
        return datetime.combine(day, time(self.rng.randint(earliest, latest), self.rng.randrange(60)))

    def written(self, day: date, *, after: datetime | None = None) -> datetime:
        """Say when `day` is recorded: mostly soon, sometimes weeks later, never before `after`."""
        shortest, longest = self.rng.choices(((0, 0), (1, 3), (4, 14), (15, 45)), (55, 30, 12, 3))[0]
        lag = self.rng.randint(shortest, longest)
        at = self.instant(day + timedelta(days=lag))
        floor = self.intake if after is None else max(after, self.intake)
        return at if at > floor else floor + timedelta(minutes=self.rng.randint(1, 600))

    def add(self, kind: str, at: datetime, /, *, called: str | None = None, **content: Any) -> str:
        identifier = called or f"{_LETTER[kind]}{len(self.records) + 1}"
        stated = {key: value for key, value in content.items() if value is not None}
        self.records.append({"id": identifier, "type": kind, "recorded_at": f"{at.isoformat()}Z", **stated})
        return identifier

    def members(self, day: date, role: str) -> list[_Person]:
        return [p for p in self.people if p.role == role and p.member_on(day)]

    def introduced(self, *people: _Person) -> datetime:
        return max((p.introduced for p in people), default=self.intake)

    # who, and since when

    def involve(self) -> None:
        kind = self.rng.choices(("voluntary", "court_order", "investigation"), (6, 3, 1))[0]
        involvement = self.add("involvement", self.intake, start=f"{self.opened}", kind=kind)
        if self.closed < END:
            self.add("ending", self.written(self.closed), ends=involvement, on=f"{self.closed}")

    def join(
        self,
        role: Literal["child", "caregiver", "other"],
        start: date,
        at: datetime,
        *,
        born: date | None,
        lives: str,
    ) -> _Person:
        letter = {"child": "c", "caregiver": "p", "other": "x"}[role]
        identifier = f"{letter}{sum(p.role == role for p in self.people) + 1}"
        self.add("person", at, called=identifier, born_on=f"{born}" if born else None)
        membership = self.add(
            "membership",
            at,
            person=identifier,
            role=role,
            start=f"{start}",
            lives=None if lives == "here" else lives,
        )
        person = _Person(identifier, role, start, date.max, membership, at, born)
        self.people.append(person)
        return person

    def settle(self) -> None:
        """Introduce the household at intake."""
        ages = sorted(self.rng.uniform(0, 16.5) for _ in range(self.rng.choices((1, 2, 3, 4), (35, 37, 19, 9))[0]))
        births = [self.opened - timedelta(days=int(age * 365.25)) for age in reversed(ages)]
        together = births[0] - timedelta(days=self.rng.randint(0, 1500))
        only_children = self.chance(0.01)  # as exports from other systems do
        if not only_children:
            for index in range(self.rng.choices((1, 2, 3), (34, 58, 8))[0]):
                born = births[0] - timedelta(days=self.rng.randint(19 * 365, 41 * 365))
                lives = "here" if index == 0 else self.rng.choices(("here", "part", "elsewhere"), (82, 9, 9))[0]
                self.join(
                    "caregiver",
                    together,
                    self.intake,
                    born=born if self.chance(0.9) else None,
                    lives=lives,
                )
        for birth in births:
            lives = self.rng.choices(("here", "part"), (93, 7))[0]
            self.join("child", birth, self.intake, born=birth if self.chance(0.985) else None, lives=lives)
        if self.chance(0.06):
            self.join("other", self.opened - timedelta(days=400), self.intake, born=None, lives="here")

    def some_day(self) -> date:
        return self.opened + timedelta(days=self.rng.randrange((self.closed - self.opened).days))

    def leave(self, person: _Person, day: date) -> datetime:
        at = self.written(day, after=person.introduced)
        self.add("ending", at, ends=person.membership, on=f"{day}")
        person.until = day
        return at

    def come_and_go(self) -> None:
        """Partners move in and out, children are born or placed elsewhere."""
        if self.chance(0.12) and (there := self.members(self.opened, "caregiver")):
            leaver = self.rng.choice(there)
            day = self.some_day()
            if day > leaver.start:
                at = self.leave(leaver, day)
                if not self.members(day, "caregiver") and self.chance(0.5):
                    self.add("household", at, start=f"{day}", empty=["caregiver"])
        if self.chance(0.12):
            day = self.some_day()
            self.join("caregiver", day, self.written(day), born=None, lives="here")
        if self.chance(0.06):
            birth = self.some_day()
            self.join("child", birth, self.written(birth), born=birth, lives="here")
        if self.chance(0.05):
            child = self.rng.choice([p for p in self.people if p.role == "child"])
            day = self.some_day()
            if day > child.start:
                at = self.leave(child, day)
                child.until = date.max  # still a child of this family, living elsewhere
                child.membership = self.add(
                    "membership",
                    at,
                    person=child.person,
                    role="child",
                    start=f"{day}",
                    lives="elsewhere",
                )

    # what happens

    def violence(self) -> None:
        """Incidents, from a year before the intake: what made somebody report the family."""
        climate = self.first_climate()
        for offset in range(-366, (self.closed - self.opened).days):
            day = self.opened + timedelta(days=offset)
            if self.chance(_CHANGES_A_YEAR / 365):
                climate = _climate_at(self.rng.random())
            locked = LOCKDOWN <= day < _RELAXED
            grave = climate.grave + locked * _LOCKDOWN_GRAVE
            moderate = climate.moderate + locked * _LOCKDOWN_MODERATE
            if self.chance(grave / 365):
                self.incident(day, grave=True)
            if self.chance(moderate / 365):
                self.incident(day, grave=False)

    def first_climate(self) -> _Climate:
        """Spread the climates evenly over neighbouring numbers, so that few families will do."""
        return _climate_at((self.number * _GOLDEN + self.seed * _GOLDEN**2) % 1)

    def incident(self, day: date, *, grave: bool) -> None:
        caregivers, children = self.members(day, "caregiver"), self.members(day, "child")
        maltreatment = grave and bool(children) and self.chance(0.72)
        parts: list[Document] = []
        present: list[_Person] = []
        if caregivers:
            present.append(harming := self.rng.choice(caregivers))
            parts.append({"person": harming.person, "part": "harming"})
        if maltreatment:
            present.append(child := self.rng.choice(children))
            parts.append({"person": child.person, "part": "harmed"})
        else:
            others = [p for p in caregivers if p not in present]
            if others:
                present.append(harmed := self.rng.choice(others))
                parts.append({"person": harmed.person, "part": "harmed"})
            if children and self.chance(0.5):
                present.append(child := self.rng.choice(children))
                parts.append({"person": child.person, "part": "present"})
        severe = self.chance(0.2) if maltreatment else grave
        reports = 2 if self.chance(0.08) else 1
        name = f"n{len(self.records) + 1}" if reports == 2 or self.chance(0.3) else None
        for _ in range(reports):  # police and school may both report one night
            self.add(
                "event",
                self.written(day, after=self.introduced(*present)),
                happened_on=f"{day}",
                event="child_maltreatment" if maltreatment else "partner_violence",
                severity="severe" if severe else None,
                source=self.rng.choices(("record", "professional", "worker", "network"), (5, 3, 2, 1))[0],
                basis=self.rng.choices(("fact", "statement", "judgement"), (4, 5, 1))[0],
                incident=name,
                persons=parts or None,
            )

    # what is asked and answered

    def talks(self) -> None:
        """Every few weeks somebody asks about part of the items; in lockdown less often."""
        previous = self.opened
        day = self.opened + timedelta(days=self.rng.randint(0, 9))
        share = 0.95  # the first talk asks nearly everything
        while day < self.closed:
            for key in self.truth:
                self.drift(key, (day - previous).days)
            self.talk(day, share)
            gap = 7 + self.rng.expovariate(1 / 22)
            if LOCKDOWN <= day < _RELAXED:
                gap *= 2.2
            previous, day, share = day, day + timedelta(days=int(gap)), 0.72

    def draw(self, question: _Question) -> int:
        """Draw an answer, from no concern (0) to much; more of it in a burdened family."""
        return sum(self.chance(0.04 + 0.75 * self.burden) for _ in question.answers[1:])

    def drift(self, key: _Key, days: int) -> None:
        """Let what is really so change; what is static changes only by becoming more."""
        if not self.chance(1 - exp(-0.9 * days / 365)):
            return
        question = next(q for q in self.questions if q.item == key[0])
        drawn = self.draw(question)
        if question.static:
            self.truth[key] = max(self.truth[key], drawn if question.lapses else 0)
        else:
            self.truth[key] = min(self.truth[key], drawn) if self.chance(0.35) else drawn

    def talk(self, day: date, share: float) -> None:
        source = self.rng.choices(("worker", "professional", "record"), (78, 14, 8))[0]
        by = f"w{self.rng.choices((1, 2, 3), (8, 2, 1))[0]}" if source == "worker" else None
        at = self.written(day)
        for question in self.questions:
            about: list[_Person | None] = [None]
            if question.per in ("child", "caregiver"):
                about = [*self.members(day, question.per)]
            for person in about:
                if not self.chance(share):
                    continue
                key = (question.item, person.person if person else None)
                again = 0.5 if question.lapses else 0.03  # what does not change is rarely asked twice
                if question.static and key in self.asked and not self.chance(again):
                    continue
                where = self.truth.setdefault(key, self.draw(question))
                self.answer(question, person, day, at, source, by, where)

    def answer(
        self,
        question: _Question,
        person: _Person | None,
        day: date,
        at: datetime,
        source: str,
        by: str | None,
        where: int,
    ) -> None:
        key = (question.item, person.person if person else None)
        said: str | int = question.answers[where]
        repeats = None
        drawn = self.rng.random()
        if drawn < 0.015:
            said = "not_seen"
        elif drawn < 0.03:
            said = "refused"
        elif drawn < 0.055:
            said = "unknown"
        elif drawn < 0.075 and key in self.asked and self.asked[key][2] < at:
            repeats, said = self.asked[key][0], self.asked[key][1]  # copied from the last form
        at = max(at, self.introduced(person) + timedelta(minutes=1)) if person else at
        content = {"observed_on": f"{day}", "item": question.item, "person": key[1]}
        identifier = self.add(
            "observation",
            at,
            **content,
            answer=said,
            source=source,
            by=by,
            basis=self.rng.choices(("fact", "statement", "judgement"), (3, 4, 4))[0],
            repeats=repeats,
        )
        if repeats is None and said == question.answers[where]:
            self.asked[key] = (identifier, said, at)
            if not question.static and self.chance(0.02):
                self.contest(question, content, day, at, where)

    def contest(
        self,
        question: _Question,
        content: dict[str, str | None],
        day: date,
        at: datetime,
        where: int,
    ) -> None:
        """Somebody in or around the family says otherwise."""
        other = where + 1 if where == 0 else where - 1
        speakers: list[tuple[str, _Person | None, int]] = [("network", None, 1)]
        for child in self.members(day, "child"):
            if child.born and (day - child.born).days > 8 * 365:
                speakers.append(("child", child, 3))
        speakers.extend(("parent", caregiver, 3) for caregiver in self.members(day, "caregiver"))
        source, speaker, _ = self.rng.choices(speakers, [weight for *_, weight in speakers])[0]
        self.add(
            "observation",
            max(at, self.introduced(*([speaker] if speaker else []))) + timedelta(minutes=self.rng.randint(5, 50)),
            **content,
            answer=question.answers[other],
            source=source,
            by=speaker.person if speaker else None,
            basis="statement",
        )

    # what is decided and said

    def decide(self) -> None:
        """Add few safety plans and fewer discretionary overrides; both lapse by themselves."""
        children = [p for p in self.people if p.role == "child"]
        if self.chance(0.10) and (items := [q.item for q in self.questions if q.changeable]):
            day = self.some_day()
            self.add(
                "plan",
                max(self.written(day), self.introduced(*children)),
                start=f"{day}",
                until=f"{day + timedelta(days=self.rng.choice((7, 14, 30)))}",
                persons=sorted(child.person for child in self.rng.sample(children, self.rng.randint(1, len(children)))),
                covers=sorted(self.rng.sample(items, min(2, len(items)))),
                agreed_with=["parent", "network"],
            )
        overrides, levels = (
            self.instrument.get("overrides"),
            [level["id"] for level in self.instrument.get("levels", ())],
        )
        if overrides and len(levels) > 1 and self.chance(0.03):
            day, at_level = self.some_day(), self.rng.randrange(len(levels) - 1)
            self.add(
                "override",
                self.written(day),
                instrument=self.instrument["id"],
                level=levels[at_level + 1],
                computed={"low": levels[at_level], "high": levels[at_level]},
                by=self.rng.choice(overrides["roles"]),
                reason="De school maakt zich grote zorgen.",
                start=f"{day}",
                until=f"{day + timedelta(days=28)}",
            )

    def own_words(self) -> None:
        """Add what the family itself thinks and wants, and where it disagrees."""
        speakers = [p for p in self.people if p.role in ("caregiver", "child") and p.member_on(self.opened)]
        for kind, probability, sentences in (("view", 0.25, _VIEWS), ("goal", 0.3, _GOALS)):
            if speakers and self.chance(probability):
                speaker, day = self.rng.choice(speakers), self.some_day()
                when = {"observed_on": f"{day}"} if kind == "view" else {"start": f"{day}"}
                self.add(
                    kind,
                    self.written(day, after=speaker.introduced),
                    **when,
                    source="parent" if speaker.role == "caregiver" else "child",
                    by=speaker.person,
                    note=self.rng.choice(sentences),
                )
        observed = [record for record in self.records if record["type"] == "observation"]
        if observed and self.chance(0.05):
            about = self.rng.choice(observed)
            at = datetime.fromisoformat(about["recorded_at"][:-1]) + timedelta(days=self.rng.randint(1, 20))
            dispute = self.add(
                "dispute",
                at,
                about=about["id"],
                source="parent",
                note="Wij vinden dat dit niet klopt.",
            )
            if self.chance(0.6):
                self.add(
                    "dispute_answer",
                    at + timedelta(days=self.rng.randint(3, 30)),
                    about=dispute,
                    outcome=self.rng.choice(("upheld", "partly", "not_upheld")),
                    by="worker",
                    reason="Samen nagelezen en besproken.",
                )

    def mend(self) -> None:
        """Correct (2 %) or take away (0.5 %) what was written wrongly, days or weeks later."""
        answers = {question.item: question.answers for question in self.questions}
        for record in [r for r in self.records if r["type"] in ("observation", "event")]:
            last, at = record["id"], datetime.fromisoformat(record["recorded_at"][:-1])
            if self.chance(0.02):
                content = {k: v for k, v in record.items() if k not in ("id", "type", "recorded_at")}
                if record["type"] == "event":
                    if self.chance(0.25) and content.pop("severity", None) is None:
                        content["severity"] = "severe"
                    else:
                        content["basis"] = "fact" if content["basis"] != "fact" else "statement"
                elif "repeats" not in content:
                    content["answer"] = self.rng.choice(
                        [code for code in answers[content["item"]] if code != content["answer"]]
                    )
                at += timedelta(days=self.rng.randint(1, 30), minutes=self.rng.randrange(300))
                last = self.add("correction", at, corrects=last, reason="Verkeerd ingevuld.", record=content)
            if self.chance(0.005):
                at += timedelta(days=self.rng.randint(1, 30), minutes=self.rng.randrange(300))
                self.add("retraction", at, retracts=last, reason="Hoort bij een ander gezin.")


_LETTER = {
    "involvement": "i",
    "membership": "m",
    "household": "h",
    "observation": "o",
    "event": "e",
    "ending": "n",
    "plan": "l",
    "override": "v",
    "view": "w",
    "goal": "g",
    "dispute": "d",
    "dispute_answer": "a",
    "correction": "k",
    "retraction": "r",
}

_VIEWS = (
    "Het gaat beter dan in het begin.",
    "Wij hebben vooral rust nodig.",
    "Ik wil dat er ook naar mij wordt geluisterd.",
    "Het is thuis vaak druk, maar wij doen ons best.",
)

_GOALS = (
    "Wij willen weer samen eten zonder ruzie.",
    "Ik wil elke week naar voetbal.",
    "Elke avond op tijd naar bed.",
    "Wij willen een vaste oppas voor woensdag.",
)
