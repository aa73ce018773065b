"""Everything that was read in one document."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.nouns.event import EventMention
from dragoman.nouns.mention import Entity
from dragoman.nouns.text import Document, Span
from dragoman.nouns.time import TimeValue


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in quotation marks (marks included), with the entity ids of who says them and about whom."""

    span: Span
    speaker: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One document read: `model` names what read it, so that a ledger can tell old readings from new ones."""

    document: Document
    sentences: tuple[Span, ...]
    entities: tuple[Entity, ...]
    times: tuple[TimeValue, ...]
    events: tuple[EventMention, ...]
    quotes: tuple[Quote, ...]
    model: str
