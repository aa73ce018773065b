"""What filters and lists ask of every event, as columns in memory: for many questions to one ledger while it stands as it stood.

A question to the database goes through the rows that it is about, and questions hardly ever repeat; but they are made of parts that do: a
state, a type, a month. Each part is asked of the database once, by the one meaning that filters have (`matching`), and remembered as one
byte an event; a filter is then these arrays, joined, and a tally counts the codes of what they leave. Nothing here is kept on disk.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from threading import Lock, RLock
from typing import Any, Final, Literal, overload

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, func, select

from dragoman.nouns.filter import Filter
from dragoman.store import schema
from dragoman.store.matching import Part, parts

NO_DAY: Final = "9999-99-99"
"""Stands for the day of an event without one: after every day."""

MOST_BYTES: Final = 64_000_000
"""How much the arrays of filters' parts may take together; the ones asked for last are kept."""

QUESTIONS_BEFORE: Final = 3
"""How many filters are asked of the database before columns are made: a ledger that is being added to stands for few."""

Chosen = NDArray[np.bool_]


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


class Facet:
    """Something that each event has any number of: a place, a party, a story. Kept as pairs of an event's position and a key's."""

    def __init__(self, position: Callable[[str], int], pairs: Iterable[tuple[str, Any]], order: Callable[[Any], Any]) -> None:
        given = list(pairs)
        self._order = order
        self._keys = sorted({key for _, key in given}, key=order)
        code = {key: n for n, key in enumerate(self._keys)}
        events = np.array([position(event) for event, _ in given], np.int64)
        codes = np.array([code[key] for _, key in given], np.int64)
        # Each pair once: an event that has something twice has it.
        width = max(1, len(self._keys))
        self._events, self._codes = np.divmod(np.unique(events * width + codes), width)

    def counts(self, chosen: Chosen | None) -> list[tuple[Any, int]]:
        """Return each key that chosen events have, in order, with how many events have it; None chooses all."""
        counted = self._counted(chosen)
        return [(self._keys[n], int(counted[n])) for n in np.flatnonzero(counted)]

    def page(self, chosen: Chosen | None, after: Any, most: int) -> list[Any]:
        """Return at most `most` keys that chosen events have, in order, those after the place of one like `after`; None is the start."""
        found = np.flatnonzero(self._counted(chosen))
        start = 0 if after is None else np.searchsorted(found, bisect_right(self._keys, self._order(after), key=self._order))
        return [self._keys[n] for n in found[start : start + most]]

    def _counted(self, chosen: Chosen | None) -> NDArray[np.int64]:
        codes = self._codes if chosen is None else self._codes[chosen[self._events]]
        return np.bincount(codes, minlength=len(self._keys))


class Columns:
    """The events of a ledger in order of their first day and id. What is asked of `connection` must be of the ledger at one cursor."""

    def __init__(self, connection: Connection) -> None:
        index = schema.event_index.c
        day = func.coalesce(index.earliest, NO_DAY)
        rows = connection.execute(select(day, index.event).order_by(day, index.event)).all()
        self._order = [(row[0], row[1]) for row in rows]
        self._position = {id_: n for n, (_, id_) in enumerate(self._order)}
        self._chosen: OrderedDict[Hashable, Chosen] = OrderedDict()
        self._facets: dict[str, Facet] = {}
        self._lock = Lock()
        self._making = RLock()

    def chosen(self, connection: Connection, wanted: Filter) -> Chosen:
        """Return for each event whether it matches."""
        left = np.ones(len(self._order), np.bool_)
        for part in parts(wanted):
            left &= self._part(connection, part) if part.kept else ~self._part(connection, part)
        return left

    def ids(self, connection: Connection, wanted: Filter) -> frozenset[str]:
        """Return the ids of the events that match."""
        return frozenset(self._order[n][1] for n in np.flatnonzero(self.chosen(connection, wanted)))

    def count(self, connection: Connection, wanted: Filter) -> int:
        """Count the events that match."""
        return int(np.count_nonzero(self.chosen(connection, wanted)))

    def page(self, connection: Connection, wanted: Filter, after: tuple[str, str] | None, most: int) -> list[tuple[str, str]]:
        """Return day and id of at most `most` events that match, in their order, those after a place in it."""
        found = np.flatnonzero(self.chosen(connection, wanted))
        start = 0 if after is None else np.searchsorted(found, bisect_right(self._order, after))
        return [self._order[n] for n in found[start : start + most]]

    def facet(self, name: str, connection: Connection, query: Select[Any], *, order: Callable[[Any], Any] = lambda key: key) -> Facet:
        """Return what each event has of something: of `query` the first column is the event's id, the rest the key."""
        with self._making:
            if name not in self._facets:
                pairs = ((row[0], tuple(row[1:])) for row in connection.execute(query))
                with undisturbed():
                    self._facets[name] = Facet(self._position.__getitem__, pairs, order)
            return self._facets[name]

    def _part(self, connection: Connection, part: Part) -> Chosen:
        with self._lock:
            found = self._chosen.get(part.key)
            if found is not None:
                self._chosen.move_to_end(part.key)
                return found
        found = np.zeros(len(self._order), np.bool_)
        ids = connection.execute(select(schema.event_index.c.event).where(part.condition)).scalars()
        found[[self._position[id_] for id_ in ids]] = True
        with self._lock:
            self._chosen[part.key] = found
            while len(self._chosen) * max(1, len(self._order)) > MOST_BYTES:
                self._chosen.popitem(last=False)
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
