"""Changing a ledger: a document added or removed, an event corrected, and all that follows, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from sqlalchemy import BindParameter, Connection, Table, bindparam, delete, insert, select, update

from dragoman.errors import DocumentError, LedgerError, NotFoundError
from dragoman.nouns.correction import Correction, CorrectionKind, MentionPlace
from dragoman.nouns.ledger import Event, Ledger
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document
from dragoman.store import corrections, rows, schema
from dragoman.store.codec import decode, encode, encode_reading
from dragoman.store.components import components_of, members_of
from dragoman.store.database import Database, Name, database, shown
from dragoman.store.linking import Linking
from dragoman.store.memory import Clock, begin_revision, now, remember
from dragoman.store.names import LEAST_PREFIX, find_event
from dragoman.store.plane import Plane
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
        self._plane = Plane(connection)
        self._said: tuple[Correction, ...] | None = None

    def standing(self, document: Document) -> Standing:
        """Tell whether the ledger has no such document, has it as it is, or has another one of the same id."""
        with self._transaction():
            return _standing(self._connection, document)

    def add(self, reading: Reading) -> Standing:
        """Keep a reading and retell the story that it belongs to; return how its document stood before.

        Only "new" changes anything. Raises DocumentError where the reading cannot be kept without loss.
        """
        try:
            with self._transaction():
                standing = _standing(self._connection, reading.document)
                if standing == "new":
                    self._add(reading)
                return standing
        except BaseException:
            self._shelf.forget(reading.document.id)  # it was not kept after all
            raise

    def remove(self, document: str, *, hand: str | None = None) -> None:
        """Take a document, by id, out of the ledger with all that rests on it alone; what it told before stays in the ledger's memory.

        Raises NotFoundError where the ledger has no such document.
        """
        with self._transaction():
            if document not in components_of(self._connection, [document]):
                raise NotFoundError(f"expected a document of the ledger, saw {document!r}: none of that id")
            beside = self._plane.beside([document])
            changed = self._linking.leave(self._plane, document)
            revision = begin_revision(self._connection, self._clock, "remove", document=document, hand=hand)
            self._retell(revision.cursor, self._parts({*changed, *beside} - {document}, document), removed=document)
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

    def wrong(self, events: Sequence[str], *, hand: str | None = None) -> Correction:
        """Say that what is told as some events, by id, is none: no mention of them counts, now and whatever comes later.

        Raises NotFoundError for what is no event and LedgerError where none is named.
        """
        with self._transaction():
            found = {e.id: e for e in (find_event(self._connection, name) for name in events)}
            if not found:
                raise LedgerError("expected events that are none, saw no id")
            return self._correct("wrong", (_places(found[id_] for id_ in sorted(found)),), hand)

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
            self._said = None
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

    def settle(self) -> None:
        """Find out what stands beside what in a ledger whose documents were kept before that was written down, and tell what changed."""
        with self._transaction():
            if self._connection.execute(select(schema.profile.c.document).limit(1)).first():
                return
            ids = list(self._connection.execute(select(schema.document.c.id).order_by(schema.document.c.id)).scalars())
            if not ids:
                return
            for id_ in ids:
                self._linking.join(self._plane, self._shelf.reading(id_))
            there = components_of(self._connection, ids)
            members = members_of(self._connection, there.values())
            moved = [part for part in self._parts(ids) if members.get(there[part[0]]) != part]
            if moved:
                revision = begin_revision(self._connection, self._clock, "retell")
                for parts in _by_component(moved, there):
                    self._retell(revision.cursor, parts)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            with self._where.explained(), self._connection.begin():
                yield
        except BaseException:
            self._plane.forget()  # what is held in memory was taken back
            self._said = None
            raise

    def _add(self, reading: Reading) -> None:
        if NUL in reading.document.id:
            raise DocumentError(f"expected a document id of text, saw a NUL in {reading.document.id!a}")
        _keep(self._connection, reading)
        changed = self._linking.join(self._plane, reading)
        revision = begin_revision(self._connection, self._clock, "add", document=reading.document.id)
        self._shelf.keep(reading)
        self._retell(revision.cursor, self._parts({reading.document.id, *changed}), added=reading.document.id)

    def _correct(self, kind: CorrectionKind, sides: tuple[tuple[MentionPlace, ...], ...], hand: str | None) -> Correction:
        correction = Correction(corrections.next_number(self._connection), kind, sides)
        revision = begin_revision(self._connection, self._clock, kind, correction=correction.number, hand=hand)
        corrections.keep(self._connection, correction, revision.cursor)
        self._said = None
        self._retell_around(revision.cursor, correction)
        return correction

    def _retell_around(self, cursor: int, correction: Correction) -> None:
        """Tell anew the stories that hold mentions of a correction, together or apart as is now in force."""
        documents = components_of(self._connection, {mention.document for side in correction.sides for mention in side})
        self._retell(cursor, self._parts(documents), anew=True)

    def _parts(self, changed: Iterable[str], removed: str | None = None) -> list[tuple[str, ...]]:
        """Return what is told side by side now of some documents, and of all that were or are beside them, by document id."""
        found = self._linking.parts(self._plane, changed, self._tied(removed))
        return [tuple(part) for part in found if removed not in part]

    def _in_force(self) -> tuple[Correction, ...]:
        """Return the corrections in force; only this writer changes them."""
        if self._said is None:
            self._said = corrections.in_force(self._connection)
        return self._said

    def _tied(self, removed: str | None = None) -> list[frozenset[str]]:
        """Return the documents of the ledger that corrections tie, a set each."""
        tied = self._linking.tied(self._in_force())
        there = components_of(self._connection, {id_ for documents in tied for id_ in documents}).keys() - {removed}
        return [documents & there for documents in tied if documents & there]

    def _retell(
        self, cursor: int, parts: Sequence[tuple[str, ...]], *, added: str | None = None, removed: str | None = None, anew: bool = False
    ) -> None:
        """Tell `parts`, each named by its first document, in the place of all that their documents told before.

        A part that is what it was is left alone, and a story of the same documents is not told again, unless all is to be told `anew`.
        """
        in_force, tied = self._in_force(), self._tied(removed)
        ids = [id_ for part in parts for id_ in part] + ([removed] if removed else [])
        component_of = components_of(self._connection, ids)
        if not anew:
            members = members_of(self._connection, component_of.values())
            parts = [part for part in parts if added in part or members.get(part[0]) != part]
            ids = [id_ for part in parts for id_ in part] + ([removed] if removed else [])
        components = sorted({component_of[id_] for id_ in ids if id_ != added})
        stories_before = stories_of(self._connection, components)
        told_before = {documents: story for story, documents in stories_before.items()}
        stories_now: dict[str, list[Sequence[str]]] = {}
        kept: dict[str, list[str]] = {}
        for part in parts:
            stories = self._linking.apart(self._plane, part, tied)
            left = [] if anew else [story for story in stories if frozenset(story) in told_before]
            kept[part[0]] = [told_before[frozenset(story)] for story in left]
            stories_now[part[0]] = [story for story in stories if story not in left]
        left_alone = {story: stories_before[story] for own in kept.values() for story in own}
        before = stored_stand(self._connection, components, left_alone)
        known = _nothing if anew else _known(before)
        ledgers = {name: [self._told(story, in_force, known) for story in own] for name, own in stories_now.items()}
        told = [ledger for own in ledgers.values() for ledger in own]
        after = told_stand(told)
        remember(self._connection, cursor, before, after, told)
        _make_components(self._connection, [part[0] for part in parts])
        _clear(self._connection, sorted(before.stories), before, after)
        if removed:
            self._connection.execute(delete(schema.document).where(schema.document.c.id == removed))
        for part in parts:
            _rename(self._connection, schema.document, part[0], part)
            _carry(self._connection, part[0], kept[part[0]])
            for ledger in ledgers[part[0]]:
                _rename(self._connection, schema.event, part[0], [e.id for e in ledger.events if e.id in before.events])
        _write(self._connection, ledgers, before, after)
        _note_sources(self._connection, before, after)
        _drop_components(self._connection, {*components, *([added] if added else ())} - ledgers.keys())

    def _told(self, story: Sequence[str], in_force: tuple[Correction, ...], known: Callable[[str], Event | None]) -> Ledger:
        readings = self._shelf.readings(story)
        again = self._linking.again
        ledger = again(readings, in_force, known) if again else self._linking.tell(readings, in_force)
        _expect_all_told(ledger, readings)
        return ledger


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
        writer = Writer(connection, where, linking, clock)
        writer.settle()
        yield writer


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


def _known(before: Stand) -> Callable[[str], Event | None]:
    """Return what tells by its id what an event was, one that a copy tells left out: whether that one was a copy decides its words, too."""

    def known(id_: str) -> Event | None:
        noun = before.events.get(id_)
        event = decode(noun, Event) if noun else None
        return event if event and all(before.sources.get(t.document, ("", ""))[1] is None for t in event.mentions) else None

    return known


def _nothing(_: str) -> None:
    return None


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


def _by_component(parts: Sequence[tuple[str, ...]], component_of: Mapping[str, str]) -> list[list[tuple[str, ...]]]:
    """Group parts so that the documents of no component are in two groups."""
    groups: dict[str, list[tuple[str, ...]]] = {}
    group_of: dict[str, str] = {}
    for part in parts:
        components = sorted({component_of[id_] for id_ in part})
        names = sorted({group_of.get(c, c) for c in components})
        groups[names[0]] = [*(p for name in names for p in groups.pop(name, [])), part]
        group_of |= dict.fromkeys(components, names[0])
        group_of |= {c: names[0] for c, name in group_of.items() if name in names}
    return list(groups.values())


def _keep(connection: Connection, reading: Reading) -> None:
    """Write down a new document and its reading, in a component of its own for the time being."""
    document = reading.document
    rows.insert_all(connection, schema.component, [{"id": document.id}])
    connection.execute(
        insert(schema.document),
        {
            "id": document.id,
            "digest": digest(document),
            "component": document.id,
            "publisher": rows.plain(document.publisher),
            "published": document.published.isoformat() if document.published else None,
            "family": document.id,
            "copy_of": None,
            "noun": encode(document),
        },
    )
    connection.execute(insert(schema.reading), {"document": document.id, "model": reading.model, "noun": encode_reading(reading)})


def _make_components(connection: Connection, names: Sequence[str]) -> None:
    there: set[str] = set()
    for some in rows.chunks(names):
        there |= set(connection.execute(_COMPONENTS, {"ids": some}).scalars())
    rows.insert_all(connection, schema.component, [{"id": name} for name in names if name not in there])


def _drop_components(connection: Connection, names: Iterable[str]) -> None:
    for some in rows.chunks(sorted(names)):
        connection.execute(_DROP_COMPONENTS, {"ids": some})


def _clear(connection: Connection, stories: Sequence[str], before: Stand, after: Stand) -> None:
    """Delete stories with their quotes, and what is told otherwise now; events that are told as before are left alone."""
    for some in rows.chunks(stories):
        connection.execute(_DROP_STORIES, {"ids": some})
    stale = sorted(id_ for id_, noun in before.events.items() if after.events.get(id_) != noun)
    rows.delete_events(connection, stale)


def _carry(connection: Connection, name: str, stories: Sequence[str]) -> None:
    """Give stories that are not told again, with their events and quotes, the name of the component that they are in now."""
    moved: list[str] = []
    for some in rows.chunks(stories):
        moved += connection.execute(_MOVED, {"ids": some, "name": name}).scalars()
    for some in rows.chunks(moved):
        for carrying in _CARRYING:
            connection.execute(carrying, {"ids": some, "name": name})


def _rename(connection: Connection, table: Table, name: str, ids: Sequence[str]) -> None:
    for some in rows.chunks(ids):
        connection.execute(_RENAMING[table.name], {"ids": some, "name": name})


def _write(connection: Connection, ledgers: Mapping[str, Sequence[Ledger]], before: Stand, after: Stand) -> None:
    """Write what newly told ledgers tell, given by component, all rows of a table in one go; events that are told as before are there."""
    found: dict[Table, list[dict[str, Any]]] = {}
    for name, own in ledgers.items():
        for ledger in own:
            fresh = [e for e in ledger.events if before.events.get(e.id) != after.events[e.id]]
            for table, some in (
                *rows.event_rows(name, fresh, after.events, {s.document.id: s.document for s in ledger.sources}),
                *rows.story_rows(name, ledger.stories),
                (schema.quote, rows.quote_rows(name, ledger.quotes, ledger.stories)),
            ):
                found.setdefault(table, []).extend(some)
    for table, every in found.items():
        rows.insert_all(connection, table, every)


def _note_sources(connection: Connection, before: Stand, after: Stand) -> None:
    """Note families and copies where they changed."""
    document = schema.document
    for id_, (family, copy_of) in after.sources.items():
        if before.sources.get(id_) != (family, copy_of):
            connection.execute(update(document).where(document.c.id == id_).values(family=family, copy_of=copy_of))


_NAME: BindParameter[str] = bindparam("name")
_COMPONENTS = select(schema.component.c.id).where(schema.component.c.id.in_(rows.IDS))
_DROP_COMPONENTS = delete(schema.component).where(schema.component.c.id.in_(rows.IDS))
_DROP_STORIES = delete(schema.story).where(schema.story.c.id.in_(rows.IDS))
_RENAMING = {
    table.name: update(table).where(table.c.id.in_(rows.IDS), table.c.component != _NAME).values(component=_NAME)
    for table in (schema.document, schema.event)
}
_MOVED = select(schema.story.c.id).where(schema.story.c.id.in_(rows.IDS), schema.story.c.component != _NAME)
_TOLD_IN = (
    select(schema.telling.c.event)
    .join(schema.story_document, schema.story_document.c.document == schema.telling.c.document)
    .where(schema.story_document.c.story.in_(rows.IDS))
)
_CARRYING = (
    update(schema.story).where(schema.story.c.id.in_(rows.IDS)).values(component=_NAME),
    update(schema.quote).where(schema.quote.c.story.in_(rows.IDS)).values(component=_NAME),
    update(schema.event).where(schema.event.c.id.in_(_TOLD_IN)).values(component=_NAME),
)
