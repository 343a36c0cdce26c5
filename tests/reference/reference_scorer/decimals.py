# SPDX-License-Identifier: MPL-2.0
"""Exact decimals.

Inside the scorer points, cuts, bounds and numeric answers are whole numbers of ten-thousandths, called *units*. A
document is read with its decimals as fractions and handed out with its decimals as fractions.
"""

import json
from fractions import Fraction

ONE = 10_000


def read_json(text):
    """A document with exact numbers."""
    return json.loads(text, parse_float=Fraction)


def units(number):
    scaled = number * ONE
    if scaled.denominator != 1:
        raise ValueError(f"{number} has more than four decimals")
    return scaled.numerator


def fraction(value):
    """Units as the number that they stand for; nothing stays nothing."""
    return None if value is None else Fraction(value, ONE)


def divide(numerator, denominator):
    """The nearest whole number to the quotient, halves to even."""
    return round(Fraction(numerator, denominator))


def mean(values):
    return divide(sum(values), len(values))


def decimal_text(number):
    """The shortest decimal of an exact number."""
    if number.denominator == 1:
        return str(number.numerator)
    digits = str(abs(units(number))).rjust(5, "0")
    whole, rest = digits[:-4], digits[-4:].rstrip("0")
    return f"{'-' if number < 0 else ''}{whole}.{rest}"


def number_of(value):
    """Whether a JSON value is a number (truth values are not)."""
    return isinstance(value, (int, Fraction)) and not isinstance(value, bool)
