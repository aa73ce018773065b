"""Gathers what a document points at: every sign of a state, which entity it is in, and what is known of each entity's state."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dragoman.read.scene import Pointer, Scene, weight

NONE: Final = ""  # "no one state" as a candidate
Features = dict[str, float]
PLACING: Final = frozenset(("in", "at", "near", "from", "outside", "inside"))
_GUESSED: Final = 0.5  # how much an entity's own mention counts, against a name of its state
_KINDS: Final = {
    "places": frozenset(("capital", "region", "GPE", "LOC", "where")),
    "where": frozenset(("where",)),
    "towns": frozenset(("region", "GPE", "LOC")),
    "names": frozenset(("name",)),
    "capitals": frozenset(("capital",)),
    "adjectives": frozenset(("adjective", "people")),
    "persons": frozenset(("PER",)),
    "bodies": frozenset(("ORG", "GRP", "organisation", "seat")),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """A word that points at a state: how, and which entity's mention it is in, if any."""

    at: int
    code: str
    kind: str
    entity: int
    weight: float


@dataclass(frozen=True)
class Ground:
    """All signs of a document in order, and what is known of each entity's state: a code, `NONE` for no one state, None for unknown."""

    signs: tuple[Sign, ...]
    known: tuple[str | None, ...]
    mentions: tuple[tuple[int, int, int], ...]  # first word, last word, entity
    share: dict[str, float]
    most: str
    everywhere: dict[str, Features]  # what holds of each state all over the document
    heads: dict[str, Counter[tuple[str, int]]]

    @cached_property
    def places(self) -> list[int]:
        """Return where the signs stand."""
        return [sign.at for sign in self.signs]

    def beside(self, entity: int) -> Sequence[Sign]:
        """Return the signs outside an entity's own mentions."""
        return [sign for sign in self.signs if sign.entity != entity]


def ground(scene: Scene, known: Sequence[str | None]) -> Ground:
    """Return the ground of a document with what is known of its entities."""
    mentions = scene.mentions
    owner = {at: i for first, last, i in mentions for at in range(first, last)}
    signs = {q.at: Sign(q.at, q.code, _kind(q, scene), owner.get(q.at, -1), weight(q)) for q in scene.pointers}
    heads: dict[str, Counter[tuple[str, int]]] = {}
    for first, last, i in mentions:
        code = known[i]
        if not code:
            continue
        heads.setdefault(scene.words[last - 1].key, Counter())[code, i] += 1
        if signs.keys().isdisjoint(range(first, last)):
            signs[first] = Sign(first, code, scene.entities[i].type, i, _GUESSED)
    mass: dict[str, float] = {}
    ordered = tuple(signs[at] for at in sorted(signs))
    for sign in ordered:
        mass[sign.code] = mass.get(sign.code, 0.0) + sign.weight
    total = sum(mass.values()) or 1.0
    share = {code: mass[code] / total for code in sorted(mass)}
    most = max(share, key=lambda code: share[code]) if share else NONE
    return Ground(ordered, tuple(known), mentions, share, most, _everywhere(ordered, share, most), heads)


def _everywhere(signs: Sequence[Sign], share: dict[str, float], most: str) -> dict[str, Features]:
    """Return for each state its share of all signs, and of the signs of each kind: places, names, persons."""
    found = {code: {"share": s, "log share": math.log(s), "most": float(code == most)} for code, s in share.items()}
    for name, kinds in _KINDS.items():
        of_kind = _share(signs, kinds)
        top = max(of_kind.values(), default=0.0)
        for code, own in found.items():
            if code in of_kind:
                own |= {name: of_kind[code], f"{name} most": float(of_kind[code] == top)}
            elif of_kind:
                own[f"{name} none"] = 1.0
    return found


def _kind(pointer: Pointer, scene: Scene) -> str:
    """Return how the pointer points; a capital or a state that is only where something happens is told from one that acts."""
    word = scene.word(pointer.at - 1)
    return "where" if pointer.kind in {"capital", "name"} and word is not None and word.key in PLACING else pointer.kind


def _share(signs: Sequence[Sign], kinds: frozenset[str]) -> dict[str, float]:
    counts = Counter(sign.code for sign in signs if sign.kind in kinds)
    total = sum(counts.values())
    return {code: counts[code] / total for code in sorted(counts)}
