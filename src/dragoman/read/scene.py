"""What one document shows before anything is resolved: its words, its mentions taken apart, and where it points at which state."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dragoman.nouns.mention import Entity
from dragoman.nouns.time import DayInterval
from dragoman.read.cues import Hit, Word, hits, words_of
from dragoman.read.phrases import Phrase, phrase
from dragoman.reference import gazetteer

_SENTENCE = re.compile(r"(?<=[.!?\"”’')\]])\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(r"\b(?:Mr|Ms|Dr|St|Lt|Mrs|Gen|Sen|Gov|Col|Maj|Sgt|Rep|Hon|Capt|Brig|Prof|[A-Z])\.$")
_PARAGRAPH = re.compile(r"\n+")
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z+&-]{1,9})\)")
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

    @cached_property
    def sure(self) -> Counter[str]:
        """Count the unambiguous pointers at each state."""
        alone = (hit for hit in self.hits if len(hit.entry.states) == 1 and not hit.entry.region)
        return Counter(cue.code for hit in alone for cue in hit.entry.states if not cue.shared)

    @cached_property
    def provinces(self) -> Counter[str]:
        """Count the states of the USA that the document names, by their code."""
        return Counter(hit.entry.region.admin1 for hit in self.hits if hit.entry.region is not None and hit.entry.region.admin1)

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
            if all(cue.kind == "capital" for cue in entry.states) and self._is_namesake(hit):
                return None
            if not codes:
                return None
            if entry.region is not None and entry.region.place.country not in codes:
                # Georgia: the state of the USA only where nothing else in the document is Georgian.
                return codes[0] if self.sure[codes[0]] or not self.sure[entry.region.place.country or ""] else entry.region.place.country
            return codes[0] if len(codes) == 1 else self.likeliest(codes)
        if entry.region is not None:
            return entry.region.place.country
        known = {organisation.state for organisation in entry.organisations}
        return known.pop() if len(known) == 1 else None

    def next_to(self, last: int) -> tuple[str, str] | None:
        """Return the state, and the state of the USA, that stand right after a place: "Paris, Texas", "a town in Mali"."""
        for hit in self.hits[bisect_left(self.hits, last, key=lambda h: h.first) :]:
            gap = self.text[self.words[last - 1].end : self.words[hit.first].start].strip()
            if gap not in {",", "in", ", in", "in the", "("}:
                return None
            if hit.entry.region is not None and hit.entry.region.admin1:
                return "USA", hit.entry.region.admin1
            named = [cue.code for cue in hit.entry.states if cue.kind == "name"]
            return (named[0], "") if len(named) == 1 else None
        return None

    def _is_namesake(self, hit: Hit) -> bool:
        """Tell whether the name of a capital is that of another place here, because a state with such a place follows: "Paris, Texas"."""
        following = self.next_to(hit.last)
        if following is None or following[0] in {cue.code for cue in hit.entry.states}:
            return False
        code, admin1 = following
        called = " ".join(word.key for word in self.words[hit.first : hit.last])
        return any(city.place.country == code and admin1 in ("", city.admin1) for city in gazetteer.cities(called))

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

    def word(self, at: int) -> Word | None:
        """Return a word, or None outside the text."""
        return self.words[at] if 0 <= at < len(self.words) else None

    def between(self, left: int, right: int) -> str:
        """Return the characters between two words."""
        return self.text[self.words[left].end : self.words[right].start]


def weight(pointer: Pointer) -> float:
    """Return how much a pointer counts."""
    return _WEIGHT[pointer.kind]


def lay_open(text: str, entities: Sequence[Entity], anchor: DayInterval | None) -> Scene:
    """Return the scene of a document."""
    words = words_of(text)
    found = hits(words)
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
