"""Where the documents of a ledger stand among each other, as tables: what `Linking` is given to find out which belong together."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from dragoman.nouns.plane import ANYTHING, Nearest, Rows
from dragoman.store import rows, schema
from dragoman.store.days import Days


class Plane:
    """The documents of an open ledger: their days, sketches, leads, nearest and links. What they mean is for `Linking` to know.

    Days are counted from year 1 and 0 for the undated. A document is in the plane from `put` to `drop`.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._days = Days(connection)

    def forget(self) -> None:
        """Read all anew from now on: what was written was taken back."""
        self._days = Days(self._connection)

    def around(self, earliest: int, latest: int, widest: int) -> Rows:
        """Return the undated documents and those that may have been written within some days, each of `widest` days at most, by column."""
        return self._days.around(earliest, latest, widest)

    def everything(self) -> Rows:
        """Return all documents by column."""
        sketch = schema.sketch.c
        query = select(sketch.document, sketch.lead, sketch.reach, sketch.sketch)
        found: list[Any] = list(self._connection.execute(query))
        ids, leads, reaches, sketches = zip(*found, strict=True) if found else ((), (), (), ())
        return ids, leads, reaches, sketches

    def first(self, id_: str) -> int:
        """Return the first day on which a document may have been written."""
        held = self._days.first(id_)
        return int(self._connection.execute(_FIRST, {"of": id_}).scalar_one()) if held is None else held

    def profiles(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Return what `put` was given for some documents."""
        profile = schema.profile.c
        found: dict[str, bytes] = {}
        for some in rows.chunks(ids):
            there = self._connection.execute(select(profile.document, profile.whole).where(profile.document.in_(some)))
            found |= {row.document: bytes(row.whole) for row in there}
        return found

    def nearest(self, ids: Sequence[str]) -> Mapping[str, Nearest]:
        """Return the nearest of some documents."""
        nearest = schema.nearest.c
        found: dict[str, Nearest] = {}
        for some in rows.chunks(ids):
            there = self._connection.execute(select(nearest.document, nearest.others).where(nearest.document.in_(some)))
            found |= {row.document: tuple((other, likeness) for other, likeness in json.loads(row.others)) for row in there}
        return found

    def reaches(self, ids: Sequence[str]) -> Mapping[str, int]:
        """Return the reach of some documents."""
        found = self._days.reaches(ids)
        sketch, profile = schema.sketch.c, schema.profile.c
        for some in rows.chunks([id_ for id_ in ids if id_ not in found]):
            there = select(sketch.document, sketch.reach).join_from(
                schema.profile, schema.sketch, (sketch.first == profile.first) & (sketch.document == profile.document)
            )
            found |= {row.document: row.reach for row in self._connection.execute(there.where(profile.document.in_(some)))}
        return found

    def margins(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, tuple[float, bool]]]:
        """Return the margins that were noted of some documents, by the other's id, and whether each links them."""
        link = schema.link.c
        found: dict[str, dict[str, tuple[float, bool]]] = {id_: {} for id_ in ids}
        for some in rows.chunks(ids):
            for row in self._connection.execute(select(schema.link).where(link.document.in_(some))):
                found[row.document][row.other] = row.margin, bool(row.holds)
        return found

    def links(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, float]]:
        """Return the margins of the links of some documents, by the other's id."""
        link = schema.link.c
        found: dict[str, dict[str, float]] = {id_: {} for id_ in ids}
        for some in rows.chunks(ids):
            there = select(link.document, link.other, link.margin).where(link.document.in_(some), link.holds == 1)
            for id_, other, bits in self._connection.execute(there):
                found[id_][other] = bits
        return found

    def beside(self, ids: Sequence[str]) -> set[str]:
        """Return the documents that have been told side by side with any of some."""
        document = schema.document
        own = document.alias()
        found: set[str] = set()
        for some in rows.chunks(ids):
            components = select(own.c.component).where(own.c.id.in_(some))
            found |= set(self._connection.execute(select(document.c.id).where(document.c.component.in_(components))).scalars())
        return found

    def put(self, id_: str, first: int, last: int, sketch: bytes, whole: bytes) -> None:
        """Put a new document there, without a lead, nearest or links and with all others in its reach."""
        row = {"first": first, "document": id_, "last": last, "lead": None, "reach": ANYTHING, "sketch": sketch}
        self._connection.execute(insert(schema.sketch), row)
        self._days.put(id_, first, last, sketch)
        self._connection.execute(insert(schema.profile), {"document": id_, "first": first, "whole": whole})
        self._connection.execute(insert(schema.nearest), {"document": id_, "others": "[]"})

    def drop(self, id_: str) -> None:
        """Take a document away with its links."""
        link, sketch = schema.link.c, schema.sketch.c
        self.unlink([(id_, other) for other in self.margins([id_])[id_]])
        day = self.first(id_)
        self._connection.execute(delete(schema.sketch).where(sketch.first == day, sketch.document == id_))
        self._days.drop(id_, day)
        self._connection.execute(delete(schema.nearest).where(schema.nearest.c.document == id_))
        self._connection.execute(delete(schema.profile).where(schema.profile.c.document == id_))
        self._connection.execute(delete(schema.link).where(link.document == id_))

    def follow(self, id_: str, lead: str | None) -> None:
        """Note a document's lead."""
        day = self.first(id_)
        self._connection.execute(_FOLLOW, {"day": day, "of": id_, "to": lead})
        self._days.follow(id_, day, lead)

    def hold(self, those: Mapping[str, tuple[Nearest, int]]) -> None:
        """Note the nearest and the reach of some documents."""
        if not those:
            return
        held = [{"of": id_, "those": json.dumps(nearest, separators=(",", ":"))} for id_, (nearest, _) in those.items()]
        self._connection.execute(_HOLD, held)
        before = self.reaches(list(those))
        moved = {id_: reach for id_, (_, reach) in those.items() if reach != before[id_]}
        days = {id_: self.first(id_) for id_ in moved}
        if moved:
            self._connection.execute(_REACH, [{"day": days[id_], "of": id_, "far": reach} for id_, reach in moved.items()])
        for id_, reach in moved.items():
            self._days.hold(id_, days[id_], reach)

    def link(self, pairs: Mapping[tuple[str, str], tuple[float, bool]]) -> None:
        """Note the margins of pairs of documents, and whether each links them."""
        self.unlink(pairs.keys())
        both = [
            {"document": x, "other": y, "margin": margin, "holds": int(holds)}
            for (a, b), (margin, holds) in pairs.items()
            for x, y in ((a, b), (b, a))
        ]
        rows.insert_all(self._connection, schema.link, both)

    def unlink(self, pairs: Collection[tuple[str, str]]) -> None:
        """Forget the margins of pairs of documents."""
        if pairs:
            self._connection.execute(_UNLINK, [{"a": x, "b": y} for a, b in pairs for x, y in ((a, b), (b, a))])


_OF: BindParameter[str] = bindparam("of")
_FIRST = select(schema.profile.c.first).where(schema.profile.c.document == _OF)
_FOLLOW = (
    update(schema.sketch).where(schema.sketch.c.first == bindparam("day"), schema.sketch.c.document == _OF).values(lead=bindparam("to"))
)
_REACH = (
    update(schema.sketch).where(schema.sketch.c.first == bindparam("day"), schema.sketch.c.document == _OF).values(reach=bindparam("far"))
)
_HOLD = update(schema.nearest).where(schema.nearest.c.document == _OF).values(others=bindparam("those"))
_PAIR = schema.link.c.document == bindparam("a"), schema.link.c.other == bindparam("b")
_UNLINK = delete(schema.link).where(*_PAIR)
