"""The report's own words around an event's trigger, for a summary that cannot say in words of its own what was done."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.nouns.ledger import Event, Telling
from dragoman.nouns.text import Span
from dragoman.reconcile.words import STOP

# Where a clause ends: punctuation (not inside figures and double names), quotation marks, brackets, a new line. A full stop within a
# sentence ends no clause: it belongs to "U.S." or "Mr.".
_BREAK = re.compile(r"[;()\[\]“”\"«»\n]|[:?!…](?=\s|$)|,(?=\s|$)(?! (?:19|20)\d\d\b)|(?<=\s)[-–—](?=\s)|—")
_QUOTE_OPENS = re.compile(r"(?<=\s)[“\"«]")
_QUOTE_CLOSES = re.compile(r"[,.]?[”\"»][,.]?")
_QUOTE_MARKS = re.compile(r"[“”\"«»]")
# A page's addresses and handles say nothing to who reads a line.
_ADDRESS = re.compile(r"\s*(?:https?://\S+|\b[\w.-]+\.(?:com|org|net|ly|co)/\S+|@\w+)")
_LAST_STOP = re.compile(r"(?<![A-Z])\.$")
_WORD = re.compile(r"\S*\w\S*")
_LINK = re.compile(r"(?:and|but|or|which|who|where|while|as|because|that|(?:noting|saying|adding|stressing) that)\s+", re.IGNORECASE)
_LINKED = re.compile(r"\b(?:and|but|or) (?:(?:also|then|later) )?$", re.IGNORECASE)
# Where a second verb begins that is another event's ("accepted the resignation and ordered an inquiry").
_NEXT_VERB = re.compile(
    r"\s+(?:and|but)\s+(?:(?:also|then|later) )?(?:\w{2,}ed|said|told|took|made|gave|went|came|held|met|began|sent|won)\b"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being) (?:\w+ly )?$")
# After a capital the subject's own name goes on, after a preposition its phrase does.
# What a clause after "that" may begin with: a subject, where "that" is not one itself ("a bomb that hit").
_BEGINS = re.compile(r"(?:the|an?|his|her|its|their|our|these|those|he|she|it|they|we)$|[A-Z]")
_GOES_ON = re.compile(r" (?!(?:of|in|from|at|on|for|and|or|with|by|who|to)\b)[a-z]")
_OWNER = re.compile(r"(?:his|her|its|their|our|my|.*['’]s?)", re.IGNORECASE)
_FEWEST_WORDS, _MOST_WORDS, _WORDS_BEFORE = 4, 18, 6


@dataclass(frozen=True, slots=True)
class Clause:
    """Words of a report that are ready to stand between double quotation marks, and where they stand; cut words are shown by "…"."""

    words: str
    document: str
    span: Span


def clause(event: Event, texts: Mapping[str, str], triggers: Sequence[str]) -> Clause | None:
    """Return the words around the trigger of the event's surest mention, of those with its status and with a trigger of `triggers`.

    What stands before a party that the summary names as its subject is left out, the party too. None where no mention's text is known.
    """
    known = [(m, n) for n, m in enumerate(event.mentions) if m.document in texts]
    if not known:
        return None

    def rank(item: tuple[Telling, int]) -> tuple[bool, bool, float, int]:
        told, place = item
        named = told.trigger.of(texts[told.document]).casefold() in triggers
        return told.status == event.status, named, round(told.probability, 6), -place

    told = max(known, key=rank)[0]
    return _around(texts[told.document], told, _subjects(event, told.document))


def _subjects(event: Event, document: str) -> list[Span]:
    named = {p.name for p in event.actors}
    return [
        e.span
        for f in event.fields
        if f.name == "actor"
        for v in f.values
        if v.value in named
        for e in v.evidence
        if e.document == document
    ]


def _around(text: str, told: Telling, subjects: Sequence[Span]) -> Clause | None:
    start, end = _segment(text, told.sentence, told.trigger)
    acting = [s for s in subjects if start <= s.start and s.end <= told.trigger.start and _acts(text, s)]
    start = max([start, *(s.end for s in acting)])
    if _LINKED.search(text, start, told.trigger.start):
        start = told.trigger.start
    elif link := _LINK.match(text, start + len(text[start:end]) - len(text[start:end].lstrip()), told.trigger.start):
        start = link.end()
    words = [Span(start + m.start(), start + m.end()) for m in _WORD.finditer(text[start:end])]
    if not words:
        return None
    at = next((n for n, w in enumerate(words) if w.end > told.trigger.start), 0)
    first = _opening(text, words, at) if len(words) > _MOST_WORDS else 0
    shown = words[first : first + _MOST_WORDS]
    cut = shown[-1] != words[-1]
    while cut and len(shown) > 1 and shown[-1].of(text).casefold() in STOP:
        shown = shown[:-1]
    span = Span(shown[0].start, shown[-1].end)
    return Clause(("… " if first else "") + _said(span.of(text)) + (" …" if cut else ""), told.document, span)


def _opening(text: str, words: Sequence[Span], at: int) -> int:
    """Return which of too many words opens the quotation: one of the last before the trigger's, after "that" where a clause begins so."""
    first = max(0, at - _WORDS_BEFORE)
    clauses = [
        n + 1 for n in range(max(0, first - 1), at - 1) if words[n].of(text).casefold() == "that" and _BEGINS.match(words[n + 1].of(text))
    ]
    return clauses[-1] if clauses else first


def _acts(text: str, subject: Span) -> bool:
    """Tell whether a verb may follow where a subject stands: not after an owner ("Kamwendo's aide") nor within a phrase."""
    return _GOES_ON.match(text, subject.end) is not None and not _OWNER.fullmatch(subject.of(text))


def _said(words: str) -> str:
    """Return a stretch of a report as it stands between quotation marks, with the marks that it has itself made single."""
    said = _LAST_STOP.sub("", " ".join(_ADDRESS.sub("", words).split()).strip(" ,;:–—-"))
    said = re.sub(r"[,.](?=[”\"»]$)", "", said)
    for n in range(len(_QUOTE_MARKS.findall(said))):
        said = _QUOTE_MARKS.sub("’" if n % 2 else "‘", said, count=1)
    return said


def _segment(text: str, sentence: Span, trigger: Span) -> tuple[int, int]:
    """Return the stretch between the breaks beside the trigger; words that it quotes, or the next clause where it is short, go with it."""
    limit = max(sentence.end, trigger.end)
    start = max([min(sentence.start, trigger.start), *(m.end() for m in _BREAK.finditer(text, sentence.start, trigger.start))])
    end = _next_break(text, trigger.end, limit)
    if verb := _NEXT_VERB.search(text, trigger.end, end):
        whole = _PASSIVE.search(text, start, trigger.start) is not None  # "had been abandoned" needs no object
        end = verb.start() if whole or len(_WORD.findall(text[trigger.start : verb.start()])) >= _FEWEST_WORDS - 1 else end
    if text[end : end + 1] == "," and len(_WORD.findall(text[start:end])) < _FEWEST_WORDS:
        end = _next_break(text, end + 1, limit)
    if _QUOTE_OPENS.match(text, end, limit) and (closed := _QUOTE_CLOSES.search(text, end + 1, limit)):
        end = closed.end()
    return start, end


def _next_break(text: str, start: int, limit: int) -> int:
    found = _BREAK.search(text, start, limit)
    return found.start() if found else limit
