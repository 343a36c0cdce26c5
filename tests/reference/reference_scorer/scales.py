# SPDX-License-Identifier: MPL-2.0
"""How terms become a scale's value (section 4; decisions 15 to 20)."""

from itertools import product

from .decimals import mean, units
from .points import Points
from .states import Share

ENDS = {"sum": sum, "max": max, "min": min, "mean": mean}


def combine(shares, how):
    """Combine shares, of which some may not apply, end by end; `None` where none can apply."""
    surely = [share for share in shares if share.applies]
    perhaps = [share for share in shares if share.applies is None]
    if not surely and not perhaps:
        return None
    applies = True if surely else None
    if how == "sum":
        low = sum(share.low for share in surely) + sum(min(0, share.low) for share in perhaps)
        high = sum(share.high for share in surely) + sum(max(0, share.high) for share in perhaps)
        return Share(low, high, applies)
    of = ENDS[how]
    lows, highs = [], []
    for choice in product((True, False), repeat=len(perhaps)):
        chosen = surely + [share for share, applying in zip(perhaps, choice, strict=False) if applying]
        if chosen:
            lows.append(of([share.low for share in chosen]))
            highs.append(of([share.high for share in chosen]))
    return Share(min(lows), max(highs), applies)


class Term:
    """One term of a scale: an item with its points, or another scale."""

    def __init__(self, definition, questions):
        self.scale = definition.get("scale")
        self.item = None if self.scale is not None else questions.by_id[definition["item"]]
        self.points = None if self.item is None else Points(definition, self.item)
        self.how = definition.get("combine")
        self.most = units(definition["most"]) if "most" in definition else None

    def share(self, world):
        """`(share, known)`; the share is `None` where the term does not apply."""
        if self.item is None:
            value = world.scale_value(self.scale)
            share = value.when_it_applies
            return share, share is not None and share.applies is True
        shares = [state.share(self.points, self.most) for state in world.states(self.item.id)]
        total = combine(shares, self.how or "sum")
        if total is None:
            return None, False
        if self.item.role is None:
            total = shares[0]
        elif self.most is not None:
            total = Share(min(total.low, self.most), min(total.high, self.most), total.applies)
        return total, total.applies is True and not any(share.open for share in shares)

    def any_answer(self, scales):
        """All that any answers give, the term applying."""
        if self.item is None:
            scale = scales[self.scale]
            return scale.publish(*scale.any_answers(scales))
        low, high = self.points.any_answer()
        if self.most is None:
            return low, high
        return min(low, self.most), self.most if high > 0 else min(high, self.most)


class Value:
    """What a scale comes to: its points before the table and its published value, both intervals."""

    __slots__ = ("points", "prorated", "published", "terms", "when_it_applies")

    def __init__(self, points, published, when_it_applies, terms, prorated):
        self.points, self.published, self.when_it_applies = points, published, when_it_applies
        self.terms, self.prorated = terms, prorated


class Scale:
    def __init__(self, definition, questions):
        self.definition = definition
        self.id = definition["id"]
        self.how = definition["combine"]
        self.min_answered = definition.get("min_answered")
        self.terms = [Term(term, questions) for term in definition["terms"]]
        self.table = [(units(start), units(value)) for start, value in definition.get("table", [])]
        self.cuts = {level: units(cut) for level, cut in definition.get("cuts", {}).items()}
        self._any = None

    def any_answers(self, scales):
        """The least and the most points, before the table, that any answers to all its terms give."""
        if self._any is None:
            bounds = [term.any_answer(scales) for term in self.terms]
            of = ENDS[self.how]
            self._any = of([low for low, _ in bounds]), of([high for _, high in bounds])
        return self._any

    def publish(self, low, high):
        """The hull of the rows of the table that an interval touches; the first row also holds below it."""
        if not self.table:
            return low, high
        touched = []
        for position, (start, value) in enumerate(self.table):
            begins = position == 0 or start <= high
            ends = position + 1 == len(self.table) or low < self.table[position + 1][0]
            if begins and ends:
                touched.append(value)
        return min(touched), max(touched)

    def value(self, world):
        terms = [term.share(world) for term in self.terms]
        shares = [share for share, _ in terms if share is not None]
        known = [share for share, is_known in terms if is_known]
        prorated = False
        total = combine(shares, self.how)
        if total is not None and self.min_answered is not None:
            if len(known) >= self.min_answered:
                prorated = len(known) < len(shares)
                total = combine(known, self.how)
            elif sum(share.applies is True for share in shares) < self.min_answered:
                total = Share(*self.any_answers(world.scales), total.applies)
        if total is None:
            points, when_it_applies = (0, 0), None
        else:
            points = total.low, total.high
            when_it_applies = Share(*self.publish(*points), total.applies)
            if total.applies is None:
                points = min(0, total.low), max(0, total.high)
        return Value(points, self.publish(*points), when_it_applies, terms, prorated)
