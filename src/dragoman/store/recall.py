"""A ledger as it stood at an earlier cursor, and the cursor of a moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, func, or_, select

from dragoman.errors import LedgerError
from dragoman.nouns.holder import Roll
from dragoman.nouns.ledger import Event, Ledger, Quotation, Source, Story
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document
from dragoman.store import schema
from dragoman.store.codec import decode
from dragoman.store.memory import unpacked
from dragoman.store.shelf import roll_of, stored_rolls
from dragoman.store.stand import quote_id

Noun = TypeVar("Noun", Event, Story, Source, Quotation)


def cursor_at(connection: Connection, moment: str) -> int:
    """Return the last cursor at a moment: a cursor itself, a date (its end, UTC) or a time of ISO 8601 (UTC where no zone is given).

    0 is before everything. Raises LedgerError for a cursor that is still to come and for what is none of these.
    """
    if moment.isascii() and moment.isdigit() and len(moment) != len("YYYYMMDD"):
        return _known(connection, int(moment))
    try:
        until = datetime.combine(date.fromisoformat(moment) + timedelta(days=1), datetime.min.time(), UTC)
        before = schema.revision.c.recorded < _text(until)
    except ValueError:
        before = schema.revision.c.recorded <= _text(_time(moment))
    return int(connection.execute(select(func.max(schema.revision.c.cursor)).where(before)).scalar_one() or 0)


def last_cursor(connection: Connection) -> int:
    """Return the cursor of the latest revision, 0 where there is none."""
    return int(connection.execute(select(func.max(schema.revision.c.cursor))).scalar_one() or 0)


def ledger_at(connection: Connection, cursor: int) -> Ledger:
    """Return everything that the documents told together when the ledger was at `cursor`."""
    return Ledger(
        tuple(sorted(_sources(connection, cursor), key=lambda s: s.document.id)),
        tuple(sorted(_nouns(connection, "story", cursor, Story), key=lambda s: s.id)),
        tuple(sorted(_nouns(connection, "event", cursor, Event), key=lambda e: e.id)),
        tuple(sorted(_quotes(connection, cursor), key=lambda q: (q.evidence, q.words))),
    )


def events_at(connection: Connection, cursor: int) -> tuple[Event, ...]:
    """Return the events as they stood at `cursor`, by id."""
    return tuple(sorted(_nouns(connection, "event", cursor, Event), key=lambda e: e.id))


def rolls_at(connection: Connection, cursor: int) -> Iterator[Roll]:
    """Yield whom each document named that the ledger held at `cursor`."""
    version = schema.version.c
    ended = select(version.noun).where(version.kind == "reading", version.since <= cursor, version.until > cursor)
    for packed_noun in connection.execute(ended).scalars():
        yield roll_of(decode(unpacked(packed_noun), Reading))
    stood = select(version.id).where(version.kind == "reading", version.since <= cursor, version.until.is_(None))
    yield from stored_rolls(connection, schema.document.c.id.in_(stood))


def _nouns(connection: Connection, kind: str, cursor: int, noun: type[Noun]) -> Iterator[Noun]:
    """Yield what stood then: versions that have ended since, and of those that have not, the nouns in their own table."""
    version = schema.version.c
    ended = select(version.noun).where(version.kind == kind, version.since <= cursor, version.until > cursor)
    for packed_noun in connection.execute(ended).scalars():
        yield decode(unpacked(packed_noun), noun)
    table = schema.metadata.tables[kind]
    standing = (
        select(table.c.noun)
        .join(schema.version, (version.kind == kind) & (version.id == table.c.id))
        .where(version.since <= cursor, version.until.is_(None))
    )
    for text in connection.execute(standing).scalars():
        yield decode(text, noun)


def _sources(connection: Connection, cursor: int) -> Iterator[Source]:
    version, document = schema.version.c, schema.document.c
    ended = select(version.noun).where(version.kind == "document", version.since <= cursor, version.until > cursor)
    for packed_noun in connection.execute(ended).scalars():
        yield decode(unpacked(packed_noun), Source)
    standing = (
        select(document.noun, document.family, document.copy_of)
        .join(schema.version, (version.kind == "document") & (version.id == document.id))
        .where(version.since <= cursor, version.until.is_(None))
    )
    for text, family, copy_of in connection.execute(standing):
        yield Source(decode(text, Document), family, copy_of)


def _quotes(connection: Connection, cursor: int) -> Iterator[Quotation]:
    version = schema.version.c
    found = select(version.id, version.noun).where(
        version.kind == "quote", version.since <= cursor, or_(version.until.is_(None), version.until > cursor)
    )
    standing: set[str] = set()
    for id_, packed_noun in connection.execute(found):
        if packed_noun is None:
            standing.add(id_)
        else:
            yield decode(unpacked(packed_noun), Quotation)
    for text in connection.execute(select(schema.quote.c.noun)).scalars():
        if quote_id(text) in standing:
            yield decode(text, Quotation)


def _known(connection: Connection, cursor: int) -> int:
    last = last_cursor(connection)
    if cursor > last:
        raise LedgerError(f"expected a cursor up to {last}, the ledger's last, saw {cursor}")
    return cursor


def _time(moment: str) -> datetime:
    try:
        time = datetime.fromisoformat(moment)
    except ValueError as e:
        raise LedgerError(f"expected a date (2026-03-05), a time (2026-03-05T14:00) or a cursor (42), saw {moment!r}") from e
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _text(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds")
