"""Tables of what follows from events: agreements, their terms, and the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.publish.tables.columns import Table, columns, days
from dragoman.publish.tables.told import Told
from dragoman.scheme.wording import amounts


def _agreements(told: Told) -> Iterator[tuple[Any, ...]]:
    events = told.events
    for a in told.agreements:
        known = [events[e] for e in a.events if e in events]
        when = (a.when.value if a.when else None, *days(a.when))
        yield (
            a.id, [p.name for p in a.parties], [p.actor or "" for p in a.parties], [p.state or "" for p in a.parties],
            a.object, a.stage, *when,
            [f"{f.name}: {amounts.amount(f.name, v.value, v.bound)}" for f in a.terms for v in f.values],
            [f"{s.at or 'undated'}: {s.stage}" for s in a.history], a.amends, list(a.amended_by),
            max((e.independent_sources for e in known), default=0), all(f.agree for f in a.terms), list(a.events),
            sorted({t.document for e in known for t in e.mentions}),
        )  # fmt: skip


AGREEMENTS = Table(
    "agreements",
    "One row for each agreement.",
    columns(
        ("agreement", "text", "the agreement's id, made of its first event's"),
        ("parties", "texts", "the parties, by name"),
        ("party_ids", "texts", "their stable ids, in the same order; empty where not known"),
        ("party_states", "texts", "their states, ISO alpha-3"),
        ("object", "text", "what it is about, in the words of the reports"),
        ("stage", "text", "under talk, promised, finalised, signed, ratified or collapsed"),
        ("date_value", "text", "TIMEX3 value of its time"),
        ("earliest", "day", "first day of its time"),
        ("latest", "day", "last day of its time; absent where nothing tells it"),
        ("terms", "texts", "what was agreed, in words; the table `terms` has them one by one with their sources"),
        ("history", "texts", "stages with the day of the report that tells of each"),
        ("amends", "text", "the id of the agreement that it changes or prolongs"),
        ("amended_by", "texts", "the ids of agreements that change or prolong it"),
        ("independent_sources", "integer", "most independent sources of one of its events"),
        ("agree", "flag", "false where reports give terms that cannot all be true"),
        ("events", "texts", "the ids of the events that it rests on"),
        ("documents", "texts", "the ids of the documents that tell of it"),
    ),
    _agreements,
)


def _terms(told: Told) -> Iterator[tuple[Any, ...]]:
    for a in told.agreements:
        for field in a.terms:
            for value in field.values:
                in_words = amounts.amount(field.name, value.value, value.bound)
                for at in value.evidence:
                    where = (at.document, at.span.start, at.span.end, told.words(at.document, at.span))
                    yield a.id, field.name, value.value, value.bound, in_words, field.agree, *where


TERMS = Table(
    "terms",
    "One row for each place where a report gives a term of an agreement.",
    columns(
        ("agreement", "text", "the agreement's id"),
        ("term", "text", "quantity, money, price, share, duration, period, start or end"),
        ("value", "text", "the value: number and unit, or TIMEX3"),
        ("bound", "text", "max, min or approx, where the report says so"),
        ("in_words", "text", "the value as a reader would write it"),
        ("agree", "flag", "false where the values of the term cannot all be true"),
        ("document", "text", "the document's id"),
        ("start_char", "integer", "where the words that give it begin"),
        ("end_char", "integer", "where they end; half-open"),
        ("words", "text", "these words"),
    ),
    _terms,
)


def _calendar(told: Told) -> Iterator[tuple[Any, ...]]:
    events = told.events
    for c in told.entries:
        event = events.get(c.event)
        when = (c.when.value if c.when else None, *days(c.when))
        reports = sorted({t.document for t in event.mentions}) if event else []
        yield c.id, *when, c.status, c.summary, event.independent_sources if event else None, c.event, reports


CALENDAR = Table(
    "calendar",
    "One row for each thing that is announced, hinted or called off for a day or window.",
    columns(
        ("entry", "text", "the entry's id, made of its event's"),
        ("date_value", "text", "TIMEX3 value of its time"),
        ("earliest", "day", "first day"),
        ("latest", "day", "last day; absent where nothing tells it"),
        ("status", "text", "scheduled, possible, cancelled, or occurred and ongoing for what was announced before"),
        ("summary", "text", "what it is"),
        ("independent_sources", "integer", "independent sources of the event"),
        ("event", "text", "the event's id"),
        ("documents", "texts", "the ids of the documents that tell of it"),
    ),
    _calendar,
)
