"""Counts of the events that match a filter: by participant, place, month and kind, and by pairs of parties."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, select

from dragoman.nouns.page import Dealing, Kind, PartyTally, PlaceTally
from dragoman.store import schema
from dragoman.store.columns import Chosen, Columns, Facet
from dragoman.store.matching import PARTIES

_MONTH_CHARS = 7


def parties(columns: Columns, connection: Connection, chosen: Chosen | None, only: str | None = None) -> tuple[PartyTally, ...]:
    """Return participants with a stable id by how many events they are in, most first; `only` is the id of one of them."""
    party = schema.event_party.c
    there = party.actor.is_not(None), party.role.in_(PARTIES)
    named = select(party.event, party.actor, party.name, party.role).where(*there)
    counted = columns.facet("parties", connection, named).counts(chosen)
    wanted = [(*key, events) for key, events in counted if only in (None, key[0])]
    # An actor may be told of with its state and without; the state is the one, or the last, that matching events give.
    stated = select(party.event, party.actor, party.name, party.role, party.state).where(*there, party.state.is_not(None))
    states = {key[:3]: key[3] for key, _ in columns.facet("states", connection, stated).counts(chosen)}
    found = [PartyTally(actor, name, states.get((actor, name, role)), role, events) for actor, name, role, events in wanted]
    return tuple(sorted(found, key=lambda t: (-t.events, t.actor, t.name, t.role)))


def places(columns: Columns, connection: Connection, chosen: Chosen | None) -> tuple[PlaceTally, ...]:
    """Return places by how many events they saw, most first."""
    party = schema.event_party.c
    query = select(party.event, party.name, party.state).where(party.role == "place")
    counted = columns.facet("places", connection, query, order=lambda key: (key[0], key[1] or "")).counts(chosen)
    found = [PlaceTally(name, state, events) for (name, state), events in counted]
    return tuple(sorted(found, key=lambda t: (-t.events, t.name, t.state or "")))


def dealings(columns: Columns, connection: Connection, chosen: Chosen | None) -> tuple[Dealing, ...]:
    """Return how many events pairs of parties had with each other, by month and PLOVER class."""
    a, b = schema.event_party.alias("a"), schema.event_party.alias("b")
    index = schema.event_index
    joined = a.join(b, and_(a.c.event == b.c.event, _node(a.c) < _node(b.c))).join(index, index.c.event == a.c.event)
    query = (
        select(a.c.event, _node(a.c), _node(b.c), _month(), index.c.quad)
        .select_from(joined)
        .where(a.c.role.in_(("actor", "recipient")), b.c.role.in_(("actor", "recipient")), index.c.quad.is_not(None))
    )
    counted = columns.facet("dealings", connection, query, order=lambda key: (key[0], key[1], key[2] or "", key[3])).counts(chosen)
    return tuple(Dealing(a_, b_, month, quad, events) for (a_, b_, month, quad), events in counted)


def kinds(columns: Columns, connection: Connection, chosen: Chosen | None) -> tuple[Kind, ...]:
    """Return how many events there are by month, type, status and PLOVER class."""
    index = schema.event_index.c
    query = select(index.event, _month(), index.type, index.status, index.quad)
    ordered = columns.facet("kinds", connection, query, order=lambda key: (key[0] or "", key[1], key[2], key[3] or 0))
    return tuple(Kind(month, type_, status, quad, events) for (month, type_, status, quad), events in ordered.counts(chosen))


def stories(columns: Columns, connection: Connection) -> Facet:
    """Return which stories tell each event: id and first and last day, "" for none, those last reported first."""
    telling, member, document = schema.telling.c, schema.story_document.c, schema.document.c
    # Of days that were worked out only those that a publisher gave are compared: a report that may be of any year is not the latest.
    first, last = func.min(document.published), func.max(document.published)
    query = select(member.story, first, last).join_from(schema.story_document, schema.document).group_by(member.story).subquery()
    dated = (
        select(telling.event, *query.c)
        .select_from(schema.telling.join(schema.story_document, member.document == telling.document))
        .join(query, query.c.story == member.story)
    )
    return columns.facet("stories", connection, dated, order=_latest_first)


def documents(columns: Columns, connection: Connection) -> Facet:
    """Return which documents tell each event: id, and the day on which they were published, None for none, the last first."""
    telling, document = schema.telling.c, schema.document.c
    query = select(telling.event, document.id, document.published).join_from(schema.telling, schema.document)
    return columns.facet("documents", connection, query, order=_latest_first)


def span_of_reports(connection: Connection) -> tuple[str | None, str | None]:
    """Return the first and the last day of the reports that tell an event, ISO."""
    index = schema.event_index.c
    asked = (func.min(index.first_report), func.max(index.last_report))
    first, last = connection.execute(select(*(select(one).scalar_subquery() for one in asked))).one()
    return first, last


def state(connection: Connection) -> str:
    """Return the last cursor with its moment and the first one's: another ledger may have as many revisions, but not at the same times."""
    revision = schema.revision.c
    # Each looked up by itself: asked for together they are sought in all rows.
    asked = (func.max(revision.cursor), func.max(revision.recorded), func.min(revision.recorded))
    return " ".join(map(str, connection.execute(select(*(select(one).scalar_subquery() for one in asked))).one()))


def _latest_first(key: tuple[Any, ...]) -> tuple[bool, tuple[int, ...], str]:
    return not key[-1], tuple(-ord(c) for c in key[-1] or ""), key[0]


def _node(party: Any) -> ColumnElement[Any]:
    return case((party.state.is_not(None), literal("state:").concat(party.state)), else_=party.actor)


def _month() -> ColumnElement[Any]:
    first, last = (func.substr(day, 1, _MONTH_CHARS) for day in (schema.event_index.c.earliest, schema.event_index.c.latest))
    return case((first == last, first), else_=None)
