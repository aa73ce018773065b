"""A filter as conditions on the rows of events; every condition is true or false of every event, so that its twin keeps the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, func, not_, or_, select, true

from dragoman.nouns.filter import Filter, Phrase, Search, Who
from dragoman.store.holds import holds
from dragoman.store.schema import event_context, event_index, event_mode, event_party

PARTIES = ("actor", "recipient", "companion")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a filter: what an event's row in `event_index` must satisfy, or, where it is not `kept`, must not."""

    name: str
    value: Any
    kept: bool

    @property
    def key(self) -> tuple[str, Any]:
        """Return by what the part is known, turned round or not."""
        return self.name, self.value

    @property
    def condition(self) -> ColumnElement[bool]:
        """Return the condition, not turned round."""
        return _CONDITIONS[self.name](self.value)


def parts(wanted: Filter) -> Iterator[Part]:
    """Yield the parts of a filter, all of which an event must meet."""
    for criteria, kept in ((wanted.only, True), (wanted.without, False)):
        for name in criteria.named:
            yield Part(name, getattr(criteria, name), kept)


def matching(wanted: Filter, *columns: ColumnElement[Any]) -> Select[Any]:
    """Return the query of columns of `event_index` of the events that match."""
    where = (part.condition if part.kept else not_(part.condition) for part in parts(wanted))
    return select(*columns).select_from(event_index).where(*where)


def _in_role(*roles: str) -> Callable[[Iterable[Who]], ColumnElement[bool]]:
    return lambda people: or_(*(_is_there(who, roles) for who in people))


def _is_there(who: Who, roles: tuple[str, ...]) -> ColumnElement[bool]:
    if who.kind == "name":
        return or_(*(holds(f"{role}s", (Phrase((who.value,), exact=True),)) for role in roles))
    column = event_party.c
    is_it = column.actor == who.value if who.kind == "id" else or_(column.state == who.value, column.actor == f"state:{who.value}")
    return _among(select(column.event).where(column.role.in_(roles), is_it))


def _state(codes: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(_is_there(Who("state", code), PARTIES) for code in codes))


def _text(wanted: Search) -> ColumnElement[bool]:
    has = [_holds(group) for group in wanted.groups]
    lacks = [not_(_holds((phrase,))) for phrase in wanted.without]
    return and_(true(), *has, *lacks)


def _holds(group: tuple[Phrase, ...]) -> ColumnElement[bool]:
    as_written = tuple(p for p in group if p.exact or p.prefix)
    in_any_form = tuple(p for p in group if not (p.exact or p.prefix))
    return or_(*(holds(column, phrases) for column, phrases in (("words", as_written), ("stems", in_any_form)) if phrases))


def _one_of(table: Table, column: str) -> Callable[[Iterable[str]], ColumnElement[bool]]:
    return lambda wanted: _among(select(table.c.event).where(table.c[column].in_(wanted)))


def _among(events: Select[tuple[str]]) -> ColumnElement[bool]:
    # Not an EXISTS for each event: both databases then look up once who it is about, and begin there where these are few.
    return event_index.c.event.in_(events)


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
    "type": event_index.c.type.in_,
    "quad": lambda quads: func.coalesce(event_index.c.quad, 0).in_(quads),
    "mode": _one_of(event_mode, "mode"),
    "context": _one_of(event_context, "context"),
    "status": event_index.c.status.in_,
    "since": lambda day: _reaches(event_index.c.latest, day),
    "until": lambda day: _begins(event_index.c.earliest, day),
    "reported_since": lambda day: _reaches(event_index.c.last_report, day),
    "reported_until": lambda day: _begins(event_index.c.first_report, day),
    "sources": lambda least: event_index.c.independent_sources >= least,
    "disagreement": lambda _: event_index.c.disagreement == 1,
    "text": _text,
}
