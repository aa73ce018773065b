"""A ledger in memory, so that what a ledger once told is asked for by the same queries as what it tells now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from dragoman.nouns.ledger import Ledger
from dragoman.store import rows, schema
from dragoman.store.codec import encode

_COMPONENT = "all"


@contextmanager
def replica(ledger: Ledger) -> Iterator[Connection]:
    """Yield a connection to a database in memory that holds a ledger, without readings and without a past."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            schema.metadata.create_all(connection)
            _fill(connection, ledger)
            yield connection
    finally:
        engine.dispose()


def _fill(connection: Connection, ledger: Ledger) -> None:
    rows.insert_all(connection, schema.component, [{"id": _COMPONENT}])
    rows.insert_all(
        connection,
        schema.document,
        [
            {
                "id": source.document.id,
                "digest": "",
                "component": _COMPONENT,
                "publisher": source.document.publisher,
                "published": source.document.published.isoformat() if source.document.published else None,
                "family": source.family,
                "copy_of": source.copy_of,
                "noun": encode(source.document),
            }
            for source in ledger.sources
        ],
    )
    documents = {source.document.id: source.document for source in ledger.sources}
    rows.insert_events(connection, _COMPONENT, ledger.events, {e.id: encode(e) for e in ledger.events}, documents)
    rows.insert_stories(connection, _COMPONENT, ledger.stories)
    rows.insert_quotes(connection, _COMPONENT, ledger.quotes, ledger.stories)
