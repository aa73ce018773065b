"""Which documents are told side by side: each one's nearest, where both hold each other so, in parts that stay small.

All of it follows from the set of documents, whatever order they come in, and a document that comes or goes changes no more than its own
surroundings: what it is one of the nearest of, and the parts that these are in. So what adding costs is bounded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heappop, heappush, nsmallest
from typing import Protocol

import numpy as np

from dragoman.nouns.plane import ANYTHING, Nearest, Rows
from dragoman.nouns.reading import Reading
from dragoman.reconcile.profiles import LOOSE_DAYS, SKETCH_SIZE, WINDOW_DAYS, Profile, copied, likenesses, margin, packed, profile, unpacked

# So many nearest are held for each document, and so many are told side by side at most; copies count once with what they copy.
NEAREST = 32
MOST_TOGETHER = 32
# Two reports this far below what is needed are told side by side, and may be of one story by the company that they keep.
LOOSE = 1.0
# Two reports this far above are of one story whatever is around them.
CLEAR = 4.0
# How much nearer than the last of their nearest two must be, in sketches' likeness: two of the 31 that `alike` comes to at most.
CONTRAST = 50_000
# Of so many that wait to be put into a part the links are asked for in one go.
ASKED_AHEAD = 16
# The margin by which a near-copy is tied to its lead, beyond that of any other two.
COPY = 99.0


Pair = tuple[str, str]
"""Two documents by id, in either order."""


class Plane(Protocol):
    """Where all documents stand: tables of a database, or `Memory`. Days are counted from year 1, 0 for the undated."""

    def around(self, earliest: int, latest: int, widest: int) -> Rows:
        """Return the undated documents and those that may have been written within some days, the intervals being `widest` at most."""

    def everything(self) -> Rows:
        """Return all documents."""

    def first(self, id_: str) -> int:
        """Return the first day on which a document may have been written."""

    def profiles(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """Return the profiles of some documents, packed."""

    def nearest(self, ids: Sequence[str]) -> Mapping[str, Nearest]:
        """Return the nearest of some documents."""

    def reaches(self, ids: Sequence[str]) -> Mapping[str, int]:
        """Return the reach of some documents."""

    def margins(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, tuple[float, bool]]]:
        """Return the margin of some documents with each that holds them and is held by them, or leads or follows, and whether it links."""

    def links(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, float]]:
        """Return the margins of the links of some documents, by the other's id."""

    def beside(self, ids: Sequence[str]) -> set[str]:
        """Return the documents that have been told side by side with any of some."""

    def put(self, id_: str, first: int, last: int, sketch: bytes, whole: bytes) -> None:
        """Put a new document there, without a lead, nearest or links and with all others in its reach."""

    def drop(self, id_: str) -> None:
        """Take a document away with its links."""

    def follow(self, id_: str, lead: str | None) -> None:
        """Note a document's lead."""

    def hold(self, those: Mapping[str, tuple[Nearest, int]]) -> None:
        """Note the nearest and the reach of some documents."""

    def link(self, pairs: Mapping[Pair, tuple[float, bool]]) -> None:
        """Note the margins of pairs of documents, and whether each links them."""

    def unlink(self, pairs: Collection[Pair]) -> None:
        """Forget the margins of pairs of documents."""


