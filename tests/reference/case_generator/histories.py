# SPDX-License-Identifier: MPL-2.0
"""Made-up histories that keep the rules of section 2, crowded on a few days so that much falls together."""

from datetime import date, timedelta
from fractions import Fraction

from reference_scorer.calendar_days import add, day_text, parse_day
from reference_scorer.instants import DAY, SECOND, instant_text, parse_instant

from .vocabulary import BASES, EVENTS, INSTRUMENT, LIVES, PARTS, ROLES, SEVERITIES, SOURCES

ANCHORS = ["2020-02-29", "2021-01-31", "2019-12-31", "2024-03-01", "2023-03-31", "2020-03-01"]
HOURS = [0, 8 * 3600, 8 * 3600, 8 * 3600, 23 * 3600 + 3599]
NOT_LINKS = ("correction", "retraction")


class HistoryMaker:
    def __init__(self, dice, features, instrument):
        self.dice, self.features, self.instrument = dice, features, instrument
        self.records = []
        self.recorded = {}  # id -> instant
        self.introduced = {}  # person -> instant
        self.roles = {role: [] for role in ROLES}
        self.starts = {}  # id of what can end -> every start it ever had
        self.numbers = {}
        self.items = [item for item in instrument["items"] if item["kind"] != "derived"]
        self.days = self.crowded_days()

    # ---- days and instants ----

    def crowded_days(self):
        dice = self.dice
        self.anchor = (
            parse_day(dice.one(ANCHORS)) if dice.chance(0.8) else parse_day("2018-01-01") + dice.between(0, 2500)
        )
        anchor = date.fromordinal(self.anchor)
        days = {self.anchor}
        for _ in range(dice.between(4, 9)):
            back = dice.weighted(
                {
                    0: 2,
                    1: 3,
                    7: 2,
                    28: 1,
                    29: 1,
                    30: 2,
                    31: 2,
                    59: 1,
                    60: 1,
                    90: 2,
                    91: 1,
                    182: 1,
                    365: 2,
                    366: 2,
                    dice.between(0, 120): 8,
                    dice.between(0, 700): 3,
                }
            )
            days.add(self.anchor - back)
        for _ in range(dice.between(0, 2)):
            month = date(anchor.year, dice.between(1, 12), 1) - timedelta(days=dice.between(0, 1))
            if month.toordinal() < self.anchor + 40:
                days.add(month.toordinal())
        return sorted(days)

    def day(self):
        return self.dice.one(self.days) + self.dice.weighted({0: 8, -1: 1, 1: 1})

    def recorded_at(self, said, not_before):
        """An instant by which somebody wrote down what was so on the day `said`."""
        dice = self.dice
        day = said + dice.weighted({-1: 1, 0: 8, 1: 2, 3: 1, 40: 1, 200: 0.3})
        instant = day * DAY + dice.one(HOURS) * SECOND
        if dice.chance(0.06):
            instant += dice.one([1, 250_000, 999_999])
        if instant < not_before:
            instant = not_before + dice.one([0, 0, 1, 3600 * SECOND])
        return instant

    def written(self, instant):
        """The instant as text, at times in another zone."""
        if not self.dice.chance(0.2):
            return instant_text(instant)
        hours = self.dice.one([2, -5, 1])
        text = instant_text(instant + hours * 3600 * SECOND)[:-1]
        if "." not in text and self.dice.chance(0.3):
            text += ".0"
        return f"{text}{'+' if hours > 0 else '-'}{abs(hours):02d}:00"

    # ---- records ----

    def new_id(self, letter):
        self.numbers[letter] = self.numbers.get(letter, 0) + 1
        number = self.numbers[letter]
        return self.dice.one(
            [f"{letter}{number}", f"{letter}{number}", f"{letter.upper()}-{number}", f"{letter}.{number}"]
        )

    def record(self, kind, letter, said, content, identifier=None, refers=(), not_before=0):
        """Write a record down, no earlier than those that it refers to."""
        named = [self.introduced[person] for person in self.persons_of(kind, content)]
        instant = self.recorded_at(said, max([not_before, *named, *(self.recorded[one] for one in refers)]))
        identifier = identifier or self.new_id(letter)
        self.recorded[identifier] = instant
        self.records.append({"id": identifier, "type": kind, "recorded_at": self.written(instant), **content})
        if "start" in content:
            self.starts[identifier] = {parse_day(content["start"])}
        elif kind == "dispute":
            self.starts[identifier] = {instant // DAY}
        if kind == "observation" and self.dice.chance(0.06):
            self.records[-1]["note"] = "a note"
        if self.dice.chance(0.03):
            self.records[-1]["x"] = {"n": Fraction("0.1")}
        return identifier

    @staticmethod
    def persons_of(kind, content):
        if kind in ("person", "membership"):
            return []
        persons = [content["person"]] if "person" in content else []
        for one in content.get("persons", []):
            persons.append(one if isinstance(one, str) else one["person"])
        about = content.get("about")
        if isinstance(about, dict) and "person" in about:
            persons.append(about["person"])
        return persons

    def make(self):
        dice = self.dice
        self.make_persons()
        if dice.chance(0.35):
            self.make_involvements()
        if self.introduced or dice.chance(0.9):
            for _ in range(dice.weighted({0: 0.5, 5: 2, 12: 3, 18: 4, 24: 4})):
                if len(self.records) < 32:
                    self.make_observation()
        for _ in range(dice.weighted({0: 3, 1: 3, 2: 3, 4: 3})):
            self.make_event()
        self.make_rest()
        for _ in range(dice.weighted({0: 3, 1: 2, 3: 3, 5: 2})):
            self.make_link()
        self.records = [one for one in self.records if one is not None]
        order = list(self.records)
        if dice.chance(0.5):
            dice.random.shuffle(order)
        family = dice.one(["F-1", "F-0002", "f.3"])
        return {"format": "actueel.history/1", "family": family, "records": order}

    # ---- persons ----

    def make_persons(self):
        dice = self.dice
        for role, letter, count in (
            ("child", "k", dice.weighted({0: 0.6, 1: 6, 2: 4, 3: 1.5})),
            ("caregiver", "p", dice.weighted({0: 0.9, 1: 5, 2: 4, 3: 1})),
            ("other", "z", dice.weighted({0: 3, 1: 1})),
        ):
            for number in range(1, count + 1):
                self.make_person(f"{letter}{number}", role)
        if dice.chance(0.08) and self.roles["child"]:
            self.make_membership(dice.one(self.roles["child"]), "caregiver", self.day())
        for _ in range(dice.weighted({0: 3, 1: 2})):
            content = {"start": day_text(self.day()), "empty": dice.some(["child", "caregiver"], least=1)}
            self.maybe_until(content, 0.3)
            self.record("household", "h", parse_day(content["start"]), content)

    def make_person(self, person, role):
        dice = self.dice
        born = None
        if dice.chance(0.85):
            years = dice.between(0, 17) if role == "child" else dice.between(16, 40)
            anchor = date.fromordinal(self.anchor)
            born = dice.weighted(
                {
                    date(anchor.year - years, anchor.month, min(anchor.day, 28)).toordinal() + dice.between(-3, 3): 3,
                    self.anchor - 365 * years - dice.between(0, 300): 3,
                    parse_day("2016-02-29") if role == "child" else parse_day("1988-02-29"): 1,
                }
            )
        start = dice.weighted(
            {
                self.anchor - dice.between(300, 1500): 5,
                self.day(): 3,
                (born if born is not None and role == "child" else self.anchor - 900): 2,
            }
        )
        first = dice.chance(0.7)
        if first and dice.chance(0.9):
            self.make_person_record(person, born, start)
        self.make_membership(person, role, start)
        if not first:
            self.make_person_record(person, born, start)
        if dice.chance(0.35):
            self.make_next_membership(person, role)

    def make_person_record(self, person, born, said):
        content = {} if born is None else {"born_on": day_text(born)}
        self.record("person", "p", said, content, identifier=person)
        self.introduced[person] = min(self.introduced.get(person, self.recorded[person]), self.recorded[person])

    def make_membership(self, person, role, start, lives=None):
        dice = self.dice
        content = {"person": person, "role": role, "start": day_text(start)}
        lives = lives or dice.weighted({"here": 8, "part": 2, "elsewhere": 1.5, "visits": 1})
        if lives != "here" or dice.chance(0.2):
            content["lives"] = lives
        self.maybe_until(content, 0.12)
        identifier = self.record("membership", "m", start, content)
        at = self.recorded[identifier]
        self.introduced[person] = min(self.introduced.get(person, at), at)
        if person not in self.roles[role]:
            self.roles[role].append(person)
        return identifier

    def make_next_membership(self, person, role):
        """One that follows on the same day, overlaps, or comes after a gap."""
        dice = self.dice
        before = next(one for one in self.records if one["type"] == "membership" and one["person"] == person)
        start = parse_day(before["start"])
        on = max(start + 1, self.day())
        how = dice.one(["follows", "follows", "overlaps", "gap", "same"])
        if how == "same":
            on = start
        elif how != "overlaps":
            if dice.chance(0.5):
                before["until"] = day_text(on)
            else:
                self.make_ending(before["id"], on)
            if how == "gap":
                on += dice.between(1, 40)
        self.make_membership(person, role, on, dice.one([before.get("lives", "here"), dice.one(LIVES)]))

    def maybe_until(self, content, probability):
        if self.dice.chance(probability):
            start = parse_day(content["start"])
            content["until"] = day_text(max(start + 1, self.day(), start + self.dice.between(1, 60)))

    def make_involvements(self):
        for _ in range(self.dice.weighted({1: 3, 2: 1})):
            start = self.anchor - self.dice.between(0, 500)
            content = {"start": day_text(start), "kind": "voluntary"}
            self.maybe_until(content, 0.4)
            self.record("involvement", "i", start, content)

    def somebody(self, role=None):
        """A person, mostly of the role, introduced by a record; `None` when there is nobody."""
        persons = [person for role_ in ROLES for person in self.roles[role_]]
        if role is not None and self.roles[role] and self.dice.chance(0.96):
            persons = self.roles[role]
        return self.dice.one(persons) if persons else None

    # ---- observations and events ----

    def make_observation(self):
        if not self.items:
            return
        item = self.dice.one(self.items[:3] if self.dice.chance(0.4) else self.items)
        content = self.observation(item)
        refers = []
        earlier = [
            one
            for one in self.records
            if one["type"] == "observation"
            and one["item"] == content["item"]
            and one.get("person") == content.get("person")
            and one["observed_on"] <= content["observed_on"]
        ]
        if earlier and self.dice.chance(0.1):
            original = self.dice.one(earlier)
            content |= {"answer": original["answer"], "repeats": original["id"]}
            refers = [original["id"]]
        self.record("observation", "o", parse_day(content["observed_on"]), content, refers=refers)

    def observation(self, item, content=None):
        """What an observation says, or what it says once it is corrected."""
        dice = self.dice
        content = dict(content or {})
        content["observed_on"] = day_text(self.day())
        content["item"] = {
            "id": item["id"],
            "qualified": f"{INSTRUMENT}:{item['id']}",
            "former": dice.one(item.get("formerly", [item["id"]])),
            "foreign": dice.one(["zz", "other:" + item["id"], "q10", item["id"] + "_x"]),
        }[dice.weighted({"id": 20, "qualified": 1.5, "former": 3, "foreign": 0.7})]
        role = None if item.get("per", "family") == "family" else item["per"]
        person = self.somebody(role) if (role is not None) != dice.chance(0.03) else None
        content.pop("person", None)
        if person is not None:
            content["person"] = person
        content["answer"] = self.answer(item)
        source = dice.weighted(
            {"worker": 6, "professional": 3, "record": 2, "child": 1.5, "parent": 2, "network": 1, "not_stated": 2}
        )
        for key in ("source", "by", "basis", "sitting"):
            content.pop(key, None)
        if source != "not_stated" or dice.chance(0.1):
            content["source"] = source
        if dice.chance(0.55):
            content["by"] = dice.one(["w1", "w2", "k1", "p1"])
        if dice.chance(0.65):
            content["basis"] = dice.one(BASES)
        if dice.chance(0.35 if self.instrument.get("one_sitting") else 0.04):
            content["sitting"] = dice.one(["sit1", "sit2"])
        return content

    def answer(self, item):
        dice = self.dice
        answer = item["answer"]
        kind = dice.weighted(
            {
                "answer": 16,
                "unknown": 1.4,
                "refused": 0.7,
                "not_seen": 1.2,
                "not_applicable": 2.5 if answer.get("not_applicable") else 0,
                "retired": 1.2 if "retired" in item else 0,
            }
        )
        if kind == "retired":
            return dice.one(item["retired"])
        if kind != "answer":
            return kind
        if "options" in answer:
            option = dice.one(answer["options"])
            return dice.one([option["code"], option["code"], *option.get("formerly", [])])
        number = answer["number"]
        if number.get("integer"):
            return dice.between(number["min"], dice.one([number["max"], min(number["max"], number["min"] + 5)]))
        low, high = int(number["min"] * 10_000), int(number["max"] * 10_000)
        return Fraction(
            dice.one([dice.between(low, high), low, high, -(-dice.between(low, high) // 5000) * 5000]), 10_000
        )

    def event(self):
        dice = self.dice
        content = {"happened_on": day_text(self.day()), "event": dice.one(EVENTS[:2] if dice.chance(0.5) else EVENTS)}
        if dice.chance(0.6):
            content["severity"] = dice.one(SEVERITIES)
        if dice.chance(0.5):
            content["source"] = dice.one(SOURCES)
        if dice.chance(0.6):
            content["basis"] = dice.one(BASES)
        if dice.chance(0.35):
            content["incident"] = dice.one(["n1", "n2"])
        if dice.chance(0.55):
            named = {self.somebody() for _ in range(dice.between(1, 2))} - {None}
            if named:
                content["persons"] = [
                    {"person": person, "part": dice.one(PARTS)} if dice.chance(0.8) else {"person": person}
                    for person in sorted(named)
                ]
        return content

    def make_event(self):
        content = self.event()
        self.record("event", "e", parse_day(content["happened_on"]), content)

    # ---- plans, overrides, sign-offs, disputes and the rest ----

    def make_rest(self):
        dice = self.dice
        for _ in range(dice.weighted({0: 2, 1: 2, 2: 1})):
            content = self.plan()
            if "plans" in self.features:
                self.record("plan", "l", parse_day(content["start"]), content)
        for _ in range(dice.weighted({0: 2, 1: 2, 2: 2, 3: 1})):
            content = self.override()
            if "overrides" in self.features:
                self.record("override", "v", parse_day(content["start"]), content)
        for _ in range(dice.weighted({0: 2, 1: 2, 2: 1})):
            self.make_sign_off()
        if dice.chance(0.35):
            self.make_view_or_goal()
        for _ in range(dice.weighted({0: 2, 1: 2, 2: 1})):
            if "disputes" in self.features:
                self.make_dispute()
        for _ in range(dice.weighted({0: 2, 1: 2, 2: 1})):
            ending = [
                one["id"]
                for one in self.records
                if one["type"] in ("membership", "household", "involvement", "plan", "goal", "dispute")
            ]
            if ending:
                target = dice.one(ending)
                self.make_ending(target, self.day())

    def plan(self):
        dice = self.dice
        start = self.day()
        content = {"start": day_text(start), "until": day_text(start + dice.one([1, 7, 30, 31, 90, 200]))}
        if dice.chance(0.5) and self.roles["child"]:
            content["persons"] = dice.some(self.roles["child"], least=1)
        coverable = [item["id"] for item in self.items if "best" in item]
        if coverable and dice.chance(0.8):
            content["covers"] = dice.some(coverable, least=1)
        if dice.chance(0.3):
            content["agreed_with"] = ["parent"]
        return content

    def override(self):
        dice = self.dice
        levels = [level["id"] for level in self.instrument.get("levels", [])] or ["low", "high"]
        start = self.day()
        longest = self.instrument.get("overrides", {}).get("longest", "P1M")
        until = dice.one(
            [
                add(start, longest),
                add(start, longest),
                start + dice.between(1, 28),
                add(start, longest) + dice.between(0, 1),
            ]
        )
        low = dice.between(0, len(levels) - 1)
        high = dice.one([low, dice.between(low, len(levels) - 1)])
        near = [level for level in (high - 1, high, high + 1) if 0 <= level < len(levels)]
        content = {
            "instrument": INSTRUMENT if dice.chance(0.93) else "another",
            "level": levels[dice.one(near)] if dice.chance(0.8) else dice.one([*levels, "gone_level"]),
            "computed": {"low": levels[low], "high": levels[high]},
            "by": dice.weighted({"supervisor": 8, "worker": 2}),
            "reason": "a reason",
            "start": day_text(start),
            "until": day_text(until),
        }
        if dice.chance(0.2):
            content["instrument_sha256"] = "0" * 64
        if self.roles["child"] and dice.chance(0.6 if self.instrument.get("subject") == "child" else 0.25):
            content["person"] = dice.one(self.roles["child"])
        return content

    def make_sign_off(self):
        dice = self.dice
        as_of = self.day()
        known = as_of * DAY + 9 * 3600 * SECOND
        levels = [level["id"] for level in self.instrument.get("levels", [])]
        content = {
            "instrument": INSTRUMENT if dice.chance(0.93) else "another",
            "version": "1.0.0",
            "instrument_sha256": "1" * 64,
            "records_sha256": "2" * 64,
            "as_of": day_text(as_of),
            "known_at": instant_text(known),
            "by": "worker",
        }
        if levels:
            content["level"] = {"low": levels[0], "high": dice.one(levels)}
        if dice.chance(0.4):
            content["given_to"] = ["parent", "court"]
        if self.roles["child"] and dice.chance(0.6 if self.instrument.get("subject") == "child" else 0.25):
            content["person"] = dice.one(self.roles["child"])
        self.record("sign_off", "s", as_of, content, not_before=known)  # nobody signs before what they knew

    def make_view_or_goal(self):
        day = self.day()
        if self.dice.chance(0.5):
            self.record(
                "view", "w", day, {"observed_on": day_text(day), "source": "parent", "by": "p1", "note": "a view"}
            )
        else:
            self.record("goal", "g", day, {"start": day_text(day), "source": "child", "by": "k1", "note": "a goal"})

    def make_dispute(self):
        dice = self.dice
        observations = [one["id"] for one in self.records if one["type"] in ("observation", "sign_off")]
        if observations and dice.chance(0.7):
            about, refers = dice.one(observations), None
            refers = [about]
        elif self.items:
            item = dice.one(self.items)
            about, refers = {"item": item["id"]}, []
            person = self.somebody(item["per"]) if item.get("per", "family") != "family" else None
            if person is not None:
                about["person"] = person
        else:
            return
        content = {"about": about, "source": "parent", "note": "not so"}
        if dice.chance(0.6):
            content["by"] = "p1"
        identifier = self.record("dispute", "d", self.day(), content, refers=refers)
        if dice.chance(0.3):
            self.record(
                "dispute_answer",
                "a",
                self.day(),
                {
                    "about": identifier,
                    "outcome": dice.one(["upheld", "partly", "not_upheld"]),
                    "by": "worker",
                    "reason": "a reason",
                },
                refers=[identifier],
            )

    def make_ending(self, target, on):
        on = max([on, *self.starts.get(target, [])]) + (0 if self.dice.chance(0.9) else 1)
        if on in self.starts.get(target, []) and self.dice.chance(0.8):
            on += 1  # a record that never ran is rare
        self.record("ending", "n", on, {"ends": target, "on": day_text(on), "reason": "over"}, refers=[target])

    # ---- corrections and retractions ----

    def make_link(self):
        dice = self.dice
        successors = {one.get("corrects", one.get("retracts")) for one in self.records}
        last = [one for one in self.records if one["type"] != "retraction" and one["id"] not in successors]
        if not last:
            return
        link = dice.one(last)
        first = link
        while first["type"] == "correction":
            first = next(one for one in self.records if one["id"] == first["corrects"])
        if dice.chance(0.3):
            self.write_link("retraction", "x", link, {"retracts": link["id"], "reason": "not so"})
            return
        content = (
            link["record"]
            if link["type"] == "correction"
            else {key: value for key, value in link.items() if key not in ("id", "type", "recorded_at")}
        )
        changed = self.changed(first, dict(content))
        if changed is not None:
            self.write_link(
                "correction", "c", link, {"corrects": link["id"], "reason": "wrong", "record": changed}, first["type"]
            )

    def write_link(self, kind, letter, link, content, kind_of_first=None):
        record = content.get("record", {})
        said = parse_day(record.get("observed_on", record.get("happened_on", day_text(self.day()))))
        not_before = [self.recorded[link["id"]]]
        not_before += [self.introduced[person] for person in self.persons_of(kind_of_first, record)]
        if kind_of_first == "dispute" and isinstance(record["about"], str):
            not_before.append(self.recorded[record["about"]])
        if kind_of_first == "sign_off":
            not_before.append(parse_instant(record["known_at"]))
        instant = self.recorded_at(said, max(not_before))
        identifier = self.new_id(letter)
        self.recorded[identifier] = instant
        self.records.append({"id": identifier, "type": kind, "recorded_at": self.written(instant), **content})

    def changed(self, first, content):
        """New content for a record of the type, or `None` where there is nothing to change."""
        dice = self.dice
        kind = first["type"]
        if kind == "observation":
            item = next((one for one in self.items if one["id"] == content["item"]), None)
            if item is None or dice.chance(0.1):
                item = dice.one(self.items)
            new = self.observation(item, content)
            if "repeats" in content:
                new.pop("repeats")
            if dice.chance(0.6):
                for key in ("observed_on", "person"):  # mostly only the answer was wrong
                    if key in content and ("person" in content) == ("person" in new):
                        new[key] = content[key]
            return new
        if kind == "event":
            return self.event()
        if kind == "person":
            if dice.chance(0.2):
                content.pop("born_on", None)
            else:
                content["born_on"] = day_text(self.anchor - 365 * dice.between(0, 17) - dice.between(0, 4))
            return content
        if kind in ("membership", "household", "involvement", "goal"):
            ends = [parse_day(one["until"]) for one in [content] if "until" in one]
            ends += [parse_day(one.get("record", one)["on"]) for one in self.endings_of(first["id"])]
            start = self.day()
            if ends and start >= min(ends):
                start = min(ends) - dice.between(1, 20)
            content["start"] = day_text(start)
            self.starts[first["id"]].add(start)
            if kind == "membership" and dice.chance(0.4):
                content["lives"] = dice.one(LIVES)
            if kind == "household" and dice.chance(0.4):
                content["empty"] = dice.some(["child", "caregiver"], least=1)
            return content
        if kind == "ending":
            content["on"] = day_text(max(self.day(), max(self.starts[content["ends"]]) + 1))
            return content
        if kind == "plan":
            new = self.plan()
            starts = [parse_day(one.get("record", one)["on"]) for one in self.endings_of(first["id"])]
            if starts and parse_day(new["start"]) > min(starts):
                return None
            self.starts[first["id"]].add(parse_day(new["start"]))
            return new
        if kind == "override":
            return self.override()
        if kind == "sign_off":
            content["as_of"] = day_text(min(self.day(), parse_instant(content["known_at"]) // DAY))
            return content
        if kind == "dispute_answer":
            return {**content, "outcome": dice.one(["upheld", "partly", "not_upheld"])}
        return None

    def endings_of(self, target):
        """Every ending of a record, and every correction of one."""
        found = []
        chain = set()
        for one in self.records:
            if (one["type"] == "ending" and one["ends"] == target) or (
                one["type"] == "correction" and one["corrects"] in chain
            ):
                found.append(one)
                chain.add(one["id"])
        return found
