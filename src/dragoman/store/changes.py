"""The feed: what each revision added, updated and deleted, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from dragoman.nouns.ledger import Event, Source, Story
from dragoman.nouns.revision import Change, ChangeKind
from dragoman.nouns.text import Document
from dragoman.store import schema
from dragoman.store.codec import decode
from dragoman.store.corrections import revisions
from dragoman.store.memory import unpacked
from dragoman.store.recall import last_cursor
from dragoman.store.rows import chunks

KINDS: tuple[ChangeKind, ...] = ("document", "story", "event")
"""What the feed tells of, in its order within a revision; quotes have no id that lasts."""

_NOUNS: dict[str, Any] = {"document": Source, "story": Story, "event": Event}


def changes(connection: Connection, since: int, until: int, *where: ColumnElement[bool]) -> Iterator[Change]:
    """Yield the changes after the cursor `since` up to and with `until`, by cursor, kind and id."""
    version = schema.version
    within = or_(and_(version.c.since > since, version.c.since <= until), and_(version.c.until > since, version.c.until <= until))
    found = connection.execute(select(version).where(version.c.kind.in_(KINDS), within, *where)).all()
    began = {(row.since, row.kind, row.id): row for row in found if since < row.since <= until}
    ended = {(row.until, row.kind, row.id): row for row in found if row.until is not None and since < row.until <= until}
    moments = sorted(began.keys() | ended.keys(), key=lambda moment: (moment[0], KINDS.index(moment[1]), moment[2]))
    at = revisions(connection, [cursor for cursor, _, _ in moments])
    became = _became(connection, since, until)
    for moment in moments:
        cursor, kind, id_ = moment
        before, after = (_noun(connection, rows.get(moment)) for rows in (ended, began))
        yield Change(at[cursor], kind, id_, before, after, became.get((id_, cursor)) if after is None else None)


def history(connection: Connection, ids: Set[str], own: Set[str] = frozenset()) -> tuple[Change, ...]:
    """Return all changes of the events that are or were called any of `ids`, and of those that became them, by cursor and id.

    `own` are ids of events that stand; of the others only those count that events ceased to bear.
    """
    names, fresh = set(own), set(ids)
    while fresh:
        fresh = _earlier(connection, sorted(fresh)) - names
        names |= fresh
    found: list[Change] = []
    for some in chunks(sorted(names)):
        found += changes(connection, 0, last_cursor(connection), schema.version.c.kind == "event", schema.version.c.id.in_(some))
    return tuple(sorted(found, key=lambda change: (change.revision.cursor, change.id)))


def _earlier(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Return which of some ids events ceased to bear, and those that became any of them."""
    alias = schema.alias.c
    found: set[str] = set()
    for some in chunks(ids):
        found |= set(connection.execute(select(alias.id).where(or_(alias.id.in_(some), alias.became.in_(some)))).scalars())
    return found


def _became(connection: Connection, since: int, until: int) -> dict[tuple[str, int], str | None]:
    alias = schema.alias.c
    found = connection.execute(select(alias.id, alias.cursor, alias.became).where(alias.cursor > since, alias.cursor <= until))
    return {(id_, cursor): became for id_, cursor, became in found}


def _noun(connection: Connection, row: Any) -> Any:
    if row is None:
        return None
    if row.noun is not None:
        return decode(unpacked(row.noun), _NOUNS[row.kind])
    table = schema.metadata.tables[row.kind]
    found = connection.execute(select(table).where(table.c.id == row.id)).one()
    if row.kind == "document":
        return Source(decode(found.noun, Document), found.family, found.copy_of)
    return decode(found.noun, _NOUNS[row.kind])
