"""Tells whether a state or its capital acts in a sentence, or is only where something happens."""

from __future__ import annotations

from typing import Final

from dragoman.read.phrases import Phrase
from dragoman.read.scene import Scene

_WHERE: Final = frozenset(
    ("in", "at", "near", "outside", "inside", "around", "across", "throughout", "into", "through", "via", "from", "to", "toward", "towards", "off", "over")
    + ("within", "leave", "left", "leaving", "visit", "visited", "visiting", "entering", "reach", "reached", "reaching", "of", "on", "beyond")
)  # fmt: skip
_GRAMMAR: Final = frozenset(("the", "neighbouring", "neighboring", "southern", "northern", "eastern", "western", "central"))


def acts(p: Phrase, scene: Scene) -> bool:
    """Tell whether the polity acts by this mention, from the words around it."""
    at = p.first - 1
    while (word := scene.word(at)) is not None and word.key in _GRAMMAR:
        at -= 1
    before = scene.word(at)
    return before is None or before.key not in _WHERE
