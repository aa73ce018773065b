"""The passages that an event rests on: each sentence with what stands around it, the words that name the event and its values marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman.nouns.ledger import Event
from dragoman.nouns.text import Document, Span

AROUND_CHARS = 240


def passages(event: Event, documents: Mapping[str, Document]) -> list[dict[str, Any]]:
    """Return the sentences that tell an event, by document and place, each once, in pieces marked "trigger", "value" or ""."""
    found = []
    for document in sorted({t.document for t in event.mentions} & documents.keys()):
        tellings = [t for t in event.mentions if t.document == document]
        sentences = sorted({t.sentence for t in tellings})
        for n, sentence in enumerate(sentences):
            # What stands between two passages stands after the first, once.
            floor = sentences[n - 1].end if n else 0
            ceiling = sentences[n + 1].start if n + 1 < len(sentences) else len(documents[document].text)
            joins = n > 0 and sentence.start - floor <= 2 * AROUND_CHARS
            here = [t for t in tellings if t.sentence == sentence]
            text = documents[document].text
            values = {
                e.span: f.name for f in event.fields if f.name != "trigger" for v in f.values for e in v.evidence if e.document == document
            }
            triggers = {t.trigger for t in here}
            found.append(
                {
                    "document": document,
                    "start": sentence.start,
                    "end": sentence.end,
                    "mentions": [t.id for t in here],
                    "status": here[0].status,
                    "probability": round(max(t.probability for t in here), 4),
                    "before": "" if joins else _before(text, sentence.start),
                    "pieces": pieces(text, sentence, triggers, values),
                    "after": _after(text, sentence.end, ceiling),
                }
            )
    return found


def pieces(text: str, within: Span, triggers: set[Span], values: Mapping[Span, str]) -> list[dict[str, Any]]:
    """Cut a stretch of text where its marks change; `field` is what a value is a value of. Where marks meet, the trigger is shown."""
    marks: list[tuple[str, str]] = [("", "")] * (within.end - within.start)
    layers = [(s, ("value", name)) for s, name in sorted(values.items())] + [(s, ("trigger", "trigger")) for s in sorted(triggers)]
    for span, mark in layers:
        for i in range(max(span.start, within.start), min(span.end, within.end)):
            marks[i - within.start] = mark
    words, cut, start = within.of(text), [], 0
    for i in range(1, len(words) + 1):
        if i == len(words) or marks[i] != marks[start]:
            kind, field = marks[start]
            cut.append({"text": words[start:i], "mark": kind, "field": field or None})
            start = i
    return cut


def _before(text: str, at: int) -> str:
    """Return what stands before, from the beginning of a word on."""
    start = max(0, at - AROUND_CHARS)
    part = text[start:at]
    if start and not text[start - 1].isspace():
        part = part.partition(" ")[2]
    return ("… " if start and part else "") + part


def _after(text: str, at: int, next_at: int) -> str:
    """Return what stands after, all of it where the next passage is near, else up to the end of a word."""
    if next_at < len(text) and next_at - at <= 2 * AROUND_CHARS:
        return text[at:next_at] if next_at > at else ""
    end = min(len(text), at + AROUND_CHARS)
    part = text[at:end]
    if end < len(text) and not text[end].isspace():
        part = part.rpartition(" ")[0]
    return part + (" …" if end < len(text) and part else "")
