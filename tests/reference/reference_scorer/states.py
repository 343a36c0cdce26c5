# SPDX-License-Identifier: MPL-2.0
"""The state of a question at the moment, and what it contributes to a scale (section 3)."""

from .decimals import mean


class Given:
    """An answer tried as if given today: `alone`, or joined to the pool."""

    __slots__ = ("alone", "answer")

    def __init__(self, answer, alone=False):
        self.answer = answer
        self.alone = alone


class Share:
    """Points from `low` to `high` where it applies (true, or `None`: perhaps); `open`: they are an unknown range."""

    __slots__ = ("applies", "high", "low", "open")

    def __init__(self, low, high, applies, open=False):
        self.low, self.high, self.applies, self.open = low, high, applies, open


NOTHING = Share(None, None, False)


class State:
    __slots__ = ("answer", "applies", "contested", "day", "given", "question", "range", "status")

    def __init__(self, question, day, applies, given=None):
        self.question, self.day, self.applies, self.given = question, day, applies, given
        self.contested = False
        self.range = None  # the answers of a contested range
        if given is not None:
            self.answer = given.answer
        else:
            self.answer = None if question.current is None else question.current.answer
        self.status = self._derived_status() if question.item.derived else self._status()
        if given is None and applies is not False and not question.item.derived:
            self.contested = question.contested(day)
            if self.contested and question.item.range_when_contested and self.status in ("current", "not_applicable"):
                answers = question.contested_answers(day)
                self.range = answers if len(answers) > 1 else None

    def _derived_status(self):
        if self.applies is False or self.question.number is None:
            return "not_applicable"
        return "current" if self.question.number.known() else "unknown"

    def _status(self):
        if self.applies is False:
            return "not_applicable"
        if self.answer in (None, "unknown", "refused"):
            return "unknown"
        if self.given is None and self.question.current.expired(self.day):
            return "stale"
        return "not_applicable" if self.answer == "not_applicable" else "current"

    def kept(self):
        return self.status == "stale" and self.question.item.when_stale == "keep"

    # ---- for conditions ----

    def exists(self):
        """Whether there is a question that applies: three-valued."""
        if self.applies is False:
            return False
        if self.question.item.derived:
            if self.status == "not_applicable":
                return False
        elif (
            self.range is None and self.answer == "not_applicable" and (self.status == "not_applicable" or self.kept())
        ):
            return False
        return None if self._may_be_nobody() else self.applies

    def _may_be_nobody(self):
        """Whether the role that it speaks of may turn out to be empty."""
        question = self.question
        return not question.named or (question.item.derived and question.number.nobody)

    def answer_seen(self):
        """The answer while it is current or kept; `None` where it is unknown."""
        if self.range is None and (self.status == "current" or self.kept()):
            return self.answer
        return None

    # ---- for scales ----

    def share(self, points, most=None):
        """What the question contributes on a scale; `most` where a sum over persons is bounded by it."""
        if self.applies is False:
            return NOTHING
        item = self.question.item
        if item.derived:
            if self.status == "not_applicable":
                return NOTHING
            if self.status == "current":
                return Share(*points.of_number(self.question.number), self.applies)
            return self._unknown(points, most)
        if self.range is not None:
            given = [points.of(answer) for answer in self.range if answer != "not_applicable"]
            return Share(min(given), max(given), None if "not_applicable" in self.range else self.applies)
        if self.status == "not_applicable":
            return NOTHING
        if self.status == "current" or self.kept():
            if self.answer == "not_applicable":
                return NOTHING
            picked = self._picked(points)
            return Share(picked, picked, self.applies)
        if self.status == "stale" and item.when_stale != "unknown":
            return self._policy(item.when_stale, points)
        return self._unknown(points, most)

    def _policy(self, policy, points):
        least, greatest = points.any_answer()
        value = {"zero": 0, "worst": greatest, "best": least}[policy]
        return Share(value, value, self.applies)

    def _unknown(self, points, most):
        item = self.question.item
        if item.when_unknown != "range":
            return self._policy(item.when_unknown, points)
        if item.derived:
            low, high = points.of_number(self.question.number)
        else:
            low, high = points.any_answer()
        applies = None if item.may_be_not_applicable else self.applies
        if self._may_be_nobody():
            applies = None
        if not self.question.named and most is not None and high > 0:
            high = most
        return Share(low, high, applies, open=True)

    def _picked(self, points):
        question = self.question
        own = points.of(self.answer)
        if question.item.pick is None or (self.given is not None and self.given.alone):
            return own
        pool = [own]
        for word in question.pool(self.day):
            if self.given is not None or word is not question.current:
                pool.append(points.of(word.answer))
        return {"worst": max, "best": min, "mean": mean}[question.item.pick["rule"]](pool)

    def policy_used(self):
        """The stated value that stands for an answer, if one does."""
        if self.applies is False:
            return None
        item = self.question.item
        if self.status == "stale" and item.when_stale in ("worst", "best"):
            return item.when_stale
        if self.status == "unknown" or (self.status == "stale" and item.when_stale == "unknown"):
            return None if item.when_unknown == "range" else item.when_unknown
        return None
