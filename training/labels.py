"""The label sets of the heads, read off the corpus's own enumerations."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.neural.labels import Labels
from training.corpus import GoldStory

MENTIONS = ("PER", "GRP", "ORG", "GPE", "LOC")
PHRASES = ("topic", "means")


def labels_of(stories: Sequence[GoldStory]) -> Labels:
    """Return the labels that occur in the stories, each set sorted."""
    events = [e for s in stories for r in s.readings for e in r.events]
    return Labels(
        mentions=MENTIONS,
        terms=tuple(sorted({t.kind for e in events for t in e.terms})),
        phrases=PHRASES,
        types=tuple(sorted({e.type for e in events})),
        statuses=tuple(sorted({e.status for e in events})),
        modes=tuple(sorted({f"{e.type}:{m}" for e in events for m in e.modes})),
        contexts=tuple(sorted({c for e in events for c in e.contexts})),
    )
