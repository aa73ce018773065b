"""Finds the state of whoever does not say it: the army, the police, she, by what the document talks about where they stand.

A conditional logit over the states that the document points at and "no one state" (McFadden 1974), in two passes: the first sees what
words alone have settled, the second also what the first has found for everybody else, so that what stands together goes together. The
weights are learnt from the train split of our corpus and stand in `context_weights.tsv`, one column a pass.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, get_args

from dragoman.nouns.mention import EntityType
from dragoman.read import belongings
from dragoman.read.findings import Finding
from dragoman.read.phrases import Phrase
from dragoman.read.scene import Pointer, Scene, weight
from dragoman.read.word_classes import word_class

NONE: Final = ""
PASSES: Final = 2
Features = dict[str, float]
_WEIGHTS: Final = Path(__file__).with_name("context_weights.tsv")
_UNSEEN: Final = -6.0  # the log share of a state that nothing but a place of that name points at
_REACH: Final = 25.0  # words over which a pointer loses most of its pull
_NEIGHBOURHOOD: Final = 40.0  # words
_FAR: Final = 160  # words beyond which nothing is in the neighbourhood
_GUESSED: Final = 0.5  # how much an entity's own mention counts, against a name of its state
_TWO: Final = frozenset(("two", "both", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozen"))
_SIDES: Final = word_class("sides")
_ANYBODY: Final = word_class("anybody")
_PLACING: Final = frozenset(("in", "at", "near", "from", "outside", "inside"))
_KINDS: Final = {
    "places": frozenset(("capital", "region", "GPE", "LOC", "where")),
    "where": frozenset(("where",)),
    "towns": frozenset(("region", "GPE", "LOC")),
    "names": frozenset(("name",)),
    "capitals": frozenset(("capital",)),
    "adjectives": frozenset(("adjective", "people")),
    "persons": frozenset(("PER",)),
    "bodies": frozenset(("ORG", "GRP", "organisation", "seat")),
}
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


@dataclass(frozen=True, slots=True)
class Sign:
    """A word that points at a state: how, and which entity's mention it is in, if any."""

    at: int
    code: str
    kind: str
    entity: int
    weight: float


@dataclass(frozen=True)
class Ground:
    """All signs of a document in order, and what is known of each entity's state: a code, `NONE` for no one state, None for unknown."""

    signs: tuple[Sign, ...]
    known: tuple[str | None, ...]
    mentions: tuple[tuple[int, int, int], ...]  # first word, last word, entity
    share: dict[str, float]
    most: str
    everywhere: dict[str, Features]  # what holds of each state all over the document
    heads: dict[str, Counter[tuple[str, int]]]


