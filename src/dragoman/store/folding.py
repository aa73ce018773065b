"""The words by which the text of a ledger is found: folded and stemmed here, so that every database finds the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dragoman.nouns.filter import Phrase

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_APOSTROPHE = re.compile(r"['’]")

PART = "zqz"
"""A word that no text holds: it stands between names, so that no phrase runs from one into the next."""


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, without accents and possessive endings."""
    return [plain for found in _WORD.findall(text) for plain in _plain(found).split()]


def stemmed(given: list[str]) -> list[str]:
    """Return the stems of words."""
    return [_stem(word) for word in given]


def parted(texts: list[str]) -> list[str]:
    """Return the words of several texts, each text apart from the next."""
    found: list[str] = []
    for text in texts:
        found += [*([PART] if found else []), *words(text)]
    return found


def sought(phrase: Phrase) -> list[str]:
    """Return the words of a phrase as they stand in the index: stems unless it is exact or goes on."""
    given = words(" ".join(phrase.words))
    return given if phrase.exact or phrase.prefix else stemmed(given)


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    bare = _APOSTROPHE.sub(" ", _POSSESSIVE.sub("", word)).lower()
    if bare.isascii():
        return bare
    return "".join(c for c in unicodedata.normalize("NFKD", bare) if c.isalnum() or c == " ")


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    import snowballstemmer  # type: ignore[import-untyped]

    # A stemmer holds the word that it works on, so that threads cannot share one; making one costs a hundredth of a stem.
    stemmed: str = snowballstemmer.stemmer("english").stemWord(word)
    return stemmed
