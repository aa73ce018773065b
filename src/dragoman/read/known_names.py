"""Makes whole the mentions that hold only part of a name that the reference tables know: "Herzegovina" of "Bosnia and Herzegovina"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from dragoman.nouns.text import Span
from dragoman.read.cues import Hit, Word

_BROKEN = re.compile(r'["“”\n]')  # Fox "News Sunday" is no name
_OWNER_LENGTH = 2  # the 's of "Bosnia and Herzegovina's"


def known_names(text: str, words: Sequence[Word], hits: Sequence[Hit]) -> tuple[Span, ...]:
    """Return where names stand that begin and end in a capital, in order and without their possessive ending."""
    found: list[Span] = []
    for hit in hits:
        first, last = words[hit.first], words[hit.last - 1]
        if first.capital and last.capital:
            name = Span(first.start, last.end - (_OWNER_LENGTH if last.owner and last.key != last.inner else 0))
            if not _BROKEN.search(name.of(text)):
                found.append(name)
    return tuple(found)


def made_whole(span: Span, names: Sequence[Span]) -> Span:
    """Return a mention with all of the names that it begins or ends in the middle of; `names` are in order and do not overlap."""
    for at in (span.start, span.end - 1):
        name = name_at(names, at)
        if name is not None:
            span = Span(min(span.start, name.start), max(span.end, name.end))
    return span


def name_at(names: Sequence[Span], at: int) -> Span | None:
    """Return the name that a character is part of; `names` are in order and do not overlap."""
    number = bisect_right(names, at, key=lambda n: n.start) - 1
    return names[number] if number >= 0 and at < names[number].end else None