class Neighbours:
    """The documents of a plane, changed one at a time; methods return the ids of those whose links changed."""

    def __init__(self, plane: Plane) -> None:
        self._plane = plane

    def add(self, id_: str, own: Profile) -> set[str]:
        """Put a document among the others.

        Near-copies follow the earliest of them, which alone stands among the others' nearest: a flood of copies crowds nobody out.
        """
        seen = self._seen(id_, own)
        self._plane.put(id_, own.first, own.last, own.sketch.tobytes(), packed(own))
        age = self._age(id_)
        copies = seen.copies()
        ages = {other: self._age(other) for other in copies}
        changed = {id_}
        lead = min((o for o in ages if ages[o] < age), key=ages.__getitem__, default=None)
        if lead is not None:
            self._follow(id_, lead)
        else:
            changed |= self._enter(id_, seen)
        for other in sorted(o for o in ages if ages[o] > age):
            changed |= self._lead(id_, other, copies[other])
        return changed

    def remove(self, id_: str) -> set[str]:
        """Take a document away."""
        seen = self._seen(id_, self._profile(id_))
        led = [other for other, lead in seen.copies().items() if lead == id_]
        holders = self._holders(id_, seen)
        changed = set(self._plane.links([id_])[id_])
        self._plane.drop(id_)
        changed |= self._refresh(holders)
        for other in sorted(led, key=self._age):
            changed |= self._released(other)
        return changed - {id_}

    def _lead(self, lead: str, other: str, before: str | None) -> set[str]:
        """Let a document that is now known as a later near-copy follow `lead`, unless it follows an earlier one."""
        if before is None:
            self._plane.follow(other, lead)
            changed = self._withdraw(other)
        elif self._age(before) > self._age(lead):
            self._plane.unlink([(other, before)])
            changed = {before}
        else:
            return set()
        self._follow(other, lead)
        return changed | {other}

    def _follow(self, id_: str, lead: str) -> None:
        self._plane.follow(id_, lead)
        self._plane.link({(id_, lead): (COPY, True)})

    def _released(self, id_: str) -> set[str]:
        """Give a document whose lead is gone another one, or let it stand for itself."""
        seen = self._seen(id_, self._profile(id_))
        age = self._age(id_)
        lead = min((o for o in seen.copies() if self._age(o) < age), key=self._age, default=None)
        self._plane.follow(id_, lead)
        if lead is None:
            return {id_} | self._enter(id_, seen)
        self._follow(id_, lead)
        return {id_}

    def _enter(self, id_: str, seen: _Seen) -> set[str]:
        """Let a document and those around it hold each other where they are near enough."""
        moved = {id_: seen.nearest()}
        reached = seen.reached()
        for other, held in self._plane.nearest(list(reached)).items():
            nearest = tuple(sorted((*held, (id_, reached[other])), key=_by_likeness)[:NEAREST])
            if nearest != held:
                moved[other] = nearest
        return self._held(moved)

    def _withdraw(self, id_: str) -> set[str]:
        """Take a document that follows another from among the nearest of all."""
        holders = self._holders(id_, self._seen(id_, self._profile(id_)))
        return self._held({id_: ()}) | self._refresh(holders)

    def _holders(self, id_: str, seen: _Seen) -> list[str]:
        held = self._plane.nearest(list(seen.reached()))
        return sorted(other for other, nearest in held.items() if any(id_ == n for n, _ in nearest))

    def _refresh(self, ids: Sequence[str]) -> set[str]:
        """Find the nearest of some documents anew after one of them has gone."""
        return self._held({id_: self._seen(id_, self._profile(id_)).nearest() for id_ in ids})

    def _held(self, nearest: Mapping[str, Nearest]) -> set[str]:
        """Note the nearest of documents and link them with those that hold them in turn; return those whose links changed."""
        reach = {id_: reach_of(near) for id_, near in nearest.items()}
        self._plane.hold({id_: (near, reach[id_]) for id_, near in nearest.items()})
        reach |= self._plane.reaches(sorted({o for near in nearest.values() for o, _ in near} - reach.keys()))
        # Whoever is liker than the last of another's nearest is one of them; only of those just as like the lists must be read.
        last = sorted({o for near in nearest.values() for o, likeness in near if likeness == reach[o]} - nearest.keys())
        held = {id_: dict(near) for id_, near in (*nearest.items(), *self._plane.nearest(last).items())}
        stored = self._plane.margins(sorted(nearest))
        mutual: dict[Pair, int] = {}
        for id_, near in nearest.items():
            for other, likeness in near:
                if id_ in held[other] if other in held else likeness > reach[other]:
                    mutual[min(id_, other), max(id_, other)] = likeness
        noted = {(min(id_, other), max(id_, other)): link for id_, own in stored.items() for other, link in own.items()}
        gone = [pair for pair, (bits, _) in noted.items() if bits < COPY and pair not in mutual]
        fresh = self._margins([pair for pair in mutual if pair not in noted])
        changed = {id_ for pair in gone if noted[pair][1] for id_ in pair}
        links: dict[Pair, tuple[float, bool]] = {}
        for pair, likeness in mutual.items():
            bits, before = noted.get(pair) or (fresh[pair], False)
            holds = linked(bits, likeness, max(reach[id_] for id_ in pair))
            if pair in fresh or holds != before:
                links[pair] = bits, holds
            if holds != before:
                changed.update(pair)
        self._plane.unlink(gone)
        self._plane.link(links)
        return changed

    def _margins(self, pairs: Collection[Pair]) -> dict[Pair, float]:
        """Return the margins of pairs of documents, each document's profile read once."""
        ids = sorted({id_ for pair in pairs for id_ in pair})
        of = {id_: unpacked(raw) for id_, raw in self._plane.profiles(ids).items()}
        return {(a, b): margin(of[a], of[b]) for a, b in pairs}

    def _seen(self, id_: str, own: Profile) -> _Seen:
        if own.days is None:
            return _Seen(id_, own, self._plane.everything())
        return _Seen(id_, own, self._plane.around(own.first - WINDOW_DAYS, own.last + WINDOW_DAYS, LOOSE_DAYS))

    def _profile(self, id_: str) -> Profile:
        return unpacked(self._plane.profiles([id_])[id_])

    def _age(self, id_: str) -> tuple[bool, int, str]:
        """Order documents by first day, the undated last, then by id."""
        first = self._plane.first(id_)
        return first == 0, first, id_


