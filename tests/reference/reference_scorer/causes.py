# SPDX-License-Identifier: MPL-2.0
"""Why a row differs: the records that it used at each moment, and the first cause that any of them gives."""

from .asking import leaves
from .calendar_days import completed_years, parse_day, runs
from .conditions import truth
from .derived import kind_of
from .instants import parse_instant

CAUSES = (
    "retracted",
    "corrected",
    "became_known",
    "new_answer",
    "household",
    "event",
    "applies",
    "expired",
    "derived",
)
SPEAKS_OF = {
    "observation": "observed_on",
    "event": "happened_on",
    "membership": "start",
    "household": "start",
    "plan": "start",
    "override": "start",
    "ending": "on",
    "person": "born_on",
}


class NoCause(Exception):
    """A row that differs without a record that speaks of it: the page says that there is none."""


def speaks_by(fact, day):
    """Whether the record speaks of the day or one before."""
    said = fact.content.get(SPEAKS_OF[fact.type])
    return said is not None and parse_day(said) <= day


def reads(fact, questions):
    """What scoring reads of a record."""
    content = fact.content

    def items(texts):
        return {text if questions.find(text) is None else questions.find(text).id for text in texts}

    if fact.type == "observation":
        item = questions.find(content["item"])
        return (
            items([content["item"]]),
            content.get("person"),
            content["answer"] if item is None else item.today(content["answer"]),
            content["observed_on"],
            content.get("source", "not_stated"),
            content.get("by"),
            content.get("sitting"),
            content.get("repeats"),
        )
    if fact.type == "event":
        return (
            content["happened_on"],
            content["event"],
            content.get("severity"),
            content.get("basis", "not_stated"),
            content.get("incident"),
            {(named["person"], named.get("part")) for named in content.get("persons", [])},
        )
    if fact.type == "membership":
        return (
            content["person"],
            content["role"],
            content.get("lives", "here"),
            content["start"],
            content.get("until"),
        )
    if fact.type == "household":
        return content["start"], content.get("until"), set(content["empty"])
    if fact.type == "person":
        return content.get("born_on")
    if fact.type == "ending":
        return content["on"]
    if fact.type == "plan":
        return (
            content["start"],
            content["until"],
            set(content.get("persons", [])),
            items(content.get("covers", [])),
        )
    if fact.type == "override":
        return tuple(
            content.get(key)
            for key in ("instrument", "person", "level", "computed", "by", "start", "until", "instrument_sha256")
        )
    raise ValueError(fact.type)


class Between:
    """What may be said of one record between two moments."""

    def __init__(self, before, after):
        self.before, self.after = before, after
        self.places = {}
        for record in before.situation.history["records"]:
            self.places[record["id"]] = parse_instant(record["recorded_at"]), record["id"]

    def by_place(self, records):
        return sorted(records, key=self.places.__getitem__)

    def corrected(self, record):
        old, new = (side.facts.get(record) for side in (self.before, self.after))
        if old is None or new is None:
            return False
        return reads(old, self.before.situation.questions) != reads(new, self.before.situation.questions)

    def of_any(self, record, used_before, used_after):
        """The causes that a record of any type may give."""
        now = self.after.facts.get(record)
        if used_before and now is None:
            yield "retracted"
        if (used_before or used_after) and self.corrected(record):
            yield "corrected"
        if used_after and not self.before.knew(now.place[0]) and speaks_by(now, self.before.day):
            yield "became_known"

    def of_row(self, record, used_before, used_after):
        """The causes that a record gives by having been used by a row."""
        yield from self.of_any(record, used_before, used_after)
        used_once = used_before != used_after
        fact = (self.after if used_after else self.before).facts[record]
        of_later = used_after and not speaks_by(fact, self.before.day)
        if fact.type == "observation" and used_once and of_later:
            yield "new_answer"
        if fact.type in ("membership", "household", "ending") and used_once:
            yield "household"
        if fact.type == "event" and used_once and of_later:
            yield "event"
        if fact.type in ("observation", "event") and used_once and used_before:
            yield "expired"  # that it is the same at the second moment: else an earlier cause holds


class Causes:
    def __init__(self, before, after, rows):
        self.before, self.after = before, after
        self.sides = before, after
        self.rows = {row.key: row for row in rows}
        self.between = Between(before, after)
        self._known = {}

    def of(self, row):
        """`(cause, records)` of a row that differs."""
        if row.key not in self._known:
            given = self._given(row)
            if not given:
                raise NoCause(row.key)
            first = min(CAUSES.index(cause) for cause, _ in given)
            records = {record for cause, record in given if cause == CAUSES[first]}
            self._known[row.key] = CAUSES[first], self.between.by_place(records)
        return self._known[row.key]

    def records_of(self, rows):
        return {record for row in rows for record in self.of(row)[1]}

    def rows_of(self, item, person=None, role=None):
        """The rows of the list of an item; of one person where the item is asked of that role."""
        return [
            row
            for row in self.rows.values()
            if row.item.id == item and (role is None or row.item.role != role or row.person == person)
        ]

    def _given(self, row):
        """Every `(cause, record)` that the records which the row used give, and what some give besides."""
        used, given = [set(), set()], set()
        for rule in (answers, sitting, expiry, being_there, applying, derived_number):
            found, besides = rule(self, row)
            for own, more in zip(used, found, strict=True):
                own |= more
            given |= besides
        for record in used[0] | used[1]:
            causes = self.between.of_row(record, record in used[0], record in used[1])
            given |= {(cause, record) for cause in causes}
        return given


