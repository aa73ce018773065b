"""Tells whether a state or its capital acts in a sentence, or is only where something happens."""

from __future__ import annotations

from typing import Final

from dragoman.read.phrases import Phrase
from dragoman.read.scene import Scene
from dragoman.read.word_classes import word_class

_WHERE: Final = word_class("before where")
_BESIDE: Final = word_class("before a place name")
_LISTING: Final = frozenset(("and", "or"))
_STOPS: Final = frozenset('.;:!?—–“”"')


def acts(p: Phrase, scene: Scene) -> bool:
    """Tell whether the polity acts by this mention: what governs it, past the list that it may stand in, is not about where.

    A name that opens the text and is set off by a comma or a dash is a dateline.
    """
    at = p.first
    while True:
        gap = scene.text[scene.words[at - 1].end if at else 0 : scene.words[at].start]
        if at == 0 or _STOPS & set(gap):
            return not _is_dateline(p, scene) if at == p.first else True
        word = scene.words[at - 1]
        listed = word.key in _LISTING or "," in gap
        if word.key in _BESIDE:
            at -= 1
        elif listed:
            item = next((hit for hit in scene.hits if hit.last == (at - 1 if word.key in _LISTING else at) and hit.entry.states), None)
            if item is None:
                return True
            at = item.first
        else:
            return word.key not in _WHERE


def _is_dateline(p: Phrase, scene: Scene) -> bool:
    """Tell whether the mention stands before a date or a dash at the head of the text or of a paragraph: "ANKARA, June 11 — "."""
    if scene.paragraph(p.first)[0] != p.first:
        return False
    if p.first == 0 or all(word.shout for word in p.words):
        after = scene.text[p.span.end : p.span.end + 40]
        return after.lstrip().startswith((",", "—", "–", "-", "("))
    return False