def reach_of(nearest: Nearest) -> int:
    """Return the likeness from which another document is among the nearest of one that has these."""
    return nearest[-1][1] if len(nearest) == NEAREST else ANYTHING


def linked(bits: float, likeness: int, reach: int) -> bool:
    """Tell whether two that hold each other are linked: liker than is needed by far, or by about as much and than others in their reach.

    What is no nearer than the crowd around it says nothing: among ever more reports of all the world's news, some are ever more alike.
    """
    return bits >= CLEAR or (bits >= -LOOSE and likeness >= reach + CONTRAST)


def _by_likeness(near: tuple[str, int]) -> tuple[int, str]:
    return -near[1], near[0]


class _Seen:
    """What stands around one document, as that one sees it."""

    def __init__(self, id_: str, own: Profile, rows: Rows) -> None:
        self._ids, self._leads, reach, sketches = rows
        self._sketches = np.frombuffer(b"".join(sketches), dtype=np.int8).reshape(len(self._ids), SKETCH_SIZE)
        self._reach = np.asarray(reach, dtype=np.int64)
        self._likeness = likenesses(own.sketch, self._sketches)
        self._others = np.ones(len(self._ids), dtype=np.bool_)
        if id_ in self._ids:
            self._others[self._ids.index(id_)] = False
        self._leading = self._others & np.array([lead is None for lead in self._leads], dtype=np.bool_)
        self._own = own

    def copies(self) -> dict[str, str | None]:
        """Return the near-copies of the document, each with the one that it follows."""
        found = np.flatnonzero(self._others & copied(self._own.sketch, self._sketches, self._likeness))
        return {self._ids[n]: self._leads[n] for n in found.tolist()}

    def nearest(self) -> Nearest:
        """Return the nearest of those that follow no other."""
        of = self._likeness[self._leading]
        least = np.partition(of, -NEAREST)[-NEAREST] if len(of) > NEAREST else ANYTHING
        near = np.flatnonzero(self._leading & (self._likeness >= least))
        return tuple(sorted(((self._ids[n], int(self._likeness[n])) for n in near.tolist()), key=_by_likeness)[:NEAREST])

    def reached(self) -> dict[str, int]:
        """Return the likeness of those that follow no other and in whose reach the document is."""
        near = np.flatnonzero(self._leading & (self._likeness >= self._reach))
        return {self._ids[n]: int(self._likeness[n]) for n in near.tolist()}


def join(plane: Plane, reading: Reading) -> set[str]:
    """Put a reading's document into a plane; return the ids of those whose links changed."""
    return Neighbours(plane).add(reading.document.id, profile(reading))


def leave(plane: Plane, document: str) -> set[str]:
    """Take a document, by id, out of a plane; return the ids of those whose links changed."""
    return Neighbours(plane).remove(document)


def told_together(plane: Plane, changed: Iterable[str], tied: Iterable[frozenset[str]] = ()) -> tuple[tuple[str, ...], ...]:
    """Return the parts of the documents whose links changed, and of all that were or are side by side with them, each sorted, by first id.

    A part is the largest set that is connected by links above some margin and is no larger than `MOST_TOGETHER`: what hangs together
    loosely is told side by side while it is small, and by its closer links where it is not. The documents of each set in `tied`, ids of the
    plane, are of one part whatever they tell. Which part a document is in follows from its surroundings alone: a changed link moves only
    documents that are in a part, before or after, with an end of it.
    """
    graph = _Graph(plane, tied)
    found: dict[str, tuple[str, ...]] = {}
    todo = set(changed)
    while todo:
        todo |= plane.beside(sorted(todo)) - found.keys()
        graph.ask(todo)
        fresh: list[str] = []
        for id_ in sorted(todo):
            if id_ not in found:
                own = graph.part(id_)
                found |= dict.fromkeys(own, own)
                fresh += own
        todo = plane.beside(fresh) - found.keys()
    return tuple(sorted(set(found.values())))


