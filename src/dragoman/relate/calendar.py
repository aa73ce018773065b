"""The calendar: what is announced or hinted, and when what was agreed begins and ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.nouns.event import Status
from dragoman.nouns.ledger import Event, When
from dragoman.nouns.relation import CalendarEntry
from dragoman.scheme.wording import dates

_TO_COME: frozenset[Status] = frozenset({"scheduled", "possible"})
_TAKES_EFFECT: frozenset[Status] = frozenset({"occurred", "ongoing", "scheduled", "possible"})
_ENDS = (("start", "From"), ("end", "Until"))


def calendar(events: Sequence[Event], as_of: date | None) -> tuple[CalendarEntry, ...]:
    """Return the entries in order of their days, those without a day last; what ended before `as_of` is left out.

    Scheduled and possible events are entered for their time. The start and the end that reports give as terms are entered for every event
    that was not denied or called off, so that "visa-free from 15 September" stands on that day; the entry's status is "scheduled" then,
    and "possible" where the event itself is only possible.
    """
    entries = {entry for event in events for entry in (*_own(event), *_terms(event)) if _is_open(entry, as_of)}
    return tuple(sorted(entries, key=_order))


def _own(event: Event) -> Iterator[CalendarEntry]:
    if event.status in _TO_COME:
        yield CalendarEntry(event.when, event.status, event.summary, event.id)


def _terms(event: Event) -> Iterator[CalendarEntry]:
    if event.status not in _TAKES_EFFECT:
        return
    status: Status = "possible" if event.status == "possible" else "scheduled"
    for name, word in _ENDS:
        for value in (v.value for f in event.fields if f.name == name for v in f.values):
            covered = dates.days(value)
            if covered and not (event.status in _TO_COME and event.when and event.when.value == value):
                when = When(value, covered[0].isoformat(), covered[1].isoformat())
                yield CalendarEntry(when, status, f"{word} {dates.words(value)}: {event.summary}", event.id)


def _is_open(entry: CalendarEntry, as_of: date | None) -> bool:
    return as_of is None or entry.when is None or entry.when.latest >= as_of.isoformat()


def _order(entry: CalendarEntry) -> tuple[bool, str, str, str, str]:
    when = entry.when or When("", "", "")
    return entry.when is None, when.earliest, when.latest, entry.summary, entry.event
