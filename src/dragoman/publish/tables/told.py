"""What the tables and exports are made of: a part of a ledger with the agreements and calendar entries that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dragoman.nouns.ledger import Event, Ledger, Source
from dragoman.nouns.relation import Agreement, CalendarEntry
from dragoman.nouns.text import Span


@dataclass(frozen=True)
class Told:
    """A ledger or a part of it; `agreements` and `entries` rest on its events."""

    ledger: Ledger
    agreements: tuple[Agreement, ...] = ()
    entries: tuple[CalendarEntry, ...] = ()

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Return the sources by the ids of their documents."""
        return {s.document.id: s for s in self.ledger.sources}

    @cached_property
    def events(self) -> dict[str, Event]:
        """Return the events by id."""
        return {e.id: e for e in self.ledger.events}

    def words(self, document: str, span: Span) -> str | None:
        """Return what stands at a span of a document, None where the document is not at hand."""
        source = self.sources.get(document)
        return span.of(source.document.text) if source else None
