"""`dragoman.Ledger`: a ledger in Python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import LedgerError
from dragoman.nouns.filter import Filter
from dragoman.nouns.text import Dated, Document, Refusal
from dragoman.publish.filters.parse import from_keywords
from dragoman.publish.notebook.answers import Agreements, Calendar, Events, OpenedEvent, Quotes, Stories
from dragoman.publish.notebook.relating import BlocsView, RelationView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.flow import Added
    from dragoman.relate.periods import Grain
    from dragoman.settings import Settings
    from dragoman.store import Snapshot


class Ledger:
    """A ledger: a file by its name, or `postgresql://USER@HOST/DATABASE`; it is made by the first `add`.

    Filters are keywords, each with a `not_` twin: party, actor, recipient, between, state, place, type, quad, mode, context, status, since,
    until, reported_since, reported_until, sources, disagreement, text (see `dragoman events --help`). Of a list any will do.
    """

    def __init__(self, ledger: str | PathLike[str] | None = None) -> None:
        from dragoman import settings

        self._settings: Settings = settings.load({"ledger": str(ledger) if ledger is not None else None})
        if self._settings.ledger is None:
            raise LedgerError("expected the name of a ledger, or DRAGOMAN_LEDGER, saw neither")
        self.name: str = self._settings.ledger

    def add(self, *sources: str | PathLike[str] | Document) -> Added:
        """Read files, folders and documents into the ledger; what it has already is passed over.

        What cannot be read is in the result's `refusals`. Raises LedgerError where the ledger cannot be written.
        """
        from dragoman import __version__, flow
        from dragoman.flow import verbs

        return flow.add(
            self._documents(sources),
            self.name,
            verbs.load,
            verbs.engine(self._settings),
            verbs.linking(),
            busy_timeout_seconds=self._settings.busy_timeout_seconds,
            made_by=f"dragoman {__version__}",
        )

    def add_text(
        self, text: str, *, title: str | None = None, published: date | None = None, publisher: str | None = None, url: str | None = None
    ) -> Added:
        """Read one report that is at hand as text into the ledger."""
        from dragoman.ingest.draft import Draft, settle

        dated = Dated(published.isoformat(), published, published, "metadata", rule="given by the caller") if published else None
        return self.add(settle(Draft("text", url or "text", text, title, dated, publisher, url), self._settings.limits))

    def events(self, **filters: Any) -> Events:
        """Return the events that match, in order of their days."""
        return Events(self, from_keywords(**filters))

    def stories(self, **filters: Any) -> Stories:
        """Return the stories with an event that matches."""
        return Stories(self, from_keywords(**filters))

    def agreements(self, **filters: Any) -> Agreements:
        """Return the agreements that match: one of their events meets what is wanted, and none what is not."""
        return Agreements(self, from_keywords(**filters))

    def calendar(self, **filters: Any) -> Calendar:
        """Return what is announced; `since` and `until` are asked of the entries' own days."""
        return Calendar(self, from_keywords(**filters))

    def quotes(self, **filters: Any) -> Quotes:
        """Return the quotes of the reports that tell a matching event, or all of them without a filter."""
        return Quotes(self, from_keywords(**filters))

    def relations(
        self,
        first: str,
        second: str,
        *,
        by: Grain = "month",
        events: Sequence[str | PathLike[str]] = (),
        one_a_day: bool = False,
        **filters: Any,
    ) -> RelationView:
        """Return what two sides did to each other over time; `events` are folders of imported events to be counted as well."""
        from dragoman import flow
        from dragoman.relate.choosing import Choice

        told = flow.relation(self._coded(from_keywords(**filters), events), first, second, by=by, choice=Choice(one_a_day=one_a_day))
        return RelationView(told)

    def blocs(
        self, *windows: str, events: Sequence[str | PathLike[str]] = (), states_only: bool = True, seed: int = 1, **filters: Any
    ) -> BlocsView:
        """Return who stands together in windows of days ("2025-01..2025-09"), or why that cannot be said."""
        from dragoman import flow
        from dragoman.relate.choosing import Choice

        table = self._coded(from_keywords(**filters), events)
        return BlocsView(flow.blocs(table, windows, choice=Choice(one_a_day=True), states_only=states_only, seed=seed))

    def event(self, name: str) -> OpenedEvent:
        """Return one event down to its sentences, by its id or one that it once had; raises LedgerError where there is none."""
        from dragoman.flow import asking
        from dragoman.publish.tables.told import Told

        with self.opened() as snapshot:
            event = snapshot.event(name)
            return OpenedEvent(event, Told(asking.part(snapshot, [event])))

    def document(self, name: str) -> Document:
        """Return one document with its text; raises LedgerError where there is none."""
        with self.opened() as snapshot:
            found = snapshot.sources_called([name])
        if not found:
            raise LedgerError(f"expected the id of a document of {self.name}, saw {name!r}")
        return found[0].document

    @contextmanager
    def opened(self) -> Iterator[Snapshot]:
        """Open the ledger as it stands now; for questions that the methods do not answer."""
        from dragoman.store import snapshot

        with snapshot(self.name, busy_timeout_seconds=self._settings.busy_timeout_seconds) as opened:
            yield opened

    def __repr__(self) -> str:
        from dragoman.store import shown

        return f"<Ledger {shown(self.name)}>"

    def _repr_html_(self) -> str:
        from dataclasses import asdict

        from dragoman.publish.notebook import html

        with self.opened() as snapshot:
            size = asdict(snapshot.size())
        return html.table(("", ""), [(f"{count:,}", what) for what, count in size.items()], caption=repr(self)[1:-1])

    def _documents(self, sources: Iterable[str | PathLike[str] | Document]) -> Iterator[Document | Refusal]:
        from dragoman.flow import verbs

        for source in sources:
            if isinstance(source, Document):
                yield source
            else:
                yield from verbs.documents([str(source)], None, self._settings)

    def _coded(self, wanted: Filter, events: Sequence[str | PathLike[str]]) -> Any:
        from dragoman import flow

        folders = [Path(folder) for folder in events]
        return flow.coded_events(ledger=self.name, wanted=wanted, events=folders, busy_timeout_seconds=self._settings.busy_timeout_seconds)
