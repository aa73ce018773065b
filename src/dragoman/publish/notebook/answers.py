"""What a ledger answers: lazy collections to walk through, to look at in a notebook, and to take into data frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from dragoman.errors import DragomanError
from dragoman.nouns.filter import Filter
from dragoman.nouns.ledger import Event, Quotation, Story
from dragoman.nouns.relation import Agreement, CalendarEntry
from dragoman.publish.notebook import html

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from dragoman.publish.notebook.plots import Figure
    from dragoman.publish.tables import Table
    from dragoman.publish.tables.told import Told
    from dragoman.store import Snapshot

Noun = TypeVar("Noun")
PAGE = 500
SHOWN = 20


class Opens(Protocol):
    """A ledger that can be opened for reading."""

    def opened(self) -> AbstractContextManager[Snapshot]:
        """Open the ledger as it stands now."""
        ...


class Answers(Generic[Noun]):
    """Answers of one kind to one filter; nothing is asked before they are needed, and each use sees the ledger as it stands then."""

    table_name = ""
    columns: tuple[str, ...] = ()

    def __init__(self, ledger: Opens, wanted: Filter) -> None:
        self._ledger = ledger
        self.wanted = wanted

    def __iter__(self) -> Iterator[Noun]:
        with self._ledger.opened() as snapshot:
            yield from self._found(snapshot)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def first(self, most: int = 10) -> list[Noun]:
        """Return the first answers."""
        found: list[Noun] = []
        for one in self:
            if len(found) == most:
                break
            found.append(one)
        return found

    def to_polars(self) -> pl.DataFrame:
        """Return the answers as a Polars frame; its columns are those of the Parquet table of that name (docs/tables.md)."""
        from dragoman.publish.tables.frames import frame

        with self._ledger.opened() as snapshot:
            return frame(self._table(), self._told(snapshot))

    def to_arrow(self) -> pa.Table:
        """Return the answers as an Arrow table; needs pyarrow."""
        _expect("pyarrow", "to_arrow")
        return self.to_polars().to_arrow()

    def to_pandas(self) -> pd.DataFrame:
        """Return the answers as a pandas frame; needs pandas and pyarrow."""
        _expect("pandas", "to_pandas")
        _expect("pyarrow", "to_pandas")
        return self.to_polars().to_pandas()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand the answers to any library that speaks Arrow's PyCapsule interface."""
        return self.to_polars().__arrow_c_stream__(requested_schema)

    def to_csv(self, path: str | Path) -> None:
        """Write the answers as CSV that is safe to open in a spreadsheet."""
        from dragoman.publish.exports.csv import table_to_csv

        with self._ledger.opened() as snapshot:
            Path(path).write_bytes(table_to_csv(self._table(), self._told(snapshot)).encode("utf-8", "backslashreplace"))

    def to_parquet(self, path: str | Path) -> None:
        """Write the answers as a Parquet file that says what its columns mean."""
        from dragoman.publish.tables.frames import write_parquet

        with self._ledger.opened() as snapshot:
            write_parquet(self._table(), self._told(snapshot), Path(path))

    def __repr__(self) -> str:
        return f"<{len(self)} {self.table_name}>"

    def _repr_html_(self) -> str:
        with self._ledger.opened() as snapshot:
            rows = list(self._table().rows(self._told(snapshot)))
        shown = [[row[name] for name in self.columns] for row in rows[:SHOWN]]
        return html.table(self.columns, shown, caption=f"{len(rows):,} {self.table_name}", more=len(rows) - len(shown))

    def _table(self) -> Table:
        from dragoman.publish.tables import TABLES

        return TABLES[self.table_name]

    def _found(self, snapshot: Snapshot) -> Iterator[Noun]:
        raise NotImplementedError

    def _told(self, snapshot: Snapshot) -> Told:
        raise NotImplementedError


class Events(Answers[Event]):
    """Events, in order of the days that they may have happened on, undated ones last."""

    table_name = "events"
    columns = ("event", "date_value", "type", "status", "summary", "independent_sources")

    def __len__(self) -> int:
        with self._ledger.opened() as snapshot:
            return snapshot.count(self.wanted)

    def map(self) -> Figure:
        """Draw where the events took place."""
        from dragoman.publish.notebook.plots import event_map

        return event_map(self._located())

    def network(self) -> Figure:
        """Draw who did what to whom."""
        from dragoman.publish.notebook.plots import network

        return network(self._located())

    def timeline(self) -> Figure:
        """Draw how many events of each of PLOVER's classes fall in each month."""
        from dragoman.publish.notebook.plots import timeline

        return timeline(self._located())

    def _found(self, snapshot: Snapshot) -> Iterator[Event]:
        after = None
        while True:
            page = snapshot.page(self.wanted, order="date", after=after, most=PAGE)
            yield from page.events
            after = page.after
            if after is None:
                return

    def _told(self, snapshot: Snapshot) -> Told:
        from dragoman.publish.tables.gather import told

        return told(snapshot, self.wanted)

    def _located(self) -> Told:
        from dataclasses import replace

        from dragoman.flow import asking

        with self._ledger.opened() as snapshot:
            told = self._told(snapshot)
            return replace(told, points=asking.points(snapshot, told.ledger.events))


