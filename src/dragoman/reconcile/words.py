"""Words as record linkage compares them: folded names, stems of content words, and how rare each stem is."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files

WORD = re.compile(r"\d+(?:st|nd|rd|th)\b|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")

_LISTS = tomllib.loads(files("dragoman.reconcile").joinpath("words.toml").read_text(encoding="utf-8"))
STOP = frozenset(_LISTS["stop"].split())
TITLES = frozenset(_LISTS["titles"].split())
VAGUE = frozenset(_LISTS["vague"].split())
ORDINALS: dict[str, str] = _LISTS["ordinals"]
IRREGULAR: dict[str, str] = _LISTS["irregular"]


@cache
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer  # type: ignore[import-untyped]

    stem_word: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord
    return stem_word


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one lower-case word: its irregular base form, then Porter2 (Porter 2001, Snowball English)."""
    word = re.split("['’]", word, maxsplit=1)[0] or word
    return _stemmer()(IRREGULAR.get(word, word))


def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the content words of `text` in order, numbers kept as they stand."""
    found = (m.group().casefold() for m in WORD.finditer(text))
    return tuple(stem(w) for w in found if w not in STOP and (len(w) > 1 or w.isdigit()))


def content(text: str) -> frozenset[str]:
    """Return the set of stems of the content words of `text`."""
    return frozenset(stems(text))


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """Return a name as it is compared: no accents, case, article, hyphens or possessive."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"['’`ʿʾ]s?\b", "", plain).replace("ı", "i").replace("ø", "o").replace("ł", "l")
    words = re.findall(r"[^\W_]+", plain)
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) and len(words) > 1 else words)


@lru_cache(maxsize=65536)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a folded name without leading titles and articles; all of them where nothing else is left."""
    words = folded(name).split()
    bare = [w for w in words if w not in TITLES]
    return tuple(bare or words)


@cache
def _rarity() -> tuple[dict[str, int], int]:
    lines = files("dragoman.reconcile").joinpath("rarity.tsv").read_text(encoding="utf-8").splitlines()
    table = {word: round(100 * float(bits)) for word, bits in (line.split("\t") for line in lines if line and not line.startswith("#"))}
    return table, max(table.values())


def rarity_centibits(stemmed: str) -> int:
    """Return how rare a stem is over the training stories, in hundredths of a bit; the unseen are the rarest.

    Whole hundredths, so that the sum over a set is the same in whatever order the set gives its members.
    """
    table, most = _rarity()
    return table.get(stemmed, most)


@lru_cache(maxsize=65536)
def weigh_centibits(found: frozenset[str]) -> int:
    """Return the summed rarity of stems, in hundredths of a bit."""
    return sum(map(rarity_centibits, found))
