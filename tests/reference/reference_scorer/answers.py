# SPDX-License-Identifier: MPL-2.0
"""Which answer is current, what else is said, and when each word expires (semantics 3).

A *question* is one item asked about one person, or about the family. What is found here depends on the records alone;
whether the question applies is decided by the conditions, later.
"""

from .calendar_days import add, lasts, parse_day
from .lapses import lapses
from .questions import NO_ANSWER


class Word:
    """One observation that could be an answer."""

    __slots__ = (
        "answer",
        "basis",
        "by",
        "counted",
        "expires_by",
        "expires_on",
        "id",
        "key",
        "observed_on",
        "sitting",
        "source",
    )

    def __init__(self, fact, item):
        content = fact.content
        self.id = fact.id
        self.observed_on = parse_day(content["observed_on"])
        self.key = (self.observed_on, fact.place)
        self.answer = item.today(content["answer"])
        self.source = content.get("source", "not_stated")
        self.by = content.get("by")
        self.basis = content.get("basis", "not_stated")
        self.sitting = content.get("sitting")
        self.counted = self.source in item.sources
        self.expires_on = self.expires_by = None

    def expired(self, day):
        return self.expires_on is not None and day >= self.expires_on

    def answers(self):
        """Whether the word gives an answer at all, not applicable included."""
        return self.answer not in NO_ANSWER


def one_voice(one, other):
    """Whether two words are of one voice: the same source, and not both naming a different `by`."""
    return one.source == other.source and (one.by is None or other.by is None or one.by == other.by)


class Question:
    """What is recorded about one item and one person (`None`: the family, or the unnamed member of an unknown role)."""

    __slots__ = (
        "ages",
        "current",
        "disputes",
        "item",
        "named",
        "newest_repeats",
        "not_current",
        "number",
        "person",
        "words",
    )

    def __init__(self, item, person, named, ages):
        self.item = item
        self.person = person
        self.named = named  # false for the unnamed member alone
        self.ages = ages  # whether the ages are right: true, or None for unknown
        self.words = []
        self.not_current = []
        self.current = None
        self.newest_repeats = None
        self.disputes = []
        self.number = None  # of a derived item

    @property
    def key(self):
        return self.item.id, self.person

    def counted(self):
        return [word for word in self.words if word.counted]

    def unreplaced(self, day):
        """Each unexpired word that no later one of its voice has replaced."""
        return [
            word
            for position, word in enumerate(self.words)
            if not word.expired(day) and not any(one_voice(word, later) for later in self.words[position + 1 :])
        ]

    def other_voices(self, day):
        return [word for word in self.unreplaced(day) if word is not self.current]

    def contested(self, day):
        """Whether another voice, counted or not, has a different value than the current answer."""
        current = self.current
        return (
            current is not None
            and current.answers()
            and any(
                word.answers() and word.answer != current.answer and not one_voice(word, current)
                for word in self.other_voices(day)
            )
        )

    def contested_answers(self, day):
        """The answers of the counted voices, each once: a range where they are several."""
        words = [word for word in self.other_voices(day) if word.counted] + [self.current]
        return {word.answer for word in words if word.answers()}

    def pool(self, day):
        """The other counted answers that a pick rule looks at beside the current one."""
        window = self.item.pick["window"]
        return [
            word
            for word in self.counted()
            if word.answers() and word.answer != "not_applicable" and lasts(word.observed_on, window, day)
        ]


class Answers:
    """Every observation up to the day, with the item and person that it speaks of."""

    def __init__(self, records, questions, household, events, day, one_sitting):
        self.household, self.events, self.day, self.one_sitting = household, events, day, one_sitting
        self.words, self.not_current, self.newest = {}, {}, {}
        self.tells = {}  # in a questionnaire filled in at once: by person, the word that tells the sitting
        self.ignored = {}
        self._lapses = {}
        observations = [fact for fact in records.of("observation") if parse_day(fact.content["observed_on"]) <= day]
        for fact in sorted(observations, key=lambda fact: (parse_day(fact.content["observed_on"]), fact.place)):
            self._file(fact, questions)
        if one_sitting:
            self._sittings()

    def _file(self, fact, questions):
        text, person = fact.content["item"], fact.content.get("person")
        item = questions.find(text)
        why = None
        if item is None:
            why = "not_in_instrument"
        elif item.role is None and person is not None:
            why = "person_not_expected"
        elif item.role is not None and person is None:
            why = "person_missing"
        elif item.role is not None and not self.household.holds(person, item.role):
            why = "not_a_member"
        if why is not None:
            self.ignored[text, why] = self.ignored.get((text, why), 0) + 1
            return
        key = item.id, person
        self.newest[key] = fact
        if fact.content["answer"] == "not_seen":
            self.not_current.setdefault(key, []).append((fact.id, "not_seen"))
        elif "repeats" in fact.content:
            self.not_current.setdefault(key, []).append((fact.id, "repeats"))
        else:
            word = Word(fact, item)
            self._expire(word, item, person)
            self.words.setdefault(key, []).append(word)

    def _expire(self, word, item, person):
        if not word.answers():
            return
        key = item.id, person
        if key not in self._lapses:
            self._lapses[key] = lapses(item, person, self.household, self.events, self.day)
        ends = [lapse for lapse in self._lapses[key] if lapse[0] > word.observed_on][:1]
        shelf_life = item.definition.get("shelf_life")
        if shelf_life is not None:
            end = add(word.observed_on, shelf_life)
            if end is not None:
                ends.append((end, 0, (), "shelf_life", None))
        if ends:
            word.expires_on, _, _, why, record = min(ends)
            word.expires_by = {"why": why, "record": record}

    def _sittings(self):
        """In a questionnaire filled in at once only the latest sitting counts, for each person asked."""
        about = {}
        for (_, person), words in self.words.items():
            about.setdefault(person, []).extend(words)
        for person, words in about.items():
            latest = max((word for word in words if word.counted), key=lambda word: word.key, default=None)
            self.tells[person] = latest
            for word in words:
                word.counted = word.counted and in_sitting(word, latest)

    def about(self, question):
        """Fill in what is recorded about a question."""
        question.words = self.words.get(question.key, [])
        question.not_current = self.not_current.get(question.key, [])
        question.current = max(question.counted(), key=lambda word: word.key, default=None)
        newest = self.newest.get(question.key)
        question.newest_repeats = newest if newest is not None and "repeats" in newest.content else None


def in_sitting(word, latest):
    if latest.sitting is not None:
        return word.sitting == latest.sitting
    return word.sitting is None and word.observed_on == latest.observed_on and one_voice(word, latest)
