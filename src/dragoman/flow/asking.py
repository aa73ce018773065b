"""What a ledger answers to a filter: its events with their reports, agreements and calendar entries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.errors import NotFoundError
from dragoman.nouns.filter import Criteria, Filter
from dragoman.nouns.ledger import Event, Ledger, Quotation
from dragoman.nouns.mention import Place
from dragoman.nouns.relation import Agreement, CalendarEntry

if TYPE_CHECKING:
    from dragoman.store import Snapshot

EVERYTHING = Filter()


def part(opened: Snapshot, events: Collection[Event]) -> Ledger:
    """Return the part of a ledger that `events` rest on: they, the reports that tell them, their stories, and no quotes."""
    ids = {e.id for e in events}
    sources = opened.sources_called({d for e in events for d in documents_of(e)})
    told = {s.document.id for s in sources}
    telling = {t.document for e in events for t in e.mentions}
    stories = [
        replace(s, events=tuple(e for e in s.events if e in ids), documents=tuple(d for d in s.documents if d in told))
        for s in opened.stories_of(telling)
        if ids.intersection(s.events)
    ]
    return Ledger(sources, tuple(stories), tuple(sorted(events, key=lambda e: e.id)))


def named(opened: Snapshot, names: Collection[str]) -> dict[str, Event | NotFoundError]:
    """Return the event of each name: its id, any that it ever had, a mention's, or the beginning of one; or why there is none."""
    found: dict[str, Event | NotFoundError] = {}
    for name in names:
        try:
            found[name] = opened.event(name)
        except NotFoundError as e:
            found[name] = e
    return found


def documents_of(event: Event) -> frozenset[str]:
    """Return the ids of all documents that tell an event or give one of its values."""
    return frozenset({t.document for t in event.mentions} | {d for f in event.fields for v in f.values for d in v.documents})


def agreements(opened: Snapshot, wanted: Filter = EVERYTHING) -> tuple[Agreement, ...]:
    """Return the agreements that match: an event of them meets all that is wanted, and none of them meets what is not.

    The register is made of the whole ledger first, so that an agreement is the same whatever was asked.
    """
    from dragoman.relate import BESIDE_DEALS, DEALS, is_deal, register

    deals = opened.events_if(Filter(Criteria(type=tuple(sorted({*DEALS, *BESIDE_DEALS})))), is_deal)
    return agreements_that_match(opened, register(deals), wanted)


def agreements_that_match(opened: Snapshot, made: tuple[Agreement, ...], wanted: Filter) -> tuple[Agreement, ...]:
    """Return those of all agreements of a ledger that match."""
    if wanted == EVERYTHING:
        return made
    return tuple(opened.resting_on(made, lambda agreement: agreement.events, wanted))


def entries(opened: Snapshot, wanted: Filter = EVERYTHING, *, settled: bool = False) -> tuple[CalendarEntry, ...]:
    """Return the calendar entries of the events that match; `since` and `until` are asked of the entries' own days."""
    from dragoman.relate import calendar

    found = calendar(opened.events_ahead(_undated(wanted)), None, settled=settled)
    return tuple(e for e in found if _on_days(e, wanted.only) and not _meets_any(e, wanted.without))


def entries_that_match(opened: Snapshot, made: tuple[CalendarEntry, ...], wanted: Filter) -> tuple[CalendarEntry, ...]:
    """Return those of all calendar entries of a ledger that match."""
    undated = _undated(wanted)
    kept = made if undated == EVERYTHING else opened.resting_on(made, lambda entry: (entry.event,), undated)
    return tuple(e for e in kept if _on_days(e, wanted.only) and not _meets_any(e, wanted.without))


def points(opened: Snapshot, events: Iterable[Event]) -> dict[tuple[str, str | None], Place]:
    """Return where the places of events are, by name and state, as the readings of the reports that tell them resolved their names."""
    wanted: dict[str, set[tuple[str, str | None]]] = {}
    for event in events:
        for document in {t.document for t in event.mentions} if event.places else ():
            wanted.setdefault(document, set()).update((p.name, p.state) for p in event.places)
    found: dict[tuple[str, str | None], Place] = {}
    for document in sorted(wanted):
        reading = opened.reading(document)
        for entity in reading.entities if reading else ():
            if entity.place:
                for name in (entity.name, entity.place.name):
                    key = (name, entity.place.country or entity.state)
                    if key in wanted[document]:
                        found.setdefault(key, entity.place)
    return found


def quotes(opened: Snapshot, wanted: Filter = EVERYTHING) -> tuple[Quotation, ...]:
    """Return the quotes of the reports that tell a matching event; without a filter, all quotes."""
    if wanted == EVERYTHING:
        return opened.quotes()
    told = {t.document for e in opened.events(wanted) for t in e.mentions}
    return tuple(q for q in opened.quotes() if told.intersection(e.document for e in q.evidence))


def _undated(wanted: Filter) -> Filter:
    return Filter(replace(wanted.only, since=None, until=None), replace(wanted.without, since=None, until=None))


def _on_days(entry: CalendarEntry, asked: Criteria) -> bool:
    return all(_meets(entry, name, day) for name, day in _days(asked))


def _meets_any(entry: CalendarEntry, asked: Criteria) -> bool:
    return any(_meets(entry, name, day) for name, day in _days(asked))


def _days(asked: Criteria) -> Iterable[tuple[str, str]]:
    return [(name, day) for name, day in (("since", asked.since), ("until", asked.until)) if day is not None]


def _meets(entry: CalendarEntry, name: str, day: str) -> bool:
    if entry.when is None:
        return False
    return entry.when.latest >= day if name == "since" else entry.when.earliest <= day
