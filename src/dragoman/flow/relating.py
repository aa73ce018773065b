"""Relations over the events of a ledger and of imported tables together, and the way back from their figures to sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.nouns.coded import CodedEvent
from dragoman.nouns.filter import Filter
from dragoman.nouns.ledger import Event
from dragoman.nouns.relation import Blocs, Relation, Sentence, Traced
from dragoman.nouns.text import Document, Span

if TYPE_CHECKING:
    import polars as pl

    from dragoman.relate.choosing import Choice
    from dragoman.relate.periods import Grain
    from dragoman.store import Name


def coded_events(
    *,
    ledger: Name | None = None,
    wanted: Filter | None = None,
    events: Iterable[Path] = (),
    told: Iterable[Event] = (),
    busy_timeout_seconds: float = 5.0,
) -> pl.LazyFrame:
    """Return one table of the coded events of a ledger, of folders of imported events, and of events in memory.

    Of the ledger's events those that are `wanted`; None is all of them.

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
            kept = opened.events(wanted or Filter())
    return pl.concat([frame(dyads([*kept, *told])).lazy(), scan(events)])


def relation(
    table: pl.LazyFrame, first: str, second: str, *, by: Grain = "month", choice: Choice | None = None, forward_only: bool = False
) -> Relation:
    """Return the time series of what two sides did to each other; see `relate.series.relation`."""
    from dragoman.relate.choosing import EVERYTHING
    from dragoman.relate.series import relation as series

    return series(table, first, second, by=by, choice=choice or EVERYTHING, forward_only=forward_only)


def blocs(
    table: pl.LazyFrame,
    windows: Sequence[str] = (),
    *,
    choice: Choice | None = None,
    states_only: bool = True,
    seed: int = 1,
    with_closeness: bool = False,
) -> Blocs:
    """Return the blocs of windows of days and who moved between them; see `relate.blocs.blocs`."""
    from dragoman.relate.blocs import ONE_A_DAY
    from dragoman.relate.blocs import blocs as found

    return found(table, windows, choice=choice or ONE_A_DAY, states_only=states_only, seed=seed, with_closeness=with_closeness)


def trace(
    table: pl.LazyFrame,
    first: str,
    second: str,
    what: str,
    *,
    by: Grain = "month",
    choice: Choice | None = None,
    forward_only: bool = False,
    ledger: Name | None = None,
    at_most: int | None = None,
    busy_timeout_seconds: float = 5.0,
) -> tuple[tuple[Traced, ...], int]:
    """Return the events behind a figure (see `relate.trace.events_behind`), the weightiest first, and their number beyond `at_most` too.

    Those that the ledger tells come with their summaries and sentences.
    """
    from dragoman.relate.choosing import EVERYTHING
    from dragoman.relate.trace import events_behind
    from dragoman.store import snapshot

    behind = events_behind(table, first, second, what, by=by, choice=choice or EVERYTHING, forward_only=forward_only)
    shown = behind[:at_most]
    if ledger is None or all(coded.file is not None for coded, _ in shown):
        return tuple(Traced(coded, weight, None, ()) for coded, weight in shown), len(behind)
    with snapshot(ledger, busy_timeout_seconds=busy_timeout_seconds) as opened:
        events = {event.id: event for event in opened.events_called({coded.event for coded, _ in shown if coded.file is None})}
        needed = {telling.document for event in events.values() for telling in event.mentions}
        documents = {source.document.id: source.document for source in opened.sources_called(needed)}
    return tuple(_traced(coded, weight, events.get(coded.event), documents) for coded, weight in shown), len(behind)


def _traced(coded: CodedEvent, weight: float, event: Event | None, documents: Mapping[str, Document]) -> Traced:
    if event is None:
        return Traced(coded, weight, None, ())
    told = dict.fromkeys((telling.document, telling.sentence) for telling in event.mentions if telling.document in documents)
    return Traced(coded, weight, event.summary, tuple(_sentence(documents[identity], span) for identity, span in told))


def _sentence(document: Document, span: Span) -> Sentence:
    return Sentence(document.id, document.publisher or document.source, span, span.of(document.text))
