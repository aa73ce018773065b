"""Changing a ledger: a document added or removed, an event corrected, and all that follows, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from sqlalchemy import Connection, Table, delete, insert, select, update

from dragoman.errors import DocumentError, LedgerError, NotFoundError
from dragoman.nouns.correction import Correction, CorrectionKind, MentionPlace
from dragoman.nouns.ledger import Event, Ledger
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document
from dragoman.store import corrections, rows, schema
from dragoman.store.codec import encode, encode_reading
from dragoman.store.components import components_of, regrouped, touched
from dragoman.store.database import Database, Name, database, shown
from dragoman.store.linking import Linking
from dragoman.store.memory import Clock, begin_revision, now, remember
from dragoman.store.names import LEAST_PREFIX, find_event
from dragoman.store.shelf import Shelf
from dragoman.store.stand import Stand, stored_stand, stories_of, told_stand

Standing = Literal["new", "present", "conflict"]
NUL = "\x00"


class Writer:
    """The one hand that may change a ledger; get it from `writing`.

    When a method returns, what it did is on disk; when it raises, the ledger is as it was. All raise LedgerError where the ledger cannot
    be written.
    """

    def __init__(self, connection: Connection, where: Database, linking: Linking, clock: Clock = now) -> None:
        self._connection = connection
        self._where = where
        self._linking = linking
        self._clock = clock
        self._shelf = Shelf(connection)

    def standing(self, document: Document) -> Standing:
        """Tell whether the ledger has no such document, has it as it is, or has another one of the same id."""
        with self._transaction():
            return _standing(self._connection, document)

    def add(self, reading: Reading) -> Standing:
        """Keep a reading and retell the story that it belongs to; return how its document stood before.

        Only "new" changes anything. Raises DocumentError where the reading cannot be kept without loss.
        """
        with self._transaction():
            standing = _standing(self._connection, reading.document)
            if standing == "new":
                self._add(reading)
            return standing

    def remove(self, document: str, *, hand: str | None = None) -> None:
        """Take a document, by id, out of the ledger with all that rests on it alone; what it told before stays in the ledger's memory.

        Raises NotFoundError where the ledger has no such document.
        """
        with self._transaction():
            component = components_of(self._connection, [document]).get(document)
            if component is None:
                raise NotFoundError(f"expected a document of the ledger, saw {document!r}: none of that id")
            rest = [r for r in self._shelf.members([component]) if r.document.id != document]
            revision = begin_revision(self._connection, self._clock, "remove", document=document, hand=hand)
            self._retell(revision.cursor, [component], self._regrouped(rest, [component]), removed=document)
            self._shelf.forget(document)

    def merge(self, events: Sequence[str], *, hand: str | None = None) -> Correction:
        """Say that two or more events, by id, are one, now and whatever comes later.

        Raises NotFoundError for what is no event and LedgerError where they are not two.
        """
        with self._transaction():
            found = {e.id: e for e in (find_event(self._connection, name) for name in events)}
            if len(found) < 2:
                raise LedgerError(f"expected two or more events to merge, saw {', '.join(events) or 'none'}: one and the same event")
            return self._correct("merge", (_places(found[id_] for id_ in sorted(found)),), hand)

    def split(self, event: str, mentions: Sequence[str], *, hand: str | None = None) -> Correction:
        """Say that some mentions of an event are another one than the rest; a document's id stands for all its mentions of the event.

        Raises NotFoundError for a mention that the event does not have, and LedgerError where nothing would be left of it.
        """
        with self._transaction():
            found = find_event(self._connection, event)
            out = {place for name in mentions for place in _named(found, name)}
            left = tuple(place for place in _places([found]) if place not in out)
            if not out or not left:
                raise LedgerError(f"expected some of the mentions of {found.id}, but not all, saw {len(out)} of {len(found.mentions)}")
            return self._correct("split", (tuple(sorted(out)), left), hand)

    def undo(self, number: int | None = None, *, hand: str | None = None) -> Correction:
        """Put a correction out of force, the latest where no number is given; raises LedgerError where there is none in force."""
        with self._transaction():
            standing = {c.number: c for c in corrections.in_force(self._connection)}
            if not standing:
                raise LedgerError("expected a correction to undo, saw none in force")
            undone = standing.get(max(standing) if number is None else number)
            if undone is None:
                raise LedgerError(f"expected the number of a correction in force ({', '.join(map(str, sorted(standing)))}), saw {number}")
            revision = begin_revision(self._connection, self._clock, "undo", correction=undone.number, hand=hand)
            corrections.note_undone(self._connection, undone.number, revision.cursor)
            self._retell_around(revision.cursor, undone)
            return undone

    def apply(self, given: Sequence[Correction], *, hand: str | None = None) -> tuple[Correction, ...]:
        """Make corrections of another ledger here, in their order, and return those that were not in force; numbers are given anew.

        A correction of mentions whose documents are not here yet waits for them.
        """
        with self._transaction():
            there = {(c.kind, c.sides) for c in corrections.in_force(self._connection)}
            new = [c for c in sorted(given, key=lambda c: c.number) if (c.kind, c.sides) not in there]
            return tuple(self._correct(c.kind, c.sides, hand) for c in new)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._where.explained(), self._connection.begin():
            yield

    def _add(self, reading: Reading) -> None:
        if NUL in reading.document.id:
            raise DocumentError(f"expected a document id of text, saw a NUL in {reading.document.id!a}")
        keys = sorted(set(self._linking.story_keys(reading)))
        sought = sorted(set(self._linking.sought(reading))) if self._linking.sought else keys
        near = touched(self._connection, reading, sought, self._shelf.reading, self._linking.same_story)
        ties = {d for tied in self._tied() if reading.document.id in tied for d in tied}
        components = sorted({*near, *components_of(self._connection, ties).values()})
        members = sorted([reading, *self._shelf.members(components)], key=lambda r: r.document.id)
        revision = begin_revision(self._connection, self._clock, "add", document=reading.document.id)
        self._retell(revision.cursor, components, [members], added=(reading, keys))

    def _correct(self, kind: CorrectionKind, sides: tuple[tuple[MentionPlace, ...], ...], hand: str | None) -> Correction:
        correction = Correction(corrections.next_number(self._connection), kind, sides)
        revision = begin_revision(self._connection, self._clock, kind, correction=correction.number, hand=hand)
        corrections.keep(self._connection, correction, revision.cursor)
        self._retell_around(revision.cursor, correction)
        return correction

    def _retell_around(self, cursor: int, correction: Correction) -> None:
        """Tell anew the stories that hold mentions of a correction, together or apart as is now in force."""
        documents = {mention.document for side in correction.sides for mention in side}
        components = sorted(set(components_of(self._connection, documents).values()))
        self._retell(cursor, components, self._regrouped(self._shelf.members(components), components))

    def _regrouped(self, readings: Sequence[Reading], components: Sequence[str]) -> list[list[Reading]]:
        return regrouped(self._connection, readings, components, self._linking.same_story, self._tied())

    def _tied(self) -> Sequence[frozenset[str]]:
        return self._linking.tied(corrections.in_force(self._connection))

    def _retell(
        self,
        cursor: int,
        components: Sequence[str],
        parts: Sequence[Sequence[Reading]],
        *,
        added: tuple[Reading, Sequence[str]] | None = None,
        removed: str | None = None,
    ) -> None:
        """Put the telling of `parts`, each named by its first document, in the place of that of `components`.

        A story of the same documents is not told again where nothing but a new document can have changed what it tells.
        """
        in_force = corrections.in_force(self._connection)
        stories_before = stories_of(self._connection, components)
        named = {part[0].document.id: [tuple(story) for story in self._linking.apart(part, in_force)] for part in parts}
        kept: set[frozenset[str]] = set()
        if added:
            kept = {frozenset(r.document.id for r in story) for stories in named.values() for story in stories}.intersection(
                stories_before.values()
            )
            named = {
                name: [story for story in stories if frozenset(r.document.id for r in story) not in kept] for name, stories in named.items()
            }
        ledgers = {name: [self._told(story, in_force) for story in stories] for name, stories in named.items()}
        told = [ledger for own in ledgers.values() for ledger in own]
        left = {id_: documents for id_, documents in stories_before.items() if documents in kept}
        before, after = stored_stand(self._connection, components, left), told_stand(told)
        remember(self._connection, cursor, before, after, told)
        _make_components(self._connection, [name for name in ledgers if name not in components])
        if added:
            self._keep(*added, min(r.document.id for part in parts for r in part if added[0] in part))
        _clear(self._connection, sorted(before.stories), before, after)
        if removed:
            self._connection.execute(delete(schema.document).where(schema.document.c.id == removed))
        if added:
            _join(self._connection, components, *named)
        for name, own in ledgers.items():
            for ledger in own:
                _move(self._connection, name, ledger, before)
                _write(self._connection, name, ledger, before, after)
        _note_sources(self._connection, before, after)
        gone = [name for name in components if name not in ledgers]
        for some in rows.chunks(gone):
            self._connection.execute(delete(schema.component).where(schema.component.c.id.in_(some)))

    def _told(self, story: Sequence[Reading], in_force: tuple[Correction, ...]) -> Ledger:
        ledger = self._linking.tell(story, in_force)
        _expect_all_told(ledger, story)
        return ledger

    def _keep(self, reading: Reading, keys: Sequence[str], component: str) -> None:
        document = reading.document
        self._connection.execute(
            insert(schema.document),
            {
                "id": document.id,
                "digest": digest(document),
                "component": component,
                "publisher": rows.plain(document.publisher),
                "published": document.published.isoformat() if document.published else None,
                "family": document.id,
                "copy_of": None,
                "noun": encode(document),
            },
        )
        self._connection.execute(insert(schema.reading), {"document": document.id, "model": reading.model, "noun": encode_reading(reading)})
        rows.insert_all(self._connection, schema.block_key, [{"key": key, "document": document.id} for key in keys])


@contextmanager
def writing(
    ledger: Name, linking: Linking, *, busy_timeout_seconds: float = 5.0, made_by: str = "", clock: Clock = now
) -> Iterator[Writer]:
    """Open a ledger for changing, making it where it is not there and bringing an older one to this version; one writer at a time.

    `clock` tells the recorded time. Raises LedgerError for a directory, a file or database that is no ledger, is newer than this code, is
    read-only or damaged, and for a ledger that another process is adding to (named by its process id).
    """
    where = database(ledger)
    with where.writing(busy_timeout_seconds=busy_timeout_seconds, made_by=made_by) as connection:
        yield Writer(connection, where, linking, clock)


def bring_up(ledger: Name, *, busy_timeout_seconds: float = 5.0) -> None:
    """Bring an older ledger to this version; raises LedgerError where there is none, or where `writing` would."""
    where = database(ledger)
    if not where.is_there():
        raise LedgerError(f"{shown(ledger)}: there is no such ledger")
    with where.writing(busy_timeout_seconds=busy_timeout_seconds, made_by=""):
        pass


def digest(document: Document) -> str:
    """Return the SHA-256 of what a publisher gave.

    Where the file lay and what was found out about it (language, date) do not make another document of it, nor does finding out better.
    """
    given = (document.text, document.title, document.publisher, document.url)
    return hashlib.sha256(encode(given).encode()).hexdigest()


def _standing(connection: Connection, document: Document) -> Standing:
    if NUL in document.id:  # no server can even be asked for it; `add` refuses it
        return "new"
    stored = connection.execute(select(schema.document.c.digest).where(schema.document.c.id == document.id)).scalar_one_or_none()
    if stored is None:
        return "new"
    return "present" if stored == digest(document) else "conflict"


def _places(events: Iterable[Event]) -> tuple[MentionPlace, ...]:
    return tuple(sorted(MentionPlace(t.id, t.document, t.trigger) for e in events for t in e.mentions))


def _named(event: Event, name: str) -> list[MentionPlace]:
    """Return the mentions of an event that `name` names: one by its id or the only beginning of it, or all of a document by its id."""
    places = _places([event])
    found = [p for p in places if name in (p.id, p.document)] or [p for p in places if len(name) >= LEAST_PREFIX and p.id.startswith(name)]
    if not found or (len(found) > 1 and name != found[0].document):
        short = f", too short for the beginning of an id, which takes {LEAST_PREFIX} characters or more" if len(name) < LEAST_PREFIX else ""
        held = ", ".join(p.id for p in places)
        raise NotFoundError(f"expected a mention of {event.id}, or a document that tells it, saw {name!r}{short}; it has {held}")
    return found


def _expect_all_told(ledger: Ledger, readings: Sequence[Reading]) -> None:
    told = {source.document.id: source.document for source in ledger.sources}
    if told != {r.document.id: r.document for r in readings}:
        raise LedgerError(f"expected a ledger of exactly the {len(readings)} documents of a story, saw one of {len(told)}")


def _make_components(connection: Connection, names: Sequence[str]) -> None:
    rows.insert_all(connection, schema.component, [{"id": name} for name in names])


def _clear(connection: Connection, stories: Sequence[str], before: Stand, after: Stand) -> None:
    """Delete stories with their quotes, and what is told otherwise now; events that are told as before are left alone."""
    for some in rows.chunks(stories):
        connection.execute(delete(schema.story).where(schema.story.c.id.in_(some)))
    stale = sorted(id_ for id_, noun in before.events.items() if after.events.get(id_) != noun)
    rows.delete_events(connection, stale)


def _join(connection: Connection, components: Sequence[str], name: str) -> None:
    """Give all that belongs to some components the name of the one that they have become."""
    for some in rows.chunks([component for component in components if component != name]):
        for table in (schema.document, schema.story, schema.event, schema.quote):
            connection.execute(update(table).where(table.c.component.in_(some)).values(component=name))


def _move(connection: Connection, name: str, ledger: Ledger, before: Stand) -> None:
    """Give the documents and the unchanged events of a component its name."""
    documents = [s.document.id for s in ledger.sources if s.document.id in before.sources]
    events = [e.id for e in ledger.events if e.id in before.events]
    for table, ids in ((schema.document, documents), (schema.event, events)):
        _rename(connection, table, name, ids)


def _rename(connection: Connection, table: Table, name: str, ids: Sequence[str]) -> None:
    for some in rows.chunks(ids):
        connection.execute(update(table).where(table.c.id.in_(some), table.c.component != name).values(component=name))


def _write(connection: Connection, name: str, ledger: Ledger, before: Stand, after: Stand) -> None:
    fresh = [e for e in ledger.events if before.events.get(e.id) != after.events[e.id]]
    rows.insert_events(connection, name, fresh, after.events, {s.document.id: s.document for s in ledger.sources})
    rows.insert_stories(connection, name, ledger.stories)
    rows.insert_quotes(connection, name, ledger.quotes, ledger.stories)


def _note_sources(connection: Connection, before: Stand, after: Stand) -> None:
    """Note families and copies where they changed."""
    document = schema.document
    for id_, (family, copy_of) in after.sources.items():
        if before.sources.get(id_) != (family, copy_of):
            connection.execute(update(document).where(document.c.id == id_).values(family=family, copy_of=copy_of))
