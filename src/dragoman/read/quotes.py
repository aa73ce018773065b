"""Words in quotation marks, one span a sentence, marks included."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dragoman.nouns.text import Span
from dragoman.read.sentences import paragraphs

# What closes a quote that each mark opens: reports mix straight marks with curly ones, and begin with one kind and end with the other.
_CLOSES: Final = {"“": '”"', '"': '"”', "«": "»", "„": "“”"}
_MARK: Final = re.compile(f"[{''.join(_CLOSES)}{''.join(_CLOSES.values())}]")
_STRAIGHT: Final = '"'
_BEFORE_OPENING: Final = frozenset(" \t\n([{—–-/“‘'")


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
    found, end, stray = [], 0, False
    marks = [m.start() for m in _MARK.finditer(paragraph)]
    for n, i in enumerate(marks):
        if i < end or not _opens(paragraph, i) or (stray and paragraph[i] == _STRAIGHT):
            continue
        closing = next((j for j in marks[n + 1 :] if _closes(paragraph, j, paragraph[i])), None)
        if closing is None:
            if paragraph[i] != _STRAIGHT and len(paragraph) > i + 1:
                found.append((i, len(paragraph)))
                break
            stray = True  # what closes no earlier one closes no later one
            continue
        if closing > i + 1:
            found.append((i, closing + 1))
        end = closing + 1
    return found


def _opens(paragraph: str, i: int) -> bool:
    """Tell whether a quote may open at a mark: a straight one opens after a space or a bracket, and before a word."""
    if paragraph[i] != _STRAIGHT:
        return paragraph[i] in _CLOSES
    before, after = paragraph[i - 1 : i], paragraph[i + 1 : i + 2]
    return (not before or before in _BEFORE_OPENING) and bool(after) and not after.isspace()


def _closes(paragraph: str, j: int, opening: str) -> bool:
    """Tell whether the mark at `j` closes what `opening` opened; a straight one does where it could not open."""
    if paragraph[j] not in _CLOSES[opening]:
        return False
    return paragraph[j] != _STRAIGHT or not _opens(paragraph, j) or paragraph[j - 1] in "—–-"
