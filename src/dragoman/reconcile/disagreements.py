"""On which fields of one event documents cannot all be right: numbers by bound, days as intervals, places by containment, denials."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import combinations

from dragoman.nouns.time import DayInterval
from dragoman.reconcile.days import gap, width
from dragoman.reconcile.features import group, places_level, trigger_level
from dragoman.reconcile.lifecycle import quarrel
from dragoman.reconcile.parties import Cast
from dragoman.reconcile.terms import Given, clash, comparable, ratio
from dragoman.reconcile.told import Told

# Reports of one day's event name the day before or after it: overnight, time zones, the day of the report. Plans name the day itself.
SLACK_DAYS = 1
_AHEAD = frozenset({"scheduled", "possible", "hypothetical"})
# Deeds with a doer and a target; in talks and deals each report may name the side it cares for.
ONE_SIDED = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
# Lower bounds of the steps in which links (bits) and amounts (larger over smaller) are told apart.
LINK_STEPS = (8.0, 5.0, 2.0, -1.0, -4.0)
RATIO_STEPS = (5.0, 2.0, 1.3, 1.1)
# Bits from which a difference is a disagreement: where stories left out of the training, with and without a reader's faults, score best.
# That is below even odds, as a reader's faults hide more disagreements than they invent.
THRESHOLD_BITS = -1.25
# What a disagreement on a field means to a reader, in bits added to those of its being one; others count nothing extra.
IMPORTANCE_BITS: Mapping[str, float] = {
    "status": 5.0, "actor": 4.0, "killed": 4.0, "injured": 3.0, "detained": 3.0, "place": 3.0, "when": 2.0, "money": 2.0, "quantity": 1.0,
    "participants": 1.0,
}  # fmt: skip

Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Links:
    """Bits of the compared pairs of mentions, by the mentions' names in order."""

    bits: Mapping[tuple[Name, Name], float] = field(default_factory=dict)

    def of(self, a: Told, b: Told) -> float:
        """Return the bits for two mentions being of one happening, minus infinity for a pair that was not compared."""
        return self.bits.get((min(a.name, b.name), max(a.name, b.name)), float("-inf"))


