"""Finding an event by any id that it ever had, or by the beginning of one."""

from __future__ import annotations

from sqlalchemy import Connection, Table, select

from dragoman.errors import NotFoundError
from dragoman.nouns.ledger import Event
from dragoman.store import schema
from dragoman.store.codec import decode

LEAST_PREFIX = 4
SHOWN = 5


def find_event(connection: Connection, name: str) -> Event:
    """Return the event that `name` names: its id, an earlier id of it, the id of one of its mentions, or the beginning of its id.

    Raises NotFoundError where there is none, or no longer one, and where the beginning is that of several.
    """
    id_ = resolved(connection, name) or _by_prefix(connection, name)
    if id_ is None:
        raise NotFoundError(f"expected an event of the ledger, saw {name!r}: {_why_not(connection, name)}")
    noun = connection.execute(select(schema.event.c.noun).where(schema.event.c.id == id_)).scalar_one()
    return decode(noun, Event)


def resolved(connection: Connection, id_: str) -> str | None:
    """Return the id of the event that the id of an event, past or present, or of a mention stands for now; None where there is none.

    A mention's id is a fact of its document, so the event that holds it now is asked first; what is written down of the past is needed
    only for mentions whose document is gone.
    """
    seen: set[str] = set()
    name: str | None = id_
    while name is not None and name not in seen:
        seen.add(name)
        if _has(connection, schema.event, name):
            return name
        holder = connection.execute(select(schema.telling.c.event).where(schema.telling.c.mention == name)).scalar()
        if holder is not None:
            return str(holder)
        alias = schema.alias.c
        name = connection.execute(select(alias.became).where(alias.id == name).order_by(alias.cursor.desc()).limit(1)).scalar()
    return None


def _why_not(connection: Connection, name: str) -> str:
    if connection.execute(select(schema.alias.c.id).where(schema.alias.c.id == name)).first():
        return "an event that the ledger no longer holds"
    if len(name) < LEAST_PREFIX:
        return f"too short for the beginning of an id, which takes {LEAST_PREFIX} characters or more"
    return "none of that id"


def _has(connection: Connection, table: Table, id_: str) -> bool:
    return connection.execute(select(table.c.id).where(table.c.id == id_)).first() is not None


def _by_prefix(connection: Connection, name: str) -> str | None:
    if len(name) < LEAST_PREFIX or not name.isalnum():
        return None
    telling = schema.telling.c
    found = dict(connection.execute(select(telling.mention, telling.event).where(telling.mention.startswith(name))).all())
    if len(set(found.values())) > 1:
        several = ", ".join(sorted(found)[:SHOWN])
        raise NotFoundError(f"expected the beginning of one event's id, saw {name!r}, that of several events and mentions: {several}")
    return next(iter(found.values()), None)
