"""Stored readings as nouns, with the ones used last kept decoded."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, select

from dragoman.nouns.holder import Roll
from dragoman.nouns.mention import Entity
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Dated, Document
from dragoman.store.codec import decode, decode_reading
from dragoman.store.rows import chunks
from dragoman.store.schema import document, reading

KEPT_READINGS = 512  # some 30 MB at 20 events a document
ROWS_PER_FETCH = 256


class Shelf:
    """Readings of an open ledger; a stored reading never changes, so a kept one is out of date only when its document is removed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kept: OrderedDict[str, Reading] = OrderedDict()

    def reading(self, document_id: str) -> Reading:
        """Return the reading of one document of the ledger."""
        if document_id not in self._kept:
            (found,) = stored_readings(self._connection, document.c.id == document_id)
            self.keep(found)
        self._kept.move_to_end(document_id)
        return self._kept[document_id]

    def readings(self, ids: Sequence[str]) -> list[Reading]:
        """Return the readings of some documents of the ledger, in their order; those that are not kept are read in few goes."""
        kept = {id_: self._kept[id_] for id_ in ids if id_ in self._kept}
        for some in chunks([id_ for id_ in ids if id_ not in kept]):
            for found in stored_readings(self._connection, document.c.id.in_(some)):
                kept[found.document.id] = found
        for id_ in ids:
            self.keep(kept[id_])
        return [kept[id_] for id_ in ids]

    def members(self, components: Sequence[str]) -> list[Reading]:
        """Return the readings of all documents of some components, by document id."""
        if not components:
            return []
        ids = self._connection.execute(select(document.c.id).where(document.c.component.in_(components))).scalars()
        return self.readings(sorted(ids))

    def forget(self, document_id: str) -> None:
        """Let go of the reading of a document that the ledger no longer holds."""
        self._kept.pop(document_id, None)

    def keep(self, found: Reading) -> None:
        """Take in the reading of a document that the ledger has just been given."""
        self._kept[found.document.id] = found
        self._kept.move_to_end(found.document.id)
        while len(self._kept) > KEPT_READINGS:
            self._kept.popitem(last=False)


def stored_rolls(connection: Connection, *where: ColumnElement[bool]) -> Iterator[Roll]:
    """Yield whom each document names, by document id; nothing but that is decoded, which is a small part of a reading."""
    query = (
        select(document.c.id, document.c.published, document.c.noun, reading.c.noun)
        .join_from(document, reading)
        .where(*where)
        .order_by(document.c.id)
    )
    for id_, published, of_document, of_reading in connection.execute(query.execution_options(yield_per=ROWS_PER_FETCH)):
        words = decode(of_document, _Words)
        day = date.fromisoformat(published) if published else words.dated.latest if words.dated else None
        yield Roll.of(id_, day, words.text, decode(of_reading, _Named).entities)


def roll_of(of: Reading) -> Roll:
    """Return whom the document of a reading names."""
    return Roll(of.document.id, of.document.last_day, tuple(e for e in of.entities if e.type == "PER"))


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    dated: Dated | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    entities: tuple[Entity, ...]


def stored_readings(connection: Connection, *where: ColumnElement[bool]) -> Iterator[Reading]:
    """Yield stored readings by document id, a few rows at a time."""
    query = select(document.c.noun, reading.c.noun).join_from(document, reading).where(*where).order_by(document.c.id)
    found: Iterable[Sequence[str]] = connection.execute(query.execution_options(yield_per=ROWS_PER_FETCH))
    for of_document, of_reading in found:
        yield decode_reading(of_reading, decode(of_document, Document))
