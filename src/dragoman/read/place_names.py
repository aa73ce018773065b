"""Completes the name of a place that the tagger cut short: "Can" of "Can Tho"."""

from __future__ import annotations

import re
from typing import Final

from dragoman.nouns.text import Span
from dragoman.reference import gazetteer

_NEXT: Final = re.compile(r" ([A-ZÀ-ÖØ-Þ][\w’'-]*)")
_MORE_WORDS: Final = 2


def completed(text: str, span: Span) -> Span:
    """Return the mention of a place with the capitalised words right after it, where together they are a town that the gazetteer knows."""
    longest, end = span, span.end
    for _ in range(_MORE_WORDS):
        more = _NEXT.match(text, end)
        if more is None:
            break
        end = more.end()
        if gazetteer.cities(text[span.start : end]):
            longest = Span(span.start, end)
    return longest
