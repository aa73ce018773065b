"""Words as record linkage compares them: folded names, stems of content words, and how rare each stem is."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

WORD = re.compile(r"\d+(?:st|nd|rd|th)\b|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")

_LISTS = tomllib.loads(files("dragoman.reconcile").joinpath("words.toml").read_text(encoding="utf-8"))
STOP = frozenset(_LISTS["stop"].split())
TITLES = frozenset(_LISTS["titles"].split())
VAGUE = frozenset(_LISTS["vague"].split())
ORDINALS: dict[str, str] = _LISTS["ordinals"]
IRREGULAR: dict[str, str] = _LISTS["irregular"]
# What a stem tells of a document's matter that neither the stories nor the reader's list of words know: names, mostly.
UNLISTED_CENTIBITS = 900


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one lower-case word: its irregular base form, then Porter2 (Porter 2001, Snowball English)."""
    word = re.split("['’]", word, maxsplit=1)[0] or word
    import snowballstemmer  # type: ignore[import-untyped]

    # A stemmer holds the word that it works on, so that threads cannot share one; making one costs a hundredth of a stem.
    stemmed: str = snowballstemmer.stemmer("english").stemWord(IRREGULAR.get(word, word))
    return stemmed


def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the content words of `text` in order, numbers kept as they stand."""
    return tuple([s for s in map(_counted, WORD.findall(text)) if s is not None])


@lru_cache(maxsize=65536)
def _counted(word: str) -> str | None:
    """Return the stem of a word as it stands in a text, None where it is none of content."""
    word = word.casefold()
    return stem(word) if word not in STOP and (len(word) > 1 or word.isdigit()) else None


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
    table = _table("rarity.tsv")
    return table, max(table.values())


@cache
def _distinctness() -> dict[str, int]:
    return _table("distinctness.tsv")


def _table(name: str) -> dict[str, int]:
    lines = files("dragoman.reconcile").joinpath(name).read_text(encoding="utf-8").splitlines()
    return {word: round(100 * float(bits)) for word, bits in (line.split("\t") for line in lines if line and not line.startswith("#"))}


def rarity_centibits(stemmed: str) -> int:
    """Return how rare a stem is over the training stories, in hundredths of a bit; the unseen are the rarest.

    Whole hundredths, so that the sum over a set is the same in whatever order the set gives its members.
    """
    table, most = _rarity()
    return table.get(stemmed, most)


def distinctness_centibits(stemmed: str) -> int:
    """Return how much a stem tells of what a document is about, in hundredths of a bit: its rarity in English at large too.

    The stories that rarity is counted over are all of one kind; "phone" is rare in them and common in the news.
    """
    return _distinctness().get(stemmed, UNLISTED_CENTIBITS)


@lru_cache(maxsize=65536)
def weigh_centibits(found: frozenset[str]) -> int:
    """Return the summed rarity of stems, in hundredths of a bit."""
    return sum(map(rarity_centibits, found))
