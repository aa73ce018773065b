"""What the trigger head hardly hears: nouns behind a hedge, what analysts say that something signals, and offices speculated about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.nouns.event import Status
from dragoman.nouns.text import Span

# Of 400 real reports it adds five events, of which four are rightly found and three rightly typed; on dev and the real gold it adds none.
LEAST_HEDGED: Final = 0.2
"""Probability of trigger and type together from which a hedged noun is an event that may come to be."""

_HEDGED: Final = re.compile(
    r"\b(?:an?|the|its|his|her|their|of|into|about|and) (?:possible|potential|prospective) ((?!to\b|for\b|and\b|of\b)[\w-]+)(?: ([\w-]+))?"
)


def hedged(text: str) -> tuple[Span, ...]:
    """Return the one or two words behind each "a possible" and the like; which of them names an event, if any, is the heads' to say."""
    return tuple(Span(*m.span(group)) for m in _HEDGED.finditer(text) for group in (1, 2) if m.group(group))


# Of the corpus's sentences in which analysts say so what something signals, all four have that statement as an event.
LEAST_WORDED: Final = 0.6
"""Probability that what is worded so is an event, where the heads give it less."""


@dataclass(frozen=True, slots=True)
class Worded:
    """An event that its wording tells: its trigger, what it is, and the words of whose it is, who fills `roles` of it and no other does."""

    trigger: Span
    type: str
    status: Status
    owner: Span
    roles: tuple[str, ...]


_ASSESSORS: Final = r"(?P<owner>(?:[\w-]+ ){0,2}(?:analysts|experts|observers|commentators|scholars|historians))"
_ATTRIBUTED: Final = (
    re.compile(rf"\b(?i:according to) {_ASSESSORS}\b"),
    re.compile(rf"(?:^|, ){_ASSESSORS}(?: [a-z]+ly)? (?:say|said|argue|argued|believe|note|noted)(?=[,.])"),
)
_SIGNALS: Final = re.compile(
    r"\b(?:is|are|was|were) (?:itself )?(?:a|an|the)(?: [\w-]+)? (?P<sign>sign|signal|symbol|message|warning)\b"
    r"|\b(?P<signals>signal(?:s|led|ed)|underscore[sd]|underline[sd]|highlight(?:s|ed)|reflect(?:s|ed)|herald(?:s|ed)|symboli[sz]e[sd])\b"
)
_WHOSE: Final = r"(?P<owner>his|her|their|(?:[A-Z][\w-]+ )*[A-Z][\w-]+(?=['’]s))(?:['’]s)?"
_POST: Final = r"(?:future|next|political|possible) (?P<post>role|post|job|position)"
_CHANGE: Final = r"(?P<change>succession|candidacy|resignation|retirement|departure)"
_SPECULATED: Final = re.compile(
    rf"\b(?:[Ss]peculation|[Rr]umou?rs|[Cc]onjecture) (?:about|over|on|of|as to) {_WHOSE} (?:{_POST}|{_CHANGE})\b"
)


def worded(text: str, sentences: Sequence[Span]) -> tuple[Worded, ...]:
    """Return what analysts say that something signals ("signals a new order"), and the offices that somebody is speculated to change."""
    return tuple(w for s in sentences for w in (*_assessed(text, s), *_speculated(text, s)))


def _assessed(text: str, sentence: Span) -> Iterator[Worded]:
    by = next((m for way in _ATTRIBUTED if (m := way.search(text, sentence.start, sentence.end))), None)
    said = _SIGNALS.search(text, sentence.start, sentence.end) if by else None
    if by and said:
        yield Worded(Span(*said.span(said.lastgroup or 0)), "STATE", "occurred", Span(*by.span("owner")), ("actor", "by"))


def _speculated(text: str, sentence: Span) -> Iterator[Worded]:
    for m in _SPECULATED.finditer(text, sentence.start, sentence.end):
        yield Worded(Span(*m.span(m.lastgroup or 0)), "OFFICE", "possible", Span(*m.span("owner")), ("actor",))
