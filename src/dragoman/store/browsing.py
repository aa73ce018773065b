"""A ledger as people leaf through it: a snapshot that also has lists by the page and tallies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from dragoman.nouns.filter import EventPage, Filter, Order
from dragoman.nouns.ledger import Quotation, Source, Story
from dragoman.nouns.page import DatedStory, Dealing, Kind, Page, PartyTally, PlaceTally
from dragoman.store import listing, tallies
from dragoman.store.columns import Chosen, Columns, Kept
from dragoman.store.database import Name, database
from dragoman.store.queries import EVERYTHING, Snapshot, event_page, placed


class Browser(Snapshot):
    """A ledger as it stood at the first question, by the page; `after` is that of the page before.

    `kept` are columns that outlive the browser (see `columns`), where many follow each other.
    """

    def __init__(self, connection: Connection, kept: Kept | None = None) -> None:
        super().__init__(connection)
        self._kept = kept or Kept()
        self._state = ""

    def state(self) -> str:
        """Return a word that changes whenever the ledger does, or another file takes its place."""
        if not self._state:
            self._state = tallies.state(self._connection)
        return self._state

    def ids(self, wanted: Filter = EVERYTHING) -> frozenset[str]:
        """Return the ids of the events that match."""
        columns = self._columns(wanted)
        return super().ids(wanted) if columns is None else columns.ids(self._connection, wanted)

    def count(self, wanted: Filter = EVERYTHING) -> int:
        """Count the events that match."""
        columns = self._columns(wanted)
        return super().count(wanted) if columns is None else columns.count(self._connection, wanted)

    def page(self, wanted: Filter = EVERYTHING, *, order: Order = "id", after: str | None = None, most: int = 100) -> EventPage:
        """Return at most `most` events that match, in order of id or of the first day that they may have happened on, undated last."""
        columns = self._columns(wanted) if order == "date" else None
        if columns is None:
            return super().page(wanted, order=order, after=after, most=most)
        places = columns.page(self._connection, wanted, None if after is None else placed(after), most + 1)
        return event_page(places, {e.id: e for e in self.events_called([id_ for _, id_ in places[:most]])}, most)

    def stories_page(self, wanted: Filter = EVERYTHING, *, after: str | None = None, most: int = 100) -> Page[DatedStory]:
        """Return stories that tell a matching event, those last reported first; raises FilterError where `after` is none."""
        columns = self._columns(wanted)
        if columns is None:
            return listing.stories(self._connection, wanted, after, most)
        facet = tallies.stories(columns, self._connection)
        day, id_ = listing.place(after) if after is not None else ("", "")
        chosen = columns.chosen(self._connection, wanted)
        found = facet.page(chosen, None if after is None else (id_, None, day), most + 1)
        return listing.dated_stories(self._connection, found, most)

    def documents_page(self, wanted: Filter = EVERYTHING, *, after: str | None = None, most: int = 100) -> Page[Source]:
        """Return documents that tell a matching event, those published last first; raises FilterError where `after` is none."""
        columns = self._columns(wanted)
        if columns is None:
            return listing.documents(self._connection, wanted, after, most)
        facet = tallies.documents(columns, self._connection)
        day, id_ = listing.place(after) if after is not None else ("", "")
        chosen = columns.chosen(self._connection, wanted)
        found = facet.page(chosen, None if after is None else (id_, day), most + 1)
        return listing.dated_documents(self._connection, [key[0] for key in found], most)

    def quotes_page(
        self,
        wanted: Filter = EVERYTHING,
        *,
        after: str | None = None,
        most: int = 100,
        speaker: str | None = None,
        words: str | None = None,
    ) -> Page[Quotation]:
        """Return quotes of reports told together with a matching event; raises FilterError where `after` is none."""
        return listing.quotes(self._connection, wanted, after, most, speaker=speaker, words=words)

    def story(self, id_: str) -> Story | None:
        """Return the story of an id, None where there is none."""
        return listing.story(self._connection, id_)

    def events_of(self, document: str) -> tuple[str, ...]:
        """Return the ids of the events that a document tells, in the order of its text."""
        return listing.events_of(self._connection, document)

    def parties(self, wanted: Filter = EVERYTHING, only: str | None = None) -> tuple[PartyTally, ...]:
        """Return participants with a stable id by how many matching events they are in; `only` is one of them."""
        columns, chosen = self._counted(wanted)
        return tallies.parties(columns, self._connection, chosen, only)

    def places(self, wanted: Filter = EVERYTHING) -> tuple[PlaceTally, ...]:
        """Return places by how many matching events they saw."""
        columns, chosen = self._counted(wanted)
        return tallies.places(columns, self._connection, chosen)

    def dealings(self, wanted: Filter = EVERYTHING) -> tuple[Dealing, ...]:
        """Return how many matching events pairs of parties had with each other, by month and PLOVER class."""
        columns, chosen = self._counted(wanted)
        return tallies.dealings(columns, self._connection, chosen)

    def kinds(self, wanted: Filter = EVERYTHING) -> tuple[Kind, ...]:
        """Return how many matching events there are by month, type, status and PLOVER class."""
        columns, chosen = self._counted(wanted)
        return tallies.kinds(columns, self._connection, chosen)

    def span_of_reports(self) -> tuple[str | None, str | None]:
        """Return the first and the last day of the reports that tell an event, ISO."""
        return tallies.span_of_reports(self._connection)

    def _columns(self, wanted: Filter) -> Columns | None:
        # What is asked of all events at once the database answers from its indexes.
        return None if wanted == EVERYTHING else self._kept.columns(self.state(), self._connection)

    def _counted(self, wanted: Filter) -> tuple[Columns, Chosen | None]:
        columns = self._kept.columns(self.state(), self._connection, needed=True)
        return columns, None if wanted == EVERYTHING else columns.chosen(self._connection, wanted)


@contextmanager
def browsing(ledger: Name, *, busy_timeout_seconds: float = 5.0) -> Iterator[Browser]:
    """Open a ledger for leafing through, also while another process adds to it; raises LedgerError where that cannot be."""
    with database(ledger).reading(busy_timeout_seconds=busy_timeout_seconds) as connection:
        yield Browser(connection)
