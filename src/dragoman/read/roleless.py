"""Whom a text only mentions: pronouns and common nouns that nothing is told of are no entities of a reading.

The guidelines of the corpus mark every name, and nominals and pronouns where they fill a role of an event or speak a quote.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.nouns.event import EventMention
from dragoman.nouns.mention import Entity
from dragoman.nouns.reading import Quote
from dragoman.nouns.text import Span
from dragoman.read.pairs import PRONOUNS

_ROLES = ("actors", "recipients", "places", "companions", "by")


def without_roleless(
    entities: Sequence[Entity], events: Sequence[EventMention], quotes: Sequence[Quote], bounds: Sequence[Span], text: str
) -> tuple[Entity, ...]:
    """Return the entities that are named, are known, or have a part in an event or a quote; ids stay as they are."""
    told = {x for e in events for role in _ROLES for x in getattr(e, role)} | {x for q in quotes for x in (q.speaker, q.about)}
    begins = {s.start for s in bounds}
    return tuple(e for e in entities if e.id in told or e.actor or e.place or any(_is_name(m, begins, text) for m in e.mentions))


def _is_name(mention: Span, begins: set[int], text: str) -> bool:
    """Tell whether a capital shows a name: any but that of a pronoun, or of a phrase's first word where the sentence begins."""
    first, *rest = mention.of(text).split()
    if any(word[:1].isupper() for word in rest):
        return True
    return first[:1].isupper() and first.casefold() not in PRONOUNS and (not rest or mention.start not in begins)
