"""Codes what a text tells of an ordered pair of given parties, from the heads of the same pass that finds events.

Every word is taken for a trigger as far as the model takes it for one, and for a deed of the source towards the target as far as the
pair heads say so of the two given spans, which need not be mentions that the model would find. A trigger weighs

    P(trigger)² · (P(source is actor) + a) · (P(target is recipient) + r, or both are actors where the deed is mutual)

so that some deed always weighs most: the constants stand for the parties that heads miss. Its type and status count as far as the heads
give each, folded as `scheme.dyad` says. "none" is the probability that no trigger is a deed of this pair in this order, and what the
folding leaves (hints, hypotheses). The words from one party to the other are weak evidence beside (`scheme.pair_words`): they multiply the
types' probabilities by a power of what they say alone. The constants were tuned on sentences with given parties that no weight was
learnt from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dragoman import scheme
from dragoman.errors import SpanError
from dragoman.neural.labels import Labels
from dragoman.neural.session import Model
from dragoman.neural.wordpiece import Pieces
from dragoman.nouns.event import Status
from dragoman.nouns.pair import NONE, PairCoding, PairEvidence
from dragoman.nouns.text import Span
from dragoman.read import compositions, sentences
from dragoman.read.decode import Group, pair_scores
from dragoman.read.stems import stem
from dragoman.read.tags import softmax
from dragoman.read.windows import Window, windows, word_ranges
from dragoman.read.word_classes import word_class

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]
Given = Span | tuple[int, int] | None

_MISSED_ACTOR: Final = 0.05
_MISSED_RECIPIENT: Final = 0.1
_UNNAMED: Final = 0.5  # how far a party that the text does not name is taken to fill its role
_WITHIN_TARGET: Final = 0.3  # a deed named inside the target ("criticised the attack") is seldom the pair's
# The source's first deed in a text is what the text tells; each earlier one takes this off the logarithm of a later one's weight.
_FIRST_DEED: Final = 1.0
# A wish that somebody reports for the target's deed ("said that X must mediate") is a request to it.
_WISH: Final = 0.2
_ROLE_UNSURE: Final = 0.5  # how far a deed of the source is the pair's although no head gives the target a role in it
_EVIDENCE_FROM: Final = 0.02  # triggers of a smaller share bear on nothing
_SEEMS: Final = 0.2  # a word is taken for a trigger of its likeliest type, for what it makes with others, from this probability on
_UNREAL: Final = ("hypothetical", "possible")
_TRUST_IN_WORDS: Final = 0.4  # exponent of what the words alone say
_GIVING_WAY: Final = ("CONCEDE", "RETREAT")
_LEAST: Final = 1e-3  # of either side's probability, so that neither can rule out what the other is sure of
AFTER_WORDS: Final = 6  # words after the later party that still tell of the two: "… and Iran of backing the rebels"
_ALONE_WORDS: Final = 15  # words after the only party that a sentence names
# Words that tell of no relation, and the verbs that only report.
NO_MATTER: Final = word_class("no matter")


@dataclass(frozen=True, slots=True)
class _Words:
    """What the heads say of each word of a text: `type` [words, types], `status` [words, statuses], all others [words]."""

    trigger: Doubles
    type: Doubles
    status: Doubles
    source_acts: Doubles
    source_tells: Doubles
    target_acts: Doubles
    target_receives: Doubles
    within_target: NDArray[np.bool_]


def code_pair(text: str, source: Given, target: Given, model: Model) -> PairCoding:
    """Return what `source` does to `target` by the word of `text`; a party that the text does not name is None.

    Raises SpanError for spans outside the text or without a word, for two that are the same, and where both are None.
    """
    first, second = _checked(text, source, "source"), _checked(text, target, "target")
    if first == second:
        raise SpanError(f"expected two different parties, saw {_said(first)} twice")
    pieces = model.wordpiece.cut(text)
    ranges = word_ranges(pieces, sentences.split(text))
    places = tuple(_words_of(s, pieces, name) if s else None for s, name in ((first, "source"), (second, "target")))
    words = _composed(_heads(pieces, ranges, places, model), text, pieces, ranges, model.labels)
    weights = _weights(words, model.labels, unnamed=(first is None, second is None))
    said = scheme.by_words(_stems_between(text, pieces, ranges, *places))
    types = _types(words, weights, model.labels, said)
    triggers = [Span(int(a), int(b)) for a, b in zip(pieces.starts, pieces.ends, strict=True)]
    return PairCoding(first, second, types, _quads(types), tuple(_evidence(words, weights, triggers, model.labels)), model.name)


def _checked(text: str, given: Given, name: str) -> Span | None:
    if given is None:
        return None
    span = given if isinstance(given, Span) else Span(*given)
    if span.end > len(text):
        raise SpanError(f"expected the {name} within a text of {len(text)} characters, saw [{span.start}, {span.end})")
    return span


def _said(span: Span | None) -> str:
    return f"[{span.start}, {span.end})" if span else "None"


def _words_of(span: Span, pieces: Pieces, name: str) -> tuple[int, int]:
    """Return the first and last word that a span touches."""
    first = int(np.searchsorted(pieces.ends, span.start, side="right"))
    last = int(np.searchsorted(pieces.starts, span.end, side="left")) - 1
    if first > last:
        raise SpanError(f"expected a word in the {name}, saw none in [{span.start}, {span.end})")
    return first, last


def _stems_between(
    text: str, pieces: Pieces, ranges: Sequence[tuple[int, int]], source: tuple[int, int] | None, target: tuple[int, int] | None
) -> Iterator[str]:
    """Yield the stems of the words from one party to the other and a few more, in the source's sentence; names and the source left out."""
    first = source or target or (0, 0)
    start, end = next(((a, b) for a, b in ranges if a <= first[1] < b), (0, len(pieces.starts)))
    if source and target:
        low, high = min(source[1], target[1]), max(source[0], target[0]) + AFTER_WORDS
    else:
        low, high = first[1], first[1] + _ALONE_WORDS
    for i in range(max(low, start), min(high + 1, end)):
        word = text[pieces.starts[i] : pieces.ends[i]]
        if word.isalpha() and word[0].islower() and word not in NO_MATTER and not (source and source[0] <= i <= source[1]):
            yield stem(word)