# Each rule: `((used before, used after), given besides)`.


def answers(causes, row):
    alike = row.before is not None and row.after is not None
    only_contested = alike and all(
        row.parts[0][key] == row.parts[1][key] for key in row.parts[0] if key not in ("contested", "widened")
    )
    used, beside, given = [], [], set()
    for side, state in zip(causes.sides, (row.before, row.after), strict=True):
        words, others = [] if state is None or state.question.current is None else [state.question.current], []
        if words and from_pool(state):
            words += state.question.pool(side.day)
        if words and state.range is not None:
            others += [word for word in state.question.other_voices(side.day) if word.counted and word.answers()]
        if only_contested:
            others += state.question.unreplaced(side.day)
        used.append({word.id for word in words + others})
        beside.append({word.id for word in others})
    if alike:
        for word in row.before.question.words:  # one that lapsed, and stands again: what it had lapsed by
            if word.id in beside[1] - used[0] and word.expired(causes.before.day):
                records, more = lapse_of(word, causes.before)
                for own, used_too in zip(used, with_endings(causes, [records, set()]), strict=True):
                    own |= used_too
                given |= more
        for word in row.after.question.words:  # one that stood, and is in the pool alone now
            if word.id in beside[0] & used[1] - beside[1] and word.expired(causes.after.day):
                given.add(("expired", word.id))
    return used, given


def from_pool(state):
    """Whether a pick rule made the points."""
    is_value = state.answer not in (None, "unknown", "refused", "not_applicable")
    counts = state.status == "current" or state.kept()
    return state.question.item.pick is not None and is_value and counts and state.range is None


def sitting(causes, row):
    """Where another answer is the current one: the observation that tells the sitting."""
    used = [set(), set()]
    if row.before is None or row.after is None or row.parts[0]["record"] == row.parts[1]["record"]:
        return used, set()
    for own, side in zip(used, causes.sides, strict=True):
        tells = side.situation.answers.tells.get(row.person)
        if tells is not None:
            own.add(tells.id)
    return used, set()


def expiry(causes, row):
    """Where the same answer is expired at one moment alone: what made it so."""
    used, given = [set(), set()], set()
    if row.before is None or row.after is None:
        return used, given
    words = [state.question.current for state in (row.before, row.after)]
    if None in words or words[0].id != words[1].id:
        return used, given
    expired = [word.expired(side.day) for word, side in zip(words, causes.sides, strict=True)]
    if expired[0] == expired[1]:
        return used, given
    position = expired.index(True)
    if words[position].expires_by["why"] == "shelf_life":
        return used, {("expired", words[position].id)}
    records, given = lapse_of(words[position], causes.sides[position])
    used[position] |= records
    return used, given


def lapse_of(word, side):
    """The records that ended a word before its shelf life, and what they give whatever their day."""
    by = word.expires_by
    if by["why"] == "shelf_life":
        return set(), set()
    records = {by["record"]}
    if by["why"] == "leaves":
        records |= side.endings_at_work([by["record"]])
    return records, {("event" if by["why"] == "event" else "household", record) for record in records}


def of_role(causes, role):
    """What is used of a whole role at each moment.

    Every membership that wins, however anybody lives; where none runs, the household records that say that nobody
    holds it; and the endings at work on what is used at either moment.
    """
    used = []
    for side in causes.sides:
        own = {one.id for one in side.household.members(role)}
        if not own:
            for fact in side.records.of("household"):
                if role in fact.content["empty"] and runs(*side.records.term(fact), side.day):
                    own.add(fact.id)
        used.append(own)
    return with_endings(causes, used)


def with_endings(causes, used):
    """Together with the endings at work on any of it, at either moment."""
    targets = used[0] | used[1]
    return [own | side.endings_at_work(targets) for own, side in zip(used, causes.sides, strict=True)]


def winning(side, person, role):
    """The membership of the person that wins in the role, or `None`."""
    return next((one for one in side.household.members(role) if one.person == person), None)


def of_persons(causes, persons, role):
    """What is used of some members of a role, at each moment others: the memberships that win, and their endings."""
    used = []
    for side, members in zip(causes.sides, persons, strict=True):
        winners = [winning(side, person, role) for person in members]
        used.append({one.id for one in winners if one is not None})
    return with_endings(causes, used)


