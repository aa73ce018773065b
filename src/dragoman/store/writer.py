"""Adding a document to a ledger: it, its reading and all that follows from them, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from dragoman.errors import LedgerError
from dragoman.nouns.ledger import Ledger
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document
from dragoman.store import rows, schema
from dragoman.store.codec import encode, encode_reading
from dragoman.store.file import connect, explained, refuse_what_is_no_file
from dragoman.store.linking import Linking
from dragoman.store.lock import only_writer
from dragoman.store.shelf import Shelf

Standing = Literal["new", "present", "conflict"]
KEYS_PER_QUERY = 500  # well under SQLite's limit of bound variables


class Writer:
    """The one hand that may change a ledger; get it from `writing`."""

    def __init__(self, connection: Connection, path: Path, linking: Linking) -> None:
        self._connection = connection
        self._path = path
        self._linking = linking
        self._shelf = Shelf(connection)

    def standing(self, document: Document) -> Standing:
        """Tell whether the ledger has no such document, has it as it is, or has another one of the same id."""
        with explained(self._path), self._connection.begin():
            return _standing(self._connection, document)

    def add(self, reading: Reading) -> Standing:
        """Keep a reading and retell the story that it belongs to; return how its document stood before.

        Only "new" changes anything. When this returns, the document is on disk; when it raises, the ledger is as it was.
        Raises LedgerError where the file cannot be written and DocumentError where the reading cannot be kept without loss.
        """
        with explained(self._path):
            with self._connection.begin():
                standing = _standing(self._connection, reading.document)
                if standing == "new":
                    self._add(reading)
            return standing

    def _add(self, reading: Reading) -> None:
        keys = sorted(set(self._linking.story_keys(reading)))
        touched = self._touched(reading, keys)
        members = self._shelf.members(touched)
        name = min([reading.document.id, *(m.document.id for m in members)])
        self._join(name, touched)
        self._keep(reading, keys, name)
        readings = sorted([reading, *members], key=lambda r: r.document.id)
        ledger = self._linking.tell(readings)
        _expect_all_told(ledger, readings)
        _replace(self._connection, name, ledger)

    def _touched(self, reading: Reading, keys: list[str]) -> list[str]:
        """Return the components that `reading` belongs to: one member of the same story is enough for each."""
        touched: list[str] = []
        for component, documents in _candidates(self._connection, keys).items():
            if any(self._linking.same_story(reading, self._shelf.reading(candidate)) for candidate in documents):
                touched.append(component)
        return touched

    def _join(self, name: str, touched: list[str]) -> None:
        """Give the members and events of the touched components one common name."""
        connection = self._connection
        if name not in touched:
            connection.execute(insert(schema.component), {"id": name})
        others = [component for component in touched if component != name]
        if others:
            for table in (schema.document, schema.event):
                connection.execute(update(table).where(table.c.component.in_(others)).values(component=name))
            # Stories and quotes of the old names go with them; `_replace` writes them anew.
            connection.execute(delete(schema.component).where(schema.component.c.id.in_(others)))

    def _keep(self, reading: Reading, keys: list[str], component: str) -> None:
        document = reading.document
        self._connection.execute(
            insert(schema.document),
            {
                "id": document.id,
                "digest": digest(document),
                "component": component,
                "publisher": document.publisher,
                "published": document.published.isoformat() if document.published else None,
                "family": document.id,
                "copy_of": None,
                "noun": encode(document),
            },
        )
        self._connection.execute(insert(schema.reading), {"document": document.id, "model": reading.model, "noun": encode_reading(reading)})
        rows.insert_all(self._connection, schema.block_key, [{"key": key, "document": document.id} for key in keys])


@contextmanager
def writing(path: Path, linking: Linking, *, busy_timeout_seconds: float = 5.0, made_by: str = "") -> Iterator[Writer]:
    """Open the ledger at `path` for adding, making it where it is not there; one writer at a time.

    Raises LedgerError for a directory, a file that is no ledger, is newer than this code, is read-only or damaged, and for a ledger
    that another process is adding to (named by its process id).
    """
    refuse_what_is_no_file(path, write=True)
    with only_writer(path), connect(path, write=True, busy_timeout_seconds=busy_timeout_seconds, made_by=made_by) as connection:
        yield Writer(connection, path, linking)


def digest(document: Document) -> str:
    """Return the SHA-256 of what a publisher gave.

    Where the file lay and what was found out about it (language, date) do not make another document of it, nor does finding out better.
    """
    given = (document.text, document.title, document.publisher, document.url)
    return hashlib.sha256(encode(given).encode()).hexdigest()


def _standing(connection: Connection, document: Document) -> Standing:
    stored = connection.execute(select(schema.document.c.digest).where(schema.document.c.id == document.id)).scalar_one_or_none()
    if stored is None:
        return "new"
    return "present" if stored == digest(document) else "conflict"


def _candidates(connection: Connection, keys: list[str]) -> dict[str, list[str]]:
    """Return documents that share a key, by component; in each those that share most come first, as one match is enough."""
    shared: dict[tuple[str, str], int] = {}
    for start in range(0, len(keys), KEYS_PER_QUERY):
        found = (
            select(schema.document.c.component, schema.document.c.id, func.count())
            .join_from(schema.block_key, schema.document)
            .where(schema.block_key.c.key.in_(keys[start : start + KEYS_PER_QUERY]))
            .group_by(schema.document.c.component, schema.document.c.id)
        )
        for component, document, count in connection.execute(found):
            shared[component, document] = shared.get((component, document), 0) + count
    by_component: dict[str, list[str]] = {}
    for component, document in sorted(shared, key=lambda pair: (pair[0], -shared[pair], pair[1])):
        by_component.setdefault(component, []).append(document)
    return by_component


def _expect_all_told(ledger: Ledger, readings: list[Reading]) -> None:
    told = {source.document.id: source.document for source in ledger.sources}
    if told != {r.document.id: r.document for r in readings}:
        raise LedgerError(f"expected a ledger of exactly the {len(readings)} documents of a story, saw one of {len(told)}")


def _replace(connection: Connection, component: str, ledger: Ledger) -> None:
    """Write what one component tells; events that are told as before are left alone."""
    _note_sources(connection, component, ledger)
    event, story, quote = schema.event, schema.story, schema.quote
    connection.execute(delete(story).where(story.c.component == component))
    connection.execute(delete(quote).where(quote.c.component == component))
    stored = connection.execute(select(event.c.id, event.c.noun).where(event.c.component == component))
    before = {row.id: row.noun for row in stored}
    after = {e.id: encode(e) for e in ledger.events}
    stale = sorted(id_ for id_, noun in before.items() if after.get(id_) != noun)
    rows.delete_events(connection, stale)
    fresh = [e for e in ledger.events if before.get(e.id) != after[e.id]]
    rows.insert_events(connection, component, fresh, after, {s.document.id: s.document for s in ledger.sources})
    rows.insert_stories(connection, component, ledger.stories)
    rows.insert_quotes(connection, component, ledger.quotes)


def _note_sources(connection: Connection, component: str, ledger: Ledger) -> None:
    """Note families and copies where they changed."""
    document = schema.document
    before = select(document.c.id, document.c.family, document.c.copy_of).where(document.c.component == component)
    noted = {id_: (family, copy_of) for id_, family, copy_of in connection.execute(before)}
    for source in ledger.sources:
        id_, now = source.document.id, (source.family, source.copy_of)
        if noted[id_] != now:
            connection.execute(update(document).where(document.c.id == id_).values(family=source.family, copy_of=source.copy_of))
