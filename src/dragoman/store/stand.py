"""What some stories tell at one moment, in the form in which it is compared with what they told before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from dragoman.nouns.ledger import Ledger, Story
from dragoman.store import schema
from dragoman.store.codec import decode, encode
from dragoman.store.rows import IDS, chunks


@dataclass(frozen=True, slots=True)
class Stand:
    """Events, stories and quotes encoded, by id, and each document's family and what it copies."""

    events: Mapping[str, str]
    stories: Mapping[str, str]
    quotes: Mapping[str, str]
    sources: Mapping[str, tuple[str, str | None]]


def stories_of(connection: Connection, components: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return the documents of each story of some components of the ledger, by the story's id."""
    documents: dict[str, set[str]] = {}
    for some in chunks(components):
        for id_, document in connection.execute(_STORY_DOCUMENTS, {"ids": some}):
            documents.setdefault(id_, set()).add(document)
    return {id_: frozenset(own) for id_, own in documents.items()}


def stored_stand(connection: Connection, components: Sequence[str], but: Mapping[str, frozenset[str]] | None = None) -> Stand:
    """Return what components of the ledger tell now, without the stories in `but`, which are given with their documents."""
    if but:
        return _stand_of_stories(connection, {s: own for s, own in stories_of(connection, components).items() if s not in but})
    event, story, quote, document = schema.event.c, schema.story.c, schema.quote.c, schema.document.c
    events = connection.execute(select(event.id, event.noun).where(event.component.in_(components)))
    stories = connection.execute(select(story.id, story.noun).where(story.component.in_(components)))
    quotes = connection.execute(select(quote.noun).where(quote.component.in_(components))).scalars()
    sources = connection.execute(select(document.id, document.family, document.copy_of).where(document.component.in_(components)))
    return Stand(
        {row.id: row.noun for row in events},
        {row.id: row.noun for row in stories},
        {quote_id(noun): noun for noun in quotes},
        {id_: (family, copy_of) for id_, family, copy_of in sources},
    )


def _stand_of_stories(connection: Connection, stories: Mapping[str, frozenset[str]]) -> Stand:
    nouns: dict[str, str] = {}
    quotes: dict[str, str] = {}
    for some in chunks(sorted(stories)):
        nouns.update(map(tuple, connection.execute(_STORIES, {"ids": some})))
        quotes |= {quote_id(noun): noun for noun in connection.execute(_QUOTES, {"ids": some}).scalars()}
    events: dict[str, str] = {}
    sources: dict[str, tuple[str, str | None]] = {}
    for some in chunks(sorted({id_ for noun in nouns.values() for id_ in decode(noun, Story).events})):
        events.update(map(tuple, connection.execute(_EVENTS, {"ids": some})))
    for some in chunks(sorted({id_ for own in stories.values() for id_ in own})):
        sources |= {id_: (family, copy_of) for id_, family, copy_of in connection.execute(_SOURCES, {"ids": some})}
    return Stand(events, nouns, quotes, sources)


def told_stand(ledgers: Iterable[Ledger]) -> Stand:
    """Return what newly told ledgers come to."""
    ledgers = list(ledgers)
    return Stand(
        {e.id: encode(e) for x in ledgers for e in x.events},
        {s.id: encode(s) for x in ledgers for s in x.stories},
        {quote_id(noun): noun for x in ledgers for noun in map(encode, x.quotes)},
        {s.document.id: (s.family, s.copy_of) for x in ledgers for s in x.sources},
    )


def quote_id(noun: str) -> str:
    """Return the id of an encoded quote: its content's, so that a quote never changes but is replaced."""
    return "q" + hashlib.sha256(noun.encode()).hexdigest()[:32]


_STORY_DOCUMENTS = (
    select(schema.story_document.c.story, schema.story_document.c.document)
    .join_from(schema.story_document, schema.story)
    .where(schema.story.c.component.in_(IDS))
)
_STORIES = select(schema.story.c.id, schema.story.c.noun).where(schema.story.c.id.in_(IDS))
_QUOTES = select(schema.quote.c.noun).where(schema.quote.c.story.in_(IDS))
_EVENTS = select(schema.event.c.id, schema.event.c.noun).where(schema.event.c.id.in_(IDS))
_SOURCES = select(schema.document.c.id, schema.document.c.family, schema.document.c.copy_of).where(schema.document.c.id.in_(IDS))
