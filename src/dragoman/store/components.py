"""Which documents of a ledger are told side by side: the component of each, and the documents of each."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from dragoman.store import rows, schema


def components_of(connection: Connection, documents: Iterable[str]) -> dict[str, str]:
    """Return the component of each of some documents that the ledger holds, by document id."""
    wanted = sorted(set(documents))
    document = schema.document.c
    found: dict[str, str] = {}
    for some in rows.chunks(wanted):
        there = connection.execute(select(document.id, document.component).where(document.id.in_(some)))
        found |= {row.id: row.component for row in there}
    return found


def members_of(connection: Connection, components: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the documents of some components, ascending, by component."""
    document = schema.document.c
    found: dict[str, list[str]] = {}
    for some in rows.chunks(sorted(set(components))):
        for row in connection.execute(select(document.id, document.component).where(document.component.in_(some))):
            found.setdefault(row.component, []).append(row.id)
    return {component: tuple(sorted(ids)) for component, ids in found.items()}
