"""What filters and lists ask of every event, as columns in memory: for many questions to one ledger while it stands as it stood.

A question to the database goes through the rows that it is about, and questions hardly ever repeat. So what filters ask for is read
once, as arrays of codes (`facets`), and a filter is a byte an event for each of its parts, joined (`masks`); a tally counts the codes of
what they leave. Nothing here is kept on disk.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock, RLock
from typing import Any, Final, Literal, TypeVar, overload

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, select

from dragoman.nouns.filter import Filter, Phrase, Who
from dragoman.store import schema
from dragoman.store.facets import Chosen, Coded, Groups, Ints
from dragoman.store.holds import numbers_holding
from dragoman.store.listed import listed
from dragoman.store.masks import mask
from dragoman.store.matching import parts

NO_DAY: Final = "9999-99-99"
"""Stands for the day of an event without one: after every day."""

MOST_BYTES: Final = 32_000_000
"""How much the arrays of filters' parts may take together; the ones asked for last are kept."""

QUESTIONS_BEFORE: Final = 3
"""How many filters are asked of the database before columns are made: a ledger that is being added to stands for few."""

_COLUMNS: Final = (
    *("type", "status", "quad", "disagreement", "independent_sources"),
    *("earliest", "latest", "first_report", "last_report"),
)

MOST_GROUPS: Final = 8

Item = TypeVar("Item")
Made = TypeVar("Made")


@contextmanager
def undisturbed() -> Iterator[None]:
    """Make hundreds of thousands of things that stay without looking for garbage among them again and again, which takes twice the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class Columns:
    """The events of a ledger in order of their first day and id. What is asked of a connection must be of the ledger at one cursor."""

    def __init__(self, connection: Connection) -> None:
        names = (*_COLUMNS, "number", "event")
        found = dict(zip(names, listed(connection, select(*(schema.event_index.c[name] for name in names))), strict=True))
        events, days = Coded.of(found["event"]), Coded.of([day or NO_DAY for day in found["earliest"]])
        order = np.lexsort((events.codes, days.codes))
        self._ids = [found["event"][n] for n in order.tolist()]
        self._days = [found["earliest"][n] or NO_DAY for n in order.tolist()]
        self._position = {id_: n for n, id_ in enumerate(self._ids)}
        self._columns = {name: Coded.of(found[name]).taken(order) for name in _COLUMNS}
        numbers = np.array(found["number"], np.int64)[order]
        self._by_number = np.argsort(numbers)
        self._numbers = numbers[self._by_number]
        self._chosen: OrderedDict[Hashable, NDArray[np.uint8]] = OrderedDict()  # a bit an event
        self._lasting: dict[Hashable, Any] = {}
        self._groups: OrderedDict[int, tuple[Any, Groups]] = OrderedDict()  # the things are kept, so that no others get their id
        self._lock = Lock()
        self._making = RLock()

    def __len__(self) -> int:
        return len(self._ids)

    def chosen(self, connection: Connection, wanted: Filter) -> Chosen:
        """Return for each event whether it matches."""
        left = np.ones(len(self), np.bool_)
        for part in parts(wanted):
            met = self._kept(part.key, lambda part=part: mask(_Asked(self, connection), part.name, part.value))  # type: ignore[misc]
            left &= met if part.kept else ~met
        return left

    def named(self, chosen: Chosen) -> list[str]:
        """Return the ids of the chosen events, in the order of the columns."""
        return [self._ids[n] for n in np.flatnonzero(chosen).tolist()]

    def among(self, chosen: Chosen, ids: Sequence[str]) -> tuple[str, ...]:
        """Return those of some ids that are of chosen events."""
        return tuple(id_ for id_ in ids if (n := self._position.get(id_)) is not None and chosen[n])

    def page(self, chosen: Chosen, after: tuple[str, str] | None, most: int) -> list[tuple[str, str]]:
        """Return day and id of at most `most` chosen events, in their order, those after a place in it."""
        found = np.flatnonzero(chosen)
        start = 0
        if after is not None:
            place = bisect_right(range(len(self)), after, key=lambda n: (self._days[n], self._ids[n]))
            start = int(np.searchsorted(found, place))
        return [(self._days[n], self._ids[n]) for n in found[start : start + most].tolist()]

    def column(self, name: str) -> Coded:
        """Return what events have of a column of `event_index`."""
        return self._columns[name]

    def positions(self, events: Sequence[str]) -> Ints:
        """Return the places of events in the order of the columns."""
        return np.fromiter(map(self._position.__getitem__, events), np.int64, len(events))

    def numbered(self, numbers: Sequence[int]) -> Chosen:
        """Return which events have one of some numbers of their index rows."""
        found = np.zeros(len(self), np.bool_)
        given = np.array(numbers, np.int64)
        at = np.searchsorted(self._numbers, given)
        at, given = at[at < len(self)], given[at < len(self)]
        # Full-text search may still know an event that is no longer there.
        found[self._by_number[at[self._numbers[at] == given]]] = True
        return found

    def lasting(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is made of all events once, for as long as the columns last; whoever else asks for something meanwhile waits."""
        made: Made | None = self._lasting.get(key)
        if made is not None:
            return made
        with self._making:
            if key not in self._lasting:
                with undisturbed():
                    self._lasting[key] = make()
            return self._lasting[key]  # type: ignore[no-any-return]

    def parties(self, connection: Connection) -> Parties:
        """Return who takes part in the events, and where they took place."""
        return self.lasting("parties", lambda: Parties.of(connection, self))

    def groups(self, of: Sequence[Item], events_of: Callable[[Item], Sequence[str]]) -> Groups:
        """Return the sets of events that some things rest on, each of at least one; they are kept for the things that were given last."""
        with self._making:
            things, groups = self._groups.pop(id(of), (None, None))
            if things is not of or groups is None:
                groups = Groups(self.positions, [events_of(item) for item in of])
            self._groups[id(of)] = (of, groups)
            while len(self._groups) > MOST_GROUPS:
                self._groups.popitem(last=False)
            return groups

    def _kept(self, key: Hashable, make: Callable[[], Chosen]) -> Chosen:
        with self._lock:
            packed = self._chosen.get(key)
            if packed is not None:
                self._chosen.move_to_end(key)
        if packed is not None:
            return np.unpackbits(packed, count=len(self)).view(np.bool_)
        found = make()
        packed = np.packbits(found)
        with self._lock:
            self._chosen[key] = packed
            while len(self._chosen) * max(1, len(packed)) > MOST_BYTES:
                self._chosen.popitem(last=False)
        return found


