"""Counts of the events that match a filter: by participant, place, month and kind, and by pairs of parties."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, select

from dragoman.nouns.filter import Filter
from dragoman.nouns.page import Dealing, Kind, PartyTally, PlaceTally
from dragoman.store import schema
from dragoman.store.listing import EVERYTHING, matching
from dragoman.store.matching import PARTIES

_MONTH_CHARS = 7


def parties(connection: Connection, wanted: Filter, only: str | None = None) -> tuple[PartyTally, ...]:
    """Return participants with a stable id by how many events they are in, most first; `only` is the id of one of them."""
    party = schema.event_party
    count = func.count(party.c.event.distinct()).label("events")
    query = select(party.c.actor, party.c.name, func.max(party.c.state).label("state"), party.c.role, count).where(
        party.c.actor.is_not(None), party.c.role.in_(PARTIES), *_among(wanted, party.c.event)
    )
    if only is not None:
        query = query.where(party.c.actor == only)
    rows = connection.execute(query.group_by(party.c.actor, party.c.name, party.c.role))
    found = [PartyTally(r.actor, r.name, r.state, r.role, r.events) for r in rows]
    return tuple(sorted(found, key=lambda t: (-t.events, t.actor, t.name, t.role)))


def places(connection: Connection, wanted: Filter) -> tuple[PlaceTally, ...]:
    """Return places by how many events they saw, most first."""
    party = schema.event_party
    count = func.count(party.c.event.distinct()).label("events")
    query = select(party.c.name, party.c.state, count).where(party.c.role == "place", *_among(wanted, party.c.event))
    found = [PlaceTally(r.name, r.state, r.events) for r in connection.execute(query.group_by(party.c.name, party.c.state))]
    return tuple(sorted(found, key=lambda t: (-t.events, t.name, t.state or "")))


def dealings(connection: Connection, wanted: Filter) -> tuple[Dealing, ...]:
    """Return how many events pairs of parties had with each other, by month and PLOVER class."""
    a, b = schema.event_party.alias("a"), schema.event_party.alias("b")
    index, event = schema.event_index, schema.event
    nodes = _node(a.c).label("a"), _node(b.c).label("b")
    joined = (
        a.join(b, and_(a.c.event == b.c.event, _node(a.c) < _node(b.c)))
        .join(index, index.c.event == a.c.event)
        .join(event, event.c.id == a.c.event)
    )
    roles = [a.c.role.in_(("actor", "recipient")), b.c.role.in_(("actor", "recipient"))]
    month = _month().label("month")
    query = (
        select(*nodes, month, index.c.quad, func.count(a.c.event.distinct()).label("events"))
        .select_from(joined)
        .where(*roles, index.c.quad.is_not(None), *_among(wanted, a.c.event))
        .group_by(*nodes, month, index.c.quad)
    )
    found = [Dealing(r.a, r.b, r.month, r.quad, r.events) for r in connection.execute(query)]
    return tuple(sorted(found, key=lambda d: (d.a, d.b, d.month or "", d.quad)))


def kinds(connection: Connection, wanted: Filter) -> tuple[Kind, ...]:
    """Return how many events there are by month, type, status and PLOVER class."""
    event, index = schema.event.c, schema.event_index.c
    month = _month().label("month")
    query = matching(wanted, month, event.type, event.status, index.quad, func.count().label("events"))
    rows = connection.execute(query.group_by(month, event.type, event.status, index.quad))
    found = [Kind(r.month, r.type, r.status, r.quad, r.events) for r in rows]
    return tuple(sorted(found, key=lambda k: (k.month or "", k.type, k.status, k.quad or 0)))


def span_of_reports(connection: Connection) -> tuple[str | None, str | None]:
    """Return the first and the last day of the reports that tell an event, ISO."""
    index = schema.event_index.c
    row = connection.execute(select(func.min(index.first_report), func.max(index.last_report))).one()
    return row[0], row[1]


def state(connection: Connection) -> str:
    """Return the last cursor with its moment and the first one's: another ledger may have as many revisions, but not at the same times."""
    revision = schema.revision.c
    rows = connection.execute(select(func.max(revision.cursor), func.max(revision.recorded), func.min(revision.recorded))).one()
    return " ".join(map(str, rows))


def _among(wanted: Filter, column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    return [] if wanted == EVERYTHING else [column.in_(matching(wanted, schema.event.c.id))]


def _node(party: Any) -> ColumnElement[Any]:
    return case((party.state.is_not(None), literal("state:").concat(party.state)), else_=party.actor)


def _month() -> ColumnElement[Any]:
    first, last = (func.substr(day, 1, _MONTH_CHARS) for day in (schema.event.c.earliest, schema.event.c.latest))
    return case((first == last, first), else_=None)
