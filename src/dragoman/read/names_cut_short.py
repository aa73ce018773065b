"""Gives a mention the rest of its name where the tagger stopped too soon: "Anura Kumara" with "Dissanayake" after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dragoman.nouns.text import Span
from dragoman.read.known_names import name_at

_REST: Final = re.compile(r"(?: [A-ZÀ-ÖØ-Þ][\w’'-]*[a-zß-ÿ]\b(?![’']s))+")
# A given name goes on after its hyphen ("Moon Jae-in", "Moon Jae-In"); "-led" and its like make an adjective of a name.
_HYPHENED: Final = re.compile(
    r"-(?!(?:led|run|era|made|born|held|wide|like|style|owned|based|only|free|ruled|built)\b)[A-Za-zß-ÿ][a-zß-ÿ]{1,5}\b(?!-)"
)
_TWO_NAMES: Final = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zß-ÿ]+ [A-ZÀ-ÖØ-Þ][a-zß-ÿ]{1,5}\Z")
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


def with_syllable(text: str, span: Span) -> Span:
    """Return a person's mention with the last syllable of the name, where the tagger stopped before its hyphen."""
    rest = _HYPHENED.match(text, span.end) if _TWO_NAMES.search(span.of(text)) else None
    return Span(span.start, rest.end()) if rest else span


def _is_headline(text: str, span: Span) -> bool:
    first = text.rfind("\n", 0, span.start) + 1
    last = text.find("\n", span.end)
    words: list[str] = _LONG_WORD.findall(text, first, last if last >= 0 else len(text))
    return sum(w[0].isupper() for w in words) > _HEADLINE * len(words)
