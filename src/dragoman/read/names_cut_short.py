"""Gives a mention the rest of its name where the tagger stopped too soon: "Anura Kumara" with "Dissanayake" after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dragoman.nouns.text import Span
from dragoman.read.known_names import name_at

_REST: Final = re.compile(r"(?: [A-ZÀ-ÖØ-Þ][\w’'-]*[a-zß-ÿ]\b(?![’']s))+")
_ENDS_IN_NAME: Final = re.compile(r"(?:^|[\s-])[A-ZÀ-ÖØ-Þ][\w’'-]*[a-zß-ÿ]\Z")
_LONG_WORD: Final = re.compile(r"\b[^\W\d_]{4,}")
_HEADLINE: Final = 0.6  # the share of capitals among a line's longer words from which on a capital tells no name
"""Titles are written so: "Sri Lankan President Visits Beijing"."""


def with_rest(text: str, span: Span, end: int, names: Sequence[Span]) -> Span:
    """Return a mention with the capitalised words right after it and before `end`, where another mention or a time begins.

    So it stays where it ends in no name, in a name that the reference tables know (`names`, in order), and in a headline.
    """
    if not _ENDS_IN_NAME.search(span.of(text)):
        return span
    rest = _REST.match(text, span.end, end)
    if rest is None or name_at(names, span.end - 1) or _is_headline(text, span):
        return span
    return Span(span.start, rest.end())


def _is_headline(text: str, span: Span) -> bool:
    first = text.rfind("\n", 0, span.start) + 1
    last = text.find("\n", span.end)
    words: list[str] = _LONG_WORD.findall(text, first, last if last >= 0 else len(text))
    return sum(w[0].isupper() for w in words) > _HEADLINE * len(words)
