"""Near-copies: reports whose words are mostly another's, which count as one witness and point at the earliest known source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dragoman.nouns.ledger import Source
from dragoman.nouns.text import Document
from dragoman.reconcile.families import Families, family

SHINGLE_WORDS = 4
PERMUTATIONS = 128
SEED = 2026
# A report is a copy when this share of its own shingles stands in an earlier one. Independent reports of one event that quote the same
# communiqué stay under two thirds in the training stories; a wire story with a new lead and two sentences cut keeps three quarters.
COPIED_SHARE = 0.72
# The estimate from 128 permutations is off by 0.05 at one standard deviation: whoever is this far below is not looked at again.
ESTIMATE_SLACK = 0.2
# Below this many shingles two notices can share their words by chance.
LEAST_SHINGLES = 20
# With every fifth word another a report keeps two fifths of its shingles, and a sixth of them with another one so made. It is a copy where
# sentences with this share of its words stand, one by one and in one order, in an earlier report. Its lead is not counted: that is what is
# written anew first. By this none of 429 pairs of reports of one training story is a copy beyond the one that is by its shingles, and two
# of 594 of real news are, both of one agency's dispatch; the nearest otherwise, edited sentence by sentence, have 0.78 and 0.88.
RETOLD_SHARE = 0.9
# Sentences stand for each other that have this share of the longer one's words in common, in one order: in any order, most sentences of
# short wires written apart on one bombing would. Of 439 training reports with a fifth of their words replaced at random 3 are missed beside
# the report itself, which are too short, and 11 beside another one so made; with a quarter replaced, 3 and 85.
KEPT_WORDS = 0.4
# Only reports are aligned of whose shingles the estimate finds this share in the other: all those with a fifth of their words replaced are.
ALIGNED_ESTIMATE = 0.04
# Bylines, cries and what an abbreviation cuts off are found everywhere, and two sentences can be alike by chance.
LEAST_WORDS, LEAST_SENTENCES = 5, 3
# Two reports of so many sentences are aligned in a tenth of a second; what stands after them, or in a longer sentence, is not looked at.
MOST_SENTENCES, MOST_WORDS = 100, 100


class _Sentence(NamedTuple):
    """The words of a sentence in their order, and how often it has each."""

    words: tuple[str, ...]
    counts: Counter[str]


def sources(documents: Sequence[Document], table: Families | None = None) -> tuple[Source, ...]:
    """Return each document with its publisher's family and the earliest document it copies, sorted by id.

    Candidates are found by MinHash (Broder 1997) and decided by the exact share of shingles, so that a short lift from a long report
    is found too, or else by aligning their sentences, so that a reworded one is. The source of a copy of a copy is the first of the line.
    """
    ordered = sorted(documents, key=lambda d: _age(d, table))
    shingles = [_shingles(d.text) for d in ordered] if len(ordered) > 1 else []
    digests = _digests(shingles)
    source: dict[str, str] = {}
    for n, document in enumerate(ordered):
        for m in range(n):
            estimate = _contained(shingles[n], shingles[m], _jaccard(digests[n], digests[m]))
            lifted = _copied(shingles[n], shingles[m], estimate)
            if lifted or (estimate >= ALIGNED_ESTIMATE and _retold(_sentences(document.text), _sentences(ordered[m].text))):
                source[document.id] = source.get(ordered[m].id, ordered[m].id)
                break
    return tuple(
        Source(d, family(d.publisher, d.url, d.text, table) or f"document {d.id}", source.get(d.id))
        for d in sorted(documents, key=lambda d: d.id)
    )


def _age(document: Document, table: Families | None) -> tuple[bool, date, bool, int, str]:
    """Order by day; of one day, what carries no other's credit first, then the longer, then by id. Undated reports come last."""
    day = document.last_day
    credited = family(document.publisher, document.url, document.text, table) != family(document.publisher, document.url, "", table)
    return (day is None, day or date.max, credited, -len(document.text), document.id)


def _shingles(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1))


def _digests(shingles: Sequence[frozenset[str]]) -> list[NDArray[np.uint64]]:
    from rensa import RMinHash

    found = []
    for own in shingles:
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update(sorted(own))
        found.append(np.array(sketch.digest(), dtype=np.uint64))
    return found


def _jaccard(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> float:
    return int((a == b).sum()) / PERMUTATIONS


def _contained(own: frozenset[str], other: frozenset[str], jaccard: float) -> float:
    """Return the share of a report's own shingles that stands in another, by their Jaccard index; 0 where either has too few to tell."""
    if min(len(own), len(other)) < LEAST_SHINGLES:
        return 0.0
    return jaccard * (len(own) + len(other)) / ((1 + jaccard) * len(own))


def _copied(own: frozenset[str], other: frozenset[str], estimate: float) -> bool:
    if min(len(own), len(other)) < LEAST_SHINGLES:
        return own == other and bool(own)
    return estimate >= COPIED_SHARE - ESTIMATE_SLACK and len(own & other) >= COPIED_SHARE * len(own)


@lru_cache(maxsize=64)  # of the reports of one story, each of which is aligned with several
def _sentences(text: str) -> tuple[_Sentence, ...]:
    """Return the sentences of a text that are aligned, in their order."""
    parts = re.split(r"[.!?…][\"'”’»)\]]*\s+|\n", text)
    found = (tuple(re.findall(r"\w+", part.casefold())[:MOST_WORDS]) for part in parts)
    return tuple(_Sentence(words, Counter(words)) for words in islice((w for w in found if len(w) >= LEAST_WORDS), MOST_SENTENCES))


def _retold(own: Sequence[_Sentence], other: Sequence[_Sentence]) -> bool:
    """Tell whether nearly all sentences after a report's lead stand, reworded, in another, one by one and in the same order."""
    rest = own[1:]
    return len(rest) >= LEAST_SENTENCES and _aligned(rest, other) >= RETOLD_SHARE * sum(len(s.words) for s in rest)


def _aligned(own: Sequence[_Sentence], other: Sequence[_Sentence]) -> int:
    """Return how many words the sentences have that stand in the other report, aligned after Needleman and Wunsch (1970)."""
    best = [0] * (len(other) + 1)
    for sentence in own:
        above = list(best)
        for n, there in enumerate(other):
            met = above[n] + len(sentence.words) if _reworded(sentence, there) else 0
            best[n + 1] = max(above[n + 1], best[n], met)
    return best[-1]


def _reworded(a: _Sentence, b: _Sentence) -> bool:
    """Tell whether two sentences have most of their words in common, in the same order."""
    least = KEPT_WORDS * max(len(a.words), len(b.words))
    return min(len(a.words), len(b.words)) >= least and (a.counts & b.counts).total() >= least and _in_order(a.words, b.words) >= least


def _in_order(a: Sequence[str], b: Sequence[str]) -> int:
    """Return the length of the longest common subsequence, found for all of `a` at once with a bit for each of its words (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for n, word in enumerate(a):
        places[word] = places.get(word, 0) | 1 << n
    every = (1 << len(a)) - 1
    free = every
    for word in b:
        met = free & places.get(word, 0)
        free = ((free + met) | (free - met)) & every
    return (every ^ free).bit_count()
