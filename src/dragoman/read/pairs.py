"""What pair heads see beside the encoder's vectors: how far apart two spans stand, and how alike two names are.

Training and reading share these functions, so that a weight learnt for a bucket is used for the same bucket.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

DISTANCES = 18
LIKENESSES = 10
_WORD_EDGES = np.array([2, 4, 8, 16])
DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "this", "that", "these", "those", "our", "my"})
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
PRONOUNS = _HE | _SHE | _IT | _THEY | {"who", "which", "we", "us", "our", "i", "me", "my", "you", "your", "both"}


def distance(from_word: Ints, from_sentence: Ints, to_word: Ints, to_sentence: Ints) -> Ints:
    """Return the bucket of each ordered pair, int64 [from, to] in `[0, DISTANCES)`.

    Buckets 0 to 9: the same sentence, side by number of words between (to 2, 4, 8, 16, more); 10 to 17: sentences back
    (1, 2, 3 to 5, more) and ahead (1, 2, 3 to 5, more).
    """
    words = to_word[None, :] - from_word[:, None]
    sentences = to_sentence[None, :] - from_sentence[:, None]
    near = np.searchsorted(_WORD_EDGES, np.abs(words), side="left")
    same = near + np.where(words < 0, 0, 5)
    gap = np.abs(sentences)
    far = np.select([gap <= 1, gap == 2, gap <= 5], [0, 1, 2], default=3)
    other = 10 + far + np.where(sentences < 0, 0, 4)
    return np.where(sentences == 0, same, other).astype(np.int64)


def words_of(mention: str) -> tuple[str, ...]:
    """Return the mention's words, case-folded, without article, possessive and marks."""
    words = [w.strip("“”\"'’,.()").casefold() for w in mention.replace("’s", " ").replace("'s", " ").split()]
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
    out = np.zeros((n, n, LIKENESSES), dtype=np.float32)
    words = [words_of(m) for m in mentions]
    sets = [frozenset(w) for w in words]
    names = [frozenset(w.strip("“”\"'’,.()").casefold() for w in m.split() if w[:1].isupper()) - DETERMINERS for m in mentions]
    kinds = [_pronoun_kind(w) for w in words]
    definite = [m[:4].casefold() == "the " for m in mentions]
    for j in range(n):
        for i in range(j):
            row = out[j, i]
            head = bool(words[i] and words[j] and words[i][-1] == words[j][-1])
            row[0] = words[i] == words[j]
            row[1] = head
            row[2] = bool(sets[i] and sets[j]) and (sets[i] <= sets[j] or sets[j] <= sets[i])
            row[3] = bool(names[i] & names[j])
            row[4] = kinds[j] > 0
            row[5] = kinds[i] > 0
            row[6] = kinds[i] > 0 and kinds[i] == kinds[j]
            row[7] = kinds[i] > 0 and kinds[j] > 0 and kinds[i] != kinds[j]
            row[8] = bool(names[i] and names[j]) and not sets[i] & sets[j]
            row[9] = definite[j] and head
    return out


def _pronoun_kind(words: tuple[str, ...]) -> int:
    if len(words) != 1:
        return 0
    for kind, forms in enumerate((_HE, _SHE, _IT, _THEY, PRONOUNS), start=1):
        if words[0] in forms:
            return kind
    return 0
