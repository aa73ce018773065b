"""Describes how the states that a document points at stand to one mention: the features that the context is judged by."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from dragoman.read import belongings
from dragoman.read.findings import Finding
from dragoman.read.ground import NONE, PLACING, Features, Ground, Sign
from dragoman.read.phrases import Phrase
from dragoman.read.scene import Scene
from dragoman.read.word_classes import word_class

_UNSEEN: Final = -6.0  # the log share of a state that nothing but a place of that name points at
_REACH: Final = 25.0  # words over which a pointer loses most of its pull
_NEIGHBOURHOOD: Final = 40.0  # words
_FAR: Final = 160  # words beyond which nothing is in the neighbourhood
_PULL: Final = tuple(math.exp(-away / _NEIGHBOURHOOD) for away in range(_FAR + 1))  # of a sign, by words to it
_MENTIONS: Final = 3  # whose surroundings are looked at
_TWO: Final = frozenset(("two", "both", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozen"))
_SIDES: Final = word_class("sides")
_ANYBODY: Final = word_class("anybody")
# What a possessive pronoun may stand for.
_OWNERS: Final = {
    "its": ("ORG", "GPE"),
    "his": ("PER",),
    "her": ("PER",),
    "their": ("GRP", "ORG", "GPE", "PER"),
    "whose": ("PER", "ORG", "GPE", "GRP", "LOC"),
    "our": ("ORG", "GPE", "GRP", "PER"),
    "my": ("PER",),
}


def features(number: int, finding: Finding, scene: Scene, on: Ground) -> dict[str, Features]:
    """Return the features of every candidate, "no one state" among them, beside those of `Ground.everywhere`."""
    phrases = scene.phrases[number]
    main = next((p for p in phrases if not p.is_pronoun), phrases[0])
    found: dict[str, Features] = {NONE: dict(_none(main, finding.sector, on))}
    found |= {code: {} for code in on.everywhere}
    for code, city in finding.maybe.items():
        own = found.setdefault(code, {"log share": _UNSEEN})
        own |= {"gazetteer": 1.0 / len(finding.maybe), "gazetteer people": math.log10(city.people + 1.0)}
    standing = [p for p in phrases if not p.is_pronoun][:_MENTIONS] or [main]
    others = on.beside(number)
    places = [sign.at for sign in others]
    for p in standing:
        near: dict[str, Features] = {}
        _near(p, others, places, scene, near)
        for code, marks in near.items():
            own = found.setdefault(code, {})
            for name, value in marks.items():
                own[name] = own.get(name, 0.0) + value / len(standing)
    _owner(number, main, scene, on, found)
    _kin(number, main, on, found)
    _inside(number, main, scene, on, found)
    for p in phrases:
        here = _in_sentence(number, p, scene, on)
        for code in here:
            found[code]["present"] = found[code].get("present", 0.0) + 1.0 / len(phrases)
            if len(here) == 1:
                found[code]["alone"] = found[code].get("alone", 0.0) + 1.0 / len(phrases)
    return found


def _mark(found: dict[str, Features], code: str, name: str, value: float = 1.0) -> None:
    own = found.setdefault(code, {})
    own[name] = max(own.get(name, 0.0), value)


def _near(p: Phrase, others: Sequence[Sign], places: Sequence[int], scene: Scene, found: dict[str, Features]) -> None:
    """Mark how the states pointed at around the mention stand to it, by the signs outside its entity, which stand at `places`."""
    sentence = scene.sentence(p.first)
    begin = scene.sentences[sentence]
    end = scene.sentences[sentence + 1] if sentence + 1 < len(scene.sentences) else len(scene.words)
    at = bisect_left(places, p.first)
    before, after = others[:at], others[bisect_left(places, p.last, at) :]
    _local(p.first, others, places, scene.paragraph(p.first), found)
    for code, place in {sign.code: sign.at for sign in before}.items():
        _put(found, code, "pull before", math.exp((place - p.first) / _REACH))
    for code, place in {sign.code: sign.at for sign in reversed(after)}.items():
        _put(found, code, "pull after", math.exp((p.last - place) / _REACH))
    if others:
        _put(found, others[0].code, "first in text")
    if before:
        last = before[-1]
        _put(found, last.code, "last before")
        _put(found, last.code, f"last before {last.kind}")
    if before and before[-1].at >= begin:
        first, last = before[bisect_left(places, begin, 0, at)], before[-1]
        _put(found, last.code, "last in sentence")
        _put(found, first.code, "first in sentence")
        if _is_where(last, scene):
            _put(found, last.code, "last in sentence, in")
        if _is_where(first, scene):
            _put(found, first.code, "first in sentence, in")
    elif before and sentence and before[-1].at >= scene.sentences[sentence - 1]:
        first = before[bisect_left(places, scene.sentences[sentence - 1], 0, at)]
        _put(found, before[-1].code, "last of sentence before")
        _put(found, first.code, "first of sentence before")
    if after and after[0].at < end:
        _put(found, after[0].code, "next in sentence")
    governed = belongings.after(p, scene)
    if governed is not None and after and after[0].at in (governed[1], governed[1] + 1):
        _put(found, after[0].code, f"governed {governed[0]}")


def _put(found: dict[str, Features], code: str, name: str, value: float = 1.0) -> None:
    """Mark a state with a feature that it has not been marked with."""
    found.setdefault(code, {})[name] = value


def _local(at: int, others: Sequence[Sign], places: Sequence[int], paragraph: tuple[int, int], found: dict[str, Features]) -> None:
    """Mark each state's share of the signs around word `at`, near ones counting more, and of those in its paragraph."""
    near: dict[str, float] = {}
    inside: dict[str, float] = {}
    for sign in others[bisect_left(places, at - _FAR) : bisect_right(places, at + _FAR)]:
        near[sign.code] = near.get(sign.code, 0.0) + sign.weight * _PULL[abs(sign.at - at)]
    here = others[bisect_left(places, paragraph[0]) : bisect_left(places, paragraph[1])]
    for sign in here:
        inside[sign.code] = inside.get(sign.code, 0.0) + sign.weight
    for name, mass in (("local share", near), ("paragraph share", inside)):
        total = sum(mass.values())
        for code, value in mass.items():
            _put(found, code, name, value / total)
    if near:
        _put(found, max(sorted(near), key=near.__getitem__), "local most")
    if inside:
        _put(found, max(sorted(inside), key=inside.__getitem__), "paragraph most")
        _put(found, here[0].code, "first in paragraph")


