"""What a document is about, as numbers that two documents are compared by: weighted features, a short sketch of them, and its days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from math import fsum, inf, log, sqrt

import numpy as np
from numpy.typing import NDArray

from dragoman.nouns.reading import Reading
from dragoman.nouns.time import DayInterval
from dragoman.reconcile.cluster import UNCOMPARED_BITS
from dragoman.reconcile.days import gap, width
from dragoman.reconcile.words import distinctness_centibits, name_words, stems

# Weight of each cosine, near a logistic regression over all pairs of training reports (one story or not); only their ratios matter.
WORDS, NAMES, STATES, EVENTS = 18.0, 9.0, 2.0, 2.0
# All of a country's news shares that one state; only a second one says much.
ONE_STATE = 0.35
# What the weighted cosines must reach for two reports of one day that say by themselves that they are of one story.
NEEDED_SAME_DAY = 6.5
# Reports of one thing thin out: each day between two makes a new chapter of the same conflict likelier.
NEEDED_PER_DAY = 0.15
NEEDED_UNDATED = 8.5
# Beyond this many days two reports are of one story only through those between them.
WINDOW_DAYS = 45
# A document dated more loosely than this is treated as undated.
LOOSE_DAYS = 60
# Signs that each feature throws its weight on: the likeness of two sketches is off by a twentieth of the largest possible one.
SKETCH_SIZE = 512
# Sketches are whole numbers of a byte, so that the sum of their products is exact in whatever order it is made.
SKETCH_STEP = 7.0
SKETCH_MOST = 127
WEIGHT_STEPS = 4096
# As many sketches are compared in one go as a processor has at hand four bytes wide.
SKETCHES_AT_ONCE = 512
# Editions of one wire report have sketches at least so near each other; independent reports of one event hardly ever do.
COPY_COSINE = 0.85

Vector = Mapping[str, float]
_MIX = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)  # splitmix64 (Steele, Lea & Flood 2014)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What a document is about: hashed features (F,), ascending, with their weights (F,), its states likewise (S,), its sketch, its days.

    Features are words, names, and events by type and state; of two documents the sum of the products of shared features' weights is the
    weighted sum of the cosines.
    """

    features: NDArray[np.uint64]
    weights: NDArray[np.float32]
    states: NDArray[np.uint64]
    state_weights: NDArray[np.float32]
    sketch: NDArray[np.int8]
    days: DayInterval | None

    @property
    def first(self) -> int:
        """The first day on which it may have been written, counted from year 1; 0 where it is undated."""
        return self.days.earliest.toordinal() if self.days else 0

    @property
    def last(self) -> int:
        """The last such day; 0 where it is undated."""
        return self.days.latest.toordinal() if self.days else 0


def packed(of: Profile) -> bytes:
    """Return a profile as bytes: its days and lengths as four whole numbers, then its arrays."""
    head = np.array([of.first, of.last, len(of.features), len(of.states)], dtype="<i4")
    arrays = (of.features.astype("<u8"), of.states.astype("<u8"), of.weights.astype("<f4"), of.state_weights.astype("<f4"))
    return b"".join(a.tobytes() for a in (head, *arrays, of.sketch))


def unpacked(raw: bytes) -> Profile:
    """Return the profile that was packed."""
    first, last, features, states = np.frombuffer(raw, "<i4", 4).tolist()
    keys = np.frombuffer(raw, "<u8", features + states, 16)
    weights = np.frombuffer(raw, "<f4", features + states, 16 + 8 * (features + states))
    sketch = np.frombuffer(raw, np.int8, SKETCH_SIZE, 16 + 12 * (features + states))
    days = DayInterval(date.fromordinal(first), date.fromordinal(last)) if first else None
    return Profile(keys[:features], weights[:features], keys[features:], weights[features:], sketch, days)


@lru_cache(maxsize=256)  # documents told side by side are asked for again and again; kept small, since a reading is large
def profile(reading: Reading) -> Profile:
    """Return what a document is about; the title counts twice, as a sentence of the text and for itself."""
    document = reading.document
    title = document.title or ""
    counts = Counter(s for s in stems(f"{title} {title} {document.text}") if not s[0].isdigit())
    words = {s: (1 + log(n)) * (distinctness_centibits(s) / 100) ** 2 for s, n in counts.items()}
    parts = (("word", words, WORDS), ("name", _names(reading), NAMES), ("event", _events(reading), EVENTS))
    found = {_hashed(f"{kind} {key}"): w * sqrt(weight) for kind, vector, weight in parts for key, w in _unit(vector).items()}
    features, weights = _arrays(found)
    states, state_weights = _arrays({_hashed(f"state {s}"): w for s, w in _unit(_states(reading)).items()})
    whole = np.concatenate([features, states]), np.concatenate([weights, state_weights * np.float32(sqrt(STATES))])
    return Profile(features, weights, states, state_weights, _sketch(*whole), _days(reading))


def margin(x: Profile, y: Profile) -> float:
    """Return by how much two documents are liker than they need be for one story; at least what `cluster` gives what is not compared."""
    least = needed(x.days, y.days)
    return UNCOMPARED_BITS if least == inf else max(alike(x, y) - least, UNCOMPARED_BITS)