class _Graph:
    """The links of a plane, asked for once, with what corrections tie."""

    def __init__(self, plane: Plane, tied: Iterable[frozenset[str]]) -> None:
        self._plane = plane
        self._links: dict[str, Mapping[str, float]] = {}
        self._ties: dict[str, set[str]] = {}
        for documents in tied:
            for id_ in documents:
                self._ties.setdefault(id_, set()).update(documents - {id_})

    def part(self, id_: str) -> tuple[str, ...]:
        """Return the part that a document is in, growing it by the closest link (Prim 1957) until it would be too large."""
        inside: set[str] = set()
        frontier: list[tuple[float, str]] = []
        whole: tuple[str, ...] = ()
        size, level = 0, COPY
        heappush(frontier, (-COPY, id_))
        while frontier:
            bits, other = heappop(frontier)
            if other in inside:
                continue
            if -bits < level:  # all links of a larger margin are inside: a part, as long as it is not too large
                whole, level = tuple(inside), -bits
            size += -bits < COPY
            if size >= MOST_TOGETHER:
                return tuple(sorted(whole))
            inside.add(other)
            if other not in self._links:  # the closest of what waits are next, and are asked for in the same go
                self.ask([other, *(waiting for _, waiting in nsmallest(ASKED_AHEAD, frontier))])
            for next_, margin_ in self._links[other].items():
                if next_ not in inside:
                    heappush(frontier, (-margin_, next_))
        return tuple(sorted(inside))

    def ask(self, ids: Iterable[str]) -> None:
        """Get to know the links of documents, in one go."""
        unknown = sorted(set(ids) - self._links.keys())
        links = self._plane.links(unknown) if unknown else {}
        for id_ in unknown:
            self._links[id_] = {**links[id_], **dict.fromkeys(self._ties.get(id_, ()), COPY)}


class Memory:
    """A plane in this process's memory."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[int, int, bytes, bytes]] = {}
        self._leads: dict[str, str | None] = {}
        self._reach: dict[str, int] = {}
        self._nearest: dict[str, Nearest] = {}
        self._margins: dict[str, dict[str, tuple[float, bool]]] = {}

    def around(self, earliest: int, latest: int, widest: int) -> Rows:
        """Return the undated documents and those of some days."""
        return self._of([i for i, (first, last, *_) in self._rows.items() if not first or (first <= latest and last >= earliest)])

    def everything(self) -> Rows:
        """Return all documents."""
        return self._of(list(self._rows))

    def _of(self, ids: list[str]) -> Rows:
        return ids, [self._leads[i] for i in ids], [self._reach[i] for i in ids], [self._rows[i][2] for i in ids]

    def first(self, id_: str) -> int:
        """Return a document's first day."""
        return self._rows[id_][0]

    def profiles(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """Return the profiles of some documents."""
        return {id_: self._rows[id_][3] for id_ in ids}

    def nearest(self, ids: Sequence[str]) -> Mapping[str, Nearest]:
        """Return the nearest of some documents."""
        return {id_: self._nearest[id_] for id_ in ids}

    def reaches(self, ids: Sequence[str]) -> Mapping[str, int]:
        """Return the reach of some documents."""
        return {id_: self._reach[id_] for id_ in ids}

    def margins(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, tuple[float, bool]]]:
        """Return the margins of some documents."""
        return {id_: self._margins[id_] for id_ in ids}

    def links(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, float]]:
        """Return the links of some documents."""
        return {id_: {other: bits for other, (bits, holds) in self._margins[id_].items() if holds} for id_ in ids}

    def beside(self, ids: Sequence[str]) -> set[str]:
        """Return nothing: it remembers no parts."""
        return set()

    def put(self, id_: str, first: int, last: int, sketch: bytes, whole: bytes) -> None:
        """Put a new document there."""
        self._rows[id_] = first, last, sketch, whole
        self._leads[id_], self._reach[id_], self._nearest[id_], self._margins[id_] = None, ANYTHING, (), {}

    def drop(self, id_: str) -> None:
        """Take a document away."""
        for other in self._margins.pop(id_):
            del self._margins[other][id_]
        del self._rows[id_], self._leads[id_], self._reach[id_], self._nearest[id_]

    def follow(self, id_: str, lead: str | None) -> None:
        """Note a document's lead."""
        self._leads[id_] = lead

    def hold(self, those: Mapping[str, tuple[Nearest, int]]) -> None:
        """Note the nearest of some documents."""
        for id_, (nearest, reach) in those.items():
            self._nearest[id_], self._reach[id_] = nearest, reach

    def link(self, pairs: Mapping[Pair, tuple[float, bool]]) -> None:
        """Note the margins of pairs of documents."""
        for (a, b), found in pairs.items():
            self._margins[a][b] = self._margins[b][a] = found

    def unlink(self, pairs: Collection[Pair]) -> None:
        """Forget the margins of pairs of documents."""
        for a, b in pairs:
            self._margins[b].pop(a, None)
            self._margins[a].pop(b, None)
