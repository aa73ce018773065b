"""A ledger as people leaf through it: a snapshot that also has lists by the page and tallies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from dragoman.nouns.filter import Filter
from dragoman.nouns.ledger import Quotation, Source, Story
from dragoman.nouns.page import DatedStory, Dealing, Kind, Page, PartyTally, PlaceTally
from dragoman.store import listing, tallies
from dragoman.store.database import Name, database
from dragoman.store.queries import EVERYTHING, Snapshot


class Browser(Snapshot):
    """A ledger as it stood at the first question, by the page; `after` is that of the page before."""

    def state(self) -> str:
        """Return a word that changes whenever the ledger does, or another file takes its place."""
        return tallies.state(self._connection)

    def stories_page(self, wanted: Filter = EVERYTHING, *, after: str | None = None, most: int = 100) -> Page[DatedStory]:
        """Return stories that tell a matching event, those last reported first; raises FilterError where `after` is none."""
        return listing.stories(self._connection, wanted, after, most)

    def documents_page(self, wanted: Filter = EVERYTHING, *, after: str | None = None, most: int = 100) -> Page[Source]:
        """Return documents that tell a matching event, those published last first; raises FilterError where `after` is none."""
        return listing.documents(self._connection, wanted, after, most)

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

    def stories_of(self, documents: Sequence[str]) -> tuple[Story, ...]:
        """Return the stories that hold any of some documents, by id."""
        return listing.stories_of(self._connection, sorted(set(documents)))

    def events_of(self, document: str) -> tuple[str, ...]:
        """Return the ids of the events that a document tells, in the order of its text."""
        return listing.events_of(self._connection, document)

    def parties(self, wanted: Filter = EVERYTHING, only: str | None = None) -> tuple[PartyTally, ...]:
        """Return participants with a stable id by how many matching events they are in; `only` is one of them."""
        return tallies.parties(self._connection, wanted, only)

    def places(self, wanted: Filter = EVERYTHING) -> tuple[PlaceTally, ...]:
        """Return places by how many matching events they saw."""
        return tallies.places(self._connection, wanted)

    def dealings(self, wanted: Filter = EVERYTHING) -> tuple[Dealing, ...]:
        """Return how many matching events pairs of parties had with each other, by month and PLOVER class."""
        return tallies.dealings(self._connection, wanted)

    def kinds(self, wanted: Filter = EVERYTHING) -> tuple[Kind, ...]:
        """Return how many matching events there are by month, type, status and PLOVER class."""
        return tallies.kinds(self._connection, wanted)

    def span_of_reports(self) -> tuple[str | None, str | None]:
        """Return the first and the last day of the reports that tell an event, ISO."""
        return tallies.span_of_reports(self._connection)


@contextmanager
def browsing(ledger: Name, *, busy_timeout_seconds: float = 5.0) -> Iterator[Browser]:
    """Open a ledger for leafing through, also while another process adds to it; raises LedgerError where that cannot be."""
    with database(ledger).reading(busy_timeout_seconds=busy_timeout_seconds) as connection:
        yield Browser(connection)
