# SPDX-License-Identifier: MPL-2.0
"""From scales to a level (section 5). A level is its place in the instrument's order; an interval is a pair."""

from .conditions import truth
from .decimals import number_of, units


def hull(*intervals):
    return min(low for low, _ in intervals), max(high for _, high in intervals)


class Judgement:
    """The computed level, how the rules came to it, and the hull of the published rates still possible."""

    def __init__(self, situation, world):
        self.levels = situation.levels
        self.rules = []
        self.computed = self.rate = None
        if not self.levels:
            return
        instrument = situation.instrument
        if "tree" in instrument:
            self.computed, self.rate = self._tree(instrument["tree"], world)
        elif instrument.get("level_from"):
            intervals = [
                level_of(world.scales[name], world.value(name), self.levels) for name in instrument["level_from"]
            ]
            self.computed = max(low for low, _ in intervals), max(high for _, high in intervals)
        else:
            self.computed = 0, 0
        for rule in instrument.get("rules", []):
            holds = truth(rule["if"], world)
            outcome = self._outcome(rule["then"])
            if holds is None:
                self.computed = hull(self.computed, outcome)
            elif holds:
                self.computed = outcome
            self.rules.append((rule["id"], holds, self.computed))

    def _outcome(self, then):
        ((how, name),) = then.items()
        level = self.levels.index(name)
        bound = {"at_least": max, "at_most": min, "set": lambda _, new: new}[how]
        low, high = self.computed
        return bound(low, level), bound(high, level)

    def _tree(self, node, world):
        if "if" not in node:
            level = self.levels.index(node["level"])
            rate = units(node["rate"]) if number_of(node.get("rate")) else None
            return (level, level), None if rate is None else (rate, rate)
        holds = truth(node["if"], world)
        if holds is not None:
            return self._tree(node["then" if holds else "else"], world)
        branches = [self._tree(node[branch], world) for branch in ("then", "else")]
        rates = [rate for _, rate in branches if rate is not None]
        return hull(*(level for level, _ in branches)), hull(*rates) if rates else None

    def left(self):
        """How many levels are still possible."""
        return None if self.computed is None else self.computed[1] - self.computed[0] + 1


def level_of(scale, interval, levels):
    """The levels of a scale's two ends: each the highest whose cut it reaches, else the lowest level."""
    return tuple(
        max([0] + [levels.index(level) for level, cut in scale.cuts.items() if value >= cut]) for value in interval
    )
