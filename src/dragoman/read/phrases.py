"""Takes a mention apart: determiner, whose it is, what it is called, its title and its name, and what follows it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from dragoman.nouns.text import Span
from dragoman.read.cues import Hit, Word
from dragoman.read.word_classes import word_class
from dragoman.reference import offices, sectors

ARTICLES: Final = word_class("articles")
POSSESSIVES: Final = frozenset(("its", "his", "her", "their", "our", "my", "your", "whose"))
PRONOUNS: Final = word_class("pronouns")
HONORIFICS: Final = word_class("honorifics")
# Lower-case parts of names.
PARTICLES: Final = word_class("particles")
# Adjectives of peoples that are more often the first name of a person.
_FIRST_NAMES: Final = frozenset(("karen", "shan", "kiwi", "basque"))
# Nouns that end a title before a name, whatever stands before them.
_TITLE_ENDS: Final = word_class("title ends")
LEADING: Final = word_class("leading")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention as a half-open range of words: where its core begins after articles and owners, and where a personal name begins.

    `owner` is the pronoun that it belongs to ("its" of "its foreign ministry"); `hits` are the lexicon's phrases inside it.
    """

    span: Span
    first: int
    last: int
    core: int
    name: int
    owner: str | None
    hits: tuple[Hit, ...]
    words: tuple[Word, ...]

    @property
    def keys(self) -> list[str]:
        """Return the folded words of the core."""
        return [word.key for word in self.words[self.core - self.first :]]

    @property
    def is_pronoun(self) -> bool:
        """Tell whether the mention is one pronoun."""
        return len(self.words) == 1 and self.words[0].key in PRONOUNS and (not self.words[0].shout or self.words[0].key == "i")

    @property
    def is_named(self) -> bool:
        """Tell whether the mention holds a capitalised word beside its article and a pronoun."""
        return any(word.capital and not word.key.isdigit() for word in self.words[self.core - self.first :]) and not self.is_pronoun

    @property
    def title(self) -> list[str]:
        """Return the folded words between article and name."""
        return [word.key for word in self.words[self.core - self.first : self.name - self.first]]

    @property
    def tokens_of_name(self) -> tuple[Word, ...]:
        """Return the words of the personal name, empty where there is none."""
        return self.words[self.name - self.first :]


def phrase(
    span: Span, words: Sequence[Word], starts: Sequence[int], hits: Sequence[Hit], hit_starts: Sequence[int], personal: bool
) -> Phrase:
    """Take the mention at `span` apart; a personal name is looked for only where the mention is a person's."""
    first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
    if first == last:  # a mention that begins inside a word, as the model may cut "Gen.Carter": it is that word
        first = max(first - 1, 0)
        last = first + 1
    inside = tuple(hits[k] for k in range(bisect_left(hit_starts, first), bisect_left(hit_starts, last)) if hits[k].last <= last)
    own = tuple(words[first:last])
    core, owner = _core(own)
    name = first + (_name(own, core, inside, first) if personal else len(own))
    return Phrase(span, first, last, first + core, name, owner, inside, own)


def _core(words: tuple[Word, ...]) -> tuple[int, str | None]:
    """Return where the phrase begins after its determiners, and the possessive pronoun among them."""
    at, owner = 0, None
    while at < len(words) - 1 and (words[at].key in ARTICLES or words[at].key in POSSESSIVES):
        if words[at].shout and len(words[at].key) > 1:
            break
        owner = words[at].key if words[at].key in POSSESSIVES else owner
        at += 1
    return at, owner


@cache
def _title_words() -> frozenset[str]:
    """Return every word that stands in a title, an office or an institution."""
    phrases = [*offices.title_words(), *sectors.roles(), *sectors.institutions()]
    return frozenset(word for words in phrases for word in words.split(" ")) - PARTICLES | HONORIFICS


def _name(words: tuple[Word, ...], core: int, inside: tuple[Hit, ...], first: int) -> int:
    """Return where the personal name begins, or the end where there is none.

    The name is the run of capitalised words that ends the mention, without the titles, institutions and states before it. A title word that
    ends the run belongs to the name ("Julie Bishop").
    """
    end = len(words)
    if len(words) == 1 and words[0].key in PRONOUNS:
        return end
    start = end
    while start > core and (words[start - 1].capital or words[start - 1].key in PARTICLES):
        start -= 1
    while start < end and not words[start].capital and words[start].key not in {"al", "el"}:
        start += 1
    if start == end:
        return end
    titled = {k for k in range(start, end - 1) if words[k].key in _title_words()}
    known = {
        k for hit in inside for k in range(hit.first - first, hit.last - first) if hit.last - first < end and _leads(hit, words, first)
    }
    lead = start
    while lead < end - 1 and (lead in titled or lead in known):
        lead += 1
    hard = [k for k in range(lead, end - 1) if words[k].key in _TITLE_ENDS]
    if hard:
        lead = hard[-1] + 1
    only_title = lead == end - 1 and words[lead].key in _title_words() and lead == start
    return end if only_title or (lead == end - 1 and words[lead].key in _TITLE_ENDS) else lead


def _leads(hit: Hit, words: tuple[Word, ...], first: int) -> bool:
    """Tell whether a hit stands before a name and is not part of it: "Turkish", "Syria's" or "US" before a title, not "Santiago Peña"."""
    after = words[hit.last - first]
    if words[hit.last - 1 - first].owner or not after.capital or after.key in _title_words():
        return True
    return (
        not hit.entry.organisations
        and all(cue.kind == "adjective" for cue in hit.entry.states)
        and words[hit.first - first].key not in _FIRST_NAMES
    )
