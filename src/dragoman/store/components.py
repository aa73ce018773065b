"""Which documents of a ledger belong together: the components of `same_story` and of what corrections tie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from sqlalchemy import Connection, func, select

from dragoman.nouns.reading import Reading
from dragoman.store import rows, schema


def touched(
    connection: Connection,
    reading: Reading,
    keys: Sequence[str],
    stored: Callable[[str], Reading],
    same_story: Callable[[Reading, Reading], bool],
) -> list[str]:
    """Return the components that a new reading belongs to: one member of the same story is enough for each."""
    found = []
    for component, documents in _candidates(connection, keys).items():
        if any(same_story(reading, stored(candidate)) for candidate in documents):
            found.append(component)
    return found


def components_of(connection: Connection, documents: Iterable[str]) -> dict[str, str]:
    """Return the component of each of some documents that the ledger holds, by document id."""
    wanted = sorted(set(documents))
    document = schema.document.c
    found: dict[str, str] = {}
    for some in rows.chunks(wanted):
        there = connection.execute(select(document.id, document.component).where(document.id.in_(some)))
        found |= {row.id: row.component for row in there}
    return found


def regrouped(
    connection: Connection,
    readings: Sequence[Reading],
    components: Sequence[str],
    same_story: Callable[[Reading, Reading], bool],
    tied: Iterable[frozenset[str]],
) -> list[list[Reading]]:
    """Part the readings of some components anew into those that belong together, each part sorted by document id.

    The pairs that share most keys are compared first, and two that are known to belong together not at all.
    """
    by_id = {r.document.id: r for r in sorted(readings, key=lambda r: r.document.id)}
    root = {id_: id_ for id_ in by_id}

    def find(id_: str) -> str:
        while root[id_] != id_:
            root[id_] = root[root[id_]]
            id_ = root[id_]
        return id_

    def join(a: str, b: str) -> None:
        a, b = find(a), find(b)
        root[max(a, b)] = min(a, b)

    for documents in tied:
        present = sorted(documents & by_id.keys())
        for other in present[1:]:
            join(present[0], other)
    for a, b in _pairs(connection, components, by_id.keys()):
        if find(a) != find(b) and same_story(by_id[a], by_id[b]):
            join(a, b)
    parts: dict[str, list[Reading]] = {}
    for id_, reading in by_id.items():
        parts.setdefault(find(id_), []).append(reading)
    return list(parts.values())


def _pairs(connection: Connection, components: Sequence[str], among: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of documents that share a key, those that share most first."""
    wanted = set(among)
    keys = (
        select(schema.block_key.c.key, schema.block_key.c.document)
        .join_from(schema.block_key, schema.document)
        .where(schema.document.c.component.in_(components))
    )
    documents: dict[str, list[str]] = {}
    for key, document in connection.execute(keys):
        if document in wanted:
            documents.setdefault(key, []).append(document)
    shared = Counter(both for own in documents.values() for both in combinations(sorted(own), 2))
    return sorted(shared, key=lambda both: (-shared[both], both))


def _candidates(connection: Connection, keys: Sequence[str]) -> dict[str, list[str]]:
    """Return documents that share a key, by component; in each those that share most come first, as one match is enough."""
    shared: dict[tuple[str, str], int] = {}
    for some in rows.chunks(keys):
        found = (
            select(schema.document.c.component, schema.document.c.id, func.count())
            .join_from(schema.block_key, schema.document)
            .where(schema.block_key.c.key.in_(some))
            .group_by(schema.document.c.component, schema.document.c.id)
        )
        for component, document, count in connection.execute(found):
            shared[component, document] = shared.get((component, document), 0) + count
    by_component: dict[str, list[str]] = {}
    for component, document in sorted(shared, key=lambda pair: (pair[0], -shared[pair], pair[1])):
        by_component.setdefault(component, []).append(document)
    return by_component