@cache
def weights() -> tuple[dict[str, dict[str, float]], ...]:
    """Return for each pass and type of entity the learnt weight of every feature, in natural logarithms of odds.

    A feature's weight is the sum of one that all types share and one of the type's own, as `for_type` writes it.
    """
    lines = [line.split("\t") for line in _WEIGHTS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    passes = [{row[0]: float(row[1 + k]) for row in lines[1:] if row[1 + k]} for k in range(PASSES)]
    return tuple({kind: _summed(found, kind) for kind in get_args(EntityType)} for found in passes)


def _summed(found: dict[str, float], kind: str) -> dict[str, float]:
    names = {
        name.removeprefix(f"{kind} ") for name in found if not name.startswith(tuple(f"{k} " for k in get_args(EntityType) if k != kind))
    }
    return {name: found.get(name, 0.0) + found.get(for_type(name, kind), 0.0) for name in sorted(names)}


def for_type(name: str, kind: str) -> str:
    """Return what the file calls the weight of a feature that entities of one type have beside the one that all share."""
    return f"{kind} {name}"


def settle(scene: Scene, findings: Sequence[Finding]) -> None:
    """Settle the state of every entity that its words leave open, each with its probability."""
    open_ones = [i for i, finding in enumerate(findings) if not finding.settled and scene.phrases[i]]
    known: list[str | None] = [(f.state or NONE) if f.settled else None for f in findings]
    for found in weights():
        on = ground(scene, known)
        kinds = sorted({scene.entities[i].type for i in open_ones})
        start = {kind: {code: _score(held, found[kind]) for code, held in on.everywhere.items()} for kind in kinds}
        choices = {
            i: choose(features(i, findings[i], scene, on), found[scene.entities[i].type], start[scene.entities[i].type]) for i in open_ones
        }
        for i, (code, _) in choices.items():
            known[i] = code
    for i, (code, probability) in choices.items() if open_ones else ():
        findings[i].belongs(code or None, f"context: {code or 'no one state'}, {probability:.2f}")
        findings[i].probability = probability
        if code in findings[i].maybe:
            findings[i].place = findings[i].maybe[code].place


def choose(candidates: dict[str, Features], known: dict[str, float], start: Mapping[str, float]) -> tuple[str, float]:
    """Return the likeliest candidate by the weights `known`, with its probability; the first in order where two are alike.

    `start` holds the candidates' scores for what is the same for all entities of a type, which `features` leaves out.
    """
    scores = {code: start.get(code, 0.0) + _score(found, known) for code, found in candidates.items()}
    best = max(sorted(scores), key=lambda code: scores[code])
    return best, 1.0 / sum(math.exp(score - scores[best]) for score in scores.values())


def _score(found: Features, known: dict[str, float]) -> float:
    total = 0.0
    for name, value in found.items():
        if name in known:
            total += known[name] * value
    return total


def ground(scene: Scene, known: Sequence[str | None]) -> Ground:
    """Return the ground of a document with what is known of its entities."""
    mentions = tuple(sorted((p.first, p.last, i) for i, phrases in enumerate(scene.phrases) for p in phrases if p.words))
    owner = {at: i for first, last, i in mentions for at in range(first, last)}
    signs = {q.at: Sign(q.at, q.code, _kind(q, scene), owner.get(q.at, -1), weight(q)) for q in scene.pointers}
    heads: dict[str, Counter[tuple[str, int]]] = {}
    for first, last, i in mentions:
        code = known[i]
        if not code:
            continue
        heads.setdefault(scene.words[last - 1].key, Counter())[code, i] += 1
        if not any(at in signs for at in range(first, last)):
            signs[first] = Sign(first, code, scene.entities[i].type, i, _GUESSED)
    mass: dict[str, float] = {}
    ordered = tuple(signs[at] for at in sorted(signs))
    for sign in ordered:
        mass[sign.code] = mass.get(sign.code, 0.0) + sign.weight
    total = sum(mass.values()) or 1.0
    share = {code: mass[code] / total for code in sorted(mass)}
    most = max(share, key=lambda code: share[code]) if share else NONE
    return Ground(ordered, tuple(known), mentions, share, most, _everywhere(ordered, share, most), heads)


def _everywhere(signs: Sequence[Sign], share: dict[str, float], most: str) -> dict[str, Features]:
    """Return for each state its share of all signs, and of the signs of each kind: places, names, persons."""
    found = {code: {"share": s, "log share": math.log(s), "most": float(code == most)} for code, s in share.items()}
    for name, kinds in _KINDS.items():
        of_kind = _share(signs, kinds)
        top = max(of_kind.values(), default=0.0)
        for code, own in found.items():
            if code in of_kind:
                own |= {name: of_kind[code], f"{name} most": float(of_kind[code] == top)}
            elif of_kind:
                own[f"{name} none"] = 1.0
    return found


def _kind(pointer: Pointer, scene: Scene) -> str:
    """Return how the pointer points; a capital or a state that is only where something happens is told from one that acts."""
    word = scene.word(pointer.at - 1)
    return "where" if pointer.kind in {"capital", "name"} and word is not None and word.key in _PLACING else pointer.kind


def _share(signs: Sequence[Sign], kinds: frozenset[str]) -> dict[str, float]:
    counts = Counter(sign.code for sign in signs if sign.kind in kinds)
    total = sum(counts.values())
    return {code: counts[code] / total for code in sorted(counts)}


def features(number: int, finding: Finding, scene: Scene, on: Ground) -> dict[str, Features]:
    """Return the features of every candidate, "no one state" among them, beside those of `Ground.everywhere`."""
    phrases = scene.phrases[number]
    main = next((p for p in phrases if not p.is_pronoun), phrases[0])
    found: dict[str, Features] = {NONE: dict(_none(main, finding.sector, on))}
    found |= {code: {} for code in on.everywhere}
    for code, city in finding.maybe.items():
        own = found.setdefault(code, {"log share": _UNSEEN})
        own |= {"gazetteer": 1.0 / len(finding.maybe), "gazetteer people": math.log10(city.people + 1.0)}
    standing = [p for p in phrases if not p.is_pronoun][:3] or [main]
    for p in standing:
        near: dict[str, Features] = {}
        _near(number, p, scene, on, near)
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


def _near(number: int, p: Phrase, scene: Scene, on: Ground, found: dict[str, Features]) -> None:
    """Mark how the states pointed at around the mention stand to it."""
    sentence = scene.sentence(p.first)
    others = [sign for sign in on.signs if sign.entity != number]
    at = bisect_left(others, p.first, key=lambda sign: sign.at)
    before, after = others[:at], [sign for sign in others[at:] if sign.at >= p.last]
    same_before = [s for s in before if s.at >= scene.sentences[sentence]]
    end = scene.sentences[sentence + 1] if sentence + 1 < len(scene.sentences) else len(scene.words)
    same_after = [s for s in after if s.at < end]
    _local(p, others, scene, found)
    for code, sign in {sign.code: sign for sign in before}.items():
        _mark(found, code, "pull before", math.exp((sign.at - p.first) / _REACH))
    for code, sign in {sign.code: sign for sign in reversed(after)}.items():
        _mark(found, code, "pull after", math.exp((p.last - sign.at) / _REACH))
    if others:
        _mark(found, others[0].code, "first in text")
    if before:
        last = before[-1]
        _mark(found, last.code, "last before")
        _mark(found, last.code, f"last before {last.kind}")
    if same_before:
        _mark(found, same_before[-1].code, "last in sentence")
        _mark(found, same_before[0].code, "first in sentence")
        if _is_where(same_before[-1], scene):
            _mark(found, same_before[-1].code, "last in sentence, in")
        if _is_where(same_before[0], scene):
            _mark(found, same_before[0].code, "first in sentence, in")
    elif before and sentence and before[-1].at >= scene.sentences[sentence - 1]:
        first = next(s for s in before if s.at >= scene.sentences[sentence - 1])
        _mark(found, before[-1].code, "last of sentence before")
        _mark(found, first.code, "first of sentence before")
    if same_after:
        _mark(found, same_after[0].code, "next in sentence")
    governed = belongings.after(p, scene)
    if governed is not None and after and after[0].at in (governed[1], governed[1] + 1):
        _mark(found, after[0].code, f"governed {governed[0]}")


def _local(p: Phrase, others: Sequence[Sign], scene: Scene, found: dict[str, Features]) -> None:
    """Mark each state's share of the signs around the mention, near ones counting more, and of those in its paragraph."""
    low, high = scene.paragraph(p.first)
    near: dict[str, float] = {}
    inside: dict[str, float] = {}
    first = p.first
    for sign in others:
        away = abs(sign.at - first)
        if away <= _FAR:
            near[sign.code] = near.get(sign.code, 0.0) + sign.weight * math.exp(-away / _NEIGHBOURHOOD)
        if low <= sign.at < high:
            inside[sign.code] = inside.get(sign.code, 0.0) + sign.weight
    for name, mass in (("local", near), ("paragraph", inside)):
        total = sum(mass.values())
        for code, value in mass.items():
            _mark(found, code, f"{name} share", value / total)
    if near:
        _mark(found, max(sorted(near), key=lambda code: near[code]), "local most")
    if inside:
        _mark(found, max(sorted(inside), key=lambda code: inside[code]), "paragraph most")
        _mark(found, next(s.code for s in others if low <= s.at < high), "first in paragraph")


def _is_where(sign: Sign, scene: Scene) -> bool:
    word = scene.word(sign.at - 1)
    return word is not None and word.key in _PLACING


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
    kin = (
        {code: n for (code, i), n in on.heads.get(p.words[-1].key, Counter()).items() if i != number}
        if p.words and not p.is_pronoun
        else {}
    )
    for code, count in kin.items():
        _mark(found, code, "kin", count / sum(kin.values()))
    at = bisect_left(on.mentions, (p.first, 0, 0))
    for name, mentions in (("entity before", reversed(on.mentions[:at])), ("entity after", iter(on.mentions[at:]))):
        other = next((i for _, _, i in mentions if i != number), None)
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
    low = bisect_left(on.signs, scene.sentences[sentence], key=lambda sign: sign.at)
    end = scene.sentences[sentence + 1] if sentence + 1 < len(scene.sentences) else len(scene.words)
    high = bisect_left(on.signs, end, key=lambda sign: sign.at)
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
