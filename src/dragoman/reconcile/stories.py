"""Stories: which documents tell of the same happenings, by a symmetric test of two documents and keys that an index can find them by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import fsum, inf, log, sqrt

import numpy as np

from dragoman.nouns.correction import Correction
from dragoman.nouns.reading import Reading
from dragoman.nouns.time import DayInterval
from dragoman.reconcile.cluster import UNCOMPARED_BITS, cluster
from dragoman.reconcile.corrections import tied_documents
from dragoman.reconcile.days import gap, width
from dragoman.reconcile.words import distinctness_centibits, name_words, rarity_centibits, stems

Vector = Mapping[str, float]

# Weight of each cosine, near a logistic regression over all pairs of training reports (one story or not); only their ratios matter.
WORDS, NAMES, STATES, EVENTS = 18.0, 9.0, 2.0, 2.0
# All of a country's news shares that one state; only a second one says much.
ONE_STATE = 0.35
# What the weighted cosines must reach for two reports of one day that say by themselves that they are of one story.
NEEDED_SAME_DAY = 6.5
# Reports of one thing thin out: each day between two makes a new chapter of the same conflict likelier.
NEEDED_PER_DAY = 0.15
NEEDED_UNDATED = 8.5
# Two reports this far below are told side by side, and may be of one story by the company that they keep.
LOOSE = 1.0
# A story holds together while its reports stand on the mean no further than this below what is needed of two. A split story tells each
# event twice, a joined pair of stories only shares a heading; here the training stories are found with recall 0.91 and precision 0.99.
STORY_MEAN = -2.0
# Beyond this many days two reports are of one story only through those between them.
WINDOW_DAYS = 45
# A document dated more loosely than this is treated as undated.
LOOSE_DAYS = 60
# Names of a document that become keys: alone within a window of days, in pairs without one (which is how the undated are found).
KEY_NAMES, PAIR_NAMES = 24, 18
# A pair of names is a key only where both are rarer than this: all of a year's news is about some two great powers.
PAIR_CENTIBITS = 400
# What marks the pairs of an undated document once more, so that a dated one finds it without finding all that ever had that pair.
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a document is about: unit vectors of words, names, states, and events by type and state, its days, and its block keys.

    `sought` are the keys by which it finds others, of which each has one among its `keys` where the two may be of one story.
    """

    words: Vector
    names: Vector
    states: Vector
    events: Vector
    days: DayInterval | None
    keys: frozenset[str]
    sought: frozenset[str]


def story_keys(reading: Reading) -> tuple[str, ...]:
    """Return the keys of a document, sorted; two documents that pass `same_story` share at least one."""
    return tuple(sorted(profile(reading).keys))


def sought_keys(reading: Reading) -> tuple[str, ...]:
    """Return the keys by which a document finds others, sorted: two that pass `same_story` each seek a key that the other has.

    They are fewer than all that two may share: two dated documents within the window share one of it, so that a pair of names, which
    finds documents of all years, need be sought only where one of the two is undated.
    """
    return tuple(sorted(profile(reading).sought))


def same_story(a: Reading, b: Reading) -> bool:
    """Tell whether two documents may tell of the same happenings, from nothing but the two: symmetric, the same whatever else is known."""
    return _near(profile(a), profile(b))


def _near(x: Profile, y: Profile) -> bool:
    return _margin(x, y) >= -LOOSE


def _margin(x: Profile, y: Profile) -> float:
    """Return by how much two documents are liker than they need be for one story; at least what `cluster` gives a pair without a key."""
    least = needed(x.days, y.days)
    if least == inf or x.keys.isdisjoint(y.keys):
        return UNCOMPARED_BITS
    return max(alike(x, y) - least, UNCOMPARED_BITS)


def alike(x: Profile, y: Profile) -> float:
    """Return the weighted sum of cosines, 0 to 31; rounded, so that neither order nor platform moves it across the threshold."""
    states = _cosine(x.states, y.states) * (1.0 if len(x.states.keys() & y.states.keys()) > 1 else ONE_STATE)
    total = WORDS * _cosine(x.words, y.words) + NAMES * _cosine(x.names, y.names) + STATES * states + EVENTS * _cosine(x.events, y.events)
    return round(total, 6)


def needed(a: DayInterval | None, b: DayInterval | None) -> float:
    """Return the likeness that two documents of these days need to be of one story; out of reach beyond the window."""
    if a is None or b is None:
        return NEEDED_UNDATED
    days = gap(a, b)
    return NEEDED_SAME_DAY + NEEDED_PER_DAY * days if days <= WINDOW_DAYS else inf


