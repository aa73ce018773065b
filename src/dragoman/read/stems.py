"""Stems of words (Porter2, Snowball English), by which a word is found in whatever inflection."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one word, without its possessive ending."""
    return _stemmer()(re.split("['’]", word.casefold(), maxsplit=1)[0] or word)


@cache
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer  # type: ignore[import-untyped]

    stem_word: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord
    return stem_word
