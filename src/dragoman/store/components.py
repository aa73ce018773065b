"""Which documents of a ledger are told side by side: the component of each, and the documents of each."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from dragoman.store import rows, schema


def components_of(connection: Connection, documents: Iterable[str]) -> dict[str, str]:
    """Return the component of each of some documents that the ledger holds, by document id."""
    wanted = sorted(set(documents))
    found: dict[str, str] = {}
    for some in rows.chunks(wanted):
        found.update(map(tuple, connection.execute(_COMPONENTS, {"ids": some})))
    return found


def members_of(connection: Connection, components: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the documents of some components, ascending, by component."""
    found: dict[str, list[str]] = {}
    for some in rows.chunks(sorted(set(components))):
        for id_, component in connection.execute(_MEMBERS, {"ids": some}):
            found.setdefault(component, []).append(id_)
    return {component: tuple(sorted(ids)) for component, ids in found.items()}


_BOTH = select(schema.document.c.id, schema.document.c.component)
_COMPONENTS = _BOTH.where(schema.document.c.id.in_(rows.IDS))
_MEMBERS = _BOTH.where(schema.document.c.component.in_(rows.IDS))
