# SPDX-License-Identifier: MPL-2.0
"""Reading ahead gives what reading gives."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from actueel.tables.ahead import ahead


@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_pieces_come_as_they_stand(count: int) -> None:
    assert list(ahead(iter(range(count)))) == list(range(count))


def test_nothing_is_a_piece_too() -> None:
    assert list(ahead(iter([None, 0, None]))) == [None, 0, None]


def test_one_piece_is_read_before_it_is_asked_for_and_no_more() -> None:
    read: list[int] = []
    second = threading.Event()

    def pieces() -> Iterator[int]:
        for piece in range(5):
            read.append(piece)
            if piece == 1:
                second.set()
            yield piece

    coming = ahead(pieces())
    assert next(coming) == 0
    assert second.wait(10)
    assert read == [0, 1]
    coming.close()
    assert read == [0, 1], "who stops has no more read"


def test_an_error_comes_where_its_piece_would_have() -> None:
    def pieces() -> Iterator[int]:
        yield 1
        yield 2
        raise OSError("gone")

    coming = ahead(pieces())
    assert [next(coming), next(coming)] == [1, 2]
    with pytest.raises(OSError, match="gone"):
        next(coming)
