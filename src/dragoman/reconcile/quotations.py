"""Quotes of a story: the same words in several reports are one quotation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from dragoman.nouns.ledger import Evidence, Party, Quotation
from dragoman.nouns.reading import Quote, Reading
from dragoman.reconcile.parties import Cast

# A quote inside a longer one is the same when it has this many words; shorter ones ("a dear friend") may be said twice.
LEAST_WORDS = 5
Said = tuple[str, Quote]


def quotations(readings: Sequence[Reading], cast: Cast) -> tuple[Quotation, ...]:
    """Return the quotes of all readings, merged where one's words stand in the other's, sorted by their first evidence."""
    texts = {r.document.id: r.document.text for r in readings}
    by_words: dict[str, list[Said]] = defaultdict(list)
    for reading in readings:
        for quote in reading.quotes:
            by_words[_folded(quote.span.of(reading.document.text))].append((reading.document.id, quote))
    longest: dict[str, list[Said]] = {}
    for words in sorted((w for w in by_words if w), key=lambda w: (-len(w), w)):
        host = next((h for h in longest if len(words.split()) >= LEAST_WORDS and f" {words} " in f" {h} "), words)
        longest.setdefault(host, []).extend(by_words[words])
    found = [_quotation(said, texts, cast) for said in longest.values()]
    return tuple(sorted(found, key=lambda q: (q.evidence, q.words)))


def _quotation(said: list[Said], texts: dict[str, str], cast: Cast) -> Quotation:
    said = sorted(said, key=lambda s: (s[0], s[1].span))
    words = min((q.span.of(texts[d]) for d, q in said), key=lambda w: (-len(_folded(w)), w))
    return Quotation(
        words,
        _most([(d, q.speaker) for d, q in said if q.speaker], cast),
        _most([(d, q.about) for d, q in said if q.about], cast),
        tuple(sorted({Evidence(d, q.span) for d, q in said})),
    )


def _most(keys: Sequence[tuple[str, str]], cast: Cast) -> Party | None:
    """Return whom most reports name, one with a name of its own before "they"."""
    votes: dict[int, int] = defaultdict(int)
    for key in keys:
        if key in cast.of:
            votes[cast.of[key]] += 1
    best = min(votes, key=lambda n: (cast.participants[n].vague, -votes[n], cast.participants[n].name, n), default=None)
    return None if best is None else cast.participants[best].party()


def _folded(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))
