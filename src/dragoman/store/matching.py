"""A filter as conditions on the rows of events; every condition is true or false of every event, so that its twin keeps the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, true

from dragoman.nouns.filter import Filter, Phrase, Search, Who
from dragoman.store.holds import Holds
from dragoman.store.schema import event, event_context, event_index, event_mode, event_party

PARTIES = ("actor", "recipient", "companion")


def conditions(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """Yield what an event's row must satisfy; rows of `event` and `event_index` are joined by whoever asks."""
    for name in wanted.only.named:
        yield _CONDITIONS[name](getattr(wanted.only, name))
    for name in wanted.without.named:
        yield not_(_CONDITIONS[name](getattr(wanted.without, name)))


def _in_role(*roles: str) -> Callable[[Iterable[Who]], ColumnElement[bool]]:
    return lambda people: or_(*(_is_there(who, roles) for who in people))


def _is_there(who: Who, roles: tuple[str, ...]) -> ColumnElement[bool]:
    if who.kind == "name":
        return or_(*(Holds(f"{role}s", (Phrase((who.value,), exact=True),)) for role in roles))
    column = event_party.c
    is_it = column.actor == who.value if who.kind == "id" else or_(column.state == who.value, column.actor == f"state:{who.value}")
    return exists().where(column.event == event.c.id, column.role.in_(roles), is_it)


def _state(codes: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(_is_there(Who("state", code), PARTIES) for code in codes))


def _text(wanted: Search) -> ColumnElement[bool]:
    has = [_holds(group) for group in wanted.groups]
    lacks = [not_(_holds((phrase,))) for phrase in wanted.without]
    return and_(true(), *has, *lacks)


def _holds(group: tuple[Phrase, ...]) -> ColumnElement[bool]:
    as_written = tuple(p for p in group if p.exact or p.prefix)
    in_any_form = tuple(p for p in group if not (p.exact or p.prefix))
    return or_(*(Holds(column, phrases) for column, phrases in (("words", as_written), ("stems", in_any_form)) if phrases))


def _reaches(column: ColumnElement[Any], day: str) -> ColumnElement[bool]:
    return func.coalesce(column >= day, False)


def _begins(column: ColumnElement[Any], day: str) -> ColumnElement[bool]:
    return func.coalesce(column <= day, False)


_CONDITIONS: Mapping[str, Callable[[Any], ColumnElement[bool]]] = {
    "actor": _in_role("actor"),
    "recipient": _in_role("recipient"),
    "party": _in_role(*PARTIES),
    "between": lambda people: and_(*(_is_there(who, PARTIES) for who in people)),
    "state": _state,
    "place": _in_role("place"),
    "type": event.c.type.in_,
    "quad": lambda quads: func.coalesce(event_index.c.quad, 0).in_(quads),
    "mode": lambda modes: exists().where(event_mode.c.event == event.c.id, event_mode.c.mode.in_(modes)),
    "context": lambda contexts: exists().where(event_context.c.event == event.c.id, event_context.c.context.in_(contexts)),
    "status": event.c.status.in_,
    "since": lambda day: _reaches(event.c.latest, day),
    "until": lambda day: _begins(event.c.earliest, day),
    "reported_since": lambda day: _reaches(event_index.c.last_report, day),
    "reported_until": lambda day: _begins(event_index.c.first_report, day),
    "sources": lambda least: event.c.independent_sources >= least,
    "disagreement": lambda _: event_index.c.disagreement == 1,
    "text": _text,
}
