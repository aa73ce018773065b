"""Writing down what changed: a revision, the versions that it brought and ended, and what became of events that ceased to be."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from dragoman.nouns.ledger import Event, Ledger, Source
from dragoman.nouns.revision import Action, Revision
from dragoman.nouns.text import Document
from dragoman.store import rows, schema
from dragoman.store.codec import decode, encode
from dragoman.store.shelf import stored_readings
from dragoman.store.stand import Stand

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def begin_revision(
    connection: Connection,
    clock: Clock,
    action: Action,
    *,
    document: str | None = None,
    correction: int | None = None,
    hand: str | None = None,
) -> Revision:
    """Write down a new revision and return it. A clock that was set back does not make it older than the one before it."""
    before = connection.execute(_LAST).one_or_none()
    last, when = before or (0, "")
    recorded = max(clock().astimezone(UTC).isoformat(timespec="microseconds"), when)
    revision = Revision(last + 1, recorded, action, document, correction, hand)
    connection.execute(
        insert(schema.revision),
        {
            "cursor": revision.cursor,
            "recorded": recorded,
            "action": action,
            "document": document,
            "correction": correction,
            "hand": hand,
        },
    )
    return revision


def remember(connection: Connection, cursor: int, before: Stand, after: Stand, ledgers: Iterable[Ledger]) -> None:
    """Write down how `after` differs from `before`; to be called before any of it is overwritten."""
    for kind, old, new in (
        ("event", before.events, after.events),
        ("story", before.stories, after.stories),
        ("quote", before.quotes, after.quotes),
    ):
        gone = {id_: noun for id_, noun in old.items() if new.get(id_) != noun}
        _end_versions(connection, kind, cursor, gone)
        _begin_versions(connection, kind, cursor, (id_ for id_ in new if old.get(id_) != new[id_]))
    changed = {id_ for id_, stand in before.sources.items() if after.sources.get(id_) != stand}
    _end_versions(connection, "document", cursor, dict(_encoded_sources(connection, sorted(changed))))
    _begin_versions(connection, "document", cursor, (id_ for id_ in after.sources if before.sources.get(id_) != after.sources[id_]))
    _remember_readings(connection, cursor, before, after)
    ceased = {id_: noun for id_, noun in before.events.items() if id_ not in after.events}
    rows.insert_all(connection, schema.alias, _aliases(cursor, ceased, [e for ledger in ledgers for e in ledger.events]))


def _remember_readings(connection: Connection, cursor: int, before: Stand, after: Stand) -> None:
    """Write down which readings came and went: what was told may ask for one whose document is gone."""
    gone = sorted(before.sources.keys() - after.sources.keys())
    readings = {r.document.id: encode(r) for some in rows.chunks(gone) for r in stored_readings(connection, schema.document.c.id.in_(some))}
    _end_versions(connection, "reading", cursor, readings)
    _begin_versions(connection, "reading", cursor, after.sources.keys() - before.sources.keys())


def _begin_versions(connection: Connection, kind: str, cursor: int, ids: Iterable[str]) -> None:
    rows.insert_all(
        connection, schema.version, [{"kind": kind, "id": id_, "since": cursor, "until": None, "noun": None} for id_ in sorted(ids)]
    )


def _end_versions(connection: Connection, kind: str, cursor: int, nouns: Mapping[str, str]) -> None:
    if nouns:
        connection.execute(
            _ENDING, [{"of": id_, "of_kind": kind, "cursor": cursor, "stood": packed(noun)} for id_, noun in sorted(nouns.items())]
        )


def _encoded_sources(connection: Connection, ids: list[str]) -> Iterator[tuple[str, str]]:
    document = schema.document.c
    for some in rows.chunks(ids):
        found = connection.execute(select(document.id, document.noun, document.family, document.copy_of).where(document.id.in_(some)))
        for id_, noun, family, copy_of in found:
            yield id_, encode(Source(decode(noun, Document), family, copy_of))


def _aliases(cursor: int, ceased: Mapping[str, str], events: Iterable[Event]) -> list[dict[str, Any]]:
    """Say of each event that ceased to be which one holds most of its mentions, the smallest id on a tie."""
    holder = {t.id: e.id for e in events for t in e.mentions}
    found = []
    for id_, noun in sorted(ceased.items()):
        votes = Counter(holder[t.id] for t in decode(noun, Event).mentions if t.id in holder)
        became = holder.get(id_) or min(votes, key=lambda e: (-votes[e], e), default=None)
        found.append({"id": id_, "cursor": cursor, "became": became})
    return found


def packed(noun: str) -> bytes:
    """Return an encoded noun in a fifth of the room."""
    return zlib.compress(noun.encode(), 6)


def unpacked(noun: bytes) -> str:
    """Return what was packed."""
    return zlib.decompress(noun).decode()


# The last is also the latest, as none is older than the one before it; the latest of all would be looked for in all.
_LAST = select(schema.revision.c.cursor, schema.revision.c.recorded).order_by(schema.revision.c.cursor.desc()).limit(1)
_ENDING = (
    update(schema.version)
    .where(schema.version.c.kind == bindparam("of_kind"), schema.version.c.id == bindparam("of"), schema.version.c.until.is_(None))
    .values(until=bindparam("cursor"), noun=bindparam("stood"))
)
