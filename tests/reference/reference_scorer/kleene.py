# SPDX-License-Identifier: MPL-2.0
"""Three-valued logic: true, false, and `None` for unknown."""


def all_of(truths):
    truths = list(truths)
    return False if False in truths else None if None in truths else True


def any_of(truths):
    truths = list(truths)
    return True if True in truths else None if None in truths else False


def negation(truth):
    return None if truth is None else not truth


def at_least(count, truths):
    truths = list(truths)
    if truths.count(True) >= count:
        return True
    return False if truths.count(True) + truths.count(None) < count else None


def of_possible(can_be_true, can_be_false):
    return None if can_be_true and can_be_false else can_be_true
