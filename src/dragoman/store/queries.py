"""Reading a ledger: the whole as a noun, its readings, its size, and events by what they are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, literal, or_, select

from dragoman.errors import FilterError
from dragoman.nouns.correction import Correction
from dragoman.nouns.filter import EventPage, Filter, Order
from dragoman.nouns.holder import Roll
from dragoman.nouns.ledger import Event, Ledger, Quotation, Source, Story
from dragoman.nouns.outline import Outline
from dragoman.nouns.page import Page
from dragoman.nouns.reading import Reading
from dragoman.nouns.revision import Change, RecordedCorrection
from dragoman.nouns.text import Document
from dragoman.store import schema
from dragoman.store.changes import changes, history
from dragoman.store.codec import decode
from dragoman.store.columns import NO_DAY
from dragoman.store.corrections import in_force, recorded
from dragoman.store.database import Name, database
from dragoman.store.matching import matching
from dragoman.store.names import find_event
from dragoman.store.recall import cursor_at, last_cursor, ledger_at, rolls_at
from dragoman.store.replica import replica
from dragoman.store.shelf import stored_readings, stored_rolls

Noun = TypeVar("Noun", Event, Story)
Item = TypeVar("Item")

EVERYTHING = Filter()

_BETWEEN = " "  # parts the day from the id in the place where a page ends
_IDS_PER_QUERY = 500  # well under SQLite's limit of bound variables


@dataclass(frozen=True, slots=True)
class Size:
    """How much a ledger holds."""

    documents: int
    stories: int
    events: int
    quotes: int


class Snapshot:
    """A ledger as it stood at the first question; what is added meanwhile is not seen."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ledger(self, as_of: int | None = None) -> Ledger:
        """Return everything that the documents tell together, or told when the ledger was at the cursor `as_of`."""
        if as_of is not None:
            return ledger_at(self._connection, as_of)
        return Ledger(self._sources(), self._nouns(schema.story, Story), self.events(), self._quotes())

    def readings(self) -> Iterator[Reading]:
        """Yield the readings of all documents, by document id."""
        return stored_readings(self._connection)

    def rolls(self, as_of: int | None = None) -> Iterator[Roll]:
        """Yield whom each document names, by document id; or named each that the ledger held at the cursor `as_of`."""
        return stored_rolls(self._connection) if as_of is None else rolls_at(self._connection, as_of)

    def latest_report(self) -> date | None:
        """Return the day of the latest document that is dated to the day, None where none is."""
        document = schema.document.c
        published = self._connection.execute(select(func.max(document.published))).scalar_one()
        undated = self._connection.execute(select(document.noun).where(document.published.is_(None))).scalars()
        exact = [d.latest for noun in undated if (d := decode(noun, Document).dated) and d.earliest == d.latest]
        return max([*([date.fromisoformat(published)] if published else []), *exact], default=None)

    def reading(self, document: str) -> Reading | None:
        """Return the reading of the document of that id, None where the ledger has none."""
        return next(stored_readings(self._connection, schema.document.c.id == document), None)

    def cursor(self, moment: str | None = None) -> int:
        """Return the last cursor, or the last at a moment: a date (its end, UTC), a time of ISO 8601, or a cursor.

        0 is before everything. Raises LedgerError for anything else, and for a cursor that is still to come.
        """
        return last_cursor(self._connection) if moment is None else cursor_at(self._connection, moment)

    def event(self, name: str) -> Event:
        """Return the event of an id, of an id that it once had, of a mention's id or of the beginning of its id.

        Raises NotFoundError where there is none.
        """
        return find_event(self._connection, name)

    def documents_called(self, name: str) -> tuple[str, ...]:
        """Return the ids of the documents that a name means: the one of that id, else those of that source or address."""
        if self._connection.execute(select(schema.document.c.id).where(schema.document.c.id == name)).first():
            return (name,)
        return tuple(s.document.id for s in self._sources() if name in (s.document.source, s.document.url))

    def beside(self, event: Event) -> list[Reading]:
        """Return the readings of all documents that were told together with those of an event, by document id."""
        component = select(schema.event.c.component).where(schema.event.c.id == event.id).scalar_subquery()
        return list(stored_readings(self._connection, schema.document.c.component == component))

    def changes(self, since: int, until: int | None = None) -> Iterator[Change]:
        """Yield what was added, updated and deleted after the cursor `since`, up to and with `until`."""
        return changes(self._connection, since, self.cursor() if until is None else until)

    def holding(self, mentions: Collection[str]) -> tuple[Event, ...]:
        """Return the events that hold any of some mentions, by id."""
        telling = schema.telling.c
        ids = {
            id_
            for some in _some(mentions)
            for id_ in self._connection.execute(select(telling.event).where(telling.mention.in_(some))).scalars()
        }
        return self.events_called(ids)

    def history_of(self, name: str) -> tuple[Change, ...]:
        """Return all changes of what was once an event of the id `name`, none where there never was one."""
        return history(self._connection, {name})

    def history(self, event: Event) -> tuple[Change, ...]:
        """Return all changes of an event, also under ids that it had before."""
        return history(self._connection, {event.id, *(t.id for t in event.mentions)}, {event.id})

    def corrections(self) -> tuple[Correction, ...]:
        """Return the corrections in force."""
        return in_force(self._connection)

    def recorded_corrections(self) -> tuple[RecordedCorrection, ...]:
        """Return all corrections ever made, with who made and undid them and when."""
        return recorded(self._connection)

    def size(self) -> Size:
        """Count documents, stories, events and quotes."""
        tables = (schema.document, schema.story, schema.event, schema.quote)
        return Size(*(self._connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables))

    def events(self, wanted: Filter = EVERYTHING) -> tuple[Event, ...]:
        """Return the events that match, by id."""
        return self._events(matching(wanted, schema.event.c.noun))

    def events_ahead(self, wanted: Filter = EVERYTHING) -> tuple[Event, ...]:
        """Return those of the events that match which a calendar may have something of, by id."""
        return self._events(matching(wanted, schema.event.c.noun).where(schema.event_index.c.ahead == 1))

    def events_if(self, wanted: Filter, keep: Callable[[Outline], bool]) -> tuple[Event, ...]:
        """Return the events that match and that `keep` keeps for their outline, by id; the others are never made whole."""
        events = (decode(noun, Event) for noun in self._stored(matching(wanted, schema.event.c.noun)) if keep(decode(noun, Outline)))
        return tuple(sorted(events, key=lambda e: e.id))

    def page(self, wanted: Filter = EVERYTHING, *, order: Order = "id", after: str | None = None, most: int = 100) -> EventPage:
        """Return at most `most` events that match, in order of id or of the first day that they may have happened on, undated last.

        `after` is that of the page before. Raises FilterError where it is none.
        """
        page = self.page_of_ids(wanted, order=order, after=after, most=most)
        events = {e.id: e for e in self.events_called(page.items)}
        return EventPage(tuple(events[id_] for id_ in page.items), page.after)

    def page_of_ids(self, wanted: Filter = EVERYTHING, *, order: Order = "id", after: str | None = None, most: int = 100) -> Page[str]:
        """Return the ids of a page of events, and where to go on: `page` for whoever need not have all events unpacked."""
        places = self._places(wanted, order, None if after is None else placed(after), most + 1)
        return Page(tuple(id_ for _, id_ in places[:most]), _BETWEEN.join(places[most - 1]) if len(places) > most else None)

    def ids(self, wanted: Filter = EVERYTHING) -> frozenset[str]:
        """Return the ids of the events that match."""
        return frozenset(self._connection.execute(matching(wanted, schema.event_index.c.event)).scalars())

    def matching(self, ids: Sequence[str], wanted: Filter = EVERYTHING) -> tuple[str, ...]:
        """Return those of some ids that are of events which match."""
        kept = self.ids(wanted)
        return tuple(id_ for id_ in ids if id_ in kept)

    def resting_on(self, things: Sequence[Item], events_of: Callable[[Item], Sequence[str]], wanted: Filter) -> list[Item]:
        """Return those of some things that rest on a matching event: one meets all that is wanted, and none meets what is not.

        `events_of` gives the ids of the events that a thing rests on, at least one.
        """
        meeting, passing = self.ids(Filter(wanted.only)), self.ids(Filter(without=wanted.without))
        resting = ((thing, events_of(thing)) for thing in things)
        return [thing for thing, events in resting if not meeting.isdisjoint(events) and passing.issuperset(events)]

    def count(self, wanted: Filter = EVERYTHING) -> int:
        """Count the events that match."""
        return int(self._connection.execute(matching(wanted, func.count())).scalar_one())

    def events_called(self, ids: Collection[str]) -> tuple[Event, ...]:
        """Return the events of these ids, by id; an id that the ledger does not have is passed over."""
        return tuple(e for some in _some(ids) for e in self._nouns(schema.event, Event, schema.event.c.id.in_(some)))

    def sources_called(self, documents: Collection[str]) -> tuple[Source, ...]:
        """Return the sources of these document ids, by id; an id that the ledger does not have is passed over."""
        return tuple(source for some in _some(documents) for source in self._sources(schema.document.c.id.in_(some)))

    def stories(self) -> tuple[Story, ...]:
        """Return all stories, by id."""
        return self._nouns(schema.story, Story)

    def stories_of(self, documents: Collection[str]) -> tuple[Story, ...]:
        """Return the stories that hold any of some documents, by id."""
        member = schema.story_document.c
        ids = {
            id_
            for some in _some(documents)
            for id_ in self._connection.execute(select(member.story).where(member.document.in_(some))).scalars()
        }
        return tuple(s for some in _some(ids) for s in self._nouns(schema.story, Story, schema.story.c.id.in_(some)))

    def quotes(self) -> tuple[Quotation, ...]:
        """Return all quotes, by where they stand."""
        return self._quotes()

    def _places(self, wanted: Filter, order: Order, after: tuple[str, str] | None, most: int) -> Sequence[tuple[str, str]]:
        """Return day and id of at most `most` events that match, in order, those after a place in it."""
        index = schema.event_index.c
        day = literal("") if order == "id" else func.coalesce(index.earliest, NO_DAY)
        query = matching(wanted, day.label("day"), index.event).order_by(day, index.event).limit(most)
        if after is not None:
            last_day, last_id = after
            query = query.where(or_(day > last_day, and_(day == last_day, index.event > last_id)))
        return [(row.day, row.event) for row in self._connection.execute(query)]

    def _events(self, query: Select[Any]) -> tuple[Event, ...]:
        return tuple(sorted((decode(noun, Event) for noun in self._stored(query)), key=lambda e: e.id))

    def _stored(self, query: Select[Any]) -> Sequence[str]:
        return self._connection.execute(query.join(schema.event, schema.event.c.id == schema.event_index.c.event)).scalars().all()

    def _sources(self, *where: ColumnElement[bool]) -> tuple[Source, ...]:
        columns = schema.document.c
        found = self._connection.execute(select(columns.noun, columns.family, columns.copy_of).where(*where))
        return tuple(
            sorted((Source(decode(noun, Document), family, copy_of) for noun, family, copy_of in found), key=lambda s: s.document.id)
        )

    def _quotes(self) -> tuple[Quotation, ...]:
        found = self._connection.execute(select(schema.quote.c.noun)).scalars()
        return tuple(sorted((decode(noun, Quotation) for noun in found), key=lambda q: (q.evidence, q.words)))

    def _nouns(self, table: Table, noun: type[Noun], *where: ColumnElement[bool]) -> tuple[Noun, ...]:
        # Sorted here and not by the database, whose collation is its own.
        found = self._connection.execute(select(table.c.id, table.c.noun).where(*where))
        return tuple(sorted((decode(text, noun) for _, text in found), key=lambda one: one.id))


@contextmanager
def snapshot(ledger: Name, *, as_of: str | None = None, busy_timeout_seconds: float = 5.0) -> Iterator[Snapshot]:
    """Open a ledger for reading, also while another process adds to it; raises LedgerError where that cannot be.

    With `as_of` (see `Snapshot.cursor`) it is the ledger as it stood then, copied into memory: what was told, without readings and
    without what is written down of its own past.
    """
    with database(ledger).reading(busy_timeout_seconds=busy_timeout_seconds) as connection:
        if as_of is None:
            yield Snapshot(connection)
            return
        stood = ledger_at(connection, cursor_at(connection, as_of))
    with replica(stood) as connection:
        yield Snapshot(connection)


def placed(after: str) -> tuple[str, str]:
    """Return day and id of where a page of events ended; raises FilterError where it is no such place."""
    day, between, id_ = after.partition(_BETWEEN)
    if not between or not id_:
        raise FilterError(f"after: expected where a page ended, saw {after!r}")
    return day, id_


def _some(ids: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), _IDS_PER_QUERY):
        yield ordered[start : start + _IDS_PER_QUERY]
