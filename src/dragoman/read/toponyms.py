"""Every place that a text names, with where it lies: places themselves, and those named inside what bodies and people are called.

"The Rapides Parish Sheriff's Office" is a body and one mention; that it names a parish tells where the report is about, and a map of what
is reported wants it. Geoparsing counts both (Gritta et al. 2020, "A pragmatic guide to geoparsing evaluation", on embedded toponyms).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dragoman.nouns.mention import Entity, Place, Toponym
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Span
from dragoman.read.cues import Word
from dragoman.read.phrases import Phrase
from dragoman.read.places import by_adjective, named_by, within
from dragoman.read.scene import Scene, lay_open, within_names

_LONGEST: Final = 4  # words of a town's name


def toponyms(reading: Reading) -> tuple[Toponym, ...]:
    """Return the places that a document names, in the order of its text; those inside the names of others only where they can be placed.

    `place` has degrees north and east (WGS 84). The spans do not overlap.
    """
    scene = lay_open(reading.document.text, reading.entities, None)
    inside = dict(_pointing(scene))
    own = [Toponym(m, e.place or inside.get(m), e.id, False) for e in reading.entities if e.type in ("GPE", "LOC") for m in e.mentions]
    return tuple(sorted((*own, *_embedded(scene)), key=lambda t: (t.span.start, t.span.end)))


def _pointing(scene: Scene) -> Iterator[tuple[Span, Place]]:
    """Yield the mentions of places that have none of their own, such as borders, with the state or place that they name."""
    for entity, phrases in zip(scene.entities, scene.phrases, strict=True):
        if entity.type in ("GPE", "LOC") and entity.place is None:
            for p in phrases:
                place = (within(p, scene) or by_adjective(p, scene)) if p.is_named else None
                if place is not None:
                    yield p.span, place


def _embedded(scene: Scene) -> Iterator[Toponym]:
    for entity, phrases in zip(scene.entities, scene.phrases, strict=True):
        if entity.type not in ("GPE", "LOC") and entity.sector != "MED":  # a newspaper is called after a town and read everywhere
            for p in phrases:
                yield from _inside(p, entity, scene)


def _inside(p: Phrase, entity: Entity, scene: Scene) -> Iterator[Toponym]:
    """Yield the places in one mention: what a run of capitals begins with, and states and regions anywhere in it."""
    for run in within_names(p, entity.type):
        at = 0
        while at < len(run):
            longest = range(min(len(run) - at, _LONGEST), 0, -1)
            words, place = next(
                ((w, q) for n in longest if (q := _place(w := run[at : at + n], p, scene, begins=not at))), (run[at : at + 1], None)
            )
            if place is not None:
                yield Toponym(Span(words[0].start, _end(words[-1], scene)), place, entity.id, True)
            at += len(words)


def _place(words: Sequence[Word], p: Phrase, scene: Scene, *, begins: bool) -> Place | None:
    """Return the place that some words of a mention name; a town only where it begins a run and is no noun that says what the body is."""
    first = p.first + p.words.index(words[0])
    hit = next((h for h in p.hits if (h.first, h.last) == (first, first + len(words))), None)
    following = scene.word(first + len(words))
    if hit is None and (not begins or (following is not None and following.key == "of")):
        return None
    return named_by(words, hit, scene, first + len(words))


def _end(word: Word, scene: Scene) -> int:
    """Return where a word ends without a possessive ending."""
    written = scene.text[word.start : word.end]
    return word.start + len(written.removesuffix("'s").removesuffix("’s"))