@dataclass(frozen=True, slots=True)
class Parties:
    """Who takes part in events and where they took place: a row for each party of an event, `events` are positions of events."""

    events: Ints
    roles: Coded
    names: Coded
    actors: Coded
    states: Coded

    @classmethod
    def of(cls, connection: Connection, columns: Columns) -> Parties:
        """Return the parties of all events."""
        party = schema.event_party.c
        events, *rest = listed(connection, select(party.event, party.role, party.name, party.actor, party.state))
        return cls(columns.positions(events), *map(Coded.of, rest))

    def with_one(self, roles: Iterable[str], who: Who) -> Ints:
        """Return the events that have someone in one of some roles, who is asked for by id or by state."""
        is_it = self.actors.among((who.value if who.kind == "id" else f"state:{who.value}",))
        if who.kind == "state":
            is_it |= self.states.among((who.value,))
        return self.events[is_it & self.roles.among(roles)]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Columns as `masks` asks them: what is in them, and over a connection what is not."""

    columns: Columns
    connection: Connection

    def __len__(self) -> int:
        return len(self.columns)

    def column(self, name: str) -> Coded:
        return self.columns.column(name)

    def party(self, roles: tuple[str, ...], who: Who) -> Chosen:
        return self.columns._kept(("party", roles, who), lambda: self._with(self.columns.parties(self.connection).with_one(roles, who)))

    def tagged(self, name: str, wanted: Iterable[str]) -> Chosen:
        table = {"mode": schema.event_mode, "context": schema.event_context}[name]
        events, tags = self.columns.lasting(name, lambda: self._tags(select(table.c.event, table.c[name])))
        return self._with(events[tags.among(wanted)])

    def holding(self, column: str, phrases: tuple[Phrase, ...]) -> Chosen:
        return self.columns._kept(("words", column, phrases), lambda: self._found(column, phrases))

    def _tags(self, query: Select[Any]) -> tuple[Ints, Coded]:
        events, tags = listed(self.connection, query)
        return self.columns.positions(events), Coded.of(tags)

    def _found(self, column: str, phrases: tuple[Phrase, ...]) -> Chosen:
        (numbers,) = listed(self.connection, numbers_holding(column, phrases))
        return self.columns.numbered(numbers)

    def _with(self, positions: Ints) -> Chosen:
        found = np.zeros(len(self.columns), np.bool_)
        found[positions] = True
        return found


class Kept:
    """The columns of a ledger, made when they are worth it and let go when it changes; for any number of threads."""

    def __init__(self) -> None:
        self._stands: str | None = None
        self._asked = 0
        self._columns: Columns | None = None
        self._lock = Lock()

    @overload
    def columns(self, stands: str, connection: Connection, *, needed: Literal[True]) -> Columns: ...
    @overload
    def columns(self, stands: str, connection: Connection) -> Columns | None: ...
    def columns(self, stands: str, connection: Connection, *, needed: bool = False) -> Columns | None:
        """Return the columns of the ledger as it stands, None where few have asked yet and they are not needed."""
        with self._lock:
            if stands != self._stands:
                self._stands, self._asked, self._columns = stands, 0, None
            self._asked += 1
            if self._columns is None and (needed or self._asked > QUESTIONS_BEFORE):
                with undisturbed():
                    self._columns = Columns(connection)
            return self._columns
