"""The sentences that a line rests on, with the words that name the event and the values in it marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from dragoman.nouns.ledger import Event, Evidence
from dragoman.nouns.text import Span
from dragoman.publish.brief.model import Mark, Piece, Sentence
from dragoman.publish.brief.sources import Sources
from dragoman.publish.brief.words import clean

# No initial ("U.N. Security Council"), no title, and nothing that goes on in lower case ends a sentence.
_ABBREVIATED = r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|Lt|Jr|Sr|No))(?<!\b(?:Mrs|Gen|Col|Sen|Rep|Gov|Maj|Sgt|Adm|Rev|Hon))(?<!\bCapt)"
_SENTENCE_END = re.compile(rf"(?:{_ABBREVIATED}\.|[!?…])[”\"’')\]]*(?=\s+[^a-z\s]|\s*\Z)|\n\s*\n")
_LONGEST_SENTENCE_CHARS = 600


def of_events(events: Iterable[Event], sources: Sources) -> tuple[Sentence, ...]:
    """Return every sentence that tells the events or gives one of their values: telling sentences first, then by source and place."""
    telling: dict[str, set[Span]] = {}
    triggers: dict[str, set[Span]] = {}
    values: dict[str, set[Span]] = {}
    for event in events:
        for told in event.mentions:
            telling.setdefault(told.document, set()).add(told.sentence)
            triggers.setdefault(told.document, set()).add(told.trigger)
        for evidence in (e for f in event.fields if f.name != "trigger" for v in f.values for e in v.evidence):
            values.setdefault(evidence.document, set()).add(evidence.span)
    found = [
        s
        for d in telling.keys() | values.keys()
        for s in _of_document(d, telling.get(d, set()), triggers.get(d, set()), values.get(d, set()), sources)
    ]
    return _folded(found)


def of_spans(evidence: Sequence[Evidence], sources: Sources) -> tuple[Sentence, ...]:
    """Return the sentences around spans, with the spans marked as values."""
    spans: dict[str, set[Span]] = {}
    for e in evidence:
        spans.setdefault(e.document, set()).add(e.span)
    found = [s for d, marked in spans.items() for s in _of_document(d, set(), set(), marked, sources)]
    return _folded([(False, number, start, pieces) for _, number, start, pieces in found])


_Found = tuple[bool, int, int, tuple[Piece, ...]]


def _of_document(document: str, telling: set[Span], triggers: set[Span], values: set[Span], sources: Sources) -> list[_Found]:
    """Cut the sentences of one document: (does not tell the event, source number, start, pieces)."""
    text = sources.text(document)
    if not text:
        return []
    spans = set(telling)
    for value in sorted(triggers | values):
        if not any(s.covers(value) for s in spans):
            spans.add(_around(text, value))
    merged = _merged(spans)
    number = sources.numbers[document]
    return [
        (not any(s.overlaps(t) for t in telling), number, s.start, _pieces(text, s, triggers, values)) for s in merged if s.of(text).strip()
    ]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap, so that no character is shown twice."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.overlaps(merged[-1]):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _around(text: str, span: Span) -> Span:
    """Widen a span to the sentence around it, or to a readable stretch where no sentence end is near."""
    floor, ceiling = max(0, span.start - _LONGEST_SENTENCE_CHARS), min(len(text), span.end + _LONGEST_SENTENCE_CHARS)
    start = max((m.end() for m in _SENTENCE_END.finditer(text, floor, span.start)), default=floor)
    ending = _SENTENCE_END.search(text, max(span.start, span.end - 1), ceiling)
    end = max(ending.end() if ending else ceiling, span.end)
    while start < span.start and text[start].isspace():
        start += 1
    return Span(start, max(end, start + 1))


def _pieces(text: str, sentence: Span, triggers: set[Span], values: set[Span]) -> tuple[Piece, ...]:
    """Cut a sentence where its marks change; where they meet, the trigger is shown."""
    marked = [(s, mark) for spans, mark in _layers(values, triggers) for s in spans if s.overlaps(sentence)]
    last = min(sentence.end, len(text))
    cuts = sorted({sentence.start, last, *(at for s, _ in marked for at in (s.start, s.end) if sentence.start < at < last)})
    runs: list[tuple[int, int, Mark]] = []
    for start, end in pairwise(cuts):
        mark: Mark = next((m for s, m in reversed(marked) if s.start <= start and end <= s.end), "")
        if runs and runs[-1][2] == mark:
            runs[-1] = (runs[-1][0], end, mark)
        else:
            runs.append((start, end, mark))
    return tuple(Piece(clean(text[start:end]), mark) for start, end, mark in runs)


def _layers(values: set[Span], triggers: set[Span]) -> tuple[tuple[set[Span], Mark], ...]:
    return (values, "value"), (triggers, "trigger")


def _folded(found: Iterable[_Found]) -> tuple[Sentence, ...]:
    """Show sentences that several sources carry word for word once, under all their numbers."""
    by_text: dict[str, list[_Found]] = {}
    for item in sorted(found, key=lambda f: f[:3]):
        by_text.setdefault("".join(p.text for p in item[3]).strip(), []).append(item)
    return tuple(_sentence(items) for items in by_text.values())


def _sentence(items: Sequence[_Found]) -> Sentence:
    marked = max(items, key=lambda item: sum(bool(p.mark) for p in item[3]))
    return Sentence(marked[3], tuple(sorted({item[1] for item in items})), tells=not items[0][0])
