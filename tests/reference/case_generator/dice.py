# SPDX-License-Identifier: MPL-2.0
"""A seeded source of chance with the few throws that the generator needs."""

import random


class Dice:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def chance(self, probability):
        return self.random.random() < probability

    def one(self, several):
        return several[self.random.randrange(len(several))]

    def weighted(self, weights):
        """One key of a mapping, by its weight."""
        return self.random.choices(list(weights), list(weights.values()))[0]

    def between(self, low, high):
        return self.random.randint(low, high)

    def some(self, several, least=0, most=None):
        """Some of several, each at most once, in their order."""
        most = len(several) if most is None else min(most, len(several))
        chosen = set(self.random.sample(range(len(several)), self.between(min(least, most), most)))
        return [one for position, one in enumerate(several) if position in chosen]
