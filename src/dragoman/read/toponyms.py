"""Every place that a text names, with where it lies: places themselves, and those named inside what bodies and people are called.

"The Rapides Parish Sheriff's Office" is a body and one mention; that it names a parish tells where the report is about, and a map of what
is reported wants it. Geoparsing counts both (Gritta et al. 2020, "A pragmatic guide to geoparsing evaluation", on embedded toponyms).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from dragoman.nouns.mention import Entity, Place, Toponym
from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Span
from dragoman.read.cues import Hit, Word
from dragoman.read.namesakes import COUNTIES
from dragoman.read.phrases import Phrase
from dragoman.read.places import BETWEEN_STATES, by_adjective, hit_from, named_alone, named_by, named_place, part_of_state, within
from dragoman.read.scene import Scene, lay_open, within_names
from dragoman.read.word_classes import word_class

_LONGEST: Final = 4  # words of a town's name
_TOWNS_OWN: Final = word_class("town's own")
_ARTICLE: Final = 6  # characters that may stand before the owner
_LEADS_TO_STATE: Final = re.compile(r"[\s,/-]*(?:\s(?:of|in|and)(?:\sthe)?\s*)?$")
_ENDS_OWNER: Final = re.compile(r"(?:['’]s?)?\s*")


def toponyms(reading: Reading) -> tuple[Toponym, ...]:
    """Return the places that a document names, in the order of its text; those inside the names of others only where they can be placed.

    `place` has degrees north and east (WGS 84). The spans do not overlap.
    """
    scene = lay_open(reading.document.text, reading.entities, None)
    at = dict(_pointing(scene))
    owners = {t.span.start: t for t in _owners(scene)}
    states = {t.span.end: t for t in _states_after(scene)}
    own = [
        Toponym(_before(_without(m, owners, scene), states, scene), at.get(m, e.place), e.id, False)
        for e in reading.entities
        if e.type in ("GPE", "LOC")
        for m in e.mentions
    ]
    # Where an annotation marks the owner as a mention of its own, that one counts.
    alone = [o for o in (*owners.values(), *states.values()) if not any(o.span.overlaps(t.span) for t in own)]
    return tuple(sorted((*own, *alone, *_embedded(scene, _by_name(scene))), key=lambda t: (t.span.start, t.span.end)))


def _pointing(scene: Scene) -> Iterator[tuple[Span, Place]]:
    """Yield the mentions that lie elsewhere than what they are a mention of: at another name, or at the state of a border or adjective."""
    for entity, phrases in zip(scene.entities, scene.phrases, strict=True):
        if entity.type not in ("GPE", "LOC"):
            continue
        named = [p for p in phrases if p.is_named]
        several = len({tuple(p.keys) for p in named}) > 1
        for p in named:
            place = named_place(p, scene) if several and entity.place is not None else None
            if entity.place is None:
                place = within(p, scene) or by_adjective(p, scene)
            place = part_of_state(p, scene) or place
            if place is not None:
                yield p.span, place


def _states_after(scene: Scene) -> Iterator[Toponym]:
    """Yield the states that end the mention of another place: Pakistan of "the Punjab province of Pakistan", Turkey of "Van, Turkey".

    The line between two states names both: "the India-Pakistan border".
    """
    for entity, phrases in zip(scene.entities, scene.phrases, strict=True):
        for p in phrases if entity.type in ("GPE", "LOC") else ():
            named = [(h, state) for h in p.hits if (state := named_by(_words(p, h), h, scene, h.last)) is not None]
            if not named:
                continue
            hit, state = named[-1]
            between = p.words[-1].key in BETWEEN_STATES and len(named) > 1 and named[-2][0].last == hit.first
            if between or (hit.last == p.last and part_of_state(p, scene) is not None):
                words = _words(p, hit)
                yield Toponym(Span(words[0].start, _end(words[-1], scene)), state, entity.id, True)


def _words(p: Phrase, hit: Hit) -> Sequence[Word]:
    return p.words[hit.first - p.first : hit.last - p.first]


def _before(mention: Span, states: Mapping[int, Toponym], scene: Scene) -> Span:
    """Return a mention up to the state that stands in it after another place, without the words that lead to the state."""
    state = next((s for s in states.values() if mention.start < s.span.start < mention.end), None)
    if state is None:
        return mention
    return Span(mention.start, mention.start + len(_LEADS_TO_STATE.sub("", scene.text[mention.start : state.span.start])))


def _owners(scene: Scene) -> Iterator[Toponym]:
    """Yield the states and regions that begin a mention of what is theirs and lies elsewhere: "Kenya" of "Kenya's capital Nairobi"."""
    for entity, phrases in zip(scene.entities, scene.phrases, strict=True):
        for p in phrases if entity.type in ("GPE", "LOC") else ():
            hit = p.hits[0] if p.hits else None
            if hit is None or hit.first != p.core or hit.last == p.last or not p.words[hit.last - 1 - p.first].owner:
                continue
            words = _words(p, hit)
            place = named_by(words, hit, scene, hit.last)
            has_name = any(w.capital for w in p.words[hit.last - p.first :])
            if place is not None and (has_name or entity.place not in (None, place)):
                yield Toponym(Span(words[0].start, _end(words[-1], scene)), place, entity.id, True)


def _without(mention: Span, owners: Mapping[int, Toponym], scene: Scene) -> Span:
    """Return a mention without the owner that it begins with; one that is no more than the owner stays whole."""
    owner = next((owners[at] for at in range(mention.start, min(mention.start + _ARTICLE, mention.end)) if at in owners), None)
    if owner is None:
        return mention
    start = _ENDS_OWNER.match(scene.text, owner.span.end).end()  # type: ignore[union-attr]  # it matches anywhere
    return Span(start, mention.end) if start < mention.end else mention


def _by_name(scene: Scene) -> dict[tuple[str, ...], Place]:
    """Return the places that the document names on their own, by their folded words: inside another name they are the same."""
    named = ((p, e.place) for e, phrases in zip(scene.entities, scene.phrases, strict=True) if e.type in ("GPE", "LOC") for p in phrases)
    return {
        tuple(p.keys): place
        for p, place in named
        if place is not None and p.is_named and all(w.capital for w in p.words[p.core - p.first :])
    }


def _embedded(scene: Scene, known: Mapping[tuple[str, ...], Place]) -> Iterator[Toponym]:
    for entity, phrases in zip(scene.entities, scene.phrases, strict=True):
        if entity.type not in ("GPE", "LOC") and entity.sector != "MED":  # a newspaper is called after a town and read everywhere
            for p in phrases:
                yield from _inside(p, entity, scene, known)


def _inside(p: Phrase, entity: Entity, scene: Scene, known: Mapping[tuple[str, ...], Place]) -> Iterator[Toponym]:
    """Yield the places in one mention: what a run of capitals begins with, and states and regions anywhere in it."""
    for run in within_names(p, entity.type):
        at = 0
        while at < len(run):
            longest = range(min(len(run) - at, _LONGEST), 0, -1)
            words, place = next(
                ((w, q) for n in longest if (q := _place(w := run[at : at + n], p, scene, known, begins=not at))), (run[at : at + 1], None)
            )
            if place is not None:
                yield Toponym(Span(words[0].start, _end(words[-1], scene)), place, entity.id, True)
            at += len(words)


def _place(words: Sequence[Word], p: Phrase, scene: Scene, known: Mapping[tuple[str, ...], Place], *, begins: bool) -> Place | None:
    """Return the place that some words of a mention name; a town only where it begins a run and is no noun that says what the body is.

    A town or county that nothing else in the document points at is one where news style has a town: before who lives there or serves it.
    """
    first = p.first + p.words.index(words[0])
    last = first + len(words)
    hit = hit_from(p, first, last)
    following = scene.word(last)
    if hit is not None:
        return named_by(words, hit, scene, last)
    if not begins or (following is not None and following.key == "of") or (len(words) == 1 and words[0].key in scene.small):
        return None
    place = named_by(words, None, scene, last) or known.get(tuple(w.key for w in words))
    if place is None and (words[-1].key in COUNTIES or (following is not None and last <= p.last and following.key in _TOWNS_OWN)):
        place = named_alone(words, scene, last)
    return place


def _end(word: Word, scene: Scene) -> int:
    """Return where a word ends without a possessive ending."""
    written = scene.text[word.start : word.end]
    return word.start + len(written.removesuffix("'s").removesuffix("’s"))