def alike(x: Profile, y: Profile) -> float:
    """Return the weighted sum of cosines, 0 to 31; rounded, so that no platform moves it across the threshold."""
    _, total = _product(x.features, x.weights, y.features, y.weights)
    states, both = _product(x.states, x.state_weights, y.states, y.state_weights)
    return round(total + STATES * both * (1.0 if states > 1 else ONE_STATE), 6)


def needed(a: DayInterval | None, b: DayInterval | None) -> float:
    """Return the likeness that two documents of these days need to be of one story; out of reach beyond the window."""
    if a is None or b is None:
        return NEEDED_UNDATED
    days = gap(a, b)
    return NEEDED_SAME_DAY + NEEDED_PER_DAY * days if days <= WINDOW_DAYS else inf


def likenesses(own: NDArray[np.int8], others: NDArray[np.int8]) -> NDArray[np.int64]:
    """Return the likeness (N,) of a sketch (K,) to others (N, K): whole numbers, the same both ways, larger the more two have in common."""
    # 512 products of bytes stay below 2^24, up to which a float32 holds every whole number: fast, and exact in any order of summing.
    wide = own.astype(np.float32)
    found = np.empty(len(others), dtype=np.int64)
    for start in range(0, len(others), SKETCHES_AT_ONCE):
        found[start : start + SKETCHES_AT_ONCE] = others[start : start + SKETCHES_AT_ONCE].astype(np.float32) @ wide
    return found


def _product(a: NDArray[np.uint64], of_a: NDArray[np.float32], b: NDArray[np.uint64], of_b: NDArray[np.float32]) -> tuple[int, float]:
    """Return how many features two share, and the sum of the products of their weights."""
    if not len(a) or not len(b):
        return 0, 0.0
    at = np.minimum(np.searchsorted(b, a), len(b) - 1)
    shared = b[at] == a
    return int(shared.sum()), fsum((of_a[shared].astype(np.float64) * of_b[at[shared]]).tolist())


def _sketch(features: NDArray[np.uint64], weights: NDArray[np.float32]) -> NDArray[np.int8]:
    """Throw each weight (F,) on 512 sums with signs that its feature (F,) draws, after Johnson and Lindenstrauss (1984)."""
    with np.errstate(over="ignore"):
        drawn = features[:, None] + np.arange(1, SKETCH_SIZE // 64 + 1, dtype=np.uint64) * np.uint64(_MIX[0])
        drawn = (drawn ^ (drawn >> np.uint64(30))) * np.uint64(_MIX[1])
        drawn = (drawn ^ (drawn >> np.uint64(27))) * np.uint64(_MIX[2])
        drawn ^= drawn >> np.uint64(31)
    bits = np.unpackbits(drawn.astype("<u8").view(np.uint8), axis=1).astype(np.int64)
    whole = np.rint(weights.astype(np.float64) * WEIGHT_STEPS).astype(np.int64)
    sums = (2 * bits - 1).T @ whole
    steps = np.clip(sums * int(SKETCH_STEP) // WEIGHT_STEPS, -SKETCH_MOST, SKETCH_MOST)
    found: NDArray[np.int8] = steps.astype(np.int8)
    return found


@lru_cache(maxsize=65536)
def _hashed(feature: str) -> int:
    return int.from_bytes(blake2b(feature.encode(), digest_size=8).digest(), "little")


def _arrays(vector: Mapping[int, float]) -> tuple[NDArray[np.uint64], NDArray[np.float32]]:
    keys = sorted(vector)
    return np.array(keys, dtype=np.uint64), np.array([vector[k] for k in keys], dtype=np.float32)


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
    return {w: (1 + log(n)) * distinctness_centibits(w) / 100 for w, n in counts.items() if n}


def _states(reading: Reading) -> Vector:
    counts: Counter[str] = Counter()
    for entity in reading.entities:
        if entity.state:
            counts[entity.state] += len(entity.mentions)
    return {s: log(1 + n) for s, n in counts.items() if n}


def _events(reading: Reading) -> Vector:
    states = {e.id: e.state for e in reading.entities}
    counts: Counter[str] = Counter()
    for event in reading.events:
        sides = sorted({s for x in (*event.actors, *event.recipients) if (s := states.get(x))})
        counts.update(f"{event.type} {s}" for s in sides)
        if len(sides) > 1:
            counts[f"{event.type} {' '.join(sides)}"] += 1
    return {k: log(1 + n) for k, n in counts.items()}


def _unit(weights: Vector) -> Vector:
    """Return a vector of length one; summed without rounding on the way, so that the order of its terms does not show."""
    norm = sqrt(fsum(w * w for w in weights.values()))
    return {k: w / norm for k, w in weights.items()} if norm else {}


def copied(own: NDArray[np.int8], others: NDArray[np.int8], both: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which of some sketches (N, K) are so like one (K,) that one document is most likely an edition of the other: (N,).

    `both` are their likenesses (N,). Of a length far from each other's two are no editions, so that most need not be measured.
    """
    length = int(own.astype(np.int64) @ own.astype(np.int64))
    near = np.flatnonzero(4 * both >= length)
    wide = others[near].astype(np.int64)
    squares, shared = np.einsum("nk,nk->n", wide, wide), both[near]
    alike_enough = shared.astype(np.float64) ** 2 >= COPY_COSINE**2 * length * squares.astype(np.float64)
    found = np.zeros(len(others), dtype=np.bool_)
    found[near] = (shared > 0) & (4 * shared >= squares) & alike_enough
    return found
