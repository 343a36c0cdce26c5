# SPDX-License-Identifier: MPL-2.0
"""Small counts are hidden, and no hidden count can be found: by hand, and by looking for another table that fits."""

from __future__ import annotations

import itertools
import random

import pytest

from actueel.caseload.hidden import LEAST, Sum, hidden, recoverable


def other_tables(counts: list[int], sums: list[Sum], is_hidden: list[bool], most: int) -> list[set[int]]:
    """Every value that each hidden cell has in some table that shows the same: by trying all of them."""
    places = [at for at, each in enumerate(is_hidden) if each]
    found: list[set[int]] = [set() for _ in counts]
    for values in itertools.product(range(most + 1), repeat=len(places)):
        table = list(counts)
        for at, value in zip(places, values, strict=True):
            table[at] = value
        if all(table[total] == sum(table[each] for each in parts) for total, parts in sums):
            for at in places:
                found[at].add(table[at])
    return found


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([20, 30, 50], "..."),
        ([3, 30, 33], "##."),  # 3 would follow from 33 and 30
        ([3, 2, 30, 35], "##.."),
        ([0, 0, 30, 30], "###."),  # nothing is left for the first two
        ([1, 2, 3], "###"),
        ([4, 4], "##"),
    ],
)
def test_a_row_with_its_total_gives_no_hidden_count_away(counts: list[int], expected: str) -> None:
    parts = tuple(range(len(counts) - 1))
    found = hidden(counts, [(len(counts) - 1, parts)])
    assert "".join("#" if each else "." for each in found) == expected


def table(rows: list[list[int]]) -> tuple[list[int], list[Sum]]:
    """Cells of a table with the totals of its rows, of its columns, and of all."""
    whole = [[*row, sum(row)] for row in rows]
    whole.append([sum(column) for column in zip(*whole, strict=True)])
    width = len(whole[0])
    at = [[width * y + x for x in range(width)] for y in range(len(whole))]
    sums: list[Sum] = [(line[-1], tuple(line[:-1])) for line in at]
    sums += [(line[-1], tuple(line[:-1])) for line in zip(*at, strict=True)]
    return [n for row in whole for n in row], sums


def test_four_hidden_cells_of_a_square_are_safe_and_three_are_not() -> None:
    counts, sums = table([[3, 20], [20, 30]])
    square = [True, True, False, True, True, False, False, False, False]
    assert recoverable(counts, sums, square) == []
    assert recoverable(counts, sums, [True, True, False, True, False, False, False, False, False]) == [0, 1, 3]
    assert hidden(counts, sums) == square


def test_a_cell_that_joins_two_squares_is_found_though_no_line_gives_it_away() -> None:
    counts, sums = table([[1, 1, 1, 20], [1, 1, 20, 20], [20, 20, 1, 1], [20, 20, 1, 1]])
    small = [n < LEAST for n in counts]
    assert recoverable(counts, sums, small) == [2]
    found = hidden(counts, sums)
    assert sum(found) > sum(small)
    assert recoverable(counts, sums, found) == []


def test_no_hidden_count_of_a_small_table_has_one_value_in_all_tables_that_fit() -> None:
    seed = random.SystemRandom().randrange(1 << 30)
    print(f"seed {seed}")
    chance = random.Random(seed)
    tried = 0
    while tried < 25:
        rows = [[chance.choice((0, 1, 2, 4, 6, 7)) for _ in range(2)] for _ in range(2)]
        counts, sums = table(rows)
        found = hidden(counts, sums)
        if not 0 < sum(found) <= 5:
            continue
        tried += 1
        for at, values in enumerate(other_tables(counts, sums, found, most=14)):
            assert not found[at] or len(values) > 1, (rows, at, values)


def test_no_hidden_count_of_a_large_table_follows_from_the_others() -> None:
    seed = random.SystemRandom().randrange(1 << 30)
    print(f"seed {seed}")
    chance = random.Random(seed)
    for _ in range(15):
        rows = [[chance.choice((0, 0, 2, 3, 9, 40)) for _ in range(5)] for _ in range(8)]
        counts, sums = table(rows)
        found = hidden(counts, sums)
        assert all(is_hidden or n >= LEAST for n, is_hidden in zip(counts, found, strict=True))
        assert recoverable(counts, sums, found) == []


def test_what_is_large_enough_everywhere_is_shown() -> None:
    counts, sums = table([[5, 6, 7], [8, 9, 10]])
    assert not any(hidden(counts, sums))