def _is_where(sign: Sign, scene: Scene) -> bool:
    word = scene.word(sign.at - 1)
    return word is not None and word.key in PLACING


def owner_of(number: int, p: Phrase, scene: Scene) -> int | None:
    """Return the entity that the possessive pronoun of a mention most likely means: the nearest fitting one before it."""
    before = [
        (q.last, i)
        for i, phrases in enumerate(scene.phrases)
        if i != number and scene.entities[i].type in _OWNERS.get(p.owner or "", ())
        for q in phrases
        if q.last <= p.first and scene.sentence(p.first) - scene.sentence(q.first) <= 1
    ]
    return max(before)[1] if before else None


def _owner(number: int, p: Phrase, scene: Scene, on: Ground, found: dict[str, Features]) -> None:
    """Mark the states of those whom "its", "his" or "whose" may mean: the nearest fitting mention before, and the first of the sentence."""
    types = _OWNERS.get(p.owner or "")
    if types is None:
        return
    floor = scene.sentences[max(0, scene.sentence(p.first) - 1)]
    fitting = [m for m in on.mentions if floor <= m[0] and m[1] <= p.first and m[2] != number and scene.entities[m[2]].type in types]
    for name, mention in (("owner nearest", fitting[-1:]), ("owner first", fitting[:1])):
        for _, _, i in mention:
            code = on.known[i]
            if code is not None:
                _mark(found, code, name)
                _mark(found, code, f"{name} {p.owner}")
    if len({on.known[m[2]] for m in fitting}) == 1 and fitting and on.known[fitting[0][2]] is not None:
        _mark(found, on.known[fitting[0][2]] or NONE, "owner only")


def _kin(number: int, p: Phrase, on: Ground, found: dict[str, Features]) -> None:
    """Mark the states of others with the same head noun, and of the entities mentioned right before and after."""
    kin: Counter[str] = Counter()
    for (code, i), count in on.heads.get(p.words[-1].key, Counter()).items() if not p.is_pronoun else ():
        kin[code] += count * (i != number)
    for code, count in kin.items():
        if count:
            _mark(found, code, "kin", count / kin.total())
    at = bisect_left(on.mentions, (p.first, 0, 0))
    for name, order in (("entity before", range(at - 1, -1, -1)), ("entity after", range(at, len(on.mentions)))):
        other = next((on.mentions[k][2] for k in order if on.mentions[k][2] != number), None)
        neighbour = on.known[other] if other is not None else None
        if neighbour is not None:
            _mark(found, neighbour, name)


def _inside(number: int, p: Phrase, scene: Scene, on: Ground, found: dict[str, Features]) -> None:
    """Mark the states of other entities whose names stand in the mention ("Ruto's office", "the Radebe family") or right after its "of"."""
    for word in p.words[:-1]:
        for i in scene.called.get(word.key, frozenset()) - {number} if word.capital else ():
            code = on.known[i]
            if code is not None:
                _mark(found, code, "named inside, owner" if word.owner else "named inside")
    governed = belongings.after(p, scene)
    if governed is not None:
        at = bisect_left(on.mentions, (governed[1] - 1, 0, 0))
        for first, _, i in on.mentions[at : at + 1]:
            code = on.known[i]
            if i != number and code is not None and first <= governed[1]:
                _mark(found, code, f"mention after {governed[0]}")


def _in_sentence(number: int, p: Phrase, scene: Scene, on: Ground) -> set[str]:
    sentence = scene.sentence(p.first)
    low = bisect_left(on.places, scene.sentences[sentence])
    end = scene.sentences[sentence + 1] if sentence + 1 < len(scene.sentences) else len(scene.words)
    high = bisect_left(on.places, end, low)
    return {sign.code for sign in on.signs[low:high] if sign.entity != number}


def _none(p: Phrase, sector: str | None, on: Ground) -> Iterator[tuple[str, float]]:
    """Yield the features of belonging to no one state."""
    keys = [w.key for w in p.words]
    yield "none", 1.0
    yield f"none {sector}", 1.0
    yield "none states", math.log(len(on.share) + 1)
    yield "none share", on.share.get(on.most, 0.0)
    if p.is_pronoun:
        yield f"none {keys[0]}", 1.0
    if keys and keys[-1] in _SIDES:
        yield "none sides", 1.0
        if _TWO & set(keys):
            yield "none two sides", 1.0
    if _TWO & set(keys):
        yield "none two", 1.0
    if keys and (keys[-1] in _ANYBODY or keys[0] in _ANYBODY):
        yield "none anybody", 1.0
    if keys and keys[-1].endswith("s"):
        yield "none plural", 1.0
    if p.is_named:
        yield "none named", 1.0
