"""Relations over the events of a ledger and of imported tables together, and the way back from their figures to sentences."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.nouns.ledger import Event, Ledger
from dragoman.nouns.relation import Relation, Sentence, Traced

if TYPE_CHECKING:
    import polars as pl

    from dragoman.relate.choosing import Choice
    from dragoman.relate.periods import Grain


def coded_events(
    *, ledger: Path | None = None, events: Iterable[Path] = (), told: Iterable[Event] = (), busy_timeout_seconds: float = 5.0
) -> pl.LazyFrame:
    """Return one table of the coded events of a ledger file, of folders of imported events, and of events in memory.

    Raises LedgerError and TableError where one of them cannot be read.
    """
    import polars as pl

    from dragoman.coded.parts import scan
    from dragoman.coded.table import frame
    from dragoman.relate.dyads import dyads
    from dragoman.store import snapshot

    kept: tuple[Event, ...] = ()
    if ledger is not None:
        with snapshot(ledger, busy_timeout_seconds=busy_timeout_seconds) as opened:
            kept = opened.events()
    return pl.concat([frame(dyads([*kept, *told])).lazy(), scan(events)])


def relation(table: pl.LazyFrame, first: str, second: str, *, by: Grain = "month", choice: Choice | None = None) -> Relation:
    """Return the time series of what two sides did to each other; see `relate.series.relation`."""
    from dragoman.relate.choosing import EVERYTHING
    from dragoman.relate.series import relation as series

    return series(table, first, second, by=by, choice=choice or EVERYTHING)


def trace(
    table: pl.LazyFrame,
    first: str,
    second: str,
    what: str,
    *,
    choice: Choice | None = None,
    ledger: Path | None = None,
    busy_timeout_seconds: float = 5.0,
) -> tuple[Traced, ...]:
    """Return the events behind a period, a window or an id, with the sentences of those that the ledger tells; the weightiest first."""
    from dragoman.relate.choosing import EVERYTHING
    from dragoman.relate.trace import events_behind
    from dragoman.store import snapshot

    behind = events_behind(table, first, second, what, choice=choice or EVERYTHING)
    if ledger is None or all(coded.file is not None for coded, _ in behind):
        return tuple(Traced(coded, weight, None, ()) for coded, weight in behind)
    with snapshot(ledger, busy_timeout_seconds=busy_timeout_seconds) as opened:
        whole = opened.ledger()
    events = {event.id: event for event in whole.events}
    return tuple(
        Traced(coded, weight, event.summary if event else None, _sentences(event, whole) if event else ())
        for coded, weight in behind
        for event in [events.get(coded.event) if coded.file is None else None]
    )


def _sentences(event: Event, whole: Ledger) -> tuple[Sentence, ...]:
    documents = {source.document.id: source.document for source in whole.sources}
    told = [(telling.document, telling.sentence) for telling in event.mentions]
    return tuple(
        Sentence(identity, documents[identity].publisher or documents[identity].source, span, span.of(documents[identity].text))
        for identity, span in dict.fromkeys(told)
    )
