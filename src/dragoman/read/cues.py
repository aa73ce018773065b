"""Finds every phrase of a text that points at a state, a place or an organisation of the reference tables, the longest first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from dragoman.reference import gazetteer, organisations, states
from dragoman.reference.gazetteer import Region
from dragoman.reference.names import fold
from dragoman.reference.organisations import Organisation
from dragoman.reference.states import Cue

_WORD = re.compile(r"\w+(?:[.'’ʻ]\w+)*")
_ACRONYM_LETTERS: Final = 5  # up to so many letters, a name in capitals must stand in capitals: "US" is not "us", nor "WHO" "who"
_APOSTROPHES: Final = frozenset(("'", "’"))
_REMEMBERED: Final = 16384  # different words of some hundred reports
# Adjectives of continents hide those of states in them, and name no state themselves.
_CONTINENTAL: Final = (
    "Latin American", "Central American", "South American", "North American", "Native American", "African American", "Pan-American",
    "West African", "East African", "North African", "Pan-African", "sub-Saharan African", "East Asian", "South Asian", "Southeast Asian",
    "American Samoan", "West Indian", "East Indian",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: its characters, its folded form without a possessive ending, and how it is written."""

    start: int
    end: int
    key: str
    inner: str  # folded with the possessive ending, as it stands inside a name: "peoples" of "People's Bank of China"
    owner: bool  # ends in 's, or in an s with an apostrophe after it
    capital: bool
    shout: bool  # all capitals
    dot: bool  # a full stop follows


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase of the lexicon may mean."""

    states: tuple[Cue, ...] = ()
    region: Region | None = None
    organisations: tuple[Organisation, ...] = ()
    shouted: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the lexicon in the text, as a half-open range of words."""

    first: int
    last: int
    entry: Entry


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order; a hyphen parts words, an apostrophe or a dot between letters does not."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        written, after = match[0], text[end : end + 1]
        key, inner, owner, capital, shout = _shape(written)
        # The second half of "Kyung-ae" is as much a name as the first.
        if not capital and found and found[-1].capital and found[-1].end + 1 == start and text[found[-1].end] == "-":
            capital = True
        owner = owner or (after in _APOSTROPHES and written[-1] == "s")
        found.append(Word(start, end, key, inner, owner, capital, shout, after == "."))
    return tuple(found)


@lru_cache(_REMEMBERED)
def _shape(written: str) -> tuple[str, str, bool, bool, bool]:
    """Return what a word shows wherever it stands: key, inner, owner, capital and shout as in `Word`."""
    owner = written.endswith(("'s", "’s"))
    bare = written[:-2] if owner else written
    key = fold(bare)
    return key, key if bare == written else fold(written), owner, bare[0].isupper() or bare[0].isdigit(), bare.isupper()


@cache
def lexicon() -> dict[str, Entry]:
    """Return every phrase that the reference tables know, folded, with all that it may mean."""
    found: dict[str, Entry] = {fold(words): Entry() for words in _CONTINENTAL}
    written: dict[str, list[str]] = {}
    for key, cues in states.cues().items():
        found[key] = Entry(states=cues)
        written.setdefault(key, []).extend(cue.words for cue in cues)
    for key, region in gazetteer.regions().items():
        entry = found.get(key, Entry())
        found[key] = Entry(entry.states, region)
        written.setdefault(key, []).append(region.place.name)
    for key, bearers in organisations.names().items():
        entry = found.get(key, Entry())
        found[key] = Entry(entry.states, entry.region, bearers)
        written.setdefault(key, []).extend(w for o in bearers for w in (o.name, *o.aliases) if fold(w) == key)
    return {key: _with_case(entry, written.get(key, [])) for key, entry in found.items()}


def _with_case(entry: Entry, written: list[str]) -> Entry:
    shouted = bool(written) and all(w.replace(".", "").isupper() and len(w) <= _ACRONYM_LETTERS for w in written)
    return Entry(entry.states, entry.region, entry.organisations, shouted, any(w[0].islower() for w in written))


@cache
def _longest() -> dict[str, int]:
    """Return for every first word the number of words of the longest phrase that it begins."""
    found: dict[str, int] = {}
    for key in (*lexicon(), *gazetteer.abbreviations()):
        parts = key.split(" ")
        found[parts[0]] = max(found.get(parts[0], 0), len(parts))
    return found


def hits(words: tuple[Word, ...]) -> tuple[Hit, ...]:
    """Return the phrases of the lexicon in order, none overlapping another; at each word the longest phrase is taken."""
    known, longest = lexicon(), _longest()
    found, at = [], 0
    while at < len(words):
        word = words[at]
        reach = min(longest.get(word.inner, 1), len(words) - at)
        # Most words begin no phrase.
        hit = _hit(words, at, reach, known) if reach > 1 or word.key in known or word.dot else None
        if hit is not None:
            found.append(hit)
            at = hit.last
        else:
            at += 1
    return tuple(found)


def _hit(words: tuple[Word, ...], at: int, reach: int, known: Mapping[str, Entry]) -> Hit | None:
    """Return the longest phrase that begins at a word, of at most `reach` words."""
    for size in range(reach, 0, -1):
        phrase = words[at : at + size]
        key = " ".join([*(word.inner for word in phrase[:-1]), phrase[-1].key])
        region = _abbreviated(key, phrase) if phrase[-1].dot else None
        if region is not None:
            return Hit(at, at + size, Entry(region=region))
        entry = known.get(key)
        if entry is not None and _is_written_so(entry, phrase):
            return Hit(at, at + size, entry)
    return None


def _abbreviated(key: str, phrase: tuple[Word, ...]) -> Region | None:
    """Return what an abbreviation stands for: "Pa." and "N.J.", but not "PA." or "L.A."."""
    region, dots = gazetteer.abbreviations().get(key, (None, 0))
    inside = sum(word.end - word.start - len(word.key) for word in phrase)
    shouted = len(key) > 1 and not dots and all(word.shout for word in phrase)
    return region if inside == dots and not shouted and all(word.capital for word in phrase) else None


def _is_written_so(entry: Entry, phrase: tuple[Word, ...]) -> bool:
    if entry.shouted:
        return all(word.shout for word in phrase)
    directed = len(phrase) > 1 and phrase[0].key in {"south", "north"} and phrase[1].capital  # as Pyongyang writes "south Korean"
    return phrase[0].capital or entry.small or directed
