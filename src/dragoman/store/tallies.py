"""Counts of the events that match a filter: by participant, place, month and kind, and by pairs of parties."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, func, select

from dragoman.nouns.page import Dealing, Kind, PartyTally, PlaceTally
from dragoman.store import schema
from dragoman.store.columns import Columns, Parties
from dragoman.store.facets import NOTHING, Chosen, Coded, Facet, Ints
from dragoman.store.listed import listed
from dragoman.store.matching import PARTIES

_MONTH_CHARS = 7


def parties(columns: Columns, connection: Connection, chosen: Chosen | None, only: str | None = None) -> tuple[PartyTally, ...]:
    """Return participants with a stable id by how many events they are in, most first; `only` is the id of one of them."""
    named, stated = columns.lasting("participants", lambda: _participants(columns.parties(connection)))
    # An actor may be told of with its state and without; the state is the one, or the last, that matching events give.
    states = {key[:3]: key[3] for key, _ in stated.counts(chosen)}
    found = [
        PartyTally(actor, name, states.get((actor, name, role)), role, events)
        for (actor, name, role), events in named.counts(chosen)
        if only in (None, actor)
    ]
    return tuple(sorted(found, key=lambda t: (-t.events, t.actor, t.name, t.role)))


def _participants(told: Parties) -> tuple[Facet, Facet]:
    """Return what events have of actor, name and role, and of these with a state, where they have one."""
    there = (told.actors.codes != NOTHING) & told.roles.among(PARTIES)
    stated = there & (told.states.codes != NOTHING)
    actors, names, roles, states = told.actors, told.names, told.roles, told.states
    return (
        Facet.joined(told.events[there], *(column.taken(there) for column in (actors, names, roles))),
        Facet.joined(told.events[stated], *(column.taken(stated) for column in (actors, names, roles, states))),
    )


def places(columns: Columns, connection: Connection, chosen: Chosen | None) -> tuple[PlaceTally, ...]:
    """Return places by how many events they saw, most first."""
    counted = columns.lasting("places", lambda: _places(columns.parties(connection))).counts(chosen)
    found = [PlaceTally(name, state, events) for (name, state), events in counted]
    return tuple(sorted(found, key=lambda t: (-t.events, t.name, t.state or "")))


def _places(told: Parties) -> Facet:
    there = told.roles.among(("place",))
    return Facet.joined(told.events[there], told.names.taken(there), told.states.taken(there))


def dealings(columns: Columns, connection: Connection, chosen: Chosen | None) -> tuple[Dealing, ...]:
    """Return how many events pairs of parties had with each other, by month and PLOVER class."""
    counted = columns.lasting("dealings", lambda: _dealings(columns, columns.parties(connection))).counts(chosen)
    return tuple(Dealing(a, b, month, quad, events) for (a, b, month, quad), events in counted)


def _dealings(columns: Columns, told: Parties) -> Facet:
    """Return the pairs of nodes that events have, with their month and class; events without a class have none."""
    nodes, node = _nodes(told)
    acting = told.roles.among(("actor", "recipient")) & (node != NOTHING)
    events, node = np.divmod(np.unique(told.events[acting] * len(nodes) + node[acting]), max(1, len(nodes)))
    # Nodes of one event stand side by side, in order: each is paired with the next, the one after it, and so on.
    pairs = []
    for apart in range(1, int(np.bincount(events).max(initial=0))):
        first = np.flatnonzero(events[:-apart] == events[apart:])
        pairs.append((events[first], node[first], node[first + apart]))
    event, a, b = (np.concatenate([pair[n] for pair in pairs] or [np.zeros(0, np.int64)]) for n in range(3))
    quad = columns.column("quad")
    coded = quad.codes[event] != NOTHING
    event, a, b = event[coded], a[coded], b[coded]
    return Facet.joined(event, Coded(nodes, a), Coded(nodes, b), _months(columns).taken(event), quad.taken(event))


def _nodes(told: Parties) -> tuple[list[str], Ints]:
    """Return whom parties count as, in order, and which of them each party is: its state with all who belong to it, else itself."""
    stated = [f"state:{state}" for state in told.states.keys]
    nodes = sorted({*stated, *told.actors.keys})
    place = {node: n for n, node in enumerate(nodes)}
    by_state, by_actor = (np.array([*(place[node] for node in keys), NOTHING]) for keys in (stated, told.actors.keys))
    return nodes, np.where(told.states.codes != NOTHING, by_state[told.states.codes], by_actor[told.actors.codes])


def kinds(columns: Columns, chosen: Chosen | None) -> tuple[Kind, ...]:
    """Return how many events there are by month, type, status and PLOVER class."""
    counted = columns.lasting("kinds", lambda: _kinds(columns)).counts(chosen)
    return tuple(Kind(month, type_, status, quad, events) for (month, type_, status, quad), events in counted)


def _kinds(columns: Columns) -> Facet:
    asked = (_months(columns), *map(columns.column, ("type", "status", "quad")))
    return Facet.joined(np.arange(len(columns)), *asked)


def _months(columns: Columns) -> Coded:
    """Return in which month events lie, None where no single one is known."""
    first, last = ([key[:_MONTH_CHARS] for key in columns.column(name).keys] for name in ("earliest", "latest"))
    months = sorted({*first, *last})
    place = {month: n for n, month in enumerate(months)}
    begins, ends = (np.array([*map(place.__getitem__, found), NOTHING]) for found in (first, last))
    begin, end = begins[columns.column("earliest").codes], ends[columns.column("latest").codes]
    return Coded(months, np.where(begin == end, begin, NOTHING))


def stories(columns: Columns, connection: Connection) -> Facet:
    """Return which stories tell each event: id and first and last day, "" for none, those last reported first."""
    return columns.lasting("stories", lambda: _stories(columns, connection))


def _stories(columns: Columns, connection: Connection) -> Facet:
    telling, member, document = schema.telling.c, schema.story_document.c, schema.document.c
    # Of days that were worked out only those that a publisher gave are compared: a report that may be of any year is not the latest.
    first, last = func.min(document.published), func.max(document.published)
    dated = listed(connection, select(member.story, first, last).join_from(schema.story_document, schema.document).group_by(member.story))
    ordered = sorted(zip(*dated, strict=True), key=_latest_first)
    place = {key[0]: n for n, key in enumerate(ordered)}
    told = listed(
        connection,
        select(telling.event, member.story).join_from(schema.telling, schema.story_document, member.document == telling.document),
    )
    codes = np.fromiter(map(place.__getitem__, told[1]), np.int64, len(told[1]))
    return Facet(columns.positions(told[0]), codes, ordered, _latest_first)


def documents(columns: Columns, connection: Connection) -> Facet:
    """Return which documents tell each event: id, and the day on which they were published, None for none, the last first."""
    return columns.lasting("documents", lambda: _documents(columns, connection))


def _documents(columns: Columns, connection: Connection) -> Facet:
    telling, document = schema.telling.c, schema.document.c
    ordered = sorted(zip(*listed(connection, select(document.id, document.published)), strict=True), key=_latest_first)
    place = {key[0]: n for n, key in enumerate(ordered)}
    events, told_in = listed(connection, select(telling.event, telling.document))
    codes = np.fromiter(map(place.__getitem__, told_in), np.int64, len(told_in))
    return Facet(columns.positions(events), codes, ordered, _latest_first)


def quotes(columns: Columns, connection: Connection, chosen: Chosen, after: tuple[str, int] | None, most: int) -> list[tuple[str, int]]:
    """Return where at most `most` quotes stand that were told together with a chosen event, by story and position, those after a place."""
    places, beside, components = columns.lasting("quotes", lambda: _quotes(columns, connection))
    told = np.zeros(len(components.keys), np.bool_)
    told[components.codes[chosen]] = True
    found = np.flatnonzero(told[beside])
    start = 0 if after is None else int(np.searchsorted(found, bisect_right(places, after)))
    return [places[n] for n in found[start : start + most].tolist()]


def _quotes(columns: Columns, connection: Connection) -> tuple[list[tuple[str, int]], Ints, Coded]:
    """Return the places of all quotes in order, the component of each, and the components of events, as codes of one table."""
    quote, event = schema.quote.c, schema.event.c
    events, component = listed(connection, select(event.id, event.component))
    found = sorted(zip(*listed(connection, select(quote.story, quote.position, quote.component)), strict=True))
    coded = Coded.of([*component, *(of for _, _, of in found)])
    of_events = np.full(len(columns), NOTHING)
    of_events[columns.positions(events)] = coded.codes[: len(component)]
    return [(story, position) for story, position, _ in found], coded.codes[len(component) :], Coded(coded.keys, of_events)


def span_of_reports(connection: Connection) -> tuple[str | None, str | None]:
    """Return the first and the last day of the reports that tell an event, ISO."""
    index = schema.event_index.c
    asked = (func.min(index.first_report), func.max(index.last_report))
    first, last = connection.execute(select(*(select(one).scalar_subquery() for one in asked))).one()
    return first, last


_REVISION = schema.revision.c
STATE: Final = tuple(
    # Each looked up by itself: asked for together they are sought in all rows.
    select(one).scalar_subquery()
    for one in (func.max(_REVISION.cursor), func.max(_REVISION.recorded), func.min(_REVISION.recorded))
)
"""The last cursor with its moment and the first one's: another ledger may have as many revisions, but not at the same times."""


def state(connection: Connection) -> str:
    """Return how a ledger stands, as a word."""
    return state_of(connection.execute(_STATE).one())


def state_of(found: Sequence[Any]) -> str:
    """Return the word for what `STATE` was found to be."""
    return " ".join(map(str, found))


_STATE: Final = select(*STATE)  # made once: to make a query and to find what it was compiled to takes longer than to ask it


def _latest_first(key: tuple[Any, ...]) -> tuple[bool, tuple[int, ...], str]:
    return not key[-1], tuple(-ord(c) for c in key[-1] or ""), key[0]
