"""Documents made for cost alone: the sentences and dates of real reports, shuffled, with the readings that the sentences had.

Nothing of what they say is so. A made document has as many sentences as a real one, each with the entities, events, times and quotes that
lie within it; an entity that two of its sentences share is one entity. So the reader's time is left out, and all that follows is not.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.nouns.event import EventMention
from dragoman.nouns.mention import Entity
from dragoman.nouns.reading import Quote, Reading
from dragoman.nouns.text import Document, Span
from dragoman.nouns.time import TimeValue

SEED = 2026


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report with what was read within it; spans count from its start, ids carry the report's number."""

    text: str
    entities: tuple[Entity, ...]
    times: tuple[TimeValue, ...]
    events: tuple[EventMention, ...]
    quotes: tuple[Quote, ...]


def documents(path: Path) -> list[Document]:
    """Return the records of a file of JSON lines (may be .gz) with `text` as documents."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in raw.decode("utf-8").splitlines() if line.strip()]
    return [
        Document(
            str(row.get("id", n)),
            path.name,
            row["text"],
            row.get("title"),
            date.fromisoformat(row["published"][:10]) if row.get("published") else None,
            row.get("publisher"),
            row.get("url"),
        )
        for n, row in enumerate(rows)
    ]


def arrivals(
    readings: Sequence[Reading], number: int, seed: int = SEED, longest: int | None = None, prefix: str = "a"
) -> Iterator[Reading]:
    """Yield `number` made readings, the same for the same seed: sentences from all reports, dealt from a deck that is shuffled anew.

    None has more than `longest` sentences; ids begin with `prefix`.
    """
    deal = random.Random(seed)  # noqa: S311 - to shuffle, not to hide
    parts = [sentence for n, reading in enumerate(readings) for sentence in sentences(reading, n)]
    lengths = [min(len(reading.sentences), longest or len(reading.sentences)) for reading in readings if reading.sentences]
    days = [r.document.published for r in readings if r.document.published]
    deck: list[Sentence] = []
    for n in range(number):
        length = deal.choice(lengths)
        while len(deck) < length:
            fresh = parts[:]
            deal.shuffle(fresh)
            deck = fresh + deck
        dealt = [deck.pop() for _ in range(length)]
        like = deal.choice(readings).document
        yield joined(f"{prefix}{n:06}", dealt, replace(like, published=deal.choice(days) if days else None), readings[0].model)


def sentences(reading: Reading, number: int) -> Iterator[Sentence]:
    """Yield the sentences of a reading with what lies wholly within each."""
    text = reading.document.text
    for sentence in reading.sentences:
        entities = tuple(
            replace(e, id=f"{number}.{e.id}", mentions=tuple(_moved(m, -sentence.start) for m in e.mentions if sentence.covers(m)))
            for e in reading.entities
            if any(sentence.covers(m) for m in e.mentions)
        )
        times = tuple(
            replace(t, id=f"{number}.{t.id}", span=_moved(t.span, -sentence.start)) for t in reading.times if sentence.covers(t.span)
        )
        known = {x.id for x in (*entities, *times)}
        events = tuple(_event(e, number, sentence, known) for e in reading.events if sentence.covers(e.trigger))
        quotes = tuple(
            Quote(_moved(q.span, -sentence.start), _known(q.speaker, number, known), _known(q.about, number, known))
            for q in reading.quotes
            if sentence.covers(q.span)
        )
        yield Sentence(sentence.of(text), entities, times, events, quotes)


def joined(id_: str, parts: Sequence[Sentence], like: Document, model: str) -> Reading:
    """Return one reading of sentences that follow each other, with the publisher, the address and the date of `like`."""
    starts, at = [], 0
    for part in parts:
        starts.append(at)
        at += len(part.text) + 1
    entities: dict[str, Entity] = {}
    for start, part in zip(starts, parts, strict=True):
        for e in part.entities:
            mentions = tuple(_moved(m, start) for m in e.mentions)
            before = entities.get(e.id)
            entities[e.id] = replace(e, mentions=(*before.mentions, *mentions) if before else mentions)
    document = replace(like, id=id_, source="made", text=" ".join(part.text for part in parts), title=parts[0].text[:80])
    return Reading(
        document,
        tuple(Span(start, start + len(part.text)) for start, part in zip(starts, parts, strict=True)),
        tuple(entities.values()),
        tuple(replace(t, span=_moved(t.span, start)) for start, part in zip(starts, parts, strict=True) for t in part.times),
        tuple(_shifted(e, start, f"{n}.") for n, (start, part) in enumerate(zip(starts, parts, strict=True)) for e in part.events),
        tuple(replace(q, span=_moved(q.span, start)) for start, part in zip(starts, parts, strict=True) for q in part.quotes),
        model,
    )


def _event(event: EventMention, number: int, sentence: Span, known: set[str]) -> EventMention:
    def ids(given: Sequence[str]) -> tuple[str, ...]:
        return tuple(f"{number}.{x}" for x in given if f"{number}.{x}" in known)

    roles: dict[str, Any] = {name: ids(getattr(event, name)) for name in ("actors", "recipients", "places", "companions", "times", "by")}
    inside = {name: span if span and sentence.covers(span) else None for name, span in (("means", event.means), ("topic", event.topic))}
    terms = tuple(t for t in event.terms if sentence.covers(t.span))
    return _shifted(replace(event, **roles, **inside, terms=terms), -sentence.start, f"{number}.")


def _shifted(event: EventMention, by: int, prefix: str) -> EventMention:
    return replace(
        event,
        id=prefix + event.id,
        trigger=_moved(event.trigger, by),
        means=_moved(event.means, by) if event.means else None,
        topic=_moved(event.topic, by) if event.topic else None,
        terms=tuple(replace(t, span=_moved(t.span, by)) for t in event.terms),
    )


def _known(id_: str | None, number: int, known: set[str]) -> str | None:
    return f"{number}.{id_}" if id_ and f"{number}.{id_}" in known else None


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
