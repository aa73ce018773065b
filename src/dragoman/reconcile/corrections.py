"""Corrections by hand as constraints on mentions: which are one event, which are two, which are none, and which documents that ties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from typing import Literal

from dragoman.nouns.correction import Correction

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ties:
    """Mention ids: `groups` of two or more that are one event, `apart` the pairs, in order, of which no two are, `wrong` those of none."""

    groups: tuple[tuple[str, ...], ...] = ()
    apart: frozenset[Pair] = frozenset()
    wrong: frozenset[str] = frozenset()

    def on(self, a: str, b: str) -> Literal["together", "apart"] | None:
        """Return "together" or "apart" where a correction says so of two mentions, None where none does."""
        if pair(a, b) in self.apart:
            return "apart"
        return "together" if any(a in group and b in group for group in self.groups) else None

    def touched(self) -> frozenset[str]:
        """Return every mention that a correction speaks of."""
        return frozenset(m for group in self.groups for m in group) | frozenset(m for both in self.apart for m in both)


@lru_cache(maxsize=8)
def ties(corrections: tuple[Correction, ...]) -> Ties:
    """Return what corrections come to, the later beating the earlier on the same two mentions.

    Of what is said to be one, the latest is believed first, and what would join two mentions that are said to be two is left out: so the
    result never contradicts itself, whatever was undone in between.
    """
    said: dict[Pair, tuple[int, bool]] = {}
    for correction in sorted(corrections, key=lambda c: c.number):
        for both, together in _said(correction):
            said[both] = correction.number, together
    apart = frozenset(both for both, (_, together) in said.items() if not together)
    joined = sorted((both for both, (_, together) in said.items() if together), key=lambda both: (-said[both][0], both))
    return Ties(_groups(joined, apart), apart, _wrong(corrections))


def tied_documents(corrections: tuple[Correction, ...]) -> tuple[frozenset[str], ...]:
    """Return the sets of documents that hold mentions of one event by a correction, and so must be told together."""
    where = {m.id: m.document for c in corrections for side in c.sides for m in side}
    found = {frozenset(where[m] for m in group) for group in ties(corrections).groups}
    return tuple(sorted((documents for documents in found if len(documents) > 1), key=sorted))


def pair(a: str, b: str) -> Pair:
    """Return two mention ids in order."""
    return (a, b) if a < b else (b, a)


def _wrong(corrections: tuple[Correction, ...]) -> frozenset[str]:
    """Return the mentions of which the latest word is that they tell no event; whoever merges or splits one later says that it does."""
    latest = {m.id: c.kind for c in sorted(corrections, key=lambda c: c.number) for side in c.sides for m in side}
    return frozenset(mention for mention, kind in latest.items() if kind == "wrong")


def _said(correction: Correction) -> Iterator[tuple[Pair, bool]]:
    if correction.kind == "wrong":
        return
    sides = [sorted(m.id for m in side) for side in correction.sides]
    for side in sides:
        for a, b in combinations(side, 2):
            yield (a, b), True
    for one, other in combinations(sides, 2):
        for a, b in product(one, other):
            yield pair(a, b), False


def _groups(joined: Sequence[Pair], apart: frozenset[Pair]) -> tuple[tuple[str, ...], ...]:
    group: dict[str, set[str]] = {}
    enemies: Mapping[str, set[str]] = defaultdict(set)
    for a, b in apart:
        enemies[a].add(b)
        enemies[b].add(a)
    for a, b in joined:
        one, other = group.setdefault(a, {a}), group.setdefault(b, {b})
        if one is not other and not any(enemies[m] & other for m in one):
            one |= other
            for m in other:
                group[m] = one
    found = {tuple(sorted(members)) for members in group.values() if len(members) > 1}
    return tuple(sorted(found))
