"""Holders of offices as documents name them, kept apart from what the reference tables know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.nouns.ledger import Evidence
from dragoman.nouns.mention import Entity
from dragoman.nouns.text import Span


@dataclass(frozen=True, slots=True)
class Roll:
    """The people whom a document names, and the day it was written as far as that is known.

    `titled` are the mentions that hold a person's name and more: a title, a state.
    """

    document: str
    written: date | None
    people: tuple[Entity, ...]
    titled: frozenset[Span] = frozenset()

    @staticmethod
    def of(document: str, written: date | None, text: str, entities: Iterable[Entity]) -> Roll:
        """Return the roll of a document with this text and these entities."""
        people = tuple(e for e in entities if e.type == "PER")
        titled = frozenset(m for e in people for m in e.mentions if e.name in (words := m.of(text)) and words != e.name)
        return Roll(document, written, people, titled)


@dataclass(frozen=True, slots=True)
class LearntHolder:
    """Somebody whom documents call the holder of an office (`office:TUR/foreign-minister`), and where.

    `first` and `last` are the days of the first and the last dated document that says so, None where none is dated: when the term began
    and ended is not known from that.
    """

    name: str
    office: str
    state: str | None
    sector: str | None
    first: date | None
    last: date | None
    evidence: tuple[Evidence, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """Return the ids of the documents that say so."""
        return tuple(sorted({e.document for e in self.evidence}))
