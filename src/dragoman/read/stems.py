"""Stems of words (Porter2, Snowball English), by which a word is found in whatever inflection."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one word, without its possessive ending."""
    import snowballstemmer  # type: ignore[import-untyped]

    # A stemmer holds the word that it works on, so that threads cannot share one; making one costs a hundredth of a stem.
    stemmed: str = snowballstemmer.stemmer("english").stemWord(re.split("['’]", word.casefold(), maxsplit=1)[0] or word)
    return stemmed