def _heads(pieces: Pieces, ranges: Sequence[tuple[int, int]], places: Sequence[tuple[int, int] | None], model: Model) -> _Words:
    """Read the text window by window; where a window does not show a party, no word of it has that party."""
    count = len(pieces.starts)
    sentence = np.zeros(count, dtype=np.int64)
    for i, (a, b) in enumerate(ranges):
        sentence[a:b] = i
    of_pair = {key: np.zeros(count) for key in ("actor 0", "by 0", "actor 1", "recipient 1")}
    trigger, types, statuses = np.zeros(count), np.zeros((count, len(model.labels.types))), np.zeros((count, len(model.labels.statuses)))
    for window in windows(pieces, ranges):
        out = model.run(pieces, window.context, window.end)
        own = slice(window.start, window.end)
        trigger[own] = softmax(out["trigger"])[window.start - window.context :, 1::2].sum(1)
        types[own] = softmax(out["type"])[window.start - window.context :]
        statuses[own] = softmax(out["status"])[window.start - window.context :]
        for key, found in of_pair.items():
            relation, party = key.split()
            place = places[int(party)]
            if place is not None and place[0] >= window.context and place[1] < window.end:
                found[own] = _related(relation, place, out, sentence, window, model)[window.start - window.context :]
    within = np.zeros(count, dtype=np.bool_)
    if places[1] is not None:
        within[places[1][0] : places[1][1] + 1] = True
    return _Words(trigger, types, statuses, of_pair["actor 0"], of_pair["by 0"], of_pair["actor 1"], of_pair["recipient 1"], within)


def _composed(words: _Words, text: str, pieces: Pieces, ranges: Sequence[tuple[int, int]], labels: Labels) -> _Words:
    """Return the words with the types that some of them make together; a word that another governs is no trigger of its own."""
    stems = [stem(text[a:b]) for a, b in zip(pieces.starts, pieces.ends, strict=True)]
    best = words.type.argmax(1)
    types = [labels.types[int(t)] if p >= _SEEMS else None for t, p in zip(best, words.trigger, strict=True)]
    sentence = [i for i, (a, b) in enumerate(ranges) for _ in range(b - a)]
    trigger, kinds = words.trigger.copy(), words.type.copy()
    for found in compositions.composed(stems, types, sentence):
        kinds[found.at] = np.eye(len(labels.types))[labels.types.index(found.type)]
        if found.governed is not None:
            trigger[found.at] = max(trigger[found.at], trigger[found.governed])
            trigger[found.at + 1 : found.governed + 1] = 0.0
    return replace(words, trigger=trigger, type=kinds)


