"""Spans of words from BIO scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A run of words `[first, last]` (both included) of one kind, with the model's probability for it."""

    first: int
    last: int
    kind: int
    probability: float


def softmax(scores: Floats) -> Floats:
    """Return probabilities over the last axis."""
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True), dtype=np.float32)


def sigmoid(scores: Floats) -> Floats:
    """Return probabilities; scores are cut at 30, beyond which exp may overflow and nothing changes."""
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), dtype=np.float32)


def spans(scores: Floats, sentence: Sequence[int] | NDArray[np.int64], begin: float = 0.5) -> list[Tagged]:
    """Decode BIO scores [words, 2 kinds + 1] into spans that do not overlap and do not cross a sentence.

    A span opens where the probability of some B tag, all kinds together, reaches `begin` (or where I tags follow no span and reach it),
    goes on while I outweighs O and B, and has the kind that is most probable over its words: kinds are decided once a span, so its words
    cannot disagree.
    """
    p = softmax(scores)
    outside, opens, goes_on = p[:, 0], p[:, 1::2].sum(1), p[:, 2::2].sum(1)
    starts = ~((opens < begin) & (goes_on < max(begin, 0.5)))
    follows = (goes_on > np.maximum(outside, opens)).tolist()
    first, later = np.log(p[:, 1::2] + p[:, 2::2] + 1e-9), np.log(p[:, 2::2] + 1e-9)
    alone, probability = first.argmax(1).tolist(), (opens + goes_on).tolist()
    found: list[Tagged] = []
    end, count = 0, len(p)
    for i in np.flatnonzero(starts).tolist():
        if i < end:
            continue
        end = i + 1
        while end < count and follows[end] and sentence[end] == sentence[i]:
            end += 1
        kind = alone[i] if end == i + 1 else int((first[i] + later[i + 1 : end].sum(0)).argmax())
        found.append(Tagged(i, end - 1, kind, probability[i]))
    return found


def joined(found: Sequence[Tagged], apart: Callable[[Tagged, Tagged], bool]) -> list[Tagged]:
    """Return the spans with neighbours of one kind made one, but where `apart` says that two stand apart.

    Two names side by side with nothing between are nearly always one that the tagger broke ("New | York City", "southern | Mali").
    """
    out: list[Tagged] = []
    for t in found:
        last = out[-1] if out else None
        if last is not None and last.last + 1 == t.first and last.kind == t.kind and not apart(last, t):
            out[-1] = Tagged(last.first, t.last, t.kind, max(last.probability, t.probability))
        else:
            out.append(t)
    return out
