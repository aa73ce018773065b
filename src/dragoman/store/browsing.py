"""A ledger as people leaf through it: a snapshot that also has lists by the page and tallies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import numpy as np
from sqlalchemy import Connection

from dragoman.nouns.filter import Filter, Order
from dragoman.nouns.ledger import Quotation, Source, Story
from dragoman.nouns.page import DatedStory, Dealing, Kind, Page, PartyTally, PlaceTally
from dragoman.store import listing, tallies
from dragoman.store.columns import Columns, Kept
from dragoman.store.database import Name, database
from dragoman.store.facets import Chosen
from dragoman.store.queries import EVERYTHING, Snapshot

Item = TypeVar("Item")


class Browser(Snapshot):
    """A ledger as it stood at the first question, by the page; `after` is that of the page before.

    `kept` are columns that outlive the browser (see `columns`), where many follow each other; `state` is the word for how it stands,
    where that is known.
    """

    def __init__(self, connection: Connection, kept: Kept | None = None, state: str = "") -> None:
        super().__init__(connection)
        self._kept = kept or Kept()
        self._state = state
        self._found: dict[Filter, Chosen] = {}

    def state(self) -> str:
        """Return a word that changes whenever the ledger does, or another file takes its place."""
        if not self._state:
            self._state = tallies.state(self._connection)
        return self._state

    def ids(self, wanted: Filter = EVERYTHING) -> frozenset[str]:
        """Return the ids of the events that match."""
        columns = self._columns(wanted)
        return super().ids(wanted) if columns is None else frozenset(columns.named(self._chosen(columns, wanted)))

    def count(self, wanted: Filter = EVERYTHING) -> int:
        """Count the events that match."""
        columns = self._columns(wanted)
        return super().count(wanted) if columns is None else int(np.count_nonzero(self._chosen(columns, wanted)))

    def matching(self, ids: Sequence[str], wanted: Filter = EVERYTHING) -> tuple[str, ...]:
        """Return those of some ids that are of events which match."""
        columns = self._columns(wanted)
        return super().matching(ids, wanted) if columns is None else columns.among(self._chosen(columns, wanted), ids)

    def resting_on(self, things: Sequence[Item], events_of: Callable[[Item], Sequence[str]], wanted: Filter) -> list[Item]:
        """Return those of some things that rest on a matching event: one meets all that is wanted, and none meets what is not."""
        columns = self._columns(wanted)
        if columns is None:
            return super().resting_on(things, events_of, wanted)
        meeting, passing = (self._chosen(columns, one) for one in (Filter(wanted.only), Filter(without=wanted.without)))
        return [things[n] for n in columns.groups(things, events_of).meeting(meeting, passing)]

    def stories_page(self, wanted: Filter = EVERYTHING, *, after: str | None = None, most: int = 100) -> Page[DatedStory]:
        """Return stories that tell a matching event, those last reported first; raises FilterError where `after` is none."""
        columns = self._columns(wanted)
        if columns is None:
            return listing.stories(self._connection, wanted, after, most)
        facet = tallies.stories(columns, self._connection)
        day, id_ = listing.place(after) if after is not None else ("", "")
        chosen = self._chosen(columns, wanted)
        found = facet.page(chosen, None if after is None else (id_, None, day), most + 1)
        return listing.dated_stories(self._connection, found, most)

    def documents_page(self, wanted: Filter = EVERYTHING, *, after: str | None = None, most: int = 100) -> Page[Source]:
        """Return documents that tell a matching event, those published last first; raises FilterError where `after` is none."""
        columns = self._columns(wanted)
        if columns is None:
            return listing.documents(self._connection, wanted, after, most)
        facet = tallies.documents(columns, self._connection)
        day, id_ = listing.place(after) if after is not None else ("", "")
        chosen = self._chosen(columns, wanted)
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
        columns = self._columns(wanted) if speaker is None and not words else None
        if columns is not None:
            start = None if after is None else listing.quote_place(after)
            found = tallies.quotes(columns, self._connection, self._chosen(columns, wanted), start, most + 1)
            return listing.placed_quotes(self._connection, found, most)
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
        return tallies.kinds(columns, chosen)

    def span_of_reports(self) -> tuple[str | None, str | None]:
        """Return the first and the last day of the reports that tell an event, ISO."""
        return tallies.span_of_reports(self._connection)

    def _places(self, wanted: Filter, order: Order, after: tuple[str, str] | None, most: int) -> Sequence[tuple[str, str]]:
        columns = self._columns(wanted) if order == "date" else None
        if columns is None:
            return super()._places(wanted, order, after, most)
        return columns.page(self._chosen(columns, wanted), after, most)

    def _columns(self, wanted: Filter) -> Columns | None:
        # What is asked of all events at once the database answers from its indexes.
        return None if wanted == EVERYTHING else self._kept.columns(self.state(), self._connection)

    def _counted(self, wanted: Filter) -> tuple[Columns, Chosen | None]:
        columns = self._kept.columns(self.state(), self._connection, needed=True)
        return columns, None if wanted == EVERYTHING else self._chosen(columns, wanted)

    def _chosen(self, columns: Columns, wanted: Filter) -> Chosen:
        if wanted not in self._found:
            self._found[wanted] = columns.chosen(self._connection, wanted)
        return self._found[wanted]


@contextmanager
def browsing(ledger: Name, *, busy_timeout_seconds: float = 5.0) -> Iterator[Browser]:
    """Open a ledger for leafing through, also while another process adds to it; raises LedgerError where that cannot be."""
    with database(ledger).reading(busy_timeout_seconds=busy_timeout_seconds) as connection:
        yield Browser(connection)
