"""Whose words a quote holds where no head says so, and that what quoted words tell is told by who says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.nouns.event import EventMention
from dragoman.nouns.reading import Quote
from dragoman.nouns.text import Span
from dragoman.read.sentences import paragraphs


def with_speakers(quotes: Sequence[Quote], text: str) -> tuple[Quote, ...]:
    """Give each quote without a speaker that of the quote before it in its paragraph, or else of the one after.

    One mouth is open in a paragraph: a quote that is cut at sentence ends or by "he said" goes on with who began it.
    """
    out: list[Quote] = []
    for start, end in paragraphs(text):
        here = [q for q in quotes if start <= q.span.start < end]
        known = [q.speaker for q in here]
        for i in range(1, len(known)):
            known[i] = known[i] or known[i - 1]
        for i in reversed(range(len(known) - 1)):
            known[i] = known[i] or known[i + 1]
        out += [replace(q, speaker=speaker) for q, speaker in zip(here, known, strict=True)]
    return tuple(out)


def attributed(events: Sequence[EventMention], quotes: Sequence[Quote]) -> tuple[EventMention, ...]:
    """Return the events with those that a quote tells attributed to its speaker, unless the speaker's own deed is told."""
    return tuple(_by_speaker(e, quote_of(e.trigger, quotes)) for e in events)


def quote_of(trigger: Span, quotes: Sequence[Quote]) -> Quote | None:
    """Return the quote whose words name an event, if any has a speaker."""
    return next((q for q in quotes if q.speaker and q.span.covers(trigger)), None)


def _by_speaker(event: EventMention, quote: Quote | None) -> EventMention:
    if quote is None or quote.speaker is None or quote.speaker in event.actors:
        return event
    return replace(event, by=(quote.speaker,))
