"""What one document shows before anything is resolved: its words, its mentions taken apart, and where it points at which state."""

from __future__ import annotations

import copy
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import Final

from dragoman.nouns.mention import Entity
from dragoman.nouns.time import DayInterval
from dragoman.read.cues import Hit, Word, hits, lexicon, words_of
from dragoman.read.namesakes import told_apart
from dragoman.read.phrases import Phrase, phrase
from dragoman.reference import gazetteer
from dragoman.reference.distance import Point, distance_km
from dragoman.reference.gazetteer import City, Region
from dragoman.reference.names import fold

_SENTENCE = re.compile(r"(?<=[.!?\"”’')\]])\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(r"\b(?:Mr|Ms|Dr|St|Lt|Mrs|Gen|Sen|Gov|Col|Maj|Sgt|Rep|Hon|Capt|Brig|Prof|[A-Z])\.$")
_PARAGRAPH = re.compile(r"\n+")
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z+&-]{1,9})\)")
# Regions whose middle says little of where in them something is.
_LONG: Final = frozenset(("river", "sea", "ocean", "mountains", "line", "route", "continent", "desert"))
_INSIDE_STATES: Final = frozenset(("province", "us-state"))
_NAMESAKES: Final = 30
_JOINED: Final = frozenset((" and ", " or "))
_GOES_ON: Final = re.compile(r", (?:and |or )?(?:the )?")  # between two of a list of states
_PLACES: Final = frozenset(("GPE", "LOC"))
_AHEAD: Final = 5  # words in which a place is named that another lies in
_NEARBY_KM: Final = 120.0
_FAR_DEGREES: Final = 5.0  # of latitude, from which on a place counts for nothing
_MOST_NEAR: Final = 2.0  # so many places nearby count
_OF_SEVERAL: Final = 0.5  # what a place nearby counts if its name is that of others too
_SURROUNDED: Final = 0.45  # so much nearer to such places, a town goes before the state or capital of its name
_IN_ITS_PROVINCE: Final = 0.35  # what the name of its state of the USA counts for that, in places nearby
_ANCHORS: Final = 60  # as many places as are looked at, so that a long list of towns costs no more than a short one
_LONGEST_BEGINNING: Final = 3  # words of a town or district that the name of a body begins with
# Where names are shared and nothing in the document tells, the one that newspapers mean nearly always.
_USUAL: Final = ("COD", "KOR", "DOM")
# A seat or a capital points at its state less surely than the state's own name, a region or an organisation still less.
_WEIGHT: Final = {
    "name": 1.0,
    "adjective": 1.0,
    "people": 1.0,
    "capital": 0.8,
    "seat": 0.7,
    "city": 0.5,
    "region": 0.5,
    "organisation": 0.4,
}


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place in the text that points at a state: word number, alpha-3 code, and how it points."""

    at: int
    code: str
    kind: str


@dataclass(frozen=True)
class Scene:
    """A document laid open; all positions are numbers of words."""

    text: str
    words: tuple[Word, ...]
    hits: tuple[Hit, ...]
    entities: tuple[Entity, ...]
    phrases: tuple[tuple[Phrase, ...], ...]
    anchor: DayInterval | None
    sentences: tuple[int, ...]
    paragraphs: tuple[int, ...]

    def on(self, anchor: DayInterval | None) -> Scene:
        """Return the scene as of other days, with all that was worked out in it: only who holds an office hangs on the days."""
        other = copy.copy(self)
        other.__dict__["anchor"] = anchor
        return other

    @cached_property
    def sure(self) -> Counter[str]:
        """Count the unambiguous pointers at each state."""
        alone = (hit for hit in self.hits if len(hit.entry.states) == 1 and not hit.entry.region)
        return Counter(cue.code for hit in alone for cue in hit.entry.states if not cue.shared)

    @cached_property
    def provinces(self) -> Counter[str]:
        """Count the states of the USA that the document names, by their code."""
        return Counter(hit.entry.region.admin1 for hit in self.hits if hit.entry.region is not None and hit.entry.region.admin1)

    def deals_with(self, city: City) -> bool:
        """Tell whether the document names the state of the city, or its state of the USA."""
        return bool(self.sure[city.place.country or ""] or (city.place.country == "USA" and self.provinces[city.admin1]))

    @cached_property
    def anchors(self) -> dict[str, tuple[Point, ...]]:
        """Return where the provinces and towns may lie that the document names, by their folded names; one point where there is no doubt.

        Of several towns of a name, the state or province that stands after it or, in the USA, a state that the document names decides.
        """
        found: dict[str, tuple[Point, ...]] = {}
        for hit in self.hits:
            region = hit.entry.region
            if region is not None and not hit.entry.states and region.place.country and region.kind not in _LONG:
                found[fold(region.place.name)] = ((region.place.latitude, region.place.longitude),)
        for entity, phrases in zip(self.entities, self.phrases, strict=True):
            for p in phrases if entity.type in {"GPE", "LOC"} else ():
                meant = self._meant(" ".join(p.keys), p.last) if p.is_named and len(found) < _ANCHORS else ()
                if meant:
                    found[" ".join(p.keys)] = tuple((c.place.latitude, c.place.longitude) for c in meant)
        for words, last in self._beginnings():
            meant = self._meant(words, last) if words not in found and len(found) < _ANCHORS else ()
            if meant:
                found[words] = tuple((c.place.latitude, c.place.longitude) for c in meant)
        return found

    def _beginnings(self) -> Iterator[tuple[str, int]]:
        """Yield what the names of bodies and the titles of people begin with, where places have that name, and its last word."""
        for entity, phrases in zip(self.entities, self.phrases, strict=True):
            for p in phrases if entity.type not in {"GPE", "LOC"} else ():
                for run in within_names(p, entity.type)[:1]:
                    longest = range(min(len(run), _LONGEST_BEGINNING), 0, -1)
                    names = ((" ".join(w.key for w in run[:n]), p.first + p.words.index(run[n - 1]) + 1) for n in longest)
                    yield from islice((n for n in names if n[0] in lexicon() or gazetteer.cities(n[0]) or gazetteer.divisions(n[0])), 1)

    def _meant(self, words: str, last: int) -> Sequence[City]:
        """Return the towns and divisions that a name may mean, without those that what stands around it rules out."""
        if words in lexicon():
            return ()
        named = [*gazetteer.cities(words), *gazetteer.divisions(words)]
        following = self.next_to(last) or self.said.get(words)
        if following is not None:
            code, admin1 = following
            named = [c for c in named if c.place.country == code and admin1 in {"", c.admin1}]
        elif len(named) > 1 and self.provinces:
            named = [c for c in named if c.place.country == "USA" and self.provinces[c.admin1]] or named
        return named[:_NAMESAKES]

    @cached_property
    def mentions(self) -> tuple[tuple[int, int, int], ...]:
        """Return every mention as its first word, the word after its last, and its entity, in order."""
        return tuple(sorted((p.first, p.last, i) for i, phrases in enumerate(self.phrases) for p in phrases if p.words))

    @cached_property
    def pointers(self) -> tuple[Pointer, ...]:
        """Return all pointers at states in the order of the text."""
        found = []
        for hit in self.hits:
            code = self.code_of(hit)
            if code is not None:
                found.append(Pointer(hit.first, code, self.kind_of(hit, code)))
        return tuple(found)

    @cached_property
    def called(self) -> dict[str, frozenset[int]]:
        """Return which entities a word alone may mean: the last word of a person's name, a name of one word, an acronym."""
        found: dict[str, set[int]] = {}
        for number, (entity, phrases) in enumerate(zip(self.entities, self.phrases, strict=True)):
            for p in phrases:
                if entity.type == "PER" and p.tokens_of_name:
                    found.setdefault(p.tokens_of_name[-1].key, set()).add(number)
                elif entity.type != "PER" and p.is_named and p.last - p.core == 1:
                    found.setdefault(p.keys[0], set()).add(number)
        return {key: frozenset(numbers) for key, numbers in found.items()}

    @cached_property
    def acronyms(self) -> dict[str, str]:
        """Return acronyms that the text itself explains, "Economic Community of West African States (ECOWAS)", with the words before."""
        found: dict[str, str] = {}
        for match in _ACRONYM.finditer(self.text):
            letters = [c for c in match.group(1) if c.isupper()]
            before = list(self.words[: bisect_left([w.start for w in self.words], match.start())])[-3 * len(letters) :]
            full = _spelled(before, letters)
            if full:
                found[match.group(1)] = self.text[full[0].start : full[-1].end]
        return found

    def code_of(self, hit: Hit) -> str | None:
        """Return the state that a hit points at, by what else the document names where the words alone do not tell."""
        entry = hit.entry
        if entry.states:
            codes = [cue.code for cue in entry.states if not cue.shared or self.sure[cue.code]]
            if all(cue.kind in {"capital", "name"} for cue in entry.states) and self._is_namesake(hit):
                return None
            if not codes:
                return None
            if entry.region is not None and entry.region.place.country not in codes:
                # Georgia: the state of the USA only where nothing else in the document is Georgian.
                return codes[0] if self.sure[codes[0]] or not self._is_about(entry.region) else entry.region.place.country
            return codes[0] if len(codes) == 1 else self.likeliest(codes)
        if entry.region is not None:
            return entry.region.place.country
        known = {organisation.state for organisation in entry.organisations}
        return known.pop() if len(known) == 1 else None

    def next_to(self, last: int) -> tuple[str, str] | None:
        """Return the state, and the state of the USA, that stand right after a place: "Paris, Texas", "a town in Mali", "London, Ont."."""
        at = bisect_left(self.hits, last, key=lambda h: h.first)
        if at == len(self.hits):
            return None
        hit = self.hits[at]
        gap = self.text[self.words[last - 1].end : self.words[hit.first].start].strip()
        if gap not in {",", "in", ", in", "in the", "("}:
            return None
        region = hit.entry.region
        if region is not None and region.kind in _INSIDE_STATES and region.place.country and not hit.entry.states:
            return region.place.country, region.admin1
        if region is not None and region.admin1:
            return "USA", region.admin1
        named = [cue.code for cue in hit.entry.states if cue.kind == "name"]
        return (named[0], "") if len(named) == 1 else None

    @cached_property
    def said(self) -> dict[str, tuple[str, str]]:
        """Return the state, and the state of the USA, that the document once puts after a place ("Augusta, Ga."), by its folded name."""
        found: dict[str, tuple[str, str]] = {}
        for phrases in self.phrases:
            for p in phrases:
                following = self.next_to(p.last) if p.is_named else None
                if following is not None:
                    found.setdefault(" ".join(p.keys), following)
        return found

    def _is_about(self, region: Region) -> bool:
        """Tell whether the document names the state of a region, or another state of the USA where it is one."""
        others = sum(n for admin1, n in self.provinces.items() if admin1 != region.admin1) if region.admin1 else 0
        return bool(self.sure[region.place.country or ""] or others)

    def _is_namesake(self, hit: Hit) -> bool:
        """Tell whether the name of a state or capital is that of another place here.

        A state with such a place follows ("Paris, Texas"), or nothing else in the document points at the state while other places that it
        names lie around one of that name.
        """
        codes = {cue.code for cue in hit.entry.states}
        key = self._key(hit)
        if key in self._among_states:
            return False
        following = self.next_to(hit.last) or self.said.get(key)
        if following is not None:
            code, admin1 = following
            return code not in codes and any(c.place.country == code and admin1 in ("", c.admin1) for c in gazetteer.cities(key))
        if any(self.sure[code] > self._so_called[key] for code in codes):
            return False
        named = [c for c in gazetteer.cities(key) if not c.alias or c.place.country in codes][:_NAMESAKES]
        own = max((self.nearness(c) for c in named if c.place.country in codes), default=0.0)
        return any(self._surrounded(c) - own > _SURROUNDED for c in named if c.place.country not in codes)

    def _surrounded(self, city: City) -> float:
        """Return how near a city is to places that the document names, its state of the USA among them."""
        within = city.place.country == "USA" and self.provinces[city.admin1] > 0
        return self.nearness(city) + _IN_ITS_PROVINCE * within

    @cached_property
    def _among_states(self) -> frozenset[str]:
        """Return the names of states, folded, that the text joins to another state's or lists with more of them.

        "Canada and Mexico"; "Mexico, China, Japan and Brazil" is a list, while "Paris, France" is not.
        """
        found: set[str] = set()
        for pair in pairwise(self.hits):
            if all(map(_is_state, pair)) and self._gap(*pair) in _JOINED:
                found |= set(map(self._key, pair))
        for a, b, c in zip(self.hits, self.hits[1:], self.hits[2:], strict=False):
            gaps = self._gap(a, b), self._gap(b, c)
            if all(map(_is_state, (a, b, c))) and all(_GOES_ON.fullmatch(gap) or gap in _JOINED for gap in gaps):
                found |= set(map(self._key, (a, b, c)))
        return frozenset(found)

    def _gap(self, a: Hit, b: Hit) -> str:
        return self.between(a.last - 1, b.first)

    def _key(self, hit: Hit) -> str:
        return " ".join(word.key for word in self.words[hit.first : hit.last])

    @cached_property
    def _so_called(self) -> Counter[str]:
        """Count the lexicon's phrases by their folded words."""
        return Counter(map(self._key, self.hits))

    def nearness(self, city: City) -> float:
        """Return how near the city is to places that the document names beside it: about how many lie around it, up to a few."""
        here = city.place.latitude, city.place.longitude
        if here not in self._nearness:
            self._nearness[here] = self._nearness_of(here, fold(city.place.name))
        return self._nearness[here]

    @cached_property
    def _nearness(self) -> dict[Point, float]:
        return {}

    def _nearness_of(self, here: Point, own: str) -> float:
        total = 0.0
        for name, points in self.anchors.items():
            around = [p for p in points if abs(p[0] - here[0]) < _FAR_DEGREES] if name != own and total < _MOST_NEAR else []
            if around:
                weight = 1.0 if len(points) == 1 else _OF_SEVERAL
                total += weight * max(math.exp(-distance_km(point, here) / _NEARBY_KM) for point in around)
        return min(_MOST_NEAR, total)

    def kind_of(self, hit: Hit, code: str) -> str:
        """Return how a hit points at `code`."""
        for cue in hit.entry.states:
            if cue.code == code:
                return cue.kind
        return "region" if hit.entry.region is not None else "organisation"

    def likeliest(self, codes: Sequence[str]) -> str:
        """Return which of several states the document means: the one that it names most without doubt, else the usual one."""
        most = max(self.sure[code] for code in codes)
        best = [code for code in codes if self.sure[code] == most]
        return best[0] if len(best) == 1 or most else next((code for code in best if code in _USUAL), best[0])

    def sentence(self, at: int) -> int:
        """Return the number of the sentence that word `at` stands in."""
        return bisect_right(self.sentences, at) - 1

    def paragraph(self, at: int) -> tuple[int, int]:
        """Return the half-open range of words of the paragraph that word `at` stands in."""
        number = bisect_right(self.paragraphs, at)
        return self.paragraphs[number - 1], self.paragraphs[number] if number < len(self.paragraphs) else len(self.words)

    def hit_around(self, first: int, last: int) -> Hit | None:
        """Return the hit that a range of words is a part of, but not the whole."""
        at = bisect_right(self.hits, first, key=lambda h: h.first) - 1
        hit = self.hits[at] if at >= 0 else None
        return hit if hit is not None and hit.last >= last and (hit.first, hit.last) != (first, last) else None

    @cached_property
    def _by_first(self) -> dict[int, Phrase]:
        return {p.first: p for entity, phrases in zip(self.entities, self.phrases, strict=True) if entity.type in _PLACES for p in phrases}

    def phrase_from(self, last: int) -> Phrase | None:
        """Return the mention of a place that begins at a word, or some words after it."""
        return next((self._by_first[at] for at in range(last, last + _AHEAD) if at in self._by_first), None)

    @cached_property
    def small(self) -> frozenset[str]:
        """Return the folded words that the document writes without a capital: no names, where they begin a sentence."""
        return frozenset(word.key for word in self.words if not word.capital)

    def word(self, at: int) -> Word | None:
        """Return a word, or None outside the text."""
        return self.words[at] if 0 <= at < len(self.words) else None

    def between(self, left: int, right: int) -> str:
        """Return the characters between two words."""
        return self.text[self.words[left].end : self.words[right].start]


