"""Permanent ids: a mention is named by its place alone, an event by its earliest mention, a story by its earliest document.

So ids depend on the documents and not on the order in which they came, and whatever an event was once called still names one of its
mentions, by which it is found again (docs/decisions/0014).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date

from dragoman.nouns.reading import Reading
from dragoman.nouns.text import Document

HEX_DIGITS = 16  # 64 bits: of a hundred million mentions two share an id with a probability under one in three thousand


def mention_ids(reading: Reading) -> tuple[str, ...]:
    """Return the permanent id of each mention of a reading: `e` and a hash of its document's id and where its trigger starts.

    One word that is two events (a reader may say so) has a second id, counted by where the trigger ends and by type.
    """
    order = sorted(range(len(reading.events)), key=lambda n: _place(reading, n))
    seen: Counter[int] = Counter()
    found = [""] * len(order)
    for n in order:
        start = reading.events[n].trigger.start
        repeat = f"\x1f{seen[start]}" if seen[start] else ""
        found[n] = "e" + _hash(f"{reading.document.id}\x1f{start}{repeat}")
        seen[start] += 1
    return tuple(found)


def _place(reading: Reading, n: int) -> tuple[int, int, str, str]:
    mention = reading.events[n]
    return mention.trigger.start, mention.trigger.end, mention.type, mention.id


def story_id(documents: Sequence[Document]) -> str:
    """Return a story's id: `s` and a hash of the id of its earliest document."""
    return "s" + _hash(min(documents, key=age).id)


def age(document: Document) -> tuple[date, str]:
    """Return what documents are ordered by, the earliest first, those without a date last: what comes later seldom comes before."""
    return document.last_day or date.max, document.id


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:HEX_DIGITS]
