"""What pair heads see beside the encoder's vectors: how far apart two spans stand, and how alike two names are.

Training and reading share these functions, so that a weight learnt for a bucket is used for the same bucket.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

DISTANCES = 18
LIKENESSES = 10
# The bucket of each number of words between, to the first beyond the last edge, and of each number of sentences.
_NEAR = np.searchsorted([2, 4, 8, 16], np.arange(18), side="left")
_FAR = np.array([0, 0, 1, 2, 2, 2, 3])
DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "this", "that", "these", "those", "our", "my"})
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
PRONOUNS = _HE | _SHE | _IT | _THEY | {"who", "which", "we", "us", "our", "i", "me", "my", "you", "your", "both"}

_PRONOUN_KINDS = {word: kind for kind, forms in reversed([*enumerate((_HE, _SHE, _IT, _THEY, PRONOUNS), start=1)]) for word in forms}
_MARKS = "“”\"'’,.()"
_REMEMBERED = 8192  # mentions of one report and of its neighbours in the news


def distance(from_word: Ints, from_sentence: Ints, to_word: Ints, to_sentence: Ints) -> Ints:
    """Return the bucket of each ordered pair, int64 [from, to] in `[0, DISTANCES)`.

    Buckets 0 to 9: the same sentence, side by number of words between (to 2, 4, 8, 16, more); 10 to 17: sentences back
    (1, 2, 3 to 5, more) and ahead (1, 2, 3 to 5, more).
    """
    words = to_word[None, :] - from_word[:, None]
    sentences = to_sentence[None, :] - from_sentence[:, None]
    same = _NEAR[np.minimum(np.abs(words), len(_NEAR) - 1)] + np.where(words < 0, 0, 5)
    other = _FAR[np.minimum(np.abs(sentences), len(_FAR) - 1)] + np.where(sentences < 0, 10, 14)
    return np.asarray(np.where(sentences == 0, same, other), dtype=np.int64)


@lru_cache(_REMEMBERED)
def words_of(mention: str) -> tuple[str, ...]:
    """Return the mention's words, case-folded, without article, possessive and marks."""
    words = [w.strip(_MARKS).casefold() for w in mention.replace("’s", " ").replace("'s", " ").split()]
    words = [w for w in words if w]
    while len(words) > 1 and words[0] in DETERMINERS:
        words = words[1:]
    return tuple(words)


def likeness(mentions: Sequence[str]) -> NDArray[np.float32]:
    """Return what each pair of mentions shares, float32 [n, n, LIKENESSES] of zeros and ones; row is the later mention.

    0 same words · 1 same last word · 2 one's words within the other's · 3 shares a capitalised word · 4 later is a pronoun ·
    5 earlier is a pronoun · 6 both are one pronoun's forms · 7 pronouns of different kinds · 8 both named, nothing shared ·
    9 later begins with an article and shares its head.
    """
    n = len(mentions)
    words = [words_of(m) for m in mentions]
    names = [_names_of(m) for m in mentions]
    kinds = np.array([_pronoun_kind(w) for w in words], dtype=np.int64)
    definite = np.array([m[:4].casefold() == "the " for m in mentions], dtype=np.bool_)
    whole = _numbered(words)
    last = _numbered([w[-1:] for w in words])
    said = np.array([bool(w) for w in words], dtype=np.bool_)
    of_words, of_names = _incidence([frozenset(w) for w in words]), _incidence(names)
    shared, sizes, named = of_words @ of_words.T, of_words.sum(1), of_names.sum(1) > 0
    later, earlier = kinds[:, None], kinds[None, :]
    head = (last[:, None] == last[None, :]) & said[:, None] & said[None, :]
    out = np.zeros((n, n, LIKENESSES), dtype=np.float32)
    out[:, :, 0] = whole[:, None] == whole[None, :]
    out[:, :, 1] = head
    out[:, :, 2] = said[:, None] & said[None, :] & (shared == np.minimum(sizes[:, None], sizes[None, :]))
    out[:, :, 3] = of_names @ of_names.T > 0
    out[:, :, 4] = later > 0
    out[:, :, 5] = earlier > 0
    out[:, :, 6] = (earlier > 0) & (earlier == later)
    out[:, :, 7] = (earlier > 0) & (later > 0) & (earlier != later)
    out[:, :, 8] = named[:, None] & named[None, :] & (shared == 0)
    out[:, :, 9] = definite[:, None] & head
    out[np.triu_indices(n)] = 0
    return out


def _names_of(mention: str) -> frozenset[str]:
    """Return the mention's capitalised words, case-folded."""
    return frozenset(w.strip(_MARKS).casefold() for w in mention.split() if w[:1].isupper()) - DETERMINERS


def _numbered(things: Sequence[tuple[str, ...]]) -> Ints:
    """Return for each thing a number that equal ones share, int64 [things]."""
    numbers: dict[tuple[str, ...], int] = {}
    return np.array([numbers.setdefault(thing, len(numbers)) for thing in things], dtype=np.int64)


def _incidence(sets: Sequence[frozenset[str]]) -> NDArray[np.float32]:
    """Return which set holds which word, float32 [sets, words] of zeros and ones: its product with itself counts shared words."""
    number = {word: k for k, word in enumerate(sorted(frozenset().union(*sets)))}
    out = np.zeros((len(sets), len(number)), dtype=np.float32)
    for row, words in zip(out, sets, strict=True):
        row[[number[word] for word in words]] = 1
    return out


def _pronoun_kind(words: tuple[str, ...]) -> int:
    return _PRONOUN_KINDS.get(words[0], 0) if len(words) == 1 else 0
