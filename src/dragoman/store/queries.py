"""Reading a ledger file: the whole as a noun, its readings, its size, and events by what they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Table, exists, func, or_, select

from dragoman.nouns.ledger import Event, Ledger, Quotation, Source, Story
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document
from dragoman.store import schema
from dragoman.store.codec import decode
from dragoman.store.file import connect
from dragoman.store.shelf import stored_readings

Noun = TypeVar("Noun", Event, Story)


@dataclass(frozen=True, slots=True)
class Size:
    """How much a ledger holds."""

    documents: int
    stories: int
    events: int
    quotes: int


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What events must be like; None asks for nothing. `actor` is a stable id or a state's ISO alpha-3 code, in any role but place.

    `since` and `until` are ISO days, both included; an event whose time is not known matches neither.
    """

    type: str | None = None
    status: str | None = None
    mode: str | None = None
    context: str | None = None
    actor: str | None = None
    since: str | None = None
    until: str | None = None
    at_least_sources: int = 0


class Snapshot:
    """A ledger as it stood at the first question; what is added meanwhile is not seen."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ledger(self) -> Ledger:
        """Return everything that the documents tell together."""
        return Ledger(self._sources(), self._nouns(schema.story, Story), self.events(), self._quotes())

    def readings(self) -> Iterator[Reading]:
        """Yield the readings of all documents, by document id."""
        return stored_readings(self._connection)

    def size(self) -> Size:
        """Count documents, stories, events and quotes."""
        tables = (schema.document, schema.story, schema.event, schema.quote)
        return Size(*(self._connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables))

    def events(self, wanted: EventFilter = EventFilter()) -> tuple[Event, ...]:
        """Return the events that match, by id."""
        return self._nouns(schema.event, Event, *_conditions(wanted))

    def _sources(self) -> tuple[Source, ...]:
        columns = schema.document.c
        found = self._connection.execute(select(columns.noun, columns.family, columns.copy_of))
        return tuple(
            sorted((Source(decode(noun, Document), family, copy_of) for noun, family, copy_of in found), key=lambda s: s.document.id)
        )

    def _quotes(self) -> tuple[Quotation, ...]:
        found = self._connection.execute(select(schema.quote.c.noun)).scalars()
        return tuple(sorted((decode(noun, Quotation) for noun in found), key=lambda q: (q.evidence, q.words)))

    def _nouns(self, table: Table, noun: type[Noun], *where: ColumnElement[bool]) -> tuple[Noun, ...]:
        # Sorted here and not by the database, whose collation is its own.
        found = self._connection.execute(select(table.c.id, table.c.noun).where(*where))
        return tuple(decode(text, noun) for _, text in sorted((id_, text) for id_, text in found))


@contextmanager
def snapshot(path: Path, *, busy_timeout_seconds: float = 5.0) -> Iterator[Snapshot]:
    """Open the ledger at `path` for reading, also while another process adds to it; raises LedgerError where that cannot be."""
    with connect(path, write=False, busy_timeout_seconds=busy_timeout_seconds) as connection:
        yield Snapshot(connection)


def _conditions(wanted: EventFilter) -> Iterator[ColumnElement[bool]]:
    event, party = schema.event.c, schema.event_party.c
    for column, value in ((event.type, wanted.type), (event.status, wanted.status)):
        if value is not None:
            yield column == value
    for table, column, value in (
        (schema.event_mode, schema.event_mode.c.mode, wanted.mode),
        (schema.event_context, schema.event_context.c.context, wanted.context),
    ):
        if value is not None:
            yield exists().where(table.c.event == event.id, column == value)
    if wanted.actor is not None:
        yield exists().where(party.event == event.id, party.role != "place", or_(party.actor == wanted.actor, party.state == wanted.actor))
    if wanted.since is not None:
        yield event.latest >= wanted.since
    if wanted.until is not None:
        yield event.earliest <= wanted.until
    if wanted.at_least_sources:
        yield event.independent_sources >= wanted.at_least_sources