def components(readings: Sequence[Reading], tied: Iterable[frozenset[str]] = ()) -> tuple[tuple[Reading, ...], ...]:
    """Return the connected components of `same_story`, what is told side by side, each sorted by document id, sorted by their first id.

    The documents of each set in `tied`, by id, are of one component whatever they tell.
    """
    ordered = sorted(readings, key=lambda r: r.document.id)
    profiles = [profile(r) for r in ordered]
    root = list(range(len(ordered)))

    def find(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for i, j in _candidates(profiles):
        a, b = find(i), find(j)
        if a != b and _near(profiles[i], profiles[j]):
            root[max(a, b)] = min(a, b)
    place = {r.document.id: n for n, r in enumerate(ordered)}
    for documents in tied:
        present = sorted(place[d] for d in documents if d in place)
        for other in present[1:]:
            a, b = find(present[0]), find(other)
            root[max(a, b)] = min(a, b)
    groups: dict[int, list[Reading]] = {}
    for n, reading in enumerate(ordered):
        groups.setdefault(find(n), []).append(reading)
    return tuple(tuple(group) for group in groups.values())


def stories(component: Sequence[Reading], tied: Iterable[frozenset[str]] = ()) -> tuple[tuple[Reading, ...], ...]:
    """Return the stories of one component of `same_story`, each sorted by document id, sorted by their first id.

    Average link over the margins of all pairs, so that a chain of reports, each near the next, is a story only while its ends are near
    too: a story that drifts becomes two. Nothing but the set of documents decides, so a late document joins as if it had been there.
    """
    ordered = sorted(component, key=lambda r: r.document.id)
    profiles = [profile(r) for r in ordered]
    pairs = np.array(_candidates(profiles), dtype=np.int64).reshape(-1, 2)
    margins = np.array([_margin(profiles[i], profiles[j]) for i, j in pairs.tolist()], dtype=np.float64)
    groups = cluster(len(ordered), pairs, margins, STORY_MEAN, together=_together(ordered, tied))
    return tuple(tuple(ordered[n] for n in group) for group in groups)


def told_apart(component: Sequence[Reading], corrections: tuple[Correction, ...]) -> tuple[tuple[Reading, ...], ...]:
    """Return the stories of one component of `same_story` by the corrections in force; each can be told by itself."""
    return stories(component, tied_documents(corrections))


def _together(ordered: Sequence[Reading], tied: Iterable[frozenset[str]]) -> list[list[int]]:
    """Return the documents that corrections tie, by index; sets that share a document are one."""
    place = {r.document.id: n for n, r in enumerate(ordered)}
    groups: list[set[int]] = []
    for documents in tied:
        group = {place[d] for d in documents if d in place}
        for other in [g for g in groups if g & group]:
            groups.remove(other)
            group |= other
        groups.append(group)
    return [sorted(g) for g in groups if len(g) > 1]


def _candidates(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    index: dict[str, list[int]] = {}
    for n, one in enumerate(profiles):
        for key in one.keys:
            index.setdefault(key, []).append(n)
    return sorted({pair for found in index.values() for pair in combinations(found, 2)})


@lru_cache(maxsize=256)  # a store tests one new document against many; kept small, since a reading is large
def profile(reading: Reading) -> Profile:
    """Return what a document is about; the title counts twice, as a sentence of the text and for itself."""
    document = reading.document
    title = document.title or ""
    counts = Counter(s for s in stems(f"{title} {title} {document.text}") if not s[0].isdigit())
    weights = {s: (1 + log(n)) * (distinctness_centibits(s) / 100) ** 2 for s, n in counts.items()}
    days = _days(reading)
    words, names = _unit(weights), _names(reading)
    return Profile(words, names, _states(reading), _events(reading), days, *_keys(_heaviest(names, words), days))


def _heaviest(names: Vector, words: Vector) -> list[str]:
    """Return the words of a document's weightiest names, then, where it has few, its weightiest words."""
    return [k for vector in (names, words) for k in sorted(vector, key=lambda k: (-round(vector[k], 6), k))][: max(KEY_NAMES, PAIR_NAMES)]


def _keys(heavy: Sequence[str], days: DayInterval | None) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys that a document has and those that it seeks.

    Each heavy name with the document's window and the next, so that two documents a window apart at most share one; and pairs of names,
    marked once more for the undated. A pair's names are heavy names too: it finds the dated nothing that a window does not.
    """
    rare = sorted(k for k in heavy[:PAIR_NAMES] if rarity_centibits(k) >= PAIR_CENTIBITS)
    pairs = frozenset(f"{a}+{b}" for a, b in combinations(rare, 2))
    undated = frozenset(f"{UNDATED} {key}" for key in pairs)
    if days is None:
        return pairs | undated, pairs
    first, last = days.earliest.toordinal() // WINDOW_DAYS, days.latest.toordinal() // WINDOW_DAYS + 1
    windows = frozenset(f"{n}/{name}" for n in range(first, last + 1) for name in heavy[:KEY_NAMES])
    return windows | pairs, windows | undated


def _days(reading: Reading) -> DayInterval | None:
    document = reading.document
    if document.published:
        return DayInterval(document.published, document.published)
    if document.dated is None:
        return None
    days = DayInterval(document.dated.earliest, document.dated.latest)
    return days if width(days) <= LOOSE_DAYS else None


def _names(reading: Reading) -> Vector:
    counts: Counter[str] = Counter()
    for entity in reading.entities:
        if any(c.isupper() for c in entity.name):
            for word in name_words(entity.name):
                counts[word] += len(entity.mentions)
    return _unit({w: (1 + log(n)) * distinctness_centibits(w) / 100 for w, n in counts.items() if n})


def _states(reading: Reading) -> Vector:
    counts: Counter[str] = Counter()
    for entity in reading.entities:
        if entity.state:
            counts[entity.state] += len(entity.mentions)
    return _unit({s: log(1 + n) for s, n in counts.items() if n})


def _events(reading: Reading) -> Vector:
    states = {e.id: e.state for e in reading.entities}
    counts: Counter[str] = Counter()
    for event in reading.events:
        sides = sorted({s for x in (*event.actors, *event.recipients) if (s := states.get(x))})
        counts.update(f"{event.type} {s}" for s in sides)
        if len(sides) > 1:
            counts[f"{event.type} {' '.join(sides)}"] += 1
    return _unit({k: log(1 + n) for k, n in counts.items()})


def _unit(weights: Vector) -> Vector:
    norm = sqrt(_sum(w * w for w in weights.values()))
    return {k: w / norm for k, w in weights.items()} if norm else {}


def _cosine(a: Vector, b: Vector) -> float:
    return _sum(w * b[k] for k, w in a.items() if k in b) if len(a) <= len(b) else _cosine(b, a)


def _sum(values: Iterable[float]) -> float:
    """Sum without rounding on the way, so that the order of the terms does not show."""
    return fsum(values)
