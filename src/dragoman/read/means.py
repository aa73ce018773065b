"""By what means a journey is made, where the words say it plainly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dragoman.nouns.event import EventMention
from dragoman.nouns.text import Span

# Without an article: "by train" is how one travels, "by a train" is what did it.
_TRAVEL: Final = re.compile(
    r"\bby (?!the |an? )(?:[a-z]+[- ]){0,2}?"
    r"(?:train|rail|road|air|sea|land|plane|jet|helicopter|ship|boat|ferry|bus|car|convoy|motorcade|lorry|truck)\b"
)


def add_means(events: Sequence[EventMention], sentences: Sequence[Span], text: str) -> tuple[EventMention, ...]:
    """Return the events with the means of travel that their sentence gives: it belongs to the nearest trigger before it."""
    found: dict[str, Span] = {}
    for sentence in sentences:
        for match in _TRAVEL.finditer(text, sentence.start, sentence.end):
            before = [e for e in events if sentence.covers(e.trigger) and e.trigger.end <= match.start()]
            if before and before[-1].means is None:
                found.setdefault(before[-1].id, Span(match.start(), match.end()))
    return tuple(replace(e, means=found[e.id]) if e.id in found else e for e in events)