class Agreements(Answers[Agreement]):
    """Agreements, those with a known object first, then by date and parties."""

    table_name = "agreements"
    columns = ("agreement", "parties", "object", "stage", "date_value", "terms", "events")

    def _found(self, snapshot: Snapshot) -> Iterator[Agreement]:
        from dragoman.flow import asking

        yield from asking.agreements(snapshot, self.wanted)

    def _told(self, snapshot: Snapshot) -> Told:
        from dragoman.publish.tables.gather import told

        return told(snapshot, None, tuple(self._found(snapshot)))


class Calendar(Answers[CalendarEntry]):
    """Calendar entries in order of their days, those without a day last."""

    table_name = "calendar"
    columns = ("entry", "date_value", "status", "summary", "independent_sources")

    def to_ics(self, path: str | Path) -> None:
        """Write the entries that have a day for a calendar program."""
        from dragoman.publish.exports.ics import ics

        with self._ledger.opened() as snapshot:
            Path(path).write_bytes(ics(self._told(snapshot)).encode())

    def plot(self) -> Figure:
        """Draw the entries on their days."""
        from dragoman.publish.notebook.plots import calendar

        with self._ledger.opened() as snapshot:
            return calendar(self._told(snapshot))

    def _found(self, snapshot: Snapshot) -> Iterator[CalendarEntry]:
        from dragoman.flow import asking

        yield from asking.entries(snapshot, self.wanted, settled=True)

    def _told(self, snapshot: Snapshot) -> Told:
        from dragoman.publish.tables.gather import told

        return told(snapshot, None, (), tuple(self._found(snapshot)))


class Quotes(Answers[Quotation]):
    """Quotes, by where they stand."""

    table_name = "quotes"
    columns = ("words", "speaker", "about", "document")

    def _found(self, snapshot: Snapshot) -> Iterator[Quotation]:
        from dragoman.flow import asking

        yield from asking.quotes(snapshot, self.wanted)

    def _told(self, snapshot: Snapshot) -> Told:
        from dragoman.nouns.ledger import Ledger
        from dragoman.publish.tables.told import Told

        return Told(Ledger((), (), (), tuple(self._found(snapshot))))


class Stories(Answers[Story]):
    """Stories with a matching event, by id."""

    table_name = "stories"
    columns = ("story", "title", "documents", "events")

    def _found(self, snapshot: Snapshot) -> Iterator[Story]:
        matching = snapshot.ids(self.wanted)
        everything = self.wanted == Filter()
        yield from (s for s in snapshot.stories() if everything or not matching.isdisjoint(s.events))

    def _told(self, snapshot: Snapshot) -> Told:
        from dragoman.nouns.ledger import Ledger
        from dragoman.publish.tables.told import Told

        return Told(Ledger((), tuple(self._found(snapshot)), ()))


class OpenedEvent:
    """One event down to the sentences of the reports that tell it."""

    def __init__(self, event: Event, told: Told) -> None:
        self.event = event
        self._told = told

    @property
    def sentences(self) -> Sequence[tuple[str, str]]:
        """Return the sentences that tell the event, each with who published it."""
        found = dict.fromkeys((t.document, t.sentence) for t in self.event.mentions)
        return [
            (span.of(s.document.text), s.document.publisher or s.document.source) for d, span in found if (s := self._told.sources.get(d))
        ]

    def __repr__(self) -> str:
        return f"<event {self.event.id}: {self.event.summary}>"

    def _repr_html_(self) -> str:
        event = self.event
        rows = [
            (f.name, v.value, "" if f.agree else "reports differ", len(v.documents))
            for f in event.fields
            if f.name != "trigger"
            for v in f.values
        ]
        named = f"{html.words(event.type)}, {html.words(event.status)} <code>{html.words(event.id)}</code>"
        title = f"<p><b>{html.words(event.summary)}</b> {named}</p>"
        return title + html.table(("field", "value", "", "reports"), rows) + html.quoted(self.sentences)


def _expect(module: str, wanting: str) -> None:
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise DragomanError(f"{wanting} needs {module}: pip install 'dragoman[tables]'")
