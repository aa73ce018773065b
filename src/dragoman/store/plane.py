"""Where the documents of a ledger stand among each other, as tables: what `Linking` is given to find out which belong together."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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
        return int(self._connection.execute(_FIRST, {"of": id_}).scalar_one())

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
        return {id_: {other: bits for other, (bits, holds) in own.items() if holds} for id_, own in self.margins(ids).items()}

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
        for other in self.margins([id_])[id_]:
            self.unlink(id_, other)
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

    def hold(self, id_: str, nearest: Nearest, reach: int) -> None:
        """Note a document's nearest and its reach."""
        self._connection.execute(_HOLD, {"of": id_, "those": json.dumps(nearest, separators=(",", ":"))})
        day = self.first(id_)
        self._connection.execute(_REACH, {"day": day, "of": id_, "far": reach})
        self._days.hold(id_, day, reach)

    def link(self, a: str, b: str, margin: float, *, holds: bool) -> None:
        """Note the margin of two documents, and whether it links them."""
        self.unlink(a, b)
        both = [{"document": x, "other": y, "margin": margin, "holds": int(holds)} for x, y in ((a, b), (b, a))]
        self._connection.execute(insert(schema.link), both)

    def unlink(self, a: str, b: str) -> bool:
        """Forget the margin of two documents, and tell whether it linked them."""
        linked = self._connection.execute(_LINKED, {"a": a, "b": b}).scalar()
        self._connection.execute(_UNLINK, [{"a": a, "b": b}, {"a": b, "b": a}])
        return bool(linked)


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
_LINKED = select(schema.link.c.holds).where(*_PAIR)
_UNLINK = delete(schema.link).where(*_PAIR)
