# SPDX-License-Identifier: MPL-2.0
"""What the core finds of each family: one reading, one call; many at once, in the order of the families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from .. import _core
from ..errors import Error
from ..rescoring.chunks import TableChunk
from ..rescoring.each_family import read_families
from ..rescoring.rejected import Rejected
from ..rescoring.run import asked_in_order
from ..tables.source import FAULT, TABLE

if TYPE_CHECKING:
    from ..instrument import Instrument
    from ..rescoring.chunks import Chunk
    from ..terms import Terms

__all__ = ["Facts", "Found", "Question", "found_in", "found_in_order"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every family: by which instrument, of which day, as it is known when, how many days ahead."""

    instrument: Instrument
    as_of: str
    known_at: str
    ahead: int
    terms: Terms | None = None

    def spans(self) -> list[tuple[tuple[str, list[str]], tuple[str, list[str]]]]:
        """Return what the terms are measured by, as the core takes it."""
        if self.terms is None:
            return []
        return [((a.type, [*a.codes]), (b.type, [*b.codes])) for a, b in self.terms.spans()]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the core says of one family."""

    family: str
    said: _core.FamilyAttention


@dataclass(frozen=True, slots=True)
class Found:
    """A chunk's families in their order, who was rejected, and how many were read: both together."""

    families: tuple[Facts, ...]
    rejected: tuple[Rejected, ...]
    read: int


def found_in(question: Question, chunk: Chunk) -> Found:
    """Ask the core about each family of a chunk; a family is told whole or rejected whole.

    Rows of tables are read where they stand; what the core leaves there is asked as a document.
    """
    if not isinstance(chunk, TableChunk) or not chunk.size:
        return _in_documents(question, chunk)
    told, left = _core.attention_in_columns(
        question.instrument._core,
        chunk.batch(),
        origins=chunk.told_origins(),
        table=TABLE,
        fault=FAULT,
        as_of=question.as_of,
        known_at=question.known_at,
        ahead=question.ahead,
        spans=question.spans(),
    )
    made = [Facts(family, said) for family, said in told]
    families: list[Facts] = []
    rejected: list[Rejected] = []
    read, taken = len(made), 0
    for first, past, before in left:
        one = _in_documents(question, chunk.part(first, past))
        families += [*made[taken:before], *one.families]
        taken = before
        rejected += one.rejected
        read += one.read
    return Found((*families, *made[taken:]), tuple(rejected), read)


def _in_documents(question: Question, chunk: Chunk) -> Found:
    """Ask about families one by one, each as the history document that it is or makes."""
    families: list[Facts] = []
    rejected: list[Rejected] = []
    read, spans = 0, question.spans()
    for found in read_families(chunk, question.instrument):
        read += 1
        if isinstance(found, Rejected):
            rejected.append(found)
            continue
        entry, history = found
        try:
            said = _core.attention(
                question.instrument._core,
                history._core,
                as_of=question.as_of,
                known_at=question.known_at,
                ahead=question.ahead,
                spans=spans,
            )
        except Error as error:
            told = entry.rows.in_rows(error) if entry.rows is not None else error
            rejected.append(Rejected.of(entry.family, told))
        else:
            families.append(Facts(history.family, said))
    return Found(tuple(families), tuple(rejected), read)


def found_in_order(question: Question, chunks: Iterable[Chunk], threads: int = 1) -> Iterator[tuple[Chunk, Found]]:
    """Yield each chunk with what was found in it, in order whatever the number of threads."""
    return asked_in_order(partial(found_in, question), chunks, threads)
