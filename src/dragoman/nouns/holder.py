"""Holders of offices as documents name them, kept apart from what the reference tables know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.nouns.ledger import Evidence
from dragoman.nouns.mention import Entity


@dataclass(frozen=True, slots=True)
class Roll:
    """The people whom a document names, and the day it was written as far as that is known."""

    document: str
    written: date | None
    people: tuple[Entity, ...]


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
