"""On which fields of one event documents cannot all be right: numbers by bound, days as intervals, places by containment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from dragoman.nouns.time import DayInterval
from dragoman.reconcile.days import gap, width
from dragoman.reconcile.features import group, places_level
from dragoman.reconcile.parties import Cast
from dragoman.reconcile.terms import Given, clash, comparable
from dragoman.reconcile.told import Told

# Reports of one day's event name the day before or after it: overnight, time zones, the day of the report.
SLACK_DAYS = 1
# Deeds with a doer and a target; in talks and deals each report may name the side it cares for.
ONE_SIDED = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
# Two happenings that were taken for one differ first in where, when and how long. There the very mentions that differ must be
# of one happening by this many bits; counts, money and who denies what are disputed of one happening about as often as not.
SURE_BITS: Mapping[str, float] = {"place": 4.0, "when": 4.0, "duration": 4.0}

Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Links:
    """Bits of the compared pairs of mentions, by the mentions' names in order; a pair that was not compared is not sure of anything."""

    bits: Mapping[tuple[Name, Name], float] = field(default_factory=dict)

    def sure(self, a: Told, b: Told, of: str) -> bool:
        """Tell whether two mentions are surely enough of one happening for a difference in the field `of` to count."""
        least = SURE_BITS.get(of)
        return least is None or self.bits.get((min(a.name, b.name), max(a.name, b.name)), float("-inf")) >= least


def disagreements(tolds: Sequence[Told], cast: Cast, links: Links) -> frozenset[str]:
    """Return the names of the fields (actor, place, when, and term kinds) on which two documents that tell one event contradict."""
    by_document: dict[str, list[Told]] = defaultdict(list)
    for told in tolds:
        by_document[told.document.id].append(told)
    pairs = [(by_document[a], by_document[b]) for a, b in combinations(sorted(by_document), 2)]
    return frozenset(name for a, b in pairs for name in _contradicted(a, b, cast, links))


def _contradicted(a: Sequence[Told], b: Sequence[Told], cast: Cast, links: Links) -> Iterator[str]:
    yield from _terms(a, b, links)
    yield from _terms(b, a, links)
    if _days(a, b, links):
        yield "when"
    if _places(a, b, cast, links):
        yield "place"
    if _doers(a, b, cast):
        yield "actor"


def _terms(a: Sequence[Told], b: Sequence[Told], links: Links) -> Iterator[str]:
    """Yield the kinds of which `a` gives a value that cannot be true with any that `b` gives of that kind in that unit."""
    for told in a:
        for value in _given(told):
            alike = [(other, y) for other in b for y in _given(other) if comparable(value, y)]
            if alike and all(clash(value, y) for _, y in alike) and any(links.sure(told, other, value[0]) for other, _ in alike):
                yield value[0]


def _given(told: Told) -> list[Given]:
    return [(x.kind, x.value, x.bound) for x in told.mention.terms]


def _days(a: Sequence[Told], b: Sequence[Told], links: Links) -> bool:
    dated = [(x, y) for x in a for y in b if x.days and y.days]
    together = any(not _apart(p, q) for x, y in dated for p in x.days for q in y.days)
    return bool(dated) and not together and any(links.sure(x, y, "when") for x, y in dated)


def _apart(a: DayInterval, b: DayInterval) -> bool:
    return gap(a, b) > (SLACK_DAYS if width(a) == width(b) == 1 else 0)


def _places(a: Sequence[Told], b: Sequence[Told], cast: Cast, links: Links) -> bool:
    """Places contradict where neither holds the other, nor are they in one state: a report may say the city, another the square."""
    placed = [(x, y) for x in a for y in b if x.places and y.places]
    first, second = (group(tuple(sorted({n for t in side for n in t.places})), cast.participants) for side in (a, b))
    level = places_level(first, second, cast.participants)
    return level == "different" and any(links.sure(x, y, "place") for x, y in placed)


def _doers(a: Sequence[Told], b: Sequence[Told], cast: Cast) -> bool:
    """Two documents disagree on who did a one-sided deed where each names another state's actor, and neither names the other's at all."""

    def states(side: Sequence[Told], *roles: str) -> set[str]:
        deeds = [t for t in side if t.mention.type in ONE_SIDED]
        return {s for t in deeds for role in roles for n in getattr(t, role) for s in cast.participants[n].states}

    did = states(a, "actors"), states(b, "actors")
    named = states(a, "actors", "recipients", "by"), states(b, "actors", "recipients", "by")
    return bool(did[0] and did[1]) and not did[0] & named[1] and not did[1] & named[0]
