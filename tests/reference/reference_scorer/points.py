# SPDX-License-Identifier: MPL-2.0
"""How an answer becomes points on a scale (section 4): a table of options, bins, or a line."""

from .decimals import ONE, divide, number_of, units
from .derived import any_number, units_of


class Points:
    def __init__(self, term, item):
        self.item = item
        self.options = {code: units(points) for code, points in term.get("points", {}).items()}
        self.bins = [(units(one["at_least"]), units(one["points"])) for one in term.get("bins", [])]
        self.line = term.get("linear")
        if self.line is not None:
            self.times = units(self.line["times"])
            self.plus = units(self.line.get("plus", 0))
            self.least = units(self.line["min"]) if "min" in self.line else None
            self.most = units(self.line["max"]) if "max" in self.line else None
        self.if_none = units(term["if_none"]) if "if_none" in term else None
        self._any = None

    def of(self, answer):
        """The points of a code, or of a number in units."""
        if not number_of(answer):
            return self.options[answer]
        if self.line is None:
            return [points for at_least, points in self.bins if at_least <= answer][-1]
        points = divide(self.times * answer, ONE) + self.plus
        if self.least is not None:
            points = max(points, self.least)
        if self.most is not None:
            points = min(points, self.most)
        return points

    def between(self, low, high, step):
        """The least and the most points of the multiples of `step` from `low` to `high`."""
        if self.line is not None:
            ends = [self.of(low), self.of(high)]  # a line never turns
            return min(ends), max(ends)
        touched = []
        for (start, points), (end, _) in zip(self.bins, [*self.bins[1:], (high + 1, None)], strict=False):
            first = max(start, low)
            first += -first % step
            if first < end and first <= high:
                touched.append(points)
        return min(touched), max(touched)

    def of_number(self, number):
        """The least and the most points of what a derived number can be."""
        bounds = []
        if number.low is not None:
            low, high = units_of(number)
            bounds.extend(self.between(low, high, ONE))
        if number.none:
            bounds.append(self.if_none)
        return min(bounds), max(bounds)

    def any_answer(self):
        """The least and the most points that any answer gives."""
        if self._any is None:
            if self.item.derived:
                self._any = self.of_number(any_number(self.item))
            elif self.options:
                every = [self.options[code] for code in self.item.options]
                self._any = min(every), max(every)
            else:
                self._any = self.between(*self.item.number_range())
        return self._any
