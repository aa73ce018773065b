"""Events, stories and quotes as rows: the noun whole, and beside it what queries filter by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Insert, Table, bindparam, delete, func, insert, select
from sqlalchemy.dialects.postgresql import ARRAY

from dragoman.nouns.ledger import Event, Quotation, Story
from dragoman.nouns.text import Document
from dragoman.store import schema
from dragoman.store.codec import encode
from dragoman.store.index import index_row, number, search_row

IDS_PER_QUERY = 500  # well under SQLite's limit of bound variables

IDS: BindParameter[Sequence[str]] = bindparam("ids", expanding=True)
"""Ids that a statement is given: one that is put together once takes a third of the time of one that is put together for each asking."""

ROLES = {"actor": "actors", "recipient": "recipients", "place": "places", "companion": "companions"}
"""Role of a party in the table `event_party`, and the field of Event that holds it."""


def chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield `ids` in pieces that one statement takes as bound variables."""
    for start in range(0, len(ids), IDS_PER_QUERY):
        yield ids[start : start + IDS_PER_QUERY]


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert all rows at once; no row is no statement."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":  # whose driver would send row after row and wait for each
        names = tuple(rows[0])
        connection.execute(_from_arrays(table, names), {name: [row[name] for row in rows] for name in names})
    else:
        connection.execute(_insertion(table), rows)


@cache
def _insertion(table: Table) -> Insert:
    return insert(table)


@cache
def _from_arrays(table: Table, names: tuple[str, ...]) -> Insert:
    """Return an insertion of many rows in one statement, of one array for each column."""
    columns = [func.unnest(bindparam(name, type_=ARRAY(table.c[name].type))) for name in names]
    return insert(table).from_select(list(names), select(*columns))


def plain(text: str | None) -> str | None:
    """Return a text for a column that queries filter by: a server keeps no NUL in a text. The noun beside it has the text as it was."""
    return text.replace("\x00", "\ufffd") if text else text


def insert_events(
    connection: Connection, component: str, events: Sequence[Event], nouns: Mapping[str, str], documents: Mapping[str, Document]
) -> None:
    """Insert events of one component; `nouns` holds them encoded by id, `documents` what tells them by id."""
    for table, rows in event_rows(component, events, nouns, documents):
        insert_all(connection, table, rows)


def event_rows(
    component: str, events: Sequence[Event], nouns: Mapping[str, str], documents: Mapping[str, Document]
) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """Yield each table that holds something of an event with its rows, in the order in which they refer to each other."""
    yield schema.event, [_event(component, e, nouns[e.id]) for e in events]
    yield schema.event_mode, [{"event": e.id, "mode": mode} for e in events for mode in sorted(set(e.modes))]
    yield schema.event_context, [{"event": e.id, "context": context} for e in events for context in sorted(set(e.contexts))]
    yield schema.event_party, [row for e in events for row in _parties(e)]
    yield schema.telling, [row for e in events for row in _tellings(e)]
    yield schema.event_index, [index_row(e, documents) for e in events]
    # In order of their numbers, as FTS5 takes them in best.
    yield schema.event_search, sorted((search_row(e, documents) for e in events), key=lambda row: int(row["rowid"]))


def delete_events(connection: Connection, ids: Sequence[str]) -> None:
    """Delete events with everything that hangs on them."""
    for some in chunks(ids):
        # By hand, as FTS5 knows no foreign keys.
        connection.execute(_DELETE_SEARCH, {"ids": [number(id_) for id_ in some]})
        connection.execute(_DELETE_EVENTS, {"ids": some})


_DELETE_SEARCH = delete(schema.event_search).where(schema.event_search.c.rowid.in_(IDS))
_DELETE_EVENTS = delete(schema.event).where(schema.event.c.id.in_(IDS))


def insert_stories(connection: Connection, component: str, stories: Sequence[Story]) -> None:
    """Insert stories of one component."""
    for table, rows in story_rows(component, stories):
        insert_all(connection, table, rows)


def story_rows(component: str, stories: Sequence[Story]) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """Yield each table that holds something of a story with its rows, in the order in which they refer to each other."""
    yield schema.story, [{"id": s.id, "component": component, "title": plain(s.title), "noun": encode(s)} for s in stories]
    yield schema.story_document, [{"story": s.id, "document": d} for s in stories for d in sorted(set(s.documents))]


def insert_quotes(connection: Connection, component: str, quotes: Sequence[Quotation], stories: Sequence[Story]) -> None:
    """Insert quotes of one component, each with the story of its first document."""
    insert_all(connection, schema.quote, quote_rows(component, quotes, stories))


def quote_rows(component: str, quotes: Sequence[Quotation], stories: Sequence[Story]) -> list[dict[str, Any]]:
    """Return the rows of quotes of one component."""
    story_of = {document: s.id for s in stories for document in s.documents}
    of_story: dict[str, list[Quotation]] = {}
    for q in quotes:
        of_story.setdefault(story_of[q.evidence[0].document], []).append(q)
    return [
        {
            "story": story,
            "position": i,
            "component": component,
            "words": plain(q.words),
            "speaker": plain(q.speaker.actor) if q.speaker else None,
            "noun": encode(q),
        }
        for story, own in of_story.items()
        for i, q in enumerate(own)
    ]


def _event(component: str, event: Event, noun: str) -> dict[str, Any]:
    return {
        "id": event.id,
        "component": component,
        "noun": noun,
    }


def _parties(event: Event) -> list[dict[str, Any]]:
    return [
        {
            "event": event.id,
            "role": role,
            "position": i,
            "name": plain(party.name),
            "actor": plain(party.actor),
            "state": plain(party.state),
        }
        for role, field in ROLES.items()
        for i, party in enumerate(getattr(event, field))
    ]


def _tellings(event: Event) -> list[dict[str, Any]]:
    return [
        {
            "event": event.id,
            "position": i,
            "mention": telling.id,
            "document": telling.document,
            "start_char": telling.trigger.start,
            "end_char": telling.trigger.end,
            "status": telling.status,
            "probability": telling.probability,
        }
        for i, telling in enumerate(event.mentions)
    ]
