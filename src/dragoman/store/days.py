"""The documents of a ledger by their first day, held in memory while one writer has the ledger open.

What stands around a document is some hundreds of days of sketches, and neighbours in time are asked for one after the other: read from
their rows each time, they would cost the more the denser the news is. Only the one writer may hold them, since nobody else changes them.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, select

from dragoman.nouns.plane import ANYTHING, Rows
from dragoman.store import schema

# Documents held at most, some 700 bytes each; the days that were asked for longest ago go first.
MOST_HELD: Final = 1 << 17
UNDATED: Final = 0


@dataclass(slots=True)
class Day:
    """The documents of one first day by column, in one order, as they were read or put; `sketches` one after the other, of one size."""

    ids: list[str] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)
    leads: list[str | None] = field(default_factory=list)
    reaches: array[int] = field(default_factory=lambda: array("q"))
    sketches: bytearray = field(default_factory=bytearray)
    place: dict[str, int] = field(default_factory=dict)

    def take(self, id_: str, last: int, lead: str | None, reach: int, sketch: bytes) -> None:
        """Put a document behind the others."""
        self.place[id_] = len(self.ids)
        self.ids.append(id_)
        self.lasts.append(last)
        self.leads.append(lead)
        self.reaches.append(reach)
        self.sketches += sketch

    def drop(self, id_: str) -> None:
        """Take a document away."""
        at, size = self.place[id_], self._size()
        for column in (self.ids, self.lasts, self.leads, self.reaches):
            del column[at]
        del self.sketches[at * size : (at + 1) * size]
        self.place = {other: n for n, other in enumerate(self.ids)}

    def since(self, day: int) -> Day:
        """Return the documents that may have been written on `day` or later."""
        kept = [n for n, last in enumerate(self.lasts) if last >= day]
        if len(kept) == len(self.ids):
            return self
        size, found = self._size(), Day()
        for n in kept:
            found.take(self.ids[n], self.lasts[n], self.leads[n], self.reaches[n], bytes(self.sketches[n * size : (n + 1) * size]))
        return found

    def _size(self) -> int:
        return len(self.sketches) // max(len(self.ids), 1)


class Days:
    """The sketches of a ledger by day, read when they are first asked for and kept up with what the writer does."""

    def __init__(self, connection: Connection, most: int = MOST_HELD) -> None:
        self._connection = connection
        self._most = most
        self._days: OrderedDict[int, Day] = OrderedDict()
        self._held = 0
        self._first: dict[str, int] = {}

    def around(self, earliest: int, latest: int, widest: int) -> Rows:
        """Return the undated documents and those that may have been written within some days, each of `widest` days at most, by column."""
        first = max(earliest - widest, UNDATED + 1)
        self._read(range(first, latest + 1))
        self._read(range(UNDATED, UNDATED + 1))
        found = [self._days[day].since(earliest) if day < earliest else self._days[day] for day in range(first, latest + 1)]
        found.append(self._days[UNDATED])
        reaches = array("q")
        for own in found:
            reaches.extend(own.reaches)
        ids = [id_ for own in found for id_ in own.ids]
        rows = ids, [lead for own in found for lead in own.leads], reaches, [bytes(own.sketches) for own in found]
        self._let_go()
        return rows

    def first(self, id_: str) -> int | None:
        """Return a document's first day; nothing where that day is not held."""
        return self._first.get(id_)

    def reaches(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the reach of those of some documents whose days are held."""
        days = {id_: self._days[self._first[id_]] for id_ in ids if id_ in self._first}
        return {id_: day.reaches[day.place[id_]] for id_, day in days.items()}

    def put(self, id_: str, first: int, last: int, sketch: bytes) -> None:
        """Note a new document, without a lead and with all others in its reach."""
        if first in self._days:
            self._days[first].take(id_, last, None, ANYTHING, sketch)
            self._first[id_] = first
            self._held += 1

    def drop(self, id_: str, first: int) -> None:
        """Note that a document is gone."""
        if first in self._days:
            self._days[first].drop(id_)
            del self._first[id_]
            self._held -= 1

    def follow(self, id_: str, first: int, lead: str | None) -> None:
        """Note a document's lead."""
        if first in self._days:
            day = self._days[first]
            day.leads[day.place[id_]] = lead

    def hold(self, id_: str, first: int, reach: int) -> None:
        """Note a document's reach."""
        if first in self._days:
            day = self._days[first]
            day.reaches[day.place[id_]] = reach

    def _read(self, days: range) -> None:
        """Read the days that are not held, neighbours in one go, and mark all as asked for last."""
        for missing in _runs(day for day in days if day not in self._days):
            sketch = schema.sketch.c
            query = select(sketch.first, sketch.document, sketch.last, sketch.lead, sketch.reach, sketch.sketch)
            self._days.update((day, Day()) for day in missing)
            for first, id_, *row in self._connection.execute(query.where(sketch.first.between(missing[0], missing[-1]))):
                self._days[first].take(id_, *row)
                self._first[id_] = first
                self._held += 1
        for day in days:
            self._days.move_to_end(day)

    def _let_go(self) -> None:
        while self._held > self._most and len(self._days) > 1:
            _, gone = self._days.popitem(last=False)
            self._held -= len(gone.ids)
            for id_ in gone.ids:
                del self._first[id_]


def _runs(days: Iterable[int]) -> Iterator[range]:
    """Yield the ranges of days that follow one another."""
    start = last = None
    for day in days:
        if start is None or last is None or day != last + 1:
            if start is not None and last is not None:
                yield range(start, last + 1)
            start = day
        last = day
    if start is not None and last is not None:
        yield range(start, last + 1)
