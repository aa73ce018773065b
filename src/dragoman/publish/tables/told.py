"""What the tables and exports are made of: a part of a ledger with the agreements and calendar entries that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dragoman.nouns.ledger import Event, Ledger, Party, Source
from dragoman.nouns.mention import Place
from dragoman.nouns.relation import Agreement, CalendarEntry
from dragoman.nouns.text import Span
from dragoman.reference import states


@dataclass(frozen=True)
class Told:
    """A ledger or a part of it; `agreements` and `entries` rest on its events, `points` are places by name and state.

    `asked` are the ids of the events that were asked for, where the ledger also holds events that only agreements and entries rest on.
    """

    ledger: Ledger
    agreements: tuple[Agreement, ...] = ()
    entries: tuple[CalendarEntry, ...] = ()
    points: Mapping[tuple[str, str | None], Place] = field(default_factory=dict)
    asked: frozenset[str] | None = None

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Return the sources by the ids of their documents."""
        return {s.document.id: s for s in self.ledger.sources}

    @cached_property
    def events(self) -> dict[str, Event]:
        """Return the events by id."""
        return {e.id: e for e in self.ledger.events}

    @cached_property
    def matching(self) -> tuple[Event, ...]:
        """Return the events that were asked for, by id."""
        return tuple(e for e in self.ledger.events if self.asked is None or e.id in self.asked)

    def words(self, document: str, span: Span) -> str | None:
        """Return what stands at a span of a document, None where the document is not at hand."""
        source = self.sources.get(document)
        return span.of(source.document.text) if source else None

    def point(self, place: Party) -> Place | None:
        """Return where a place is, by the word of the reports, else its state's point of the reference tables; None where neither is known.

        A point that stands for a whole state bears that state's name.
        """
        if (place.name, place.state) in self.points:
            return self.points[place.name, place.state]
        state = states.by_code(place.state) if place.state else None
        return Place(state.name, state.code, state.latitude, state.longitude) if state else None
