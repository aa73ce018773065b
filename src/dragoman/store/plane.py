"""Where the documents of a ledger stand among each other, as tables: what `Linking` is given to find out which belong together."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from sys import intern
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from dragoman.nouns.plane import ANYTHING, Nearest, Rows
from dragoman.store import rows, schema
from dragoman.store.days import Days
from dragoman.store.kept import Kept

# Documents of which nearest, margins and profile are held in memory: some 15 KB each. Reports of some days stand around what comes next.
MOST_KEPT: Final = 4096


class Plane:
    """The documents of an open ledger: their days, sketches, leads, nearest and links. What they mean is for `Linking` to know.

    Days are counted from year 1 and 0 for the undated. A document is in the plane from `put` to `drop`.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.forget()

    def forget(self) -> None:
        """Read all anew from now on: what was written was taken back."""
        self._days = Days(self._connection)
        self._nearest = Kept(self._read_nearest, MOST_KEPT)
        self._margins = Kept(self._read_margins, MOST_KEPT)
        self._links = Kept(self._read_links, MOST_KEPT)
        self._profiles = Kept(self._read_profiles, MOST_KEPT)

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

    def profiles(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """Return what `put` was given for some documents."""
        return self._profiles.of(ids)

    def nearest(self, ids: Sequence[str]) -> Mapping[str, Nearest]:
        """Return the nearest of some documents."""
        return self._nearest.of(ids)

    def reaches(self, ids: Sequence[str]) -> Mapping[str, int]:
        """Return the reach of some documents."""
        found = self._days.reaches(ids)
        for some in rows.chunks([id_ for id_ in ids if id_ not in found]):
            found |= {row.document: row.reach for row in self._connection.execute(_REACHES, {"ids": some})}
        return found

    def margins(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, tuple[float, bool]]]:
        """Return the margins that were noted of some documents, by the other's id, and whether each links them."""
        return self._margins.of(ids)

    def links(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, float]]:
        """Return the margins of the links of some documents, by the other's id."""
        return self._links.of(ids)

    def beside(self, ids: Sequence[str]) -> set[str]:
        """Return the documents that have been told side by side with any of some."""
        found: set[str] = set()
        for some in rows.chunks(ids):
            found |= set(self._connection.execute(_BESIDE, {"ids": some}).scalars())
        return found

    def _read_profiles(self, ids: Sequence[str]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for some in rows.chunks(ids):
            found |= {id_: bytes(whole) for id_, whole in self._connection.execute(_PROFILES, {"ids": some})}
        return found

    def _read_nearest(self, ids: Sequence[str]) -> dict[str, Nearest]:
        found: dict[str, Nearest] = {}
        for some in rows.chunks(ids):
            for id_, others in self._connection.execute(_NEAREST, {"ids": some}):
                found[id_] = tuple((intern(other), likeness) for other, likeness in json.loads(others))
        return found

    def _read_margins(self, ids: Sequence[str]) -> dict[str, dict[str, tuple[float, bool]]]:
        found: dict[str, dict[str, tuple[float, bool]]] = {id_: {} for id_ in ids}
        for some in rows.chunks(ids):
            for id_, other, margin, holds in self._connection.execute(_MARGINS, {"ids": some}):
                found[id_][intern(other)] = margin, bool(holds)
        return found

    def _read_links(self, ids: Sequence[str]) -> dict[str, dict[str, float]]:
        found: dict[str, dict[str, float]] = {id_: {} for id_ in ids}
        for some in rows.chunks(ids):
            for id_, other, margin in self._connection.execute(_LINKS, {"ids": some}):
                found[id_][intern(other)] = margin
        return found

    def put(self, id_: str, first: int, last: int, sketch: bytes, whole: bytes) -> None:
        """Put a new document there, without a lead, nearest or links and with all others in its reach."""
        row = {"first": first, "document": id_, "last": last, "lead": None, "reach": ANYTHING, "sketch": sketch}
        self._connection.execute(insert(schema.sketch), row)
        self._days.put(id_, first, last, sketch)
        self._connection.execute(insert(schema.profile), {"document": id_, "first": first, "whole": whole})
        self._profiles.note(id_, whole)
        self._connection.execute(insert(schema.nearest), {"document": id_, "others": "[]"})
        self._nearest.note(id_, ())
        self._margins.note(id_, {})
        self._links.note(id_, {})

    def drop(self, id_: str) -> None:
        """Take a document away with its links."""
        sketch = schema.sketch.c
        self.unlink([(id_, other) for other in self.margins([id_])[id_]])
        day = self.first(id_)
        self._connection.execute(delete(schema.sketch).where(sketch.first == day, sketch.document == id_))
        self._days.drop(id_, day)
        for table in (schema.nearest, schema.profile, schema.link):
            self._connection.execute(delete(table).where(table.c.document == id_))
        self._nearest.drop(id_)
        self._profiles.drop(id_)
        self._margins.drop(id_)
        self._links.drop(id_)

    def follow(self, id_: str, lead: str | None) -> None:
        """Note a document's lead."""
        day = self.first(id_)
        self._connection.execute(_FOLLOW, {"day": day, "of": id_, "to": lead})
        self._days.follow(id_, day, lead)

    def hold(self, those: Mapping[str, tuple[Nearest, int]]) -> None:
        """Note the nearest and the reach of some documents."""
        if not those:
            return
        self._connection.execute(_HOLD, [{"of": id_, "those": _JSON.encode(nearest)} for id_, (nearest, _) in those.items()])
        for id_, (nearest, _) in those.items():
            self._nearest.note(id_, nearest)
        before = self.reaches(list(those))
        moved = {id_: reach for id_, (_, reach) in those.items() if reach != before[id_]}
        days = {id_: self.first(id_) for id_ in moved}
        if moved:
            self._connection.execute(_REACH, [{"day": days[id_], "of": id_, "far": reach} for id_, reach in moved.items()])
        for id_, reach in moved.items():
            self._days.hold(id_, days[id_], reach)

    def link(self, pairs: Mapping[tuple[str, str], tuple[float, bool]]) -> None:
        """Note the margins of pairs of documents, and whether each links them."""
        self.unlink([pair for pair in pairs if self._may_be_linked(pair)])
        both = [
            {"document": x, "other": y, "margin": margin, "holds": int(holds)}
            for (a, b), (margin, holds) in pairs.items()
            for x, y in ((a, b), (b, a))
        ]
        rows.insert_all(self._connection, schema.link, both)
        for (a, b), (margin, holds) in pairs.items():
            for x, y in ((a, b), (b, a)):
                if (margins := self._margins.held(x)) is not None:
                    margins[y] = margin, holds
                if holds and (links := self._links.held(x)) is not None:
                    links[y] = margin

    def _may_be_linked(self, pair: tuple[str, str]) -> bool:
        """Tell whether there is, or may be, a margin of two documents that was noted."""
        x, y = pair
        margins = self._margins.held(x)
        if margins is not None:
            return y in margins
        margins = self._margins.held(y)
        return margins is None or x in margins

    def unlink(self, pairs: Collection[tuple[str, str]]) -> None:
        """Forget the margins of pairs of documents."""
        if not pairs:
            return
        self._connection.execute(_UNLINK, [{"a": x, "b": y} for a, b in pairs for x, y in ((a, b), (b, a))])
        for a, b in pairs:
            for x, y in ((a, b), (b, a)):
                (self._margins.held(x) or {}).pop(y, None)
                (self._links.held(x) or {}).pop(y, None)


_OF: BindParameter[str] = bindparam("of")
_OWN = schema.document.alias()
_COMPONENTS = select(_OWN.c.component).where(_OWN.c.id.in_(rows.IDS))
_BESIDE = select(schema.document.c.id).where(schema.document.c.component.in_(_COMPONENTS))
_PROFILES = select(schema.profile.c.document, schema.profile.c.whole).where(schema.profile.c.document.in_(rows.IDS))
_NEAREST = select(schema.nearest.c.document, schema.nearest.c.others).where(schema.nearest.c.document.in_(rows.IDS))
_REACHES = (
    select(schema.sketch.c.document, schema.sketch.c.reach)
    .join_from(
        schema.profile,
        schema.sketch,
        (schema.sketch.c.first == schema.profile.c.first) & (schema.sketch.c.document == schema.profile.c.document),
    )
    .where(schema.profile.c.document.in_(rows.IDS))
)
_MARGINS = select(schema.link).where(schema.link.c.document.in_(rows.IDS))
_LINKS = select(schema.link.c.document, schema.link.c.other, schema.link.c.margin).where(
    schema.link.c.document.in_(rows.IDS), schema.link.c.holds == 1
)
_FIRST = select(schema.profile.c.first).where(schema.profile.c.document == _OF)
_FOLLOW = (
    update(schema.sketch).where(schema.sketch.c.first == bindparam("day"), schema.sketch.c.document == _OF).values(lead=bindparam("to"))
)
_REACH = (
    update(schema.sketch).where(schema.sketch.c.first == bindparam("day"), schema.sketch.c.document == _OF).values(reach=bindparam("far"))
)
_HOLD = update(schema.nearest).where(schema.nearest.c.document == _OF).values(others=bindparam("those"))
_JSON = json.JSONEncoder(separators=(",", ":"))
_PAIR = schema.link.c.document == bindparam("a"), schema.link.c.other == bindparam("b")
_UNLINK = delete(schema.link).where(*_PAIR)
