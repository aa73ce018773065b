"""The calendar: what is announced, hinted or called off, and when what was agreed begins and ends."""

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


def calendar(events: Sequence[Event], as_of: date | None, *, settled: bool = False) -> tuple[CalendarEntry, ...]:
    """Return the entries in order of their days, those without a day last; what ended before `as_of` is left out.

    Scheduled and possible events are entered for their time. The start and the end that reports give as terms are entered for every event
    that was not denied or called off, so that "visa-free from 15 September" stands on that day; the entry's status is "scheduled" then,
    and "possible" where the event itself is only possible. With `settled`, what was called off and what took place after a report had
    announced it keep their days, so that a calendar that has them learns how they ended.
    """
    entries = [entry for event in events for entry in (*_own(event, settled), *_terms(event, settled)) if _is_open(entry, as_of)]
    return tuple(sorted(dict.fromkeys(entries), key=_order))


def _own(event: Event, settled: bool) -> Iterator[CalendarEntry]:
    if event.status in _TO_COME or (settled and _is_settled(event)):
        yield CalendarEntry(event.id, event.when, event.status, event.summary, event.id)


def _is_settled(event: Event) -> bool:
    announced = any(step.status in _TO_COME for step in event.history)
    return event.status == "cancelled" or (announced and event.status in {"occurred", "ongoing"})


def _terms(event: Event, settled: bool) -> Iterator[CalendarEntry]:
    if event.status not in _TAKES_EFFECT and not (settled and event.status == "cancelled"):
        return
    status: Status = event.status if event.status in {"possible", "cancelled"} else "scheduled"
    stands_for_itself = event.status in _TO_COME or (settled and _is_settled(event))
    for name, word in _ENDS:
        # The best supported first, so that its entry keeps its id when others come.
        values = sorted((v for f in event.fields if f.name == name for v in f.values), key=lambda v: (-len(v.documents), v.value))
        limits = dict.fromkeys(_limit(name, v.value) for v in values)
        dated = [(value, covered) for value in limits if (covered := dates.days(value))]
        for n, (value, covered) in enumerate(dated, 1):
            if stands_for_itself and event.when and event.when.value == value:
                continue
            when = When(value, covered[0].isoformat(), covered[1].isoformat())
            id_ = f"{event.id}.{name}" + (f".{n}" if n > 1 else "")
            yield CalendarEntry(id_, when, status, f"{word} {dates.words(value)}: {event.summary}", event.id)


def _limit(name: str, value: str) -> str:
    """Return where a stretch begins or ends: what holds "from 2026 to 2030" ends in 2030."""
    first, _, last = value.partition("/")
    return first if name == "start" else last or first


def _is_open(entry: CalendarEntry, as_of: date | None) -> bool:
    return as_of is None or entry.when is None or entry.when.latest >= as_of.isoformat()


def _order(entry: CalendarEntry) -> tuple[bool, str, str, str, str]:
    when = entry.when or When("", "", "")
    return entry.when is None, when.earliest, when.latest, entry.summary, entry.id
