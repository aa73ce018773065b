"""What each part of a filter means of the columns in memory: for each event whether it meets it.

The words of texts and names are asked of the database, which has an index of them. `matching` says the same in SQL, for whoever asks
once; the tests hold the two to one meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

import numpy as np

from dragoman.nouns.filter import Phrase, Search, Who
from dragoman.store.facets import Chosen, Coded
from dragoman.store.matching import PARTIES


class Events(Protocol):
    """The events of a ledger as columns, a row for each."""

    def __len__(self) -> int: ...

    def column(self, name: str) -> Coded:
        """Return what events have of a column of `event_index`."""

    def party(self, roles: tuple[str, ...], who: Who) -> Chosen:
        """Return which events have someone in one of some roles, who is asked for by id or state."""

    def tagged(self, name: str, wanted: Iterable[str]) -> Chosen:
        """Return which events have one of some modes or contexts."""

    def holding(self, column: str, phrases: tuple[Phrase, ...]) -> Chosen:
        """Return which events hold one of some phrases in a column of full-text search."""


def mask(events: Events, name: str, value: Any) -> Chosen:
    """Return for each event whether it meets a part of a filter of a name and a value, not turned round."""
    return _MASKS[name](events, value)


def _any(events: Events, masks: Iterable[Chosen]) -> Chosen:
    found = np.zeros(len(events), np.bool_)
    for one in masks:
        found |= one
    return found


def _all(events: Events, masks: Iterable[Chosen]) -> Chosen:
    found = np.ones(len(events), np.bool_)
    for one in masks:
        found &= one
    return found


def _is_there(events: Events, who: Who, roles: tuple[str, ...]) -> Chosen:
    if who.kind == "name":
        return _any(events, (events.holding(f"{role}s", (Phrase((who.value,), exact=True),)) for role in roles))
    return events.party(roles, who)


def _in_role(*roles: str) -> Callable[[Events, Iterable[Who]], Chosen]:
    return lambda events, people: _any(events, (_is_there(events, who, roles) for who in people))


def _text(events: Events, wanted: Search) -> Chosen:
    has = [_holds(events, group) for group in wanted.groups]
    lacks = [~_holds(events, (phrase,)) for phrase in wanted.without]
    return _all(events, [*has, *lacks])


def _holds(events: Events, group: tuple[Phrase, ...]) -> Chosen:
    as_written = tuple(p for p in group if p.exact or p.prefix)
    in_any_form = tuple(p for p in group if not (p.exact or p.prefix))
    return _any(events, (events.holding(name, phrases) for name, phrases in (("words", as_written), ("stems", in_any_form)) if phrases))


_MASKS: Mapping[str, Callable[[Events, Any], Chosen]] = {
    "actor": _in_role("actor"),
    "recipient": _in_role("recipient"),
    "party": _in_role(*PARTIES),
    "between": lambda events, people: _all(events, (_is_there(events, who, PARTIES) for who in people)),
    "state": lambda events, codes: _any(events, (events.party(PARTIES, Who("state", code)) for code in codes)),
    "place": _in_role("place"),
    "type": lambda events, types: events.column("type").among(types),
    "quad": lambda events, quads: events.column("quad").among(quads),
    "mode": lambda events, modes: events.tagged("mode", modes),
    "context": lambda events, contexts: events.tagged("context", contexts),
    "status": lambda events, statuses: events.column("status").among(statuses),
    "since": lambda events, day: events.column("latest").reaching(day),
    "until": lambda events, day: events.column("earliest").up_to(day),
    "reported_since": lambda events, day: events.column("last_report").reaching(day),
    "reported_until": lambda events, day: events.column("first_report").up_to(day),
    "sources": lambda events, least: events.column("independent_sources").reaching(least),
    "disagreement": lambda events, _: events.column("disagreement").among((1,)),
    "text": _text,
}