def _related(relation: str, place: tuple[int, int], out: dict[str, Floats], sentence: Ints, window: Window, model: Model) -> Doubles:
    """Return for each word of the window the probability that the party at `place` has the relation to it, [words]."""
    labels = model.labels
    width = out["from"].shape[1] // len(labels.relations)
    here = sentence[window.context : window.end]
    first, last = place[0] - window.context, place[1] - window.context
    words = np.arange(len(here), dtype=np.int64)
    kinds = softmax(out["mention"])[first : last + 1, 1:].sum(0)
    kind = int((kinds[0::2] + kinds[1::2]).argmax())
    none = np.zeros(len(here), dtype=np.int64)
    heads = Group(words, here, none, out["from"], out["to"])
    at = np.array([first], dtype=np.int64)
    ends = ((out[side][first] + out[side][last])[None, :] / 2 for side in ("from", "to"))
    party = Group(at, here[at], np.array([labels.kind("mention", labels.mentions[kind])], dtype=np.int64), *ends)
    scores = pair_scores(labels.relations.index(relation), heads, party, model.weights, width)[:, 0].astype(np.float64)
    return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Weights:
    """Weight of each word's deed [words, types], of the request that it may report [words], and whether any is the pair's at all."""

    deed: Doubles
    wish: Doubles
    told: float


def _weights(words: _Words, labels: Labels, unnamed: tuple[bool, bool]) -> _Weights:
    acts = np.full_like(words.source_acts, _UNNAMED) if unnamed[0] else words.source_acts
    receives = np.full_like(words.target_receives, _UNNAMED) if unnamed[1] else words.target_receives
    mutual = np.array([name in scheme.MUTUAL for name in labels.types], dtype=np.float64)
    own = words.trigger * acts
    clear = words.trigger**2 * np.where(words.within_target, _WITHIN_TARGET, 1.0) * np.exp(-_FIRST_DEED * (np.cumsum(own) - own))
    both = (acts * words.target_acts)[:, None] * mutual
    deed = clear[:, None] * (((_MISSED_ACTOR + acts) * (_MISSED_RECIPIENT + receives))[:, None] + both)
    unreal = sum((words.status[:, labels.statuses.index(s)] for s in _UNREAL), np.zeros_like(own))
    wish = _WISH * clear * words.source_tells * words.target_acts * unreal
    met = np.maximum(receives, words.target_acts * (words.type @ mutual))
    of_pair = np.clip(own * (_ROLE_UNSURE + (1 - _ROLE_UNSURE) * met), 0.0, 1.0)
    return _Weights(deed, wish, float(1 - np.prod(1 - of_pair)))


def _types(words: _Words, weights: _Weights, labels: Labels, said: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return the probabilities of PLOVER's types and of none; `said` is what the words alone say of the types."""
    names = scheme.plover_types()
    joint = np.einsum("wt,wt,ws->ts", weights.deed, words.type, words.status)
    found = np.tensordot(joint, _folding(labels), axes=2)
    found[names.index("REQUEST")] += weights.wish.sum()
    whole = joint.sum() + weights.wish.sum()
    shares = found / whole if whole > 0 else np.zeros(len(names))
    # The words tell that somebody gives way, not whether in words or in deed: that is the model's.
    gives_way = sum(said[name] for name in _GIVING_WAY)
    by_words = np.array([gives_way if name in _GIVING_WAY else said[name] for name in names])
    raised = (shares + _LEAST) * (by_words + _LEAST) ** _TRUST_IN_WORDS
    shares = raised / raised.sum() * shares.sum() * weights.told
    rounded = [round(float(p), 6) for p in shares]
    return (*zip(names, rounded, strict=True), (NONE, round(max(1 - sum(rounded), 0.0), 6)))


@cache
def _folding(labels: Labels) -> Doubles:
    """Return [types, statuses, PLOVER's types]: what share of a deed each of PLOVER's types gets."""
    names = scheme.plover_types()
    out = np.zeros((len(labels.types), len(labels.statuses), len(names)))
    for i, kind in enumerate(labels.types):
        for j, status in enumerate(labels.statuses):
            for name, share in scheme.dyad(kind, status).items():
                out[i, j, names.index(name)] = share
    return out


def _quads(types: Iterable[tuple[str, float]]) -> tuple[tuple[int, float], ...]:
    sums = dict.fromkeys((1, 2, 3, 4), 0.0)
    for name, p in types:
        quad = scheme.load().type(name).quad if name != NONE else None
        if quad is not None:
            sums[quad] += p
    return tuple((quad, round(p, 6)) for quad, p in sums.items())


def _evidence(words: _Words, weights: _Weights, spans: Sequence[Span], labels: Labels) -> Iterable[PairEvidence]:
    """Yield the triggers that weigh, the weightiest first."""
    weight = (weights.deed * words.type).sum(1) + weights.wish
    share = weight / max(float(weight.sum()), 1e-12)
    for i in np.argsort(-share, kind="stable"):
        if share[i] < _EVIDENCE_FROM:
            return
        status: Status = labels.statuses[int(words.status[i].argmax())]  # type: ignore[assignment]
        yield PairEvidence(spans[i], labels.types[int(words.type[i].argmax())], status, round(float(share[i]), 4))
