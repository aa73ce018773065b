"""The documents of a ledger by their first day, held in memory while one writer has the ledger open.

What stands around a document is some hundreds of days of sketches, and neighbours in time are asked for one after the other: read from
their rows each time, they would cost the more the denser the news is. Only the one writer may hold them, since nobody else changes them.
"""

from __future__ import annotations

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
    """The documents of one first day by column, in one order, as they were read or put."""

    ids: list[str] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)
    leads: list[str | None] = field(default_factory=list)
    reaches: list[int] = field(default_factory=list)
    sketches: list[bytes] = field(default_factory=list)

    def take(self, id_: str, last: int, lead: str | None, reach: int, sketch: bytes) -> None:
        """Put a document behind the others."""
        for column, value in zip(self._columns(), (id_, last, lead, reach, sketch), strict=True):
            column.append(value)

    def drop(self, id_: str) -> None:
        """Take a document away."""
        at = self.ids.index(id_)
        for column in self._columns():
            del column[at]

    def since(self, day: int) -> Day:
        """Return the documents that may have been written on `day` or later."""
        kept = [n for n, last in enumerate(self.lasts) if last >= day]
        return self if len(kept) == len(self.ids) else Day(*([column[n] for n in kept] for column in self._columns()))

    def _columns(self) -> tuple[list, ...]:  # type: ignore[type-arg]
        return self.ids, self.lasts, self.leads, self.reaches, self.sketches


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
        rows = (
            [id_ for day in found for id_ in day.ids],
            [lead for day in found for lead in day.leads],
            [reach for day in found for reach in day.reaches],
            [sketch for day in found for sketch in day.sketches],
        )
        self._let_go()
        return rows

    def first(self, id_: str) -> int | None:
        """Return a document's first day; nothing where that day is not held."""
        return self._first.get(id_)

    def reaches(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the reach of those of some documents whose days are held."""
        places = {id_: self._days[self._first[id_]] for id_ in ids if id_ in self._first}
        return {id_: day.reaches[day.ids.index(id_)] for id_, day in places.items()}

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
            day.leads[day.ids.index(id_)] = lead

    def hold(self, id_: str, first: int, reach: int) -> None:
        """Note a document's reach."""
        if first in self._days:
            day = self._days[first]
            day.reaches[day.ids.index(id_)] = reach

    def _read(self, days: range) -> None:
        """Read the days that are not held, neighbours in one go, and mark all as asked for last."""
        for missing in _runs(day for day in days if day not in self._days):
            sketch = schema.sketch.c
            query = select(sketch.first, sketch.document, sketch.last, sketch.lead, sketch.reach, sketch.sketch)
            self._days.update((day, Day()) for day in missing)
            for first, *row in self._connection.execute(query.where(sketch.first.between(missing[0], missing[-1]))):
                self._days[first].take(*row)
                self._first[row[0]] = first
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
