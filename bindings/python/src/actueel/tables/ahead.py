# SPDX-License-Identifier: MPL-2.0
"""Reading ahead: the next piece of a file is read by a thread of its own while the last one is worked on."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

__all__ = ["ahead"]

T = TypeVar("T")


def ahead(pieces: Iterator[T]) -> Iterator[T]:
    """Yield pieces as they come, one of them always read before it is asked for.

    An error is raised where its piece would have come. Whoever stops early waits until the piece that is being read is
    there; nothing is read afterwards.
    """
    end = object()
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, pieces, end)
        while (piece := coming.result()) is not end:
            coming = reader.submit(next, pieces, end)
            yield piece  # type: ignore[misc] # it is not the end
            del piece