def counted(side, one):
    return one is not None and (
        one.lives in side.household.counts_living or (one.role == "child" and one.person == side.situation.child)
    )


def person_record(side, person):
    return {person} if person in side.facts and side.facts[person].type == "person" else set()


def being_there(causes, row):
    """Where the row is there at one moment only."""
    used, given = [set(), set()], set()
    if row.before is not None and row.after is not None:
        return used, given
    role = row.item.role
    if row.person is None:
        return of_role(causes, role), given
    winners = [winning(side, row.person, role) for side in causes.sides]
    if all(counted(side, one) for side, one in zip(causes.sides, winners, strict=True)):
        given |= by_person(causes, row, used)  # a member of the household both times: by age
    else:
        used = of_persons(causes, [{row.person}] * 2, role)
    return used, given


def by_person(causes, row, used):
    """The person record of the row is used, and gives `applies`."""
    given = set()
    for own, side in zip(used, causes.sides, strict=True):
        record = person_record(side, row.person)
        own |= record
        given |= {("applies", one) for one in record}
    return given


def applying(causes, row):
    """Where the ages or the condition hold otherwise than they did."""
    used, given = [set(), set()], set()
    if row.before is None or row.after is None or row.before.applies is row.after.applies:
        return used, given
    if row.before.question.ages != row.after.question.ages:
        given |= by_person(causes, row, used)
    condition = row.item.definition.get("applies_when")
    if condition is not None:
        same_person = None if row.item.role is None else (row.item.role, row.person)
        if differs(causes, condition, same_person):
            for leaf in leaves(condition):
                if differs(causes, leaf, same_person):
                    rows = causes.rows_of(leaf["item"], row.person, row.item.role)
                    given |= {("applies", record) for record in causes.records_of(rows)}
    return used, given


def differs(causes, condition, same_person=None):
    old, new = (truth(condition, side.world, same_person) for side in causes.sides)
    return old is not new


def derived_number(causes, row):
    used, given = [set(), set()], set()
    if not row.item.derived or row.before is None or row.after is None:
        return used, given
    numbers = [state.question.number for state in (row.before, row.after)]
    if can_be(numbers[0]) == can_be(numbers[1]):
        return used, given
    kind, rule = next(iter(row.item.definition["derive"].items()))
    if kind_of(row.item) in ("age", "count_persons"):
        return of_members(causes, row, kind, rule, numbers)
    which = {key: rule[key] for key in ("types", "severities", "bases") if key in rule}
    if row.item.role is not None:
        which |= {"person": row.person, "part": rule.get("part")}
    for own, side in zip(used, causes.sides, strict=True):
        if kind == "count_events":
            own |= {fact.id for fact in side.situation.events.counting(rule["window"], **which)}
        else:
            latest = max(
                side.situation.events.matching(**which),
                key=lambda fact: (parse_day(fact.content["happened_on"]), fact.place),
                default=None,
            )
            own |= set() if latest is None else {latest.id}
    if kind == "days_since_event" and used[0] == used[1]:
        given |= {("derived", record) for record in used[0]}
    return used, given


def can_be(number):
    return None if number is None else (number.low, number.high, number.none, number.nobody)


def of_members(causes, row, kind, rule, numbers):
    """An age or a count of persons: the members, their birth dates, and what is said of the role."""
    given, role = set(), rule["role"]
    if row.item.role is not None:
        members = [{row.person}] * 2
        used = of_persons(causes, members, role)
    else:
        members = [set(side.household.counted(role)) for side in causes.sides]
        used = of_persons(causes, members, role)
        stated = of_role(causes, role)
        known = [side.household.known(role) for side in causes.sides]
        empty = [side.household.state.get(role) == "empty" for side in causes.sides]
        for position, own in enumerate(used):
            if known[0] != known[1] or empty[0] != empty[1]:
                own |= stated[position]
    persons = [
        {one for person in own for one in person_record(side, person)}
        for own, side in zip(members, causes.sides, strict=True)
    ]
    used = [own | known for own, known in zip(used, persons, strict=True)]
    for person in persons[0] & persons[1]:
        if not causes.between.corrected(person) and matters(causes, person, kind, rule, numbers):
            given.add(("derived", person))
    for person in persons[1] - persons[0]:
        born = causes.after.facts[person].content.get("born_on")
        if born is not None and parse_day(born) > causes.before.day:
            given.add(("derived", person))
    return used, given


def matters(causes, person, kind, rule, numbers):
    """Whether the passing of days made a difference to the number by this person."""
    sides = causes.sides
    if kind == "count_persons":
        old, new = (side.household.within(person, rule.get("ages")) for side in sides)
        return old is not new
    born = causes.before.facts[person].content.get("born_on")
    if born is None:
        return False
    years = [completed_years(parse_day(born), side.day) for side in sides]
    is_number = any(
        number is not None and number.low == number.high == own for number, own in zip(numbers, years, strict=True)
    )
    return years[0] != years[1] and is_number
