"""Mentions that the reader by itself would not have told: what they are compared by, as types, roles and statuses say little of them.

They come from whoever gives the reader triggers in texts about other matters; no reading of the reader's own has one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from math import log, sqrt

from dragoman.reconcile.features import (
    Feature,
    distance_level,
    group,
    present_level,
    sides_level,
    signature_level,
    signature_levels,
    status_level,
    time_level,
)
from dragoman.reconcile.parties import Cast
from dragoman.reconcile.told import Told
from dragoman.reconcile.words import content, distinctness_centibits, stem

# Below this probability a mention is strange: no more than the reader's own threshold for an event, below which it tells none.
STRANGE_BELOW = 0.35
# Stems shorter than this are akin to nothing.
SHORT_STEM = 4
# Bits that a stem tells of a document's matter: below the first it is an everyday word, below the second a plain one.
EVERYDAY_BITS, PLAIN_BITS = 4.0, 6.0
# How many mentions a document one head has, at least, for each name.
OFTEN = ((2.0, "ever again"), (1.0, "often"), (0.3, "now and then"), (0.0, "rare"))
DOCUMENT_STEPS = (0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1, 0.05)
WORDS_STEPS = (0.6, 0.45, 0.3, 0.2, 0.1, 0.05)
# The first sentences, told apart from each other and from all that follow.
LEAD = 3
SCOPES = ("one word", "other words")
Words = frozenset[str]


def is_strange(told: Told) -> bool:
    """Tell whether a mention can only have been given; what a user's own scheme finds is told however improbable, and is not strange."""
    return told.mention.probability < STRANGE_BELOW and not told.mention.custom


def head(told: Told) -> str:
    """Return the stem that heads a trigger, its last."""
    return told.lemmas[-1]


def scope(a: Told, b: Told) -> str:
    """Return by which weights two mentions are compared: those for one word that heads both, by which much else counts, or for others."""
    return SCOPES[head(a) != head(b)]


@dataclass(frozen=True, slots=True)
class Scenery:
    """What a story's documents have in common.

    `weights` in thousandths by stem, `heads` the mentions a document by the stem that heads them, `likeness` of two documents by their ids.
    """

    weights: Mapping[str, int]
    heads: Mapping[str, float]
    likeness: Mapping[tuple[str, str], float]


def scenery(tolds: Sequence[Told]) -> Scenery:
    """Return what the documents of a story's mentions have in common; a stem that all of them hold weighs least."""
    documents = {t.document.id: t.document.text for t in tolds}
    held = {id_: content(text) for id_, text in sorted(documents.items())}
    seen = Counter(w for words in held.values() for w in words)
    weights = {w: round(10 * distinctness_centibits(w) * log((len(held) + 1) / n)) for w, n in seen.items()}
    squares = {id_: sum(weights[w] ** 2 for w in words) for id_, words in held.items()}
    likeness = {
        (a, b): round(sum(weights[w] ** 2 for w in held[a] & held[b]) / max(sqrt(squares[a] * squares[b]), 1.0), 6)
        for a, b in combinations(held, 2)
    }
    heads = Counter(head(t) for t in tolds)
    return Scenery(weights, {h: n / len(held) for h, n in heads.items()}, likeness)


def strange_features(cast: Cast, scene: Scenery) -> tuple[Feature, ...]:
    """Return the comparisons of two mentions of one story of which one at least is strange."""
    who = cast.participants
    return (
        Feature("given", is_strange, lambda a, b: "both" if a and b else "one"),
        Feature("head", lambda t: t.lemmas, lambda a, b: head_level(a, b, scene)),
        Feature("document", lambda t: t.document.id, lambda a, b: document_level(a, b, scene)),
        Feature("sentence", lambda t: t.words - set(t.lemmas), lambda a, b: words_level(a, b, scene)),
        Feature("near", lambda t: t.near - set(t.lemmas), lambda a, b: words_level(a, b, scene)),
        Feature("numbers", lambda t: frozenset(w for w in t.words if w[0].isdigit()), numbers_level),
        Feature("lead", lambda t: (t.document.id, t.sentence_number), lead_level),
        Feature("distance", lambda t: (t.document.id, t.sentence_number), distance_level),
        Feature("present", lambda t: group(t.present, who), lambda a, b: present_level(a, b, who)),
        Feature("sides", lambda t: (group(t.actors, who), group(t.recipients, who)), lambda a, b: sides_level(a, b, who)),
        Feature("time", lambda t: (t.days, t.written, t.mention.status == "occurred"), time_level),
        Feature("status", lambda t: t.mention.status, status_level),
        Feature("type", lambda t: t.mention.type, lambda a, b: "same" if a == b else "different"),
        Feature("signature", lambda t: t.mention.signature, signature_level, signature_levels),
    )


def head_level(a: tuple[str, ...], b: tuple[str, ...], scene: Scenery) -> str:
    """Whether one stem heads both triggers, by how much it tells and how often it heads one here; else whether they are kin or akin."""
    if a[-1] == b[-1]:
        bits = distinctness_centibits(a[-1]) / 100
        telling = "everyday" if bits < EVERYDAY_BITS else "plain" if bits < PLAIN_BITS else "telling"
        return f"{telling}, {next(name for least, name in OFTEN if scene.heads[a[-1]] >= least)}"
    if set(a) & set(b):
        return "shared"
    return "kin" if kin(a[-1], b[-1]) else "akin" if akin(a[-1], b[-1]) else "different"


def kin(a: str, b: str) -> bool:
    """Tell whether two stems are of one class of words that tell one happening for each other, as "win" and "victory" do."""
    return not classes(a).isdisjoint(classes(b))


def classes(stemmed: str) -> frozenset[int]:
    """Return the numbers of the classes that a stem is in."""
    return _classes().get(stemmed, frozenset())


@cache
def _classes() -> Mapping[str, frozenset[int]]:
    lines = files("dragoman.reconcile").joinpath("kin.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for word in line.split(", ") if not line.startswith("#") else ():
            found.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def akin(a: str, b: str) -> bool:
    """Tell whether one of two stems begins or ends with the other (quake, earthquake), or both begin with most of the shorter."""
    short, long = sorted((a, b), key=len)
    most = short[: max(SHORT_STEM, round(0.8 * len(short)))]
    return len(short) >= SHORT_STEM and (long.endswith(short) or long.startswith(most))


def document_level(a: str, b: str, scene: Scenery) -> str:
    """How alike two documents are among those of their story."""
    return "one document" if a == b else _step(scene.likeness[min(a, b), max(a, b)], DOCUMENT_STEPS, "less")


def words_level(a: Words, b: Words, scene: Scenery) -> str:
    """How many words, weighted by how few documents of the story hold them, stand with both triggers."""
    if not a or not b:
        return "unknown"
    both, one, other = (sum(scene.weights.get(w, 0) for w in own) for own in (a & b, a, b))
    return _step(both / max(sqrt(one * other), 1.0), WORDS_STEPS, "some" if a & b else "none")


def _step(share: float, steps: Sequence[float], less: str) -> str:
    return next((f"{low:.2f} or more" for low in steps if share >= low), less)


def numbers_level(a: Words, b: Words) -> str:
    """Whether two sentences hold the same numbers."""
    if not a or not b:
        return "unknown"
    return "shared" if a & b else "different"


def lead_level(a: tuple[str, int], b: tuple[str, int]) -> str:
    """Which sentences of two documents tell it: reports begin with what they are about."""
    if a[0] == b[0]:
        return "one document"
    first, second = sorted((min(a[1], LEAD), min(b[1], LEAD)))
    return f"{first} and {second}"
