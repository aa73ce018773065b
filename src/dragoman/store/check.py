"""Looking for damage: a ledger's pages and keys, its nouns, and whether it tells what its documents tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, create_engine, select, text
from sqlalchemy.exc import DBAPIError

from dragoman.errors import LedgerError
from dragoman.nouns.correction import Correction
from dragoman.nouns.ledger import Ledger
from dragoman.nouns.reading import Reading
from dragoman.store import rows, schema
from dragoman.store.codec import encode
from dragoman.store.corrections import in_force
from dragoman.store.database import Name, database, is_there, shown
from dragoman.store.index import number
from dragoman.store.linking import Linking
from dragoman.store.plane import Plane
from dragoman.store.shelf import Shelf
from dragoman.store.stand import stored_stand, told_stand
from dragoman.store.writer import digest

MOST_FAULTS = 20
_PLANE = (schema.profile, schema.sketch, schema.nearest, schema.link)


def faults(ledger: Name, linking: Linking, *, busy_timeout_seconds: float = 5.0) -> tuple[str, ...]:
    """Return what is wrong with a ledger, a line each, at most 20; nothing where it is whole and tells what its documents tell.

    Raises LedgerError where there is no ledger.
    """
    if not is_there(ledger):
        raise LedgerError(f"{shown(ledger)}: there is no such ledger")
    found: list[str] = []
    try:
        with database(ledger).reading(busy_timeout_seconds=busy_timeout_seconds) as connection:
            for fault in _faults(connection, linking):
                found.append(fault)
                if len(found) == MOST_FAULTS:
                    break
    except LedgerError as e:
        found.append(str(e))
    except Exception as e:  # noqa: BLE001 - a damaged page may hold anything where anything else should be
        found.append(f"what the ledger holds makes no sense: {type(e).__name__}: {e}")
    return tuple(found)


def _faults(connection: Connection, linking: Linking) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        yield from _page_faults(connection)
    shelf, corrections = Shelf(connection), in_force(connection)
    for component in sorted(connection.execute(select(schema.component.c.id)).scalars()):
        yield from _component_faults(connection, linking, shelf, corrections, component)
    yield from _plane_faults(connection, linking, shelf)


def _plane_faults(connection: Connection, linking: Linking, shelf: Shelf) -> Iterator[str]:
    """Yield the tables that say otherwise of where documents stand among each other than the documents do, put anew into empty ones."""
    engine = create_engine("sqlite://")
    with engine.connect() as anew:
        schema.metadata.create_all(anew, [*_PLANE])
        plane = Plane(anew)
        for id_ in connection.execute(select(schema.document.c.id).order_by(schema.document.c.id)).scalars().all():
            linking.join(plane, shelf.reading(id_))
        for table in _PLANE:
            given, wanted = (sorted(map(tuple, c.execute(select(table))), key=repr) for c in (connection, anew))
            if given != wanted:
                yield f"{table.name}: {len(set(given) ^ set(wanted))} of the rows are not those that the documents come to"
    engine.dispose()


def _page_faults(connection: Connection) -> Iterator[str]:
    for (said,) in connection.execute(text(f"PRAGMA integrity_check({MOST_FAULTS})")):
        if said != "ok":
            yield f"pages: {said}"
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"keys: a row of {row[0]} belongs to none of {row[2]}"


def _component_faults(
    connection: Connection, linking: Linking, shelf: Shelf, corrections: tuple[Correction, ...], component: str
) -> Iterator[str]:
    """Yield what is wrong with the documents that are told together under one name."""
    try:
        members = shelf.members([component])
        ledgers = _told(connection, linking, members, corrections)
        whole = told_stand(ledgers) == stored_stand(connection, [component])
        unlike = {table.name for x in ledgers for table, wanted in _event_rows(component, x) if _unlike(connection, table, x, wanted)}
    except Exception as e:  # noqa: BLE001 - as above; the other stories are looked at all the same
        yield f"story of {component}: {e.orig if isinstance(e, DBAPIError) else e}"
        return
    digests = select(schema.document.c.id, schema.document.c.digest).where(schema.document.c.component == component)
    given = {row.id: row.digest for row in connection.execute(digests)}
    for member in members:
        if given.get(member.document.id) != digest(member.document):
            yield f"document {member.document.id}: it is not what was given"
    if not whole:
        yield f"story of {component}: it is not what its {len(members)} documents tell"
    for table in sorted(unlike):
        yield f"story of {component}: rows of {table} are not those of its events"


def _told(connection: Connection, linking: Linking, members: Sequence[Reading], corrections: tuple[Correction, ...]) -> list[Ledger]:
    """Return what the documents of a component tell, story by story."""
    by_id = {r.document.id: r for r in members}
    stories = linking.apart(Plane(connection), list(by_id), linking.tied(corrections))
    return [linking.tell([by_id[id_] for id_ in story], corrections) for story in stories]


def _event_rows(component: str, ledger: Ledger) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    documents = {s.document.id: s.document for s in ledger.sources}
    return rows.event_rows(component, ledger.events, {e.id: encode(e) for e in ledger.events}, documents)


def _unlike(connection: Connection, table: Table, ledger: Ledger, wanted: Sequence[dict[str, Any]]) -> bool:
    """Tell whether a table holds other rows of the events of a story than it should."""
    ids: list[Any] = [number(e.id) if table is schema.event_search else e.id for e in ledger.events]
    key = {"event": "id", "event_search": "rowid"}.get(table.name, "event")
    found: list[tuple[Any, ...]] = []
    for some in rows.chunks(ids):
        found += map(tuple, connection.execute(select(table).where(table.c[key].in_(some))))
    names = [column.name for column in table.c]
    return sorted(found, key=repr) != sorted((tuple(row[name] for name in names) for row in wanted), key=repr)
