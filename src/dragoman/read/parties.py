"""Which mentions fill a role: the most probable one, what stands in a list with it, and what is as probable as it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dragoman.nouns.text import Span

Floats = NDArray[np.float32]

# A role is filled by one party far more often than by two, so another must be nearly as probable as the best, unless a list joins them.
APART: Final = {"actor": 0.97, "recipient": 0.97, "companion": 0.97, "by": 0.97, "place": 0.8}
LISTED: Final = 0.7
PLACED: Final = 0.33  # what event and place must reach together: more would be as good on dev, but costs linking what corroborates
# What is done with each other has both sides for actors, wherever they stand: "Fidan met Putin".
MUTUAL: Final = frozenset(("AGREE", "CONSULT", "COOPERATE"))
_LONGEST_LINK = 25
_LINK: Final = re.compile(r"(?:[\s,;]|\b(?:and|or|nor|both|the|a|an|as well as|along with|together with|also|but not)\b)*", re.IGNORECASE)


def some_fill(probabilities: Floats, threshold: float, least: float | None) -> list[int]:
    """Return the rows of `probabilities` [heads, mentions] in which `fillers` finds a mention; most roles of most events are empty."""
    bar = threshold if least is None else min(threshold, least)
    # Compared as doubles, as `fillers` does.
    return [int(i) for i in np.flatnonzero((probabilities.astype(np.float64) > bar).any(axis=1))]


def likely_places(probabilities: Floats, events: Floats) -> Floats:
    """Return what mentions are places of events [heads, mentions], 0 where `events` [heads] and place together are not likely enough.

    A place is wrong as surely as its event is none: what is said of where must hold of both.
    """
    return np.where(probabilities * events[:, None] > PLACED, probabilities, np.float32(0.0))


def fillers(
    probabilities: Sequence[float],
    spans: Sequence[Span],
    text: str,
    role: str,
    threshold: float,
    least: float | None,
    type_: str | None = None,
) -> list[int]:
    """Return the numbers of the mentions that fill `role`; where none passes `threshold`, of the best if it passes `least`."""
    if not probabilities:
        return []
    top = max(probabilities)
    best = probabilities.index(top)
    if top <= threshold and (least is None or top <= least):
        return []
    threshold = min(threshold, top - 1e-6)
    passed = [i for i, p in enumerate(probabilities) if p > threshold]
    if len(passed) == 1:  # nearly every role: no list need be looked for
        return passed
    joined = listed_with(best, spans, text)
    ratio = LISTED if role == "actor" and type_ in MUTUAL else APART.get(role, 0.0)
    return [i for i in passed if probabilities[i] >= top * (min(LISTED, ratio) if i in joined else ratio)]


def listed_with(number: int, spans: Sequence[Span], text: str) -> set[int]:
    """Return the mentions in one list with a mention, itself among them: nothing but commas and conjunctions between neighbours."""
    found, last = {number}, spans[number]
    while right := min(
        ((s.start, -s.end, i) for i, s in enumerate(spans) if last.end <= s.start <= last.end + _LONGEST_LINK), default=None
    ):
        if not _linked(text, last, spans[right[2]]):
            break
        found.add(right[2])
        last = spans[right[2]]
    last = spans[number]
    while left := min(((-s.end, s.start, i) for i, s in enumerate(spans) if s.end <= last.start <= s.end + _LONGEST_LINK), default=None):
        if not _linked(text, spans[left[2]], last):
            break
        found.add(left[2])
        last = spans[left[2]]
    return found


def _linked(text: str, left: Span, right: Span) -> bool:
    return _LINK.fullmatch(text[left.end : right.start]) is not None
