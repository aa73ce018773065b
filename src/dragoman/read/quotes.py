"""Words in quotation marks, one span a sentence, marks included."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.nouns.text import Span
from dragoman.read.sentences import paragraphs

_PAIRS = {"“": "”", '"': '"', "«": "»", "„": "“"}


def recognise(text: str, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """Return the quoted spans of `text`, cut at sentence ends as the guidelines ask.

    A mark that is not closed before its paragraph ends quotes to the paragraph's end (a quote that goes on in the next paragraph
    opens again there) where it is a curly one; a straight one that is not closed is taken for an inch mark or a slip and passed over.
    """
    quoted = [Span(start + a, start + b) for start, end in paragraphs(text) for a, b in _in_paragraph(text[start:end])]
    out = []
    for q in quoted:
        for s in sentences:
            if s.overlaps(q):
                out.append(Span(max(s.start, q.start), min(s.end, q.end)))
    return tuple(out)


def _in_paragraph(paragraph: str) -> list[tuple[int, int]]:
    found, i = [], 0
    while i < len(paragraph):
        closing = _PAIRS.get(paragraph[i])
        if closing is None or (paragraph[i] == '"' and i and paragraph[i - 1].isdigit()):
            i += 1
            continue
        end = paragraph.find(closing, i + 1)
        if end < 0:
            if paragraph[i] != '"' and len(paragraph) > i + 1:
                found.append((i, len(paragraph)))
            break
        if end > i + 1:
            found.append((i, end + 1))
        i = end + 1
    return found