@dataclass(frozen=True, slots=True)
class Difference:
    """Values of one field that two documents give and that cannot both be true, with the level of each clue to whether it is meant.

    Happenings taken for one by mistake differ too. The clues are which field it is, how surely the very mentions that give the values
    are of one happening, whether they use one word for it, how far apart the values are, and whether a document gives several such values
    itself, as for two attacks.
    """

    field: str
    levels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Bits per clue and level that a difference is a disagreement, and the bits before any clue."""

    prior_bits: float
    bits: Mapping[str, Mapping[str, float]]

    def of(self, difference: Difference) -> float:
        """Return the bits of a difference; a level that training never saw says nothing."""
        return round(self.prior_bits + sum(self.bits.get(clue, {}).get(level, 0.0) for clue, level in difference.levels), 6)


@cache
def weights() -> Weights:
    """Return the shipped weights, written by training/difference_weights.py."""
    table = tomllib.loads(files("dragoman.reconcile").joinpath("differences.toml").read_text(encoding="utf-8"))
    return Weights(table["prior_bits"], {k: v for k, v in table.items() if isinstance(v, dict)})


def disagreements(tolds: Sequence[Told], cast: Cast, links: Links) -> Mapping[str, float]:
    """Return the names of the fields on which two documents that tell one event contradict, each with the bits of the surest."""
    found: dict[str, float] = {}
    for one in differences(tolds, cast, links):
        bits = weights().of(one)
        if bits >= THRESHOLD_BITS:
            found[one.field] = max(bits, found.get(one.field, bits))
    return found


def ranked(found: Mapping[str, float]) -> list[str]:
    """Return the fields of disagreements by how much they matter: what the field means to a reader, and how sure the disagreement is."""
    return sorted(found, key=lambda name: (-(IMPORTANCE_BITS.get(name, 0.0) + found[name]), name))


def differences(tolds: Sequence[Told], cast: Cast, links: Links) -> Iterator[Difference]:
    """Yield every difference between two documents on status, place, when, actor and each kind of term; values of one are none."""
    by_document: dict[str, list[Told]] = defaultdict(list)
    for told in tolds:
        by_document[told.document.id].append(told)
    for first, second in combinations(sorted(by_document), 2):
        a, b = by_document[first], by_document[second]
        yield from _terms(a, b, links)
        yield from _days(a, b, links)
        yield from _places(a, b, cast, links)
        yield from _doers(a, b, cast, links)
        yield from _statuses(a, b, links)


def _difference(name: str, pairs: Sequence[tuple[Told, Told]], links: Links, apart: str, several: bool = False) -> Difference:
    """Return a difference in which the mentions of `pairs` give the values; the pair that is surest of one happening speaks for it."""
    x, y = max(pairs, key=lambda p: (links.of(*p), p[0].name, p[1].name))
    bits = links.of(x, y)
    return Difference(
        name,
        (
            ("field", name),
            ("link", next((f"{low:g} or more" for low in LINK_STEPS if bits >= low), "less")),
            ("trigger", trigger_level(x.lemmas, y.lemmas)),
            ("apart", apart),
            ("several", "several" if several else "one"),
        ),
    )


def _terms(a: Sequence[Told], b: Sequence[Told], links: Links) -> Iterator[Difference]:
    """Yield a difference for each kind of which one gives a value that cannot be true with any that the other gives of it in that unit."""
    given = [[(told, value) for told in side for value in _given(told)] for side in (a, b)]
    for kind in sorted({v[0] for _, v in given[0]} & {v[0] for _, v in given[1]}):
        x, y = ([(told, value) for told, value in side if value[0] == kind] for side in given)
        clashing = [*_alone(x, y), *((q, p) for p, q in _alone(y, x))]
        if clashing:
            ratios = [r for (_, v), (_, w) in clashing if (r := ratio(v, w)) is not None]
            nearest = min(ratios, default=None)
            step = "unlike" if nearest is None else next((f"{low:g} times or more" for low in RATIO_STEPS if nearest >= low), "close")
            units = {v for (_, v), _ in clashing} | {v for _, (_, v) in clashing}
            several = any(len({v for _, v in side if any(comparable(v, u) for u in units)}) > 1 for side in (x, y))
            yield _difference(kind, [(t, u) for (t, _), (u, _) in clashing], links, step, several)


Value = tuple[Told, Given]


def _alone(a: Sequence[Value], b: Sequence[Value]) -> Iterator[tuple[Value, Value]]:
    """Yield each value of `a` that clashes with all that `b` gives in its unit, with each of those."""
    for told, value in a:
        alike = [(other, y) for other, y in b if comparable(value, y)]
        if all(clash(value, y) for _, y in alike):
            yield from (((told, value), one) for one in alike)


def _given(told: Told) -> list[Given]:
    return [(x.kind, x.value, x.bound) for x in told.mention.terms]


def _days(a: Sequence[Told], b: Sequence[Told], links: Links) -> Iterator[Difference]:
    dated = [(x, y) for x in a for y in b if x.days and y.days]
    ahead = all(t.mention.status in _AHEAD for pair in dated for t in pair)
    slack = 0 if ahead else SLACK_DAYS
    if dated and all(_apart(p, q, slack) for x, y in dated for p in x.days for q in y.days):
        several = any(len({d for t in side for d in t.days}) > 1 for side in (a, b))
        yield _difference("when", dated, links, "planned day" if ahead else "day", several)


def _apart(a: DayInterval, b: DayInterval, slack: int) -> bool:
    return gap(a, b) > (slack if width(a) == width(b) == 1 else 0)


def _places(a: Sequence[Told], b: Sequence[Told], cast: Cast, links: Links) -> Iterator[Difference]:
    """Places contradict where neither holds the other, nor are they in one state: a report may say the city, another the square."""
    placed = [(x, y) for x in a for y in b if x.places and y.places]
    first, second = (group(tuple(sorted({n for t in side for n in t.places})), cast.participants) for side in (a, b))
    if placed and places_level(first, second, cast.participants) == "different":
        known = "states" if first.states and second.states else "unknown"
        yield _difference("place", placed, links, known, len(first.parties) > 1 or len(second.parties) > 1)


def _doers(a: Sequence[Told], b: Sequence[Told], cast: Cast, links: Links) -> Iterator[Difference]:
    """Two documents disagree on who did a one-sided deed where each names another state's actor, and neither names the other's at all."""

    def states(side: Sequence[Told], *roles: str) -> set[str]:
        deeds = [t for t in side if t.mention.type in ONE_SIDED]
        return {s for t in deeds for role in roles for n in getattr(t, role) for s in cast.participants[n].states}

    did = states(a, "actors"), states(b, "actors")
    named = states(a, "actors", "recipients", "by"), states(b, "actors", "recipients", "by")
    if did[0] and did[1] and not did[0] & named[1] and not did[1] & named[0]:
        pairs = [(x, y) for x in a for y in b if x.actors and y.actors]
        yield _difference("actor", pairs, links, "states", len(did[0]) > 1 or len(did[1]) > 1)


def _statuses(a: Sequence[Told], b: Sequence[Told], links: Links) -> Iterator[Difference]:
    """Documents differ on the status where one denies what the other claims and they do not both tell both sides."""
    said = quarrel({t.mention.status for t in a}, {t.mention.status for t in b})
    if said:
        pairs = [(x, y) for x in a for y in b if (x.mention.status == "denied") != (y.mention.status == "denied")]
        yield _difference("status", pairs, links, said)
