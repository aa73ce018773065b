"""Names an entity by the words of its mentions where no table knows it by name."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.nouns.mention import EntityType
from dragoman.read.cues import Word
from dragoman.read.phrases import PARTICLES, Phrase
from dragoman.read.scene import Scene


def name(phrases: Sequence[Phrase], scene: Scene, kind: EntityType) -> str | None:
    """Return the most telling words without article and owner: a proper name, else the longest description; None for pronouns alone."""
    telling = [p for p in phrases if not p.is_pronoun and p.words]
    if not telling:
        return None
    proper = [run for p in telling if kind != "GRP" and len(run := proper_name(p)) > 0]
    if proper:
        return written(max(proper, key=len), scene)
    best = max(telling, key=lambda p: (p.is_named, p.last - p.core))
    return written(best.words[best.core - best.first :], scene)


def proper_name(p: Phrase) -> tuple[Word, ...]:
    """Return the capitalised words that end the mention: "Belavia" of "the airline Belavia"; none where it ends otherwise."""
    words = p.words[p.core - p.first :]
    start = len(words)
    while start and (words[start - 1].capital or words[start - 1].key in PARTICLES):
        start -= 1
    while start < len(words) and not words[start].capital:
        start += 1
    return words[start:]


def written(words: Sequence[Word], scene: Scene) -> str:
    """Return the words as the text has them, without a possessive ending."""
    return scene.text[words[0].start : words[-1].end].removesuffix("'s").removesuffix("’s")