def _is_state(hit: Hit) -> bool:
    return any(cue.kind == "name" for cue in hit.entry.states)


def weight(pointer: Pointer) -> float:
    """Return how much a pointer counts."""
    return _WEIGHT[pointer.kind]


def within_names(p: Phrase, type_: str) -> list[Sequence[Word]]:
    """Return the runs of capitalised words in a mention that may name a place without being all of it; of a person those of the title."""
    core = p.words[p.core - p.first : p.name - p.first if type_ == "PER" and p.tokens_of_name else None]
    runs: list[list[Word]] = [[]]
    for word in core:
        if word.capital and not word.key.isdigit():
            runs[-1].append(word)
        if not word.capital or word.owner:
            runs.append([])
    found = [run for run in runs if run]
    if len(found) == 1 and len(found[0]) == len(core) == len(p.words) - (p.core - p.first):
        return [found[0][:-1]] if len(core) > 1 else []  # a body that is called no more than a place is another thing of that name
    return list(found)


def cues_of(text: str) -> tuple[tuple[Word, ...], tuple[Hit, ...]]:
    """Return the words of a text and the phrases of the lexicon in them."""
    words = words_of(text)
    return words, hits(words)


def lay_open(
    text: str, entities: Sequence[Entity], anchor: DayInterval | None, cues: tuple[tuple[Word, ...], tuple[Hit, ...]] | None = None
) -> Scene:
    """Return the scene of a document; `cues` are its words and the phrases of the lexicon in them, where they are known already."""
    words, phrases = cues or cues_of(text)
    found = told_apart(text, words, phrases)
    starts, hit_starts = [w.start for w in words], [h.first for h in found]
    taken = tuple(_taken_apart(entity, words, starts, found, hit_starts) for entity in entities)
    ends = (m for m in _SENTENCE.finditer(text) if not _ABBREVIATION.search(text, max(0, m.start() - 6), m.start()))
    bounds = [0] + [bisect_left(starts, m.end()) for m in ends]
    paragraphs = [0] + [bisect_left(starts, m.end()) for m in _PARAGRAPH.finditer(text)]
    return Scene(text, words, found, tuple(entities), taken, anchor, tuple(sorted(set(bounds))), tuple(sorted(set(paragraphs))))


def _taken_apart(
    entity: Entity, words: Sequence[Word], starts: Sequence[int], found: Sequence[Hit], hit_starts: Sequence[int]
) -> tuple[Phrase, ...]:
    """Return the entity's mentions in order, without those that hold no word."""
    phrases = (phrase(mention, words, starts, found, hit_starts, entity.type == "PER") for mention in sorted(entity.mentions))
    return tuple(p for p in phrases if p.words)


def _spelled(before: Sequence[Word], letters: Sequence[str]) -> Sequence[Word]:
    """Return the shortest run of words that ends `before` and whose capitals spell the letters, allowing small words between."""
    for start in range(len(before) - 1, -1, -1):
        capitals = [w for w in before[start:] if w.capital]
        if [w.key[0].upper() for w in capitals] == list(letters):
            return before[start:]
    return ()
