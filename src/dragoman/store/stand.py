"""What some stories tell at one moment, in the form in which it is compared with what they told before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from dragoman.nouns.ledger import Ledger
from dragoman.store import schema
from dragoman.store.codec import encode


@dataclass(frozen=True, slots=True)
class Stand:
    """Events, stories and quotes encoded, by id, and each document's family and what it copies."""

    events: Mapping[str, str]
    stories: Mapping[str, str]
    quotes: Mapping[str, str]
    sources: Mapping[str, tuple[str, str | None]]


def stored_stand(connection: Connection, components: Sequence[str]) -> Stand:
    """Return what components of the ledger tell now."""
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
