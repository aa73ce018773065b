"""Events as rows of event data: PLOVER and CAMEO codes, and a day, which all such data sets ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import permutations, product
from typing import Literal

from dragoman import scheme
from dragoman.nouns.ledger import Event, Party
from dragoman.nouns.mention import Place
from dragoman.nouns.text import Document
from dragoman.publish.tables.columns import day
from dragoman.publish.tables.ledger import codes
from dragoman.publish.tables.told import Told

DayOf = Literal["event", "window", "report"]


@dataclass(frozen=True, slots=True)
class Coded:
    """An event with its codes and a day.

    `day_of` says what the day is: the event's own, the first of the days up to `last_day` that it may have happened on, or that of the
    first report where no report says when it happened (again with `last_day` where that is only known to a window). `report` is the
    document whose sentence tells it most surely.
    """

    event: Event
    plover: scheme.Plover
    cameo: str | None
    day: date
    last_day: date | None
    day_of: DayOf
    report: Document | None
    sentence: str | None
    place: Party | None
    point: Place | None


def coded(told: Told) -> Iterator[Coded]:
    """Yield the events that PLOVER has a type for, that somebody did and that have a day; see `left_out` for the others."""
    for event in told.matching:
        plover, cameo = codes(event)
        dated = _day(event, told)
        if plover is not None and dated is not None and event.actors:
            best = max(event.mentions, key=lambda t: (t.probability, t.document), default=None)
            source = told.sources.get(best.document) if best else None
            place = next((p for p in event.places if told.point(p)), event.places[0] if event.places else None)
            yield Coded(
                event,
                plover,
                cameo,
                *dated,
                source.document if source else None,
                told.words(best.document, best.sentence) if best else None,
                place,
                told.point(place) if place else None,
            )


def left_out(told: Told) -> dict[str, int]:
    """Count the events that `coded` leaves out, by reason."""
    reasons: dict[str, int] = {}
    for event in told.matching:
        plover, _ = codes(event)
        no_type, no_actor = (
            "PLOVER has no such event (statements, ceremonies, what did not happen or is only possible)",
            "nobody is named as acting",
        )
        reason = (
            no_type
            if plover is None
            else no_actor
            if not event.actors
            else ""
            if _day(event, told)
            else "no report says when, nor has a date"
        )
        if reason:
            reasons[reason] = reasons.get(reason, 0) + 1
    return reasons


def pairs(coded_event: Coded) -> list[tuple[Party, Party | None]]:
    """Return who did it to whom: each actor to each recipient; those who act to each other where it is done so; else to nobody named."""
    event = coded_event.event
    if event.recipients:
        return list(product(event.actors, event.recipients))
    if len(event.actors) > 1 and (event.type in scheme.MUTUAL or "sideAB" in event.modes):
        return list(permutations(event.actors, 2))
    return [(actor, None) for actor in event.actors]


def _day(event: Event, told: Told) -> tuple[date, date | None, DayOf] | None:
    first, last = (day(event.when.earliest), day(event.when.latest)) if event.when else (None, None)
    if first and last:
        return (first, None, "event") if first == last else (first, last, "window")
    written = [span for d in _reports(event, told) if (span := _written(d))]
    if not written:
        return None
    begin, end = min(written)[0], min(last for _, last in written)
    return begin, end if end > begin else None, "report"


def _written(report: Document) -> tuple[date, date] | None:
    """Return the first and last day on which a report may have been written."""
    if report.published:
        return report.published, report.published
    return (report.dated.earliest, report.dated.latest) if report.dated else None


def _reports(event: Event, told: Told) -> list[Document]:
    return [told.sources[d].document for d in sorted({t.document for t in event.mentions}) if d in told.sources]
